"""The door: the sections of a report in, what their prose counts and says out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from form.taxonomy import NO_EXTRA, categorise
from ingest.model import Finding, NarrativeItem, Stated
from ingest.prose.found import Found, settle
from ingest.prose.stated import read_stated
from ingest.prose.sums import check_sums
from ingest.prose.text import Squeezed, squeeze_text
from ingest.prose.walk import find_items

_ITEMS_IN = "1"


@dataclass(frozen=True, slots=True)
class Prose:
    """What the prose of a report counts (``narrative``), says (``stated``) and gets wrong (``findings``)."""

    narrative: tuple[NarrativeItem, ...] = ()
    stated: Stated = field(default_factory=Stated)
    findings: tuple[Finding, ...] = ()


def read_prose(sections: Mapping[str, str], year: int | None, extra: Mapping[str, str] = NO_EXTRA) -> Prose:
    """Given the text of a report's sections, return what the prose counts and says.

    The same text always gives the same items; no model is involved.

    Args:
        sections: "1" to "6" → plain text of the section, tables taken out. A report
            without numbered sections has all its prose under "1".
        year: The report's year, or None where it is not known.
        extra: The office's own aliases for labels, wording → key of a kind.
    """
    copies = {key: squeeze_text(text) for key, text in sections.items()}
    squeezed = copies.get(_ITEMS_IN) or squeeze_text("")
    items = settle(find_items(squeezed, year))
    return Prose(
        narrative=_distinct(squeezed, items, extra),
        stated=read_stated({key: copy.masked for key, copy in copies.items()}, year),
        findings=check_sums(squeezed, items),
    )


def _distinct(
    squeezed: Squeezed, items: Sequence[Found | None], extra: Mapping[str, str]
) -> tuple[NarrativeItem, ...]:
    """Return the items, a statement repeated as one."""
    seen: set[tuple[str, str, float, str, str]] = set()
    distinct = []
    for item in items:
        if item is None:
            continue
        quantity = item.spot.quantity
        label = re.sub(r"[“”\"]", "", squeezed.text[item.label.start : item.label.end])
        key = (item.kind, label, quantity.value, quantity.unit, quantity.qualifier)
        if key not in seen:
            seen.add(key)
            distinct.append(_to_narrative(squeezed, item, extra))
    return tuple(distinct)


def _to_narrative(squeezed: Squeezed, item: Found, extra: Mapping[str, str]) -> NarrativeItem:
    """Given an item as found, return it as it travels on."""
    label = squeezed.words(item.label.start, item.label.end)
    quantity = item.spot.quantity
    return NarrativeItem(
        kind=item.kind,
        label=label,
        category=categorise(label, extra) if item.kind == "category" else None,
        value=quantity.value,
        unit=quantity.unit,
        qualifier=quantity.qualifier,
        evidence=squeezed.evidence(item.start, item.end),
    )
