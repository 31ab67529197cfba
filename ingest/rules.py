"""Every kind of finding, declared once: key, gravity, Chinese name, and what a clerk does about it.

The manual has a passage for each key; a test holds the two together.
"""

from __future__ import annotations

from dataclasses import dataclass

from form.model import Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of finding.

    Attributes:
        key: What programs know it by.
        severity: ``error``, ``warning`` or ``notice`` (a question).
        title: Its name on screen.
        advice: What to do next, one Chinese sentence.
        source: Circular or law it rests on, or "" where it is about reading.
        sentence: For relations, what is said of a failure, with places for ``place``,
            ``expected`` and ``actual``.
        below_zero: The same where the other side comes to less than zero, which no report can print,
            with a place for ``place``; "" where that cannot be.
        note: How it is judged, for the manual, where the title does not say it.
    """

    key: str
    severity: Severity
    title: str
    advice: str
    source: str = ""
    sentence: str = ""
    below_zero: str = ""
    note: str = ""


_FORM = "国办公开办函〔2021〕30号 附件"
_DECLARED = (
    Rule(
        "applications.row_sum",
        "error",
        "申请表一行的合计不符",
        "核对该行自然人与各类组织之和是否等于总计，请报送单位更正后重报。",
        _FORM + " 三",
        "{place}：自然人与各类组织合计{expected}，总计印作{actual}，两者不符。",
    ),
    Rule(
        "applications.balance",
        "error",
        "新收、结转与办理结果不平",
        "核对“本年新收＋上年结转＝办理结果总计＋结转下年度”，请报送单位更正后重报。",
        _FORM + " 三（表内注明）",
        "{place}：本年新收与上年结转合计{expected}，办理结果总计与结转下年度合计{actual}，两者应当相等。",
    ),
    Rule(
        "applications.results_sum",
        "error",
        "各项办理结果之和与总计不符",
        "核对（一）至（六）各项之和是否等于（七）总计，请报送单位更正后重报。",
        _FORM + " 三",
        "{place}：（一）至（六）各项合计{expected}，（七）总计印作{actual}，两者不符。",
    ),
    Rule(
        "applications.carried",
        "error",
        "上年结转与上一年度报告不符",
        "对照上一年度报告的“结转下年度继续办理”，请报送单位说明。",
        _FORM + " 三",
        "{place}：上一年度报告结转下年度{expected}，本年报告上年结转{actual}，两者应当相等。",
    ),
    Rule(
        "litigation.row_sum",
        "error",
        "复议诉讼各项之和与总计不符",
        "核对结果维持、纠正、其他、尚未审结之和是否等于总计，请报送单位更正后重报。",
        _FORM + " 四",
        "{place}：各项结果与尚未审结合计{expected}，总计印作{actual}，两者不符。",
    ),
    Rule(
        "disclosure.in_force",
        "notice",
        "现行有效件数与上年衔接不上",
        "文件也会自行失效，请向报送单位询问原因。",
        _FORM + " 二",
        "{place}：按上年现行有效、本年制发和废止推算应为{expected}，印作{actual}，请核实原因。",
        below_zero="{place}：本年废止件数多于上年现行有效与本年制发之和，请核实这几个数。",
    ),
    Rule(
        "disclosure.rules_in_township",
        "notice",
        "乡镇街道填报了规章",
        "乡镇街道无权制定规章，请询问是否应填为规范性文件。",
        "《中华人民共和国立法法》第九十一条、第九十三条",
    ),
    Rule(
        "relation.part_missing",
        "warning",
        "缺少分项，其余各项不足总计",
        "请报送单位补齐未填的格或缺少的行，再核对合计。",
        _FORM,
        note="总计已填而分项有未填、读不出或缺行的，只要已填各项之和不超过总计，就不说数字有错，只说缺了哪些、还差多少；"
        "已填各项之和超过总计的，无论缺项是多少都不可能相符，按不符列为错误。",
    ),
    Rule("cell.blank", "error", "单元格未填", "未填不等于0，请报送单位补填；确为零的应填0。", _FORM),
    Rule(
        "cell.missing",
        "error",
        "缺少单元格",
        "表中没有这一格，请对照原件查看该处；确实缺少的请报送单位补报。",
        _FORM,
    ),
    Rule(
        "cell.unreadable", "error", "单元格内容不是可读的数字", "请对照原件查看该处，并请报送单位改为数字。"
    ),
    Rule(
        "cell.unit_missing",
        "error",
        "金额没有注明单位",
        "原件没有写明是元还是万元，请向报送单位核实。",
        _FORM + " 二",
    ),
    Rule(
        "cell.unit",
        "warning",
        "金额单位与表式不同",
        "表式要求以万元填报，已按所写单位换算，请核对。",
        _FORM + " 二",
    ),
    Rule(
        "cell.unit_doubtful",
        "notice",
        "金额可能误以元填报",
        "请向报送单位核实所填金额的单位是不是万元。",
        _FORM + " 二",
        note="乡镇街道一年的行政事业性收费在1000万元以上，或者收费金额达到上一年的1000倍（或不足千分之一）时询问。",
    ),
    Rule("cell.negative", "error", "件数为负数", "件数不能为负，请报送单位更正。", _FORM),
    Rule("cell.fraction", "error", "件数不是整数", "件数应为整数，请报送单位更正。", _FORM),
    Rule(
        "cell.conflict",
        "error",
        "同一项数字出现两次且不一致",
        "原件中该项出现不止一次，请报送单位说明以哪一个为准。",
        _FORM,
    ),
    Rule(
        "cell.ocr_doubt",
        "warning",
        "扫描件上的数字识别没有把握",
        "请对照原件核对这一格；句中列出各种可能的读法。",
    ),
    Rule("cell.uncertain", "warning", "数字与栏目的对应关系不确定", "请对照原件核对这一格。"),
    Rule("table.missing", "error", "缺少一张法定表格", "请报送单位补上这张表后重报。", _FORM),
    Rule("row.missing", "error", "表格缺少一行", "请对照原件查看；确实缺少的请报送单位补报。", _FORM),
    Rule("label.likeness", "warning", "栏目名称有误，按相近名称和次序认定", "请对照原件核对这一行的栏目。"),
    Rule("label.unknown", "warning", "表中有不认识的栏目", "该行数字没有计入，请对照原件查看。"),
    Rule(
        "identity.year",
        "error",
        "标题、正文与文件名的年份不一致",
        "请确认报告年度，必要时退回修改标题或统计期限。",
    ),
    Rule("identity.name", "error", "报告中出现其他单位的名称", "可能是套用其他单位的报告，请报送单位核对。"),
    Rule(
        "identity.period",
        "warning",
        "统计期限不是整年",
        "统计期限应为1月1日至12月31日，请核对。",
        "《政府信息公开条例》第五十条",
    ),
    Rule("identity.unknown", "warning", "没有读到单位名称或年度", "请在导入时指定单位和年度。"),
    Rule("narrative.stated", "error", "正文与表格数字不一致", "正文所述件数与表中数字不同，请报送单位核对。"),
    Rule("narrative.sum", "warning", "正文各分项之和与总数不符", "请报送单位核对正文中的总数与分项。"),
    Rule(
        "narrative.fee",
        "notice",
        "信息处理费多于表中的收费金额",
        "信息处理费是行政事业性收费的一种，请核实表二的收费金额是否漏计。",
        "国办函〔2020〕109号",
        note="信息处理费以元计，表二以万元计；按表中所印的位数四舍五入后仍容不下的才询问。少于表中金额不是疑点，因为收费不止这一种。",
    ),
    Rule(
        "text.copied",
        "warning",
        "文字与另一单位的报告雷同",
        "对照左右两栏的文字，请报送单位说明或重写。",
        note="逐部分比较本年和上一年其他单位的报告。多数单位共有的语句（三分之一以上、并且多于三个单位用过的，或二十个以上单位用过的）不计；"
        "其余文字中有六成以上与对方相同、且不少于一百字的才列出。数字和单位名称不同不影响判断。",
    ),
    Rule(
        "text.repeated",
        "notice",
        "文字与本单位上一年的报告雷同",
        "对照左右两栏的文字，请报送单位按当年情况重写。",
        note="判断方法与上一条相同，对方是本单位上一年的报告，八成以上相同才列出。",
    ),
    Rule(
        "numbers.repeated",
        "notice",
        "各格数字与上一年完全相同",
        "请向报送单位核实是否沿用了上一年的表格。",
        note="两年都有的各格全部相同，且至少有一格当年发生的数不为0；现行有效件数、项目数量之类的存量本来就会相同，不算在内。",
    ),
    Rule(
        "count.jump",
        "notice",
        "件数与往年相比变化很大",
        "请向报送单位核实，确有其事的请记录原因。",
        note="只看新收申请、复议诉讼总数、制发规范性文件和许可、处罚、强制的件数；至少要有本单位此前五年内的两个年度，相差不足10件的不问"
        "（由0到3不算变化）。先由本单位往年推出一年大约多少件，往年件数少的，参照同类单位（部门之间、乡镇街道之间）；当年同类单位普遍升降的，"
        "按其中位数一并升降。再看件数的起伏：除了偶然，还算上同类单位和本单位历年实际的起伏，至少按三成计（负二项分布）。"
        "这样推算下来，出现这么大或这么小的数的可能不到万分之一，才提出询问。某一年的判断只用到那一年为止的数据。",
    ),
    Rule(
        "county.sum",
        "warning",
        "县政府报告与各单位合计不符",
        "请核对县政府报告与各单位报告，查明是漏计、重计还是单位报告有误。",
        "《政府信息公开条例》第四十九条",
        note="逐格比较，句中的“n/N”是这一格已有数字的单位数和应报单位数。全部单位都有数字时，不相等就列出；"
        "还有单位缺数字时，只有县政府的数小于已报合计才列出，因为缺的那些只会使合计更大。"
        "金额允许各单位四舍五入造成的差数。不符的格超过半数时合并为一条。",
    ),
    Rule("section.missing", "notice", "缺少规定的部分", "年度报告应有六个部分，请核对。", _FORM),
    Rule(
        "reader.page_without_text",
        "warning",
        "有的页没有读到文字",
        "该页可能是空白页、照片或已损坏，其中内容没有读取，请核对原件。",
    ),
    Rule(
        "reader.page_unrecognised",
        "warning",
        "扫描页没有识别",
        "安装文字识别组件后，下一次导入（或 load --rebuild）会自动重新读取这份文件。",
    ),
    Rule(
        "reader.glyphs",
        "warning",
        "有的文字无法还原",
        "文件中的字体缺少文字对照，请对照原件核对，或请报送单位另存后重报。",
    ),
    Rule(
        "reader.hidden",
        "notice",
        "文件中有不显示的内容",
        "隐藏的文字、行或工作表没有读取；正文要等脚本运行才显示的网页，按显示后的内容读取，请对照。",
    ),
    Rule("reader.partial", "warning", "文件只读取了一部分", "请对照原件核对，必要时请报送单位另存后重报。"),
    Rule("unit.unmatched", "error", "单位不在名册中", "请核对报告中的单位名称，或在名册中补上该单位。"),
    Rule("unit.ambiguous", "error", "无法确定是哪一个单位", "名称与名册中不止一个单位相符，请指定单位。"),
    Rule(
        "unit.disagrees",
        "warning",
        "报告中的单位与文件名或名册不一致",
        "名称互相矛盾的列为未匹配；请核对报告、文件名和名册，改正后重新导入。",
    ),
    Rule(
        "report.version",
        "notice",
        "同一单位同一年度有不止一份报告",
        "以后导入的一份为准，请核对是否应当如此。",
    ),
    Rule(
        "report.by_hand",
        "notice",
        "手工录入的报告",
        "数字由人填在空白表格里，不是单位发布的原件；有了原件请再导入，以原件为准。",
    ),
    Rule("report.late", "warning", "报告晚于规定日期", "请记录逾期情况。", "《政府信息公开条例》第四十九条"),
)

RULES: dict[str, Rule] = {rule.key: rule for rule in _DECLARED}
