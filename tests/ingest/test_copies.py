"""Copied words are found whatever names and numbers were changed; what everybody writes is no copy."""

from __future__ import annotations

from random import Random

import pytest

from ingest.copies import check_copies
from ingest.load_versions import Placed
from ingest.model import Finding
from tests.ingest.together_build import placed, rules, unit

# Characters that make words of no report; a seeded run of them is prose that nobody else has.
_CHARS = "山川田林河桥路村社人工学农事政公开信息服务群众补贴资金项目名单监督检查培训宣传解读平台窗口热线"


def _prose(seed: int, sentences: int = 8) -> str:
    rng = Random(seed)
    return "".join("".join(rng.choices(_CHARS, k=rng.randint(18, 34))) + "。" for _ in range(sentences))


TOWNS = ("清水镇", "石桥镇", "龙泉镇", "青石镇", "永安镇", "三溪乡")
UNITS = [unit(name) for name in TOWNS]
TEXT = _prose(1)


def _checked(*reports: Placed) -> list[Placed]:
    return check_copies(list(reports), UNITS)


def _report(town: str, year: int, text: str, key: str = "5") -> Placed:
    return placed(town, year, sections={key: text})


def _only(reports: list[Placed]) -> Finding:
    (found,) = [found for report in reports for found in report.findings]
    return found


def test_the_words_of_another_unit_are_found_in_both() -> None:
    done = _checked(_report("清水镇", 2024, TEXT), _report("石桥镇", 2024, TEXT))
    assert rules(done) == [("清水镇", 2024, "text.copied"), ("石桥镇", 2024, "text.copied")]
    assert "石桥镇2024年" in done[0].findings[0].message
    assert "100%" in done[0].findings[0].message


def test_what_stands_in_two_reports_is_told_of_the_later_one() -> None:
    first, second = _report("清水镇", 2023, TEXT), _report("石桥镇", 2024, TEXT)
    found = _only(_checked(first, second))
    assert found.about == (first.loaded.report.sha256,)
    assert "清水镇2023年" in found.message


def test_names_and_numbers_that_were_changed_do_not_hide_a_copy() -> None:
    own = TEXT.replace("。", "，清水镇公开12条。")
    taken = TEXT.replace("。", "，石桥镇公开３４０条。")
    assert len(rules(_checked(_report("清水镇", 2024, own), _report("石桥镇", 2024, taken)))) == 2


def test_last_years_words_are_a_question_of_their_own() -> None:
    done = _checked(_report("清水镇", 2023, TEXT), _report("清水镇", 2024, TEXT))
    assert rules(done) == [("清水镇", 2024, "text.repeated")]
    assert done[1].findings[0].severity == "notice"


def test_words_of_two_years_ago_are_not() -> None:
    assert rules(_checked(_report("清水镇", 2022, TEXT), _report("清水镇", 2024, TEXT))) == []


def test_who_wrote_it_first_is_not_told_that_it_copied() -> None:
    done = _checked(
        _report("清水镇", 2022, TEXT), _report("清水镇", 2023, TEXT), _report("石桥镇", 2023, TEXT)
    )
    assert rules(done) == [("清水镇", 2023, "text.repeated"), ("石桥镇", 2023, "text.copied")]


def test_words_that_most_units_share_are_no_copy() -> None:
    assert rules(_checked(*(_report(town, 2024, TEXT) for town in TOWNS))) == []


def test_a_copy_among_what_most_units_share_is_still_one() -> None:
    shared = _prose(9, sentences=20)
    own = [shared + (TEXT if at < 2 else _prose(20 + at)) for at in range(len(TOWNS))]
    done = _checked(*(_report(town, 2024, text) for town, text in zip(TOWNS, own, strict=True)))
    assert rules(done) == [("清水镇", 2024, "text.copied"), ("石桥镇", 2024, "text.copied")]
    shown = "".join(passage.own for passage in done[0].findings[0].passages)
    assert "".join(shown.split()) == TEXT


@pytest.mark.parametrize(("taken", "told"), [(6, True), (3, False)])
def test_a_part_of_it_counts_from_six_in_ten(taken: int, told: bool) -> None:
    sentences = TEXT.split("。")
    mixed = "。".join(sentences[:taken]) + "。" + _prose(2, sentences=8 - taken)
    done = _checked(_report("清水镇", 2023, TEXT), _report("石桥镇", 2024, mixed))
    assert (rules(done) == [("石桥镇", 2024, "text.copied")]) is told


def test_a_few_words_are_no_section() -> None:
    assert rules(_checked(_report("清水镇", 2024, TEXT[:80]), _report("石桥镇", 2024, TEXT[:80]))) == []


def test_the_passages_stand_side_by_side() -> None:
    sentences = TEXT.split("。")
    mixed = _prose(3, 1) + "。".join(sentences[:4]) + "。" + _prose(4, 1) + "。".join(sentences[4:])
    done = _checked(_report("清水镇", 2023, TEXT), _report("石桥镇", 2024, mixed))
    passages = _only(done).passages
    assert [passage.own for passage in passages] == [passage.other for passage in passages]
    assert "".join(passage.own for passage in passages) == TEXT
    assert {passage.section for passage in passages} == {"5"}


def test_a_report_that_does_not_count_is_compared_with_none() -> None:
    from dataclasses import replace

    old = replace(_report("石桥镇", 2024, TEXT), is_current=False)
    assert rules(_checked(_report("清水镇", 2024, TEXT), old)) == []


def test_half_of_a_long_section_is_no_copy() -> None:
    long = _prose(5, sentences=16)
    mixed = "。".join(long.split("。")[:8]) + "。" + _prose(6, sentences=8)
    assert rules(_checked(_report("清水镇", 2023, long), _report("石桥镇", 2024, mixed))) == []


def test_fewer_than_a_hundred_characters_in_a_row_are_no_copy() -> None:
    short = TEXT[:104]
    assert rules(_checked(_report("清水镇", 2023, short), _report("石桥镇", 2024, short))) == []
