"""Items of a section: every number that counts disclosed information, with its label and evidence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from form.taxonomy import categorise
from ingest.model import ItemKind, NarrativeItem
from ingest.prose import words
from ingest.prose.judge import Context, Mood, is_item, label_text, mood_after, mood_of_lead
from ingest.prose.labels import Clause, Span, is_platform, platform_of, read_clause, split_label
from ingest.prose.sentences import Sentence, Spot, find_spots, split_sentences
from ingest.prose.text import Squeezed
from ingest.prose.times import other_time

_EACH = re.compile(
    r"各(?:自)?(?:(?:公开|发布|推送|更新|刊发|印发|发放|制作|编发|刊登|转发|张贴|公示|播放)[^,;、各]{0,10}|有|为|约|近)?$"
)
_RESPECTIVELY = re.compile(r"(?:分别|依次)(?:为|是|有|达|达到|[^,、;:]{0,8})$")
_BY_MEANS = re.compile(r"(?:利用|通过|依托|借助|运用|用好)")
_HAVING = re.compile(r"现有|设有|开设了?|开通了?|运营|拥有|建有|建立了?|共有|注册|运维|管理")
_LINK = re.compile(r"[、,]?(?:和|及|与|以及)?")
_SHARE = re.compile(r"按.{0,10}(?:分|划分|统计)[,:]?$")


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
        parent: Index of the item that the text makes it a part of, or None.
        partial: True where the text says that the parts are not all.
    """

    kind: ItemKind
    label: Span
    spot: Spot
    start: int
    end: int
    generic: bool = False
    strength: int = 0
    parent: int | None = None
    partial: bool = False


@dataclass(slots=True)
class _State:
    """What is carried from number to number of a section."""

    year: int | None
    found: list[Found] = field(default_factory=list)
    mood: Mood = "open"
    time_is_other: bool = False
    parent: int | None = None
    partial: bool = False
    list_open: bool = False
    outer: list[tuple[int | None, bool, bool]] = field(default_factory=list)
    last: int | None = None
    taken: int = 0
    account: Span | None = None
    accounts: int = 0
    by_account: bool = False


def find_items(squeezed: Squeezed, year: int | None) -> list[Found]:
    """Given a squeezed section, return the items in the order of the text.

    Args:
        squeezed: The section.
        year: The report's year, or None where it is not known.
    """
    state = _State(year)
    for sentence in split_sentences(squeezed.masked):
        _read_sentence(squeezed, sentence, state)
    return state.found


def _read_sentence(squeezed: Squeezed, sentence: Sentence, state: _State) -> None:
    spots = find_spots(squeezed.masked, sentence)
    goes_on = words.PARTS_OPEN.match(squeezed.masked, sentence.start) is not None
    if not goes_on:
        state.mood, state.time_is_other, state.last = "open", False, None
    state.parent, state.list_open, state.outer = None, False, []
    state.account, state.accounts = None, 0
    index = 0
    while index < len(spots):
        index += _read_spot(squeezed, sentence, spots, index, state)


def _read_spot(squeezed: Squeezed, sentence: Sentence, spots: list[Spot], index: int, state: _State) -> int:
    """Read the number at ``index``, and those that share its labels; return how many were read."""
    spot = spots[index]
    if state.taken > spot.lead:
        spot = replace(spot, lead=state.taken, left=max(spot.left, state.taken))
        spots[index] = spot
    masked = squeezed.masked
    _follow_lists(masked, spot, state)
    before = masked[spot.lead : spot.quantity.start]
    own = masked[spot.left : spot.quantity.start]
    comparing = words.COMPARISON.search(own) is not None
    passed = [
        clause
        for clause in re.split(r"[,;:]", before[: spot.left - spot.lead])
        if not words.COMPARISON.search(clause)
    ]
    lead_other = other_time(",".join(passed), state.time_is_other, state.year)
    time_is_other = other_time(own, lead_other, state.year)
    state.mood = mood_of_lead(masked, spot, state.mood)
    unit = state.found[state.last].spot.quantity.unit if state.last is not None else None
    context = Context(time_is_other, state.mood, state.list_open, sentence.heading, unit)
    if not comparing:
        state.time_is_other = time_is_other
    group = _group_size(masked, spots, index)
    clause = read_clause(squeezed, spot)
    if clause.on_right and clause.label is not None:
        state.taken = clause.label.end
    clause = _on_account(squeezed, spot, clause, state)
    years = _years_shared(masked, spot, group)
    if years:
        return _read_year(squeezed, spots, index, years, clause, state)
    accepted = is_item(squeezed, spot, clause, context)
    state.mood = mood_after(squeezed, spot, clause, context, accepted)
    if not accepted:
        _note_account(squeezed, spot, clause, state)
        if state.mood == "other":
            state.last = None
        return group
    for found in _items_of(squeezed, spots, index, group, clause, context):
        state.found.append(replace(found, parent=state.parent, partial=state.partial))
        state.last = len(state.found) - 1
    return group


def _note_account(squeezed: Squeezed, spot: Spot, clause: Clause, state: _State) -> None:
    """Remember a platform that was only counted (微信公众号1个): what follows was published there."""
    if clause.label is not None and spot.quantity.unit in words.FACILITY_UNITS:
        if is_platform(label_text(squeezed, clause)):
            label = clause.label
            had = _HAVING.search(squeezed.masked, label.start, label.end)
            state.account = Span(had.end(), label.end) if had else label
            state.accounts += 1
            state.by_account = bool(_BY_MEANS.match(squeezed.masked[spot.left : label.start]))


def _on_account(squeezed: Squeezed, spot: Spot, clause: Clause, state: _State) -> Clause:
    """Return the clause with the account just named as its platform, where it names none itself."""
    if ";" in squeezed.masked[spot.lead : spot.quantity.start]:
        state.account, state.accounts = None, 0
    if state.account is None or not clause.verb or clause.platform is not None:
        return clause
    if not (state.by_account or words.ON_PLATFORM.fullmatch(label_text(squeezed, clause))):
        return clause
    return replace(clause, platform=state.account, several=state.accounts > 1)


def _follow_lists(masked: str, spot: Spot, state: _State) -> None:
    """Open and close lists of parts by the words and brackets before a number."""
    for match in re.finditer(
        r"[();]|按[^,;()]{0,10}(?:分|划分)|" + words.PARTS_OPEN.pattern,
        masked[spot.lead : spot.quantity.start],
    ):
        mark = match[0]
        if mark == "(":
            state.outer.append((state.parent, state.list_open, state.partial))
            adjoins = spot.lead + match.start() == spot.lead and state.last is not None
            if adjoins and not spot.bracket:
                state.parent, state.list_open, state.partial = state.last, True, False
        elif mark == ")":
            if state.outer:
                state.parent, state.list_open, state.partial = state.outer.pop()
        elif mark != ";" and not state.list_open:
            rest = masked[spot.lead + match.end() : spot.lead + match.end() + 3]
            state.parent, state.list_open = state.last, state.last is not None
            state.partial = bool(words.PARTS_PARTIAL.match(rest)) or "主要" in mark
        elif mark == "其中" and not state.outer:
            state.parent, state.partial = state.last, False


def _group_size(masked: str, spots: list[Spot], index: int) -> int:
    """Return how many numbers share the labels before the first (“分别为3条、5条和8条”)."""
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


def _years_shared(masked: str, spot: Spot, group: int) -> list[int]:
    """Return the years that numbers given together belong to (2023年、2024年分别公开…), or none."""
    years = [int(year) for year in re.findall(r"(20\d\d)年", masked[spot.left : spot.quantity.start])]
    return years if group > 1 and len(years) == group else []


def _read_year(
    squeezed: Squeezed, spots: list[Spot], index: int, years: list[int], clause: Clause, state: _State
) -> int:
    """Read the number of the report's year among numbers of several years."""
    if state.year in years and clause.verb:
        spot = spots[index + years.index(state.year)]
        state.found.append(_single(squeezed, [spot], 0, clause, Context()))
    return len(years)


def _items_of(
    squeezed: Squeezed, spots: list[Spot], index: int, group: int, clause: Clause, context: Context
) -> list[Found]:
    shared = _shared_labels(squeezed.masked, spots, index, group, clause)
    if shared is None:
        return [_single(squeezed, spots, index, clause, context)]
    found = []
    for place, label in enumerate(shared):
        spot = spots[index + place] if group > 1 else spots[index]
        kind: ItemKind = "channel" if is_platform(squeezed.text[label.start : label.end]) else "category"
        span = platform_of(squeezed.masked, label) if kind == "channel" else label
        found.append(Found(kind, span, spot, span.start, spot.quantity.end))
    return found


def _shared_labels(
    masked: str, spots: list[Spot], index: int, group: int, clause: Clause
) -> list[Span] | None:
    """Return the labels of numbers given together, or None where a number has its own."""
    spot = spots[index]
    left = masked[spot.left : spot.quantity.start]
    mark = _RESPECTIVELY.search(left) if group > 1 else _EACH.search(left)
    if mark is None:
        return None
    start, end = spot.left, spot.left + mark.start()
    if end <= start:
        end = spot.left - 1
        start = max(spot.lead, masked.rfind(",", spot.lead, max(spot.lead, end)) + 1)
    if clause.verb and clause.verb_at < end:
        start = clause.verb_at + len(clause.verb)
    return split_label(masked, Span(start, end), group if group > 1 else None) if end > start else None


def _single(squeezed: Squeezed, spots: list[Spot], index: int, clause: Clause, context: Context) -> Found:
    spot = spots[index]
    label = label_text(squeezed, clause)
    generic = clause.label is None or bool(words.GENERIC.fullmatch(label)) or label == clause.verb
    if clause.label is not None and is_platform(label) and (clause.platform is None or clause.several):
        return _found("channel", platform_of(squeezed.masked, clause.label), spot, clause)
    if (
        clause.platform is not None
        and not clause.several
        and (generic or not _list_follows(squeezed, spots, index))
    ):
        return _found("channel", clause.platform, spot, clause)
    if not generic and clause.label is not None:
        return _found("category", clause.label, spot, clause)
    topic = _topic(squeezed.masked, spot, clause)
    if topic is not None:
        return _found("category", topic, spot, clause)
    if context.in_parts and clause.platform is not None and not _nameless(squeezed.masked, clause.platform):
        return _found("channel", clause.platform, spot, clause)
    if context.in_parts and clause.label is not None and clause.platform is None and len(label) > 2:
        return _found("category", clause.label, spot, clause)
    span = clause.label or clause.platform or Span(spot.quantity.start, spot.quantity.end)
    return replace(
        _found("total", span, spot, clause), generic=True, strength=_strength(squeezed, spot, clause)
    )


def _topic(masked: str, spot: Spot, clause: Clause) -> Span | None:
    """Return what information is about where only an adverb says so: 围绕防汛发布信息18条."""
    if not clause.verb:
        return None
    for pattern in (words.TOPIC, words.TOPIC_IN):
        topic = pattern.search(masked[spot.left : clause.verb_at])
        if topic is not None:
            return Span(spot.left + topic.start(1), spot.left + topic.end(1))
    return None


def _nameless(masked: str, platform: Span) -> bool:
    return words.NAMELESS_PLATFORM.fullmatch(masked[platform.start : platform.end]) is not None


def _found(kind: ItemKind, label: Span, spot: Spot, clause: Clause) -> Found:
    start = min(label.start, spot.quantity.start)
    end = max(label.end, spot.quantity.end)
    return Found(kind, label, spot, start, end)


def _strength(squeezed: Squeezed, spot: Spot, clause: Clause) -> int:
    """Return how much a number of information looks like the year's total."""
    words_before = squeezed.masked[spot.left : spot.quantity.start]
    strength = 0 if clause.several else 2
    strength += 2 if "公开" in words_before else 0
    strength -= 3 if clause.label is None or label_text(squeezed, clause) == clause.verb else 0
    strength += 1 if re.search(r"共|累计|全年|合计|总", words_before) else 0
    return strength


def _list_follows(squeezed: Squeezed, spots: list[Spot], index: int) -> bool:
    """Return whether a list of kinds goes on after a number: then its platform belongs to all of them."""
    if index + 1 >= len(spots):
        return False
    gap = squeezed.masked[spots[index].quantity.end : spots[index + 1].quantity.start]
    if not re.match(r"[、,](?:和|及|与)?", gap) or re.search(r"其中|[;:(]", gap):
        return False
    if spots[index + 1].quantity.unit != spots[index].quantity.unit:
        return False
    following = read_clause(squeezed, spots[index + 1])
    if following.verb or following.label is None or following.platform is not None:
        return False
    return not is_platform(label_text(squeezed, following))


def settle(found: list[Found]) -> list[Found | None]:
    """Given items as found, return them with one total at most; None in place of what is no item.

    Positions are kept, so that ``parent`` still points at its item.
    """
    generic = [item for item in found if item.generic]
    total = max(generic, key=lambda item: item.strength, default=None)
    return [_settled(item, total) for item in found]


def _settled(item: Found, total: Found | None) -> Found | None:
    if not item.generic or item is total:
        return item
    return None


def to_narrative(squeezed: Squeezed, item: Found, extra: Mapping[str, str]) -> NarrativeItem:
    """Given an item as found, return it as it travels on."""
    label = squeezed.words(item.label.start, item.label.end)
    return NarrativeItem(
        kind=item.kind,
        label=label,
        category=categorise(label, extra) if item.kind == "category" else None,
        value=item.spot.quantity.value,
        unit=item.spot.quantity.unit,
        qualifier=item.spot.quantity.qualifier,
        evidence=squeezed.evidence(item.start, item.end),
    )
