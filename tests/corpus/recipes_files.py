"""Recipes of Word files, text, web pages and spreadsheets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

from tests.corpus.cases import Case, Recipe, document, ordinary
from tests.corpus.style import Style, choose_style
from tests.corpus.truth import make_truth
from tests.corpus.writers.docx import DocxOptions, write_docx
from tests.corpus.writers.html import HtmlOptions, write_html, write_mht
from tests.corpus.writers.ooxml import Pen
from tests.corpus.writers.text import SHAPES, Shape, write_text
from tests.corpus.writers.xlsx import XlsxOptions, write_xlsx


def _docx(
    make_options: Callable[[Random], DocxOptions], make_style: Callable[[Random], Style] = ordinary
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
        turned=rng.random() < 0.3,
        ragged=rng.random() < 0.2,
    )


DOCX: dict[str, Recipe] = {
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
    "docx.turned": _docx(lambda _: DocxOptions(turned=True), lambda _: Style(vertical=True)),
    "docx.ragged": _docx(lambda _: DocxOptions(ragged=True)),
    "docx.split_runs": _docx(lambda _: _pen("split_runs")),
    "docx.mix": _docx(_any_docx, choose_style),
}


def _text(shape: Shape, make_style: Callable[[Random], Style] = ordinary) -> Recipe:
    def recipe(rng: Random, path: Path) -> Case:
        truth, style = make_truth(rng), make_style(rng)
        path = path.with_suffix(".txt")
        path.write_text(write_text(document(truth, style, rng), shape, rng), encoding="utf-8")
        return Case(path, truth)

    return recipe


def _any_text(rng: Random, path: Path) -> Case:
    return _text(rng.choice(SHAPES), choose_style)(rng, path)


TEXT: dict[str, Recipe] = {**{f"text.{shape}": _text(shape) for shape in SHAPES}, "text.mix": _any_text}


def _html(
    make_options: Callable[[Random], HtmlOptions],
    make_style: Callable[[Random], Style] = ordinary,
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
        word=rng.random() < 0.2,
    )


HTML: dict[str, Recipe] = {
    "html.plain": _html(lambda _: HtmlOptions()),
    "html.site": _html(lambda _: HtmlOptions(chrome=True, metadata="2025-01-23")),
    "html.layout_tables": _html(lambda _: HtmlOptions(layout_tables=3, chrome=True)),
    "html.saved_by_word": _html(lambda _: HtmlOptions(word=True, spans=True)),
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


def _xlsx(
    make_options: Callable[[Random], XlsxOptions], make_style: Callable[[Random], Style] = ordinary
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


XLSX: dict[str, Recipe] = {
    "xlsx.plain": _xlsx(lambda _: XlsxOptions()),
    "xlsx.by_table": _xlsx(lambda _: XlsxOptions(sheets="by_table")),
    "xlsx.prose_apart": _xlsx(lambda _: XlsxOptions(sheets="prose_apart", offset=2)),
    "xlsx.as_text": _xlsx(lambda _: XlsxOptions(as_text=True)),
    "xlsx.formulas_stored": _xlsx(lambda _: XlsxOptions(formulas="stored")),
    "xlsx.formulas_not_stored": _xlsx(lambda _: XlsxOptions(formulas="not_stored")),
    "xlsx.formulas_error": _xlsx(lambda _: XlsxOptions(formulas="error")),
    "xlsx.hidden": _xlsx(lambda _: XlsxOptions(hidden=True)),
    "xlsx.hidden_columns": _xlsx(lambda _: XlsxOptions(hidden_columns=True)),
    "xlsx.not_merged": _xlsx(lambda _: XlsxOptions(merged=False)),
    "xlsx.comments": _xlsx(lambda _: XlsxOptions(comments=True)),
    "xlsx.mix": _xlsx(_any_xlsx, choose_style),
}
