"""The head of a table without lines: which words are one cell, in which row, over which columns."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import inf
from statistics import median

from ingest.readers.pdf_words import Segment

LEADING_EM = 1.75  # lines of one cell are no further apart
REACH_EM = 0.5  # words that reach so near to the middle of a column stand over it
SAME_ROW_EM = 0.7  # cells whose middles differ by less stand in one row
SAME_HEIGHT_EM = 0.35  # … by less stand at one height
PITCH = 0.95  # lines as far apart as rows, in terms of the rows' distance, are no lines of one cell
CENTRED = 0.4  # words off the middle of their columns by less, in columns, are centred on them

_Span = tuple[int, int]
_Block = tuple[_Span, list[Segment]]


def place_head(
    head: Sequence[Segment],
    labels: Sequence[Segment],
    centres: Sequence[float],
    borders: Sequence[float],
    side: int,
    pitch: float,
) -> Iterator[tuple[int, _Block]]:
    """Yield the cells of a head: its row, and the columns with the lines of the cell.

    Args:
        head: Words over the columns of numbers.
        labels: Words over the labels.
        centres: Middles of the columns of numbers.
        borders: Where they part, one more.
        side: How many columns the labels have.
        pitch: How far apart the rows of numbers stand that are next to each other.
    """
    if not head:
        return
    under = [(_columns_under(piece, centres, borders), piece) for piece in sorted(head, key=_height)]
    blocks = [((first + side, end + side), lines) for (first, end), lines in _stacked(under, pitch, borders)]
    if labels and side:
        blocks += _stacked([((0, side), piece) for piece in sorted(labels, key=_height)], pitch, (-inf, inf))
    number = 0
    parents: list[_Span] = [(side, side + len(centres))]
    for row in _rows(blocks):
        row = _spread(row, parents, centres, side)
        taken: set[int] = set()
        for span, lines in sorted(row, key=lambda block: block[1][0].box.x0):
            if taken & set(range(*span)):
                number, taken = number + 1, set()
            yield number, (span, lines)
            taken |= set(range(*span))
        number += 1


def _height(piece: Segment) -> float:
    return piece.middle


def _columns_under(piece: Segment, centres: Sequence[float], borders: Sequence[float]) -> _Span:
    reach = REACH_EM * piece.size
    under = [k for k, centre in enumerate(centres) if piece.box.x0 - reach <= centre <= piece.box.x1 + reach]
    if under:
        return under[0], under[-1] + 1
    nearest = min(max(bisect_right(borders, piece.centre) - 1, 0), len(centres) - 1)
    return nearest, nearest + 1


def _stacked(pieces: Sequence[tuple[_Span, Segment]], pitch: float, borders: Sequence[float]) -> list[_Block]:
    """Return words by cell: lines close below one another over the same columns.

    Words that are alone at their height stand over several columns and are a row of the head.
    """
    blocks: list[_Block] = []
    alone = {id(piece) for _, piece in pieces if sum(_level(piece, other) for _, other in pieces) == 1}
    several = len({under for under, _ in pieces}) > 1
    for under, piece in pieces:
        above = next((b for b in reversed(blocks) if b[0][0] < under[1] and under[0] < b[0][1]), None)
        close = above and piece.middle - above[1][-1].middle <= LEADING_EM * piece.size
        centred = above and abs(piece.centre - above[1][-1].centre) <= piece.size
        centred = centred or bool(above and abs(piece.box.x0 - above[1][-1].box.x0) <= 1)
        row = several and above and id(piece) in alone and id(above[1][-1]) in alone
        far = above and piece.middle - above[1][-1].middle >= PITCH * pitch
        whole = (
            above
            and _is_by_itself(above[1][-1], pieces)
            and _fits(above[1][-1], under, borders)
            and _goes_on(piece, under, pieces)
        )
        row = row or (far and not whole and _begins_row(piece, pieces))
        if above and close and above[0] == under and centred and not row:
            above[1].append(piece)
        else:
            blocks.append((under, [piece]))
    return blocks


def _is_by_itself(piece: Segment, pieces: Sequence[tuple[_Span, Segment]]) -> bool:
    """Return whether no other words stand at the same height: then these are no row of the head."""
    reach = SAME_HEIGHT_EM * piece.size
    return sum(abs(other.middle - piece.middle) <= reach for _, other in pieces) == 1


def _goes_on(piece: Segment, under: _Span, pieces: Sequence[tuple[_Span, Segment]]) -> bool:
    """Return whether another line of the same cell stands close below: one of three or more."""
    return any(
        other_under == under and 0 < other.middle - piece.middle <= LEADING_EM * piece.size
        for other_under, other in pieces
    )


def _fits(piece: Segment, under: _Span, borders: Sequence[float]) -> bool:
    """Return whether words stand within one column: they are a line of its own head."""
    column, end = under
    return end == column + 1 and borders[column] <= piece.box.x0 and piece.box.x1 <= borders[end]


def _begins_row(piece: Segment, pieces: Sequence[tuple[_Span, Segment]]) -> bool:
    """Return whether most words level with a piece have none close above them: they are a row of the head."""
    mates = [(under, other) for under, other in pieces if other is not piece and _level(piece, other)]
    bare = [
        mate
        for under, mate in mates
        if not any(
            start < under[1] and under[0] < end and 0 < mate.middle - other.middle <= LEADING_EM * mate.size
            for (start, end), other in pieces
        )
    ]
    return len(bare) > 1 and 2 * len(bare) > len(mates)


def _level(piece: Segment, other: Segment) -> bool:
    return abs(piece.middle - other.middle) < SAME_ROW_EM * piece.size


def _middle(block: _Block) -> float:
    return (block[1][0].middle + block[1][-1].middle) / 2


def _rows(blocks: Sequence[_Block]) -> list[list[_Block]]:
    rows: list[list[_Block]] = []
    for block in sorted(blocks, key=_middle):
        if rows and _middle(block) - _middle(rows[-1][0]) <= SAME_ROW_EM * block[1][0].size:
            rows[-1].append(block)
        else:
            rows.append([block])
    return rows


def _spread(row: list[_Block], parents: list[_Span], centres: Sequence[float], side: int) -> list[_Block]:
    """Return a row of the head with each cell over all the columns that it is centred on.

    That is known where the cells of a row share out all the columns under one cell above.
    """
    over = sorted((block for block in row if block[0][0] >= side), key=lambda block: block[1][0].box.x0)
    rest = [block for block in row if block[0][0] < side]
    result: list[_Block] = []
    for parent in list(parents):
        members = [block for block in over if parent[0] <= block[0][0] and block[0][1] <= parent[1]]
        spans = _tiles([_centre(block) for block in members], parent, centres, side)
        if spans:
            result += [(span, block[1]) for span, block in zip(spans, members, strict=True)]
            over = [block for block in over if block not in members]
            parents.remove(parent)
            parents += [span for span in spans if span[1] - span[0] > 1]
    return [*rest, *result, *over]


def _centre(block: _Block) -> float:
    return median(piece.centre for piece in block[1])


def _tiles(
    middles: Sequence[float], parent: _Span, centres: Sequence[float], side: int
) -> list[_Span] | None:
    """Return the columns of cells of a head under a parent, or None where they leave gaps."""
    first, last = parent
    if len(middles) == 1 and last - first < len(centres):  # nothing says that it fills its parent
        return None
    spans = tile(middles, (first - side, last - side), centres)
    return [(start + side, end + side) for start, end in spans] if spans else None


def tile(middles: Sequence[float], within: _Span, centres: Sequence[float]) -> list[_Span] | None:
    """Return the columns of cells that lie side by side under a parent, or None where they leave gaps."""
    first, last = within
    if not middles or len(middles) >= last - first:
        return None
    pitch = min((b - a for a, b in pairwise(centres)), default=1.0)
    spans: list[_Span] = []
    for middle in middles:
        ends = range(first + 1, last + 1)
        if not ends:
            return None
        end = min(ends, key=lambda e: abs((centres[first] + centres[e - 1]) / 2 - middle))
        if abs((centres[first] + centres[end - 1]) / 2 - middle) > CENTRED * pitch:
            return None
        spans.append((first, end))
        first = end
    return spans if first == last else None
