"""Text that was copied: sections that are nearly those of another unit, or of the unit's own last report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from form.sections import SECTIONS
from ingest.findings import finding
from ingest.load_versions import Placed
from ingest.model import Finding, Passage
from ingest.roster import Unit
from ingest.shingles import Hashes, Shingled, names_pattern, shingle

COPIED, REPEATED = "text.copied", "text.repeated"
# Least share of a section's own words (what most units write apart) that is the same.
LEAST_SHARE = {COPIED: 0.6, REPEATED: 0.8}
# Least number of shingles, about as many characters, that are the same.
LEAST_SHINGLES = 100
# Words that more units use than a third of them, or than twenty, are everybody's; three may still be copies.
COMMON_SHARE, COMMON_UNITS, COPYING_UNITS = 1 / 3, 20, 3
# Pairs are first counted over a part of the shingles where all of them would be more than this.
PAIRS_AT_MOST = 4_000_000
# So much less than the least share may the first count show, as it is taken from a part.
FIRST_COUNT_SLACK = 0.75
# A sentence is the same where so much of it is.
SENTENCE_SHARE = 0.6
PASSAGES_AT_MOST = 12

_TITLES = {str(section.number): section.title for section in SECTIONS}
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Section:
    """A section of a report, and which report it is of (place in the list of reports)."""

    report: int
    unit: str
    year: int
    key: str
    text: Shingled


@dataclass(frozen=True, slots=True)
class _Index:
    """Every distinct shingle of every section that counts, sorted by hash, then unit, then year.

    ``group`` numbers the hashes; ``fresh`` says that the unit had not used it in an earlier year.
    ``order`` and ``bounds`` find the entries of one section.
    """

    hashes: Hashes
    section: Ints
    group: Ints
    fresh: Bools
    order: Ints
    bounds: Ints

    def of(self, section: int) -> Ints:
        """Return the places of a section's entries, by hash."""
        return self.order[self.bounds[section] : self.bounds[section + 1]]


@dataclass(frozen=True, slots=True)
class _Match:
    """A section that has much of another one: how many shingles, and what share of its own."""

    own: int
    other: int
    shingles: int
    share: float


def check_copies(placed: Sequence[Placed], units: Sequence[Unit]) -> list[Placed]:
    """Given the reports as placed and the roster, return them with what is copied from where.

    Only reports that count are compared: each with those of the other units of its year and the
    year before, and with its unit's own of the year before.
    """
    sections = _sections(placed, units)
    if not sections:
        return list(placed)
    index = _index(sections)
    found: dict[tuple[int, str], list[_Match]] = {}
    for match in _matches(sections, index):
        own, other = sections[match.own], sections[match.other]
        rule = REPEATED if own.unit == other.unit else COPIED
        if match.share >= LEAST_SHARE[rule] and match.shingles >= LEAST_SHINGLES:
            found.setdefault((own.report, rule), []).append(match)
    names = {unit.code: unit.name for unit in units}
    done = list(placed)
    for (report, rule), matches in sorted(found.items()):
        told = _finding(rule, matches, sections, placed, names, index)
        done[report] = replace(done[report], findings=(*done[report].findings, told))
    return done


def _sections(placed: Sequence[Placed], units: Sequence[Unit]) -> list[_Section]:
    """Return the sections of the reports that count, by unit, then year, then section."""
    counties = {report.loaded.report.identity.county or "" for report in placed}
    names = names_pattern([*(name for unit in units for name in (unit.name, *unit.aliases)), *counties])
    sections = [
        _Section(at, report.unit_code, report.year, key, shingle(text, names))
        for at, report in enumerate(placed)
        if report.is_current and report.unit_code is not None and report.year is not None
        for key, text in report.loaded.report.sections.items()
        if len(text) >= LEAST_SHINGLES
    ]
    return sorted(sections, key=lambda section: (section.unit, section.year, section.key))


def _index(sections: Sequence[_Section]) -> _Index:
    hashes = np.concatenate([section.text.distinct for section in sections])
    section = np.repeat(np.arange(len(sections)), [len(item.text.distinct) for item in sections])
    # Stable, so that within a hash sections stay in their order: by unit, then year.
    order = np.argsort(hashes, kind="stable")
    hashes, section = hashes[order], section[order]
    unit, year = _of(sections, section)
    new_hash = np.diff(hashes, prepend=hashes[:1]) != 0
    group = np.cumsum(new_hash)
    new_unit = new_hash | (np.diff(unit, prepend=-1) != 0)
    run = np.cumsum(new_unit) - 1
    fresh = year == year[np.flatnonzero(new_unit)][run]
    users = np.bincount(group, weights=new_unit)
    share = COMMON_SHARE * len({item.unit for item in sections})
    kept = users[group] <= max(COPYING_UNITS, min(COMMON_UNITS, share))
    by_section = np.argsort(section[kept], kind="stable")
    bounds = np.searchsorted(section[kept][by_section], np.arange(len(sections) + 1))
    return _Index(hashes[kept], section[kept], group[kept], fresh[kept], by_section, bounds)


def _of(sections: Sequence[_Section], which: Ints) -> tuple[Ints, Ints]:
    """Return the unit, as a number, and the year of each of these sections."""
    numbers = {unit: number for number, unit in enumerate(sorted({item.unit for item in sections}))}
    units = np.array([numbers[item.unit] for item in sections], dtype=np.int64)
    years = np.array([item.year for item in sections], dtype=np.int64)
    return units[which], years[which]


def _matches(sections: Sequence[_Section], index: _Index) -> Iterable[_Match]:
    """Yield the pairs of sections that share enough to be looked at, with what they share exactly."""
    sizes = np.bincount(index.group)
    pairs = int((sizes * (sizes - 1)).sum())
    modulus = np.uint64(max(1, -(-pairs // PAIRS_AT_MOST)))
    sample = np.flatnonzero(index.hashes % modulus == 0)
    whole = np.diff(index.bounds)
    for own, other, count in _pairs(sections, index, sample):
        about = count * int(modulus)
        if about < FIRST_COUNT_SLACK * max(LEAST_SHINGLES, min(LEAST_SHARE.values()) * whole[own]):
            continue
        same = _same(sections, index, own, other)
        yield _Match(own, other, same, same / int(whole[own]))


def _same(sections: Sequence[_Section], index: _Index, own: int, other: int) -> int:
    """Return how many shingles of one section, of those that count, the other has."""
    mine = index.of(own)
    if sections[own].unit != sections[other].unit:
        mine = mine[index.fresh[mine]]
    return int(np.isin(index.hashes[mine], sections[other].text.distinct, assume_unique=True).sum())


def _pairs(sections: Sequence[_Section], index: _Index, sample: Ints) -> Iterable[tuple[int, int, int]]:
    """Yield (section, section it may be copied from, shingles in common) over a sample of the index."""
    group, section, fresh = index.group[sample], index.section[sample], index.fresh[sample]
    unit, year = _of(sections, section)
    codes: list[Ints] = []
    width = len(sections)
    for step in range(1, int(np.bincount(group).max(initial=0))):
        first = np.flatnonzero(group[step:] == group[:-step])
        second = first + step
        for own, other in ((first, second), (second, first)):
            gap = year[own] - year[other]
            same_unit = unit[own] == unit[other]
            wanted = np.where(same_unit, gap == 1, fresh[own] & (gap >= 0) & (gap <= 1))
            codes.append(section[own[wanted]] * width + section[other[wanted]])
    if codes:
        pairs, counts = np.unique(np.concatenate(codes), return_counts=True)
        for pair, count in zip(pairs.tolist(), counts.tolist(), strict=True):
            yield pair // width, pair % width, count


def _finding(
    rule: str,
    matches: Sequence[_Match],
    sections: Sequence[_Section],
    placed: Sequence[Placed],
    names: Mapping[str, str],
    index: _Index,
) -> Finding:
    """Return the finding about one report: of the reports it may be copied from, the one most like it."""
    by_source: dict[int, list[_Match]] = {}
    for match in matches:
        by_source.setdefault(sections[match.other].report, []).append(match)
    source, best = max(by_source.items(), key=lambda item: (sum(m.shingles for m in item[1]), -item[0]))
    other = placed[source]
    shares = "，".join(f"“{_title(sections[m.own].key)}”有{m.share:.0%}" for m in best)
    whose = "本单位" if rule == REPEATED else names.get(other.unit_code or "", "")
    message = f"{shares}的文字与{whose}{other.year}年的报告相同（多数单位共有的语句不计），请核对是否套用。"
    passages = [passage for match in best for passage in _passages(match, sections, index)]
    told = finding(rule, message)
    about = (other.loaded.report.sha256,)
    return replace(told, about=about, passages=tuple(passages[:PASSAGES_AT_MOST]))


def _title(key: str) -> str:
    return _TITLES.get(key, f"第{key}部分")


def _passages(match: _Match, sections: Sequence[_Section], index: _Index) -> Iterable[Passage]:
    """Yield the sentences that are the same, neighbours together, beside those they are the same as."""
    own, other = sections[match.own], sections[match.other]
    counted = np.isin(own.text.hashes, index.hashes[index.of(match.own)])
    home = dict(zip(other.text.hashes.tolist(), other.text.owners.tolist(), strict=True))
    partners: list[tuple[int, int]] = []
    for at in range(len(own.text.sentences)):
        hashes = own.text.hashes[(own.text.owners == at) & counted].tolist()
        places = [home[code] for code in hashes if home.get(code, -1) >= 0]
        if places and len(places) >= SENTENCE_SHARE * len(hashes):
            partners.append((at, max(sorted(set(places)), key=places.count)))
    for run in _runs(partners):
        mine = "".join(own.text.sentences[at] for at, _ in run).strip()
        theirs = "".join(other.text.sentences[at] for at in dict.fromkeys(at for _, at in run)).strip()
        yield Passage(own.key, mine, theirs)


def _runs(partners: Iterable[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Return pairs of sentences in runs in which both sides go on without a gap."""
    runs: list[list[tuple[int, int]]] = []
    for at, partner in partners:
        last = runs[-1][-1] if runs else None
        if last is not None and at - last[0] == 1 and 0 <= partner - last[1] <= 1:
            runs[-1].append((at, partner))
        else:
            runs.append([(at, partner)])
    return runs
