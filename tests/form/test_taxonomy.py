"""Facts about the kinds of disclosed information."""

from __future__ import annotations

import re

import pytest

from form.taxonomy import BY_KEY, KINDS, categorise


def test_every_kind_has_a_key_a_label_a_definition_and_words_that_lead_to_it() -> None:
    for kind in KINDS:
        assert re.fullmatch(r"[a-z]+(?:_[a-z]+)*", kind.key)
        assert kind.label
        assert kind.definition.endswith("。")
        assert kind.aliases
        assert kind.keywords


def test_keys_and_labels_are_unique() -> None:
    assert len(BY_KEY) == len(KINDS)
    assert len({kind.label for kind in KINDS}) == len(KINDS)


def test_no_word_leads_to_two_kinds() -> None:
    for words in ("aliases", "keywords"):
        listed = [word for kind in KINDS for word in getattr(kind, words)]
        assert len(listed) == len(set(listed))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_a_kinds_own_words_lead_to_it(kind: object) -> None:
    key = kind.key  # type: ignore[attr-defined]
    for word in (kind.label, *kind.aliases):  # type: ignore[attr-defined]
        assert categorise(word) == key


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("安全生产信息", "safety"),
        ("部门预算信息", "finance"),
        ("部 门\n决算", "finance"),
        ("政策文件、决策公开和政策解读", "policy"),
        ("信访维稳工作信息", "petitions"),
        ("行政处罚结果", "law_enforcement"),
        ("惠农补贴发放情况", "rural"),
        ("低保对象信息", "social_protection"),
        ("法治政府建设报告", "rule_of_law"),
        ("其他工作信息", "news"),
        ("重点项目进展", "projects_procurement"),
    ],
)
def test_labels_as_reports_write_them_find_their_kind(label: str, key: str) -> None:
    assert categorise(label) == key


def test_a_label_that_fits_none_has_no_kind() -> None:
    assert categorise("最美风景") is None
    assert categorise("") is None


def test_the_offices_own_alias_goes_before_everything() -> None:
    assert categorise("安全生产信息", {"安全生产": "news"}) == "news"
    assert categorise("最美风景", {"最美风景": "culture"}) == "culture"
