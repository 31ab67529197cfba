"""One report: findings at their cells, prose with its evidence marked."""

from __future__ import annotations

import pandas as pd

from form import Address
from ui import report


def _finding(rule: str, table: str | None, row: str | None, column: str | None) -> dict[str, object]:
    return {"rule": rule, "table_key": table, "row_key": row, "column_key": column}


def test_a_finding_of_a_relation_stands_at_its_total() -> None:
    found = report.places_of(_finding("litigation.row_sum", "litigation", "review", None))
    assert found == (Address("litigation", "review", "total"),)
    found = report.places_of(_finding("applications.results_sum", "applications", None, "total"))
    assert found == (Address("applications", "results_total", "total"),)


def test_a_finding_of_the_whole_document_has_no_cell() -> None:
    assert report.places_of(_finding("identity.year", None, None, None)) == ()


def test_an_address_from_outside_names_a_cell_or_nothing() -> None:
    assert report.address_of("applications.new.total") == Address("applications", "new", "total")
    for text in (None, "", "a.b", "a.b.c", "applications.new.total.x", "<script>"):
        assert report.address_of(text) is None


def test_evidence_is_marked_word_for_word_and_text_is_escaped() -> None:
    written = report.marked("公开工作动态12条<b>、财政信息3条。", ["工作动态12条", "财政信息3条", "动态12条"])
    assert written == "公开<mark>工作动态12条</mark>&lt;b&gt;、<mark>财政信息3条</mark>。"


def test_a_blank_cell_says_so() -> None:
    cells = pd.DataFrame(
        [("applications", "new", "total", float("nan"), "", "第4页", "件")],
        columns=["table_key", "row_key", "column_key", "value", "raw", "place", "unit"],
    )
    findings = pd.DataFrame(
        [("cell.blank", "error", "没有填写", "applications", "new", "total")],
        columns=["rule", "severity", "message", "table_key", "row_key", "column_key"],
    )
    shown = report.shown_cells(cells, findings)[Address("applications", "new", "total")]
    assert (shown.text, shown.look) == ("未填", "error blank")
    assert "没有填写" in shown.tooltip
