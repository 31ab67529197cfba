"""The words that a number belongs to: its label, the verb before it, the platform it was published on."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.prose import words
from ingest.prose.phrases import ABOUT_LIST, Span, cleaned, trim_end
from ingest.prose.platforms import is_platform, platform_phrase
from ingest.prose.sentences import REACH, Spot
from ingest.prose.text import Squeezed

_AFTER_VERB = re.compile(
    r"(?:总?(?:数量|条数|篇数|件数|数|量)(?=(?:为|达|是|共|计)*$)|了|出|过|至|到|的是|完成|结果为|情况)?"
)
# The words 数 and 量 after a verb that a number follows: 政策解读稿件发布数6篇.
_COUNTED = re.compile(r"总?(?:数量|条数|篇数|件数|数|量)(?:为|达|是|共|计)*$")
_CONNECTED = re.compile(r"(?:、|和|并|及|与|,|后|再|以及|将|对|通过|在|上|栏|屏|栏目|中)$")
_SUBJECT = re.compile(
    r"^(?:[^,、]{0,14}(?:镇|乡|街道|县|区|局|党政办|办公室|办|村|社区|单位|部门|站|所|中心|政府|办事处|机关|委员会))$"
)
_RIGHT_CUT = re.compile(
    r"被|供|并|通过|经由|均|由|进行|及时|于(?!洪)|在(?!建|线|职)|已|均|全部|占|,|其中|以上|以供|用于|,|得到|接受|送(?!达)|移交|抄送|获|让|为(?=群众|社会|公众)"
)
_BY_MEDIUM = re.compile(r"被(.{2,30}?)(?:采用|采纳|刊发|刊登|播出|报道|转载|录用|发布|刊载|转发)")
# What shows that a clause begins anew, with a verb of its own.
_LATER = re.compile(r"共|累计|全年|年|通过|在|□$")
_NAMED_MEANS = re.compile(r"(?:通过|利用|依托|借助|用)[^,;。]{0,4}“□+”(?:共|累计|全年)*$")
_BY_MEANS = re.compile(r"[^,]{0,16}(?:通过|利用|依托|借助|运用|在|用好|用活|用足|发挥|运营|维护|办好|管好)")
# 街道公开的政府信息: whose it is stands before the label.
_WHOSE = re.compile(r"[^,、]{0,14}?(?:公开|发布)的(?=(?:各类|政府|政务)*信息$)")
_TO = re.compile(r"(?:条|篇)?(?:至|到|于|在)(?=[^,;。]{2,20})")
_STANDING = re.compile(r"(设有|设立了?|设置了?|开设了?|开通了?|建立了?|建有|建好|用好|办好|管好)[^,]{2,14}$")
_BARE_INFORMATION = re.compile(r"(?:^|[^\u4e00-\u9fff]|[年共的])(?:政府|政务|各类|各项)*信息$")
# Objects that 公开 at the end is the verb of: 通知公告公开9条, but not 结果公开4条.
_ENDS_OBJECT = re.compile(
    r"(?:通知|公示|公告|招标|采购|政策|新闻|情况|解读|(?:检查|抽查|抽检|处罚|许可|办理|考核|评审)结果)$"
)
_ABOUT = re.compile(r"(?:涉及|有关|关于)(.+)的")
_REST = re.compile(r"(?:其余|其他|其它|剩余|余下)(?:的)?")
_IS = re.compile(r"(?:均|都|全部)?(?:为|是|属于|系)")
_WHOLE = re.compile(r"(?:全年|年内|本年度|今年)?(?:共计|共|累计|总计|合计)?(?:达到|达|为|有)?")
_AND_SO_ON = re.compile(r"(?<=等)(?:各类|各项|政府|政务|方面|相关)*信息$")
_COUNTING = re.compile(r"(?<=[^\d]{2})(?:的情况|(?<![参指人函])数量|(?<![参指人函])数)$")
_HANDED = re.compile(r"(?:公示|信息|情况|名单|明细|公告|标准|结果|通知|进度|花名册)*")
_STOP = re.compile(r"[,;。:()]")
_ANSWERED = re.compile(r"(?:及时|积极)?回应(?=.{4,}信息)")
_RIGHT_END = re.compile(r"(?:和|及|与|以及|并|、|还|,)$")
_RIGHT_START = re.compile(r"^(?:的|为|是|属于|系|之多|余|次的|个的|等(?=$|[,;。、:)]))")


@dataclass(frozen=True, slots=True)
class Clause:
    """What stands around a number, sorted.

    Attributes:
        label: The noun phrase it counts; None where there is none.
        verb: The verb of disclosing in its own clause, or "".
        verb_at: Place of that verb, or of the number where there is none.
        platform: The platform phrase in its clause, or None.
        several: True where more than one platform is meant.
        on_right: True where the label follows the number.
    """

    label: Span | None
    verb: str
    verb_at: int
    platform: Span | None
    several: bool
    on_right: bool


def read_clause(squeezed: Squeezed, spot: Spot) -> Clause:
    """Given a number in its surroundings, return its label, verb and platform."""
    clause = _own_clause(squeezed, spot)
    bare = clause.label is None or (clause.verb and clause.label.start == clause.verb_at)
    if bare and clause.platform is None:
        return _clause_before(squeezed, spot) or clause
    return clause


def _own_clause(squeezed: Squeezed, spot: Spot) -> Clause:
    masked = squeezed.masked
    end = _before_number(masked, spot)
    verb = last_verb(masked, spot.left, end)
    right = _right_label(masked, spot)
    if verb is not None and _handed_over(masked, spot, verb, end):
        verb = last_verb(masked, spot.left, verb[0])
    if verb is None:
        label = _told(masked, spot.left, end)
        on_right = label is None or bool(right and _points_on(masked, spot, label))
        on_right = on_right or bool(label and right and masked[label.end - 1] == "的")
        platform, several = _in_front(squeezed, spot, spot.left)
        return Clause(right if on_right else label, "", spot.quantity.start, platform, several, on_right)
    verb_start, verb_end = verb
    told = _told(masked, _after_verb(masked, verb_end, end), end)
    if told is not None and right is not None and masked[told.end - 1] == "的":
        # “对公开不及时的3个村”: what goes before only describes what is counted.
        told = right
    platform, several = _in_front(squeezed, spot, verb_start)
    word = masked[verb_start:verb_end]
    if platform is None and told is not None and _left_open(masked, word, told):
        platform = _standing(squeezed, spot)
    if told is not None:
        return Clause(told, word, verb_start, platform, several, on_right=False)
    label, on_right = _without_object(masked, spot, Span(verb_start, verb_end), right, platform)
    return Clause(label, word, verb_start, platform, several, on_right)


def _handed_over(masked: str, spot: Spot, verb: tuple[int, int], end: int) -> bool:
    """Return whether a verb of handing out is part of a subject: 救灾资金发放13条, 补贴发放公示6条."""
    if masked[verb[0] : verb[1]] not in words.HANDING_OUT or spot.quantity.unit in words.PIECES:
        return False
    before = cleaned(masked, spot.left, verb[0])
    return before is not None and bool(_HANDED.fullmatch(masked, verb[1], trim_end(masked, verb[1], end)))


def _left_open(masked: str, verb: str, told: Span) -> bool:
    """Return whether an object says no more than that something was published: 更新信息, 发布内容."""
    said = masked[told.start : told.end]
    return verb != "主动公开" and "政府" not in said and words.ON_PLATFORM.fullmatch(said) is not None


def _standing(squeezed: Squeezed, spot: Spot) -> Span | None:
    """Return the platform that the clause before speaks of: 各村均设有公开栏，全年更新内容192期."""
    masked, end = squeezed.masked, spot.left - 1
    start = _earlier_clause(masked, spot)
    if end <= start or masked[end] != "," or last_verb(masked, start, end) is not None:
        return None
    set_up = _STANDING.search(masked, start, end)
    begin = set_up.end(1) if set_up else start
    phrase, several = platform_phrase(squeezed, begin, end)
    opening = cleaned(masked, begin, end)
    if phrase is None or several or opening is None or opening.start != phrase.start:
        return None
    return phrase


def _points_on(masked: str, spot: Spot, label: Span) -> bool:
    """Return whether the words before a number only lead to those after it: 其余87条为政务动态."""
    text = masked[label.start : label.end]
    rest = _REST.fullmatch(text) and _IS.match(masked, spot.quantity.end)
    return bool(rest or _SUBJECT.match(text))


def _clause_before(squeezed: Squeezed, spot: Spot) -> Clause | None:
    """Return the clause before, where it says what a bare number counts: “发布政策文件，共9条”."""
    masked = squeezed.masked
    end = spot.left - 1
    if end <= spot.lead or masked[end] != ",":
        return None
    start = _earlier_clause(masked, spot)
    verb = last_verb(masked, start, end)
    if verb is None or words.REMOVING.search(masked, start, end) or words.WORK_FIRST.match(masked[start:end]):
        return None
    told = _told(masked, _after_verb(masked, verb[1], end), end)
    if told is None or _RIGHT_CUT.search(masked, told.start, told.end):
        return None
    told = _of_all(masked, told, masked[spot.left : spot.quantity.start])
    platform, several = platform_phrase(squeezed, start, verb[0]) if verb[0] > start else (None, False)
    return Clause(told, masked[verb[0] : verb[1]], verb[0], platform, several, on_right=False)


def _of_all(masked: str, told: Span, own: str) -> Span:
    """Return 信息 for “公开财务、征地等信息，全年共计210条”: the number is of all of them."""
    so_on = _AND_SO_ON.search(masked[told.start : told.end]) if _WHOLE.fullmatch(own) else None
    if so_on is not None:
        return Span(told.start + so_on.start(), told.end)
    counting = _COUNTING.search(masked[told.start : told.end])
    return Span(told.start, told.end - len(counting[0])) if counting else told


def _earlier_clause(masked: str, spot: Spot) -> int:
    """Return where the clause before the number's own begins."""
    low = max(spot.lead, spot.left - REACH)
    comma = max(masked.rfind(mark, low, max(low, spot.left - 1)) for mark in ",;:")
    return low if comma < 0 else comma + 1


def _after_verb(masked: str, start: int, end: int) -> int:
    """Return where the words end that belong to the verb before them."""
    found = _AFTER_VERB.match(masked, start, end)
    return found.end() if found else start


def _told(masked: str, start: int, end: int) -> Span | None:
    """Return the object of a verb; 回应 before an object that is information is a verb too."""
    span = cleaned(masked, start, end)
    about = _ABOUT.fullmatch(masked, span.start, span.end) if span else None
    if about:
        return Span(about.start(1), about.end(1))
    whose = _WHOSE.match(masked, span.start, span.end) if span else None
    if span and whose:
        return Span(whose.end(), span.end)
    listed = ABOUT_LIST.match(masked, span.start, span.end) if span else None
    if span and listed and span.end - listed.end() > 1:
        return Span(listed.end(), span.end)
    answered = _ANSWERED.match(masked, span.start, span.end) if span else None
    return Span(answered.end(), span.end) if span and answered else span


def _before_number(masked: str, spot: Spot) -> int:
    end = spot.quantity.start
    if spot.bracket:
        end = masked.rfind(spot.bracket, spot.left, end)
    return end


def _without_object(
    masked: str, spot: Spot, verb: Span, right: Span | None, platform: Span | None
) -> tuple[Span | None, bool]:
    """Return the label of a number that follows its verb at once: 政策文件公开9条, 公开9条政策文件."""
    before = cleaned(masked, spot.left, verb.start)
    earlier = last_verb(masked, spot.left, verb.start)
    if earlier is not None and right is None:
        # “公开部门预算公开1条”: the second verb only ends the object of the first.
        told = _told(masked, earlier[1], verb.start)
        if told is not None and not _LATER.search(masked, told.start, told.end):
            return told, False
    if right is not None:
        return right, True
    if before is None or platform is not None or _SUBJECT.match(masked[before.start : before.end]):
        return (None if platform is not None else verb), False
    return before, False


def last_verb(masked: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the verb of disclosing that governs a number at ``end``.

    It is the last one that is a verb: one inside a noun (政务公开, 公开栏) is none, nor is one
    inside the object of a verb before it (公示补贴发放情况).
    """
    found: tuple[int, int] | None = None
    for match in words.DISCLOSING.finditer(masked, start, end):
        if _is_noun(masked, match.start(), match.end(), match[0], start, end):
            continue
        if found is not None and _in_object(masked, found, match, end):
            continue
        found = (match.start(), match.end())
    return found


def office_of(masked: str, spot: Spot, clause: Clause) -> Span | None:
    """Return who disclosed, where the clause says nothing else: 其中县政府办公室公开1204条."""
    before = cleaned(masked, spot.left, clause.verb_at)
    return before if before and _SUBJECT.match(masked[before.start : before.end]) else None


def _in_object(masked: str, verb: tuple[int, int], later: re.Match[str], end: int) -> bool:
    """Return whether a later verb is a word in the object of the one before."""
    between = masked[verb[1] : later.start()]
    if not between or masked[verb[0] : verb[1]] not in words.STRONG:
        return False
    if trim_end(masked, later.end(), end) == later.end() and later[0] not in words.NOUNISH:
        return False
    return not (_CONNECTED.search(between) or words.PLATFORM.search(between))


def _is_noun(masked: str, start: int, stop: int, verb: str, low: int, high: int) -> bool:
    before = masked[max(low, start - 10) : start]
    nothing_after = trim_end(masked, stop, high) == stop and masked[stop : stop + 1] != "了"
    verb = verb.removeprefix("主动").removeprefix("对外")
    if verb in words.STRONG and _COUNTED.match(masked, stop, high):
        return _BARE_INFORMATION.search(before) is not None
    if verb in {"公开", "发布"} or verb in words.NOUNISH:
        compound = words.NOUN_BEFORE_DISCLOSING.search(before)
        if verb == "公开" and compound and nothing_after and _ENDS_OBJECT.search(before):
            return False
        if compound and not (nothing_after and words.GENERIC_BEFORE_DISCLOSING.search(before)):
            return True
    if verb in words.NOUNISH and verb != "更新" and nothing_after and not _ends_with_platform(before):
        return True
    following = words.NOUN_AFTER_VERB.get(verb)
    return following is not None and following.match(masked[stop : min(high, stop + 6)]) is not None


def _ends_with_platform(text: str) -> bool:
    if _NAMED_MEANS.search(text):
        return True
    bare = re.sub(r"(?:滚动|循环|共|累计|全年|持续|定期|及时|[”》上中])+$", "", text)
    return any(match.end() == len(bare) for match in words.PLATFORM.finditer(bare))


def _right_label(masked: str, spot: Spot) -> Span | None:
    start, end = spot.quantity.end, spot.right
    opening = _RIGHT_START.match(masked[start:end])
    start += opening.end() if opening else 0
    cut = _RIGHT_CUT.search(masked, start, end)
    end = cut.start() if cut else end
    while (tail := _RIGHT_END.search(masked[start:end])) is not None:
        end -= len(tail[0])
    return (
        Span(start, end) if end > start and re.search(r"[\u4e00-\u9fffA-Za-z□]", masked[start:end]) else None
    )


def _in_front(squeezed: Squeezed, spot: Spot, end: int) -> tuple[Span | None, bool]:
    """Return the platform named before the verb, in this clause or the one before it, or after the number."""
    masked = squeezed.masked
    after = _BY_MEDIUM.search(masked, spot.quantity.end, spot.right)
    if after and words.PLATFORM.search(after[1]):
        return Span(after.start(1), after.end(1)), False
    to = _TO.match(masked, spot.quantity.end, spot.right)
    if to is not None:
        found = platform_phrase(squeezed, to.end(), spot.right)
        if found[0] is not None and found[0].start == to.end():
            return found
    if end > spot.left:
        found = platform_phrase(squeezed, spot.left, end)
        if found[0] is not None:
            return found
    headed = _headed(squeezed, spot)
    if headed is not None:
        return headed, False
    earlier = _earlier_clause(masked, spot)
    clause = squeezed.text[earlier : max(earlier, spot.left - 1)]
    if _BY_MEANS.match(clause) and words.PLATFORM.search(clause):
        return _adverbial_platform(squeezed, earlier, spot.left - 1)
    return None, False


def _headed(squeezed: Squeezed, spot: Spot) -> Span | None:
    """Return the platform that heads a clause with a colon: “政府网站：发布信息62条”."""
    masked = squeezed.masked
    if spot.left <= spot.lead or masked[spot.left - 1] != ":":
        return None
    start = max(spot.lead, spot.left - REACH)
    while (stop := _STOP.search(masked, start, spot.left - 1)) is not None:
        start = stop.end()
    span = cleaned(masked, start, spot.left - 1)
    return span if span and is_platform(squeezed.text[span.start : span.end]) else None


def _adverbial_platform(squeezed: Squeezed, start: int, end: int) -> tuple[Span | None, bool]:
    """Return the platform of a clause that only says by what means (“依托县政府网站，”)."""
    verb = last_verb(squeezed.masked, start, end)
    if verb is not None and verb[1] < end:
        return None, False
    if verb is not None and words.PLATFORM.fullmatch(squeezed.text, *verb):
        verb = None
    return platform_phrase(squeezed, start, verb[0] if verb else end)
