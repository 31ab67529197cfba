"""Tables in grids: what is printed is read under its own address, or a finding names it."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from form import EDITIONS
from form.model import Address
from form.shared_tables import OTHER_ROWS_2021
from ingest.model import GridCell, Line
from tests.ingest.tables.build import (
    NUMBERS,
    application_header,
    application_rows,
    disclosure_rows,
    grid,
    litigation_rows,
    places_of,
    read,
    values_of,
    whole,
    zeros,
)

NEW_TOTAL = Address("applications", "new", "total")
FEES = Address("disclosure", "fees", "amount")
_OTHER_LABELS = [row.label for row in OTHER_ROWS_2021]


def _numbered(edition: str = "2021") -> dict[Address, str]:
    """Give every cell a number of its own, so that no two can be mistaken for each other."""
    return {address: str(at + 1) for at, address in enumerate(EDITIONS[edition].addresses())}


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_every_cell_is_read_under_its_own_address(edition: str) -> None:
    values = _numbered(edition)
    values |= {address: f"{text}万元" for address, text in values.items() if address.column == "amount"}
    found = read(*whole(values, edition))
    expected = {address: Decimal(text.removesuffix("万元")) for address, text in values.items()}
    assert values_of(found) == expected
    assert found.edition == edition
    assert found.findings == ()


def test_the_order_of_the_tables_says_nothing() -> None:
    values = _numbered()
    blocks = whole(values)
    random.Random(7).shuffle(blocks)
    assert values_of(read(*blocks)) == {address: Decimal(text) for address, text in values.items()}


@pytest.mark.parametrize("cut", range(1, 28))
def test_a_page_break_between_any_two_rows_changes_nothing(cut: int) -> None:
    values = _numbered()
    rows = [*application_header(), *application_rows(values)]
    found = read(
        grid(disclosure_rows(values)),
        grid(rows[:cut], page=2),
        grid(rows[cut:], page=3),
        grid(litigation_rows(values)),
    )
    assert values_of(found) == {address: Decimal(text) for address, text in values.items()}
    assert found.findings == ()


@pytest.mark.parametrize("cut", range(1, 14))
def test_the_disclosure_table_may_break_anywhere_too(cut: int) -> None:
    values = _numbered()
    rows = disclosure_rows(values)
    blocks = whole(values)[1:]
    found = read(grid(rows[:cut], page=2), grid(rows[cut:], page=3), *blocks)
    assert values_of(found) == {address: Decimal(text) for address, text in values.items()}


@pytest.mark.parametrize("cut", [1, 2, 3])
def test_the_line_of_cases_may_stand_on_another_page_than_its_heads(cut: int) -> None:
    values = _numbered()
    rows = litigation_rows(values)
    found = read(*whole(values)[:2], grid(rows[:cut], page=2), grid(rows[cut:], page=3))
    assert values_of(found) == {address: Decimal(text) for address, text in values.items()}


@pytest.mark.parametrize("numbers_above", [True, False])
def test_a_row_that_a_page_cuts_in_two_is_one_row(numbers_above: bool) -> None:
    values = _numbered()
    rows = application_rows(values)
    at = next(
        index
        for index, row in enumerate(EDITIONS["2021"].table("applications").rows)
        if row.key == "other_unpaid"
    )
    group, leaf, label, *numbers = rows[at]
    assert isinstance(label, str)
    blank = [""] * len(numbers)
    above = [group, leaf, label[:12], *(numbers if numbers_above else blank)]
    below = [group, leaf, label[12:], *(blank if numbers_above else numbers)]
    found = read(
        grid(disclosure_rows(values)),
        grid([*application_header(), *rows[:at], above], page=2),
        grid([below, *rows[at + 1 :]], page=3),
        grid(litigation_rows(values)),
    )
    assert values_of(found) == {address: Decimal(text) for address, text in values.items()}
    assert found.findings == ()


@pytest.mark.parametrize("page", [2, 3])
def test_the_end_of_a_cell_of_groups_does_not_name_the_numbers_beside_it(page: int) -> None:
    values = _numbered()
    rows = application_rows(values)
    at = next(k for k, row in enumerate(EDITIONS["2021"].table("applications").rows) if len(row.groups) == 2)
    outer, inner = EDITIONS["2021"].table("applications").rows[at].groups
    _, _, label, *numbers = rows[at]
    found = read(
        grid(disclosure_rows(values)),
        grid([*application_header(), *rows[:at], [outer[:4], inner, label, *[""] * len(numbers)]], page=2),
        grid([[outer[4:], "", "", *numbers], *rows[at + 1 :]], page=page),
        grid(litigation_rows(values)),
    )
    assert values_of(found) == {address: Decimal(text) for address, text in values.items()}
    assert found.findings == ()


def test_a_row_that_lacks_its_label_is_not_the_blank_one_above_it_on_the_same_page() -> None:
    values = _numbered()
    rows = application_rows(values)
    at = next(k for k, row in enumerate(EDITIONS["2021"].table("applications").rows) if len(row.groups) == 2)
    key = EDITIONS["2021"].table("applications").rows[at].key
    rows[at] = [*rows[at][:3], *[""] * 7]
    rows[at + 1] = ["", "", "", *rows[at + 1][3:]]
    found = read(
        grid(disclosure_rows(values)), grid([*application_header(), *rows]), grid(litigation_rows(values))
    )
    assert {values_of(found)[address] for address in values if address.row == key} == {None}


def test_a_row_of_which_a_page_leaves_some_cells_is_filled_up_on_the_next() -> None:
    values = _numbered()
    rows = application_rows(values)
    above = [*rows[4][:3], *[""] * 5, f"{rows[4][-2]}（较上", rows[4][-1]]
    below = ["", "", "", *rows[4][3:8], "年增加）", ""]
    found = read(
        grid(disclosure_rows(values)),
        grid([*application_header(), *rows[:4], above], page=2),
        grid([below, *rows[5:]], page=3),
        grid(litigation_rows(values)),
    )
    assert values_of(found) == {address: Decimal(text) for address, text in values.items()}


def test_a_note_that_a_page_cuts_in_two_stays_with_its_number() -> None:
    values = _numbered()
    rows = application_rows(values)
    above = [*rows[4][:-1], f"{rows[4][-1]}（较上"]
    below = ["", "", "", *[""] * 6, "年增加）"]
    found = read(
        grid(disclosure_rows(values)),
        grid([*application_header(), *rows[:4], above], page=2),
        grid([below, *rows[5:]], page=3),
        grid(litigation_rows(values)),
    )
    assert values_of(found) == {address: Decimal(text) for address, text in values.items()}
    assert found.findings == ()


def test_a_blank_cell_is_not_zero() -> None:
    found = read(*whole(zeros() | {NEW_TOTAL: ""}))
    assert values_of(found)[NEW_TOTAL] is None
    assert places_of(found, "cell.blank") == {tuple(NEW_TOTAL)}


def test_what_cannot_be_read_is_named_and_not_guessed() -> None:
    found = read(*whole(zeros() | {NEW_TOTAL: "三到四"}))
    assert values_of(found)[NEW_TOTAL] is None
    assert places_of(found, "cell.unreadable") == {tuple(NEW_TOTAL)}


def test_a_cell_that_its_reader_doubts_is_not_read() -> None:
    first, second, third = whole(zeros())
    cells = tuple(
        cell._replace(doubt="公式没有存储结果") if cell.row == 3 and cell.column == 9 else cell
        for cell in second.cells  # type: ignore[union-attr]
    )
    found = read(first, replace(second, cells=cells), third)  # type: ignore[type-var]
    assert values_of(found)[NEW_TOTAL] is None
    assert places_of(found, "cell.unreadable") == {tuple(NEW_TOTAL)}


def test_a_damaged_label_is_taken_by_likeness_and_said() -> None:
    values = _numbered()
    rows = application_rows(values)
    rows[5] = ["", "", "2.其他法律行政止公开", *rows[5][3:]]
    found = read(
        grid(disclosure_rows(values)), grid([*application_header(), *rows]), grid(litigation_rows(values))
    )
    assert values_of(found) == {address: Decimal(text) for address, text in values.items()}
    assert places_of(found, "label.likeness") == {("applications", "denied_other_law", None)}


def test_an_illegible_label_between_two_known_ones_is_taken_by_its_place() -> None:
    values = _numbered()
    rows = application_rows(values)
    rows[9] = ["", "", "□□□", *rows[9][3:]]
    found = read(
        grid(disclosure_rows(values)), grid([*application_header(), *rows]), grid(litigation_rows(values))
    )
    assert values_of(found) == {address: Decimal(text) for address, text in values.items()}
    assert places_of(found, "label.likeness") == {("applications", "denied_process_information", None)}


def test_a_row_that_the_form_does_not_have_is_left_out_and_said() -> None:
    values = _numbered()
    rows = application_rows(values)
    rows.insert(3, ["", ("其中：网上申请", 2), "9", "9", "9", "9", "9", "9", "9"])
    found = read(
        grid(disclosure_rows(values)), grid([*application_header(), *rows]), grid(litigation_rows(values))
    )
    assert values_of(found) == {address: Decimal(text) for address, text in values.items()}
    assert places_of(found, "label.unknown") == {("applications", None, None)}


def test_a_row_that_is_not_there_is_named_and_not_zero() -> None:
    values = _numbered()
    rows = application_rows(values)
    del rows[1]
    found = read(
        grid(disclosure_rows(values)), grid([*application_header(), *rows]), grid(litigation_rows(values))
    )
    assert Address("applications", "carried_in", "total") not in values_of(found)
    assert places_of(found, "row.missing") == {("applications", "carried_in", None)}


def test_a_table_that_is_not_there_is_named() -> None:
    values = zeros()
    found = read(*whole(values)[:2])
    assert places_of(found, "table.missing") == {("litigation", None, None)}
    assert all(address.table != "litigation" for address in values_of(found))


def test_the_single_row_of_the_older_form_is_legal_in_the_newer() -> None:
    values = zeros("2021")
    rows = application_rows(zeros("2019"), "2019")
    found = read(
        grid(disclosure_rows(values)), grid([*application_header(), *rows]), grid(litigation_rows(values))
    )
    assert values_of(found)[Address("applications", "other", "total")] == 0
    assert found.edition == "2021"
    assert found.findings == ()


def test_heads_in_another_order_are_followed() -> None:
    values = _numbered()
    header = application_header()
    rows = [[*row[:-7], row[-6], row[-7], *row[-5:]] for row in application_rows(values)]
    header[2] = [("", 3), *[header[2][1], *header[2][2:]]]
    labels = [column.label for column in EDITIONS["2021"].table("applications").columns]
    swapped = [[("", 3), labels[1], labels[0], *labels[2:]]]
    found = read(grid(disclosure_rows(values)), grid([*swapped, *rows]), grid(litigation_rows(values)))
    assert values_of(found) == {address: Decimal(text) for address, text in values.items()}


def test_the_same_number_twice_is_one_cell_but_two_numbers_are_a_finding() -> None:
    values = zeros()
    twice = [*whole(values), grid([*application_header(), *application_rows(values | {NEW_TOTAL: "3"})])]
    found = read(*twice)
    assert values_of(found)[NEW_TOTAL] == 0
    assert places_of(found, "cell.conflict") == {tuple(NEW_TOTAL)}
    assert len(found.cells) == 200


def test_paragraphs_in_boxes_are_text_and_no_table() -> None:
    boxed = grid([["一、总体情况"], ["本年主动公开政府信息12条，行政许可0件。"]])
    found = read(boxed, *whole(zeros()))
    assert [line.text for line in found.lines] == ["一、总体情况", "本年主动公开政府信息12条，行政许可0件。"]
    assert len(found.cells) == 200


def test_a_heading_inside_a_grid_is_a_line() -> None:
    rows = [*litigation_rows(zeros()), ["五、存在的主要问题及改进情况", *[""] * 14]]
    found = read(*whole(zeros())[:2], grid(rows))
    assert [line.text for line in found.lines] == ["五、存在的主要问题及改进情况"]
    assert len(found.cells) == 200


def test_other_tables_are_text_and_no_table() -> None:
    staff = grid([["姓名", "职务", "电话"], ["张三", "主任", "123"]])
    found = read(staff, *whole(zeros()), Line("附件"))
    assert [line.text for line in found.lines] == ["姓名\t职务\t电话", "张三\t主任\t123", "附件"]


@pytest.mark.parametrize(
    ("heading", "printed", "value", "rule"),
    [
        ("本年收费金额（单位：万元）", "3.25", Decimal("3.25"), None),
        ("本年收费金额（单位：万元）", "32500元", Decimal("3.25"), "cell.unit"),
        ("本年收费金额（单位：元）", "32500", Decimal("3.25"), "cell.unit"),
        ("本年收费金额", "32500", None, "cell.unit_missing"),
        ("本年收费金额", "0", Decimal(0), None),
        ("本年收费金额", "3.25万元", Decimal("3.25"), None),
    ],
)
def test_money_is_in_ten_thousands_by_what_is_printed(
    heading: str, printed: str, value: Decimal | None, rule: str | None
) -> None:
    address = Address("disclosure", "fees", "amount")
    rows = disclosure_rows(zeros() | {address: printed})
    rows[-2] = ["信息内容", (heading, 6)]
    found = read(grid(rows), *whole(zeros())[1:])
    assert values_of(found)[address] == value
    assert {item.rule for item in found.findings} == ({rule} if rule else set())


def test_cases_may_be_set_a_row_each() -> None:
    values = _numbered()
    table = EDITIONS["2021"].table("litigation")
    rows: list[list[str | tuple[str, int]]] = [["", *(column.label for column in table.columns)]]
    rows += [
        [row.label, *(values[Address("litigation", row.key, key)] for key in row.columns)]
        for row in table.rows
    ]
    found = read(*whole(values)[:2], grid(rows))
    assert values_of(found) == {address: Decimal(text) for address, text in values.items()}


def test_a_line_of_cases_that_lacks_a_number_is_not_shifted() -> None:
    values = _numbered()
    rows = litigation_rows(values)
    rows[-1] = rows[-1][:-1]
    found = read(*whole(values)[:2], grid(rows))
    read_cases = {value for address, value in values_of(found).items() if address.table == "litigation"}
    assert read_cases == {None}
    assert len(places_of(found, "cell.unreadable")) == 15


def _cases(outcomes: Sequence[int], cases: Sequence[int]) -> list[list[str | tuple[str, int]]]:
    """Return the line of cases with its kinds and outcomes in another order, each number its own."""
    table = EDITIONS["2021"].table("litigation")
    values = _numbered()
    heads = [table.columns[at].label for at in outcomes]
    rows = [table.rows[at] for at in cases]
    numbers = [values[Address(table.key, row.key, table.columns[at].key)] for row in rows for at in outcomes]
    return [[(row.label, len(outcomes)) for row in rows], [*heads] * len(rows), [*numbers]]


@pytest.mark.parametrize(
    ("outcomes", "cases"),
    [((4, 0, 1, 2, 3), (0, 1, 2)), ((0, 1, 2, 3, 4), (1, 2, 0)), ((3, 2, 1, 0, 4), (0, 2, 1))],
)
def test_the_line_of_cases_is_read_by_its_heads_in_any_order(
    outcomes: Sequence[int], cases: Sequence[int]
) -> None:
    values = _numbered()
    found = read(*whole(values)[:2], grid(_cases(outcomes, cases)))
    assert values_of(found) == {address: Decimal(text) for address, text in values.items()}


def test_cases_set_a_row_each_are_read_by_their_heads() -> None:
    values = _numbered()
    table = EDITIONS["2021"].table("litigation")
    columns = [table.columns[-1], *table.columns[:-1]]
    rows = [
        [row.label, *(values[Address(table.key, row.key, column.key)] for column in columns)]
        for row in table.rows
    ]
    heads: list[str | tuple[str, int]] = ["案件", *(column.label for column in columns)]
    found = read(*whole(values)[:2], grid([heads, *rows]))
    assert values_of(found) == {address: Decimal(text) for address, text in values.items()}


@pytest.mark.parametrize(("before", "after"), [(["件数"], []), ([], [""]), (["件数"], ["见附件"])])
@pytest.mark.parametrize("heads", [True, False])
def test_columns_beside_the_line_of_cases_shift_nothing(
    before: list[str], after: list[str], heads: bool
) -> None:
    values = _numbered()
    rows = litigation_rows(values)
    blanks = [[""] * len(before), [""] * len(after)]
    wide = [[*blanks[0], *row, *blanks[1]] for row in rows[: 3 if heads else 1]]
    found = read(*whole(values)[:2], grid([*wide, [*before, *rows[3], *after]]))
    assert values_of(found) == {address: Decimal(text) for address, text in values.items()}


@pytest.mark.parametrize(
    ("captions", "unit"),
    [
        (["（单位：万元）"], 1),
        (["单位：渠县财政局", "单位：件", "单位：件、万元"], 1),
        (["金额单位：元"], 10_000),
        (["单位：元坝镇人民政府"], None),
        (["单位：元/万元"], None),
        (["五、存在的主要问题及改进情况", "单位：万元"], None),
    ],
)
def test_the_caption_over_the_table_says_the_unit_and_no_other_line(
    captions: list[str], unit: int | None
) -> None:
    values = zeros() | {FEES: "5"}
    rows = disclosure_rows(values)
    rows[-2] = ["信息内容", ("本年收费金额", 6)]
    found = read(Line("二、主动公开政府信息情况"), *(Line(text) for text in captions), grid(rows))
    assert values_of(found)[FEES] == (Decimal(5) / unit if unit else None)
    assert (places_of(found, "cell.unit_missing") == {FEES}) == (unit is None)


@pytest.mark.parametrize("unit", ["元", "万元"])
def test_heads_that_a_page_break_leaves_as_a_line_are_those_of_the_row_below(unit: str) -> None:
    rows = disclosure_rows(zeros() | {FEES: "50000"})
    found = read(
        Line("二、主动公开政府信息情况"),
        grid(rows[:-3]),
        Line("第二十条第（八）项"),
        Line(f"信息内容\t本年收费金额（单位：{unit}）"),
        Line("— 3 —"),
        grid([["行政事业性收费", "50000"]]),
    )
    assert values_of(found)[FEES] == {"元": Decimal(5), "万元": Decimal(50_000)}[unit]
    assert "cell.unit_missing" not in {finding.rule for finding in found.findings}


def test_money_with_a_currency_sign_under_a_head_in_another_unit_is_said() -> None:
    found = read(*whole(zeros() | {FEES: "¥300"}))
    assert values_of(found)[FEES] == Decimal("0.03")
    assert places_of(found, "cell.unit") == {FEES}


def test_two_lines_of_money_are_not_put_together() -> None:
    found = read(*whole(zeros() | {FEES: "120\n50"}))
    assert values_of(found)[FEES] is None
    assert places_of(found, "cell.unreadable") == {FEES}


@pytest.mark.parametrize(
    "text", ["13\n5（\n较上\n年增\n加33\n件）", "1\n3\n5\n（\n较\n上", "13\n5（", "13\n5件"]
)
def test_a_number_broken_before_its_note_is_put_together_where_the_sums_say_so(text: str) -> None:
    left = Address("applications", "carried_out", "business")
    new = Address("applications", "new", "business")
    sums = {NEW_TOTAL: "135", Address("applications", "carried_out", "total"): "135", left: "135"}
    found = read(*whole(zeros() | sums | {new: text}))
    assert values_of(found)[new] == 135
    assert not found.findings


def test_a_number_broken_before_its_note_stays_unread_where_no_sum_speaks() -> None:
    new = Address("applications", "new", "business")
    found = read(
        *whole(
            zeros()
            | {
                new: "13\n5（较上\n年）",
                NEW_TOTAL: "",
                Address("applications", "carried_out", "business"): "",
            }
        )
    )
    assert values_of(found)[new] is None
    assert new in places_of(found, "cell.unreadable")


def test_heads_in_another_order_of_which_one_is_illegible_are_not_taken_for_the_forms() -> None:
    address = Address("applications", "new", "other_org")
    values = zeros() | {address: "1", NEW_TOTAL: "1"}
    heads = [column.label for column in EDITIONS["2021"].table("applications").columns]
    heads[1] = "■■■■"
    rows = [[*row[:-NUMBERS], row[-1], *row[-NUMBERS:-1]] for row in application_rows(values)]
    found = read(grid([[("", 3), heads[-1], *heads[:-1]], *rows]))
    assert values_of(found)[address] is None
    assert address in places_of(found, "cell.unreadable")


def test_other_dealings_in_one_row_may_be_called_other() -> None:
    values = zeros("2019") | {Address("applications", "other", "total"): "4"}
    rows = [
        [
            ("（六）其他", cell[1]) if isinstance(cell, tuple) and cell[0] == "（六）其他处理" else cell
            for cell in row
        ]
        for row in application_rows(values, "2019")
    ]
    found = read(grid([*application_header(), *rows]))
    assert values_of(found)[Address("applications", "other", "total")] == 4
    assert not places_of(found, "row.missing")


def test_a_column_that_the_form_does_not_have_is_left_out() -> None:
    values = _numbered() | {FEES: "7万元"}
    heads = [[*row, text] for row, text in zip(application_header(), ["", "占比", ""], strict=True)]
    found = read(
        grid([[*row, "备注" if row[0] == "信息内容" else "无"] for row in disclosure_rows(values)]),
        grid([*heads, *([*row, "0%"] for row in application_rows(values))]),
        grid(litigation_rows(values)),
    )
    assert values_of(found) == {
        address: Decimal(text.removesuffix("万元")) for address, text in values.items()
    }
    assert not places_of(found, "cell.unreadable")


def test_other_licences_are_no_licences() -> None:
    rows = disclosure_rows(zeros())
    at = next(at for at, row in enumerate(rows) if row[0] == "行政许可")
    found = read(grid([*rows[:at], ["其他行政许可", ("99", 6)], *rows[at:], ["行政检查", ("5", 6)]]))
    assert values_of(found)[Address("disclosure", "licensing", "decisions")] == 0
    assert {item.rule for item in found.findings if item.table == "disclosure"} == {"label.unknown"}


def test_a_row_of_its_own_between_two_of_the_form_is_not_the_other_editions() -> None:
    rows = disclosure_rows(zeros())
    at = next(at for at, row in enumerate(rows) if row[0] == "行政许可") + 1
    found = read(grid([*rows[:at], ["行政检查", ("5", 6)], *rows[at:]]))
    assert {item.rule for item in found.findings if item.table == "disclosure"} == {"label.unknown"}
    assert Address("disclosure", "other_services", "decisions") not in values_of(found)


@pytest.mark.parametrize("with_form", [True, False])
def test_a_count_of_kinds_of_information_is_not_the_disclosure_table(with_form: bool) -> None:
    kinds = grid([["信息类别", "数量（条）"], ["工作动态", "50"], ["行政许可", "120"], ["行政处罚", "35"]])
    tables = whole(zeros())
    found = read(Line("一、总体情况"), kinds, *(tables if with_form else tables[1:]))
    assert values_of(found).get(Address("disclosure", "licensing", "decisions")) == (0 if with_form else None)
    assert any("行政许可" in line.text and "120" in line.text for line in found.lines)
    assert places_of(found, "table.missing") == (set() if with_form else {("disclosure", None, None)})
    assert not places_of(found, "cell.conflict")


@pytest.mark.parametrize(("printed", "value"), [("23", None), ("0", 0)])
def test_one_number_merged_over_two_rows_is_neithers_unless_it_is_nought(
    printed: str, value: int | None
) -> None:
    addresses = [Address("disclosure", row, "decisions") for row in ("penalties", "coercion")]
    whole_grid = grid(disclosure_rows(zeros() | dict.fromkeys(addresses, printed)))
    first = next(cell.row for cell in whole_grid.cells if cell.text == "行政处罚")
    cells = [
        cell._replace(row_span=2) if (cell.row, cell.column) == (first, 1) else cell
        for cell in whole_grid.cells
        if (cell.row, cell.column) != (first + 1, 1)
    ]
    found = read(replace(whole_grid, cells=tuple(cells)))
    assert [values_of(found)[address] for address in addresses] == [value, value]
    assert places_of(found, "cell.unreadable") == (set() if value == 0 else set(addresses))


@pytest.mark.parametrize("label", ["9.其他法律行政止公开", "其中：网上提出的申请"])
def test_a_row_that_may_be_another_than_its_place_says_is_not_read(label: str) -> None:
    values = _numbered()
    rows = application_rows(values)
    rows[5] = ["", "", label, *rows[5][3:]]
    found = read(grid([*application_header(), *rows]))
    read_there = {cell.value for cell in found.cells if cell.row == "denied_other_law"}
    assert read_there == {None}
    assert ("applications", "denied_other_law", "total") in places_of(found, "cell.unreadable")


def test_a_label_of_which_only_the_end_is_left_keeps_its_place() -> None:
    values = _numbered()
    rows = application_rows(values)
    rows[5] = ["", "", "禁止公开", *rows[5][3:]]
    found = read(grid([*application_header(), *rows]))
    assert not places_of(found, "cell.unreadable")


def test_a_group_of_rows_with_a_blank_row_of_its_own_is_no_row() -> None:
    values = _numbered()
    table = EDITIONS["2021"].table("applications")
    rows: list[list[str | tuple[str, int]]] = [["", *(column.label for column in table.columns)]]
    for row in table.rows:
        if row.label == _OTHER_LABELS[0]:
            rows.append(["（六）其他处理", *([""] * NUMBERS)])
        rows.append([row.label, *(values[Address(table.key, row.key, column)] for column in row.columns)])
    found = [
        said for said in read(grid(rows)).findings if said.table == table.key and said.rule == "cell.blank"
    ]
    assert found == []


def test_other_dealings_left_blank_in_a_single_row_are_named() -> None:
    values = _numbered()
    rows = [*application_header(), *application_rows(values)]
    parts = [at for at, row in enumerate(rows) if any(row[2:3] == [label] for label in _OTHER_LABELS)]
    rows[parts[0] : parts[-1] + 1] = [[("（六）其他处理", 3), *([""] * NUMBERS)]]
    blank = [f for f in read(grid(rows)).findings if f.rule == "cell.blank"]
    assert {found.row for found in blank} == {"other"}
    assert len(blank) == NUMBERS


def test_a_caption_between_heading_and_table_is_no_row_of_numbers() -> None:
    values = {address: str(at) for at, address in enumerate(zeros())}
    head, *rows = litigation_rows(values)
    found = read(
        grid([["四、政府信息公开行政复议、行政诉讼情况", *[""] * 14], head, ["表2", *[""] * 14], *rows])
    )
    assert not places_of(found, "cell.conflict")
    assert set(values_of(found).values()) == {
        Decimal(text) for address, text in values.items() if address.table == "litigation"
    }


def test_a_line_of_cases_that_nobody_filled_in_on_a_sheet_is_blank() -> None:
    *heads, _ = litigation_rows(zeros())
    found = read(grid(heads, page=None))
    assert set(values_of(found).values()) == {None}
    assert places_of(found, "cell.blank") == {
        tuple(address) for address in zeros() if address.table == "litigation"
    }


def test_a_none_in_words_below_a_heading_is_no_row_of_the_table_before() -> None:
    prose = ["六、其他需要报告的事项", "无。"]
    found = read(grid([*litigation_rows(zeros()), *([text, *[""] * 14] for text in prose)], page=None))
    assert not places_of(found, "reader.partial")
    assert [line.text for line in found.lines] == prose


def test_a_menu_beside_title_prose_and_table_is_no_part_of_the_table() -> None:
    title, prose = "白棠县云溪镇2024年政府信息公开工作年度报告", "根据条例编制本报告，并向社会公布；" * 5
    table = grid([[(title, 7)], [(prose, 7)], *disclosure_rows(zeros())])
    menu = GridCell(0, 0, "信息公开指南\n信息公开年报", row_span=table.rows)
    cells = (menu, *(cell._replace(column=cell.column + 1) for cell in table.cells))
    found = read(replace(table, cells=cells, columns=table.columns + 1))
    assert [line.text for line in found.lines] == ["信息公开指南", "信息公开年报", title, prose]
    assert len(values_of(found)) == sum(address.table == "disclosure" for address in zeros())
