"""The development corpus: how well it is read, and what holds of every item in it."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from form.spelling import squeeze
from ingest.model import NarrativeItem
from ingest.prose import Prose, read_prose

HERE = Path(__file__).parent


def _scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("prose_score", HERE / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["prose_score"] = module
    spec.loader.exec_module(module)
    return module


SCORE = _scorer()
CORPUS: list[dict[str, Any]] = SCORE.load_corpus(HERE / "dev.json")
PASSAGES = st.sampled_from(CORPUS)
# Page numbers between lines are told apart by the lines they stand on; so is half a number alone on one.
PAGED = re.compile(r"\n\s*[-—–]?\s*\d{1,3}\s*[-—–]?\s*\n")
SPLIT = re.compile(r"\d\s+\d")


def _depends_on_lines(passage: dict[str, Any]) -> bool:
    text = "".join(passage["sections"].values())
    return bool(PAGED.search(text) or SPLIT.search(text))


UNPAGED = st.sampled_from([one for one in CORPUS if not _depends_on_lines(one)])


def facts(prose: Prose) -> list[tuple[float, str, str, str, str]]:
    return [SCORE.item_of(one.kind, one.label, one.value, one.unit, one.qualifier) for one in prose.narrative]


def reread(passage: dict[str, Any], change: Any) -> Prose:
    return read_prose({key: change(text) for key, text in passage["sections"].items()}, passage["year"])


def test_the_corpus_has_as_many_passages_as_it_promises() -> None:
    assert len(CORPUS) >= 130
    assert len({one["id"] for one in CORPUS}) == len(CORPUS)


def test_the_development_corpus_is_read() -> None:
    score = SCORE.score(CORPUS)
    assert score.f1 >= 0.97, score.misses
    assert score.stated >= 0.99, score.misses


@pytest.mark.parametrize("passage", CORPUS, ids=lambda passage: passage["id"])
def test_evidence_is_a_part_of_the_text_with_number_and_label(passage: dict[str, Any]) -> None:
    for item in SCORE.read_passage(passage).narrative:
        assert item.evidence in passage["sections"]["1"]
        assert _has_label(item)
        assert re.search(r"[\d０-９〇零一二三四五六七八九十百千万两]", item.evidence)


def _has_label(item: NarrativeItem) -> bool:
    evidence = PAGED.sub("", item.evidence)
    return squeeze(item.label) in squeeze(evidence)


@pytest.mark.parametrize("passage", [one for one in CORPUS if "findings" in one], ids=lambda one: one["id"])
def test_sums_that_do_not_add_up_are_found(passage: dict[str, Any]) -> None:
    found = [
        {"rule": one.rule, "expected": one.expected, "actual": one.actual}
        for one in SCORE.read_passage(passage).findings
    ]
    assert found == passage["findings"]


@given(passage=UNPAGED, cuts=st.lists(st.integers(0, 600), max_size=40))
def test_line_breaks_anywhere_change_no_item(passage: dict[str, Any], cuts: list[int]) -> None:
    def broken(text: str) -> str:
        return "".join(char + ("\n" if place in cuts else "") for place, char in enumerate(text))

    assert facts(reread(passage, broken)) == facts(SCORE.read_passage(passage))
    assert reread(passage, broken).stated == SCORE.read_passage(passage).stated


@given(passage=UNPAGED)
def test_a_line_break_after_every_character_changes_no_item(passage: dict[str, Any]) -> None:
    assert facts(reread(passage, "\n".join)) == facts(SCORE.read_passage(passage))


@given(passage=UNPAGED, gap=st.sampled_from([" ", "  ", "\u3000", "\u00a0", "\t"]))
def test_spaces_between_characters_change_no_item(passage: dict[str, Any], gap: str) -> None:
    assert facts(reread(passage, gap.join)) == facts(SCORE.read_passage(passage))
    assert reread(passage, gap.join).stated == SCORE.read_passage(passage).stated


@given(passage=PASSAGES)
def test_full_width_digits_change_no_item(passage: dict[str, Any]) -> None:
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    assert facts(reread(passage, lambda text: text.translate(wide))) == facts(SCORE.read_passage(passage))


@given(
    text=st.text(alphabet="公开发布政策文件信息其中、，。；：（）“”12３十百余条篇件年2024 \n-—", max_size=300)
)
def test_any_text_gives_items_whose_evidence_is_in_it(text: str) -> None:
    for item in read_prose({"1": text}, 2024).narrative:
        assert item.evidence in text
        assert squeeze(item.label) in squeeze(item.evidence)
