"""Recipes of PDF drawn piece by piece, and of PDF made by LibreOffice and Chromium."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import get_args

from ingest.model import BBox
from tests.corpus.cases import Case, Recipe, document, ordinary
from tests.corpus.style import Style, choose_style
from tests.corpus.truth import make_truth
from tests.corpus.writers.docx import DocxOptions, write_docx
from tests.corpus.writers.html import HtmlOptions, write_html
from tests.corpus.writers.marks import PageOptions, Rules
from tests.corpus.writers.ooxml import Pen
from tests.corpus.writers.pdf import InkOptions, write_pdf


def _pdf(
    make_paging: Callable[[Random], PageOptions],
    make_ink: Callable[[Random], InkOptions] = lambda _: InkOptions(),
    make_style: Callable[[Random], Style] = ordinary,
) -> Recipe:
    def recipe(rng: Random, path: Path) -> Case:
        truth, style = make_truth(rng), make_style(rng)
        path = path.with_suffix(".pdf")
        paging = make_paging(rng)
        made = write_pdf(document(truth, style, rng), paging, make_ink(rng), rng, path)
        drawn = {address: (place[0], BBox(*place[1:])) for address, place in made.places.items()}
        return Case(path, truth, drawn)

    return recipe


RULES: tuple[Rules, ...] = get_args(Rules)


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
        rules=rng.choice(RULES),
        sideways=not wide and rng.random() < 0.1,
        body_boxes=rng.choice(("none", "white", "invisible")),
        diagonal=rng.random() < 0.1,
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
        in_form=rng.random() < 0.1,
        seal=rng.random() < 0.1,
    )


def _ruled(**changes: object) -> Callable[[Random], PageOptions]:
    return lambda rng: replace(PageOptions(margin=rng.choice((40.0, 62.0, 79.0))), **changes)  # type: ignore[arg-type]


def _ink(**changes: object) -> Callable[[Random], InkOptions]:
    return lambda rng: replace(InkOptions(embedded=rng.random() < 0.5), **changes)  # type: ignore[arg-type]


def _upright(_rng: Random) -> PageOptions:
    return PageOptions()


_HIDDEN = ("mode3", "white", "covered", "off_page", "clipped", "tiny", "layer_off")
PDF: dict[str, Recipe] = {
    **{f"pdf.rules_{rules}": _pdf(_ruled(rules=rules)) for rules in RULES},
    **{
        f"pdf.breaks_{rules}": _pdf(lambda rng, rules=rules: replace(_broken(rng), rules=rules))
        for rules in RULES
    },
    **{f"pdf.rotate_{angle}": _pdf(_broken, _ink(rotate=angle)) for angle in (90, 180, 270)},
    # Whether a word is covered is seen by drawing it, which needs glyphs on every machine.
    **{f"pdf.hidden_{kind}": _pdf(_upright, _ink(hidden=kind, embedded=True)) for kind in _HIDDEN},
    **{
        f"pdf.chars_{kind}": _pdf(_upright, _ink(chars=kind))
        for kind in ("each", "twice", "spaced", "stretched")
    },
    "pdf.in_form": _pdf(_upright, _ink(in_form=True)),
    "pdf.seal": _pdf(_upright, _ink(seal=True)),
    "pdf.diagonal": _pdf(_ruled(diagonal=True)),
    "pdf.running_head": _pdf(
        lambda rng: replace(_broken(rng), running_head="2024年政府信息公开工作年度报告 第 12 期")
    ),
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
        turned=rng.random() < 0.3,
        ragged=rng.random() < 0.2,
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
    "shadow": "@page{size:A4;margin:2cm} td{background:#fafafa;box-shadow:0 0 1px #999} p{border:1px solid #fff}",
}


def _by_chromium(rules: str, css: str, make_style: Callable[[Random], Style]) -> Recipe:
    def recipe(rng: Random, path: Path) -> Case:
        truth, style = make_truth(rng), make_style(rng)
        options = HtmlOptions(rules=rules, css=css, head_repeats=rng.random() < 0.5)  # type: ignore[arg-type]
        path = path.with_suffix(".html")
        path.write_bytes(write_html(document(truth, style, rng), options, rng))
        return Case(path, truth, convert="chromium")

    return recipe


_UNRULED = ("horizontal", "none", "three_line")
BY_PROGRAM: dict[str, Recipe] = {
    "office.mix": _by_office,
    **{f"chromium.full_{name}": _by_chromium("full", css, choose_style) for name, css in _PRINTED.items()},
    **{
        f"chromium.{rules}_{name}": _by_chromium(rules, _PRINTED[name], ordinary)
        for rules in _UNRULED
        for name in ("plain", "breaks")
    },
    **{f"chromium.{rules}_mix": _by_chromium(rules, _PRINTED["breaks"], choose_style) for rules in _UNRULED},
}
