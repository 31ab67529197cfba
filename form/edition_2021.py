"""The form of 国办公开办函〔2021〕30号, for report years 2021 and later: 10 + 175 + 15 cells."""

from __future__ import annotations

from form.model import Address, Column, Edition, Relation, Row, Table, Term
from form.shared_tables import (
    COUNTED_RESULTS,
    ITEM_1,
    ITEM_5,
    ITEM_6,
    ITEM_8,
    LITIGATION,
    LITIGATION_RELATIONS,
    OTHER_ROWS_2021,
    application_relations,
    applications,
)

_STOCK = ("issued", "repealed", "in_force")

DISCLOSURE = Table(
    key="disclosure",
    title="二、主动公开政府信息情况",
    layout="blocks",
    columns=(
        Column("issued", "本年制发件数", aliases=("本年制发数", "制发件数")),
        Column("repealed", "本年废止件数", aliases=("本年废止数", "废止件数")),
        Column("in_force", "现行有效件数", aliases=("现行有效数", "有效件数")),
        Column("decisions", "本年处理决定数量", aliases=("处理决定数量", "本年处理决定数")),
        Column("amount", "本年收费金额（单位：万元）", kind="amount", unit="万元", aliases=("本年收费金额",)),
    ),
    rows=(
        Row("rules", "规章", _STOCK, block=ITEM_1),
        Row("normative_documents", "行政规范性文件", _STOCK, block=ITEM_1, aliases=("规范性文件",)),
        Row("licensing", "行政许可", ("decisions",), block=ITEM_5),
        Row("penalties", "行政处罚", ("decisions",), block=ITEM_6),
        Row("coercion", "行政强制", ("decisions",), block=ITEM_6),
        Row("fees", "行政事业性收费", ("amount",), block=ITEM_8),
    ),
)

APPLICATIONS = applications(OTHER_ROWS_2021)


def _stock(row: str, sign: int, column: str, year: int = 0) -> Term:
    return Term(sign, Address("disclosure", row, column), year)


_CARRIED_ON = tuple(
    Relation(
        rule="disclosure.in_force",
        table="disclosure",
        row=row,
        column="in_force",
        parts=(
            _stock(row, 1, "in_force", year=-1),
            _stock(row, 1, "issued"),
            _stock(row, -1, "repealed"),
        ),
        total=(_stock(row, 1, "in_force"),),
        # Documents also lapse without being repealed, so this is a question, never an error.
        severity="notice",
        source="国办公开办函〔2021〕30号 附件 二：由表式推得",
        since=2022,
    )
    for row in ("rules", "normative_documents")
)

EDITION = Edition(
    key="2021",
    circular="国办公开办函〔2021〕30号",
    first_year=2021,
    tables=(DISCLOSURE, APPLICATIONS, LITIGATION),
    relations=(application_relations(APPLICATIONS, COUNTED_RESULTS) + LITIGATION_RELATIONS + _CARRIED_ON),
)
