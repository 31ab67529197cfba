"""The two tables and the relations that both editions have in common.

Source: 国办公开办函〔2021〕30号 and 国办公开办函〔2019〕60号, 附件, items 三 and 四.
"""

from __future__ import annotations

from form.model import Address, Column, Relation, Row, Table, Term

# 《政府信息公开条例》第二十条: the clauses that head the blocks of the disclosure table.
ITEM_1 = "第二十条第（一）项"
ITEM_5 = "第二十条第（五）项"
ITEM_6 = "第二十条第（六）项"
ITEM_8 = "第二十条第（八）项"
ITEM_9 = "第二十条第（九）项"

ORGANISATIONS = "法人或其他组织"

APPLICANTS = (
    Column("natural_person", "自然人"),
    Column("business", "商业企业", group=ORGANISATIONS),
    Column("research", "科研机构", group=ORGANISATIONS),
    Column("public_interest", "社会公益组织", group=ORGANISATIONS),
    Column("legal_service", "法律服务机构", group=ORGANISATIONS),
    Column("other_org", "其他", aliases=("其他组织",), group=ORGANISATIONS),
    Column("total", "总计", aliases=("合计",)),
)
_ALL = tuple(column.key for column in APPLICANTS)
_PARTS = _ALL[:-1]

RESULTS = "三、本年度办理结果"
DENIED = "（三）不予公开"
UNABLE = "（四）无法提供"
REFUSED = "（五）不予处理"
OTHER = "（六）其他处理"


def _row(key: str, label: str, *groups: str, aliases: tuple[str, ...] = (), short: str = "") -> Row:
    return Row(key, label, _ALL, groups=groups, aliases=aliases, short=short)


INTAKE_ROWS = (
    _row("new", "一、本年新收政府信息公开申请数量", short="本年新收"),
    _row("carried_in", "二、上年结转政府信息公开申请数量", short="上年结转"),
)
RESULT_ROWS = (
    _row("granted", "（一）予以公开", RESULTS),
    _row(
        "partial",
        "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
        RESULTS,
        aliases=("（二）部分公开",),
        short="部分公开",
    ),
    _row("denied_state_secret", "1.属于国家秘密", RESULTS, DENIED),
    _row("denied_other_law", "2.其他法律行政法规禁止公开", RESULTS, DENIED),
    _row("denied_security_stability", "3.危及“三安全一稳定”", RESULTS, DENIED),
    _row("denied_third_party", "4.保护第三方合法权益", RESULTS, DENIED),
    _row("denied_internal_affairs", "5.属于三类内部事务信息", RESULTS, DENIED),
    _row("denied_process_information", "6.属于四类过程性信息", RESULTS, DENIED),
    _row("denied_enforcement_file", "7.属于行政执法案卷", RESULTS, DENIED),
    _row("denied_administrative_inquiry", "8.属于行政查询事项", RESULTS, DENIED),
    _row("unable_not_held", "1.本机关不掌握相关政府信息", RESULTS, UNABLE),
    _row("unable_not_ready_made", "2.没有现成信息需要另行制作", RESULTS, UNABLE),
    _row("unable_unclear", "3.补正后申请内容仍不明确", RESULTS, UNABLE),
    _row("refused_petition", "1.信访举报投诉类申请", RESULTS, REFUSED),
    _row("refused_repeat", "2.重复申请", RESULTS, REFUSED),
    _row("refused_publication", "3.要求提供公开出版物", RESULTS, REFUSED),
    _row("refused_excessive", "4.无正当理由大量反复申请", RESULTS, REFUSED),
    _row(
        "refused_reissue",
        "5.要求行政机关确认或重新出具已获取信息",
        RESULTS,
        REFUSED,
        short="要求确认或重新出具",
    ),
)
OTHER_ROWS_2021 = (
    _row(
        "other_uncorrected",
        "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
        RESULTS,
        OTHER,
        short="逾期不补正",
    ),
    _row(
        "other_unpaid",
        "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
        RESULTS,
        OTHER,
        short="逾期未缴费",
    ),
    _row("other_else", "3.其他", RESULTS, OTHER),
)
OTHER_PARTS = frozenset(row.key for row in OTHER_ROWS_2021)
# 国办公开办函〔2019〕60号: one row; single rows of it are met in reports of edition 2021 too.
OTHER_ROW_2019 = _row("other", OTHER, RESULTS, aliases=("（六）其他",))
CLOSING_ROWS = (
    _row("results_total", "（七）总计", RESULTS, aliases=("（七）合计",), short="办理结果总计"),
    _row("carried_out", "四、结转下年度继续办理", short="结转下年"),
)


def applications(other_rows: tuple[Row, ...]) -> Table:
    """Given the edition's rows of （六）其他处理, return its table of applications."""
    return Table(
        key="applications",
        title="三、收到和处理政府信息公开申请情况",
        layout="matrix",
        columns=APPLICANTS,
        rows=INTAKE_ROWS + RESULT_ROWS + other_rows + CLOSING_ROWS,
    )


OUTCOMES = (
    Column("upheld", "结果维持"),
    Column("corrected", "结果纠正"),
    Column("other", "其他结果"),
    Column("pending", "尚未审结"),
    Column("total", "总计", aliases=("合计",)),
)
_OUTCOME_KEYS = tuple(column.key for column in OUTCOMES)
SUITS = "行政诉讼"

LITIGATION = Table(
    key="litigation",
    title="四、政府信息公开行政复议、行政诉讼情况",
    layout="line",
    columns=OUTCOMES,
    rows=(
        Row("review", "行政复议", _OUTCOME_KEYS),
        Row("suit_direct", "未经复议直接起诉", _OUTCOME_KEYS, groups=(SUITS,)),
        Row("suit_after_review", "复议后起诉", _OUTCOME_KEYS, groups=(SUITS,)),
    ),
)

_FORM_PRINTS_IT = "国办公开办函〔2021〕30号 附件 三：本列数据的勾稽关系"
_FORM_IMPLIES_IT = "国办公开办函〔2021〕30号 附件 三：由表式推得"


def _applications_cell(sign: int, row: str, column: str, year: int = 0, optional: bool = False) -> Term:
    return Term(sign, Address("applications", row, column), year, optional)


def application_relations(table: Table, counted_rows: tuple[str, ...]) -> tuple[Relation, ...]:
    """Given the table and the keys of its result rows, return relations 1 to 4 of the form."""
    along_rows = tuple(
        Relation(
            rule="applications.row_sum",
            table="applications",
            row=row.key,
            column=None,
            parts=tuple(_applications_cell(1, row.key, column) for column in _PARTS),
            total=(_applications_cell(1, row.key, "total"),),
            severity="error",
            source=_FORM_IMPLIES_IT,
        )
        for row in table.rows
    )
    along_columns = tuple(
        relation
        for column in _ALL
        for relation in (
            Relation(
                rule="applications.balance",
                table="applications",
                row=None,
                column=column,
                parts=(
                    _applications_cell(1, "new", column),
                    _applications_cell(1, "carried_in", column),
                ),
                total=(
                    _applications_cell(1, "results_total", column),
                    _applications_cell(1, "carried_out", column),
                ),
                severity="error",
                source=_FORM_PRINTS_IT,
            ),
            Relation(
                rule="applications.results_sum",
                table="applications",
                row=None,
                column=column,
                parts=tuple(_applications_cell(1, row, column, optional=True) for row in counted_rows),
                total=(_applications_cell(1, "results_total", column),),
                severity="error",
                source=_FORM_IMPLIES_IT,
            ),
            Relation(
                rule="applications.carried",
                table="applications",
                row="carried_in",
                column=column,
                parts=(_applications_cell(1, "carried_out", column, year=-1),),
                total=(_applications_cell(1, "carried_in", column),),
                severity="error",
                source=_FORM_IMPLIES_IT,
                since=2020,
            ),
        )
    )
    return along_rows + along_columns


LITIGATION_RELATIONS = tuple(
    Relation(
        rule="litigation.row_sum",
        table="litigation",
        row=row.key,
        column=None,
        parts=tuple(Term(1, Address("litigation", row.key, column)) for column in _OUTCOME_KEYS[:-1]),
        total=(Term(1, Address("litigation", row.key, "total")),),
        severity="error",
        source="国办公开办函〔2021〕30号 附件 四：由表式推得",
    )
    for row in LITIGATION.rows
)

# Either shape of （六）其他处理 counts: whichever rows a report has.
COUNTED_RESULTS = tuple(row.key for row in (*RESULT_ROWS, *OTHER_ROWS_2021, OTHER_ROW_2019))
