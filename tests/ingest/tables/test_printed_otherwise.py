"""Tables that an office set in another way than the form: turned, parted, printed twice, with columns more."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from form.model import Address
from ingest.model import BBox, Cell, Document, Finding, Grid, GridCell, Line
from ingest.tables import read_tables
from ingest.tables.printings import year_said
from ingest.tables.records import Record, Slot
from ingest.tables.run_on import with_own_labels
from ingest.tables.suspects import suspects

APPLICANTS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
ROWS = (
    "一、本年新收政府信息公开申请数量",
    "二、上年结转政府信息公开申请数量",
    "（一）予以公开",
    "1.属于国家秘密",
    "2.重复申请",
    "（七）总计",
    "四、结转下年度继续办理",
)


def _grid(rows: list[list[str]]) -> Grid:
    cells = tuple(
        GridCell(at, column, text, place=f"第{at + 1}行")
        for at, row in enumerate(rows)
        for column, text in enumerate(row)
    )
    return Grid(cells, len(rows), max(map(len, rows)), None, "markup")


def _applications(first: int) -> list[list[str]]:
    rows = [["", *APPLICANTS]]
    for at, label in enumerate(ROWS):
        numbers = [first + at, *([0] * 5)]
        rows.append([label, *map(str, [*numbers, sum(numbers)])])
    return rows


def _values(document: Document, year: int | None = None) -> dict[Address, Decimal | None]:
    read = read_tables(document, year)
    return {Address(cell.table, cell.row, cell.column): cell.value for cell in read.cells}


def _read(*blocks: Grid | Line, year: int | None = None) -> dict[Address, Decimal | None]:
    return _values(Document("html", 0, tuple(blocks)), year)


def test_a_table_that_lies_on_its_side_is_read_as_one_that_stands() -> None:
    rows = _applications(3)
    turned = [list(column) for column in zip(*rows, strict=True)]
    assert _read(_grid(turned)) == _read(_grid(rows))


def test_a_table_parted_by_its_columns_is_read_whole() -> None:
    rows = _applications(3)
    left, right = [row[:4] for row in rows], [[row[0], *row[4:]] for row in rows]
    assert _read(_grid(left), _grid(right)) == _read(_grid(rows))


def test_the_numbers_of_columns_under_a_head_are_no_row() -> None:
    rows = _applications(3)
    counted = [rows[0], ["栏次", *map(str, range(1, 8))], *rows[1:]]
    assert _read(_grid(counted)) == _read(_grid(rows))


def test_one_nought_merged_over_all_columns_is_a_nought_in_each() -> None:
    grid = _grid(_applications(3))
    row = 4
    kept = tuple(cell for cell in grid.cells if cell.row != row or cell.column < 2)
    merged = tuple(
        cell._replace(text="0", column_span=7) if (cell.row, cell.column) == (row, 1) else cell
        for cell in kept
    )
    values = _read(replace(grid, cells=merged))
    assert [v for a, v in values.items() if a.row == "denied_state_secret"] == [Decimal(0)] * 7


def test_of_a_table_for_each_year_the_reports_own_is_read() -> None:
    old, new = _grid(_applications(30)), _grid(_applications(3))
    blocks = (Line("2023年数据"), old, Line("2024年数据"), new)
    assert _read(*blocks, year=2024)[Address("applications", "new", "total")] == 3


def test_a_table_printed_twice_without_a_word_of_the_year_names_each_number_that_differs() -> None:
    read = read_tables(Document("html", 0, (_grid(_applications(30)), _grid(_applications(3)))), 2024)
    conflicts = {(f.row, f.column) for f in read.findings if f.rule == "cell.conflict"}
    assert {("new", "natural_person"), ("new", "total")} <= conflicts


def test_a_caption_may_say_last_year_in_words() -> None:
    assert year_said("附：上年同期数据", 2024) == 2023
    assert year_said("表三", 2024) is None


def test_a_list_of_townships_with_cases_is_no_table_of_cases() -> None:
    rows = [
        ["序号", "单位", "主动公开", "依申请公开", "行政复议", "行政诉讼"],
        ["1", "城关镇", "3", "4", "5", "6"],
    ]
    values = _read(_grid(_applications(3)), _grid(rows))
    assert not any(value for address, value in values.items() if address.table == "litigation")


def test_cases_with_a_table_each_are_told_by_their_captions() -> None:
    heads = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    blocks: list[Grid | Line] = []
    for name in ("（一）行政复议", "行政诉讼（未经复议直接起诉）", "行政诉讼（复议后起诉）"):
        blocks += [Line(name), _grid([heads, ["1", "0", "0", "2", "3"]])]
    values = _read(*blocks)
    assert values[Address("litigation", "suit_after_review", "pending")] == 2
    assert len(values) == 15


def test_a_row_that_names_its_own_column_is_read_by_it() -> None:
    rows = [
        ["规章", "本年制发件数", "1"],
        ["规章", "本年废止件数", "2"],
        ["规章", "现行有效件数", "3"],
        ["行政许可", "本年处理决定数量", "4"],
    ]
    values = _read(_grid(rows))
    assert values[Address("disclosure", "rules", "repealed")] == 2


def _record(label: str) -> Record:
    return Record("applications", label, label, (Slot("0", 1, None, "第1页", "words"),))


def test_a_label_whose_first_line_was_taken_to_the_row_above_is_put_right() -> None:
    broken = ("8.属于行政查询事项1.本机关不掌握相关政府信", "息2.没有现成信息需要另行制", "作")
    mended = with_own_labels("applications", [_record(label) for label in broken])
    assert [record.label for record in mended] == [
        "8.属于行政查询事项",
        "1.本机关不掌握相关政府信息",
        "2.没有现成信息需要另行制作",
    ]


def test_labels_that_do_not_come_out_even_are_left_as_they_are() -> None:
    records = [_record("8.属于行政查询事项1.本机关"), _record("不掌握")]
    assert with_own_labels("applications", records) == records


def _cell(column: str, value: int, method: str) -> Cell:
    box = BBox(0, 0, 1, 1)
    return Cell("litigation", "review", column, Decimal(value), str(value), 1, box, "第1页", method)  # type: ignore[arg-type]


def _line(method: str) -> list[Cell]:
    numbers = {"upheld": 1, "corrected": 0, "other": 0, "pending": 2, "total": 7}
    return [_cell(column, value, method) for column, value in numbers.items()]


def test_a_broken_sum_names_each_number_that_was_found_by_geometry() -> None:
    found: list[Finding] = suspects(_line("words"), [])
    assert {finding.column for finding in found} == {"upheld", "corrected", "other", "pending", "total"}


def test_a_broken_sum_in_a_ruled_table_is_its_authors() -> None:
    assert suspects(_line("lattice"), []) == []


def test_a_dash_among_the_noughts_of_a_scan_is_named_where_no_relation_confirms_it() -> None:
    dash = replace(_cell("amount", 0, "ocr"), table="disclosure", row="fees", raw="—")
    noughts = [_cell(column, 0, "ocr") for column in ("upheld", "corrected", "other", "pending", "total")]
    assert [found.column for found in suspects([dash, *noughts], [])] == ["amount"]
    assert suspects([dash, *(replace(cell, raw="—") for cell in noughts)], []) == []


def test_a_number_that_one_relation_confirms_by_chance_is_named_where_its_row_is_broken() -> None:
    """Of a row of last digits, one column balances: the row does not add up, and so none of it is believed."""
    numbers = {"natural_person": 9, "business": 21, "research": 2, "other_org": 9, "total": 45}

    def cell(row: str, column: str, value: int) -> Cell:
        return replace(_cell(column, value, "words"), table="applications", row=row)

    new = [cell("new", column, value) for column, value in numbers.items()]
    new += [cell("new", "public_interest", 3), cell("new", "legal_service", 21)]
    rest = [
        cell(row, column, 599 if row == "carried_in" else 0)
        for row in ("carried_in", "carried_out")
        for column in numbers
    ]
    rest += [cell("results_total", column, 7) for column in numbers]
    rest += [
        cell("carried_in", "legal_service", 599),
        cell("results_total", "legal_service", 47),
        cell("carried_out", "legal_service", 573),
    ]
    named = {(found.row, found.column) for found in suspects([*new, *rest], [])}
    assert ("new", "legal_service") in named


def test_a_head_that_a_page_break_cuts_leaves_its_column_in_place() -> None:
    rows = _applications(3)
    upper = _grid([["", "申请人情况", "", "", "", "", "", ""], ["", "自然", *[""] * 5, "总计"]])
    lower = _grid([["", "人", *APPLICANTS[1:-1], ""], *rows[1:]])
    edges = tuple(100.0 * at for at in range(9))
    upper, lower = replace(upper, page=1, edges=edges), replace(lower, page=2, edges=edges)
    assert _values(Document("pdf", 2, (upper, lower))) == _read(_grid(rows))


def test_a_unit_that_a_page_break_cuts_is_put_together() -> None:
    upper = _grid([["信息内容", "采购项目数量", "采购总金额（单位：万"]])
    lower = _grid([["", "", "元）"], ["政府集中采购", "0", "3896.846"]])
    edges = (0.0, 100.0, 200.0, 300.0)
    upper, lower = replace(upper, page=1, edges=edges), replace(lower, page=2, edges=edges)
    values = _values(Document("pdf", 2, (upper, lower)))
    assert values[Address("disclosure", "procurement", "amount")] == Decimal("3896.846")


def test_a_table_of_cases_on_its_side_may_be_cut_by_a_page() -> None:
    upper = _grid(
        [
            ["结果", "行政复议", "未经复议直接起诉", "复议后起诉"],
            ["结果维持", "1", "2", "3"],
            ["结果纠正", "0", "0", "0"],
            ["其他结果", "0", "0", "0"],
        ]
    )
    lower = _grid([["尚未审结", "4", "5", "6"], ["总计", "5", "7", "9"]])
    edges = (0.0, 100.0, 200.0, 300.0, 400.0)
    upper, lower = replace(upper, page=1, edges=edges), replace(lower, page=2, edges=edges)
    values = _values(Document("pdf", 2, (upper, lower)))
    assert values[Address("litigation", "suit_direct", "pending")] == 5
    assert len(values) == 15


def test_a_number_that_a_page_break_cuts_is_not_its_first_digit() -> None:
    rows = _applications(3)
    last = [rows[-2][0], "3", *["0"] * 5, "31"]
    upper, lower = _grid([*rows[:-2], last]), _grid([["", "1", *[""] * 6], rows[-1]])
    edges = tuple(100.0 * at for at in range(9))
    upper, lower = replace(upper, page=1, edges=edges), replace(lower, page=2, edges=edges)
    read = read_tables(Document("pdf", 2, (upper, lower)), 2024)
    cell = next(c for c in read.cells if (c.row, c.column) == ("results_total", "natural_person"))
    assert cell.value is None
    assert ("results_total", "natural_person") in {(found.row, found.column) for found in read.findings}


def test_a_row_whose_numbers_a_page_break_leaves_below_its_label_is_put_together() -> None:
    rows = _applications(3)
    upper = _grid([*rows[:-2], [rows[-2][0], "", "3（较", *[""] * 5]])
    lower = _grid([["", "5", "上年增\n加2件）", "0", "0", "0", "0", "8"], rows[-1]])
    edges = tuple(100.0 * at for at in range(9))
    upper, lower = replace(upper, page=1, edges=edges), replace(lower, page=2, edges=edges)
    values = _values(Document("pdf", 2, (upper, lower)))
    row = [
        values[Address("applications", "results_total", c)] for c in ("natural_person", "business", "total")
    ]
    assert row == [5, 3, 8]
