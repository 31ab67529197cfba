"""Recipes of reports whose tables an office changed, in every format."""

from __future__ import annotations

from pathlib import Path
from random import Random

from tests.corpus.cases import Case, Recipe, document, ordinary
from tests.corpus.oddities import CHANGES, Change
from tests.corpus.truth import make_truth
from tests.corpus.writers.docx import DocxOptions, write_docx
from tests.corpus.writers.html import HtmlOptions, write_html
from tests.corpus.writers.marks import PageOptions
from tests.corpus.writers.pdf import InkOptions, write_pdf
from tests.corpus.writers.text import write_text
from tests.corpus.writers.xlsx import XlsxOptions, write_xlsx

WITH_CELLS = ("docx", "pdf", "html", "xlsx")
FORMS = (
    "docx",
    "pdf",
    "pdf_three_line",
    "pdf_none",
    "html",
    "xlsx",
    "pipe_row",
    "tab_row",
    "pdf_copy",
    "cell_lines",
)

# Where these are copied as text or printed without lines, what belongs together is lost: a finding says so.
OF_CELLS = frozenset({"applications_halved", "applications_turned", "merged_noughts", "by_measure"})


def _odd(change: Change) -> Recipe:
    def recipe(rng: Random, path: Path) -> Case:
        truth = make_truth(rng)
        blocks = change(document(truth, ordinary(rng), rng), truth, rng)
        kind = rng.choice(WITH_CELLS if change.__name__ in OF_CELLS else FORMS)
        match kind:
            case "docx":
                path = path.with_suffix(".docx")
                write_docx(blocks, DocxOptions(), rng, path)
            case "pdf" | "pdf_three_line" | "pdf_none":
                path = path.with_suffix(".pdf")
                rules = {"pdf": "full"}.get(kind, kind.removeprefix("pdf_"))
                write_pdf(blocks, PageOptions(rules=rules), InkOptions(), rng, path)  # type: ignore[arg-type]
            case "html":
                path = path.with_suffix(".html")
                path.write_bytes(write_html(blocks, HtmlOptions(), rng))
            case "xlsx":
                path = path.with_suffix(".xlsx")
                write_xlsx(blocks, XlsxOptions(), rng, path)
            case _:
                path = path.with_suffix(".txt")
                path.write_text(write_text(blocks, kind, rng), encoding="utf-8")  # type: ignore[arg-type]
        return Case(path, truth)

    return recipe


ODD: dict[str, Recipe] = {f"odd.{name}": _odd(change) for name, change in CHANGES.items()}
