"""Spreadsheets (.xlsx): the visible sheets, cut at blank rows into headings, prose and tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from ingest.errors import UnreadableFile
from ingest.model import Document, Grid, GridCell, Line
from ingest.readers.layout import BLOCK_ROW, HEADING
from ingest.readers.limits import MAX_CELLS, MAX_GRID_COLUMNS, MAX_SPAN, too_large
from ingest.readers.package import Package, open_package, parse_xml
from ingest.readers.xlsx_numbers import Shown
from ingest.readers.xlsx_sheet import (
    MAX_SHEET_BYTES,
    Area,
    Sheet,
    Strings,
    X,
    column_name,
    read_sheet,
    read_strings,
    read_styles,
    without_blanks,
)

_WHAT = "Excel 文件"
_RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_HIDDEN_STATES = ("hidden", "veryHidden")
_PROSE_CHARACTERS = 60
# Share of a table's width from which on a merged cell alone in its row stands over the whole table.
_WIDE_SHARE = 0.5
_HIDDEN_NOTE = ("reader.hidden", "文件中有隐藏的工作表、行或列，没有读取")
_PARTIAL_NOTE = ("reader.partial", f"工作表中第{MAX_GRID_COLUMNS}列以后的内容没有读取")


def read_xlsx(path: Path) -> Document:
    """Given an .xlsx file, return the lines and tables of its visible sheets with their stored values.

    A formula without a stored value, and an error value, are empty cells with a doubt.

    Raises:
        UnreadableFile: ``damaged``, ``encrypted``, ``empty`` or ``too_large``.
    """
    with open_package(path, _WHAT) as package:
        return _read_package(package)


def _read_package(package: Package) -> Document:
    part = package.main_part("xl/workbook.xml")
    root = package.xml(part)
    if root is None:
        raise UnreadableFile("damaged", "文件中没有工作簿，请用 Excel 或 WPS 打开后另存为 .xlsx 再导入")
    properties, calculation = root.find(f"{X}workbookPr"), root.find(f"{X}calcPr")
    strings = Strings(
        texts=read_strings(_related_xml(package, part, "sharedStrings")),
        styles=read_styles(_related_xml(package, part, "styles")),
        from_1904=properties is not None and properties.get("date1904") in ("1", "true"),
        recalculated=calculation is not None and calculation.get("fullCalcOnLoad") in ("1", "true"),
    )
    blocks: list[Line | Grid] = []
    notes: dict[tuple[str, str], None] = {}
    for name, target, state in _sheets(package, part, root):
        if state in _HIDDEN_STATES:
            notes[_HIDDEN_NOTE] = None
            continue
        markup = package.part(target, MAX_SHEET_BYTES)
        if markup is not None:
            sheet_root = parse_xml(without_blanks(markup), _WHAT)
            found, left_out = sheet_blocks(read_sheet(name, sheet_root, strings))
            blocks.extend(found)
            notes |= dict.fromkeys(left_out)
        if sum(len(block.cells) for block in blocks if isinstance(block, Grid)) > MAX_CELLS:
            raise too_large("工作簿中的表格过大")
    if not blocks:
        raise UnreadableFile("empty", "Excel 文件的可见工作表中没有内容，请确认选对了文件")
    return Document(format="xlsx", pages=0, blocks=tuple(blocks), notes=tuple(notes))


def _related_xml(package: Package, part: str, kind: str) -> etree._Element | None:
    target = package.related(part, kind)
    return None if target is None else package.xml(target)


def _sheets(package: Package, part: str, root: etree._Element) -> Iterator[tuple[str, str, str]]:
    """Yield name, part and state of each worksheet in the order of its tabs; charts are no worksheets."""
    relations = package.relations(part)
    for index, sheet in enumerate(root.iterfind(f"{X}sheets/{X}sheet"), start=1):
        kind, target = relations.get(
            sheet.get(_RELATION_ID, ""), ("worksheet", f"xl/worksheets/sheet{index}.xml")
        )
        if kind == "worksheet":
            yield sheet.get("name") or f"Sheet{index}", target, sheet.get("state", "visible")


@dataclass(frozen=True, slots=True)
class _Box:
    """A displayed cell: its content, where it stands in the sheet, what it covers of the displayed rows."""

    shown: Shown
    row: int
    column: int
    rows: tuple[int, ...]
    columns: tuple[int, ...]


def sheet_blocks(sheet: Sheet) -> tuple[tuple[Line | Grid, ...], tuple[tuple[str, str], ...]]:
    """Given a sheet, return its lines and grids from top to bottom, and what was left out of it."""
    reader = _SheetReader(sheet)
    return tuple(reader.blocks()), tuple(reader.notes())


class _SheetReader:
    """Cuts one sheet into blocks."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._beyond = False
        self._last_row = max((row for row, _ in sheet.cells), default=0)
        self._boxes = {(box.rows[0], box.columns[0]): box for box in self._displayed()}
        self._covered = {
            (row, column): key
            for key, box in self._boxes.items()
            for row in box.rows
            for column in box.columns
        }
        self._columns = sorted({column for _, column in self._covered})

    def notes(self) -> list[tuple[str, str]]:
        """Return what was left out of the sheet, as findings of the reader."""
        hidden = any(
            row in self._sheet.hidden_rows or not self._sheet.shows_column(column)
            for row, column in self._sheet.cells
        )
        return [_HIDDEN_NOTE] * hidden + [_PARTIAL_NOTE] * self._beyond

    def blocks(self) -> Iterator[Line | Grid]:
        """Yield the lines and grids of the sheet from top to bottom."""
        for rows in self._runs():
            yield from self._run(rows)

    def _displayed(self) -> Iterator[_Box]:
        """Yield the displayed cells with content, merged ones as one; blank cells are made up later."""
        inside: set[tuple[int, int]] = set()
        for merged in self._sheet.merged:
            box = self._merged(merged, inside)
            if box is not None:
                yield box
        for (row, column), shown in self._sheet.cells.items():
            if (row, column) in inside or row in self._sheet.hidden_rows:
                continue
            if self._shows(column):
                yield _Box(shown, row, column, (row,), (column,))

    def _merged(self, merged: Area, inside: set[tuple[int, int]]) -> _Box | None:
        """Return a merged area as far as it is displayed, and note its places as taken."""
        shown = self._sheet.cells.get((merged.top, merged.left), Shown(""))
        bottom = min(merged.bottom, self._last_row, merged.top + MAX_SPAN)
        right = min(merged.right, merged.left + MAX_GRID_COLUMNS)
        rows = [row for row in range(merged.top, bottom + 1) if row not in self._sheet.hidden_rows]
        columns = [column for column in range(merged.left, right + 1) if self._shows(column)]
        places = {
            (row, column) for row in range(merged.top, bottom + 1) for column in range(merged.left, right + 1)
        }
        if len(inside) + len(places) > MAX_CELLS:
            raise too_large("工作表中的合并单元格过大")
        if not rows or not columns or places & inside:
            return None
        inside |= places
        return _Box(shown, merged.top, merged.left, tuple(rows), tuple(columns))

    def _shows(self, column: int) -> bool:
        if column > MAX_GRID_COLUMNS:
            self._beyond = True
            return False
        return self._sheet.shows_column(column)

    def _runs(self) -> Iterator[list[int]]:
        """Yield runs of displayed rows without a blank row between them."""
        filled = {
            row for box in self._boxes.values() if box.shown.text or box.shown.doubt for row in box.rows
        }
        run: list[int] = []
        for row in sorted(filled):
            # A hidden row is no gap.
            if run and any(gap not in self._sheet.hidden_rows for gap in range(run[-1] + 1, row)):
                yield run
                run = []
            run.append(row)
        if run:
            yield run

    def _run(self, rows: list[int]) -> Iterator[Line | Grid]:
        """Yield headings and prose of a run of rows as lines, what stands between them as grids."""
        pending: list[int] = []
        for row in rows:
            box = self._alone(row)
            if box is None or self._is_label(box, pending) or not self._is_line(box, rows, not pending):
                pending.append(row)
                continue
            yield from self._table(pending)
            pending = []
            yield from _lines(box, self._sheet.name)
        yield from self._table(pending)

    def _alone(self, row: int) -> _Box | None:
        """Return the only cell with words of a row, which begins in it, or None where there are more or none."""
        keys = {self._covered[place] for place in self._places(row) if place in self._covered}
        worded = [
            self._boxes[key] for key in keys if self._boxes[key].shown.text or self._boxes[key].shown.doubt
        ]
        return worded[0] if len(worded) == 1 and worded[0].rows == (row,) else None

    def _places(self, row: int) -> list[tuple[int, int]]:
        return [(row, column) for column in self._columns]

    def _is_label(self, box: _Box, above: list[int]) -> bool:
        """Return whether words are merged over the columns of a label above, and leave columns beside them."""
        if not 1 < len(box.columns) < len(self._columns) * _WIDE_SHARE:
            return False
        starts = (self._boxes.get((row, box.columns[0])) for row in above)
        return any(other is not None and other.columns == box.columns for other in starts)

    def _is_line(self, box: _Box, rows: list[int], first: bool) -> bool:
        text = box.shown.text
        if BLOCK_ROW.match(text):
            return False
        edge = first or box.rows[0] == rows[-1]
        wide = len(box.columns) > 1 and len(box.columns) >= len(self._columns) * _WIDE_SHARE
        if HEADING.search(text):
            # 一、本年新收… with nothing filled in beside it is a row of its table, not a heading.
            return edge or wide or len(self._columns) == 1
        return len(text) >= _PROSE_CHARACTERS or (edge and wide)

    def _table(self, rows: list[int]) -> Iterator[Line | Grid]:
        """Yield rows as a grid over the columns that they fill, or as lines where each has one cell."""
        keys = {key: None for row in rows for place in self._places(row) if (key := self._covered.get(place))}
        boxes = [self._boxes[key] for key in keys]
        worded = [box for box in boxes if box.shown.text or box.shown.doubt]
        if not worded:
            return
        if len({box.rows[0] for box in worded}) == len(worded):
            for box in worded:
                yield from _lines(box, self._sheet.name)
            return
        left = min(box.columns[0] for box in worded)
        right = max(box.columns[-1] for box in worded)
        columns = [
            column for column in range(left, right + 1) if column <= MAX_GRID_COLUMNS and self._shows(column)
        ]
        yield self._grid(rows, columns)

    def _grid(self, rows: list[int], columns: list[int]) -> Grid:
        if len(rows) * len(columns) > MAX_CELLS:
            raise too_large("工作表中的表格过大")
        row_index = {row: index for index, row in enumerate(rows)}
        column_index = {column: index for index, column in enumerate(columns)}
        cells: list[GridCell] = []
        done: set[tuple[int, int]] = set()
        for row in rows:
            for column in columns:
                key = self._covered.get((row, column), (row, column))
                if key in done:
                    continue
                done.add(key)
                box = self._boxes.get(key, _Box(Shown(""), row, column, (row,), (column,)))
                cells.append(_grid_cell(box, row_index, column_index, self._sheet.name))
        return Grid(tuple(cells), len(rows), len(columns), page=None, method="markup")


def _grid_cell(box: _Box, rows: dict[int, int], columns: dict[int, int], sheet: str) -> GridCell:
    inside_rows = [rows[row] for row in box.rows if row in rows]
    inside_columns = [columns[column] for column in box.columns if column in columns]
    return GridCell(
        row=inside_rows[0],
        column=inside_columns[0],
        row_span=len(inside_rows),
        column_span=len(inside_columns),
        text=box.shown.text.strip(),
        place=_place(box, sheet),
        doubt=box.shown.doubt,
    )


def _lines(box: _Box, sheet: str) -> Iterator[Line]:
    for text in box.shown.text.split("\n"):
        if text.strip():
            yield Line(text=text.strip(), place=_place(box, sheet), method="markup", paragraph_start=True)


def _place(box: _Box, sheet: str) -> str:
    return f"{sheet}!{column_name(box.column)}{box.row}"
