"""Whether a number counts information disclosed in the report's year, and what kind of item it is.

Each rule below answers one question about a number in its clause; a number is an item
where every rule lets it pass.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from ingest.prose import words
from ingest.prose.labels import Clause, is_platform
from ingest.prose.sentences import REACH, Spot
from ingest.prose.text import Squeezed

Mood = Literal["disclosing", "other", "open"]

# Work verbs that are no part of a noun phrase when they stand in front of one.
_WORK_FIRST = re.compile(
    r"^(?:[^,、]{0,12})(?:召开|组织|开展|举办|举行|参加|参与|办理|办结|处理(?!决定|结果|情况)|处置|受理|作出|答复|回复|接听|接待|收到|收集|征集|接到|转办|调解|化解|走访|查处|立案|解决"
    r"|上报|报送|呈报|采纳|吸纳|建成|建立|设立|设置|开设|开通|新建|打造|配备|安装|升级|布设|搭建|制定|制订|出台|修订|签订|调处|劝导|成立|聘请|选派|拥有|现有|设有|建有"
    r"|梳理|细化|优化|承接|下放|归集|录入|约谈|核发|颁发|核准|审核|审查|认领|落实|制发|起草|承办|完成|收录|新增|涉及(?!.*的)|配置|投入|培养|发展(?=党员)|订阅|撰写(?=计划))"
)
_APPLICATIONS = re.compile(r"依申请")
_OTHER_HEADING = re.compile(r"管理|监督|保障|组织")
_RESPONSE = re.compile(r"回应.{0,6}(?:关切|关注|热点)(?:信息)?$")


@dataclass(frozen=True, slots=True)
class Context:
    """What the sentence has said so far.

    Attributes:
        year: The report's year, or None.
        time_is_other: True after a mark of another time than the report's year.
        mood: What the verb before was about.
        in_parts: True inside a list of parts of an item.
        heading: The sub-heading, or "".
    """

    year: int | None
    time_is_other: bool = False
    mood: Mood = "open"
    in_parts: bool = False
    heading: str = ""


def other_time(text: str, before: bool, year: int | None) -> bool:
    """Given a clause, return whether what it counts belongs to another time than the report's year.

    Args:
        text: The clause before the number, masked.
        before: What held before the clause.
        year: The report's year, or None where it is not known.
    """
    marks: list[tuple[int, bool]] = [(match.end(), True) for match in words.OTHER_TIME.finditer(text)]
    marks += [(match.end(), False) for match in words.THIS_TIME.finditer(text)]
    for match in words.YEAR.finditer(text):
        if words.DOCUMENT_OF_YEAR.match(text, match.start()):
            continue
        marks.append((match.end(), _is_other_year(match, year)))
    spans = [(match.end(), match[1] != match[2]) for match in words.YEARS_SPAN.finditer(text)]
    spans = [(end, other) for end, other in spans if not words.DOCUMENT_OF_YEAR.match(text, max(0, end - 5))]
    marks = [mark for mark in marks if not any(abs(mark[0] - end) <= 1 for end, _ in spans)] + spans
    return max(marks, default=(0, before))[1]


def _is_other_year(match: re.Match[str], year: int | None) -> bool:
    if year is None:
        return False
    stated = int(match[1])
    since = bool(match["since"]) and (
        "以来" in match["since"] or "至今" in match["since"] or "起" in match["since"]
    )
    if since:
        return stated < year
    return stated != year


def is_item(squeezed: Squeezed, spot: Spot, clause: Clause, context: Context) -> bool:
    """Return whether a number counts disclosed information of the report's year."""
    if context.time_is_other or _is_difference(squeezed.masked, spot):
        return False
    if clause.label is None and clause.platform is None:
        return False
    if _removed_or_requested(squeezed.masked, spot, clause):
        return False
    label = label_text(squeezed, clause)
    if (
        words.NEVER_HEAD.search(label)
        and not _RESPONSE.search(label)
        and not _platform_label(squeezed, clause)
    ):
        return False
    if clause.verb and not (
        clause.verb in words.WEAK_DISCLOSING
        and spot.quantity.unit in words.LOOSE_UNITS
        and not _platform_label(squeezed, clause)
    ):
        return _fits_with_verb(spot, label)
    return _fits_without_verb(squeezed, spot, clause, context, label)


def label_text(squeezed: Squeezed, clause: Clause) -> str:
    """Return the label of a clause as squeezed text, "" where there is none."""
    return squeezed.text[clause.label.start : clause.label.end] if clause.label else ""


def _platform_label(squeezed: Squeezed, clause: Clause) -> bool:
    return clause.label is not None and is_platform(label_text(squeezed, clause))


def _is_difference(masked: str, spot: Spot) -> bool:
    left = masked[spot.left : spot.quantity.start]
    return bool(words.COMPARISON.search(left) or words.DIFFERENCE.search(left) or words.FUTURE.search(left))


def _removed_or_requested(masked: str, spot: Spot, clause: Clause) -> bool:
    """Return whether the clause removes information, or does other work that no verb of disclosing follows."""
    before = masked[spot.left : clause.verb_at]
    if clause.verb:
        if words.REMOVING.search(before) and not re.search(r"(?:后|并|再|,)$", before):
            return True
        whole = masked[max(spot.left, clause.verb_at - 2) : clause.verb_at + 2]
        return bool(re.search(r"依申请公开|予以公开|部分公开|不予公开|未公开", whole))
    return bool(words.REMOVING.search(before) or _WORK_FIRST.match(before))


def _fits_with_verb(spot: Spot, label: str) -> bool:
    """Return whether a verb of disclosing and its object go with the unit: 公开栏12个 do not."""
    if _WORK_FIRST.match(label) and not words.INFORMATION_HEAD.search(label):
        return False
    return not (
        re.search(r"(?:案件|栏目|专栏|平台|网站|账号|点位)$", label)
        and spot.quantity.unit in words.FACILITY_UNITS
    )


def _fits_without_verb(squeezed: Squeezed, spot: Spot, clause: Clause, context: Context, label: str) -> bool:
    unit = spot.quantity.unit
    seldom = bool(words.SELDOM_HEAD.search(label))
    informs = bool(words.INFORMATION_HEAD.search(label))
    platform = clause.label is not None and is_platform(label)
    if not unit and (words.NO_COUNT_LABEL.search(label) or not (context.in_parts or informs)):
        return False
    if context.mood == "other":
        return False
    if context.mood == "disclosing":
        if platform and unit in words.FACILITY_UNITS:
            return False
        return not seldom or platform or (context.in_parts and unit in words.INFORMATION_UNITS | {""})
    if (
        unit in words.LOOSE_UNITS
        or _OTHER_HEADING.search(context.heading)
        or _APPLICATIONS.search(context.heading)
    ):
        return False
    return (
        informs
        or (platform and unit in words.INFORMATION_UNITS)
        or ("公开" in context.heading and not seldom and unit in {"条", "篇", "则"})
    )


def mood_after(squeezed: Squeezed, spot: Spot, clause: Clause, context: Context, accepted: bool) -> Mood:
    """Return what the sentence is about after a number."""
    if accepted:
        return "disclosing"
    if context.time_is_other or _is_difference(squeezed.masked, spot):
        return context.mood
    left = squeezed.masked[spot.left : spot.quantity.start]
    if words.REMOVING.search(left) or _WORK_FIRST.match(left):
        return "other"
    return context.mood


def mood_of_lead(masked: str, spot: Spot, mood: Mood) -> Mood:
    """Return what the clauses without a number before this one are about."""
    lead = masked[max(spot.lead, spot.left - REACH) : spot.left]
    clauses = [clause for clause in re.split(r"[,;:]", lead) if clause]
    for clause in clauses:
        if _WORK_FIRST.match(clause) or words.REMOVING.search(clause):
            mood = "open" if mood != "other" else mood
        if words.DISCLOSING.search(clause) and not _APPLICATIONS.search(clause):
            mood = "disclosing"
    return mood
