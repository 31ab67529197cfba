"""The three tables of a report laid out in rows and columns, as the form prints them and as offices change it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import pairwise
from random import Random

import form
from form.model import Address, Column, Edition, Row
from form.shared_tables import ORGANISATIONS, RESULTS, SUITS
from tests.corpus.blocks import Box, Layout
from tests.corpus.numbers import money_header, write_number
from tests.corpus.style import Style, spell
from tests.corpus.truth import Truth

_RULE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
_APPLICANT = "申请人情况"
_CONTENT = "信息内容"
_SERIAL = "序号"

Write = Callable[[Address], str]


def lay_out(truth: Truth, style: Style, rng: Random) -> dict[str, tuple[Layout, ...]]:
    """Given a report and habits, return its tables by key; the disclosure may be several."""

    def write(address: Address) -> str:
        value = truth.printed.get(address, truth.values[address])
        if value is None:
            return style.gap
        return write_number(rng, value, form.column_of(address).kind, style.hand)

    tables: dict[str, tuple[Layout, ...]] = {}
    keys = {address.table for address in truth.values}
    if "disclosure" in keys:
        tables["disclosure"] = _disclosure(truth, style, rng, write)
    if "applications" in keys:
        tables["applications"] = (_applications(truth, style, rng, write),)
    if "litigation" in keys:
        tables["litigation"] = (_litigation(truth, style, rng, write),)
    if style.titles_inside or style.joined:
        tables = {key: (titled(parts[0]), *parts[1:]) for key, parts in tables.items()}
    if style.joined:
        return {"disclosure": (join([part for parts in tables.values() for part in parts]),)}
    return tables


def titled(layout: Layout) -> Layout:
    """Given a table, return it with the title of its section as its first row."""
    title = Box(0, 0, form.TABLES[layout.key].title, 1, layout.columns, header=True)
    boxes = [title, *(_moved(box, 1) for box in layout.boxes)]
    return shaped(layout.key, boxes, layout.widths, layout.header_rows + 1)


def join(layouts: list[Layout]) -> Layout:
    """Given tables, return them as one, one under the other; their columns keep their places on paper."""
    edges = [_shares(layout) for layout in layouts]
    everywhere = sorted({edge for own in edges for edge in own})
    boxes: list[Box] = []
    for layout, own in zip(layouts, edges, strict=True):
        below = _height(boxes)
        for box in layout.boxes:
            left = everywhere.index(own[box.column])
            right = everywhere.index(own[box.column + box.column_span])
            moved = _moved(box, below)
            boxes.append(replace(moved, column=left, column_span=right - left))
    widths = tuple(right - left for left, right in pairwise(everywhere))
    return shaped("joined", boxes, widths, 0)


def _shares(layout: Layout) -> list[float]:
    """Return where the borders of a table's columns stand, from 0 to 1."""
    total = sum(layout.widths)
    return [round(sum(layout.widths[:index]) / total, 3) for index in range(layout.columns + 1)]


# --- 二、主动公开政府信息情况 -------------------------------------------------------


def _edition(truth: Truth) -> Edition:
    return form.EDITIONS[truth.edition] if truth.edition else form.LATEST


def _disclosure(truth: Truth, style: Style, rng: Random, write: Write) -> tuple[Layout, ...]:
    table = _edition(truth).table("disclosure")
    keys = truth.rows("disclosure")
    blocks: dict[str, list[Row]] = {}
    for row in table.rows:
        if row.key in keys:
            blocks.setdefault(row.block, []).append(row)
    width = max(len(row.columns) for row in table.rows)
    parts = [_block(title, rows, width, truth, style, rng, write) for title, rows in blocks.items()]
    if style.disclosure == "four":
        return tuple(shaped("disclosure", part, (3.0,) + (2.0,) * width, 2) for part in parts)
    joined: list[Box] = []
    for part in parts:
        below = _height(joined)
        joined += [_moved(box, below) for box in part]
    return (shaped("disclosure", joined, (3.0,) + (2.0,) * width, 0),)


def _block(
    title: str, rows: list[Row], width: int, truth: Truth, style: Style, rng: Random, write: Write
) -> list[Box]:
    columns = rows[0].columns
    spans = _spread(width, len(columns))
    boxes = [Box(0, 0, spell(rng, title, style), 1, width + 1, header=True)]
    boxes.append(Box(1, 0, _CONTENT, header=True))
    boxes += [
        Box(1, at, _column_label(truth, rows[0].key, column, style, rng), 1, span, header=True)
        for column, (at, span) in zip(columns, spans, strict=True)
    ]
    for line, row in enumerate(rows, 2):
        boxes.append(Box(line, 0, spell(rng, row.label, style)))
        for column, (at, span) in zip(row.columns, spans, strict=True):
            address = Address("disclosure", row.key, column)
            boxes.append(Box(line, at, write(address), 1, span, address))
    return boxes


def _column_label(truth: Truth, row: str, key: str, style: Style, rng: Random) -> str:
    column = _edition(truth).table("disclosure").column(key)
    if column.kind != "amount":
        return spell(rng, column.label, style)
    bare = column.label.split("（")[0]
    return money_header(bare, style.hand, default=row == "fees")


def _spread(width: int, count: int) -> list[tuple[int, int]]:
    """Return where each of ``count`` columns begins after the label, and how many it covers."""
    base, more = divmod(width, count)
    spans = [base + (1 if index < more else 0) for index in range(count)]
    return [(1 + sum(spans[:index]), span) for index, span in enumerate(spans)]


# --- 三、收到和处理政府信息公开申请情况 ---------------------------------------------


def _applications(truth: Truth, style: Style, rng: Random, write: Write) -> Layout:
    labels, boxes, widths = _label_columns(truth, style, rng)
    columns = form.TABLES["applications"].columns
    if style.head == "total_first":
        columns = (columns[-1], *columns[:-1])
    serial = style.items == "serial_column"
    head, height = _head(columns, labels, serial, style, rng)
    boxes = [_moved(box, height) for box in boxes]
    for line, key in _row_lines(truth, style, rng):
        for index, column in enumerate(columns):
            text = "0"
            address = None
            if key is not None:
                address = Address("applications", key, column.key)
                text = write(address)
            boxes.append(Box(height + line, labels + index, text, address=address))
    return shaped("applications", [*head, *boxes], (*widths, *(1.0,) * len(columns)), height)


def _head(
    columns: tuple[Column, ...], labels: int, serial: bool, style: Style, rng: Random
) -> tuple[list[Box], int]:
    """Return the boxes of the head and how many rows they take."""
    height = 1 if style.head == "flat" else 3
    first = 1 if serial else 0
    head = [Box(0, 0, _SERIAL, height, 1, header=True)] if serial else []
    head.append(Box(0, first, _RULE, height, labels - first, header=True))
    if height == 3:
        head.append(Box(0, labels, _APPLICANT, 1, len(columns), header=True))
    organisations = [index for index, column in enumerate(columns) if column.group == ORGANISATIONS]
    for index, column in enumerate(columns):
        label = spell(rng, column.label, style) if len(column.label) > 2 else column.label
        if style.head == "vertical":
            label = "\n".join(column.label)
        if height == 1:
            head.append(Box(0, labels + index, label, header=True))
        elif index in organisations:
            head.append(Box(2, labels + index, label, header=True))
        else:
            head.append(Box(1, labels + index, label, 2, 1, header=True))
    if height == 3:
        head.append(Box(1, labels + organisations[0], ORGANISATIONS, 1, len(organisations), header=True))
    return head, height


def _label_columns(truth: Truth, style: Style, rng: Random) -> tuple[int, list[Box], tuple[float, ...]]:
    """Return the number of columns left of the numbers, their boxes (rows from 0), their widths."""
    lines = _row_lines(truth, style, rng)
    rows = [_row_or_extra(key) for _, key in lines]
    if style.groups == "flat":
        boxes = [
            Box(i, 0, spell(rng, _flat_label(row, rows[:i], style), style)) for i, row in enumerate(rows)
        ]
        labels: int = 1
        widths: tuple[float, ...] = (4.5,)
    else:
        item = style.items == "own_column"
        labels = 4 if item else 3
        boxes = _group_boxes(rows, style, rng)
        boxes += [box for i, row in enumerate(rows) for box in _own_boxes(i, row, item, style, rng)]
        widths = (0.9, 1.3, 0.4, 2.6) if item else (0.9, 1.3, 3.0)
    if style.items == "serial_column":
        boxes = [_moved(box, 0, 1) for box in boxes]
        boxes += [Box(i, 0, str(i + 1)) for i in range(len(rows))]
        return labels + 1, boxes, (0.6, *widths)
    return labels, boxes, widths


_EXTRA = Row(
    "extra", "9.其他不予公开情形", (), groups=form.row("applications", "denied_enforcement_file").groups
)


def _row_or_extra(key: str | None) -> Row:
    return _EXTRA if key is None else form.row("applications", key)


def _row_lines(truth: Truth, style: Style, rng: Random) -> list[tuple[int, str | None]]:
    """Return the rows in the order in which they are printed; None stands for one not of the form."""
    keys: list[str | None] = list(truth.rows("applications"))
    if style.rows_shuffled:
        # Seeded by the rows alone, so that labels and numbers are shuffled alike.
        keys = list(_shuffle_within_groups([key for key in keys if key], Random(len(keys))))
    if style.extra_row:
        at = max(i for i, key in enumerate(keys) if key and _row_or_extra(key).groups == _EXTRA.groups)
        keys.insert(at + 1, None)
    del rng
    return list(enumerate(keys))


def _shuffle_within_groups(keys: list[str], rng: Random) -> Iterable[str]:
    run: list[str] = []
    for key in [*keys, ""]:
        groups = form.row("applications", key).groups if key else ()
        if run and (not key or groups != form.row("applications", run[-1]).groups):
            if len(form.row("applications", run[0]).groups) == 2:
                rng.shuffle(run)
            yield from run
            run = []
        if key:
            run.append(key)


def _item_label(row: Row, style: Style) -> str:
    """Return a row's label, without its item number where the office leaves them out."""
    if not style.bare:
        return row.label
    return re.sub(r"^(?:（.）|\d\.|.、)", "", row.label)


def _flat_label(row: Row, before: list[Row], style: Style) -> str:
    label = _item_label(row, style)
    inner = row.groups[-1] if len(row.groups) == 2 else ""
    if inner and not any(other.groups == row.groups for other in before):
        return f"{inner} {label}"
    if row.groups == (RESULTS,) and not any(other.groups for other in before):
        return f"{RESULTS} {label}"
    return label


def _group_boxes(rows: list[Row], style: Style, rng: Random) -> list[Box]:
    boxes: list[Box] = []
    for level in (0, 1):
        for begin, end, label in _runs(rows, level):
            # 其他处理 as a single row has its label in the row itself.
            text = spell(rng, label, style)
            vertical = style.vertical and level == 0
            if vertical:
                text = "\n".join(label)
            if style.groups == "merged":
                boxes.append(Box(begin, level, text, end - begin, 1, group=True, vertical=vertical))
                continue
            for index in range(begin, end):
                shown = text if index == begin or style.groups == "repeated" else ""
                boxes.append(Box(index, level, shown, group=True, vertical=vertical))
    return boxes


def _runs(rows: list[Row], level: int) -> list[tuple[int, int, str]]:
    found: list[tuple[int, int, str]] = []
    for index, row in enumerate(rows):
        if len(row.groups) <= level:
            continue
        label = row.groups[level]
        if found and found[-1][1] == index and found[-1][2] == label:
            found[-1] = (found[-1][0], index + 1, label)
        else:
            found.append((index, index + 1, label))
    return found


def _own_boxes(line: int, row: Row, item: bool, style: Style, rng: Random) -> list[Box]:
    depth = len(row.groups)
    labels = 4 if item else 3
    text = spell(rng, _item_label(row, style), style)
    if item and depth == 2:
        number, _, rest = row.label.partition(".")
        return [Box(line, 2, number), Box(line, 3, rest)]
    return [Box(line, depth, text, 1, labels - depth)]


# --- 四、政府信息公开行政复议、行政诉讼情况 -----------------------------------------


def _litigation(truth: Truth, style: Style, rng: Random, write: Write) -> Layout:
    table = form.TABLES["litigation"]
    columns = table.columns
    if style.litigation == "rows":
        return _litigation_rows(rng, style, write)
    size = len(columns)
    boxes = [
        Box(0, 0, form.row("litigation", "review").label, 1, size, header=True),
        Box(0, size, SUITS, 1, 2 * size, header=True),
    ]
    for index, row in enumerate(table.rows):
        if row.groups:
            boxes.append(Box(1, index * size, spell(rng, row.label, style), 1, size, header=True))
        for offset, column in enumerate(columns):
            at = index * size + offset
            top, height = (2, 1) if row.groups else (1, 2)
            boxes.append(Box(top, at, column.label, height, 1, header=True))
            address = Address("litigation", row.key, column.key)
            boxes.append(Box(3, at, write(address), address=address))
    del truth
    return shaped("litigation", boxes, (1.0,) * (3 * size), 3)


def _litigation_rows(rng: Random, style: Style, write: Write) -> Layout:
    """表四 as some sites set it: a row for each of the three, a column for each outcome."""
    table = form.TABLES["litigation"]
    boxes = [Box(0, 0, "类别", header=True)]
    boxes += [Box(0, 1 + index, column.label, header=True) for index, column in enumerate(table.columns)]
    for line, row in enumerate(table.rows, 1):
        label = f"{row.groups[0]}（{row.label}）" if row.groups else row.label
        boxes.append(Box(line, 0, spell(rng, label, style)))
        for index, column in enumerate(table.columns):
            address = Address("litigation", row.key, column.key)
            boxes.append(Box(line, 1 + index, write(address), address=address))
    return shaped("litigation", boxes, (3.0, *(1.0,) * len(table.columns)), 1)


# --- a table that is none of the form's ---------------------------------------------


def old_statistics(year: int, rng: Random) -> Layout:
    """Return the table of statistics that reports had before 2019, with numbers of its own."""
    rows = (
        ("一、主动公开情况", ""),
        ("主动公开政府信息数", "条"),
        ("制发规范性文件总数", "件"),
        ("二、依申请公开情况", ""),
        ("收到申请数", "件"),
        ("其中：自然人", "件"),
        ("同意公开答复数", "件"),
        ("三、行政复议数量", "件"),
        ("维持具体行政行为数", "件"),
        ("四、行政诉讼数量", "件"),
        ("五、依申请公开信息收取的费用", "万元"),
    )
    boxes = [Box(0, i, text, header=True) for i, text in enumerate(("指标名称", "计量单位", f"{year}年"))]
    for line, (label, unit) in enumerate(rows, 1):
        number = str(rng.randint(1, 400)) if unit else "——"
        boxes += [Box(line, 0, label), Box(line, 1, unit or "——"), Box(line, 2, number)]
    return shaped("old", boxes, (5.0, 1.5, 2.0), 1)


# --- shared -------------------------------------------------------------------------


def _moved(box: Box, down: int, right: int = 0) -> Box:
    return Box(
        box.row + down, box.column + right, box.text, box.row_span, box.column_span,
        box.address, box.header, box.group, box.vertical,
    )  # fmt: skip


def _height(boxes: list[Box]) -> int:
    return max((box.row + box.row_span for box in boxes), default=0)


def shaped(key: str, boxes: list[Box], widths: tuple[float, ...], header_rows: int) -> Layout:
    ordered = tuple(sorted(boxes, key=lambda box: (box.row, box.column)))
    return Layout(key, ordered, _height(boxes), widths, header_rows)
