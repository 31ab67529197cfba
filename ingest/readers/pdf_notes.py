"""Numbers of a table without lines whose notes go on below, put together before rows are looked for.

A narrow cell breaks “5071（较上年增加6083件）” over up to six lines. They stand above and below the
row's own line, and where columns nearly touch, those of two neighbours read as one. A bracket that
is opened says that the cell goes on; where all its lines leave a gap, it is two cells. Wide digits
are broken like words, anywhere: two lines of them about a row that has no number there are one.
Everything is in points in the reading frame.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.readers.pdf_glyphs import Glyph
from ingest.readers.pdf_pieces import LEADING_EM, SPLIT_EM, is_part
from ingest.readers.pdf_values import is_running, is_value
from ingest.readers.pdf_words import SAME_LINE_EM, Segment, TextLine, box_of, joined, set_line

MAX_NOTE_LINES = 16  # lines of one cell: a number and a note of a dozen characters, one a line
BESIDE_EM = 0.45  # a further line of centred words sticks out no further beyond the first one
SAME_HEIGHT_EM = 0.35  # a cell stands at a row's height where they differ by less
NEXT_LINE_EM = 0.6  # lines of one cell are further apart than this

MAX_DIGIT_LINES = 3  # lines of one number without a note
ROW_VALUES = 2  # a row has as many numbers besides

_DIGITS = re.compile(r"[\d０-９][\d０-９,，]*")
_ENDS = re.compile(r"[\d０-９,，]*[件条个项元宗次]?")
_GROUPED = re.compile(r"(?:\d{1,3}(?:[,，]\d{3})+|\d+)[件条个项元宗次]?")
_BEGINS = re.compile(r"[+\-−＋－]?[\d０-９]|[（(]")
_NOTE = re.compile(r"[（(]")


@dataclass(slots=True)
class _Line:
    """A line whose characters are taken from it one cell after the other."""

    segments: list[Segment]
    cells: list[Segment] = field(default_factory=list)

    @property
    def middle(self) -> float:
        return self.segments[0].middle if self.segments else self.cells[0].middle

    def within(self, left: float, right: float) -> list[Glyph]:
        """Return its characters between two places, and those that touch them."""
        row = [glyph for segment in self.segments for glyph in segment.glyphs]
        inside = [k for k, glyph in enumerate(row) if left <= glyph.centre <= right]
        if not inside:
            return []
        first, last = inside[0], inside[-1]
        while first and _touch(row[first - 1], row[first]) and row[first - 1].centre > left - row[first].size:
            first -= 1
        while (
            last + 1 < len(row)
            and _touch(row[last], row[last + 1])
            and row[last + 1].centre < right + row[last].size
        ):
            last += 1
        return row[first : last + 1]

    def leave(self, taken: set[int]) -> None:
        """Give up characters, by identity."""
        kept: list[Segment] = []
        for segment in self.segments:
            rest = [glyph for glyph in segment.glyphs if id(glyph) not in taken]
            if len(rest) == len(segment.glyphs):
                kept.append(segment)
            elif rest:
                kept += set_line(rest, 0.0).segments
        self.segments = kept


@dataclass(frozen=True, slots=True)
class _Block:
    """The lines of one cell or of several that stand close together: their characters, line by line."""

    lines: tuple[tuple[int, tuple[Glyph, ...]], ...]

    @property
    def middle(self) -> float:
        return (self.lines[0][1][0].middle + self.lines[-1][1][0].middle) / 2

    @property
    def size(self) -> float:
        return self.lines[0][1][0].size

    def text(self) -> str:
        return "".join(joined(s.text for s in set_line(row, 0.0).segments) for _, row in self.lines)

    def glyphs(self) -> list[Glyph]:
        return [glyph for _, row in self.lines for glyph in row]

    def parts(self) -> list[_Block]:
        """Return it parted wherever none of its lines has a character."""
        spans = sorted((g.x0, g.x1) for g in self.glyphs())
        least = SPLIT_EM * max(g.size for g in self.glyphs())
        borders: list[float] = []
        reach = spans[0][1]
        for x0, x1 in spans[1:]:
            if x0 - reach > least:
                borders.append((reach + x0) / 2)
            reach = max(reach, x1)
        edges = [float("-inf"), *borders, float("inf")]
        return [self._between(left, right) for left, right in pairwise(edges)]

    def _between(self, left: float, right: float) -> _Block:
        rows = ((k, tuple(g for g in row if left < g.centre < right)) for k, row in self.lines)
        return _Block(tuple((k, row) for k, row in rows if row))


def gather_notes(lines: Sequence[TextLine]) -> list[TextLine]:
    """Given the lines of a page downwards, return them with each number that has a note on one line."""
    sheet = [_Line(list(line.segments)) for line in lines]
    moved = _gather_all_digits(sheet)
    for index, line in enumerate(lines):
        if any(map(_opens, sheet[index].segments)) and not is_running(line):
            moved |= _gather_from(sheet, index)
    if not moved:
        return list(lines)
    _gather_all_digits(sheet)  # those that stood close to a note
    return [
        TextLine(tuple(sorted((*line.segments, *line.cells), key=_left)))
        for line in sheet
        if line.segments or line.cells
    ]


def _gather_all_digits(sheet: Sequence[_Line]) -> bool:
    """Put numbers together whose digits go on below; return whether there were any."""
    moved = False
    for index, line in enumerate(sheet):
        crowded = _is_crowded(sheet, index)
        for segment in list(line.segments):
            if (crowded or not segment.text.isdecimal()) and _DIGITS.fullmatch(segment.text):
                moved |= _gather_digits(sheet, index, segment)
    return moved


def _is_crowded(sheet: Sequence[_Line], index: int) -> bool:
    """Return whether a row may stand between a line and a further one of the same cells.

    Digits without a comma are a number as they stand: only such a row shows that they go on.
    """
    line, beyond = sheet[index], sheet[index + 2 : index + 3]
    if not line.segments or not beyond or not (beyond[0].segments or beyond[0].cells):
        return True
    reach = (LEADING_EM + SAME_LINE_EM) * max(segment.size for segment in line.segments)
    return beyond[0].middle - line.middle <= reach


def _left(segment: Segment) -> float:
    return segment.box.x0


def _touch(one: Glyph, other: Glyph) -> bool:
    return other.x0 - one.x1 <= SPLIT_EM * one.size


def _opens(segment: Segment) -> bool:
    text = segment.text
    return not text.isdecimal() and is_part(text) and _BEGINS.match(text) is not None


def _gather_from(sheet: Sequence[_Line], index: int) -> bool:
    """Put together the cells whose notes are opened on a line; return whether there were any."""
    moved = False
    for segment in [s for s in sheet[index].segments if _opens(s)]:
        block = _block(sheet, index, segment)
        cells = _cells(block) if block else []
        placed = [_placed(sheet, cell) for cell in cells]
        if cells and all(placed):
            for cell, home in filter(None, placed):
                _move(sheet, cell, home)
                moved = True
    return moved


def _block(sheet: Sequence[_Line], index: int, segment: Segment) -> _Block | None:
    """Return the lines below an opened bracket until it is closed, and the number above it."""
    reach = BESIDE_EM * segment.size
    left, right = segment.box.x0 - reach, segment.box.x1 + reach
    found = [(index, segment.glyphs)]
    if _NOTE.match(segment.text):
        above = _number_above(sheet, index, segment)
        if above is None:
            return None
        found.insert(0, above)
    height, text = segment.middle, segment.text
    for k in range(index + 1, len(sheet)):
        if not is_part(text):
            break
        line = sheet[k]
        if not line.segments or line.middle - height < NEXT_LINE_EM * segment.size:
            continue
        if line.middle - height > LEADING_EM * segment.size or len(found) == MAX_NOTE_LINES:
            return None
        row = tuple(line.within(left, right))
        if row:
            found.append((k, row))
            height, words = row[0].middle, "".join(glyph.text for glyph in row)
            if _NOTE.search(words):  # another number's note begins before this one has ended
                return None
            text += words
    return _Block(tuple(found))


def _number_above(sheet: Sequence[_Line], index: int, note: Segment) -> tuple[int, tuple[Glyph, ...]] | None:
    for k in range(index - 1, -1, -1):
        far = note.middle - sheet[k].middle if sheet[k].segments else 0.0
        if far > LEADING_EM * note.size:
            return None
        over = [segment for segment in sheet[k].segments if _overlap(segment, note)]
        if over and far >= NEXT_LINE_EM * note.size:
            glyphs = tuple(glyph for segment in over for glyph in segment.glyphs)
            return (k, glyphs) if all(is_value(segment.text) for segment in over) else None
    return None


def _cells(block: _Block) -> list[_Block]:
    """Return the cells of a block, none where they are not all numbers."""
    for parts in (block.parts(), [block]):
        if all(is_value(part.text()) for part in parts):
            return [part for part in parts if len(part.lines) > 1]
    return []


def _placed(sheet: Sequence[_Line], cell: _Block) -> tuple[_Block, int] | None:
    """Return a cell, with digits that a narrow column has broken off above it, and its row's own line.

    Such digits are its own where only with them it stands in the middle of a row as the others do.
    """
    whole = [cell, *_with_first_digits(sheet, cell)]
    homes = [(one, _home(sheet, one)) for one in whole]
    for one, home in homes:
        if home is not None and abs(sheet[home].middle - one.middle) <= SAME_HEIGHT_EM * one.size:
            return one, home
    return (cell, homes[0][1]) if homes[0][1] is not None else None


def _with_first_digits(sheet: Sequence[_Line], cell: _Block) -> Iterator[_Block]:
    """Yield a cell with the digits close above it."""
    index, row = cell.lines[0]
    for k in range(index - 1, -1, -1):
        if not sheet[k].segments or row[0].middle - sheet[k].middle < NEXT_LINE_EM * cell.size:
            continue
        if row[0].middle - sheet[k].middle > LEADING_EM * cell.size:
            return
        for segment in sheet[k].segments:
            if segment.box.x0 < row[-1].x1 and row[0].x0 < segment.box.x1 and _DIGITS.fullmatch(segment.text):
                yield _Block(((k, segment.glyphs), *cell.lines))
                return


def _home(sheet: Sequence[_Line], cell: _Block) -> int | None:
    """Return the row's own line: that with most numbers within the height of a cell, and beside it."""
    own = {id(glyph) for glyph in cell.glyphs()}
    counts: dict[int, int] = {}
    for k in _level_with(sheet, cell):
        line = sheet[k]
        plain = [s for s in line.segments if is_value(s.text) and id(s.glyphs[0]) not in own]
        counts[k] = len(plain) + len(line.cells)
    best = max(counts, key=lambda k: (counts[k], -abs(sheet[k].middle - cell.middle)), default=None)
    return best if best is not None and counts[best] else None


def _level_with(sheet: Sequence[_Line], cell: _Block) -> Iterator[int]:
    """Yield the lines that stand within the height of a cell; lines are in order downwards."""
    reach = SAME_HEIGHT_EM * cell.size
    top, bottom = cell.lines[0][1][0].middle - reach, cell.lines[-1][1][0].middle + reach
    start = cell.lines[0][0]
    for ways in (range(start, -1, -1), range(start + 1, len(sheet))):
        for k in ways:
            line = sheet[k]
            if line.segments or line.cells:
                if not top <= line.middle <= bottom:
                    break
                yield k


def _move(sheet: Sequence[_Line], cell: _Block, home: int) -> None:
    """Take a cell's lines together and set them on one line."""
    glyphs = cell.glyphs()
    taken = set(map(id, glyphs))
    for k, _ in cell.lines:
        sheet[k].leave(taken)
    sheet[home].cells.append(Segment(cell.text(), box_of(glyphs), max(g.size for g in glyphs), tuple(glyphs)))


def _gather_digits(sheet: Sequence[_Line], index: int, upper: Segment) -> bool:
    """Put a number together whose digits go on below; return whether they do."""
    pieces = [(index, upper)]
    while len(pieces) < MAX_DIGIT_LINES and (below := _below(sheet, *pieces[-1])):
        pieces.append(below)
        block = _Block(tuple((k, piece.glyphs) for k, piece in pieces))
        if _GROUPED.fullmatch(_narrow(block.text())):
            home = _home_of_digits(sheet, pieces)
            if home is not None:
                _move(sheet, block, home)
            return home is not None
    return False


def _below(sheet: Sequence[_Line], index: int, upper: Segment) -> tuple[int, Segment] | None:
    """Return the words on the next line below others, where they can be the end of a number."""
    for k in range(index + 1, len(sheet)):
        line = sheet[k]
        if not (line.segments or line.cells) or line.middle - upper.middle < NEXT_LINE_EM * upper.size:
            continue
        if line.middle - upper.middle > LEADING_EM * upper.size:
            return None
        for lower in line.segments:
            if _overlap(lower, upper):
                return (k, lower) if _ENDS.fullmatch(lower.text) else None
    return None


def _home_of_digits(sheet: Sequence[_Line], pieces: Sequence[tuple[int, Segment]]) -> int | None:
    """Return the row that a number of several lines stands in, or None where they may be several numbers."""
    (first, upper), *between, (last, lower) = pieces
    unfinished = not _GROUPED.fullmatch(_narrow(upper.text))
    if between:
        (middle, _), *more = between
        return middle if unfinished and not more and _is_row(sheet[middle]) else None
    home = _row_between(sheet, first, last, upper, lower)
    if home is None and unfinished and not _is_row(sheet[last]):
        return first  # cells are set at the top of their row
    return home


def _row_between(sheet: Sequence[_Line], first: int, last: int, upper: Segment, lower: Segment) -> int | None:
    """Return the row half way between two lines of digits, which has no number where they stand."""
    middle = (upper.middle + lower.middle) / 2
    for k in range(first + 1, last):
        members = [*sheet[k].segments, *sheet[k].cells]
        level = [s for s in members if abs(s.middle - middle) <= SAME_HEIGHT_EM * s.size]
        values = [s for s in level if is_value(s.text)]
        if len(values) >= ROW_VALUES and not any(_overlap(s, upper) or _overlap(s, lower) for s in level):
            return k
    return None


def _is_row(line: _Line) -> bool:
    return sum(is_value(segment.text) for segment in (*line.segments, *line.cells)) >= ROW_VALUES


def _overlap(one: Segment, other: Segment) -> bool:
    return one.box.x0 < other.box.x1 and other.box.x0 < one.box.x1


def _narrow(text: str) -> str:
    return unicodedata.normalize("NFKC", text)
