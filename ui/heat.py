"""Heat tables: units × years and units × measures.

Each cell opens its report; what is missing has its own mark.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from ui import words
from ui.derive import FAILED, NOT_YET, REPORTED, VALUE
from ui.html import NOTHING, Safe, escape, go, join, tag
from ui.theme import Palette

# Counts of a township are mostly 0 to 20: steps tell low counts apart, and one large unit bleaches none.
STEPS = (1, 3, 10, 30, 100)
STEPS_SAID = "颜色分级：不到 3、3–9、10–29、30–99、100 及以上；0 不着色"
BLOCK_ROWS = 17
MOST_BLOCKS = 3
# More units than this take three blocks.
TWO_BLOCKS = 2 * BLOCK_ROWS
# A page of more rows is no overview, and slow in any browser.
MOST_UNITS = 180
# How a number that is text begins: a change, or a number of the prose.
_SIGNS = ("+", "−", "≥", "≈")
_MARKS = {
    words.MISSING: ("missing", words.MISSING, "应报未报"),
    FAILED: ("failed", "✕", "文件读取失败"),
    NOT_YET: ("unset", "·", "该年未设此单位"),
    words.BLANK: ("blank", "空", "报告中此格未填或无法识读"),
    words.ABSENT: ("absent", "–", "报告的表中没有这一栏"),
    words.NOT_COUNTED: ("absent", "–", "报告正文没有写明数量"),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a heat table.

    ``state`` is what its link carries to the report page, {} where there is no report; ``shown`` is the
    number as it is written, where that is more than a number (≥12).
    """

    value: float
    mark: str
    tooltip: str
    state: Mapping[str, str | int]
    unit: str = ""
    shown: str = ""

    @property
    def text(self) -> str:
        """Return the number as it stands in the cell."""
        return self.shown or words.number(self.value, self.unit)


def step(value: float) -> int:
    """Given a count or an amount, return the index of its colour, −1 for 0 and less."""
    return max(sum(value >= bound for bound in STEPS) - 1, 0 if value > 0 else -1)


def coverage_matrix(coverage: pd.DataFrame, labels: Mapping[str, str], year: int) -> Safe:
    """Given units × years with their states, return the matrix, in blocks where there are many units."""
    years = sorted(int(value) for value in coverage["year"].unique())
    units = coverage[coverage["unit_code"].notna()]
    codes = list(dict.fromkeys(units["unit_code"]))
    shown = units[units["unit_code"].isin(codes[:MOST_UNITS])].sort_values("year", kind="stable")
    cells: dict[str, list[Safe]] = {code: [] for code in codes[:MOST_UNITS]}
    for row in shown.itertuples():
        cells[row.unit_code].append(_coverage_cell(row, labels[row.unit_code]))
    head = _head("单位", [(str(y), y == year) for y in years])
    lines = [_row(labels[code], found) for code, found in cells.items()]
    return join([_blocks(head, lines, MOST_BLOCKS), _left_out(len(codes))])


def _left_out(units: int) -> Safe:
    """Return how many units a table leaves out, "" where it has them all."""
    if units <= MOST_UNITS:
        return NOTHING
    said = (
        f"这里只列前 {MOST_UNITS} 个单位，另有 {units - MOST_UNITS} 个：用上面的类别或单位筛选，或下载表格。"
    )
    return tag("p", said, class_="small quiet")


def _blocks(head: Safe, lines: Sequence[Safe], most: int) -> Safe:
    """Return a table cut into blocks side by side, so that many units stay on one screen."""
    blocks = min(most, math.ceil(len(lines) / BLOCK_ROWS)) or 1
    size = math.ceil(len(lines) / blocks) or 1
    cut = [lines[at : at + size] for at in range(0, len(lines), size)]
    look = "matrices dense" if size > BLOCK_ROWS else "matrices"
    tables = [tag("table", head, tag("tbody", join(block)), class_="heat") for block in cut]
    return tag("div", join(tables), class_=look)


def _coverage_cell(row: object, name: str) -> Safe:
    state, year = row.state, int(row.year)
    if state != REPORTED:
        return _marked(state, f"{name} {year} 年：{_MARKS[state][2]}")
    doubts = int(row.errors) + int(row.warnings)
    said = f"{name} {year} 年：有报告" + (f"，错误和提醒 {doubts} 处" if doubts else "")
    shown, look = (doubts, "doubt") if doubts else ("✓", "there")
    return tag("td", go(shown, "report", class_=look, title=said, unit=name, year=year))


def _marked(mark: str, tooltip: str) -> Safe:
    look, shown, _ = _MARKS[mark]
    return tag("td", tag("span", shown, class_=look, title=tooltip))


def mark_shown(mark: str) -> str:
    """Return the sign that stands in a cell without a number."""
    return _MARKS[mark][1]


def coverage_key() -> Safe:
    """Return the key to the marks of the coverage matrix."""
    return tag(
        "div",
        tag("span", tag("i", class_="there"), REPORTED),
        tag("span", tag("i", class_="doubt"), "有报告，数字为错误和提醒的处数"),
        tag("span", tag("i", class_="missing"), words.MISSING),
        tag("span", tag("i", class_="failed"), FAILED),
        tag("span", f"· {NOT_YET}"),
        class_="key",
    )


def count_table(
    rows: Sequence[tuple[str, Sequence[Cell]]],
    columns: Sequence[tuple[str, bool]],
    colours: Palette,
    most_blocks: int = 1,
) -> Safe:
    """Given units with their cells, and the columns (header, is it the one in focus), return a heat table."""
    lines = [_row(name, _count_cells(cells, colours)) for name, cells in rows[:MOST_UNITS]]
    table = tag("div", _blocks(_head("单位", columns), lines, most_blocks), class_="scroll")
    return join([table, _left_out(len(rows))])


def _count_cells(cells: Sequence[Cell], colours: Palette) -> list[Safe]:
    """Return a row's cells; where there is no report at all, one cell over all columns says so."""
    if len(cells) > 1 and len({cell.mark for cell in cells}) == 1 and not any(cell.state for cell in cells):
        look, _, said = _MARKS[cells[0].mark]
        return [tag("td", tag("span", cells[0].mark, class_=f"{look} wide", title=said), colspan=len(cells))]
    return [_count_cell(cell, colours) for cell in cells]


def _count_cell(cell: Cell, colours: Palette) -> Safe:
    if cell.mark != VALUE:
        if not cell.state:
            return _marked(cell.mark, cell.tooltip)
        look, shown, _ = _MARKS[cell.mark]
        return tag("td", go(shown, "report", class_=look, title=cell.tooltip, **cell.state))
    shown, at = cell.text, step(cell.value)
    content = go(shown, "report", class_="zero" if at < 0 else None, title=cell.tooltip, **cell.state)
    return _tinted(content, at, colours)


def plain_counts(
    counts: pd.DataFrame,
    years: Sequence[int],
    focus: int,
    colours: Palette,
    link: Callable[[str], Safe] = escape,
) -> Safe:
    """Given rows with a label and a count a year, return them as a heat table in fifths of the largest.

    ``link`` makes of a label what leads on from it.
    """
    largest = max(float(counts[list(years)].max().max()), 1.0)
    lines = [
        _row(row["label"], [_shaded(row[year], largest, colours) for year in years], link)
        for row in counts.to_dict("records")
    ]
    head = _head("主题", [(str(year), year == focus) for year in years])
    return tag("div", tag("table", head, tag("tbody", join(lines)), class_="heat roomy"), class_="scroll")


def _shaded(value: float, largest: float, colours: Palette) -> Safe:
    at = math.ceil(value / largest * len(colours.scale)) - 1
    return _tinted(tag("span", words.number(value)), at, colours)


def _tinted(content: Safe, at: int, colours: Palette) -> Safe:
    """Return a cell in the colour of a step, without one below the first."""
    if at < 0:
        return tag("td", content, class_="zero")
    colour = f"background:{colours.scale[at]};color:{colours.on_scale[at]};border-radius:2px"
    return tag("td", content, style=colour)


def count_key(stepped: bool = True, absent: str = words.ABSENT) -> Safe:
    """Return the key to a heat table of counts; not ``stepped`` where there is 1 and 0 only.

    ``absent`` says what a dash stands for; of prose there is neither a blank cell nor a missing column.
    """
    return tag(
        "div",
        tag("span", STEPS_SAID) if stepped else "",
        tag("span", tag("i", class_="missing"), words.MISSING),
        tag("span", tag("i", class_="blank"), words.BLANK) if absent == words.ABSENT else "",
        tag("span", f"– {absent}"),
        tag("span", f"· {NOT_YET}"),
        class_="key",
    )


def _head(first: str, columns: Sequence[tuple[str, bool]]) -> Safe:
    cells = [tag("th", first, scope="col")]
    cells += [tag("th", name, scope="col", class_="focus" if focus else None) for name, focus in columns]
    return tag("thead", tag("tr", join(cells)))


def _row(name: str, cells: Sequence[Safe], link: Callable[[str], Safe] = escape) -> Safe:
    return tag("tr", tag("th", link(name), scope="row", title=name), join(cells))


def cells_by_year(frame: pd.DataFrame, labels: Mapping[str, str], cell: str | None) -> dict[str, list[Cell]]:
    """Given rows of :func:`ui.derive.by_unit`, return each unit's cells, oldest year first."""
    found: dict[str, list[Cell]] = {}
    for row in frame.sort_values("year", kind="stable").itertuples():
        cells = found.setdefault(row.unit_code, [])
        cells.append(_cell(row, labels[row.unit_code], cell, f"{int(row.year)} 年"))
    return found


def _cell(row: object, name: str, cell: str | None, what: str, unit: str = "") -> Cell:
    mark, value = row.mark, row.value
    said = f"{name} {what}：" + (words.number(value, unit) if mark == VALUE else _MARKS[mark][2])
    there = row.state == REPORTED
    state: dict[str, str | int] = {"unit": name, "year": int(row.year)} if there else {}
    if there and cell:
        state["cell"] = cell
    return Cell(float(value), mark, said, state, unit)


def unit_cell(row: object, name: str, cell: str | None, what: str, unit: str) -> Cell:
    """Given a row of :func:`ui.derive.by_unit` and what it measures in which unit, return its cell."""
    return _cell(row, name, cell, what, unit)


def plain(
    frame: pd.DataFrame,
    links: Sequence[Mapping[str, str | int]] | None = None,
    write: Callable[[object], str] | None = None,
    page: str = "report",
    chosen: int | None = None,
) -> Safe:
    """Given a table, return it as HTML: figures right-aligned, a row's first cell linked to its report.

    ``page`` is where links lead that name no page of their own; ``chosen`` is the row that was asked for.
    """
    written = write or _written
    figures = [_holds_figures(frame[name]) for name in frame.columns]
    names = [
        tag("th", name, scope="col", class_="n" if figure else None)
        for name, figure in zip(frame.columns, figures, strict=True)
    ]
    head = tag("thead", tag("tr", join(names)))
    body = []
    for at, values in enumerate(frame.itertuples(index=False, name=None)):
        first: object = written(values[0])
        if links and links[at]:
            first = go(first, **({"page": page} | links[at]))
        rest = zip(values[1:], figures[1:], strict=True)
        cells = [tag("td", first)] + [_plain_cell(value, written, figure) for value, figure in rest]
        body.append(tag("tr", join(cells), class_="chosen" if at == chosen else None))
    table = tag("table", head, tag("tbody", join(body)), class_="plain")
    # What scrolls must be within reach of the keyboard; links in it are, a table without any is not.
    return tag("div", table, class_="scroll", tabindex=None if links else 0)


def _holds_figures(values: pd.Series) -> bool:
    """Return whether a column is one of figures: written with a sign, or numbers among marks such as 缺报."""
    return any(
        str(value).startswith(_SIGNS) if isinstance(value, str) else value is not None for value in values
    )


def _plain_cell(value: object, written: Callable[[object], str], figure: bool) -> Safe:
    if isinstance(value, str) or value is None:
        return tag("td", escape(value or ""), class_="n" if figure else None)
    return tag("td", written(value), class_="n zero" if value == 0 else "n")


def _written(value: object) -> str:
    if isinstance(value, str):
        return value
    return (
        words.number(float(value)) if value is not None and words.is_number(float(value)) else words.NOTHING
    )
