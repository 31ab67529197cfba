"""Recipes of plain files that are odd only in what they say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

import form
from tests.corpus.cases import Case, Recipe, document, ordinary
from tests.corpus.numbers import Hand, choose_hand
from tests.corpus.style import Style
from tests.corpus.truth import Truth, make_truth
from tests.corpus.writers.docx import DocxOptions, write_docx
from tests.corpus.writers.marks import PageOptions
from tests.corpus.writers.pdf import InkOptions, write_pdf
from tests.corpus.writers.text import write_text


def blank_some(truth: Truth, rng: Random, count: int) -> Truth:
    """Given a report, return it with some cells printed empty."""
    chosen = rng.sample(sorted(truth.values), count)
    return truth.with_values(dict.fromkeys(chosen))


def without_rows(truth: Truth, rng: Random) -> Truth:
    """Given a report, return it without one or two of its rows of noughts, as somebody deleted them."""
    rows = [
        row
        for row in truth.rows("applications")
        if all(not value for address, value in truth.values.items() if address[:2] == ("applications", row))
        and form.row("applications", row).groups
    ]
    gone = set(rng.sample(rows, min(len(rows), rng.randint(1, 2))))
    kept = {a: v for a, v in truth.values.items() if not (a.table == "applications" and a.row in gone)}
    return replace(truth, values=kept)


def without_table(truth: Truth, rng: Random) -> Truth:
    """Given a report, return it without one of its tables."""
    gone = rng.choice(("disclosure", "applications", "litigation"))
    edition = None if gone == "disclosure" else truth.edition
    kept = {address: value for address, value in truth.values.items() if address.table != gone}
    return replace(truth, values=kept, edition=edition)


def _without_unit(rng: Random) -> tuple[Truth, Style]:
    """A report whose amounts have no unit anywhere: they cannot be read, unless they are nought."""
    truth = make_truth(rng, density="dense")
    amounts = [a for a, value in truth.values.items() if a.column == "amount" and value]
    style = replace(ordinary(rng), hand=Hand(money="nowhere"))
    return replace(truth, printed=truth.values).with_values(dict.fromkeys(amounts)), style


def _said(make: Callable[[Random], tuple[Truth, Style]]) -> Recipe:
    """A plain file of any fast format, odd only in what it says."""

    def recipe(rng: Random, path: Path) -> Case:
        truth, style = make(rng)
        blocks = document(truth, style, rng)
        match rng.choice(("docx", "pdf", "text")):
            case "docx":
                path = path.with_suffix(".docx")
                write_docx(blocks, DocxOptions(), rng, path)
            case "pdf":
                path = path.with_suffix(".pdf")
                write_pdf(blocks, PageOptions(), InkOptions(), rng, path)
            case _:
                path = path.with_suffix(".txt")
                path.write_text(write_text(blocks, "pipe_row", rng), encoding="utf-8")
        return Case(path, truth)

    return recipe


def _with_style(**changes: object) -> Recipe:
    return _said(lambda rng: (make_truth(rng), replace(ordinary(rng), **changes)))  # type: ignore[arg-type]


SAID: dict[str, Recipe] = {
    "said.people": _said(lambda rng: (make_truth(rng), Style(hand=choose_hand(rng, "people")))),
    "said.blanks": _said(lambda rng: (blank_some(make_truth(rng), rng, rng.randint(1, 12)), ordinary(rng))),
    "said.noise": _with_style(noise=0.6),
    "said.damaged": _with_style(noise=0.4, damaged=True),
    "said.edition_2019": _said(lambda rng: (make_truth(rng, edition="2019"), ordinary(rng))),
    "said.mixed_other": _said(lambda rng: (make_truth(rng, edition="2021", other="one"), ordinary(rng))),
    "said.2019_three": _said(lambda rng: (make_truth(rng, edition="2019", other="three"), ordinary(rng))),
    "said.own_items": _with_style(items="own_column"),
    "said.serials": _with_style(items="serial_column"),
    "said.groups_repeated": _with_style(groups="repeated"),
    "said.groups_first": _with_style(groups="first"),
    "said.groups_flat": _with_style(groups="flat"),
    "said.shuffled_rows": _with_style(rows_shuffled=True),
    "said.tables_first": _with_style(order="tables_first"),
    "said.tables_last": _with_style(order="tables_last"),
    "said.tables_swapped": _with_style(order="tables_swapped"),
    "said.extra_row": _with_style(extra_row=True),
    "said.flat_head": _with_style(head="flat"),
    "said.vertical_head": _with_style(head="vertical"),
    "said.total_first": _with_style(head="total_first"),
    "said.bare_labels": _with_style(bare=True),
    "said.litigation_rows": _with_style(litigation="rows"),
    "said.titles_inside": _with_style(titles_inside=True),
    "said.one_table": _with_style(joined=True),
    "said.old_table": _with_style(old_table=True),
    "said.traps": _with_style(trap=True),
    "said.unit_nowhere": _said(_without_unit),
    "said.rows_missing": _said(
        lambda rng: (without_rows(make_truth(rng, density="sparse"), rng), ordinary(rng))
    ),
    "said.table_missing": _said(lambda rng: (without_table(make_truth(rng), rng), ordinary(rng))),
    "said.large": _said(lambda rng: (make_truth(rng, density="large"), Style(hand=Hand("people")))),
}
