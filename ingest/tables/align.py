"""From records to rows of the form: by label, and by sequence where a label is damaged."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from form import EDITIONS, TABLES, describe
from form.numbers import read_number
from form.shared_tables import OTHER_PARTS, OTHER_ROW_2019
from form.spelling import plain
from ingest.findings import finding
from ingest.model import Finding
from ingest.tables.labels import LabelIndex, Match, goes_on, is_only_groups, row_index
from ingest.tables.records import Record, Slot, join
from ingest.tables.row_doubts import row_doubts
from ingest.tables.run_on import with_own_labels


@dataclass(frozen=True, slots=True)
class Placed:
    """A record with its row of the form and the column of each slot."""

    record: Record
    row: str
    slots: dict[str, Slot]


@dataclass(frozen=True, slots=True)
class Alignment:
    """The rows of one table as found, and what there is to say about their labels."""

    placed: tuple[Placed, ...]
    findings: tuple[Finding, ...]


def align(table: str, records: Sequence[Record], edition: str) -> Alignment:
    """Given the records of a table in document order, return each with its row of the form.

    ``edition`` decides which columns a row without heads has.
    """
    whole = [
        piece
        for record in with_own_labels(table, _mend_page_breaks(table, _without_others(table, records)))
        for piece in (spread_line(record) if record.doubtful and table == "litigation" else [record])
    ]
    matches = [_match(table, record) for record in whole]
    matches = _by_sequence(table, edition, whole, matches)
    doubts = row_doubts(table, whole, matches)
    findings = []
    placed = []
    for record, match, doubt in zip(whole, matches, doubts, strict=True):
        if match is None:
            findings.extend(_unknown(record))
            continue
        if not match.exact:
            findings.append(_likeness(record, match))
        if record.slots:
            slots = _columns(record, match.key, edition)
            slots = {key: replace(slot, doubt=doubt or slot.doubt) for key, slot in slots.items()}
            placed.append(Placed(record, match.key, slots))
    return Alignment(_without_group_head(placed), tuple(findings))


def _without_group_head(placed: Sequence[Placed]) -> tuple[Placed, ...]:
    """Return the rows without a blank （六）其他处理 where its three parts have rows of their own."""
    parted = any(one.row in OTHER_PARTS for one in placed)
    return tuple(one for one in placed if not (parted and one.row == OTHER_ROW_2019.key and one.record.blank))


def _without_others(table: str, records: Sequence[Record]) -> list[Record]:
    """Return the records without what only looks like a line of cases, where the cases are read for certain.

    行政复议 and 行政诉讼 stand in other tables too, with numbers of their own.
    """
    certain = {record.row for record in records if record.row is not None and not record.doubtful}
    if table != "litigation" or len(certain) < len(TABLES[table].rows):
        return list(records)
    return [record for record in records if not record.doubtful]


def _match(table: str, record: Record) -> Match | None:
    if record.row is not None:
        return Match(record.row, exact=True)
    if record.doubtful and not record.label:
        return None
    index = row_index(table)
    for text in (record.label, record.path):
        key = index.exact(text) or index.suffix(text)
        if key is not None:
            return Match(key, exact=True)
    return None


def _mend_page_breaks(table: str, records: Sequence[Record]) -> list[Record]:
    """Join the two pieces of a row whose label and numbers a break leaves in two rows."""
    index = row_index(table)
    mended: list[Record] = []
    for record in records:
        if mended and _belongs_to(mended[-1], record, index):
            nameless = is_only_groups(table, record.path)
            mended[-1] = join(mended[-1], replace(record, label="", path="") if nameless else record)
        else:
            mended.append(record)
    return mended


def _belongs_to(above: Record, below: Record, index: LabelIndex) -> bool:
    """Say whether a record is the rest of the one above it, left by a page break."""
    parted = above.page != below.page or goes_on(below.table, above.path, below.path)
    if not parted or len(above.slots) != len(below.slots) or below.row is not None:
        return False
    if _known(index, below.label):
        return False
    nameless = is_only_groups(below.table, below.path)
    if not nameless and not _known(index, above.label) and _known(index, above.label + below.label):
        return True
    if not (above.blank or below.blank):
        return nameless and (
            _closes_notes(above, below)
            or _fills_up(above, below)
            or _is_scrap(below)
            or _holds_last_digits(above, below)
        )
    return nameless or _known(index, above.label + below.label)


def _closes_notes(above: Record, below: Record) -> bool:
    """Say whether a row without words only goes on with notes that the one above it left open."""
    pairs = zip(above.slots, below.slots, strict=True)
    rests = [(upper.text, lower.text) for upper, lower in pairs if not lower.blank]
    return all(_is_open(upper) and not _is_open(lower) for upper, lower in rests)


def _fills_up(above: Record, below: Record) -> bool:
    """Say whether a row without words holds what the one above it lacks: its numbers, and the ends of its notes."""
    pairs = [(upper.text, lower.text) for upper, lower in zip(above.slots, below.slots, strict=True)]
    return all(
        not upper.strip() or (_is_closing(lower) if _is_open(upper) else not lower.strip())
        for upper, lower in pairs
    ) and all(upper.strip() or lower.strip() for upper, lower in pairs)


def _is_scrap(below: Record) -> bool:
    """Say whether a row without words has only a few pieces: the last lines of numbers that the page cuts."""
    pieces = sum(not slot.blank for slot in below.slots)
    return 2 * pieces < len(below.slots)


def _holds_last_digits(above: Record, below: Record) -> bool:
    """Say whether a row without words may be what a narrow column breaks off the numbers of the one above it.

    Each piece of it stands below a number that is no shorter, and the row above does not add up without.
    """
    pieces = [
        (upper.text.strip(), lower.text.strip())
        for upper, lower in zip(above.slots, below.slots, strict=True)
        if not lower.blank
    ]
    broken = all(upper.isdigit() and lower.isdigit() and len(lower) <= len(upper) for upper, lower in pieces)
    return broken and not _adds_up(above)


def _adds_up(record: Record) -> bool:
    numbers = [read_number(slot.text).value for slot in record.slots]
    known = [number for number in numbers if number is not None]
    totals = [number for slot, number in zip(record.slots, numbers, strict=True) if slot.column == "total"]
    return len(known) == len(numbers) and len(totals) == 1 and 2 * (totals[0] or 0) == sum(known)


def _is_open(text: str) -> bool:
    flat = plain(text)
    return flat.count("(") > flat.count(")")


def _is_closing(text: str) -> bool:
    flat = plain(text)
    return flat.count(")") > flat.count("(")


def _known(index: LabelIndex, text: str) -> bool:
    return index.exact(text) is not None or index.suffix(text) is not None


def _by_sequence(
    table: str, edition: str, records: Sequence[Record], matches: Sequence[Match | None]
) -> list[Match | None]:
    """Match what is left between two known rows: by likeness first, then by number and order."""
    found = list(matches)
    at = 0
    while at < len(records):
        if found[at] is not None or records[at].blank:
            at += 1
            continue
        stop = at
        while stop < len(records) and found[stop] is None:
            stop += 1
        gap = [index for index in range(at, stop) if not records[index].blank]
        _fill_gap(table, edition, records, found, gap)
        at = stop
    return found


def _fill_gap(
    table: str, edition: str, records: Sequence[Record], found: list[Match | None], gap: list[int]
) -> None:
    order = [row.key for row in TABLES[table].rows]
    before = next((match.key for match in reversed(found[: gap[0]]) if match), None)
    after = next((match.key for match in found[gap[-1] :] if match), None)
    candidates = _between(order, before, after, {match.key for match in found if match})
    index = row_index(table)
    for at in gap:
        match = index.alike(records[at].label, candidates) or index.alike(records[at].path, candidates)
        if match is not None:
            found[at] = match
            candidates = [key for key in candidates if key != match.key]
    if before is None or after is None or order.index(before) > order.index(after):
        return
    # Position alone is taken for a label only where it leaves no choice, and for a row of this edition.
    rest = [at for at in gap if found[at] is None and not records[at].doubtful]
    expected = {row.key for row in EDITIONS[edition].table(table).rows} | OTHER_PARTS | {OTHER_ROW_2019.key}
    for variant in _variants([key for key in candidates if key in expected]):
        if rest and len(rest) == len(variant):
            for at, key in zip(rest, variant, strict=True):
                found[at] = Match(key, exact=False, score=0.0)
            break


def _between(order: list[str], before: str | None, after: str | None, taken: set[str]) -> list[str]:
    """Return the rows that may stand between two known ones; any, where the known ones are out of order."""
    start = order.index(before) + 1 if before is not None else 0
    stop = order.index(after) if after is not None else len(order)
    inside = order[start:stop] if start <= stop else order
    if taken & OTHER_PARTS:
        taken = taken | {OTHER_ROW_2019.key}
    elif OTHER_ROW_2019.key in taken:
        taken = taken | OTHER_PARTS
    return [key for key in inside if key not in taken]


def _variants(candidates: list[str]) -> list[list[str]]:
    """Return the candidates with （六）其他处理 as three rows and as the single row it may also be."""
    as_parts = [key for key in candidates if key != OTHER_ROW_2019.key]
    as_one = [key for key in candidates if key not in OTHER_PARTS]
    return [as_parts] if as_parts == as_one else [as_parts, as_one]


def _unknown(record: Record) -> list[Finding]:
    if record.blank:
        return []
    shown = "、".join(slot.text.strip() or "（空）" for slot in record.slots)
    message = (
        f"{TABLES[record.table].title}中有一行“{_flat(record.label)}”不在表式之内，"
        f"其数字（{shown}）没有计入，请对照原件{_place(record)}查看。"
    )
    return [finding("label.unknown", message, record.table)]


def _likeness(record: Record, match: Match) -> Finding:
    basis = "按相近名称" if match.score else "按前后行的次序"
    message = (
        f"{_place(record)}有一行印作“{_flat(record.label)}”，{basis}认定为"
        f"{describe(record.table, match.key, None)}，请对照原件核对。"
    )
    return finding("label.likeness", message, record.table, match.key)


def _flat(text: str) -> str:
    return "".join(text.split())


def _place(record: Record) -> str:
    return record.slots[0].place if record.slots else ""


def _columns(record: Record, row: str, edition: str) -> dict[str, Slot]:
    """Return the slots of a record by column; where they cannot be told apart, each with that doubt."""
    merged = TABLES[record.table].row(row).columns
    keys = [slot.column for slot in record.slots]
    if not record.doubtful and all(key in merged for key in keys) and len(set(keys)) == len(keys):
        return {key: slot for key, slot in zip(keys, record.slots, strict=True) if key is not None}
    slots = list(record.slots)
    if not record.doubtful and not any(_is_words(slot.text) for slot in slots):
        for at, columns in enumerate(_column_choices(record.table, row, edition)):
            fitted = _fit(slots, len(columns))
            # Blank cells beside a number are rather cells that borders cut than another edition's columns.
            if fitted is not None and not (at and any(slot.blank for slot in fitted)):
                return dict(zip(columns, fitted, strict=True))
    return _in_doubt(record, row, edition)


def _is_words(text: str) -> bool:
    """Say whether a cell has words and no number: it is no place of the form's, whatever stands beside it."""
    return bool(text.strip()) and read_number(text).value is None and not re.search(r"\d", plain(text))


def _column_choices(table: str, row: str, edition: str) -> list[tuple[str, ...]]:
    """Return the columns that a row can have, the report's own edition first."""
    choices = []
    for key in dict.fromkeys((edition, *EDITIONS)):
        rows = {known.key: known for known in EDITIONS[key].table(table).rows}
        if row in rows:
            choices.append(rows[row].columns)
    return choices


def _fit(slots: list[Slot], width: int) -> list[Slot] | None:
    """Return the slots if there are as many as columns, or are without the blank ones at the end."""
    trimmed = list(slots)
    while len(trimmed) > width and trimmed[-1].blank:
        trimmed.pop()
    return trimmed if len(trimmed) == width else None


def _in_doubt(record: Record, row: str, edition: str) -> dict[str, Slot]:
    columns = _column_choices(record.table, row, edition)[0]
    text = " ".join(slot.text.strip() for slot in record.slots if slot.text.strip())
    doubt = f"这一行印有{sum(not slot.blank for slot in record.slots)}个数字，与{len(columns)}个栏目对不上"
    return {column: replace(record.slots[0], text=text, column=column, doubt=doubt) for column in columns}


def spread_line(record: Record) -> list[Record]:
    """Given a line of cases whose numbers cannot be told apart, return a doubtful record for each case."""
    return [replace(record, row=row.key, label=row.label) for row in TABLES[record.table].rows]


def edition_of(records: Sequence[Record]) -> str | None:
    """Given the records of the disclosure table, return the edition that its columns are of, or None."""
    votes = dict.fromkeys(EDITIONS, 0)
    for record in records:
        for slot in record.slots:
            for key, edition in EDITIONS.items():
                votes[key] += slot.column in {column.key for column in edition.table("disclosure").columns}
        counts = [len(columns) for columns in _column_choices_of(record)]
        for key, width in zip(EDITIONS, counts, strict=False):
            votes[key] += len(record.slots) == width and not any(slot.column for slot in record.slots)
    best = max(votes.values())
    leading = [key for key, count in votes.items() if count == best]
    if best and len(leading) == 1:
        return leading[0]
    return None


def _column_choices_of(record: Record) -> list[tuple[str, ...]]:
    key = row_index(record.table).exact(record.label)
    if key is None:
        return []
    return [
        next((row.columns for row in edition.table(record.table).rows if row.key == key), ())
        for edition in EDITIONS.values()
    ]
