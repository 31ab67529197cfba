"""Reports as text copied out of something else, in every shape in which it arrives."""

from __future__ import annotations

from random import Random
from typing import Literal

from tests.corpus.blocks import Block, Box, Layout, Paragraph

Shape = Literal[
    "pipe_row", "tab_row", "cell_lines", "cell_bars", "one_line", "spaces", "pdf_copy", "markdown", "box", "wide_bars",
]  # fmt: skip
SHAPES: tuple[Shape, ...] = (
    "pipe_row", "tab_row", "cell_lines", "cell_bars", "one_line", "spaces", "pdf_copy", "markdown", "box", "wide_bars",
)  # fmt: skip


def write_text(blocks: list[Block], shape: Shape, rng: Random) -> str:
    """Given a document and a shape, return its text."""
    if shape == "one_line":
        return " ".join(_flat(block) for block in blocks)
    parts: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            parts.append(_wrapped(block.text, rng) if shape == "pdf_copy" else block.text + "\n")
        else:
            parts.append(_TABLES[shape](block, rng))
    text = "\n".join(parts)
    return _paginated(text, rng) if shape == "pdf_copy" else text


def _flat(block: Block) -> str:
    if isinstance(block, Paragraph):
        return block.text
    return " ".join(_one(box.text) for box in block.boxes if box.text.strip())


def _one(text: str) -> str:
    return text.replace("\n", "").strip()


def _by_row(layout: Layout) -> list[list[Box]]:
    return [list(layout.row_boxes(row)) for row in range(layout.rows)]


def _pipe_rows(layout: Layout, rng: Random) -> str:
    # Without a bar at its end, a row whose last cell is empty would look like a shorter row.
    ends_empty = any(row and not row[-1].text.strip() for row in _by_row(layout))
    end = " |" if ends_empty else rng.choice((" |", ""))
    begin = rng.choice(("", "| "))
    return "".join(begin + " | ".join(_one(b.text) for b in row) + end + "\n" for row in _by_row(layout))


def _tab_rows(layout: Layout, _rng: Random) -> str:
    # As a spreadsheet or a browser copies it: every place of the row, covered ones empty.
    lines: list[str] = []
    for row in range(layout.rows):
        places = [""] * layout.columns
        for box in layout.row_boxes(row):
            places[box.column] = _one(box.text)
        lines.append("\t".join(places))
    return "\n".join(lines) + "\n"


def _cell_lines(layout: Layout, _rng: Random) -> str:
    return "".join(box.text.replace("\n", "") + "\n\n" for box in layout.boxes)


def _cell_bars(layout: Layout, _rng: Random) -> str:
    return "".join(box.text.replace("\n", "") + "\n|\n" for box in layout.boxes)


def _markdown(layout: Layout, _rng: Random) -> str:
    lines: list[str] = []
    for row in range(layout.rows):
        places = [""] * layout.columns
        for box in layout.row_boxes(row):
            places[box.column] = _one(box.text)
        lines.append("| " + " | ".join(places) + " |")
        if row == 0:
            lines.append("|" + " --- |" * layout.columns)
    return "\n".join(lines) + "\n"


def _box(layout: Layout, rng: Random) -> str:
    """Drawn with lines of characters, as old systems print tables."""
    rule = "├" + "┼".join(["──"] * layout.columns) + "┤"
    rows = _wide_bars(layout, rng).replace("｜", "│").strip("\n").split("\n")
    top, bottom = rule.replace("├", "┌").replace("┤", "┐"), rule.replace("├", "└").replace("┤", "┘")
    return "\n".join([top, f"\n{rule}\n".join(rows), bottom]) + "\n"


def _wide_bars(layout: Layout, _rng: Random) -> str:
    return "".join("｜" + "｜".join(_one(b.text) for b in row) + "｜\n" for row in _by_row(layout))


def _space_rows(layout: Layout, _rng: Random) -> str:
    return "".join(" ".join(_one(b.text) for b in row if b.text.strip()) + "\n" for row in _by_row(layout))


def _pdf_copy(layout: Layout, rng: Random) -> str:
    """Labels broken over lines, the numbers of a row together after the last line of its label."""
    lines: list[str] = []
    for row in _by_row(layout):
        numbers = [box.text for box in row if box.address is not None]
        labels = [box for box in row if box.address is None and box.text.strip()]
        broken = [piece for box in labels for piece in _broken(_one(box.text), rng)]
        if numbers and broken and rng.random() < 0.7:
            lines += [*broken[:-1], f"{broken[-1]} {' '.join(numbers)}"]
        elif numbers:
            lines += [*broken, " ".join(numbers)]
        elif layout.key == "litigation" or len(labels) > 3:
            lines += broken
        else:
            lines.append(" ".join(_one(box.text) for box in labels))
    return "\n".join(lines) + "\n"


def _broken(label: str, rng: Random) -> list[str]:
    width = rng.choice((6, 9, 14, 30))
    return [label[at : at + width] for at in range(0, len(label), width)]


def _wrapped(text: str, rng: Random) -> str:
    width = rng.choice((26, 28, 31))
    lines = [text[at : at + width] for at in range(0, len(text), width)]
    return "\n\n".join(lines) + "\n"


def _paginated(text: str, rng: Random) -> str:
    """Put a page number between lines now and then, as copying over a page break does."""
    mark = rng.choice(("- {} -", "{}", "—{}—", "第{}页", "— {} —"))
    lines = text.split("\n")
    found: list[str] = []
    page = 1
    for index, line in enumerate(lines, 1):
        found.append(line)
        if index % 45 == 0:
            found += ["", "", mark.format(page), ""]
            page += 1
    return "\n".join(found)


_TABLES = {
    "pipe_row": _pipe_rows,
    "tab_row": _tab_rows,
    "cell_lines": _cell_lines,
    "cell_bars": _cell_bars,
    "spaces": _space_rows,
    "pdf_copy": _pdf_copy,
    "markdown": _markdown,
    "box": _box,
    "wide_bars": _wide_bars,
}
