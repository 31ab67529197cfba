"""The three tables of a report laid out in rows and columns, as the form prints them and as offices change it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from random import Random

import form
from form.model import Address, Row
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
        value = truth.values[address]
        if value is None:
            return style.gap
        return write_number(rng, value, form.column_of(address).kind, style.hand)

    return {
        "disclosure": _disclosure(truth, style, rng, write),
        "applications": (_applications(truth, style, rng, write),),
        "litigation": (_litigation(truth, style, rng, write),),
    }


# --- 二、主动公开政府信息情况 -------------------------------------------------------


def _disclosure(truth: Truth, style: Style, rng: Random, write: Write) -> tuple[Layout, ...]:
    table = form.EDITIONS[truth.edition].table("disclosure")
    keys = truth.rows("disclosure")
    blocks: dict[str, list[Row]] = {}
    for row in table.rows:
        if row.key in keys:
            blocks.setdefault(row.block, []).append(row)
    width = max(len(row.columns) for row in table.rows)
    parts = [_block(title, rows, width, truth, style, rng, write) for title, rows in blocks.items()]
    if style.disclosure == "four":
        return tuple(_as_layout("disclosure", part, (3.0,) + (2.0,) * width, 2) for part in parts)
    joined: list[Box] = []
    for part in parts:
        below = _height(joined)
        joined += [_moved(box, below) for box in part]
    return (_as_layout("disclosure", joined, (3.0,) + (2.0,) * width, 0),)


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
    column = form.EDITIONS[truth.edition].table("disclosure").column(key)
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
    head: list[Box] = []
    if style.items == "serial_column":
        head.append(Box(0, 0, _SERIAL, 3, 1, header=True))
    first = 1 if style.items == "serial_column" else 0
    head.append(Box(0, first, _RULE, 3, labels - first, header=True))
    head.append(Box(0, labels, _APPLICANT, 1, len(columns), header=True))
    organisations = [index for index, column in enumerate(columns) if column.group == ORGANISATIONS]
    for index, column in enumerate(columns):
        label = spell(rng, column.label, style) if len(column.label) > 2 else column.label
        if index in organisations:
            head.append(Box(2, labels + index, label, header=True))
        else:
            head.append(Box(1, labels + index, label, 2, 1, header=True))
    head.append(Box(1, labels + organisations[0], ORGANISATIONS, 1, len(organisations), header=True))
    for line, key in _row_lines(truth, style, rng):
        for index, column in enumerate(columns):
            text = "0"
            address = None
            if key is not None:
                address = Address("applications", key, column.key)
                if address not in truth.values:
                    continue
                text = write(address)
            boxes.append(Box(3 + line, labels + index, text, address=address))
    return _as_layout("applications", [*head, *boxes], (*widths, *(1.0,) * len(columns)), 3)


def _label_columns(truth: Truth, style: Style, rng: Random) -> tuple[int, list[Box], tuple[float, ...]]:
    """Return the number of columns left of the numbers, their boxes (from row 3), their widths."""
    lines = _row_lines(truth, style, rng)
    rows = [_row_or_extra(key) for _, key in lines]
    if style.groups == "flat":
        boxes = [Box(3 + i, 0, spell(rng, _flat_label(row, rows[:i]), style)) for i, row in enumerate(rows)]
        labels: int = 1
        widths: tuple[float, ...] = (4.5,)
    else:
        item = style.items == "own_column"
        labels = 4 if item else 3
        boxes = _group_boxes(rows, style, rng)
        boxes += [box for i, row in enumerate(rows) for box in _own_boxes(3 + i, row, item, style, rng)]
        widths = (0.9, 1.3, 0.4, 2.6) if item else (0.9, 1.3, 3.0)
    if style.items == "serial_column":
        boxes = [_moved(box, 0, 1) for box in boxes]
        boxes += [Box(3 + i, 0, str(i + 1)) for i in range(len(rows))]
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


def _flat_label(row: Row, before: list[Row]) -> str:
    inner = row.groups[-1] if len(row.groups) == 2 else ""
    if inner and not any(other.groups == row.groups for other in before):
        return f"{inner} {row.label}"
    if row.groups == (RESULTS,) and not any(other.groups for other in before):
        return f"{RESULTS} {row.label}"
    return row.label


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
                boxes.append(Box(3 + begin, level, text, end - begin, 1, group=True, vertical=vertical))
                continue
            for index in range(begin, end):
                shown = text if index == begin or style.groups == "repeated" else ""
                boxes.append(Box(3 + index, level, shown, group=True, vertical=vertical))
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
    text = spell(rng, row.label, style)
    if item and depth == 2:
        number, _, rest = row.label.partition(".")
        return [Box(line, 2, number), Box(line, 3, rest)]
    return [Box(line, depth, text, 1, labels - depth)]


# --- 四、政府信息公开行政复议、行政诉讼情况 -----------------------------------------


def _litigation(truth: Truth, style: Style, rng: Random, write: Write) -> Layout:
    table = form.TABLES["litigation"]
    columns = table.columns
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
    return _as_layout("litigation", boxes, (1.0,) * (3 * size), 3)


# --- shared -------------------------------------------------------------------------


def _moved(box: Box, down: int, right: int = 0) -> Box:
    return Box(
        box.row + down, box.column + right, box.text, box.row_span, box.column_span,
        box.address, box.header, box.group, box.vertical,
    )  # fmt: skip


def _height(boxes: list[Box]) -> int:
    return max((box.row + box.row_span for box in boxes), default=0)


def _as_layout(key: str, boxes: list[Box], widths: tuple[float, ...], header_rows: int) -> Layout:
    ordered = tuple(sorted(boxes, key=lambda box: (box.row, box.column)))
    return Layout(key, ordered, _height(boxes), widths, header_rows)
