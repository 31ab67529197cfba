"""Running text whose head names the columns of 表三 in another order than the form's."""

from __future__ import annotations

from decimal import Decimal

import pytest

from form import EDITIONS, TABLES
from form.model import Address
from form.shared_tables import ORGANISATIONS
from ingest.model import Line
from tests.ingest.tables.build import places_of, read, values_of

TABLE = TABLES["applications"]
ROWS = EDITIONS["2021"].table("applications").rows
PERSON, *ORGS, TOTAL = [column.key for column in TABLE.columns]
TURNED = [ORGS[1], ORGS[0], *ORGS[2:]]


def _read(head: list[str], order: list[str]) -> tuple[dict[Address, Decimal | None], set[object]]:
    """Read a text, a cell a line, whose head has these words and whose rows are in this order."""
    words = [ORGANISATIONS if key == "group" else TABLE.column(key).label for key in head]
    texts = [TABLE.title, *words]
    for at, row in enumerate(ROWS):
        texts += [row.label, *(_number(at, key) for key in order)]
    found = read(*(Line(text, place=f"第{at}行") for at, text in enumerate(texts, start=1)))
    return values_of(found), set(places_of(found, "cell.unreadable"))


def _number(at: int, key: str) -> str:
    parts = {PERSON: at + 1} | {org: 10 * (number + 2) + at for number, org in enumerate(ORGS)}
    return str(sum(parts.values()) if key == TOTAL else parts[key])


def _printed() -> dict[Address, Decimal]:
    return {
        Address(TABLE.key, row.key, key): Decimal(_number(at, key))
        for at, row in enumerate(ROWS)
        for key in row.columns
    }


@pytest.mark.parametrize(
    ("head", "order"),
    [
        ([PERSON, "group", TOTAL, *TURNED], [PERSON, *TURNED, TOTAL]),
        ([PERSON, *TURNED, TOTAL], [PERSON, *TURNED, TOTAL]),
        ([PERSON, TOTAL, "group", *ORGS], [PERSON, TOTAL, *ORGS]),
        ([TOTAL, PERSON, "group", *ORGS], [TOTAL, PERSON, *ORGS]),
        # Copied text names the upper storey in any order: the sums tell where 总计 is.
        ([PERSON, TOTAL, "group", *ORGS], [PERSON, *ORGS, TOTAL]),
        (["group", PERSON, TOTAL, *ORGS], [PERSON, *ORGS, TOTAL]),
    ],
)
def test_numbers_go_by_the_head_where_it_tells(head: list[str], order: list[str]) -> None:
    values, _ = _read(head, order)
    assert values == _printed()


def test_no_number_is_read_where_the_order_of_the_head_is_in_doubt() -> None:
    values, unreadable = _read(["group", PERSON, TOTAL, *TURNED], [*TURNED, PERSON, TOTAL])
    assert set(values.values()) == {None}
    assert unreadable == {(address.table, address.row, address.column) for address in values}
