"""Why a row of a table may be another than the one that it was taken for: its printed label tells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from rapidfuzz import fuzz

from form import TABLES
from form.model import Row
from form.shared_tables import OTHER_ROW_2019
from form.spelling import item_of, skeleton, without_item
from ingest.tables.labels import Match, row_index
from ingest.tables.overlaps import may_be_of, runs_into
from ingest.tables.records import Record

# A label with so many characters is legible; one less like any part of the form's (0 to 100) is another.
WORDS_MIN = 4
PART_MIN = 60.0
# From this likeness on (0 to 100) a label lacks or has a character or two, and is no mixture.
MISSPELT_MIN = 90.0


def row_doubts(table: str, records: Sequence[Record], matches: Sequence[Match | None]) -> list[str]:
    """Given the records of a table with their rows, return for each why its row may be another, or "".

    That is no doubt where only the label above runs into its own. Once labels do so, neither a place among
    the others nor words that another row can have in the same way prove a row.
    """
    rows = {row.key: row for row in TABLES[table].rows}
    certain = _certain(table, records, matches)
    free = [row for key, row in rows.items() if key not in certain]
    own = _own_below_others(rows, records, matches, free)
    overlapping = any(
        is_own and match is not None and not _has_own_words(table, record, match.key)
        for record, match, is_own in zip(records, matches, own, strict=True)
    )
    doubts = []
    for record, match, is_own in zip(records, matches, own, strict=True):
        doubt = ""
        if match is not None and not is_own:
            doubt = _other_row_doubt(record.label, rows[match.key], match) if not match.exact else ""
            unproven = overlapping or not (
                _has_own_words(table, record, match.key) or _is_misspelt_only(match)
            )
            if (overlapping and not match.score) or (
                unproven and _has_rival(table, record.label, match.key, free)
            ):
                doubt = _another(record.label)
        doubts.append(doubt)
    return doubts


def _certain(table: str, records: Sequence[Record], matches: Sequence[Match | None]) -> set[str]:
    """Return the rows that have a record of their own words: they are in no other's stead."""
    return {
        match.key
        for record, match in zip(records, matches, strict=True)
        if match and _has_own_words(table, record, match.key)
    }


def _own_below_others(
    rows: Mapping[str, Row],
    records: Sequence[Record],
    matches: Sequence[Match | None],
    free: Sequence[Row],
) -> list[bool]:
    """Say of each record whether its label is in doubt but for the one above, which runs into it."""
    own = []
    above: Row | None = None
    for record, match in zip(records, matches, strict=True):
        doubtful = (
            match is not None
            and not match.exact
            and bool(not match.score or _other_row_doubt(record.label, rows[match.key], match))
        )
        own.append(
            doubtful
            and match is not None
            and above is not None
            and runs_into(record.label, rows[match.key], above, free)
        )
        if match or not record.blank:
            above = rows[match.key] if match else None
    return own


def _is_spelt(table: str, record: Record) -> bool:
    """Say whether a record names its row in just the form's words, or needs none."""
    index = row_index(table)
    return record.row is not None or any(index.exact(text) for text in (record.label, record.path))


def _has_own_words(table: str, record: Record, key: str) -> bool:
    """Say whether a record has just the form's words of its row, or a piece of them."""
    words = skeleton(record.label)
    return _is_spelt(table, record) or words in skeleton(TABLES[table].row(key).label)


def _is_misspelt_only(match: Match) -> bool:
    return not match.exact and match.score >= MISSPELT_MIN


def _has_rival(table: str, label: str, key: str, free: Sequence[Row]) -> bool:
    """Say whether a label may as well be that of a row without a record, under the last lines of the row above it."""
    rows = TABLES[table].rows
    # The row of three parts is printed in their stead, so that either may stand above the next.
    pairs = [*pairwise(rows), *pairwise(row for row in rows if row.key != OTHER_ROW_2019.key)]
    return any(row in free and row.key != key and may_be_of(label, row, above) for above, row in pairs)


def _other_row_doubt(label: str, row: Row, match: Match) -> str:
    """Given a printed label that was not spelt as the row it was taken for, return why it may be another's, or "".

    Its item number is another one, or its words are no part of the row's and only its place speaks for it.
    """
    items = {item_of(text) for text in (row.label, *row.groups)}
    item, words = item_of(label), skeleton(without_item(label))
    is_other_item = bool(item and item_of(row.label) and item not in items)
    known = skeleton("".join((*row.groups, row.label)))
    is_other_text = (
        not match.score and len(words) >= WORDS_MIN and fuzz.partial_ratio(words, known) < PART_MIN
    )
    return _another(label) if is_other_item or is_other_text else ""


def _another(label: str) -> str:
    return f"这一行印作“{''.join(label.split())}”，与表式的项目不同，不能确定是哪一行"
