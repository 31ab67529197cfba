"""What an item is: a total, a category or a channel, and under which words."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ingest.model import ItemKind
from ingest.prose import words
from ingest.prose.judge import Context, label_text
from ingest.prose.labels import Clause, office_of, read_clause
from ingest.prose.phrases import Span, split_label
from ingest.prose.platforms import is_platform, platform_of
from ingest.prose.sentences import Spot
from ingest.prose.text import Squeezed

_EACH = re.compile(
    r"各(?:自)?(?:(?:公开|发布|推送|更新|刊发|印发|发放|制作|编发|刊登|转发|张贴|公示|播放)[^,;、各]{0,10}|有|为|约|近)?$"
)
_RESPECTIVELY = re.compile(r"(?:分别|依次)(?:为|是|有|达|达到|[^,、;:]{0,8})$")
_LINK = re.compile(r"[、,]?(?:和|及|与|以及)?")
_LIST_GOES_ON = re.compile(r"[、,](?:和|及|与)?(?![^0-9]*(?:其中|[;:(]))")
_WHOLE_YEAR = re.compile(r"共|累计|全年|合计|总")
# Levels of media: 其中国家级2篇、省级9篇.
_LEVEL = re.compile(r"(?:国家|中央|省|市|县|区|地市|州){1,2}级(?:以上|及以上)?")
_PRINTING = words.MAKING | {"编印", "印发"}
_COUNTING = re.compile(r"(?<=..)(?<![参指人函])(?:总数|数量|数)$")
_INFORMATION_COUNT = re.compile(r"信息数量?$")
# 转载信息 beside 原创信息 is a kind of information.
_KINDS_BY_VERB = frozenset({"转载", "转发"})
# 聚焦生态环保，公开信息45条: the clause before says what about, where the verb follows at once.
_TOPIC_BEFORE = re.compile(r"(围绕|针对|聚焦|紧扣)([^,;:。、]{2,16}?)(?:方面|工作|领域)*,$")
# One clause of this kind is an opening; two in a row are a list.
_PARALLEL = 2
# A level of government, in characters.
_SHORT = 3
_ITSELF = re.compile(r"(?:政府)?信息公开")
_TITLE = re.compile(r"《[^《》]+》")
# Items of one list stand no further apart than this, in characters.
NEAR = 40
_PIECES = frozenset({"册", "本", "张", "幅", "块"})


@dataclass(frozen=True, slots=True)
class Found:
    """An item with where it stands and how it came to be one.

    Attributes:
        kind: What it counts.
        label: Its label in the squeezed text.
        spot: Its number.
        start: Where its evidence begins.
        end: Where its evidence ends.
        generic: True of a number of "information" without a subject or a single platform.
        strength: How much it looks like the total of the year; the strongest generic one is the total.
        platforms: The platforms that a generic number names together, or None.
        parent: Index of the item that the text makes it a part of, or None.
        partial: True where the text says that the parts are not all.
        group: Which list of parts it stands in; an item may be broken down twice.
    """

    kind: ItemKind
    label: Span
    spot: Spot
    start: int
    end: int
    generic: bool = False
    strength: int = 0
    platforms: Span | None = None
    parent: int | None = None
    partial: bool = False
    group: int = 0


def group_size(masked: str, spots: list[Spot], index: int) -> int:
    """Return how many numbers share the labels before the one at ``index`` (“分别为3条、5条和8条”)."""
    spot = spots[index]
    if not _RESPECTIVELY.search(masked[spot.left : spot.quantity.start]):
        return 1
    size = 1
    while index + size < len(spots):
        gap = masked[spots[index + size - 1].quantity.end : spots[index + size].quantity.start]
        if not _LINK.fullmatch(gap):
            break
        size += 1
    return size


def years_shared(masked: str, spot: Spot, group: int) -> list[int]:
    """Return the years that numbers given together belong to (2023年、2024年分别公开…), or none."""
    years = [int(year) for year in re.findall(r"(20\d\d)年", masked[spot.left : spot.quantity.start])]
    return years if group > 1 and len(years) == group else []


def items_of(
    squeezed: Squeezed, spots: list[Spot], index: int, group: int, clause: Clause, context: Context
) -> list[Found]:
    """Given a number that is an item, return it, or one item for each label where labels share numbers."""
    shared = _shared_labels(squeezed.masked, spots[index], group, clause)
    if shared is None:
        following = spots[index + 1] if index + 1 < len(spots) else None
        return [single(squeezed, spots[index], following, clause, context)]
    found = []
    last_is_platform = is_platform(squeezed.text[shared[-1].start : shared[-1].end])
    for place, label in enumerate(shared):
        spot = spots[index + place] if group > 1 else spots[index]
        channel = is_platform(squeezed.text[label.start : label.end])
        # 中央、省、市媒体分别刊播…: the last of them names what the short ones before are.
        channel = channel or (last_is_platform and label.end - label.start <= _SHORT)
        span = platform_of(squeezed.masked, label) if channel else label
        found.append(Found("channel" if channel else "category", span, spot, span.start, spot.quantity.end))
    return found


def _shared_labels(masked: str, spot: Spot, group: int, clause: Clause) -> list[Span] | None:
    """Return the labels of numbers given together, or None where a number has its own."""
    left = masked[spot.left : spot.quantity.start]
    mark = _RESPECTIVELY.search(left) if group > 1 else _EACH.search(left)
    if mark is None:
        return None
    start, end = spot.left, spot.left + mark.start()
    if end <= start:
        end = spot.left - 1
        start = max(spot.lead, masked.rfind(",", spot.lead, max(spot.lead, end)) + 1)
    if group == 1 and clause.several and clause.platform is not None and clause.verb:
        # “在网站、公众号发布信息各30条”: the number is each platform's.
        return _split(masked, clause.platform.start, clause.platform.end, None)
    count = group if group > 1 else None
    if clause.verb and start <= clause.verb_at < end:
        told = _split(masked, clause.verb_at + len(clause.verb), end, count)
        if told is not None and not words.GENERIC.fullmatch(masked[told[0].start : told[0].end].lstrip("的")):
            return told
        end = clause.verb_at
    return _split(masked, start, end, count)


def _split(masked: str, start: int, end: int, count: int | None) -> list[Span] | None:
    return split_label(masked, Span(start, end), count) if end > start else None


def single(squeezed: Squeezed, spot: Spot, following: Spot | None, clause: Clause, context: Context) -> Found:
    """Given a number with its own label, return the item."""
    label = label_text(squeezed, clause)
    generic = clause.label is None or bool(words.GENERIC.fullmatch(label)) or label == clause.verb
    channel = _channel(squeezed, spot, following, clause, generic)
    if channel is not None:
        return _found("channel", channel, spot)
    if clause.label is not None and not generic:
        level = context.in_parts and _LEVEL.fullmatch(label)
        return _found("channel" if level else "category", _without_count(squeezed, clause.label), spot)
    return _generic(squeezed, spot, clause, context)


def _without_count(squeezed: Squeezed, label: Span) -> Span:
    """Return a label without 数 or 数量 at its end: 政策解读稿件数6篇."""
    counting = _COUNTING.search(squeezed.text[label.start : label.end])
    return Span(label.start, label.end - len(counting[0])) if counting else label


def _channel(
    squeezed: Squeezed, spot: Spot, following: Spot | None, clause: Clause, generic: bool
) -> Span | None:
    """Return the one platform that the number is tied to, or None."""
    own = clause.label is not None and is_platform(label_text(squeezed, clause))
    apart = clause.platform is None or clause.platform.end < spot.left
    if clause.label is not None and own and (apart or clause.several):
        return platform_of(squeezed.masked, clause.label)
    if clause.platform is not None and not clause.several:
        listed = not generic and following is not None and _list_follows(squeezed, spot, following)
        return None if listed else clause.platform
    printed = _handed_out(spot, clause) or _serial(squeezed, spot, clause)
    return clause.label if printed and not generic else None


def _generic(squeezed: Squeezed, spot: Spot, clause: Clause, context: Context) -> Found:
    """Return the item of a number of "information": by its topic, by its list, or as a total."""
    topic = _topic(squeezed.masked, spot, clause)
    if topic is not None:
        return _found("category", topic, spot)
    platforms = (
        clause.platform if clause.platform and not _nameless(squeezed.masked, clause.platform) else None
    )
    if context.in_parts and platforms is not None:
        return _found("channel", platforms, spot)
    label = label_text(squeezed, clause)
    if context.in_parts and (whole := _disclosure_itself(squeezed, clause)):
        return _found("category", whole, spot)
    if context.in_parts and label == clause.verb and (by := office_of(squeezed.masked, spot, clause)):
        return _found("category", by, spot)
    if context.in_parts and clause.label is not None and label != clause.verb and len(label) > 2:
        return _found("category", clause.label, spot)
    alone = platforms is None
    if (
        (context.in_parts or context.linked or alone)
        and clause.verb in _KINDS_BY_VERB
        and clause.label is not None
    ):
        return _found("category", Span(clause.verb_at, clause.label.end), spot)
    whole_year = _WHOLE_YEAR.search(squeezed.masked, spot.left, spot.quantity.start)
    if clause.label is not None and context.linked and label != clause.verb and not whole_year:
        return _found("category", clause.label, spot)
    span = clause.label or Span(clause.verb_at, clause.verb_at + len(clause.verb))
    if _INFORMATION_COUNT.search(squeezed.masked, span.start, span.end):
        span = Span(span.start, squeezed.masked.rindex("数", span.start, span.end))
    strength = _strength(squeezed, spot, clause)
    return replace(_found("total", span, spot), generic=True, strength=strength, platforms=platforms)


def _disclosure_itself(squeezed: Squeezed, clause: Clause) -> Span | None:
    """Return 信息公开 where a list of parts counts it beside other kinds: 其中信息公开40条、政务动态30条."""
    if clause.label is None or not clause.verb:
        return None
    whole = Span(clause.label.start, clause.verb_at + len(clause.verb))
    return whole if _ITSELF.fullmatch(squeezed.masked, whole.start, whole.end) else None


def _handed_out(spot: Spot, clause: Clause) -> bool:
    """Return whether printed matter is counted by the piece: 发放联系卡1200张."""
    unit = spot.quantity.unit
    if clause.verb in words.HANDING_OUT:
        return unit in _PIECES | {"份"}
    return clause.verb in _PRINTING and unit in _PIECES


def _serial(squeezed: Squeezed, spot: Spot, clause: Clause) -> bool:
    """Return whether issues of a paper with a title of its own are counted: 编发《芦塘信息》26期."""
    return spot.quantity.unit == "期" and _TITLE.fullmatch(label_text(squeezed, clause)) is not None


def _topic(masked: str, spot: Spot, clause: Clause) -> Span | None:
    """Return what information is about where only an adverb says so: 围绕防汛发布信息18条."""
    if not clause.verb:
        return None
    for pattern in (words.TOPIC, words.TOPIC_IN):
        topic = pattern.search(masked[spot.left : clause.verb_at])
        if topic is not None:
            return Span(spot.left + topic.start(1), spot.left + topic.end(1))
    before = _TOPIC_BEFORE.search(masked, spot.lead, spot.left) if clause.verb_at == spot.left else None
    if (
        before is None
        or masked.count(before[1], max(0, spot.lead - NEAR), spot.quantity.end + 2 * NEAR) < _PARALLEL
    ):
        return None
    return Span(before.start(2), before.end(2))


def _nameless(masked: str, platform: Span) -> bool:
    return words.NAMELESS_PLATFORM.fullmatch(masked[platform.start : platform.end]) is not None


def _found(kind: ItemKind, label: Span, spot: Spot) -> Found:
    return Found(kind, label, spot, min(label.start, spot.quantity.start), max(label.end, spot.quantity.end))


def _strength(squeezed: Squeezed, spot: Spot, clause: Clause) -> int:
    """Return how much a number of information looks like the year's total."""
    before = squeezed.masked[spot.left : spot.quantity.start]
    strength = 0 if clause.several else 2
    strength += 2 if "公开" in before else 0
    strength -= 3 if clause.label is None or label_text(squeezed, clause) == clause.verb else 0
    return strength + (1 if _WHOLE_YEAR.search(before) else 0)


def _list_follows(squeezed: Squeezed, spot: Spot, following: Spot) -> bool:
    """Return whether a list of kinds goes on after a number: then its platform belongs to all of them."""
    gap = squeezed.masked[spot.quantity.end : following.quantity.start]
    if not _LIST_GOES_ON.match(gap):
        return False
    if following.quantity.unit != spot.quantity.unit and not (
        gap.startswith("、") and following.quantity.unit in words.INFORMATION_UNITS | {"个", "项", "笔"}
    ):
        return False
    clause = read_clause(squeezed, following)
    if clause.label is None or clause.platform is not None:
        return False
    if clause.verb and clause.verb_at < clause.label.start and clause.verb not in _KINDS_BY_VERB:
        return False
    return not is_platform(label_text(squeezed, clause))


def settle(found: list[Found]) -> list[Found | None]:
    """Given items as found, return them with one total at most; None in place of what is no item.

    Positions are kept, so that ``parent`` still points at its item.
    """
    found = [_beside_channels(item, found[max(0, index - 1)]) for index, item in enumerate(found)]
    generic = [item for item in found if item.generic]
    total = max(generic, key=lambda item: item.strength, default=None)
    return [_settled(item, total) for item in found]


def _beside_channels(item: Found, before: Found) -> Found:
    """Return a number of platforms named together as a channel where it goes on a list of channels."""
    near = 0 < item.start - before.end < NEAR
    units = {item.spot.quantity.unit, before.spot.quantity.unit}
    if before.kind == "channel" and item.start - before.end == 1 and units <= _PIECES | {"份"}:
        # 印发《口袋书》3000本、办事流程图1200张: one verb hands out both.
        return replace(item, kind="channel")
    if item.generic and item.platforms is not None and before.kind == "channel" and near:
        return _as_channel(item, item.platforms)
    return item


def _as_channel(item: Found, platforms: Span) -> Found:
    start = min(item.start, platforms.start)
    return replace(item, kind="channel", label=platforms, start=start, generic=False)


def _settled(item: Found, total: Found | None) -> Found | None:
    if not item.generic or total is None or item is total:
        return item
    if item.platforms is None or item.spot.quantity.value == total.spot.quantity.value:
        return None
    return _as_channel(item, item.platforms)
