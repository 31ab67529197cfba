"""Parts against the number that the text makes them parts of."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from ingest.findings import finding, plain_number
from ingest.model import Finding
from ingest.prose.found import Found
from ingest.prose.text import Squeezed

RULE = "narrative.sum"
# “约” and “近” are taken to be within a tenth of the number.
ABOUT_SHARE = 0.1
# A single part is an example, not a breakdown.
LEAST_PARTS = 2


def check_sums(squeezed: Squeezed, items: Sequence[Found | None]) -> tuple[Finding, ...]:
    """Given the items of a section (None where dropped), return a warning for every list that misses its total."""
    parts_of: dict[tuple[int, int], list[Found]] = {}
    for item in items:
        if item is not None and item.parent is not None:
            parts_of.setdefault((item.parent, item.group), []).append(item)
    checked = (
        _check(squeezed, whole, parts)
        for (index, _), parts in sorted(parts_of.items())
        if (whole := items[index]) is not None
    )
    return tuple(told for told in checked if told is not None)


def _check(squeezed: Squeezed, whole: Found, parts: list[Found]) -> Finding | None:
    parts = [part for part in parts if part.spot.quantity.unit in {whole.spot.quantity.unit, ""}]
    sums = [_sum(parts)]
    if len({part.kind for part in parts}) > 1:
        sums += [_sum([part for part in parts if part.kind == kind]) for kind in ("category", "channel")]
    if not parts or any(_fits(whole, parts, sum_) for sum_ in sums):
        return None
    stated, added = whole.spot.quantity.value, sums[0]
    return finding(
        RULE,
        (
            f"正文称{_named(squeezed, whole)}{_as_said(whole)}{whole.spot.quantity.unit}，所列各{_sort(parts)}合计"
            f"{_number(added)}{whole.spot.quantity.unit}，相差{_number(abs(stated - added))}{whole.spot.quantity.unit}，请核对。"
        ),
        expected=plain_number(Decimal(str(added))),
        actual=plain_number(Decimal(str(stated))),
    )


def _fits(whole: Found, parts: list[Found], added: float) -> bool:
    """Return whether the parts can add up to the whole as both are qualified."""
    quantity = whole.spot.quantity
    slack = _slack(whole) + sum(_slack(part) for part in parts)
    if added - quantity.value > slack:
        return quantity.qualifier == "at_least"
    if quantity.value - added > slack:
        open_end = any(part.spot.quantity.qualifier == "at_least" for part in parts)
        return open_end or parts[-1].partial or len(parts) < LEAST_PARTS
    return True


def _slack(item: Found) -> float:
    return ABOUT_SHARE * item.spot.quantity.value if item.spot.quantity.qualifier == "about" else 0.0


def _sum(parts: list[Found]) -> float:
    return sum(part.spot.quantity.value for part in parts)


def _named(squeezed: Squeezed, whole: Found) -> str:
    label = squeezed.words(whole.label.start, whole.label.end)
    if whole.kind == "channel":
        return f"{label}发布信息"
    if whole.kind == "total":
        return (
            "主动公开政府信息"
            if whole.label.start == whole.spot.quantity.start
            else f"主动公开{label.removeprefix('主动公开')}"
        )
    return label


def _as_said(whole: Found) -> str:
    """Return the number of a whole with the word by which the text says that it is not exact."""
    number = _number(whole.spot.quantity.value)
    return {"at_least": f"{number}余", "about": f"约{number}"}.get(whole.spot.quantity.qualifier, number)


def _sort(parts: list[Found]) -> str:
    kinds = {part.kind for part in parts}
    return "类" if kinds == {"category"} else "渠道" if kinds == {"channel"} else "项"


def _number(value: float) -> str:
    return f"{value:.10g}" if abs(value) < 10_000_000_000 else str(int(value))
