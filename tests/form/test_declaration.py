"""The declared form holds together: keys are unique, addresses exist, labels tell rows apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pytest

import form
from form.model import Address, Edition, Row, Table
from form.spelling import skeleton

EDITIONS = tuple(form.EDITIONS.values())
TABLES = [
    *(
        pytest.param(table, id=f"{edition.key}-{table.key}")
        for edition in EDITIONS
        for table in edition.tables
    ),
    *(pytest.param(table, id=f"merged-{table.key}") for table in form.TABLES.values()),
]


def _twice(keys: Iterable[object]) -> list[object]:
    return [key for key, count in Counter(keys).items() if count > 1]


@pytest.mark.parametrize("table", TABLES)
def test_keys_are_unique_within_a_table(table: Table) -> None:
    assert _twice(row.key for row in table.rows) == []
    assert _twice(column.key for column in table.columns) == []


@pytest.mark.parametrize("table", TABLES)
def test_keys_are_plain_english_names(table: Table) -> None:
    keys = [table.key, *(row.key for row in table.rows), *(column.key for column in table.columns)]
    assert [key for key in keys if not (key.isidentifier() and key.isascii() and key == key.lower())] == []


@pytest.mark.parametrize("table", TABLES)
def test_a_row_has_only_columns_of_its_table_and_each_once(table: Table) -> None:
    known = {column.key for column in table.columns}
    for row in table.rows:
        assert set(row.columns) <= known
        assert _twice(row.columns) == []
        assert row.columns


@pytest.mark.parametrize("table", TABLES)
def test_every_column_belongs_to_a_row(table: Table) -> None:
    used = {column for row in table.rows for column in row.columns}
    assert used == {column.key for column in table.columns}


def _spellings(row: Row) -> set[str]:
    return {skeleton(spelling) for spelling in (row.label, *row.aliases)}


@pytest.mark.parametrize("table", TABLES)
def test_no_two_rows_of_a_group_share_a_spelling(table: Table) -> None:
    groups: dict[tuple[str, ...], list[str]] = {}
    for row in table.rows:
        groups.setdefault((*row.groups, row.block), []).extend(_spellings(row))
    assert {group: _twice(spellings) for group, spellings in groups.items() if _twice(spellings)} == {}


@pytest.mark.parametrize("table", TABLES)
def test_no_two_columns_of_a_row_share_a_spelling(table: Table) -> None:
    for row in table.rows:
        columns = [table.column(key) for key in row.columns]
        spellings = [
            spelling
            for column in columns
            for spelling in {skeleton(word) for word in (column.label, *column.aliases)}
        ]
        assert _twice(spellings) == []


@pytest.mark.parametrize("table", TABLES)
def test_no_spelling_is_only_punctuation(table: Table) -> None:
    for row in table.rows:
        assert "" not in _spellings(row)


def test_the_form_of_2021_has_two_hundred_cells() -> None:
    counts = {table.key: len(table.addresses()) for table in form.EDITIONS["2021"].tables}
    assert counts == {"disclosure": 10, "applications": 175, "litigation": 15}


def test_the_form_of_2019_has_the_cells_of_its_circular() -> None:
    counts = {table.key: len(table.addresses()) for table in form.EDITIONS["2019"].tables}
    assert counts == {"disclosure": 3 + 3 + 3 * 4 + 2 + 2, "applications": 23 * 7, "litigation": 15}


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.key)
def test_every_term_of_a_relation_is_an_address_of_the_form(edition: Edition) -> None:
    known = set(form.ADDRESSES)
    for relation in edition.relations:
        assert relation.parts
        assert relation.total
        for term in relation.terms:
            assert term.address in known
            assert term.sign in (1, -1)
            assert term.year in (0, -1)


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.key)
def test_a_term_that_the_edition_lacks_is_optional(edition: Edition) -> None:
    own = set(edition.addresses())
    for relation in edition.relations:
        assert [term for term in relation.terms if term.address not in own and not term.optional] == []


@pytest.mark.parametrize("relation", form.RELATIONS, ids=lambda relation: f"{relation.rule}-{relation.row}")
def test_a_relation_names_where_it_runs_and_what_it_rests_on(relation: form.Relation) -> None:
    assert relation.rule.startswith(f"{relation.table}.")
    assert (relation.row, relation.column) != (None, None)
    assert relation.source
    for term in relation.terms:
        assert term.address.table == relation.table
    if relation.column is not None:
        assert relation.column in {term.address.column for term in relation.terms}


def test_no_relation_is_declared_twice() -> None:
    assert _twice((relation.rule, relation.row, relation.column) for relation in form.RELATIONS) == []


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.key)
def test_every_application_cell_but_carried_out_is_in_a_row_sum_and_a_column_relation(
    edition: Edition,
) -> None:
    held: dict[Address, set[str]] = {}
    for relation in edition.relations:
        for term in relation.terms:
            if term.year == 0:
                held.setdefault(term.address, set()).add(relation.rule)
    for address in edition.table("applications").addresses():
        assert "applications.row_sum" in held[address]
        assert held[address] & {"applications.balance", "applications.results_sum"}


@pytest.mark.parametrize("table", form.TABLES.values(), ids=lambda table: table.key)
def test_the_merged_table_has_every_address_of_every_edition(table: Table) -> None:
    merged = set(table.addresses())
    for edition in EDITIONS:
        assert set(edition.table(table.key).addresses()) <= merged


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.key)
def test_merging_keeps_the_order_of_each_edition(edition: Edition) -> None:
    for table in edition.tables:
        order = [row.key for row in form.TABLES[table.key].rows]
        positions = [order.index(row.key) for row in table.rows]
        assert positions == sorted(positions)


def test_an_address_knows_the_editions_that_have_it() -> None:
    assert form.editions_of(Address("applications", "other", "total")) == ("2019",)
    assert form.editions_of(Address("applications", "other_else", "total")) == ("2021",)
    assert form.editions_of(Address("litigation", "review", "total")) == ("2019", "2021")


@pytest.mark.parametrize(
    ("year", "edition"), [(2018, "2019"), (2019, "2019"), (2020, "2019"), (2021, "2021"), (2031, "2021")]
)
def test_the_edition_in_force_follows_the_report_year(year: int, edition: str) -> None:
    assert form.edition_for_year(year).key == edition


@pytest.mark.parametrize("address", form.ADDRESSES, ids="-".join)
def test_every_address_has_words_of_its_own(address: Address) -> None:
    assert form.describe(*address).startswith("表")


def test_no_two_addresses_are_described_alike() -> None:
    assert _twice(form.describe(*address) for address in form.ADDRESSES) == []


def test_an_unknown_key_is_an_error_and_not_a_guess() -> None:
    with pytest.raises(KeyError, match="no row 'nonsense'"):
        form.row("applications", "nonsense")
    with pytest.raises(KeyError, match="no column 'nonsense'"):
        form.column("litigation", "nonsense")


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        (None, "total", "表三“总计”列"),
        ("granted", None, "表三“（一）予以公开”"),
        ("denied_state_secret", "business", "表三“（三）不予公开·1.属于国家秘密”·商业企业"),
        (None, None, "表三"),
    ],
)
def test_a_place_is_described_as_the_form_prints_it(row: str | None, column: str | None, said: str) -> None:
    assert form.describe("applications", row, column) == said
