"""Tables with lines between their rows and none between their columns.

What stands between two lines is one row, however many lines of text its cells have. Where the
columns part follows from the numbers and from where the lines begin; borders are set there,
except where words run across, and the table is read as a ruled one. All coordinates are in
points in the reading frame.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.model import Grid
from ingest.readers.pdf_borders import SIDE_PT, Stack, Strip, clusters, draw_borders
from ingest.readers.pdf_frame import Frame
from ingest.readers.pdf_glyphs import Glyph
from ingest.readers.pdf_lattice import SNAP_PT, build_lattice
from ingest.readers.pdf_marks import Edge
from ingest.readers.pdf_pieces import is_part
from ingest.readers.pdf_ruled_head import RuledHead, below_heads
from ingest.readers.pdf_tables import read_table
from ingest.readers.pdf_values import begins_value, is_running, values_of
from ingest.readers.pdf_words import rows_of, set_lines

TITLE_EM = 2.0  # a line alone that stands off the middle by more is no head but a heading
HEAD_LENGTH = 6  # words of a head are no shorter; a note has no line as long without a bracket or a number
LEADING_EM = 1.75  # lines of a row that the page cuts off are no further apart
FULL_ROW = 0.5  # a line that holds this part of the columns' numbers is a row of its own
PROSE_SHARE = 0.6  # running text is at least as wide, in terms of the table
LEAST_RULES = 2


def read_ruled_rows(
    glyphs: Sequence[Glyph],
    rules: Sequence[Edge],
    frame: Frame,
    page: int,
    heads: Sequence[RuledHead] = (),
) -> tuple[list[Grid], list[Glyph]]:
    """Given characters outside ruled tables and level lines, return grids and the characters left.

    Boxes of the grids' cells are on the page as displayed. ``heads`` are ruled on all sides, and rows
    with level lines alone may stand below them.
    """
    grids: list[Grid] = []
    left = list(glyphs)
    for stack in (part for whole in _stacks(rules) for part in below_heads(whole, heads, left)):
        strips = _strips(stack, left)
        for table in _tables(stack, strips):
            top, bottom = table[0].top, table[-1].bottom
            inside = [g for g in left if top <= g.middle <= bottom and stack.holds(g)]
            borders = draw_borders(stack, table)
            pieces = read_table(build_lattice(borders.edges), inside, frame, page, borders.beyond)
            grids += pieces.grids
            kept = {id(glyph) for glyph in inside} - {id(glyph) for glyph in pieces.loose}
            left = [glyph for glyph in left if id(glyph) not in kept]
    return grids, left


def _stacks(rules: Sequence[Edge]) -> Iterator[Stack]:
    """Yield the lines by the widest that they lie within."""
    rest = list(rules)
    while rest:
        widest = max(rest, key=lambda rule: rule.end - rule.start)
        left, right = widest.start - SIDE_PT, widest.end + SIDE_PT
        members = [rule for rule in rest if left <= rule.start and rule.end <= right]
        rest = [rule for rule in rest if not (left <= rule.start and rule.end <= right)]
        if len(members) >= LEAST_RULES:
            yield Stack(widest.start, widest.end, tuple(sorted(members, key=lambda rule: rule.at)))


def _strips(stack: Stack, glyphs: Sequence[Glyph]) -> list[Strip]:
    """Return what stands between the lines of a stack, and what the page cuts off at its ends."""
    heights: list[float] = []
    for rule in stack.rules:
        if not heights or rule.at - heights[-1] > SNAP_PT:
            heights.append(rule.at)
    column = sorted((glyph for glyph in glyphs if stack.holds(glyph)), key=lambda glyph: glyph.middle)
    strips = [
        strip
        for top, bottom in pairwise(heights)
        for strip in _parted(top, bottom, [glyph for glyph in column if top <= glyph.middle < bottom])
    ]
    above = [glyph for glyph in column if glyph.middle < heights[0]]
    below = [glyph for glyph in column if glyph.middle >= heights[-1]]
    if (head := _cut_off(above, heights[0], -1)) and len(head) == len(above):
        strips.insert(0, _strip(min(glyph.top for glyph in head) - 1, heights[0], head))
    if tail := _cut_off(below, heights[-1], 1):
        strip = _strip(heights[-1], max(glyph.bottom for glyph in tail) + 1, tail)
        if strip.values and len(strip.values) < len(strip.fullest.segments if strip.fullest else ()):
            strips.append(strip)
    return strips


def _parted(top: float, bottom: float, glyphs: Sequence[Glyph]) -> list[Strip]:
    """Return what stands between two lines: a row, and apart from it what follows far below, up to another table."""
    near = _cut_off(glyphs, min((glyph.middle for glyph in glyphs), default=top), 1)
    row = _strip(top, bottom, near)
    kept = {id(glyph) for glyph in near}
    rest = [glyph for glyph in glyphs if id(glyph) not in kept]
    if not rest or not row.values or _strip(top, bottom, rest).values:
        return [_strip(top, bottom, glyphs)]
    end, start = max(glyph.bottom for glyph in near) + 1, min(glyph.top for glyph in rest) - 1
    return [_strip(top, min(end, start), near), _strip(max(end, start), bottom, rest)]


def _cut_off(glyphs: Sequence[Glyph], height: float, way: int) -> list[Glyph]:
    """Return the characters that stand close to the end of a stack, line after line."""
    found: list[Glyph] = []
    for row in rows_of(glyphs)[::way]:
        if abs(row[0].middle - height) > LEADING_EM * row[0].size:
            break
        height = row[0].middle
        found += row
    return found


def _strip(top: float, bottom: float, glyphs: Sequence[Glyph]) -> Strip:
    lines = tuple(set_lines(glyphs, 0.0))
    values = [values_of(line, begins_value) for line in lines]
    most = max(values, key=len, default=())
    fullest = next((line for line, found in zip(lines, values, strict=True) if found and found == most), None)
    counts = tuple(len(values_of(line)) for line in lines)
    return Strip(top, bottom, lines, fullest, tuple(most), counts)


def _tables(stack: Stack, strips: Sequence[Strip]) -> Iterator[list[Strip]]:
    """Yield the stretches of strips that are one table: a head, and rows one each."""
    table: list[Strip] = []
    for strip in strips:
        before = table[-1] if table else None
        if _is_running(stack, strip) or not strip.lines or (before and before.bottom != strip.top):
            yield from _whole(stack, table)
            table = []
        elif table and _begins(table, strip):
            head = _head_of(table)
            yield from _whole(stack, table[: len(table) - head])
            table = [*table[len(table) - head :], strip]
        else:
            table.append(strip)
    yield from _whole(stack, table)


def _without_next_head(table: list[Strip]) -> list[Strip]:
    """Return a table without the head of another that the page cuts off; rows without a number stay."""
    end = len(table) - _head_of(table)
    several = any(len(line.segments) > 1 for strip in table[end:] for line in strip.lines)
    return table[:end] if several else table


def _begins(table: Sequence[Strip], strip: Strip) -> bool:
    """Return whether a strip is the first of a head below the rows of a table."""
    rows = [row for row in table if row.values]
    if strip.values:
        return bool(rows) and _head_of(table) > 0 and len(strip.values) != max(len(r.values) for r in rows)
    if not rows or not table[-1].values:
        return False
    left = max(rows, key=lambda row: len(row.values)).values[0].box.x0
    return any(segment.box.x1 > left for line in strip.lines for segment in line.segments)


def _head_of(table: Sequence[Strip]) -> int:
    count = 0
    while count < len(table) and not table[-1 - count].values:
        count += 1
    return count if count < len(table) else 0


def _whole(stack: Stack, table: Sequence[Strip]) -> Iterator[list[Strip]]:
    table = list(table)
    while table and (_is_heading(stack, table[0]) or _is_left_over(stack, table)):
        del table[0]
    table = _without_next_head(table)
    rows = [strip for strip in table if strip.values]
    words = any(strip.fullest and len(strip.fullest.segments) > len(strip.values) for strip in rows)
    width = max((len(strip.values) for strip in rows), default=0)
    several = any(sum(count >= max(1, FULL_ROW * width) for count in strip.counts) > 1 for strip in rows)
    head = table[: table.index(rows[0])] if len(rows) == 1 else []
    stepped = len(head) == 1 and len(head[0].lines) > 1  # nothing says that these lines are one cell
    # A strip without others may hold a head and its row as well, unless that has lines of its own.
    alone = len(rows) == 1 and rows[0] is table[0] and not stack.borders
    unruled = alone or several or stepped or any(_is_stepped(strip) or _is_table(strip) for strip in table)
    if rows and not unruled and (words or stack.borders or len(rows[0].values) > 2):
        yield table


def _is_stepped(strip: Strip) -> bool:
    """Return whether a strip holds words that stand over several others: a head with no lines in it."""
    words = [clusters([segment.glyphs for segment in line.segments]) for line in strip.lines]
    return not strip.values and any(
        sum(a < right and left < b for left, right in below) > 1
        for index, line in enumerate(words)
        for a, b in line
        for below in words[index + 1 :]
    )


def _is_table(strip: Strip) -> bool:
    """Return whether a strip holds a head of words between two lines with numbers: rows without lines."""
    counted = [index for index, count in enumerate(strip.counts) if count]
    if not counted or not strip.values:
        return False
    left = strip.values[0].box.x0 - strip.values[0].size
    return any(
        not strip.counts[index] and segment.box.x0 > left and _is_head_word(segment.text)
        for index in range(counted[0], counted[-1])
        for segment in strip.lines[index].segments
    )


def _is_head_word(text: str) -> bool:
    return len(text) >= HEAD_LENGTH and not any(map(str.isdigit, text)) and not is_part(text)


def _is_left_over(stack: Stack, table: Sequence[Strip]) -> bool:
    """Return whether a table begins with the end of a row of the page before that is not its own."""
    is_open = table[0].top < stack.rules[0].at - SNAP_PT
    return is_open and not table[0].values and len(table) > 1 and not table[1].values


def _is_heading(stack: Stack, strip: Strip) -> bool:
    """Return whether a strip holds one line that begins at the left: it stands over the table."""
    if strip.values or len(strip.lines) != 1 or len(strip.lines[0].segments) != 1:
        return False
    segment = strip.lines[0].segments[0]
    return (stack.left + stack.right) / 2 - segment.centre > TITLE_EM * segment.size


def _is_running(stack: Stack, strip: Strip) -> bool:
    least = PROSE_SHARE * (stack.right - stack.left)
    return not strip.values and any(
        is_running(line) and len(line.segments) == 1 and line.box.x1 - line.box.x0 >= least
        for line in strip.lines
    )
