"""The tables of the open data: which columns, what each holds in Chinese and in English, and their rows."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd
import pyarrow as pa

import form
from exports.source import Source
from exports.text import clean
from form.english import ENGLISH_COLUMNS, ENGLISH_ROWS, ENGLISH_TABLES, ENGLISH_UNITS

FieldType = Literal["string", "integer", "number", "date", "boolean"]
_ARROW: dict[FieldType, pa.DataType] = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "date": pa.date32(),
    "boolean": pa.bool_(),
}


@dataclass(frozen=True, slots=True)
class OpenField:
    """A column: its name, its type after the Table Schema standard, and what it holds."""

    name: str
    type: FieldType
    chinese: str
    english: str


@dataclass(frozen=True, slots=True)
class OpenTable:
    """A table: its name, what a row is, its columns, its key, and which columns point to which table."""

    name: str
    chinese: str
    english: str
    fields: tuple[OpenField, ...]
    key: tuple[str, ...]
    references: tuple[tuple[tuple[str, ...], str], ...]
    read: Callable[[Source, Sequence[int]], pd.DataFrame]


def frame_of(table: OpenTable, source: Source, years: Sequence[int] = ()) -> pd.DataFrame:
    """Given a table, return its rows of the years (all without any): its columns only, as they are written.

    Text is without control characters, dates are ISO 8601, yes and no are true and false.
    """
    frame = table.read(source, years)
    columns = {field.name: _column(frame[field.name], field.type) for field in table.fields}
    return pd.DataFrame(columns, columns=[field.name for field in table.fields])


def _column(values: pd.Series, kind: FieldType) -> pd.Series:
    listed = values.tolist()
    made: list[object]
    if kind == "string":
        made = [clean(value) if isinstance(value, str) else None for value in listed]
    elif kind == "boolean":
        made = ["true" if value else "false" for value in listed]
    elif kind == "date":
        made = [None if pd.isna(value) else pd.Timestamp(value).date().isoformat() for value in listed]
    else:
        made = [None if value is None or value is pd.NA or math.isnan(value) else value for value in listed]
    return pd.Series(made, dtype=object)


def arrow_of(table: OpenTable, frame: pd.DataFrame) -> pa.Table:
    """Given a table and its rows, return them with the types of the table."""
    arrays = {}
    for field in table.fields:
        values = list(frame[field.name])
        if field.type == "date":
            values = [pd.Timestamp(value).date() if value else None for value in values]
        elif field.type == "boolean":
            values = [value == "true" for value in values]
        elif field.type == "integer":
            values = [None if value is None else int(value) for value in values]
        arrays[field.name] = pa.array(values, type=_ARROW[field.type])
    return pa.table(arrays)


_REPORT = OpenField(
    "report_id", "string", "报告编号（文件内容的 SHA-256）", "Report key: SHA-256 of the file"
)
_UNIT = OpenField("unit_code", "string", "单位编码", "Unit code")
_NAME = OpenField("unit_name", "string", "单位名称", "Unit name")
_KIND = OpenField("kind", "string", "单位类别", "Kind of unit")
_YEAR = OpenField("year", "integer", "报告年度", "Report year")
_ADDRESS = (
    OpenField("table_key", "string", "表键，见 dictionary", "Table key, see dictionary"),
    OpenField("row_key", "string", "行键，见 dictionary", "Row key, see dictionary"),
    OpenField("column_key", "string", "列键，见 dictionary", "Column key, see dictionary"),
)
_KEYS = ("table_key", "row_key", "column_key")
_TO_REPORT = (("report_id",), "reports")
_TO_DICTIONARY = (_KEYS, "dictionary")


def _dictionary(_: Source, __: Sequence[int]) -> pd.DataFrame:
    return pd.DataFrame(_dictionary_rows())


def _dictionary_rows() -> Iterator[dict[str, str]]:
    for address in form.ADDRESSES:
        table, row = form.TABLES[address.table], form.row(address.table, address.row)
        column = form.column_of(address)
        yield {
            "table_key": address.table,
            "row_key": address.row,
            "column_key": address.column,
            "table_zh": table.title,
            "row_zh": "·".join([*([row.block] if row.block else []), *row.groups, row.label]),
            "column_zh": f"{column.group}·{column.label}" if column.group else column.label,
            "unit_zh": column.unit,
            "table_en": ENGLISH_TABLES[address.table],
            "row_en": ENGLISH_ROWS[address.table][address.row],
            "column_en": ENGLISH_COLUMNS[address.table][address.column],
            "unit_en": ENGLISH_UNITS[column.unit],
            "value_kind": column.kind,
            "editions": " ".join(form.editions_of(address)),
        }


OPEN_TABLES: tuple[OpenTable, ...] = (
    OpenTable(
        "units",
        "每行一个单位",
        "One row is a unit",
        (
            _UNIT,
            _NAME,
            _KIND,
            OpenField("valid_from", "date", "设立日期", "First day"),
            OpenField("valid_to", "date", "撤销日期", "Last day"),
        ),
        ("unit_code",),
        (),
        lambda source, _: source.rows("units"),
    ),
    OpenTable(
        "dictionary",
        "每行一个数字的地址：表、行、列，附中英文名称",
        "One row is the address of a number: table, row and column, with Chinese and English names",
        (
            *_ADDRESS,
            OpenField("table_zh", "string", "表名", "Table, Chinese"),
            OpenField("row_zh", "string", "行名", "Row, Chinese"),
            OpenField("column_zh", "string", "列名", "Column, Chinese"),
            OpenField("unit_zh", "string", "计量单位", "Unit of measure, Chinese"),
            OpenField("table_en", "string", "表名（英文）", "Table, English"),
            OpenField("row_en", "string", "行名（英文）", "Row, English"),
            OpenField("column_en", "string", "列名（英文）", "Column, English"),
            OpenField("unit_en", "string", "计量单位（英文）", "Unit of measure, English"),
            OpenField(
                "value_kind",
                "string",
                "count 件数，change 增减，amount 金额",
                "count, change (signed) or amount",
            ),
            OpenField("editions", "string", "有这一格的表式版本", "Editions of the form that have it"),
        ),
        _KEYS,
        (),
        _dictionary,
    ),
    OpenTable(
        "reports",
        "每行一份现行报告",
        "One row is a current report",
        (
            _REPORT,
            _UNIT,
            _NAME,
            _KIND,
            _YEAR,
            OpenField("edition", "string", "表式版本", "Edition of the form"),
            OpenField("organisation", "string", "报告上的机关名称", "Publisher as printed"),
            OpenField("period_start", "date", "统计期始", "First day of the period"),
            OpenField("period_end", "date", "统计期止", "Last day of the period"),
            OpenField("published_on", "date", "公开日期", "Date of publication"),
            OpenField("file_name", "string", "文件名", "File name"),
            OpenField("format", "string", "文件格式", "File format"),
            OpenField(
                "stated_applications_received",
                "integer",
                "正文所写新收申请件数",
                "Applications received, as the prose says",
            ),
            OpenField(
                "stated_review_cases",
                "integer",
                "正文所写行政复议件数",
                "Reconsideration cases, as the prose says",
            ),
            OpenField(
                "stated_lawsuit_cases", "integer", "正文所写行政诉讼件数", "Lawsuits, as the prose says"
            ),
            OpenField(
                "stated_processing_fee",
                "number",
                "正文所写信息处理费（元）",
                "Information processing fee in CNY, as the prose says",
            ),
        ),
        ("report_id",),
        ((("unit_code",), "units"),),
        lambda source, years: source.rows("reports", years=list(years)),
    ),
    OpenTable(
        "cells",
        "每行一份报告的一格；value 空表示未填或读不出，不是 0",
        "One row is a cell of a report; an empty value is blank or unreadable, not 0",
        (
            _REPORT,
            _UNIT,
            _YEAR,
            *_ADDRESS,
            OpenField("value", "number", "数值，金额以万元计", "Value; money in 10,000 CNY"),
            OpenField("raw", "string", "报告上印的文字", "Text as printed"),
            OpenField("printed_value", "number", "报告上印的数值", "Value as printed"),
            OpenField(
                "corrected",
                "boolean",
                "有人更正过；value 用不用更正后的数，看数据包说明的 basis",
                "Somebody corrected it; whether value is the corrected one is said by the package's basis",
            ),
            OpenField("place", "string", "在文件中的位置", "Place in the file"),
        ),
        ("report_id", *_KEYS),
        (_TO_REPORT, _TO_DICTIONARY),
        lambda source, years: source.rows("cells", years=list(years)),
    ),
    OpenTable(
        "narrative",
        "每行正文写明的一个数量",
        "One row is a number that the prose states",
        (
            _REPORT,
            _UNIT,
            _YEAR,
            OpenField("position", "integer", "在该报告中的次序", "Order within the report"),
            OpenField(
                "item_kind",
                "string",
                "total 总数，category 信息类别，channel 公开渠道",
                "total, category or channel",
            ),
            OpenField("label", "string", "原文叫法", "Label in the text's own words"),
            OpenField("category", "string", "归入的类别代码", "Key of the category"),
            OpenField("value", "number", "数量", "Number"),
            OpenField("item_unit", "string", "计量单位", "Unit of measure"),
            OpenField(
                "qualifier", "string", "exact 确数，at_least 以上，about 约数", "exact, at_least or about"
            ),
            OpenField("evidence", "string", "原文", "The words it was read from"),
        ),
        ("report_id", "position"),
        (_TO_REPORT,),
        lambda source, years: source.rows("narrative", years=list(years)),
    ),
    OpenTable(
        "findings",
        "每行一个疑点",
        "One row is a finding",
        (
            _REPORT,
            _UNIT,
            _YEAR,
            OpenField("position", "integer", "在该报告中的次序", "Order within the report"),
            OpenField("rule", "string", "规则代码", "Key of the rule"),
            OpenField(
                "severity", "string", "error 错误，warning 提醒，notice 询问", "error, warning or notice"
            ),
            OpenField("message", "string", "说明", "Message, Chinese"),
            OpenField("table_key", "string", "表键", "Table key"),
            OpenField("row_key", "string", "行键", "Row key"),
            OpenField("column_key", "string", "列键", "Column key"),
            OpenField("expected", "number", "应为", "Expected value"),
            OpenField("actual", "number", "印作", "Printed value"),
        ),
        ("report_id", "position"),
        (_TO_REPORT,),
        lambda source, years: source.rows("findings", years=list(years)),
    ),
)
