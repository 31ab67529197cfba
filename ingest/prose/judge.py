"""Whether a number counts information disclosed in the report's year.

Each rule below answers one question about a number in its clause; a number is an item
where every rule lets it pass.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from ingest.prose import words
from ingest.prose.labels import Clause
from ingest.prose.platforms import is_platform
from ingest.prose.sentences import REACH, Spot
from ingest.prose.text import Squeezed
from ingest.prose.times import is_difference

Mood = Literal["disclosing", "other", "open"]

_APPLICATIONS = re.compile(r"依申请")
_OTHER_HEADING = re.compile(r"依申请|管理|监督|保障|组织")
_RESPONSE = re.compile(r"回应.{0,6}(?:关切|关注|热点)(?:信息)?$")
_ISSUED = re.compile(r"(?:文件|公文|方案|纪要|制度|办法|通知|通报|要点)$")
_REQUESTED = re.compile(r"依申请公开|同意公开|不公开|予以公开|部分公开|不予公开|未公开")
_HANDLES = re.compile(
    r"(?:办理|收到|受理|接收|制定|修订|完善|健全|梳理|征集|收集|召开|举办|开展|规范|落实|报送|上报)了?$"
)
_APPLIED_FOR = re.compile(r"申请公开|(?:收到|受理|接收|接到|办理|答复|提出|提交).{0,20}申请")
# What an office has is no disclosure of the year; what is in force is, where the text says that it was disclosed.
_HELD = re.compile(r"现有|现存|.{1,20}(?:现有|存有)|(?!(?:各类|政府|政务)*信息).{1,20}共有")
_STOCK = re.compile(r"现行有效|" + _HELD.pattern)
# What is handed out and is no information.
_GOODS = re.compile(
    r"(?:用品|袋|雨伞|围裙|水杯|扇子|毛巾|抽纸|物资|口罩|礼品|奖品|药品|资金|救助金|补贴|补助|证书|奖状|树苗|种子)$"
)
_CONTENTS = re.compile(r"公开的?(?:内容|信息|类别)|信息的?(?:内容|类别|种类)|内容(?:上|来)?看|内容主要")
_PUBLISHED_PAPER = re.compile(r".{4}(?:公示|公告|名单|情况|结果|摘要|选登)$")
_IS_PUBLISHED = re.compile(words.INFORMATION_HEAD.pattern + r"|(?:结果|情况|名单|清单)$")
# In a list of parts these count information, whatever it is about: 其中机构设置5条、会议12条.
_BY_THE_PIECE = frozenset({"条", "篇", "则"})
_ATTRIBUTE = re.compile(
    r"[、,]?(?:共|累计|其中)?(?:涉及|惠及|覆盖|受益|不合格|合格|检出|同步解读|总投资|投资|金额)"
)
# The object of other work: 对《办法》等2份文件开展解读, 将12份文件送县档案馆.
_OBJECT = re.compile(r"[,、]?(?:及时|同时|分别|已)?(?:对|就|针对|将|把)")
_WORKED_ON = re.compile(
    r"[^,;。]{0,14}?(?:(?:进行|开展|予以|作出|加以|给予|作)了?(?!公开|公示|公布|发布|主动)|送|移交|报送|提交|纳入)"
)
_REPORTED = re.compile(r"(?:报送|上报|呈报|接听|召开|举办|走访|投稿)(?!件|情况|结果|制度)")
# 主动公开信息16项: here the unit is no looser than 条.
_PUBLISHED = frozenset({"主动公开", "公开"})
_BARE = frozenset({"公开", "公示", "公布", "发布", "解读"})
_BOUND = re.compile(r"装订|归档|存档")
# A part that begins so is no kind of information: 其中被采用41条.
_WORKED = re.compile(
    r"被|收到|受理|接|答复|办|采|回复|处理|整改|清[理除]|删|移交|撤|下架|纠|报送|上报|不予|未|同意|部分公开|予以|依申请|.*投稿$"
)
# 按内容分：… opens a list of kinds.
_SORTED = re.compile(r"(?:^|[,;。)])按[^,;:()]{0,10}(?:分|划分|统计)[,:]$")
_THEN = re.compile(r"(?:后|并|再|,)$")
# With these, a loose unit counts how often it was done.
_NEEDS_PAPER = words.NOUNISH - {"公示", "公告", "通报"}
# What an office strives for says nothing of the cases that it decided: 加强执法信息的公开，全年行政处罚120件.
_AIM = re.compile(r".{0,12}(?:加强|推进|深化|做好|强化|抓好|加大)[^,;]{2,40}公开(?:力度|工作)?")
_SPOKEN_OF = re.compile(r"公开|发布|公布|推送|公示|刊")


@dataclass(frozen=True, slots=True)
class Context:
    """What the sentence has said so far.

    Attributes:
        time_is_other: True after a mark of another time than the report's year.
        mood: What the verb before was about.
        in_parts: True inside a list of parts of an item.
        heading: The sub-heading, or "".
        unit: Unit of the item just before, or None where there is none.
        linked: True where only 、 stands between that item and this number's label.
    """

    time_is_other: bool = False
    mood: Mood = "open"
    in_parts: bool = False
    heading: str = ""
    unit: str | None = None
    linked: bool = False


def is_item(squeezed: Squeezed, spot: Spot, clause: Clause, context: Context) -> bool:
    """Return whether a number counts disclosed information of the report's year."""
    left = squeezed.masked[spot.left : spot.quantity.start]
    if context.time_is_other or is_difference(left) or _describes(left, spot.quantity.unit):
        return False
    if clause.label is None and clause.platform is None:
        return False
    if context.mood == "other" and label_text(squeezed, clause) == clause.verb:
        return False
    if _worked_on(squeezed.masked, spot) or _follows_bare(squeezed.masked, spot, clause):
        return False
    label = label_text(squeezed, clause)
    if _not_disclosed(clause, label, spot.quantity.unit):
        return False
    part = context.in_parts and spot.quantity.unit in _BY_THE_PIECE and not _WORKED.match(label)
    if (not part and _other_work(squeezed.masked, spot, clause)) or _never(
        label, spot.quantity.unit, clause.verb, context
    ):
        return False
    if clause.verb and not _weak(clause, label, spot.quantity.unit):
        return _fits_verb(clause, label, spot.quantity.unit)
    return _fits_mood(label, spot.quantity.unit, context)


def _describes(left: str, unit: str) -> bool:
    """Return whether a number says something about what was just counted: 食品抽检信息24期、涉及样品1180批次."""
    return unit not in {"条", "篇", "则"} and _ATTRIBUTE.match(left) is not None


def _worked_on(masked: str, spot: Spot) -> bool:
    """Return whether the clause says of its number that something else was done with it."""
    if not _OBJECT.match(masked, spot.left):
        return False
    return bool(
        _WORKED_ON.match(masked, spot.quantity.end) or _BOUND.search(masked, spot.left, spot.quantity.start)
    )


def _follows_bare(masked: str, spot: Spot, clause: Clause) -> bool:
    """Return whether a verb alone goes on about the number before it: 制定规范性文件1件，公开1件."""
    bare = clause.label is None or clause.label.start == clause.verb_at
    goes_on = spot.left == spot.lead + 1 and masked[spot.lead] == ","
    alone = goes_on and masked[spot.left : clause.verb_at] in {"", "同步", "配套", "均"}
    return clause.verb in _BARE and bare and alone and not clause.on_right and clause.platform is None


def _not_disclosed(clause: Clause, label: str, unit: str) -> bool:
    """Return whether verb and object go together as something else: 制作政府信息, 发放口罩, 更新2次."""
    if clause.verb in words.MAKING and words.GENERIC.fullmatch(label):
        return True
    if unit == "类":
        return True
    if unit in {"场", "场次", "处"} and clause.platform is None and not is_platform(label):
        return True
    if clause.verb == "更新" and unit in {"次", "场"}:
        return clause.platform is None and not is_platform(label)
    if clause.verb in words.MAKING and unit in words.FACILITY_UNITS and is_platform(label):
        return True
    goods = _GOODS.search(label) or (unit in words.FACILITY_UNITS and not is_platform(label))
    return clause.verb in words.HANDING_OUT and bool(goods)


def label_text(squeezed: Squeezed, clause: Clause) -> str:
    """Return the label of a clause as squeezed text, "" where there is none."""
    return squeezed.text[clause.label.start : clause.label.end] if clause.label else ""


def _other_work(masked: str, spot: Spot, clause: Clause) -> bool:
    """Return whether the clause removes or handles things, and no verb of disclosing follows."""
    before = masked[spot.left : clause.verb_at]
    if _APPLIED_FOR.search(masked, spot.left, spot.quantity.start):
        return True
    if clause.verb:
        around = masked[max(spot.left, clause.verb_at - 3) : clause.verb_at + 4]
        if _HANDLES.search(before) or _HELD.match(masked, clause.verb_at + len(clause.verb)):
            return True
        removes = words.REMOVING.search(before) and not _THEN.search(before)
        return bool(removes or _REQUESTED.search(around))
    named = masked[clause.label.start : clause.label.end] if clause.label and not clause.on_right else before
    return bool(
        words.REMOVING.search(before)
        or _REPORTED.search(before)
        or _STOCK.match(named)
        or (words.REMOVING_FIRST.match(named) and not _IS_PUBLISHED.search(named))
        or (words.WORK_FIRST.match(named) and not _PUBLISHED_PAPER.search(named))
        or (words.WORK_FIRST.match(before) and not _PUBLISHED_PAPER.search(before))
    )


def _never(label: str, unit: str, verb: str, context: Context) -> bool:
    """Return whether a label is what no report counts as information."""
    if (_RESPONSE.search(label) and unit not in words.LOOSE_UNITS) or is_platform(label):
        return False
    if _RESPONSE.search(label):
        return True
    told = context.in_parts or (context.linked and context.unit == unit) or verb in words.STRONG
    if told and unit in _BY_THE_PIECE and not words.METRIC_HEAD.search(label):
        return False
    return bool(
        words.NEVER_HEAD.search(label) or (unit in words.LOOSE_UNITS and words.LOOSE_NEVER_HEAD.search(label))
    )


def _weak(clause: Clause, label: str, unit: str) -> bool:
    """Return whether the verb alone does not make the number one of information: 宣传12次."""
    if is_platform(label):
        return False
    if clause.verb in words.MAKING:
        return words.INFORMATION_HEAD.search(label) is None
    loose = unit in words.LOOSE_UNITS and clause.platform is None
    if clause.verb == "更新":
        return unit in {"次", "场"} and clause.platform is None
    return loose and clause.verb in _NEEDS_PAPER


def _fits_verb(clause: Clause, label: str, unit: str) -> bool:
    """Return whether the verb's object is something that is disclosed in that unit: 更新公示栏16块 is not."""
    if label == clause.verb and not _SPOKEN_OF.search(clause.verb):
        return False
    told = unit == "项" and clause.verb in _PUBLISHED and label.endswith("信息")
    if words.GENERIC.fullmatch(label) and unit in words.LOOSE_UNITS and clause.platform is None and not told:
        return False
    if words.WORK_FIRST.match(label) and not (
        words.INFORMATION_HEAD.search(label) or _PUBLISHED_PAPER.search(label)
    ):
        return False
    if clause.verb in {"采用", "录用"} and clause.platform is None:
        return False
    if clause.verb == "印发" and _ISSUED.search(label):
        return False
    if clause.verb in {"更新", "更换"} and is_platform(label) and unit in words.FACILITY_UNITS:
        return False
    return not (words.SET_UP_HEAD.search(label) and unit in words.FACILITY_UNITS)


def _fits_mood(label: str, unit: str, context: Context) -> bool:
    """Return whether a number without a verb of its own is an item, by what the sentence is about."""
    informs = bool(words.INFORMATION_HEAD.search(label) or words.GENERIC.fullmatch(label))
    if context.mood == "other" or (unit in words.FACILITY_UNITS and _GOODS.search(label)):
        return False
    if not unit and (
        words.NO_COUNT_LABEL.search(label) or not (context.in_parts or informs or context.unit == "")
    ):
        return False
    if context.mood == "disclosing":
        return _fits_disclosing(label, unit, context)
    if unit in words.LOOSE_UNITS or _OTHER_HEADING.search(context.heading):
        return False
    if informs or (is_platform(label) and unit in words.INFORMATION_UNITS):
        return True
    return "公开" in context.heading and not _seldom(label) and unit in {"条", "篇", "则"}


def _fits_disclosing(label: str, unit: str, context: Context) -> bool:
    if is_platform(label):
        return unit not in words.FACILITY_UNITS
    informs = words.INFORMATION_HEAD.search(label) is not None
    if unit in words.LOOSE_UNITS and not (
        context.in_parts or context.linked or context.unit == unit or informs
    ):
        return False
    if words.SELDOM_HEAD.search(label):
        if context.linked and not (words.SET_UP_HEAD.search(label) and unit in words.FACILITY_UNITS):
            return True
        return context.in_parts and unit in words.INFORMATION_UNITS | {""}
    return True


def _seldom(label: str) -> bool:
    return bool(words.SELDOM_HEAD.search(label) or words.PAPER_HEAD.search(label))


def mood_after(squeezed: Squeezed, spot: Spot, clause: Clause, context: Context, accepted: bool) -> Mood:
    """Return what the sentence is about after a number."""
    if accepted:
        return "disclosing"
    left = squeezed.masked[spot.left : spot.quantity.start]
    if context.time_is_other or is_difference(left):
        return context.mood
    named = squeezed.masked[clause.label.start : clause.label.end] if clause.label else left
    if words.REMOVING.search(left) or words.WORK_FIRST.match(left) or words.WORK_FIRST.match(named):
        return "other"
    return context.mood


def mood_of_lead(masked: str, spot: Spot, mood: Mood) -> Mood:
    """Return what the clauses without a number before this one are about."""
    lead = masked[max(spot.lead, spot.left - REACH) : spot.left]
    if _CONTENTS.search(masked[spot.left : spot.quantity.start]):
        return "disclosing"
    if _SORTED.search(lead):
        return "disclosing"
    for clause in re.split(r"[,;:]", lead):
        if words.WORK_FIRST.match(clause) or words.REMOVING.search(clause):
            mood = "other" if mood == "other" else "open"
        aim = _AIM.fullmatch(clause) and spot.quantity.unit not in _BY_THE_PIECE
        if words.DISCLOSING.search(clause) and not _APPLICATIONS.search(clause) and not aim:
            mood = "disclosing"
    return mood
