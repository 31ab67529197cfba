"""What the units themselves name as their problems in section 五, by theme, as a list to edit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from exports.source import Source
from form.themes import BY_KEY, THEMES, themes_of
from form.units import COUNTY

_SECTION = "5"
_SENTENCE = re.compile(r"[^。；;！!？?\n]+")
_LEADING = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十\d]+[）)、.．是]|[①-⑩]|第[一二三四五]|其[一二三四五])+[,，:：]?\s*"
)
# From here on a section speaks of what is to be done, no longer of what is wrong.
_REMEDY = re.compile(
    r"改进(?:措施|情况|方向|工作)?[:：]|下一步|今后|整改措施|针对(?:上述|以上|存在|这些)|下步|改进措施|"
    r"20\d{2}年[,，]?.{0,12}将|将(?:重点|从以下|采取)"
)
# What leads up to a list of problems says none itself.
_OPENING = re.compile(r"^.{0,60}(?:问题|不足|差距|环节|困难|表现|方面)[^:：]{0,8}[:：]")
_LEAST_CHARACTERS = 6


@dataclass(frozen=True, slots=True)
class Named:
    """A problem in the words of a report, and the units that name it in these words."""

    text: str
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ThemeList:
    """The problems of a theme, those named by most units first."""

    label: str
    units: int
    problems: tuple[Named, ...]


def problem_sentences(text: str) -> list[str]:
    """Given a section 五, return the sentences that name a problem, without their item numbers.

    >>> problem_sentences("存在问题：一是更新不够及时；二是人员多为兼职。改进措施：加强培训。")
    ['更新不够及时', '人员多为兼职']
    """
    found = []
    for sentence in _SENTENCE.findall(text):
        if _REMEDY.search(sentence):
            break
        words = _LEADING.sub("", _OPENING.sub("", sentence).strip())
        if len(words) >= _LEAST_CHARACTERS and themes_of(words):
            found.append(words)
    return found


def read_problems(source: Source, year: int, names: Mapping[str, str]) -> tuple[tuple[ThemeList, ...], int]:
    """Given units by code, return what their reports of the year name as problems, and how many reports do."""
    sections = source.rows("section_texts", years=[year], sections=[_SECTION], words=[])
    mine = sections[(sections["kind"] != COUNTY) & sections["unit_code"].isin(list(names))]
    said: dict[str, dict[str, list[str]]] = {}
    writers = 0
    for code, text in zip(mine["unit_code"], mine["text"], strict=True):
        sentences = problem_sentences(text)
        writers += bool(sentences)
        for sentence in dict.fromkeys(sentences):
            theme = said.setdefault(themes_of(sentence)[0], {})
            theme.setdefault(sentence, []).append(names[code])
    ordered = [theme.key for theme in THEMES if theme.key in said]
    return tuple(_theme(key, said[key]) for key in ordered), writers


def _theme(key: str, said: Mapping[str, Iterable[str]]) -> ThemeList:
    problems = [Named(text, tuple(units)) for text, units in said.items()]
    problems.sort(key=lambda named: -len(named.units))
    units = {unit for named in problems for unit in named.units}
    return ThemeList(BY_KEY[key].label, len(units), tuple(problems))
