"""The form of 国办公开办函〔2019〕60号, by rule for report years 2019 and 2020."""

from __future__ import annotations

from form.model import Column, Edition, Row, Table
from form.shared_tables import (
    COUNTED_RESULTS,
    ITEM_1,
    ITEM_5,
    ITEM_6,
    ITEM_8,
    ITEM_9,
    LITIGATION,
    LITIGATION_RELATIONS,
    OTHER_ROW_2019,
    application_relations,
    applications,
)

_MADE = ("made", "newly_disclosed", "disclosed_total")
_HANDLED = ("items_last_year", "items_change", "decisions")

DISCLOSURE = Table(
    key="disclosure",
    title="二、主动公开政府信息情况",
    layout="blocks",
    columns=(
        Column("made", "本年新制作数量", aliases=("本年新制作数", "新制作数量")),
        Column("newly_disclosed", "本年新公开数量", aliases=("本年新公开数", "新公开数量")),
        Column("disclosed_total", "对外公开总数量", aliases=("对外公开总数", "公开总数量")),
        Column("items_last_year", "上一年项目数量", unit="项", aliases=("上年项目数量",)),
        Column("items_change", "本年增/减", kind="change", unit="项", aliases=("本年增减",)),
        Column("decisions", "处理决定数量", aliases=("本年处理决定数量",)),
        Column("projects", "采购项目数量", unit="项"),
        Column("amount", "采购总金额", kind="amount", unit="万元", aliases=("采购金额",)),
    ),
    rows=(
        Row("rules", "规章", _MADE, block=ITEM_1),
        Row("normative_documents", "规范性文件", _MADE, block=ITEM_1, aliases=("行政规范性文件",)),
        Row("licensing", "行政许可", _HANDLED, block=ITEM_5),
        Row("other_services", "其他对外管理服务事项", _HANDLED, block=ITEM_5),
        Row("penalties", "行政处罚", _HANDLED, block=ITEM_6),
        Row("coercion", "行政强制", _HANDLED, block=ITEM_6),
        Row("fees", "行政事业性收费", ("items_last_year", "items_change"), block=ITEM_8),
        Row("procurement", "政府集中采购", ("projects", "amount"), block=ITEM_9),
    ),
)

APPLICATIONS = applications((OTHER_ROW_2019,))

EDITION = Edition(
    key="2019",
    circular="国办公开办函〔2019〕60号",
    first_year=2019,
    tables=(DISCLOSURE, APPLICATIONS, LITIGATION),
    relations=application_relations(APPLICATIONS, COUNTED_RESULTS) + LITIGATION_RELATIONS,
)
