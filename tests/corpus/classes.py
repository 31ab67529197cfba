"""The classes of files that the parser is measured on: an ordinary report with one oddity each, and mixtures.

A class is a recipe: chance → a case, which is a file and what it says.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from typing import Literal

import form
from form.model import Address
from ingest.model import BBox
from tests.corpus.blocks import Block
from tests.corpus.layout import lay_out
from tests.corpus.numbers import Hand, choose_hand
from tests.corpus.prose import compose
from tests.corpus.style import Style, choose_style
from tests.corpus.truth import Truth, make_truth
from tests.corpus.writers.docx import DocxOptions, write_docx
from tests.corpus.writers.html import HtmlOptions, write_html, write_mht
from tests.corpus.writers.ooxml import Pen
from tests.corpus.writers.pages import PageOptions
from tests.corpus.writers.pdf import InkOptions, write_pdf
from tests.corpus.writers.text import SHAPES, Shape, write_text
from tests.corpus.writers.xlsx import XlsxOptions, write_xlsx

Convert = Literal["none", "office", "chromium"]


@dataclass(frozen=True, slots=True)
class Case:
    """A file and what it says.

    Attributes:
        path: The file; before conversion, where ``convert`` is not "none".
        truth: What it says.
        drawn: Where its numbers stand, as (page, box), where the writer knows it exactly.
        convert: The program that has yet to make a PDF of it.
    """

    path: Path
    truth: Truth
    drawn: Mapping[Address, tuple[int, BBox]] = field(default_factory=dict)
    convert: Convert = "none"


Recipe = Callable[[Random, Path], Case]


def document(truth: Truth, style: Style, rng: Random) -> list[Block]:
    """Given a report and habits, return the whole document."""
    return compose(truth, style, lay_out(truth, style, rng), rng)


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
    style = replace(_ordinary(rng), hand=Hand(money="nowhere"))
    return replace(truth, printed=truth.values).with_values(dict.fromkeys(amounts)), style


def _ordinary(rng: Random) -> Style:
    return Style(
        hand=choose_hand(rng, "plain"), disclosure=rng.choice(("one", "four")), vertical=rng.random() < 0.3
    )


# --- Word ---------------------------------------------------------------------------


def _docx(
    make_options: Callable[[Random], DocxOptions], make_style: Callable[[Random], Style] = _ordinary
) -> Recipe:
    def recipe(rng: Random, path: Path) -> Case:
        truth, style = make_truth(rng), make_style(rng)
        path = path.with_suffix(".docx")
        write_docx(document(truth, style, rng), make_options(rng), rng, path)
        return Case(path, truth)

    return recipe


def _pen(oddity: str) -> DocxOptions:
    return DocxOptions(pen=Pen(oddity))  # type: ignore[arg-type]


def _any_docx(rng: Random) -> DocxOptions:
    oddity = rng.choice(("plain", "split_runs", "content_control", "tracked", "hidden_runs", "fields"))
    return DocxOptions(
        pen=Pen(oddity),  # type: ignore[arg-type]
        tables=rng.choice(("body", "body", "nested", "text_box", "content_control")),
        hidden_rows=rng.random() < 0.2,
        numbered=rng.random() < 0.2,
        split=rng.random() < 0.2,
        borders=rng.random() < 0.8,
        broken_labels=rng.random() < 0.2,
    )


_DOCX: dict[str, Recipe] = {
    "docx.plain": _docx(lambda _: DocxOptions()),
    "docx.nested": _docx(lambda _: DocxOptions(tables="nested")),
    "docx.text_box": _docx(lambda _: DocxOptions(tables="text_box")),
    "docx.content_control": _docx(lambda _: replace(_pen("content_control"), tables="content_control")),
    "docx.tracked": _docx(lambda _: _pen("tracked")),
    "docx.hidden_runs": _docx(lambda _: _pen("hidden_runs")),
    "docx.style_hidden": _docx(lambda _: _pen("style_hidden")),
    "docx.hidden_rows": _docx(lambda _: DocxOptions(hidden_rows=True)),
    "docx.fields": _docx(lambda _: _pen("fields")),
    "docx.comments": _docx(lambda _: _pen("comments")),
    "docx.numbered": _docx(lambda _: DocxOptions(numbered=True)),
    "docx.split": _docx(lambda _: DocxOptions(split=True)),
    "docx.broken_labels": _docx(lambda _: DocxOptions(broken_labels=True)),
    "docx.split_runs": _docx(lambda _: _pen("split_runs")),
    "docx.mix": _docx(_any_docx, choose_style),
}

# --- PDF drawn piece by piece -------------------------------------------------------


def _pdf(
    make_paging: Callable[[Random], PageOptions],
    make_ink: Callable[[Random], InkOptions] = lambda _: InkOptions(),
    make_style: Callable[[Random], Style] = _ordinary,
) -> Recipe:
    def recipe(rng: Random, path: Path) -> Case:
        truth, style = make_truth(rng), make_style(rng)
        path = path.with_suffix(".pdf")
        paging = make_paging(rng)
        made = write_pdf(document(truth, style, rng), paging, make_ink(rng), rng, path)
        drawn = {address: (place[0], BBox(*place[1:])) for address, place in made.places.items()}
        return Case(path, truth, drawn)

    return recipe


def _broken(rng: Random) -> PageOptions:
    return PageOptions(
        breaks=rng.choice(("row", "inside_row", "anywhere")),
        cut=rng.choice(("repeated", "empty", "empty_first", "cut")),
        repeat_head=rng.random() < 0.4,
        continued=rng.random() < 0.3,
        fill=rng.uniform(0.45, 1.0),
        size=rng.choice((8.0, 9.0, 10.5)),
        margin=rng.choice((40.0, 62.0, 79.0)),
    )


def _any_paging(rng: Random) -> PageOptions:
    wide = rng.random() < 0.2
    return replace(
        _broken(rng),
        rules=rng.choice(
            ("full", "horizontal", "none", "three_line", "hair", "cell_rects", "dashed", "filled_head")
        ),
        sideways=not wide and rng.random() < 0.1,
        body_boxes=rng.choice(("none", "white", "invisible")),
        width=841.9 if wide else 595.3,
        height=595.3 if wide else 841.9,
    )


def _any_ink(rng: Random) -> InkOptions:
    return InkOptions(
        embedded=rng.random() < 0.6,
        chars=rng.choice(("run", "run", "each", "twice", "spaced", "stretched")),
        shuffled=rng.random() < 0.2,
        rotate=rng.choice((0, 0, 0, 0, 90, 180, 270)),
        hidden=rng.choice(("none",) * 5 + ("mode3", "white", "covered", "off_page", "clipped")),  # type: ignore[arg-type]
        watermark=rng.random() < 0.15,
        frame=rng.random() < 0.15,
        mapping=rng.choice(("true", "true", "true", "radicals")),
        shift=rng.choice((0.0, 0.0, 30.0)),
    )


def _ruled(**changes: object) -> Callable[[Random], PageOptions]:
    return lambda rng: replace(PageOptions(margin=rng.choice((40.0, 62.0, 79.0))), **changes)  # type: ignore[arg-type]


def _ink(**changes: object) -> Callable[[Random], InkOptions]:
    return lambda rng: replace(InkOptions(embedded=rng.random() < 0.5), **changes)  # type: ignore[arg-type]


def _upright(_rng: Random) -> PageOptions:
    return PageOptions()


_RULES = ("full", "horizontal", "none", "three_line", "hair", "cell_rects", "dashed", "filled_head")
_HIDDEN = ("mode3", "white", "covered", "off_page", "clipped", "tiny")
_PDF: dict[str, Recipe] = {
    **{f"pdf.rules_{rules}": _pdf(_ruled(rules=rules)) for rules in _RULES},
    **{
        f"pdf.breaks_{rules}": _pdf(lambda rng, rules=rules: replace(_broken(rng), rules=rules))
        for rules in _RULES
    },
    **{f"pdf.rotate_{angle}": _pdf(_broken, _ink(rotate=angle)) for angle in (90, 180, 270)},
    **{f"pdf.hidden_{kind}": _pdf(_upright, _ink(hidden=kind)) for kind in _HIDDEN},
    **{
        f"pdf.chars_{kind}": _pdf(_upright, _ink(chars=kind))
        for kind in ("each", "twice", "spaced", "stretched")
    },
    "pdf.landscape": _pdf(_ruled(width=841.9, height=595.3)),
    "pdf.sideways": _pdf(_ruled(sideways=True)),
    "pdf.body_boxes_white": _pdf(_ruled(body_boxes="white")),
    "pdf.body_boxes_invisible": _pdf(_ruled(body_boxes="invisible")),
    "pdf.shuffled": _pdf(_upright, _ink(shuffled=True, chars="each")),
    "pdf.watermark": _pdf(_upright, _ink(watermark=True)),
    "pdf.frame": _pdf(_upright, _ink(frame=True)),
    "pdf.crop_box": _pdf(_upright, _ink(shift=40.0)),
    "pdf.radicals": _pdf(_upright, _ink(mapping="radicals", embedded=True)),
    "pdf.not_embedded": _pdf(_upright, _ink(embedded=False)),
    "pdf.mix": _pdf(_any_paging, _any_ink, choose_style),
}

# --- text ---------------------------------------------------------------------------


def _text(shape: Shape, make_style: Callable[[Random], Style] = _ordinary) -> Recipe:
    def recipe(rng: Random, path: Path) -> Case:
        truth, style = make_truth(rng), make_style(rng)
        path = path.with_suffix(".txt")
        path.write_text(write_text(document(truth, style, rng), shape, rng), encoding="utf-8")
        return Case(path, truth)

    return recipe


def _any_text(rng: Random, path: Path) -> Case:
    return _text(rng.choice(SHAPES), choose_style)(rng, path)


_TEXT: dict[str, Recipe] = {**{f"text.{shape}": _text(shape) for shape in SHAPES}, "text.mix": _any_text}

# --- web pages ----------------------------------------------------------------------


def _html(
    make_options: Callable[[Random], HtmlOptions],
    make_style: Callable[[Random], Style] = _ordinary,
    suffix: str = ".html",
) -> Recipe:
    def recipe(rng: Random, path: Path) -> Case:
        truth, style = make_truth(rng), make_style(rng)
        page = write_html(document(truth, style, rng), make_options(rng), rng)
        path = path.with_suffix(suffix)
        path.write_bytes(write_mht(page, rng) if suffix == ".mht" else page)
        return Case(path, truth)

    return recipe


def _any_html(rng: Random) -> HtmlOptions:
    encoding = rng.choice(("utf-8", "utf-8", "gb18030", "utf-16"))
    return HtmlOptions(
        encoding=encoding,
        declared="right" if encoding == "utf-16" else rng.choice(("right", "none", "wrong")),
        chrome=rng.random() < 0.6,
        metadata=rng.choice(("", "2025-01-23")),
        layout_tables=rng.choice((0, 0, 1, 3)),
        spans=rng.random() < 0.5,
        hidden=rng.random() < 0.4,
        sloppy=rng.random() < 0.2,
        head_repeats=rng.random() < 0.3,
    )


_HTML: dict[str, Recipe] = {
    "html.plain": _html(lambda _: HtmlOptions()),
    "html.site": _html(lambda _: HtmlOptions(chrome=True, metadata="2025-01-23")),
    "html.layout_tables": _html(lambda _: HtmlOptions(layout_tables=3, chrome=True)),
    "html.spans": _html(lambda _: HtmlOptions(spans=True)),
    "html.hidden": _html(lambda _: HtmlOptions(hidden=True)),
    "html.sloppy": _html(lambda _: HtmlOptions(sloppy=True)),
    "html.gb18030": _html(lambda _: HtmlOptions(encoding="gb18030")),
    "html.undeclared": _html(
        lambda rng: HtmlOptions(encoding=rng.choice(("gb18030", "utf-8")), declared="none")
    ),
    "html.wrongly_declared": _html(
        lambda rng: HtmlOptions(encoding=rng.choice(("gb18030", "utf-8")), declared="wrong")
    ),
    "html.utf16": _html(lambda _: HtmlOptions(encoding="utf-16", declared="none")),
    "html.mht": _html(lambda _: HtmlOptions(chrome=True), suffix=".mht"),
    "html.mix": _html(_any_html, choose_style),
}

# --- spreadsheets -------------------------------------------------------------------


def _xlsx(
    make_options: Callable[[Random], XlsxOptions], make_style: Callable[[Random], Style] = _ordinary
) -> Recipe:
    def recipe(rng: Random, path: Path) -> Case:
        truth, style = make_truth(rng), make_style(rng)
        path = path.with_suffix(".xlsx")
        unknown = write_xlsx(document(truth, style, rng), make_options(rng), rng, path)
        return Case(path, truth.with_values(dict.fromkeys(unknown)))

    return recipe


def _any_xlsx(rng: Random) -> XlsxOptions:
    return XlsxOptions(
        sheets=rng.choice(("one", "by_table", "prose_apart")),
        as_text=rng.random() < 0.3,
        formulas=rng.choice(("none", "none", "stored", "not_stored", "error")),
        hidden=rng.random() < 0.3,
        merged=rng.random() < 0.8,
        offset=rng.choice((0, 0, 1, 3)),
        comments=rng.random() < 0.2,
    )


_XLSX: dict[str, Recipe] = {
    "xlsx.plain": _xlsx(lambda _: XlsxOptions()),
    "xlsx.by_table": _xlsx(lambda _: XlsxOptions(sheets="by_table")),
    "xlsx.prose_apart": _xlsx(lambda _: XlsxOptions(sheets="prose_apart", offset=2)),
    "xlsx.as_text": _xlsx(lambda _: XlsxOptions(as_text=True)),
    "xlsx.formulas_stored": _xlsx(lambda _: XlsxOptions(formulas="stored")),
    "xlsx.formulas_not_stored": _xlsx(lambda _: XlsxOptions(formulas="not_stored")),
    "xlsx.formulas_error": _xlsx(lambda _: XlsxOptions(formulas="error")),
    "xlsx.hidden": _xlsx(lambda _: XlsxOptions(hidden=True)),
    "xlsx.not_merged": _xlsx(lambda _: XlsxOptions(merged=False)),
    "xlsx.comments": _xlsx(lambda _: XlsxOptions(comments=True)),
    "xlsx.mix": _xlsx(_any_xlsx, choose_style),
}

# --- PDF by programs ----------------------------------------------------------------


def _by_office(rng: Random, path: Path) -> Case:
    truth, style = make_truth(rng), choose_style(rng)
    path = path.with_suffix(".docx")
    options = DocxOptions(
        pen=Pen(
            size=rng.choice((16, 18, 21)),
            font=rng.choice(("Noto Serif CJK SC", "AR PL UMing CN", "WenQuanYi Zen Hei")),
        ),
        split=rng.random() < 0.2,
        numbered=rng.random() < 0.2,
        borders=rng.random() < 0.8,
        tables=rng.choice(("body", "body", "body", "nested")),
    )
    write_docx(document(truth, style, rng), options, rng, path)
    return Case(path, truth, convert="office")


_PRINTED: dict[str, str] = {
    "plain": "@page{size:A4;margin:2cm}",
    "landscape": "@page{size:A4 landscape;margin:1.5cm}",
    "narrow": "@page{size:A5;margin:1cm}",
    "letter_spacing": "@page{size:A4;margin:2cm} td{letter-spacing:2px} p{letter-spacing:4px;text-align:justify}",
    "tiny": "@page{size:A4;margin:2cm} table.r{font-size:7px}",
    "breaks": "@page{size:210mm 120mm;margin:1cm}",
    "rotated": "@page{size:A4;margin:1cm} table.r{writing-mode:vertical-rl;width:auto;height:90vh}",
    "shadow": "@page{size:A4;margin:2cm} td{background:#fafafa;box-shadow:0 0 1px #999} p{border:1px solid #fff}",
}


def _by_chromium(rules: str, css: str) -> Recipe:
    def recipe(rng: Random, path: Path) -> Case:
        truth, style = make_truth(rng), choose_style(rng)
        options = HtmlOptions(rules=rules, css=css, head_repeats=rng.random() < 0.5)  # type: ignore[arg-type]
        path = path.with_suffix(".html")
        path.write_bytes(write_html(document(truth, style, rng), options, rng))
        return Case(path, truth, convert="chromium")

    return recipe


_BY_PROGRAM: dict[str, Recipe] = {
    "office.mix": _by_office,
    **{
        f"chromium.{rules}_{name}": _by_chromium(rules, css)
        for rules in ("full", "horizontal", "none", "three_line")
        for name, css in _PRINTED.items()
        if rules == "full" or name in ("plain", "breaks")
    },
}

# --- what the report itself says ----------------------------------------------------


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
    return _said(lambda rng: (make_truth(rng), replace(_ordinary(rng), **changes)))  # type: ignore[arg-type]


_SAID: dict[str, Recipe] = {
    "said.people": _said(lambda rng: (make_truth(rng), Style(hand=choose_hand(rng, "people")))),
    "said.blanks": _said(lambda rng: (blank_some(make_truth(rng), rng, rng.randint(1, 12)), _ordinary(rng))),
    "said.noise": _with_style(noise=0.6),
    "said.damaged": _with_style(noise=0.4, damaged=True),
    "said.edition_2019": _said(lambda rng: (make_truth(rng, edition="2019"), _ordinary(rng))),
    "said.mixed_other": _said(lambda rng: (make_truth(rng, edition="2021", other="one"), _ordinary(rng))),
    "said.2019_three": _said(lambda rng: (make_truth(rng, edition="2019", other="three"), _ordinary(rng))),
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
        lambda rng: (without_rows(make_truth(rng, density="sparse"), rng), _ordinary(rng))
    ),
    "said.table_missing": _said(lambda rng: (without_table(make_truth(rng), rng), _ordinary(rng))),
    "said.large": _said(lambda rng: (make_truth(rng, density="large"), Style(hand=Hand("people")))),
}

CLASSES: dict[str, Recipe] = {**_DOCX, **_PDF, **_TEXT, **_HTML, **_XLSX, **_BY_PROGRAM, **_SAID}
