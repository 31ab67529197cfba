"""Letters to the units: what to mend in a report, or that it is missing, as Word files, and one list of all.

The templates are data/templates/退回修改通知.docx, for reports that went back and for those that are to be
checked, and 催报通知.docx; an office puts its own of these
names into the folder ``templates`` of its data directory.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from exports.book import Book, table
from exports.letter_items import Item, Letter, read_letters
from exports.names import file_name
from exports.source import NothingToExport, Source
from exports.template import fill_in, template_path
from exports.text import clean

SENT_BACK, TO_CHECK, REMINDER = "退回修改通知", "核对通知", "催报通知"
LIST_NAME, ARCHIVE_NAME = "通知清单", "通知"
_COUNTY_OFFICE = "{}政务公开工作主管部门"
_HEADS = ("单位", "性质", "表", "行", "栏", "报送内容", "存在的问题", "所在页", "文件")
_WIDTHS = (14, 11, 22, 26, 16, 14, 46, 9, 22)


@dataclass(frozen=True, slots=True)
class Terms:
    """What all letters of a round have in common.

    Attributes:
        due: By when the unit is to answer.
        signed: Who signs; the county's office where it is "".
        contact: Whom to ask, or "".
    """

    due: date
    signed: str = ""
    contact: str = ""


def letter_files(
    source: Source,
    year: int,
    terms: Terms,
    made_at: datetime,
    root: Path | None = None,
    units: Sequence[str] = (),
) -> Iterator[tuple[str, bytes]]:
    """Yield every letter of a year as (file name, Word file), and the list of all as the last one.

    Args:
        source: The build, with people's decisions.
        year: The report year.
        terms: What the letters have in common.
        made_at: The date on the letters.
        root: The data directory, for templates of the office's own.
        units: Codes of the units wanted; all without it.

    Raises:
        NothingToExport: no unit has to mend, explain or hand in anything.
        TemplateUnusable: a template is no Word file, or has a mark that stands for nothing.
    """
    letters = read_letters(source, year, units)
    if not letters:
        raise NothingToExport(f"{year} 年没有要退回修改或催报的单位")
    county = county_name(source)
    for letter in letters:
        template = template_path(_template_name(letter), root).read_bytes()
        content = letter_docx(letter, terms, made_at, county, template)
        yield file_name(_kind(letter), letter.unit, year, suffix=".docx"), content
    yield file_name(LIST_NAME, year, suffix=".xlsx"), letters_xlsx(letters, terms)


def letters_zip(
    source: Source,
    year: int,
    terms: Terms,
    made_at: datetime,
    root: Path | None = None,
    units: Sequence[str] = (),
) -> bytes:
    """Return all letters of a year and their list in one archive; as :func:`letter_files`."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in letter_files(source, year, terms, made_at, root, units):
            archive.writestr(name, content)
    return written.getvalue()


def county_name(source: Source) -> str:
    """Return the county's name, or 县 where no report says it."""
    build = source.rows("build_info")
    named = build["county"].iloc[0] if len(build) else None
    return named if isinstance(named, str) and named else "县"


def letter_docx(letter: Letter, terms: Terms, made_at: datetime, county: str, content: bytes) -> bytes:
    """Given a letter and a template, return the Word file. Raises TemplateUnusable."""
    return fill_in(
        _template_name(letter),
        content,
        _context(letter, terms, made_at, county),
        title=f"{_kind(letter)} {letter.unit} {letter.year}",
        made_at=made_at,
    )


def _kind(letter: Letter) -> str:
    if not letter.items:
        return REMINDER
    return SENT_BACK if letter.is_returned else TO_CHECK


def _template_name(letter: Letter) -> str:
    return f"{SENT_BACK if letter.items else REMINDER}.docx"


def _context(letter: Letter, terms: Terms, made_at: datetime, county: str) -> dict[str, Any]:
    return {
        "县名": clean(county),
        "单位": clean(letter.unit),
        "年度": letter.year,
        "文件": clean(letter.file),
        "已退回": letter.is_returned,
        "期限": _day(terms.due),
        "需修改": [_told(number, item) for number, item in enumerate(letter.mend, start=1)],
        "请说明": [_told(number, item) for number, item in enumerate(letter.explain, start=1)],
        "落款": clean(terms.signed) or _COUNTY_OFFICE.format(clean(county)),
        "联系": clean(terms.contact),
        "日期": _day(made_at.date()),
    }


def _told(number: int, item: Item) -> dict[str, str | int]:
    return {
        "序号": number,
        "位置": clean(item.place),
        "报送": clean(item.printed) or "—",
        "问题": clean(item.why),
        "页": clean(item.page) or "—",
    }


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def letters_xlsx(letters: Sequence[Letter], terms: Terms) -> bytes:
    """Given letters, return one list of all that is asked of whom, as a workbook that prints on A4."""
    written = io.BytesIO()
    book = Book(written)
    sheet = book.sheet("清单", landscape=True)
    for at, width in enumerate(_WIDTHS):
        sheet.set_column(at, at, width)
    end = table(book, sheet, 0, _HEADS, [row for letter in letters for row in _rows(letter, terms)], _WIDTHS)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, end - 1, len(_HEADS) - 1)
    sheet.repeat_rows(0)
    book.close()
    return written.getvalue()


def _rows(letter: Letter, terms: Terms) -> list[tuple[str, ...]]:
    if not letter.items:
        why = f"{letter.year} 年度报告未报，请于{_day(terms.due)}前报送。"
        return [(letter.unit, "催报", "", "", "", "", why, "", "")]
    mend = "需要修改" if letter.is_returned else "请核对"
    return [
        (
            letter.unit,
            mend if item.must_mend else "请核实说明",
            item.table,
            item.row,
            item.column,
            item.printed,
            item.why,
            item.page,
            letter.file,
        )
        for item in letter.items
    ]
