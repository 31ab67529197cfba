"""The walk over a section: from number to number, with what the sentence has said so far."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from ingest.prose import words
from ingest.prose.found import Found, group_size, items_of, single, years_shared
from ingest.prose.judge import Context, Mood, is_item, label_text, mood_after, mood_of_lead
from ingest.prose.labels import Clause, read_clause
from ingest.prose.phrases import Span
from ingest.prose.platforms import is_platform, platform_phrase
from ingest.prose.sentences import Sentence, Spot, find_spots, split_sentences
from ingest.prose.text import Squeezed
from ingest.prose.times import other_time

_NESTING = frozenset({"其中", "包括", "包含"})
_LIST_MARK = re.compile(r"[();]|按[^,;()]{0,10}(?:分|划分|统计)|" + words.PARTS_OPEN.pattern)
# A sum of fewer numbers than this is none.
LEAST_LIST = 2
_SUM = re.compile(r"(合计|总计|共计|总共)(?:为|共)?:?$")
_COMPARED = re.compile(r"(?:相比|相较|相比较|基础上),$")
_CAME_TO = re.compile(
    r"(?:总数|总量)?(?:共|共计|总计|达到了?|达|增至|增加到|升至|上升到|增长到|减少到|降至|减至|为)"
)
_BY_MEANS = re.compile(r"(?:利用|通过|依托|借助|运用|用好)")
_HAVING = re.compile(r"现有|设有|设置了?|开设了?|开通了?|运营|拥有|建有|建立了?|共有|注册|运维|管理")


@dataclass(frozen=True, slots=True)
class _Parts:
    """The list of parts that is open: of which item, whether there is one, whether it is said to be partial."""

    parent: int | None = None
    open: bool = False
    partial: bool = False
    group: int = 0


@dataclass(slots=True)
class _State:
    """What is carried from number to number.

    Attributes:
        year: The report's year, or None.
        found: The items so far.
        mood: What the sentence is about.
        time_is_other: True after a mark of another time.
        parts: The open list of parts.
        outer: The lists and marks of time around the open brackets.
        last: Index of the item just before, or None.
        taken: End of the words that a label after its number has used up.
        account: A platform that was only counted (微信公众号1个).
        accounts: How many of them.
        by_account: True where it was named as the means.
        compared: What was compared with another year (“公开信息较上年的301条…”).
    """

    year: int | None
    found: list[Found] = field(default_factory=list)
    mood: Mood = "open"
    time_is_other: bool = False
    parts: _Parts = _Parts()
    outer: list[tuple[_Parts, bool]] = field(default_factory=list)
    last: int | None = None
    taken: int = 0
    account: Span | None = None
    accounts: int = 0
    by_account: bool = False
    compared: Clause | None = None

    def begin(self, goes_on: bool) -> None:
        """Begin a sentence; one that goes on with the parts of the last item keeps what it is about."""
        if not goes_on:
            self.mood, self.last = "open", None
        while self.last is not None and (parent := self.found[self.last].parent) is not None:
            self.last = parent
        self.time_is_other = goes_on and self.time_is_other and self.last is None
        self.parts, self.outer = _Parts(), []
        self.account, self.accounts, self.compared = None, 0, None


def find_items(squeezed: Squeezed, year: int | None) -> list[Found]:
    """Given a squeezed section, return the items in the order of the text.

    Args:
        squeezed: The section.
        year: The report's year, or None where it is not known.
    """
    state = _State(year)
    for sentence in split_sentences(squeezed.masked):
        spots = find_spots(squeezed.masked, sentence)
        state.begin(words.PARTS_GO_ON.match(squeezed.masked, sentence.start) is not None)
        index = 0
        while index < len(spots):
            if state.taken > spots[index].lead:
                left = max(spots[index].left, state.taken)
                spots[index] = replace(spots[index], lead=state.taken, left=left)
            index += _read_spot(squeezed, sentence, spots, index, state)
    return state.found


def _read_spot(squeezed: Squeezed, sentence: Sentence, spots: list[Spot], index: int, state: _State) -> int:
    """Read the number at ``index``, and those that share its labels; return how many were read."""
    spot = spots[index]
    _follow_lists(squeezed.masked, spot, state)
    context = _context(squeezed.masked, sentence, spot, state)
    group = group_size(squeezed.masked, spots, index)
    clause = _on_account(squeezed, spot, read_clause(squeezed, spot), state)
    clause = _after_comparison(squeezed, spot, clause, state)
    years = years_shared(squeezed.masked, spot, group)
    if years:
        if state.year in years and clause.verb:
            own = spots[index + years.index(state.year)]
            state.found.append(single(squeezed, own, None, clause, Context()))
        return group
    accepted = is_item(squeezed, spot, clause, context)
    state.mood = mood_after(squeezed, spot, clause, context, accepted)
    if (
        clause.on_right
        and clause.label is not None
        and (accepted or not _speaks(squeezed.masked, clause.label))
    ):
        state.taken = clause.label.end
    if accepted:
        if _leaves_list(squeezed, spot, clause, state):
            state.parts = _Parts()
        for found in items_of(squeezed, spots, index, group, clause, context):
            state.last = len(state.found)
            parts = state.parts
            state.found.append(replace(found, parent=parts.parent, partial=parts.partial, group=parts.group))
    elif _sums_up(squeezed.masked, spot, clause, context, len(state.found)):
        state.found.append(_sum_line(squeezed.masked, spot))
    else:
        _note_account(squeezed, spot, clause, state)
        state.last = None if state.mood == "other" else state.last
    return group


def _context(masked: str, sentence: Sentence, spot: Spot, state: _State) -> Context:
    """Return what the sentence has said up to a number, and carry it on."""
    lead = masked[spot.lead : spot.left]
    own = masked[spot.left : spot.quantity.start]
    # What brackets said of another time ends with them.
    passed = [
        clause
        for clause in re.split(r"[,;:]", lead.rpartition(")")[2])
        if not words.COMPARISON.search(clause)
    ]
    time_is_other = other_time(own, other_time(",".join(passed), state.time_is_other, state.year), state.year)
    if not words.COMPARISON.search(own):
        state.time_is_other = time_is_other
    state.mood = mood_of_lead(masked, spot, state.mood)
    unit = state.found[state.last].spot.quantity.unit if state.last is not None else None
    compared = _COMPARED.search(lead) is not None
    return Context(
        time_is_other=time_is_other or compared,
        mood=state.mood,
        in_parts=state.parts.open,
        heading=sentence.heading,
        unit=unit,
        linked=own.startswith("、"),
    )


def _sums_up(masked: str, spot: Spot, clause: Clause, context: Context, count: int) -> bool:
    """Return whether a bare number is the sum of the list before it: “…。合计65条”."""
    bare = clause.label is None and not clause.verb and count >= LEAST_LIST
    own = _SUM.search(masked, spot.left, spot.quantity.start)
    return bare and own is not None and not context.time_is_other and context.mood != "other"


def _sum_line(masked: str, spot: Spot) -> Found:
    word = _SUM.search(masked, spot.left, spot.quantity.start)
    start = word.start(1) if word else spot.quantity.start
    label = Span(start, word.end(1) if word else spot.quantity.start)
    return Found("total", label, spot, start, spot.quantity.end, generic=True)


def _speaks(masked: str, label: Span) -> bool:
    """Return whether words after a number begin a statement of their own: 9个村公开栏公开…"""
    return bool(
        words.DISCLOSING.search(masked, label.start, label.end)
        or words.PLATFORM.search(masked, label.start, label.end)
    )


def _note_account(squeezed: Squeezed, spot: Spot, clause: Clause, state: _State) -> None:
    """Remember a platform that was only counted (微信公众号1个): what follows was published there."""
    label = clause.label
    if label is None:
        return
    if words.METRIC_HEAD.search(label_text(squeezed, clause)):
        # “局网站浏览量96万次，更新信息1104条”: it goes on about the same platform.
        named, several = platform_phrase(squeezed, label.start, label.end)
        if named is not None and not several:
            state.account, state.accounts, state.by_account = named, 1, False
        return
    if spot.quantity.unit not in words.FACILITY_UNITS:
        return
    if not is_platform(label_text(squeezed, clause)):
        return
    had = _HAVING.search(squeezed.masked, label.start, label.end)
    state.account = label
    if had is not None and is_platform(squeezed.text[label.start : had.start()]):
        state.account = Span(label.start, had.start())
    elif had is not None and had.end() < label.end:
        state.account = Span(had.end(), label.end)
    state.by_account = bool(_BY_MEANS.match(squeezed.masked[spot.left : label.start]))
    # Three columns of a site are no one platform; forty groups that were used are one sort of it.
    state.accounts += 1 if state.by_account else max(1, int(spot.quantity.value))


def _on_account(squeezed: Squeezed, spot: Spot, clause: Clause, state: _State) -> Clause:
    """Return the clause with the account just named as its platform, where it names none itself."""
    if ";" in squeezed.masked[spot.lead : spot.quantity.start]:
        state.account, state.accounts = None, 0
    if state.account is None or not clause.verb or clause.platform is not None:
        return clause
    if not (state.by_account or words.ON_PLATFORM.fullmatch(label_text(squeezed, clause))):
        return clause
    return replace(clause, platform=state.account, several=state.accounts > 1)


def _after_comparison(squeezed: Squeezed, spot: Spot, clause: Clause, state: _State) -> Clause:
    """Return the clause with what was compared before, where it only says what that came to (达到315条)."""
    own = squeezed.masked[spot.left : spot.quantity.start]
    mark = words.COMPARISON.search(own)
    if mark is not None and mark.start() > 0:
        before = replace(spot.quantity, start=spot.left + mark.start())
        state.compared = read_clause(squeezed, replace(spot, quantity=before))
        return clause
    if state.compared is not None and _CAME_TO.fullmatch(own):
        state.time_is_other = False
        return state.compared
    return clause


def _around(state: _State) -> _Parts:
    """Return the list around a list that was opened inside one: a semicolon ends the inner."""
    parent = state.parts.parent
    if parent is None or state.found[parent].parent is None:
        return state.parts
    around = state.found[parent]
    return _Parts(around.parent, open=True, partial=around.partial, group=around.group)


def _leaves_list(squeezed: Squeezed, spot: Spot, clause: Clause, state: _State) -> bool:
    """Return whether a statement with a verb and a place of its own goes on after a list, behind a semicolon."""
    after_parts = state.parts.open and state.last != state.parts.parent and not state.outer
    apart = ";" in squeezed.masked[spot.lead : spot.quantity.start]
    return after_parts and apart and bool(clause.verb) and clause.platform is not None


def _follow_lists(masked: str, spot: Spot, state: _State) -> None:
    """Open and close lists of parts by the words and brackets before a number."""
    for match in _LIST_MARK.finditer(masked, spot.lead, spot.quantity.start):
        if match[0] == "(":
            state.outer.append((state.parts, state.time_is_other))
            if match.start() == spot.lead and state.last is not None and not spot.bracket:
                state.parts = _Parts(state.last, open=True, group=match.start())
        elif match[0] == ")":
            if state.outer:
                state.parts, state.time_is_other = state.outer.pop()
        elif not state.parts.open and match[0] != ";":
            partial = words.PARTS_PARTIAL.match(masked, match.end()) is not None or "主要" in match[0]
            state.parts = _Parts(state.last, state.last is not None, partial, match.start())
            state.time_is_other = state.time_is_other and state.last is None
        elif match[0] == ";":
            state.parts = _around(state)
        elif match[0] in _NESTING and not state.outer:
            state.parts = _Parts(state.last, open=True, group=match.start())
        elif match[0].startswith("按"):
            state.parts = replace(state.parts, group=match.start())
