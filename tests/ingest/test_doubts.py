"""Numbers that recognition doubts: named, and settled only where one reading alone balances."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest

from form.model import Address
from ingest.doubts import settle_doubts
from ingest.model import BBox, Cell, Document, Grid, GridCell

COLUMNS = ("natural_person", "business", "research", "public_interest", "legal_service", "other_org", "total")
NEW = dict.fromkeys(COLUMNS, "0") | {"natural_person": "3", "business": "5", "total": "8"}


def scanned(
    row: Mapping[str, str], readings: Mapping[str, tuple[str, float]], table: str = "applications"
) -> tuple[list[Cell], Document]:
    """Return the cells of one row, and the page they stand on; ``readings`` gives what is doubtful and how surely."""
    cells: list[Cell] = []
    drawn: list[GridCell] = []
    for at, (column, text) in enumerate(row.items()):
        box = BBox(100.0 * at, 10, 100.0 * at + 20, 20)
        other, sure = readings.get(column, ("", 0.99))
        cells.append(Cell(table, "new", column, Decimal(text), text, 1, box, "第1页", "ocr", sure))
        drawn.append(GridCell(0, at, text, bbox=box, place="第1页", confidence=sure, other=other))
    grid = Grid(tuple(drawn), 1, len(drawn), 1, "ocr")
    return cells, Document("image", 1, (grid,))


def values(cells: tuple[Cell, ...]) -> dict[str, Decimal | None]:
    return {cell.column: cell.value for cell in cells}


def test_a_sure_number_gives_no_finding() -> None:
    cells, document = scanned(NEW, {})
    assert settle_doubts(cells, document, 2024) == (tuple(cells), [])


def test_a_doubtful_number_is_named_with_both_readings() -> None:
    alone = {"natural_person": "3"}
    settled, findings = settle_doubts(*scanned(alone, {"natural_person": ("8", 0.4)}), 2024)
    assert values(settled) == {"natural_person": 3}
    assert [(f.rule, f.severity, f.row, f.column) for f in findings] == [
        ("cell.ocr_doubt", "warning", "new", "natural_person")
    ]
    assert "“3”" in findings[0].message
    assert "“8”" in findings[0].message
    assert (findings[0].actual, findings[0].expected) == (3, 8)


def test_the_one_reading_that_balances_is_taken_and_the_finding_says_so() -> None:
    row = NEW | {"natural_person": "8"}
    settled, findings = settle_doubts(*scanned(row, {"natural_person": ("3", 0.5)}), 2024)
    assert values(settled)["natural_person"] == 3
    assert len(findings) == 1
    assert "只有取3才平" in findings[0].message


def test_a_reading_that_balances_already_stays_and_is_still_named() -> None:
    settled, findings = settle_doubts(*scanned(NEW, {"natural_person": ("8", 0.5)}), 2024)
    assert values(settled)["natural_person"] == 3
    assert [f.column for f in findings] == ["natural_person"]


def test_where_two_choices_balance_none_is_made() -> None:
    row = NEW | {"natural_person": "3", "total": "8"}
    readings = {"natural_person": ("8", 0.5), "total": ("13", 0.5)}
    settled, findings = settle_doubts(*scanned(row, readings), 2024)
    assert values(settled) == {key: Decimal(text) for key, text in row.items()}
    assert {f.column for f in findings} == {"natural_person", "total"}
    assert not any("才平" in f.message for f in findings)


def test_where_no_choice_balances_none_is_made() -> None:
    row = NEW | {"natural_person": "7"}
    settled, findings = settle_doubts(*scanned(row, {"natural_person": ("1", 0.5)}), 2024)
    assert values(settled)["natural_person"] == 7
    assert [f.column for f in findings] == ["natural_person"]


def test_a_relation_that_fails_names_what_may_have_been_misread_however_sure_it_was() -> None:
    row = NEW | {"natural_person": "8"}
    settled, findings = settle_doubts(*scanned(row, {}), 2024)
    assert values(settled)["natural_person"] == 8
    # Of the cells that would each put it right, the one that is likeliest: a total.
    assert [(f.rule, f.column, f.expected, f.actual) for f in findings] == [
        ("cell.ocr_doubt", "total", 13, 8)
    ]
    assert "勾稽关系不平" in findings[0].message


def test_where_no_single_change_puts_a_relation_right_the_least_sure_number_is_named() -> None:
    cells, document = scanned(NEW | {"natural_person": "8"}, {"business": ("", 0.9)})
    row, _ = scanned(NEW | {"natural_person": "9", "total": "11"}, {})
    more = [replace(cell, row=other) for other in ("carried_in", "results_total") for cell in row]
    fixed = [replace(cell, row="carried_out") for cell in scanned(dict.fromkeys(COLUMNS, "7"), {})[0]]
    _, findings = settle_doubts([*cells, *more, *fixed], document, 2024)
    assert ("new", "business", None) in {(f.row, f.column, f.expected) for f in findings}


def test_a_number_that_no_relation_holds_is_not_settled_by_those_of_others() -> None:
    row, document = scanned(NEW | {"natural_person": "8"}, {"natural_person": ("3", 0.5)})
    alone, other = scanned({"natural_person": "4"}, {"natural_person": ("9", 0.5)})
    far = [replace(cell, row="granted", bbox=BBox(0, 50, 20, 60)) for cell in alone]
    grid = other.grids[0]
    moved = replace(grid, cells=(grid.cells[0]._replace(bbox=BBox(0, 50, 20, 60)),))
    settled, findings = settle_doubts([*row, *far], replace(document, blocks=(*document.blocks, moved)), 2024)
    assert {(c.row, c.column): c.value for c in settled}["granted", "natural_person"] == 4
    assert ["才平" in f.message for f in findings if f.row == "granted"] == [False]


@pytest.mark.parametrize("method", ["lattice", "words", "markup"])
def test_numbers_that_were_not_recognised_are_left_alone(method: str) -> None:
    cells, document = scanned(NEW | {"natural_person": "8"}, {"natural_person": ("3", 0.1)})
    digital = [
        Cell(*Address(c.table, c.row, c.column), c.value, c.raw, 1, c.bbox, c.place, method) for c in cells
    ]  # type: ignore[arg-type]
    assert settle_doubts(digital, document, 2024) == (tuple(digital), [])
