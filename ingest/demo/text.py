"""A report of the sample county as text copied out of a PDF or off a web page, as people hand it in."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ingest.demo.layouts import Box, Sheet, sheets_of
from ingest.demo.model import SampleReport

# Ideographs in a line of body text and in a narrow cell, as a copied PDF breaks them.
_LINE_CHARS = 28
_LABEL_CHARS = 12
_HEAD_CHARS = 2
_NOTE_CHARS = 18
# With so few columns a header stands on one line.
_WIDE_COLUMNS = 4
_LINES_A_PAGE = 24
_HANGING = "，。、；：）》”"


def render_text(report: SampleReport) -> bytes:
    """Given a report, return it as a text file in its shape and encoding."""
    copied = report.look.text_shape == "copied"
    lines = list(_lines(report))
    text = "\n".join(_with_page_numbers(report, lines)) if copied else "\n".join(lines)
    # Notepad's line ends, as most of these files are saved on Windows.
    return (text + "\n").replace("\n", "\r\n").encode(report.look.encoding)


def _lines(report: SampleReport) -> Iterator[str]:
    yield from report.prose.title
    yield ""
    yield from _paragraphs(report, report.prose.preamble)
    yield from _section(report, "一、总体情况", report.prose.overview)
    for table in report.form.tables:
        yield from (table.title, "")
        if table.key not in report.tables:
            yield from ("无。", "")
            continue
        for sheet in sheets_of(report, table.key):
            yield from _SHAPES[report.look.text_shape](sheet)
            yield ""
    yield from _section(report, "五、存在的主要问题及改进情况", report.prose.problems)
    if report.prose.other:
        yield from _section(report, "六、其他需要报告的事项", report.prose.other)
    if report.signed_on is not None:
        day = report.signed_on
        yield from (report.organisation, f"{day.year}年{day.month}月{day.day}日")


def _section(report: SampleReport, heading: str, paragraphs: tuple[str, ...]) -> Iterator[str]:
    yield from (heading, "")
    yield from _paragraphs(report, paragraphs)


def _paragraphs(report: SampleReport, paragraphs: tuple[str, ...]) -> Iterator[str]:
    """Yield body text, broken into the lines of the page it was copied from or a paragraph a line."""
    for text in paragraphs:
        width = _LINE_CHARS if report.look.text_shape == "copied" else len(text)
        for line in _broken(text, width):
            yield line
            if report.look.text_shape == "copied":
                yield ""
        yield ""


def _broken(text: str, width: int) -> list[str]:
    """Return the text in lines of that many characters; a closing mark or the rest of a number hangs out."""
    lines = [""]
    for char in text:
        in_number = char.isascii() and char.isdigit() and lines[-1][-1:].isdigit()
        if len(lines[-1]) >= width and char not in _HANGING and not in_number:
            lines.append("")
        lines[-1] += char
    return lines


def _with_page_numbers(report: SampleReport, lines: list[str]) -> Iterator[str]:
    number = printed = 0
    for line in lines:
        yield line
        printed += bool(line)
        if report.look.page_number and printed == _LINES_A_PAGE:
            number, printed = number + 1, 0
            yield from ("", report.look.page_number.format(number), "")


def _rows(sheet: Sheet) -> list[list[Box]]:
    """Return the boxes by the row in which they begin."""
    return [[box for box in sheet.boxes if box.row == row] for row in range(sheet.rows)]


def _copied(sheet: Sheet) -> Iterator[str]:
    """Yield a table as a PDF viewer copies it: labels broken over lines, a row's numbers on one line."""
    for boxes in _rows(sheet):
        numbers = " ".join(box.text for box in boxes if box.role == "number")
        labels = [box for box in boxes if box.role != "number"]
        if not numbers:
            yield from _copied_headers(labels, wide=sheet.columns <= _WIDE_COLUMNS)
            continue
        lines = [line for box in labels for line in _broken(box.text, _LABEL_CHARS)]
        # A label of one line shares it with the numbers; a longer one stands above them.
        if labels and len(_broken(labels[-1].text, _LABEL_CHARS)) == 1:
            lines[-1] = f"{lines[-1]} {numbers}"
        else:
            lines.append(numbers)
        for line in lines:
            yield from (line, "")


def _copied_headers(boxes: list[Box], wide: bool) -> Iterator[str]:
    spread = all(box.row_span == 1 for box in boxes) and any(box.column_span > 1 for box in boxes)
    if wide or spread:
        yield from (" ".join(box.text for box in boxes), "")
        return
    for box in boxes:
        width = _NOTE_CHARS if box.role == "note" else len(box.text) if box.column_span > 1 else _HEAD_CHARS
        for line in _broken(box.text, width):
            yield from (line, "")


def _cell_a_line(sheet: Sheet) -> Iterator[str]:
    for box in sheet.boxes:
        yield from (box.text, "")


def _bar_after_cell(sheet: Sheet) -> Iterator[str]:
    for box in sheet.boxes:
        yield from (box.text, "|")


def _row_a_line(sheet: Sheet) -> Iterator[str]:
    for boxes in _rows(sheet):
        yield " | ".join(box.text for box in boxes) + " |"


def _tabs(sheet: Sheet) -> Iterator[str]:
    for boxes in _rows(sheet):
        yield "\t".join(box.text for box in boxes)


_SHAPES: dict[str, Callable[[Sheet], Iterator[str]]] = {
    "copied": _copied,
    "cell_a_line": _cell_a_line,
    "bar_after_cell": _bar_after_cell,
    "row_a_line": _row_a_line,
    "tabs": _tabs,
}
