"""Score the reading of prose against a corpus: F1 over items, accuracy of what is stated.

Run as a program: ``python tests/ingest/prose/score.py tests/ingest/prose/dev.json``.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from form.spelling import squeeze
from ingest.prose import Prose, read_prose

STATED = ("applications_received", "review_cases", "lawsuit_cases", "processing_fee")
Item = tuple[float, str, str, str, str]


@dataclass(frozen=True, slots=True)
class Miss:
    """What one passage got wrong."""

    passage: str
    missed: tuple[Item, ...]
    invented: tuple[Item, ...]
    stated: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """F1 over items and the share of stated values that are right, with every miss."""

    precision: float
    recall: float
    f1: float
    stated: float
    items: int
    misses: tuple[Miss, ...]


def load_corpus(path: Path) -> list[dict[str, Any]]:
    """Return the passages of a corpus file."""
    passages: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    # The gold stands beside the text, or under a key of its own.
    return [{**passage, **passage.get("gold", {})} for passage in passages]


def read_passage(passage: Mapping[str, Any]) -> Prose:
    """Return what the rules read in a passage."""
    return read_prose(passage["sections"], passage.get("year"))


def item_of(kind: str, label: str, value: float, unit: str, qualifier: str) -> Item:
    """Return the five facts of an item that are compared."""
    return (float(value), squeeze(unit), qualifier, kind, squeeze(label))


def score(passages: Iterable[Mapping[str, Any]]) -> Score:
    """Given passages with their gold, return how well the rules read them."""
    right = read = wanted = stated_right = stated_all = 0
    misses: list[Miss] = []
    for passage in passages:
        prose = read_passage(passage)
        gold = Counter(
            item_of(one["kind"], one["label"], one["value"], one["unit"], one["qualifier"])
            for one in passage["narrative"]
        )
        got = Counter(
            item_of(one.kind, one.label, one.value, one.unit, one.qualifier) for one in prose.narrative
        )
        right += (gold & got).total()
        read += got.total()
        wanted += gold.total()
        wrong = _wrong_stated(passage["stated"], prose)
        stated_all += len(STATED)
        stated_right += len(STATED) - len(wrong)
        if gold != got or wrong:
            missed, invented = gold - got, got - gold
            misses.append(Miss(passage["id"], tuple(missed.elements()), tuple(invented.elements()), wrong))
    precision, recall = right / max(read, 1), right / max(wanted, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return Score(precision, recall, f1, stated_right / max(stated_all, 1), wanted, tuple(misses))


def _wrong_stated(gold: Mapping[str, Any], prose: Prose) -> tuple[str, ...]:
    return tuple(
        f"{key}: {getattr(prose.stated, key)} instead of {gold.get(key)}"
        for key in STATED
        if getattr(prose.stated, key) != gold.get(key)
    )


def main(arguments: list[str]) -> None:
    """Print the score of a corpus file and what it got wrong."""
    result = score(load_corpus(Path(arguments[0])))
    for miss in result.misses:
        sys.stdout.write(f"{miss.passage}\n")
        for sign, items in (("-", miss.missed), ("+", miss.invented)):
            sys.stdout.writelines(f"  {sign} {item}\n" for item in items)
        sys.stdout.writelines(f"  s {line}\n" for line in miss.stated)
    sys.stdout.write(
        f"items {result.items}  precision {result.precision:.4f}  recall {result.recall:.4f}  "
        f"F1 {result.f1:.4f}  stated {result.stated:.4f}\n"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
