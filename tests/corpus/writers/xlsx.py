"""Reports as spreadsheets, with what people leave in them: formulas, hidden rows and sheets, numbers as text."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Literal

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from form.model import Address
from tests.corpus.blocks import Block, Layout, Paragraph

Sheets = Literal["one", "by_table", "prose_apart"]
Formulas = Literal["none", "stored", "not_stored", "error"]

_PLAIN = re.compile(r"^-?\d+(?:\.\d+)?$")
_THIN = Side(style="thin")
_SHEETS = {"disclosure": "主动公开", "applications": "依申请公开", "litigation": "复议诉讼"}
_MARK = "f0rmula"


@dataclass(frozen=True, slots=True)
class XlsxOptions:
    """What is odd about the workbook.

    Attributes:
        sheets: All on one sheet, each table on its own, or the prose on a sheet apart.
        as_text: Numbers kept as text.
        formulas: Totals as formulas: with the value that was last worked out, without one, or with an error value.
        hidden: Sheets, rows and columns that are not shown, with other numbers.
        merged: Whether cells are merged; else only the first of them holds the words.
        offset: Empty rows and columns before the tables.
        comments: Comments with other numbers on the cells.
        hidden_columns: A column that is not shown between any two, with other numbers.
    """

    sheets: Sheets = "one"
    as_text: bool = False
    formulas: Formulas = "none"
    hidden: bool = False
    merged: bool = True
    offset: int = 0
    comments: bool = False
    hidden_columns: bool = False


def write_xlsx(blocks: list[Block], options: XlsxOptions, rng: Random, path: Path) -> tuple[Address, ...]:
    """Given a document, write it as a workbook; return the cells whose printed value cannot be known from the file."""
    book = Workbook()
    writer = _Writer(book, options, rng)
    for block in blocks:
        writer.add(block)
    if options.hidden:
        writer.add_hidden_sheet(blocks)
    book.save(path)
    if writer.formulas:
        _store_values(path, writer.formulas, options.formulas)
    return tuple(writer.formulas) if options.formulas in ("not_stored", "error") else ()


class _Writer:
    def __init__(self, book: Workbook, options: XlsxOptions, rng: Random) -> None:
        self.book, self.options, self.rng = book, options, rng
        sheet = book.active
        assert isinstance(sheet, Worksheet)
        self.sheet = sheet
        self.sheet.title = "年度报告" if options.sheets == "one" else "正文"
        self.row = 1 + options.offset
        self.formulas: dict[Address, str] = {}
        self._named: set[str] = set()

    def add(self, block: Block) -> None:
        if isinstance(block, Paragraph):
            self.sheet.cell(self.row, 1, block.text).alignment = Alignment(wrap_text=True)
            self.row += 1
            return
        if self.options.sheets == "by_table" or (
            self.options.sheets == "prose_apart" and block.key not in self._named
        ):
            self._sheet_for(block)
        self._table(block, decoy=False)
        self.row += 1

    def _sheet_for(self, block: Layout) -> None:
        name = _SHEETS.get(block.key, "附表")
        if block.key not in self._named:
            self.sheet = self.book.create_sheet(name)
            self.row = 1 + self.options.offset
            self._named.add(block.key)

    def _table(self, block: Layout, *, decoy: bool) -> None:
        top, left = self.row, 1 + self.options.offset
        step = 2 if self.options.hidden_columns else 1
        skipped = 0
        for row in range(block.rows):
            for box in block.row_boxes(row):
                at = (top + row + skipped, left + step * box.column)
                text = str(self.rng.randint(100, 999)) if decoy and box.address else box.text
                self._cell(at, text, box.address, decoy=decoy)
                if self.options.merged and (box.row_span > 1 or box.column_span > 1):
                    self.sheet.merge_cells(
                        start_row=at[0], start_column=at[1],
                        end_row=at[0] + box.row_span - 1, end_column=at[1] + step * box.column_span - 1,
                    )  # fmt: skip
                if step == 2 and box.address is not None and box.column_span == 1:
                    self.sheet.cell(at[0], at[1] + 1, self.rng.randint(100, 999))
            spanned = any(b.row <= row < b.row + b.row_span - 1 for b in block.boxes)
            if self.options.hidden and not decoy and not spanned and self.rng.random() < 0.3:
                skipped += 1
                self._hidden_row(block, row, top + row + skipped, left)
        self.row += block.rows + skipped
        if step == 2:
            for column in range(left + 1, left + step * block.columns, 2):
                self.sheet.column_dimensions[get_column_letter(column)].hidden = True

    def _hidden_row(self, block: Layout, row: int, at: int, left: int) -> None:
        for box in block.row_boxes(row):
            text = str(self.rng.randint(100, 999)) if box.address else box.text
            self._cell((at, left + box.column), text, None, decoy=True)
        self.sheet.row_dimensions[at].hidden = True

    def _cell(self, at: tuple[int, int], text: str, address: Address | None, *, decoy: bool) -> None:
        cell = self.sheet.cell(*at)
        cell.border = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        numeric = address is not None and _PLAIN.match(text) is not None
        if numeric and not decoy and self._is_formula(address):
            cell.value = f'=IF("{_MARK}{len(self.formulas)}"="",1,{text})'
            assert address is not None
            self.formulas[address] = text
        elif numeric and not self.options.as_text:
            cell.value = float(text) if "." in text else int(text)
        elif text:
            cell.value = text
        if self.options.comments and address is not None and self.rng.random() < 0.1:
            cell.comment = Comment(f"原为 {self.rng.randint(100, 999)}", "审核")

    def _is_formula(self, address: Address | None) -> bool:
        if self.options.formulas == "none" or address is None:
            return False
        return address.column == "total" or address.row == "results_total"

    def add_hidden_sheet(self, blocks: list[Block]) -> None:
        self.sheet = self.book.create_sheet("上年数")
        self.sheet.sheet_state = self.rng.choice(("hidden", "veryHidden"))
        self.row = 1
        for block in blocks:
            if isinstance(block, Layout):
                self._table(block, decoy=True)
                self.row += 1


def _store_values(path: Path, formulas: Mapping[Address, str], kind: Formulas) -> None:
    """Put into each formula's cell the value that a spreadsheet program would have stored there, or an error."""
    if kind == "not_stored":
        return
    values = list(formulas.values())

    def stored(match: re.Match[str]) -> str:
        index = int(match[2])
        if kind == "error":
            return f'{match[1]} t="e"><f>{match[3]}</f><v>#REF!</v></c>'
        return f"{match[1]}><f>{match[3]}</f><v>{values[index]}</v></c>"

    pattern = re.compile(
        rf'(<c r="[A-Z]+\d+" s="\d+")[^>]*><f>(?=[^<]*{_MARK}(\d+))([^<]*)</f><v\s*/?>(?:</v>)?</c>'
    )
    source = path.read_bytes()
    temporary = path.with_suffix(".tmp")
    temporary.write_bytes(source)
    with zipfile.ZipFile(temporary) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name.startswith("xl/worksheets/sheet"):
                data = pattern.sub(stored, data.decode("utf-8")).encode("utf-8")
            new.writestr(name, data)
    temporary.unlink()
