"""The open data: a Data Package after the Frictionless standard, with CSV, Parquet and a dictionary.

https://specs.frictionlessdata.io/data-package/ and https://specs.frictionlessdata.io/table-schema/
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import pyarrow.parquet as pq

from exports.open_tables import OPEN_TABLES, OpenTable, arrow_of, frame_of
from exports.source import BASIS_WORDS, NothingToExport, Source
from exports.tables import to_csv
from store.read import EMPTY

_PACKAGE = "government-information-disclosure-reports"


def package_zip(source: Source, made_at: datetime, years: Sequence[int] = ()) -> bytes:
    """Return the data package of the years, all without any, as one ZIP file."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in package_files(source, made_at, years):
            archive.writestr(zipfile.ZipInfo(name, made_at.timetuple()[:6]), content, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def package_files(
    source: Source, made_at: datetime, years: Sequence[int] = ()
) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the data package of the years, all without any: names and contents, its description last.

    Raises NothingToExport where nothing has been loaded yet.
    """
    if source.build_id == EMPTY:
        raise NothingToExport("还没有导入报告，没有可以导出的数据。")
    resources = []
    for table in OPEN_TABLES:
        frame = frame_of(table, source, years)
        content = to_csv(frame)
        packed = io.BytesIO()
        pq.write_table(arrow_of(table, frame), packed, compression="zstd")
        resources += [_resource(table, content), _packed_resource(table, packed.getvalue())]
        yield f"{table.name}.csv", content
        yield f"{table.name}.parquet", packed.getvalue()
    yield "README.md", _readme(source, made_at).encode("utf-8")
    description = json.dumps(_description(source, made_at, years, resources), ensure_ascii=False, indent=2)
    yield "datapackage.json", f"{description}\n".encode()


def _description(
    source: Source, made_at: datetime, years: Sequence[int], resources: list[dict[str, Any]]
) -> dict[str, Any]:
    sample = "（示例数据，虚构）" if source.is_sample else ""
    return {
        "profile": "data-package",
        "name": _PACKAGE,
        "title": f"政府信息公开工作年度报告数据{sample}",
        "description": "各单位年度报告的数字、正文计数和疑点，说明见 README.md。Each table comes as CSV and as Parquet.",
        "version": source.build_id,
        # What the standard has no word for: which decisions are in it, and whether numbers are corrected.
        "revision": source.revision,
        "basis": source.basis,
        "years": list(years),
        "created": made_at.astimezone().isoformat(timespec="seconds"),
        "resources": resources,
    }


def _resource(table: OpenTable, content: bytes) -> dict[str, Any]:
    fields = [
        {
            "name": field.name,
            "type": field.type,
            "title": field.chinese,
            "description": field.english,
            **({"constraints": {"required": True}} if field.name in table.key else {}),
        }
        for field in table.fields
    ]
    references = [
        {"fields": list(columns), "reference": {"resource": target, "fields": list(columns)}}
        for columns, target in table.references
    ]
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "title": table.chinese,
        "description": table.english,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": {
            "fields": fields,
            "primaryKey": list(table.key),
            **({"foreignKeys": references} if references else {}),
        },
    }


def _packed_resource(table: OpenTable, content: bytes) -> dict[str, Any]:
    # The types of the columns are in the file itself; the standard's table schema is for the CSV beside it.
    return {
        "profile": "data-resource",
        "type": "file",
        "name": f"{table.name}-parquet",
        "path": f"{table.name}.parquet",
        "title": table.chinese,
        "description": table.english,
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
    }


def _readme(source: Source, made_at: datetime) -> str:
    lines = [
        "# 政府信息公开工作年度报告数据 / Yearly reports on open government information",
        "",
        *(["**示例数据，县和单位都是虚构的。 Invented sample data.**", ""] if source.is_sample else []),
        f"数据 Build：`{source.build_id}`　决定 Revision：{source.revision}　"
        f"口径 Basis：{BASIS_WORDS[source.basis]} `{source.basis}`　导出 Exported：{made_at:%Y-%m-%d}",
        "",
        "- 每张表有 CSV（UTF-8，带 BOM）和 Parquet 两种。Each table comes as CSV (UTF-8 with BOM) and as Parquet.",
        "- 没有记录：报告没有这一格；value 为空：未填或读不出；0：报告上就是 0。"
        "No row: the report lacks the cell; empty value: blank or unreadable; 0: printed as 0.",
        "- 县政府的报告是全县的汇总，相加时请去掉（kind 为“县政府”）。"
        "The county's own report already adds up its units: leave kind 县政府 out of sums.",
        "- CSV 中以 = + - @ 开头的文字前加了一个单引号，以免被当作公式；Parquet 中是原文。"
        "In CSV, text that begins with = + - @ has an apostrophe before it; Parquet has it as it is.",
        "",
        "# 数据字典 / Data dictionary",
        "",
        "行、列的中英文名称见 `dictionary`。 Names of rows and columns in both languages: table `dictionary`.",
        "",
    ]
    for table in OPEN_TABLES:
        lines += [f"## {table.name}", "", f"{table.chinese}。 {table.english}.", ""]
        lines += ["| 字段 Field | 类型 Type | 含义 | Meaning |", "| --- | --- | --- | --- |"]
        lines += [f"| `{f.name}` | {f.type} | {f.chinese} | {f.english} |" for f in table.fields]
        lines.append("")
    return "\n".join(lines)
