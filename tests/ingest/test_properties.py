"""What must hold for every report, whatever its numbers: it is read back equal, and each relation speaks exactly when it is broken."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

import form
import ingest
from form.model import Address
from ingest.model import Finding, Report
from tests.corpus.cases import document
from tests.corpus.compare import compare, names
from tests.corpus.style import Style
from tests.corpus.truth import Truth, holds, make_truth, relations_of
from tests.corpus.writers.docx import DocxOptions, write_docx
from tests.corpus.writers.html import HtmlOptions, write_html
from tests.corpus.writers.marks import PageOptions
from tests.corpus.writers.pdf import InkOptions, write_pdf
from tests.corpus.writers.text import write_text
from tests.corpus.writers.xlsx import XlsxOptions, write_xlsx

RELATION_RULES = {relation.rule for relation in form.RELATIONS}
WRITERS = ["text", "docx", "html", "xlsx", "pdf"]

truths = st.integers(0, 2**32).map(lambda seed: make_truth(Random(seed)))
sampled = settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    # A smaller failing report is hardly easier to look at, and looking for one takes minutes.
    phases=[Phase.explicit, Phase.generate],
)
many = settings(sampled, max_examples=300)


def _write(truth: Truth, writer: str, folder: Path, said: Truth | None = None) -> Path:
    """Write a report; ``said`` is what its prose speaks of, where that is not the same."""
    rng = Random(5)
    blocks = document(truth, Style(), rng)
    if said is not None:
        tables = iter(block for block in blocks if not hasattr(block, "kind"))
        blocks = [
            block if hasattr(block, "kind") else next(tables) for block in document(said, Style(), Random(5))
        ]
    path = folder / f"report.{'txt' if writer == 'text' else writer}"
    match writer:
        case "text":
            path.write_text(write_text(blocks, "pipe_row", rng), encoding="utf-8")
        case "docx":
            write_docx(blocks, DocxOptions(), rng, path)
        case "html":
            path.write_bytes(write_html(blocks, HtmlOptions(), rng))
        case "xlsx":
            write_xlsx(blocks, XlsxOptions(), rng, path)
        case _:
            write_pdf(blocks, PageOptions(), InkOptions(), rng, path)
    return path


def _read(truth: Truth, writer: str, said: Truth | None = None) -> Report:
    with TemporaryDirectory() as folder:
        return ingest.parse_file(_write(truth, writer, Path(folder), said))


def _spoken(report: Report) -> set[tuple[str, str | None, str | None]]:
    return {(f.rule, f.row, f.column) for f in report.findings if f.rule in RELATION_RULES}


@given(truths)
@settings(many, max_examples=200)
def test_a_made_up_report_agrees_with_itself(truth: Truth) -> None:
    assert all(holds(relation, truth.values) for relation in relations_of(truth))


def _reads_back(truth: Truth, writer: str) -> None:
    report = _read(truth, writer)
    score = compare(report, truth)
    assert score.misses == ()
    assert score.false_errors == ()
    assert score.identity == ()


@pytest.mark.parametrize("writer", WRITERS)
@given(truth=truths)
@sampled
def test_a_report_is_read_back_equal(truth: Truth, writer: str) -> None:
    _reads_back(truth, writer)


@pytest.mark.long
@pytest.mark.parametrize("writer", WRITERS)
@given(truth=truths)
@many
def test_many_reports_are_read_back_equal(truth: Truth, writer: str) -> None:
    _reads_back(truth, writer)


def _change_speaks(truth: Truth, draw: st.DataObject, writer: str) -> None:
    address = draw.draw(st.sampled_from(sorted(truth.values)))
    before = truth.values[address]
    assert before is not None
    changed = truth.with_values({address: before + draw.draw(st.integers(1, 30))})
    report = _read(changed, writer, said=truth)
    meant = {
        (relation.rule, relation.row, relation.column)
        for relation in relations_of(truth)
        if any(term.address == address for term in relation.terms)
    }
    assert _spoken(report) == meant
    assert compare(report, changed).misses == ()


@pytest.mark.parametrize("writer", ["text", "docx"])
@given(truth=truths, draw=st.data())
@sampled
def test_changing_a_number_makes_exactly_its_relations_speak(
    truth: Truth, draw: st.DataObject, writer: str
) -> None:
    _change_speaks(truth, draw, writer)


@pytest.mark.long
@pytest.mark.parametrize("writer", WRITERS)
@given(truth=truths, draw=st.data())
@many
def test_changing_any_of_many_numbers_makes_exactly_its_relations_speak(
    truth: Truth, draw: st.DataObject, writer: str
) -> None:
    _change_speaks(truth, draw, writer)


def _blank_is_named(truth: Truth, address: Address, writer: str) -> None:
    blanked = truth.with_values({address: None})
    report = _read(blanked, writer, said=truth)
    found = {Address(cell.table, cell.row, cell.column): cell.value for cell in report.cells}
    assert address in found
    assert found[address] is None
    assert any(_exactly(finding, address) for finding in report.findings)
    assert compare(report, blanked).misses == ()


def _exactly(finding: Finding, address: Address) -> bool:
    return names(finding, address) and None not in (finding.row, finding.column)


@pytest.mark.parametrize("writer", WRITERS)
@given(truth=truths, draw=st.data())
@sampled
def test_a_blank_cell_is_null_and_named(truth: Truth, draw: st.DataObject, writer: str) -> None:
    _blank_is_named(truth, draw.draw(st.sampled_from(sorted(truth.values))), writer)


def test_two_columns_that_changed_places_are_noticed() -> None:
    truth = make_truth(Random(3), edition="2021", density="dense")
    first = Address("applications", "granted", "business")
    second = Address("applications", "granted", "research")
    swapped = truth.with_values({first: truth.values[second], second: truth.values[first]})
    assert truth.values[first] != truth.values[second]
    report = _read(swapped, "docx", said=truth)
    spoken = _spoken(report)
    assert ("applications.results_sum", None, "business") in spoken
    assert ("applications.results_sum", None, "research") in spoken


def test_a_finding_states_what_was_expected_and_what_is_printed() -> None:
    truth = make_truth(Random(4), edition="2021", density="dense")
    address = Address("litigation", "review", "total")
    printed = (truth.values[address] or Decimal(0)) + 1
    report = _read(truth.with_values({address: printed}), "docx", said=truth)
    (found,) = [finding for finding in report.findings if finding.rule == "litigation.row_sum"]
    assert (found.expected, found.actual) == (float(printed - 1), float(printed))
