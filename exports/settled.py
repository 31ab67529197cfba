"""What is kept of a year when it is settled: all its exports, made once and handed out as they were."""

from __future__ import annotations

from datetime import datetime

from exports.brief import read_brief
from exports.brief_docx import brief_docx
from exports.brief_pdf import brief_pdf
from exports.county import read_county
from exports.data_package import package_zip
from exports.draft import county_draft
from exports.names import file_name
from exports.reports_json import json_lines
from exports.source import CORRECTED, Settled, Source
from exports.workbook import county_workbook

# What each file is called, by the export that it is.
NAMES = {
    "workbook": ("汇总表", ".xlsx"),
    "draft": ("年度报告草稿", ".docx"),
    "brief": ("领导简报", ".docx"),
    "brief_pdf": ("领导简报", ".pdf"),
    "data": ("开放数据", ".zip"),
    "json": ("逐份报告", ".jsonl"),
}


def settled_name(county: str, year: int, what: str) -> str:
    """Given which export it is, return the name of its file among those of a settled year."""
    words, suffix = NAMES[what]
    return file_name(county, year, words, "核定", suffix=suffix)


def settled_files(
    source: Source, year: int, made_at: datetime, template: bytes | None = None
) -> dict[str, bytes]:
    """Given the data as it stands when a year is settled, return the files to be kept, by name.

    Args:
        source: The build with the decisions laid over it, corrected.
        year: The year.
        made_at: When it is settled; the files say so.
        template: The office's own template of the draft report; the one that is shipped without it.

    Raises:
        NothingToExport: no unit has a report in the year.
        TemplateUnusable: the template cannot be filled in.
        ValueError: the source is not one of corrected numbers.
    """
    if source.basis != CORRECTED:
        raise ValueError(f"a year is settled on corrected numbers, not on {source.basis} ones")
    settled = Settled(source)
    county = read_county(settled, year, made_at).name
    brief = read_brief(settled, year, made_at)
    made = {
        "workbook": county_workbook(settled, year, made_at),
        "draft": county_draft(settled, year, made_at, template=template),
        "brief": brief_docx(brief),
        "brief_pdf": brief_pdf(brief),
        "data": package_zip(settled, made_at, [year]),
        "json": "".join(json_lines(settled, [year])).encode("utf-8"),
    }
    return {settled_name(county, year, what): content for what, content in made.items()}
