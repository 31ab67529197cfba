"""What offices do to the tables and around them: each a change of the document, whatever it is written as."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from random import Random

import form
from form.model import Address
from form.shared_tables import SUITS
from tests.corpus.blocks import Block, Box, Layout, Paragraph
from tests.corpus.layout import lay_out, shaped
from tests.corpus.prose import compose
from tests.corpus.style import Style
from tests.corpus.truth import Truth, make_truth

Change = Callable[[list[Block], Truth, Random], list[Block]]


def _each_table(
    blocks: Sequence[Block], key: str, change: Callable[[Layout], Sequence[Block]]
) -> list[Block]:
    """Return the document with the tables of a key changed."""
    found: list[Block] = []
    for block in blocks:
        found += change(block) if isinstance(block, Layout) and block.key == key else [block]
    return found


# --- around the tables ----------------------------------------------------------------


def notes_below(blocks: list[Block], truth: Truth, rng: Random) -> list[Block]:
    """Notes, names and a date under each table, and a unit over it."""
    notes = (
        "注：1.本表统计口径与上年一致。2.“其他”中含村民委员会3家。",
        f"填表人：张晓明    审核人：李建国    填报日期：{truth.year + 1}年1月15日    联系电话：6234567",
        "说明：以上数据截至12月31日，合计12项。",
    )
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Layout):
            found += [
                Paragraph(rng.choice(("单位：件", f"表{rng.randint(1, 3)}", "（计量单位：件）")), "sign"),
                block,
            ]
            found.append(Paragraph(rng.choice(notes)))
        else:
            found.append(block)
    return found


def notes_inside(blocks: list[Block], truth: Truth, rng: Random) -> list[Block]:
    """A last row over the whole width with a note or the names of who filled the table in."""
    del truth
    note = rng.choice(("注：本表由办公室填报，共3页。", "填表人：王芳　审核人：赵强　2 月 1 日", "备注：无"))

    def change(layout: Layout) -> list[Block]:
        box = Box(layout.rows, 0, note, 1, layout.columns)
        return [shaped(layout.key, [*layout.boxes, box], layout.widths, layout.header_rows)]

    for key in form.TABLES:
        blocks = _each_table(blocks, key, change)
    return blocks


def _table(key: str, rows: Sequence[Sequence[str]], widths: Sequence[float]) -> Layout:
    boxes = [
        Box(line, at, text, header=line == 0) for line, row in enumerate(rows) for at, text in enumerate(row)
    ]
    return shaped(key, boxes, tuple(widths), 1)


def _township_list(rng: Random) -> Layout:
    names = ("城关镇", "白马镇", "青石乡", "望山街道", "合计")
    rows = [("序号", "单位", "主动公开信息数", "依申请公开件数", "行政复议", "行政诉讼")]
    rows += [(str(i), name, *(str(rng.randint(0, 90)) for _ in range(4))) for i, name in enumerate(names, 1)]
    return _table("list", rows, (0.6, 2, 1.5, 1.5, 1, 1))


def _kinds_list(rng: Random) -> Layout:
    kinds = ("行政规范性文件", "行政许可", "行政处罚", "财政预算、决算", "应急管理", "其他", "总计")
    rows = [
        ("公开类别", "数量（条）", "占比"),
        *((kind, str(rng.randint(1, 300)), f"{rng.randint(1, 60)}%") for kind in kinds),
    ]
    return _table("kinds", rows, (3, 1.5, 1))


def _budget(rng: Random) -> Layout:
    lines = ("一般公共服务支出", "社会保障和就业支出", "农林水支出", "行政事业性收费收入", "总计")
    rows = [
        ("项目", "预算数（万元）", "决算数（万元）"),
        *((name, f"{rng.randint(10, 9000) / 10}", f"{rng.randint(10, 9000) / 10}") for name in lines),
    ]
    return _table("budget", rows, (3, 2, 2))


def lists_before(blocks: list[Block], truth: Truth, rng: Random) -> list[Block]:
    """Tables of the office's own before the statutory ones: by township, by kind of information, of money."""
    del truth
    own = rng.choice((_township_list, _kinds_list, _budget))(rng)
    first = next(i for i, block in enumerate(blocks) if isinstance(block, Layout))
    at = max(1, first - 1)
    return [*blocks[:at], Paragraph("各单位公开情况见下表。"), own, *blocks[at:]]


def lists_after(blocks: list[Block], truth: Truth, rng: Random) -> list[Block]:
    """Tables of the office's own in an annex at the end."""
    del truth
    own = rng.choice((_township_list, _kinds_list, _budget))(rng)
    return [*blocks, Paragraph("附件1", "heading"), own]


# --- columns and rows more than the form's ---------------------------------------------


def _beside(layout: Layout, heads: Sequence[str], rng: Random) -> Layout:
    """Return a table with columns at its right that the form does not have."""
    boxes = list(layout.boxes)
    numbered = {box.row for box in boxes if box.address is not None}
    first = min(numbered)
    for offset, head in enumerate(heads):
        at = layout.columns + offset
        boxes.append(Box(0, at, head, first, 1, header=True))
        for row in range(first, layout.rows):
            boxes.append(Box(row, at, str(rng.randint(0, 40)) if row in numbered else ""))
    widths = (*layout.widths, *(1.0,) * len(heads))
    return shaped(layout.key, boxes, widths, layout.header_rows)


def compared(blocks: list[Block], truth: Truth, rng: Random) -> list[Block]:
    """A column with last year's totals, and one with the change, beside 表三."""
    before = str(truth.year - 1)
    heads = rng.choice(((f"{before}年总计", "增减"), ("上年总计",), ("对比去年",), ("同比增减（件）",)))
    return _each_table(blocks, "applications", lambda layout: [_beside(layout, heads, rng)])


def remarks(blocks: list[Block], truth: Truth, rng: Random) -> list[Block]:
    """An empty column 备注 beside 表三."""
    del truth

    def change(layout: Layout) -> list[Block]:
        wide = _beside(layout, ("备注",), rng)
        last = layout.columns
        boxes = [replace(b, text="") if b.column == last and not b.header else b for b in wide.boxes]
        return [replace(wide, boxes=tuple(boxes))]

    return _each_table(blocks, "applications", change)


def subtotal(blocks: list[Block], truth: Truth, rng: Random) -> list[Block]:
    """A column 小计 after the five kinds of organisations."""
    del rng

    def change(layout: Layout) -> list[Block]:
        if layout.header_rows != 3:
            return [layout]
        total = layout.columns - 1
        boxes: list[Box] = []
        for box in layout.boxes:
            if box.column == total:
                boxes.append(replace(box, column=total + 1))
            elif box.column + box.column_span > total or (box.header and box.text.startswith("法人")):
                boxes.append(replace(box, column_span=box.column_span + 1))
            else:
                boxes.append(box)
        boxes.append(Box(2, total, "小计", header=True))
        for row in range(layout.header_rows, layout.rows):
            own = [b.address for b in layout.boxes if b.row == row and b.address is not None]
            parts = [truth.values[a] for a in own if a.column not in ("natural_person", "total")]
            boxes.append(Box(row, total, str(sum((p or Decimal(0) for p in parts), Decimal(0)))))
        return [shaped(layout.key, boxes, (*layout.widths, 1.0), layout.header_rows)]

    return _each_table(blocks, "applications", change)


def numbered_columns(blocks: list[Block], truth: Truth, rng: Random) -> list[Block]:
    """A row under the head that numbers the columns: 栏次, 1, 2, 3 …"""
    del truth
    word = rng.choice(("栏次", "甲", "序号", ""))

    def change(layout: Layout) -> list[Block]:
        numbers = sorted({box.column for box in layout.boxes if box.address is not None})
        first = min(box.row for box in layout.boxes if box.address is not None)
        boxes = [replace(b, row=b.row + 1) if b.row >= first else b for b in layout.boxes]
        if numbers[0]:
            boxes.append(Box(first, 0, word, 1, numbers[0]))
        boxes += [Box(first, column, str(at)) for at, column in enumerate(numbers, 1)]
        return [shaped(layout.key, boxes, layout.widths, layout.header_rows + 1)]

    return _each_table(_each_table(blocks, "applications", change), "litigation", change)


def units_in_heads(blocks: list[Block], truth: Truth, rng: Random) -> list[Block]:
    """Heads with a unit: 自然人（件）."""
    del truth
    unit = rng.choice(("（件）", "(件)", "/件", "（单位：件）"))

    def change(layout: Layout) -> list[Block]:
        lowest = max((b.row + b.row_span for b in layout.boxes if b.header), default=0)
        boxes = tuple(
            replace(b, text=b.text + unit)
            if b.header and b.row + b.row_span == lowest and b.column and "单位" not in b.text
            else b
            for b in layout.boxes
        )
        return [replace(layout, boxes=boxes)]

    return _each_table(_each_table(blocks, "applications", change), "litigation", change)


# --- 表三 and 表四 set in another way ----------------------------------------------------


def litigation_turned(blocks: list[Block], truth: Truth, rng: Random) -> list[Block]:
    """表四 with a row for each outcome and a column for each kind of case."""
    del rng

    def change(layout: Layout) -> list[Block]:
        table = form.TABLES["litigation"]
        texts = {b.address: b.text for b in layout.boxes if b.address is not None}
        heads = [row.label if not row.groups else f"{SUITS}（{row.label}）" for row in table.rows]
        boxes = [Box(0, 0, "结果", header=True)]
        boxes += [Box(0, 1 + i, head, header=True) for i, head in enumerate(heads)]
        for line, column in enumerate(table.columns, 1):
            boxes.append(Box(line, 0, column.label))
            for at, row in enumerate(table.rows, 1):
                address = Address("litigation", row.key, column.key)
                boxes.append(Box(line, at, texts[address], address=address))
        return [shaped("litigation", boxes, (2.0, 2.0, 3.0, 3.0), 1)]

    del truth
    return _each_table(blocks, "litigation", change)


def litigation_apart(blocks: list[Block], truth: Truth, rng: Random) -> list[Block]:
    """表四 as a table for each kind of case, one below the other."""
    del rng, truth

    def change(layout: Layout) -> list[Block]:
        table = form.TABLES["litigation"]
        texts = {b.address: b.text for b in layout.boxes if b.address is not None}
        found: list[Block] = []
        for row in table.rows:
            name = row.label if not row.groups else f"{SUITS}（{row.label}）"
            boxes = [Box(0, 0, name, 1, 5, header=True)]
            for at, column in enumerate(table.columns):
                address = Address("litigation", row.key, column.key)
                boxes += [Box(1, at, column.label, header=True), Box(2, at, texts[address], address=address)]
            found.append(shaped("litigation", boxes, (1.0,) * 5, 2))
        return found

    return _each_table(blocks, "litigation", change)


def applications_halved(blocks: list[Block], truth: Truth, rng: Random) -> list[Block]:
    """表三 as two tables with the labels in both: the first columns, then the others."""
    del truth
    cut = rng.choice((1, 3, 4))

    def change(layout: Layout) -> list[Block]:
        numbers = sorted({b.column for b in layout.boxes if b.address is not None})
        if len(numbers) != 7:
            return [layout]
        first = numbers[0]
        parts = (range(first, first + cut), range(first + cut, first + 7))
        found: list[Block] = []
        for columns in parts:
            boxes: list[Box] = []
            for b in layout.boxes:
                if b.column + b.column_span <= first:
                    boxes.append(replace(b, address=None))
                    continue
                start, stop = max(b.column, columns.start), min(b.column + b.column_span, columns.stop)
                if start < stop:
                    boxes.append(replace(b, column=start - columns.start + first, column_span=stop - start))
            widths = (*layout.widths[:first], *(1.0,) * len(columns))
            found.append(shaped("applications", boxes, widths, layout.header_rows))
        return found

    return _each_table(blocks, "applications", change)


def applications_turned(blocks: list[Block], truth: Truth, rng: Random) -> list[Block]:
    """表三 with a row for each applicant and a column for each result."""
    del rng, truth

    def change(layout: Layout) -> list[Block]:
        texts = {b.address: b.text for b in layout.boxes if b.address is not None}
        keys = list(dict.fromkeys(address.row for address in texts))
        boxes = [Box(0, 0, "申请人", header=True)]
        for at, key in enumerate(keys, 1):
            row = form.row("applications", key)
            inner = row.groups[1] if len(row.groups) == 2 else ""
            boxes.append(Box(0, at, inner + row.label, header=True))
        for line, column in enumerate(form.TABLES["applications"].columns, 1):
            boxes.append(Box(line, 0, column.label))
            for at, key in enumerate(keys, 1):
                address = Address("applications", key, column.key)
                boxes.append(Box(line, at, texts[address], address=address))
        return [shaped("applications", boxes, (2.0, *(1.0,) * len(keys)), 1)]

    return _each_table(blocks, "applications", change)


def merged_noughts(blocks: list[Block], truth: Truth, rng: Random) -> list[Block]:
    """Rows of noughts whose seven cells somebody merged into one."""
    del truth, rng

    def change(layout: Layout) -> list[Block]:
        boxes: list[Box] = []
        for row in range(layout.rows):
            own = [b for b in layout.boxes if b.row == row]
            cells = [b for b in own if b.address is not None]
            if cells and all(b.text == "0" for b in cells):
                left = min(b.column for b in cells)
                boxes += [b for b in own if b.address is None]
                boxes.append(Box(row, left, "0", 1, layout.columns - left))
            else:
                boxes += own
        return [shaped(layout.key, boxes, layout.widths, layout.header_rows)]

    return _each_table(blocks, "applications", change)


def _head_of(layouts: Sequence[Layout], address: Address) -> str:
    """Return the head over a cell, with the unit that it prints."""
    for layout in layouts:
        for box in layout.boxes:
            if box.address == address:
                above = [b for b in layout.boxes if b.header and b.column == box.column and b.row < box.row]
                return max(above, key=lambda b: b.row).text
    return ""


def by_measure(blocks: list[Block], truth: Truth, rng: Random) -> list[Block]:
    """第二十条 with a row for each number: 规章, 本年制发件数, 0."""
    del rng
    layouts = [b for b in blocks if isinstance(b, Layout) and b.key == "disclosure"]
    if not layouts:
        return blocks
    texts = {b.address: b.text for layout in layouts for b in layout.boxes if b.address is not None}
    boxes = [Box(0, at, text, header=True) for at, text in enumerate(("信息内容", "统计指标", "数量"))]
    edition = form.EDITIONS[truth.edition or form.LATEST.key].table("disclosure")
    for line, (address, text) in enumerate(texts.items(), 1):
        boxes += [
            Box(line, 0, form.row("disclosure", address.row).label),
            Box(line, 1, _head_of(layouts, address) or edition.column(address.column).label),
            Box(line, 2, text, address=address),
        ]
    whole = shaped("disclosure", boxes, (3.0, 3.0, 1.5), 1)
    first = blocks.index(layouts[0])
    return [*blocks[:first], whole, *(b for b in blocks[first:] if b not in layouts)]


# --- other years -----------------------------------------------------------------------


def _of_last_year(truth: Truth, rng: Random) -> Truth:
    other = make_truth(rng, edition=truth.edition, density="dense", year=truth.year - 1)
    return replace(other, publisher=truth.publisher)


def last_year_first(blocks: list[Block], truth: Truth, rng: Random) -> list[Block]:
    """Last year's 表三 for comparison, with a caption, before this year's."""
    before = _of_last_year(truth, rng)
    table = lay_out(before, Style(), rng)["applications"][0]
    year = truth.year
    old = rng.choice((f"{year - 1}年度收到和处理政府信息公开申请情况（对比）", f"附：{year - 1}年数据"))
    new = rng.choice((f"{year}年度收到和处理政府信息公开申请情况", f"{year}年数据"))
    return _each_table(
        blocks,
        "applications",
        lambda layout: [Paragraph(old), table, Paragraph(new), layout],
    )


def two_reports(blocks: list[Block], truth: Truth, rng: Random) -> list[Block]:
    """The whole report of the year before behind this year's, in one file."""
    before = _of_last_year(truth, rng)
    style = Style()
    return [*blocks, *compose(before, style, lay_out(before, style, rng), rng)]


CHANGES: dict[str, Change] = {
    change.__name__: change
    for change in (
        notes_below, notes_inside, lists_before, lists_after, compared, remarks, subtotal, numbered_columns,
        units_in_heads, litigation_turned, litigation_apart, applications_halved, applications_turned,
        merged_noughts, by_measure, last_year_first, two_reports,
    )
}  # fmt: skip
