"""The three statutory tables as they stand on paper, each cell a link to where it was printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import form
from form import Address, Column, Row, Table
from form.printed import APPLICANTS, BALANCE_NOTE, SUBJECT
from ui import words
from ui.html import Safe, go, join, tag


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell as the form shows it.

    ``look`` is "", error, warning, notice or blank; ``tooltip`` says the printed words, the
    place and the findings.
    """

    text: str
    look: str
    tooltip: str


def tables_of(edition: str | None, present: frozenset[Address]) -> tuple[Table, ...]:
    """Given a report's edition and its cells, return the edition's tables with the rows it has besides."""
    own = form.EDITIONS.get(edition or "", form.LATEST)
    return tuple(_with_extras(own.table(key), form.TABLES[key], present) for key in form.TABLES)


def _with_extras(own: Table, every: Table, present: frozenset[Address]) -> Table:
    rows = []
    for row in every.rows:
        mine = next((known for known in own.rows if known.key == row.key), None)
        there = tuple(column for column in row.columns if Address(own.key, row.key, column) in present)
        if mine is None and there:
            rows.append(replace(row, columns=there))
        elif mine is not None:
            rows.append(
                replace(mine, columns=mine.columns + tuple(c for c in there if c not in mine.columns))
            )
    return replace(own, rows=tuple(rows))


def paper(
    table: Table, cells: Mapping[Address, Shown], here: Mapping[str, str | int], chosen: Address | None
) -> Safe:
    """Given a table and what its cells show, return it laid out as the form. ``here`` names the report."""
    write = _Writer(table, cells, here, chosen)
    body = {"blocks": write.blocks, "matrix": write.matrix, "line": write.line}[table.layout]()
    return tag("div", tag("table", body, class_="paper"), class_="scroll")


def section(
    table: Table, cells: Mapping[Address, Shown], here: Mapping[str, str | int], chosen: Address | None
) -> Safe:
    """Given a table and all cells of a report, return the table under its title, or that there is none."""
    there = {address: cell for address, cell in cells.items() if address.table == table.key}
    none = tag("p", "报告里没有这张表。", class_="accent")
    return join([tag("h2", table.title), paper(table, there, here, chosen) if there else none])


@dataclass(frozen=True, slots=True)
class _Writer:
    table: Table
    cells: Mapping[Address, Shown]
    here: Mapping[str, str | int]
    chosen: Address | None

    def cell(self, row: str, column: str, span: int | None = None) -> Safe:
        address = Address(self.table.key, row, column)
        found = self.cells.get(address)
        chosen = "chosen" if address == self.chosen else ""
        if found is None:
            return tag("td", "–", class_=f"absent {chosen}".strip(), title=words.ABSENT, colspan=span)
        zero = "zero" if found.text == "0" and not found.look else ""
        looks = " ".join(name for name in (found.look, zero, chosen) if name)
        link = go(found.text, "report", title=found.tooltip, **self.here, cell=".".join(address))
        return tag("td", link, class_=looks or None, colspan=span)

    def blocks(self) -> Safe:
        """Return the blocks of 第二十条 one below the other, their columns spread over a common width."""
        blocks: dict[str, list[Row]] = {}
        for row in self.table.rows:
            blocks.setdefault(row.block, []).append(row)
        widest = max((len(row.columns) for row in self.table.rows), default=1)
        return tag("tbody", join(self.block(name, rows, widest) for name, rows in blocks.items()))

    def block(self, name: str, rows: Sequence[Row], widest: int) -> Safe:
        keys = tuple(dict.fromkeys(column for row in rows for column in row.columns))
        spans = _spread(len(keys), widest)
        # amount is 本年收费金额 in one row and 采购总金额 in another: the first row with it says which.
        named = [
            form.column_of(Address(self.table.key, _first_with(rows, key).key, key)).label for key in keys
        ]
        heads = [tag("th", label, colspan=span) for label, span in zip(named, spans, strict=True)]
        lines = [
            tag("tr", tag("th", name, colspan=1 + widest, class_="title")),
            tag("tr", tag("th", SUBJECT), join(heads)),
        ]
        for row in rows:
            numbers = [self.cell(row.key, key, span) for key, span in zip(keys, spans, strict=True)]
            lines.append(tag("tr", tag("th", row.label, scope="row"), join(numbers)))
        return join(lines)

    def matrix(self) -> Safe:
        """Return the rows of the applications table with their merged cells at the left."""
        depth = 1 + max(len(row.groups) for row in self.table.rows)
        lines = []
        rows = self.table.rows
        for at, row in enumerate(rows):
            heads = [
                tag("th", group, rowspan=_run(rows, at, level), class_="upright" if level == 0 else None)
                for level, group in enumerate(row.groups)
                if at == 0 or rows[at - 1].groups[: level + 1] != row.groups[: level + 1]
            ]
            heads.append(tag("th", row.label, colspan=depth - len(row.groups), class_="label", scope="row"))
            numbers = [self.cell(row.key, column.key) for column in self.table.columns]
            lines.append(tag("tr", join(heads), join(numbers)))
        return join([tag("thead", self.matrix_head(depth)), tag("tbody", join(lines))])

    def matrix_head(self, depth: int) -> Safe:
        columns = self.table.columns
        second, third = [], []
        for at, column in enumerate(columns):
            if not column.group:
                second.append(tag("th", column.label, rowspan=2))
                continue
            third.append(tag("th", column.label))
            if at == 0 or columns[at - 1].group != column.group:
                second.append(tag("th", column.group, colspan=sum(c.group == column.group for c in columns)))
        first = [
            tag("th", BALANCE_NOTE, colspan=depth, rowspan=3),
            tag("th", APPLICANTS, colspan=len(columns)),
        ]
        return join(tag("tr", join(line)) for line in (first, second, third))

    def line(self) -> Safe:
        """Return the reviews and suits as one line of numbers under their heads."""
        rows = self.table.rows
        first, second = [], []
        for at, row in enumerate(rows):
            width = len(row.columns)
            if not row.groups:
                first.append(tag("th", row.label, colspan=width, rowspan=2))
                continue
            second.append(tag("th", row.label, colspan=width))
            if at == 0 or rows[at - 1].groups != row.groups:
                first.append(
                    tag(
                        "th",
                        row.groups[0],
                        colspan=sum(len(r.columns) for r in rows if r.groups == row.groups),
                    )
                )
        labels: list[Column] = [self.table.column(key) for row in rows for key in row.columns]
        numbers = [self.cell(row.key, key) for row in rows for key in row.columns]
        head = [tag("tr", join(line)) for line in (first, second, [tag("th", c.label) for c in labels])]
        return join([tag("thead", join(head)), tag("tbody", tag("tr", join(numbers)))])


def _run(rows: Sequence[Row], at: int, level: int) -> int:
    """Return over how many rows the merged cell goes that begins at the row."""
    mine = rows[at].groups[: level + 1]
    length = 0
    while at + length < len(rows) and rows[at + length].groups[: level + 1] == mine:
        length += 1
    return length


def _spread(count: int, width: int) -> list[int]:
    """Return the spans of ``count`` columns over a width of ``width``; the last takes what is left."""
    each = width // count
    return [each] * (count - 1) + [width - each * (count - 1)]


def _first_with(rows: Sequence[Row], column: str) -> Row:
    return next(row for row in rows if column in row.columns)
