"""A unit among those of its kind and size: by rank and distribution, never by a score."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from ui import words
from ui.derive import VALUE
from ui.fewer import fewer, spaced

# Bands of residents, by their upper ends: townships of a county are compared with those of their size.
BANDS = ((10_000, "1 万人以下"), (30_000, "1–3 万人"), (50_000, "3–5 万人"), (10**10, "5 万人以上"))
BY_KIND, BY_SIZE = "同类", "同类、同规模"
_UNKNOWN = "人口未填"


def band(population: float | None) -> str:
    """Given the residents of a unit, return its band of size."""
    if population is None or pd.isna(population):
        return _UNKNOWN
    return next(name for end, name in BANDS if population < end)


def frame_of(
    marked: pd.DataFrame,
    units: pd.DataFrame,
    names: Sequence[str],
    year: int,
    labels: Mapping[str, str],
    by: str,
) -> pd.DataFrame:
    """Given units × years of a measure and the roster, return the year's values with their peers.

    Columns: unit_code, name, kind (the group of peers), value, chosen, rank (1 is the largest), peers, middle.
    """
    now = marked[(marked["year"] == year) & (marked["mark"] == VALUE)]
    shown = now["unit_code"].map(labels)
    group = now["kind"]
    if by == BY_SIZE:
        people = units.set_index("unit_code")["population"]
        group = group + "·" + now["unit_code"].map(lambda code: band(people.get(code)))
    frame = pd.DataFrame(
        {
            "unit_code": now["unit_code"],
            "name": shown,
            "kind": group,
            "value": now["value"],
            "chosen": shown.isin(list(names)),
        }
    )
    within = frame.groupby("kind")["value"]
    return frame.assign(
        rank=within.rank(method="min", ascending=False),
        peers=within.transform("size"),
        middle=within.transform("median"),
    )


def near(frame: pd.DataFrame) -> pd.DataFrame:
    """Given values with their peers, return the chosen units and their peers, all where none is chosen."""
    return frame[frame["kind"].isin(frame.loc[frame["chosen"], "kind"])] if frame["chosen"].any() else frame


def drawn(frame: pd.DataFrame) -> pd.DataFrame:
    """Given values with their peers, return the dots to draw: those of :func:`near`, evenly spaced ones of very many.

    ``same`` names the units of one value, those that are not drawn included.
    """
    ordered = near(frame).sort_values(
        ["kind", "value", "chosen"], ascending=[True, True, False], kind="stable"
    )
    alike = ordered.groupby(["kind", "value"])["name"].transform(lambda names: words.listed(list(names), 8))
    ends = ordered.groupby("kind", sort=False)["name"].agg(["first", "last"])
    names = dict.fromkeys([*ends["first"], *ends["last"], *spaced(list(ordered["name"]))])
    return fewer(ordered.assign(same=alike), list(names))


def table(frame: pd.DataFrame, year: int) -> pd.DataFrame:
    """Given values with their peers, return them for people, each group from the largest down.

    Where units are chosen, only they and their peers are listed.
    """
    listed = near(frame)
    groups = {kind: at for at, kind in enumerate(dict.fromkeys(frame["kind"]))}
    order = listed.assign(at=listed["kind"].map(groups)).sort_values(["at", "rank"], kind="stable").index
    listed = listed.loc[order]
    return pd.DataFrame(
        {
            "单位": [("▸ " if row.chosen else "") + row.name for row in listed.itertuples(index=False)],
            "同类": listed["kind"].to_numpy(),
            f"{year} 年": listed["value"].to_numpy(),
            "位次": [
                f"{int(rank)}/{peers}" for rank, peers in zip(listed["rank"], listed["peers"], strict=True)
            ],
            "同类中位数": listed["middle"],
        }
    )


def answer_words(frame: pd.DataFrame, unit: str, year: int) -> str:
    """Given values with their peers, return where the chosen units stand, else how each group lies."""
    chosen = frame[frame["chosen"]]
    if chosen.empty:
        groups = frame.groupby("kind", sort=False)["value"].agg(["size", "median"])
        said = [
            f"{kind} {row['size']:.0f} 个，中位数 {row['median']:g} {unit}" for kind, row in groups.iterrows()
        ]
        return f"{year} 年{'；'.join(said)}。在上面选一个单位，看它在同类里的位置。" if said else ""
    said = []
    for row in chosen.head(3).itertuples(index=False):
        alike = int(((frame["kind"] == row.kind) & (frame["value"] == row.value)).sum()) - 1
        with_others = f"（与另外 {alike} 个并列）" if alike else ""
        said.append(
            f"{row.name} {words.number(row.value, unit)} {unit}，在 {row.peers} 个{row.kind}里排第 {int(row.rank)}"
            f"{with_others}，中位数 {row.middle:g} {unit}"
        )
    return f"{year} 年{'；'.join(said)}。"
