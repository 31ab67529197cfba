"""What the reports say of their own problems: themes over units and years, what comes back, and a search."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from form.themes import BY_KEY, THEMES, themes_of
from form.turns import Side
from ui import words
from ui.derive import REPORTED, VALUE
from ui.heat import Cell
from ui.html import Safe, go, join, tag
from ui.remarks import Remark
from ui.report import SECTION_TITLES, marked
from ui.sides import parted

PROBLEMS = "5"


@dataclass(frozen=True, slots=True)
class Said:
    """What of section 五 is counted, and how the page says so.

    Attributes:
        label: The choice that a user sees.
        counted: The title over the number of reports by theme.
        again: What comes back every year.
        most: What stands before the themes that most reports name.
        side: None for all of it.
    """

    label: str
    counted: str
    again: str
    most: str
    side: Side | None = None

    def of(self, text: str) -> str:
        """Given the text of a section, return what of it is counted."""
        if self.side is None:
            return text
        parts = parted(text)
        return parts.problem if self.side is Side.PROBLEM else parts.measure


WHOLE = Said("问题和措施", "每个主题有几份报告提到", "年年都提的", "提到最多的是")
SAID = {
    one.label: one
    for one in (
        WHOLE,
        Said("存在的问题", "每个主题有几份报告说是问题", "年年都说的问题", "说得最多的问题是", Side.PROBLEM),
        Said("改进措施", "每个主题有几份报告提出措施", "年年都提的措施", "提得最多的措施是", Side.MEASURE),
    )
}
# As many years in a row make a promise one that comes back.
RECURRING_YEARS = 3
_AROUND = 46
_KEPT_TEXTS = 65_536
_SENTENCE = re.compile(r"[^。；;！!？?\n]+[。；;！!？?]?")


def sentences(text: str) -> list[str]:
    """Given a text, return its sentences; a clause that ends in a semicolon counts as one."""
    return [found.strip() for found in _SENTENCE.findall(text) if found.strip()]


def theme_rows(sections: pd.DataFrame, said: Said = WHOLE) -> pd.DataFrame:
    """Given section 五 of reports, return a row for each report and theme that it mentions, with its text.

    ``said`` takes of each section what it says of problems or of measures only. No word of a theme goes
    over the end of a sentence: what the text mentions, some sentence of it does.
    """
    texts = [said.of(text) for text in sections["text"]]
    found = sections[["unit_code", "year"]].assign(text=texts, theme=[_themes_in(text) for text in texts])
    found = found[found["theme"].map(len) > 0].explode("theme", ignore_index=True)
    return found[["unit_code", "year", "theme", "text"]]


@lru_cache(maxsize=_KEPT_TEXTS)
def _themes_in(text: str) -> tuple[str, ...]:
    return themes_of(text)


def said_of(text: str, theme: str) -> str:
    """Given a text and the key of a theme, return the sentences that show it."""
    return "".join(sentence for sentence in sentences(text) if theme in themes_of(sentence))


def by_year(themes: pd.DataFrame, years: Sequence[int]) -> pd.DataFrame:
    """Given themes by report, return how many reports mention each, by year: theme, then a column a year."""
    counts = themes.groupby(["theme", "year"]).size().unstack("year", fill_value=0)
    counts = counts.reindex(index=[theme.key for theme in THEMES], columns=list(years), fill_value=0)
    counts.insert(0, "label", [theme.label for theme in THEMES])
    return counts.reset_index(drop=True)


def theme_cells(counts: pd.DataFrame, years: Sequence[int]) -> list[tuple[str, list[Cell]]]:
    """Given how many reports mention each theme, return rows as a picture of a heat table takes them."""
    return [
        (row["label"], [Cell(float(row[year]), VALUE, "", {}) for year in years])
        for row in counts.to_dict("records")
    ]


def to_units(label: str) -> Safe:
    """Given a theme's name, return it as a link to the units that mention it."""
    return go(label, "problems", view="各单位", theme=label)


def theme_marks(themes: pd.DataFrame, due: pd.DataFrame, key: str) -> pd.DataFrame:
    """Given themes by report and units × years with their states, return in how many sentences a unit mentions it.

    The value is 1 where a report mentions the theme and 0 where it does not: a missing report is neither.
    """
    mine = themes[themes["theme"] == key]
    there = set(zip(mine["unit_code"], mine["year"], strict=True))
    states = zip(due["unit_code"], due["year"], due["state"], strict=True)
    rows = [(1.0 if (c, y) in there else 0.0) if s == REPORTED else float("nan") for c, y, s in states]
    return due.assign(value=rows, mark=due["state"].where(due["state"] != REPORTED, VALUE))


def recurring(themes: pd.DataFrame, year: int, labels: dict[str, str]) -> list[Remark]:
    """Given themes by report, return what each unit has named for years in a row up to the year, longest first."""
    lately = themes[themes["year"].between(year - RECURRING_YEARS + 1, year)]
    often = lately.groupby(["unit_code", "theme"])["year"].nunique() == RECURRING_YEARS
    candidates = themes.merge(often[often].index.to_frame(index=False), on=["unit_code", "theme"])
    named = {key: set(group["year"]) for key, group in candidates.groupby(["unit_code", "theme"], sort=False)}
    together: dict[tuple[int, str], list[str]] = {}
    for (code, theme), years in named.items():
        together.setdefault((run(years, year), code), []).append(BY_KEY[theme].label)
    return [
        Remark(join([go(labels[code], "report", unit=labels[code], year=year, part="正文"), said]))
        for (length, code), found in sorted(together.items(), key=lambda item: -item[0][0])
        if length >= RECURRING_YEARS
        for said in [f"：{'、'.join(found)}，已连续 {length} 年"]
    ]


def run(years: set[int], last: int) -> int:
    """Return how many years in a row up to the last one are in the set."""
    length = 0
    while last - length in years:
        length += 1
    return length


def search_words(query: str) -> list[str]:
    """Given what somebody typed, return its words; a space means and."""
    return query.replace("　", " ").split()


def hits(sections: pd.DataFrame, wanted: Sequence[str], labels: dict[str, str], most: int) -> Safe:
    """Given sections that hold the words, return them with the words marked, each leading to its report."""
    items = [_hit(row, wanted, labels) for row in sections.head(most).itertuples()]
    return tag("ul", join(items), class_="remarks")


def _hit(row: object, wanted: Sequence[str], labels: dict[str, str]) -> Safe:
    name, year = labels[row.unit_code], int(row.year)
    where = go(f"{name} {year} 年", "report", unit=name, year=year, part="正文")
    title = tag("span", SECTION_TITLES.get(row.section, row.section), class_="quiet small")
    return tag("li", tag("b", where), " ", title, tag("div", snippet(row.text, wanted)))


def snippet(text: str, wanted: Sequence[str]) -> Safe:
    """Given a text and words in it, return what stands around the first of them, the words marked."""
    first = min((at for word in wanted if (at := text.find(word)) >= 0), default=0)
    start, end = max(0, first - _AROUND), min(len(text), first + 2 * _AROUND)
    cut = f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"
    return marked(cut.replace("\n", ""), wanted)


def untold_words(sections: pd.DataFrame, year: int) -> str:
    """Given section 五 of reports, return how many of the year do not let problems and measures be told apart."""
    now = sections.loc[sections["year"] == year, "text"]
    untold = sum(not parted(text).is_told_apart for text in now)
    return f"其中 {untold} 份的文字分不出问题和措施，只计入“{WHOLE.label}”。" if untold else ""


def answer_words(themes: pd.DataFrame, reports: int, year: int, said: Said = WHOLE) -> str:
    """Given themes by report, return what most reports of the year name."""
    now = themes[themes["year"] == year]["theme"].value_counts()
    if now.empty:
        return f"{year} 年没有报告写到{'问题与改进' if said is WHOLE else said.label}。"
    most = [f"{BY_KEY[key].label}（{count} 份）" for key, count in now.head(3).items()]
    return f"{year} 年 {reports} 份写了问题与改进的报告里，{said.most}{words.listed(most)}。"


def table(themes: pd.DataFrame, labels: dict[str, str]) -> pd.DataFrame:
    """Given themes by report, return them for people, with the sentences."""
    return pd.DataFrame(
        {
            "单位": themes["unit_code"].map(labels),
            "年度": themes["year"].astype(str),
            "主题": [BY_KEY[key].label for key in themes["theme"]],
            "原文": [said_of(*one) for one in zip(themes["text"], themes["theme"], strict=True)],
        }
    )
