"""Kinds of disclosed information that an office compares: data, with the words that lead to each.

A label of the prose ("安全生产信息") is given the key of a kind. The kinds follow the
duties of 《政府信息公开条例》第二十条 and the columns that township sites have. A label that
fits none stays without a kind; an office adds its own wording as an alias, without code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from form.spelling import skeleton


@dataclass(frozen=True, slots=True)
class InformationKind:
    """A kind of disclosed information.

    Attributes:
        key: English key, unique.
        label: What a user sees.
        definition: Which information belongs to it, in Chinese, for the manual.
        aliases: Whole labels that mean this kind.
        keywords: Words that mean this kind wherever they stand in a label; the longest
            word found in a label decides, of equally long ones the first in the label.
    """

    key: str
    label: str
    definition: str
    aliases: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()


def _words(spaced: str) -> tuple[str, ...]:
    return tuple(spaced.split())


KINDS: tuple[InformationKind, ...] = (
    InformationKind(
        "policy",
        "政策文件与解读",
        "本机关制发或转发的政策、规范性文件，以及对它们的解读。",
        aliases=_words("政策 文件 公文 解读 政策类 文件类 政策信息"),
        keywords=_words(
            "政策文件 政策法规 规范性文件 政策解读 解读材料 文件解读 惠民政策 政府文件 "
            "法规文件 政策性文件 其他文件 上级文件 政策公开 政策宣传 政策信息 规章制度 "
            "法律法规 政策 解读 公文 文件"
        ),
    ),
    InformationKind(
        "decision_making",
        "重大决策",
        "重大行政决策的事项目录、意见征集与结果，政府会议的决定。",
        aliases=_words("决策 决策信息"),
        keywords=_words(
            "决策公开 重大决策 行政决策 决策预公开 意见征集 征求意见 征集意见 常务会议 "
            "会议公开 会议信息 政府会议 决策"
        ),
    ),
    InformationKind(
        "finance",
        "财政预决算",
        "本级和所属单位的预算、决算、“三公”经费，财政收支与资金使用。",
        aliases=_words("财政 财务 资金 预算 决算 财政信息 资金信息"),
        keywords=_words(
            "财政预决算 预决算 部门预算 部门决算 财政预算 财政决算 三公经费 财政资金 资金使用 "
            "财政信息 收支 预算 决算 财政 财务 经费 直达资金 专项资金"
        ),
    ),
    InformationKind(
        "law_enforcement",
        "行政执法与许可",
        "行政许可、行政处罚、行政强制、行政检查等执法的依据、过程和结果。",
        aliases=_words("许可 处罚 执法 双公示 审批"),
        keywords=_words(
            "行政许可 行政处罚 行政强制 行政执法 行政检查 双公示 双随机 执法公示 执法信息 "
            "行政审批 许可 处罚 执法 审批 监管信息 市场监管"
        ),
    ),
    InformationKind(
        "services",
        "政务服务与办事指南",
        "办事指南、服务事项、权责清单和便民服务。",
        aliases=_words("办事指南 服务指南 便民服务 权责清单 办事服务"),
        keywords=_words(
            "办事指南 服务指南 政务服务 便民服务 权责清单 权力清单 责任清单 服务事项 办事流程 "
            "一件事 公共服务 服务信息 便民信息 办事"
        ),
    ),
    InformationKind(
        "projects_procurement",
        "重大项目与采购",
        "重大建设项目的批准、招标投标与实施，政府采购，公共资源交易。",
        aliases=_words("项目 采购 招投标 重大项目"),
        keywords=_words(
            "重大建设项目 重大项目 重点项目 项目建设 政府采购 招标投标 招投标 招标 中标 采购 "
            "公共资源交易 工程建设 项目信息 项目 工程 产权交易"
        ),
    ),
    InformationKind(
        "social_protection",
        "社会救助与保障",
        "低保、特困、临时救助、残疾人和养老、社会保险、优抚与退役军人。",
        aliases=_words("低保 救助 社保 民政 养老"),
        keywords=_words(
            "社会救助 社会保障 社会保险 最低生活保障 城乡低保 临时救助 特困供养 特困人员 "
            "社会福利 养老服务 残疾人 低保 特困 救助 救济 社保 医保 医疗保险 养老 优抚 "
            "退役军人 民政 困难群众 高龄 慈善 孤儿 抚恤 福利"
        ),
    ),
    InformationKind(
        "rural",
        "乡村振兴与农业补贴",
        "乡村振兴、巩固脱贫成果、涉农补贴和惠农资金、农业农村生产。",
        aliases=_words("乡村振兴 扶贫 三农 农业 惠农"),
        keywords=_words(
            "乡村振兴 脱贫攻坚 脱贫成果 巩固脱贫 精准扶贫 扶贫 涉农补贴 惠农补贴 农业补贴 "
            "惠农惠民 强农惠农 惠农 涉农 三农 农业农村 农业 农村 耕地 粮食 农机 种粮 "
            "村集体经济 防返贫 补贴 春耕 产业发展"
        ),
    ),
    InformationKind(
        "safety",
        "应急与安全生产",
        "安全生产、应急管理、防灾减灾、消防、食品药品和交通安全。",
        aliases=_words("安全 应急 防汛 消防"),
        keywords=_words(
            "安全生产 应急管理 应急预案 防灾减灾 森林防火 防汛抗旱 防汛 消防安全 消防 "
            "食品安全 食品药品 交通安全 道路交通 地质灾害 自然灾害 突发事件 预警信息 安全监管 "
            "质量安全 公共安全 燃气安全 应急 安全 防溺水 气象"
        ),
    ),
    InformationKind(
        "petitions",
        "信访维稳",
        "信访工作、矛盾纠纷化解、平安建设与社会治理。",
        aliases=_words("信访 维稳 综治"),
        keywords=_words(
            "信访维稳 信访 维稳 平安建设 社会治理 基层治理 综合治理 综治 矛盾纠纷 人民调解 "
            "扫黑除恶 反诈 禁毒 社会稳定"
        ),
    ),
    InformationKind(
        "personnel",
        "人事与机构",
        "机构职能、领导分工、人事任免、招录、表彰与人员信息。",
        aliases=_words("人事 机构 领导 机构职能 领导信息"),
        keywords=_words(
            "机构职能 机构设置 机构概况 机构信息 领导信息 领导分工 领导简介 领导活动 人事任免 "
            "人事信息 干部任免 任前公示 招考 招录 公务员 事业单位招聘 人事 机构 职能 领导 "
            "概况 内设"
        ),
    ),
    InformationKind(
        "planning",
        "规划计划与总结",
        "发展规划、年度计划、政府工作报告、工作总结和统计。",
        aliases=_words("规划 计划 总结 统计"),
        keywords=_words(
            "发展规划 规划计划 国民经济 五年规划 专项规划 国土空间 工作计划 工作总结 "
            "政府工作报告 统计信息 统计公报 统计数据 规划 计划 总结 统计"
        ),
    ),
    InformationKind(
        "news",
        "工作动态",
        "政务要闻、镇村工作动态和新闻报道。",
        aliases=_words("动态 新闻 要闻 工作信息 其他工作信息 日常工作 动态类"),
        keywords=_words(
            "工作动态 政务动态 政务要闻 政府动态 部门动态 镇村动态 基层动态 工作信息 工作简报 "
            "新闻动态 新闻报道 图片新闻 时政要闻 政务信息 活动信息 信息动态 乡镇动态 新闻 "
            "要闻 动态 快讯 亮点信息"
        ),
    ),
    InformationKind(
        "notices",
        "通知公告",
        "通知、公告、公示等告知类信息。",
        aliases=_words("通知 公告 公示 通告 公示公告"),
        keywords=_words("通知公告 公示公告 公告公示 通知通告 公告栏 通知 公告 公示 通告 告示"),
    ),
    InformationKind(
        "response",
        "回应关切",
        "对群众关心事项和舆情的回应、互动交流。",
        aliases=_words("回应关切 互动 互动交流"),
        keywords=_words(
            "回应关切 社会关切 群众关切 公众关切 热点回应 回应 舆情 互动交流 政民互动 "
            "热点问题 政务舆情 在线访谈"
        ),
    ),
    InformationKind(
        "rule_of_law",
        "法治政府",
        "法治政府建设报告、依法行政与普法宣传。",
        aliases=_words("法治 普法 法治建设"),
        keywords=_words("法治政府 法治建设 依法行政 普法 法治宣传 法治 司法 法律服务 法制"),
    ),
    InformationKind(
        "disclosure_work",
        "政务公开工作",
        "信息公开指南、目录、制度和年度报告，政务公开标准化。",
        aliases=_words("公开指南 公开目录 公开年报 信息公开 政务公开 年报"),
        keywords=_words(
            "政府信息公开 信息公开指南 信息公开目录 信息公开年报 公开年度报告 公开指南 公开目录 "
            "公开制度 公开年报 政务公开 信息公开工作 五公开 年度报告 年报 依申请公开"
        ),
    ),
    InformationKind(
        "education",
        "教育",
        "义务教育、学前教育、招生入学、资助与校园信息。",
        aliases=_words("教育 学校"),
        keywords=_words("义务教育 学前教育 教育 学校 招生 入学 校园 助学"),
    ),
    InformationKind(
        "health",
        "医疗卫生",
        "卫生健康、疾病防控、医疗服务与计划生育。",
        aliases=_words("卫生 医疗 健康"),
        keywords=_words(
            "医疗卫生 卫生健康 公共卫生 疫情防控 疾病防控 计划生育 疫情 防疫 疫苗 医疗 卫生院 健康 计生 卫生"
        ),
    ),
    InformationKind(
        "environment",
        "生态环境",
        "环境保护、河长制、林长制、人居环境整治与城乡环境。",
        aliases=_words("环保 环境 生态"),
        keywords=_words(
            "生态环境 环境保护 人居环境 污染防治 环境卫生 河长制 河湖长 林长制 秸秆禁烧 "
            "垃圾分类 环境整治 环保 绿化 生态 环境 水质"
        ),
    ),
    InformationKind(
        "land_housing",
        "土地征收与住房",
        "征地补偿、宅基地、自然资源、住房保障与村镇建设。",
        aliases=_words("土地 征地 住房 拆迁"),
        keywords=_words(
            "土地征收 征地补偿 征地拆迁 征地 征收 拆迁 宅基地 自然资源 土地 住房保障 "
            "危房改造 住房 村镇建设 城乡建设 城镇建设 老旧小区 保障性住房 房屋 国土 不动产"
        ),
    ),
    InformationKind(
        "employment",
        "就业创业",
        "招聘、职业培训、创业扶持与劳动权益。",
        aliases=_words("就业 招聘"),
        keywords=_words("就业创业 稳岗就业 公益性岗位 劳务输出 职业技能 招聘 就业 创业 用工 劳动 务工 岗位"),
    ),
    InformationKind(
        "business",
        "营商环境与经济发展",
        "营商环境、招商引资、惠企政策与产业经济。",
        aliases=_words("经济 招商 营商环境"),
        keywords=_words(
            "营商环境 优化营商 招商引资 惠企政策 减税降费 经济发展 惠企 涉企 企业服务 "
            "收费目录 行政事业性收费 招商 经济 产业 物价 收费"
        ),
    ),
    InformationKind(
        "culture",
        "文化旅游与公共事业",
        "公共文化、体育、旅游、精神文明与志愿服务。",
        aliases=_words("文化 旅游 文体"),
        keywords=_words(
            "公共文化 文化服务 文化旅游 文旅 文体 文化 旅游 体育 精神文明 文明实践 文明创建 "
            "志愿服务 移风易俗 非遗"
        ),
    ),
    InformationKind(
        "party",
        "党建与廉政",
        "党的建设、党务公开、廉政和主题教育。",
        aliases=_words("党建 党务 廉政"),
        keywords=_words(
            "党建工作 党建动态 党建 党务公开 党务 党风廉政 廉政 主题教育 组织建设 基层党建 纪检 党史学习 党员"
        ),
    ),
    InformationKind(
        "village_affairs",
        "村（居）务公开",
        "村务、居务、组务与村级财务公开。",
        aliases=_words("村务 居务 村务公开"),
        keywords=_words("村务公开 村级财务 村居务 村务 居务 组务 三务公开 三务 村级 集体资产 三资"),
    ),
    InformationKind(
        "suggestions",
        "建议提案办理",
        "人大代表建议和政协提案的办理结果。",
        aliases=_words("建议提案"),
        keywords=_words("建议提案 提案办理 建议办理 代表建议 政协提案 人大代表"),
    ),
    InformationKind(
        "livelihood",
        "民生综合",
        "只写“民生”“重点领域”，没有写明哪一类的信息。",
        aliases=_words("民生 重点领域"),
        keywords=_words("民生实事 民生信息 民生保障 民生领域 涉及民生 重点领域 民生 公益事业 社会公益"),
    ),
)
BY_KEY: Mapping[str, InformationKind] = MappingProxyType({kind.key: kind for kind in KINDS})
NO_EXTRA: Mapping[str, str] = MappingProxyType({})

# Words that say nothing about the kind: 安全生产类信息 is 安全生产.
_EMPTY_ENDS = ("信息", "类", "方面", "工作", "情况", "等", "内容", "数据", "栏目")


def _bare(label: str) -> str:
    """Return a label's letters and ideographs without the empty words at its end."""
    text = skeleton(label)
    shorter = True
    while shorter:
        shorter = False
        for end in _EMPTY_ENDS:
            if text.endswith(end) and len(text) > len(end):
                text, shorter = text[: -len(end)], True
    return text


@lru_cache(maxsize=1)
def _aliases() -> dict[str, str]:
    known: dict[str, str] = {}
    for kind in KINDS:
        for words in (kind.label, *kind.aliases):
            known.setdefault(skeleton(words), kind.key)
            known.setdefault(_bare(words), kind.key)
    return known


@lru_cache(maxsize=1)
def _keywords() -> tuple[tuple[str, str], ...]:
    pairs = [(skeleton(word), kind.key) for kind in KINDS for word in kind.keywords]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


def categorise(label: str, extra: Mapping[str, str] = NO_EXTRA) -> str | None:
    """Given a label of the prose, return the key of its kind, or None where it fits none.

    Args:
        label: The text's own words.
        extra: The office's own aliases, wording → key; they go before everything else.

    >>> categorise("安全生产信息"), categorise("部门 预算信息"), categorise("亮丽风景线")
    ('safety', 'finance', None)
    """
    own = {skeleton(wording): key for wording, key in extra.items()}
    for spelling in (skeleton(label), _bare(label)):
        found = own.get(spelling) or _aliases().get(spelling)
        if found is not None:
            return found
    return _by_keyword(skeleton(label))


def _by_keyword(text: str) -> str | None:
    best: tuple[int, int, str] | None = None
    for word, key in _keywords():
        if best is not None and len(word) < -best[0]:
            break
        place = text.find(word)
        if place >= 0 and (best is None or place < best[1]):
            best = (-len(word), place, key)
    return best[2] if best else None
