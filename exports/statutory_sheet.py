"""A statutory table of the county, laid out as the form; every number is a formula over the units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

import form
from exports import paper
from exports.book import COUNT, LINE_POINTS, MONEY, Book, height, lines, merge, paragraphs, show_fractions
from exports.county import County
from exports.paper import Box
from exports.source import BASIS_WORDS
from exports.units_sheet import UnitSheet
from form import Address, Table
from store.words import NOT_YET, REPORTED

SHEETS = {
    "disclosure": "二、主动公开",
    "applications": "三、依申请公开",
    "litigation": "四、复议诉讼",
}
# Widths of the columns in half-width characters, so that each table fills the width of an A4 page.
_BLOCKS = (26.0, 20.0)
_MATRIX_LABELS, _MATRIX_NUMBER = (4.5, 9.0, 33.0), 7.4
_LINE = 6.2
_HEADING_POINTS, _TITLE_POINTS = 26.0, 34.0
# The least height of a row in points: tall enough to write by hand, and each table on one page.
_ROW_POINTS = {"blocks": 28.0, "matrix": 20.0, "line": 32.0}
# Above the table: title, reach, the table's own title.
TOP = 3
_MISSING_SHOWN = 20
_LOOKS: dict[str, dict[str, Any]] = {
    "block": {"bold": True, "align": "center"},
    "head": {"align": "center"},
    "note": {"align": "center"},
    "label": {"align": "left"},
    "group": {"align": "center"},
    # 270 is Excel's text from top to bottom, one character below the other.
    "upright": {"align": "center", "rotation": 270},
    "number": {"align": "center"},
}


def widths(table: Table) -> tuple[float, ...]:
    """Given a table, return the widths of its columns on paper in half-width characters."""
    if table.layout == "matrix":
        return (*_MATRIX_LABELS, *[_MATRIX_NUMBER] * len(table.columns))
    if table.layout == "line":
        return (_LINE,) * sum(len(row.columns) for row in table.rows)
    return (_BLOCKS[0], *[_BLOCKS[1]] * max(len(row.columns) for row in table.rows))


def look_of(book: Book, box: Box) -> Any:
    """Return the format of a cell of the form."""
    looks = _LOOKS[box.role] | {"border": 1, "text_wrap": True}
    if box.address is not None:
        looks["num_format"] = MONEY if form.column_of(box.address).kind == "amount" else COUNT
    return book.format(**looks)


def draw(book: Book, sheet: Worksheet, top: int, table: Table) -> Mapping[Address, tuple[int, int]]:
    """Draw a table without its numbers, and return where each number belongs."""
    placed = paper.boxes(table)
    rooms = widths(table)
    for column, room in enumerate(rooms):
        sheet.set_column(column, column, room)
    places: dict[Address, tuple[int, int]] = {}
    for box in placed:
        area = (top + box.top, box.left, box.height, box.width)
        look = look_of(book, box)
        if box.address is not None:
            places[box.address] = area[:2]
            if box.width > 1:
                sheet.merge_range(*area[:2], area[0], box.left + box.width - 1, "", look)
            sheet.write_blank(*area[:2], None, look)
        else:
            merge(sheet, area, box.text, look)
    for row, points in _heights(placed, rooms, _ROW_POINTS[table.layout]).items():
        sheet.set_row(top + row, points)
    return places


def _heights(placed: Sequence[Box], rooms: Sequence[float], least: float) -> dict[int, float]:
    """Return the height of each row, so that no words are cut off; tall cells are spread over their rows."""
    rows, _ = paper.size(placed)
    heights = dict.fromkeys(range(rows), least)
    for box in sorted(placed, key=lambda box: box.height):
        room = sum(rooms[box.left : box.left + box.width])
        needed = len(box.text) * LINE_POINTS if box.role == "upright" else least
        if box.role != "upright" and lines(box.text, room) > 1:
            needed = height(box.text, room)
        covered = range(box.top, box.top + box.height)
        lacking = needed - sum(heights[row] for row in covered)
        for row in covered:
            heights[row] += max(lacking, 0) / box.height
    return heights


def write_table(book: Book, county: County, table: Table, units: UnitSheet) -> None:
    """Write the sheet of a statutory table: title, how far it reaches, the table, and notes."""
    sheet = book.sheet(SHEETS[table.key], one_page=True)
    rooms = widths(table)
    wide, room = len(rooms), sum(rooms)
    merge(sheet, (0, 0, 1, wide), county.title, book.format(bold=True, font_size=16, align="center"))
    merge(sheet, (1, 0, 1, wide), "；".join(_reach(county)), book.format(align="center", text_wrap=True))
    merge(sheet, (2, 0, 1, wide), table.title, book.format(bold=True, font_size=12))
    sheet.set_row(0, _TITLE_POINTS)
    sheet.set_row(1, height("；".join(_reach(county)), room))
    sheet.set_row(2, _HEADING_POINTS)
    places = draw(book, sheet, TOP, table)
    looks = {box.address: look_of(book, box) for box in paper.boxes(table) if box.address}
    for address, place in places.items():
        total = county.this.totals.get(address)
        value = total.value if total and total.value is not None else ""
        sheet.write_formula(*place, units.sum_formula(address), looks[address], value)
    bottom = TOP + paper.size(paper.boxes(table))[0]
    show_fractions(book, sheet, (TOP, 0, bottom - 1, wide - 1))
    after = bottom + 1
    after = _coverage(book, sheet, after, wide, county, table, units)
    after = _leftover(book, sheet, after, wide, county, table, units)
    paragraphs(book, sheet, after, wide, room, _notes(county))


def _reach(county: County) -> Iterator[str]:
    if county.is_sample:
        yield "示例数据（虚构）"
    kinds = "、".join(f"{kind} {there}/{due}" for kind, (there, due) in county.this.kinds().items())
    yield f"已报 {county.this.reported}/{county.this.expected} 个单位（{kinds}）"
    yield BASIS_WORDS[county.basis]
    yield county.caveat.rstrip("。")


def _coverage(
    book: Book, sheet: Worksheet, row: int, wide: int, county: County, table: Table, units: UnitSheet
) -> int:
    """Write over how many units the cells run, as a formula, and return the next row."""
    counts = [_counted(county, address) for address in table.addresses()]
    least, most, area = min(counts), max(counts), units.counts()
    tail = f" 个单位的数字相加，应报 {county.this.expected} 个"
    shown = str(most) if least == most else f"{least}～{most}"
    formula = f'="各格由 "&IF(MIN({area})=MAX({area}),MAX({area}),MIN({area})&"～"&MAX({area}))&"{tail}；逐格见“年度对比”。"'
    look = book.format(text_wrap=True)
    merge(sheet, (row, 0, 1, wide), "", look)
    sheet.write_formula(row, 0, formula, look, f"各格由 {shown}{tail}；逐格见“年度对比”。")
    return row + 1


def _counted(county: County, address: Address) -> int:
    total = county.this.totals.get(address)
    return total.counted if total else 0


def _leftover(
    book: Book, sheet: Worksheet, row: int, wide: int, county: County, table: Table, units: UnitSheet
) -> int:
    """Write what reports of the other edition hold that has no cell in this table, a row of it each."""
    _, others = county.columns(table.key)
    by_row: dict[str, list[Address]] = {}
    for address in others:
        if county.this.present(address):
            by_row.setdefault(address.row, []).append(address)
    for key, addresses in by_row.items():
        label = form.row(table.key, key).label
        said = [f"{_label(address)} " for address in addresses]
        values = [county.this.totals[address].value for address in addresses]
        parts = '&"、"&'.join(
            f'"{words}"&SUM({units.area(address)})' for words, address in zip(said, addresses, strict=True)
        )
        opening, closing = f"另一版表式的“{label}”在上表中没有对应的格，未列入：", "。"
        stored = "、".join(f"{words}{value or 0:.15g}" for words, value in zip(said, values, strict=True))
        look = book.format(text_wrap=True)
        merge(sheet, (row, 0, 1, wide), "", look)
        formula = f'="{opening}"&{parts}&"{closing}"'
        sheet.write_formula(row, 0, formula, look, opening + stored + closing)
        sheet.set_row(row, height(opening + stored, sum(widths(table))))
        row += 1
    return row


def _label(address: Address) -> str:
    return form.column_of(address).label


def _notes(county: County) -> Iterator[str]:
    missing = [unit.name for unit in county.this.units if unit.state not in (REPORTED, NOT_YET)]
    if missing:
        named = "、".join(missing[:_MISSING_SHOWN])
        rest = f"等 {len(missing)} 个" if len(missing) > _MISSING_SHOWN else ""
        yield f"没有报告、未计入：{named}{rest}。"
    others = {key: names for key, names in county.this.editions().items() if key != county.this.edition.key}
    for key, names in others.items():
        yield f"{len(names)} 个单位用 {key} 版表式，只有对应的格计入上表。"
