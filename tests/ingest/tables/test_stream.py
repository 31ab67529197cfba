"""Tables that are only text: every shape in which people copy them is read the same."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable
from decimal import Decimal

import pytest

from form import EDITIONS
from form.model import Address
from ingest.model import Line
from tests.ingest.tables.build import (
    Values,
    application_header,
    application_rows,
    disclosure_rows,
    litigation_rows,
    places_of,
    read,
    values_of,
    zeros,
)

Rows = list[list[str]]


def _numbered() -> Values:
    """Give the cells numbers that no page number can be mistaken for."""
    values = {address: str(at + 101) for at, address in enumerate(EDITIONS["2021"].addresses())}
    return values | {Address("disclosure", "fees", "amount"): "7.5"}


def _expected(values: Values) -> dict[Address, Decimal]:
    return {address: Decimal(text) for address, text in values.items()}


def _rows(values: Values) -> Rows:
    """Return the report's tables as rows of filled cells, headings between them."""
    tables = EDITIONS["2021"].tables
    storeys = (
        disclosure_rows(values),
        [*application_header(), *application_rows(values)],
        litigation_rows(values),
    )
    rows: Rows = [["一、总体情况"], ["本年主动公开政府信息12条。"]]
    for table, printed in zip(tables, storeys, strict=True):
        rows.append([table.title])
        for row in printed:
            texts = [cell[0] if isinstance(cell, tuple) else cell for cell in row]
            rows.append([text for text in texts if text])
    return [*rows, ["五、存在的主要问题及改进情况"], ["一些问题。"]]


def _broken(row: list[str]) -> list[str]:
    """Break labels over lines of six characters, as a narrow column does, the numbers on a line of their own."""
    labels = [text for text in row if not text.replace(".", "").isdigit()]
    numbers = [text for text in row if text.replace(".", "").isdigit()]
    lines = [text[at : at + 6] for text in labels for at in range(0, len(text), 6)]
    return [*lines, " ".join(numbers)] if numbers else lines


SHAPES: dict[str, Callable[[Rows], list[str]]] = {
    "a row a line with bars": lambda rows: [
        " | ".join(row) + " |" if len(row) > 1 else row[0] for row in rows
    ],
    "a row a line between bars": lambda rows: [
        f"| {' | '.join(row)} |" if len(row) > 1 else row[0] for row in rows
    ],
    "a row a line with bars, none at the end": lambda rows: [" | ".join(row) for row in rows],
    "a row a line with tabs": lambda rows: ["\t".join(row) for row in rows],
    "a row a line with spaces": lambda rows: [" ".join(row) for row in rows],
    "a cell a line": lambda rows: [cell for row in rows for cell in row],
    "a cell a line with bars between": lambda rows: [
        text for row in rows for cell in row for text in (cell, "|")
    ],
    "a cell a line with the bar behind it": lambda rows: [f"{cell} |" for row in rows for cell in row],
    "a cell a line with the bar behind it, and one before each row": lambda rows: [
        text for row in rows for text in ("|", *(f"{cell} |" for cell in row))
    ],
    "everything on one line": lambda rows: [" ".join(cell for row in rows for cell in row)],
    "a box drawn with lines": lambda rows: [line for row in rows for line in _boxed(row)],
    "labels broken over lines": lambda rows: [line for row in rows for line in _broken(row)],
}


def _boxed(row: list[str]) -> list[str]:
    return [f"│{'│'.join(row)}│", "├──┼──┼──┼──┤"] if len(row) > 1 else row


def _lines(texts: list[str]) -> list[Line]:
    return [Line(text, place=f"第{at + 1}行") for at, text in enumerate(texts)]


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_of_text_is_read_the_same(shape: str) -> None:
    values = _numbered()
    found = read(*_lines(SHAPES[shape](_rows(values))))
    assert values_of(found) == _expected(values)
    assert found.findings == ()


@pytest.mark.parametrize("frame", [[], ["|"]])
def test_a_cell_that_is_only_a_bar_is_blank(frame: list[str]) -> None:
    values = _numbered()
    blank = Address("applications", "new", "business")
    texts: list[str] = []
    for row in _rows(values | {blank: " "}):
        texts += [*frame, *(f"{cell} |".strip() for cell in row)]
    found = read(*_lines(texts))
    assert values_of(found) == _expected(values) | {blank: None}
    assert places_of(found, "cell.blank") == {tuple(blank)}


@pytest.mark.parametrize("number", ["- 3 -", "3", "— 3 —", "第 3 页 共 6 页"])
@pytest.mark.parametrize("shape", ["a row a line with spaces", "labels broken over lines"])
def test_a_page_number_between_lines_is_no_value(shape: str, number: str) -> None:
    values = _numbered()
    texts = SHAPES[shape](_rows(values))
    for at in range(12, len(texts), 9):
        found = read(*_lines([*texts[:at], number, *texts[at:]]))
        wrong = {
            address for address, value in values_of(found).items() if value != _expected(values)[address]
        }
        # Between single numbers on lines of their own, nothing tells a page number from a value.
        assert {tuple(address) for address in wrong} == places_of(found, "cell.unreadable")
        assert len(wrong) <= int(number == "3" and shape == "labels broken over lines"), texts[
            at - 1 : at + 1
        ]
        assert values_of(found).keys() == values.keys()


def test_a_blank_between_bars_is_blank() -> None:
    values = _numbered() | {Address("applications", "new", "total"): "  "}
    rows = [[cell or " " for cell in row] for row in _rows(values)]
    found = read(*_lines(SHAPES["a row a line with bars"](rows)))
    assert places_of(found, "cell.blank") == {("applications", "new", "total")}


@pytest.mark.parametrize("shape", ["a row a line with spaces", "a cell a line"])
def test_a_row_that_lacks_a_number_is_not_shifted(shape: str) -> None:
    values = _numbered()
    rows = _rows(values)
    at = next(index for index, row in enumerate(rows) if row[0].startswith("二、上年结转"))
    del rows[at][3]
    found = read(*_lines(SHAPES[shape](rows)))
    read_row = {value for address, value in values_of(found).items() if address.row == "carried_in"}
    assert read_row == {None}
    others = {address for address in values if address.row != "carried_in"}
    assert {address: values_of(found)[address] for address in others} == {
        address: Decimal(values[address]) for address in others
    }


def test_numbers_in_prose_are_no_table() -> None:
    found = read(
        *_lines(["一、总体情况", "行政许可 3 件，行政处罚 4 件。", "五、存在的主要问题及改进情况", "无。"])
    )
    assert found.cells == ()
    assert {item.table for item in found.findings} == {table.key for table in EDITIONS["2021"].tables}


def test_the_text_around_the_tables_is_left() -> None:
    found = read(*_lines(SHAPES["everything on one line"](_rows(zeros()))))
    left = "".join(line.text for line in found.lines)
    assert "本年主动公开政府信息12条。" in left
    assert "一些问题。" in left
    assert "行政许可" not in left


def _sheet(values: Values) -> list[str]:
    """Return the tables as Markdown: every row has as many cells, merged ones leave blanks."""
    lines = []
    for table, printed in zip(
        EDITIONS["2021"].tables,
        (
            disclosure_rows(values),
            [*application_header(), *application_rows(values)],
            litigation_rows(values),
        ),
        strict=True,
    ):
        lines.append(table.title)
        for at, row in enumerate(printed):
            cells = [cell if isinstance(cell, tuple) else (cell, 1) for cell in row]
            texts = [text for cell, span in cells for text in (cell, *[""] * (span - 1))]
            lines.append(f"| {' | '.join(texts)} |")
            if at == 0:
                lines.append("|" + " --- |" * len(texts))
    return lines


def test_markdown_is_read_by_its_columns_and_its_rule_is_no_row_of_noughts() -> None:
    values = _numbered()
    found = read(*_lines(_sheet(values)))
    assert values_of(found) == _expected(values)
    assert found.findings == ()


def test_markdown_with_its_columns_in_another_order_is_read_by_its_heads() -> None:
    values = _numbered()
    moved = _sheet(values)
    start = moved.index(EDITIONS["2021"].tables[1].title) + 1
    stop = moved.index(EDITIONS["2021"].tables[2].title)
    for at in range(start, stop):
        cells = moved[at].strip("|").split("|")
        moved[at] = "|" + "|".join([*cells[:3], cells[-1], *cells[3:-1]]) + "|"
    assert values_of(read(*_lines(moved))) == _expected(values)


def test_a_row_of_single_dashes_is_a_row_of_noughts() -> None:
    rows = _rows(dict.fromkeys(zeros(), "-"))
    found = read(*_lines(SHAPES["a row a line with bars"](rows)))
    assert set(values_of(found).values()) == {Decimal(0)}
    assert len(found.cells) == 200


@pytest.mark.parametrize("width", [30, 37, 44, 60])
def test_noughts_that_a_line_break_parts_from_their_row_are_its_own(width: int) -> None:
    values = zeros()
    text = " ".join(cell for row in _rows(values) for cell in row)
    found = read(*_lines(textwrap.wrap(text, width, break_long_words=False)))
    assert values_of(found) == _expected(values)
    assert found.findings == ()


def test_the_number_of_the_next_row_behind_the_numbers_is_no_value() -> None:
    values = _numbered()
    heads = [column.label for column in EDITIONS["2021"].table("applications").columns]
    words = ["三、收到和处理政府信息公开申请情况", "序号", *heads]
    for at, row in enumerate(application_rows(values), start=1):
        texts = [cell[0] if isinstance(cell, tuple) else cell for cell in row]
        labels, numbers = [text for text in texts[:-7] if text], texts[-7:]
        words += [str(at), *labels, *numbers]
    found = read(Line(" ".join([*words, "五、存在的主要问题及改进情况"])))
    rows = {
        record.row: [cell.raw for cell in found.cells if cell.row == record.row] for record in found.cells
    }
    printed = {
        row.key: [values[Address("applications", row.key, column)] for column in row.columns]
        for row in EDITIONS["2021"].table("applications").rows
    }
    assert rows == printed


def test_a_misspelt_kind_of_case_leaves_the_line_in_the_order_of_the_form() -> None:
    values = _numbered()
    rows = [[cell[0] if isinstance(cell, tuple) else cell for cell in row] for row in litigation_rows(values)]
    text = "\n".join(" | ".join(filter(None, row)) for row in rows).replace("未经复议", "未经复")
    found = read(*(Line(line) for line in ["四、政府信息公开行政复议、行政诉讼情况", *text.split("\n")]))
    assert values_of(found) == {
        address: Decimal(value) for address, value in values.items() if address.table == "litigation"
    }


def test_a_page_number_in_a_table_of_cases_on_its_side_is_no_value() -> None:
    values = _numbered()
    table = EDITIONS["2021"].table("litigation")
    lines = ["四、政府信息公开行政复议、行政诉讼情况", "结果 行政复议 未经复议直接起诉 复议后起诉"]
    for column in table.columns:
        lines.append(
            " ".join(
                [column.label, *(values[Address("litigation", row.key, column.key)] for row in table.rows)]
            )
        )
    lines.insert(4, "5")
    found = read(*(Line(line) for line in lines))
    assert values_of(found) == {
        address: Decimal(value) for address, value in values.items() if address.table == "litigation"
    }


def test_a_line_of_a_table_of_cases_on_its_side_that_lacks_a_number_costs_itself() -> None:
    table = EDITIONS["2021"].table("litigation")
    lines = ["四、政府信息公开行政复议、行政诉讼情况", "结果 行政复议 未经复议直接起诉 复议后起诉"]
    lines += [f"{column.label} 11 12 13" for column in table.columns]
    lines[3] = lines[3].removesuffix(" 13")
    found = read(*(Line(line) for line in lines))
    lacking = {(row.key, table.columns[1].key) for row in table.rows}
    assert {(row, column) for _, row, column in places_of(found, "cell.missing")} == lacking
    assert len(values_of(found)) == 12


def _said(values: Values) -> list[str]:
    """Return the tables two and four as sentences."""
    texts: list[str] = []
    for table in (EDITIONS["2021"].table("disclosure"), EDITIONS["2021"].table("litigation")):
        texts.append(table.title)
        for row in table.rows:
            pairs = [
                f"{re.sub('（.*', '', table.column(key).label)}{values[Address(table.key, row.key, key)]}"
                f"{'万元' if key == 'amount' else '件'}"
                for key in row.columns
            ]
            name = f"{row.groups[0]}（{row.label}）" if row.groups else row.label
            texts.append(f"{row.block and row.block + '：'}{name}：{'，'.join(pairs)}。")
    return texts


def test_tables_written_as_sentences_are_read() -> None:
    values = _numbered()
    text = "".join(_said(values)[1:7])
    texts = [_said(values)[0], *(text[at : at + 30] for at in range(0, len(text), 30)), *_said(values)[7:]]
    for lines in (_said(values), texts):
        found = read(*_lines([*lines, "五、存在的主要问题及改进情况"]))
        assert values_of(found) == {
            address: Decimal(value) for address, value in values.items() if address.table != "applications"
        }


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param(
            "2023年行政复议：结果维持3件，总计3件。2023年行政复议（复议后起诉）：总计1件。", id="another year"
        ),
        pytest.param("行政复议：结果维持3件，比上年多1件。复议后起诉：总计1件。", id="other words"),
        pytest.param("行政复议：结果维持3件，结果维持4件。复议后起诉：总计1件。", id="a head twice"),
    ],
)
def test_sentences_of_other_words_are_no_table(sentence: str) -> None:
    found = read(
        *_lines(["四、政府信息公开行政复议、行政诉讼情况", sentence, "五、存在的主要问题及改进情况"])
    )
    assert not values_of(found)


def test_the_blank_below_the_group_of_two_cases_is_no_number_of_the_third() -> None:
    outcomes = "\t".join(column.label for column in EDITIONS["2021"].table("litigation").columns)
    lines = [
        "四、政府信息公开行政复议、行政诉讼情况",
        f"类别\t\t{outcomes}",
        "行政复议\t\t1\t2\t3\t4\t10",
        "行政诉讼\t未经复议直接起诉\t0\t0\t5\t0\t5",
        "\t复议后起诉\t0\t4\t0\t0\t4",
    ]
    assert len(values_of(read(*_lines(lines)))) == 15
    assert values_of(read(*_lines(lines)))[Address("litigation", "review", "upheld")] == 1
    lines[4] = "\t复议后起诉\t0\t4\t0\t0\t4\t4"
    assert values_of(read(*_lines(lines))).get(Address("litigation", "review", "upheld")) is None


@pytest.mark.parametrize(("first", "read_so"), [("10", True), ("11", False)])
def test_outcomes_in_another_order_are_followed_where_all_cases_name_it_and_add_up(
    first: str, read_so: bool
) -> None:
    heads = "总计 结果维持 结果纠正 其他结果 尚未审结"
    lines = [
        "四、政府信息公开行政复议、行政诉讼情况",
        "行政复议 行政诉讼",
        f"{heads} 未经复议直接起诉 复议后起诉",
        f"{heads} {heads}",
        f"{first} 1 2 3 4 0 0 0 0 0 7 7 0 0 0",
    ]
    values = values_of(read(*_lines(lines)))
    expected = [Decimal(number) for number in (1, 2, 3, 4, 10)] if read_so else [None] * 5
    columns = [column.key for column in EDITIONS["2021"].table("litigation").columns]
    assert [values[Address("litigation", "review", key)] for key in columns] == expected


def test_a_row_that_lost_its_last_number_is_not_shifted_into_a_merged_cells_blank() -> None:
    table = EDITIONS["2021"].table("applications")
    heads = ["", "", "", *(column.label for column in table.columns)]
    lines = ["\t".join([row.label, "", "", *"123456", "21"]) for row in table.rows]
    lines[1] = lines[1].removesuffix("\t21")
    title, following = "三、收到和处理政府信息公开申请情况", "五、存在的主要问题及改进情况"
    values = values_of(read(*_lines([title, "\t".join(heads), *lines, following])))
    read_rows = {
        row.key: {values[Address("applications", row.key, key)] for key in row.columns} for row in table.rows
    }
    assert read_rows.pop(table.rows[1].key) == {None}
    assert all(None not in numbers for numbers in read_rows.values())


def test_numbers_too_many_are_not_taken_for_the_other_editions_columns() -> None:
    lines = ["二、主动公开政府信息情况", "信息内容 本年制发件数 本年废止件数 现行有效件数", "规章 0 0 1"]
    lines += ["第二十条第（五）项", "信息内容 本年处理决定数量", "行政许可 1 4 2"]
    lines += ["第二十条第（六）项", "信息内容 本年处理决定数量", "行政处罚 3", "行政强制 5"]
    values = values_of(read(*_lines([*lines, "三、收到和处理政府信息公开申请情况"])))
    assert {address.column: value for address, value in values.items() if address.row == "licensing"} == {
        "decisions": None
    }


@pytest.mark.parametrize(
    ("numbers", "read_so"),
    [
        pytest.param("0 0 6 0 0 0 6 8", True, id="the next row's item number"),
        pytest.param("0 0 2 8 0 0 0 8", False, id="or a page number"),
    ],
)
def test_one_number_too_many_is_dropped_only_where_the_sum_speaks_for_no_other(
    numbers: str, read_so: bool
) -> None:
    table = EDITIONS["2021"].table("applications")
    lines = [f"{row.label} 1 2 3 4 5 6 21" for row in table.rows]
    at = [row.key for row in table.rows].index("denied_enforcement_file")
    lines[at] = f"{table.rows[at].label} {numbers}"
    values = values_of(
        read(*_lines(["三、收到和处理政府信息公开申请情况", *lines, "五、存在的主要问题及改进情况"]))
    )
    row = [values[Address("applications", "denied_enforcement_file", key)] for key in table.rows[at].columns]
    assert row == ([Decimal(number) for number in numbers.split()[:7]] if read_so else [None] * 7)
