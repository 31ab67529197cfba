"""What a chart draws of very many units: those that tell most, and in words how many it leaves out."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

# More lines or dots than this are neither told apart on a screen nor drawn quickly by any browser.
MOST_DRAWN = 400


def fewer(frame: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    """Given rows with name and chosen, and their names, those that tell most first, return what is drawn.

    The chosen ones are always among them.
    """
    if len(names) <= MOST_DRAWN:
        return frame
    return frame[frame["name"].isin(list(names[:MOST_DRAWN])) | frame["chosen"]]


def spaced(names: Sequence[str]) -> list[str]:
    """Given names in the order of their values, return them with as many as are drawn first, evenly spaced.

    The least and the largest are among these: what they show of a distribution is its whole width.
    """
    if len(names) <= MOST_DRAWN:
        return list(names)
    picked = {round(at * (len(names) - 1) / (MOST_DRAWN - 1)) for at in range(MOST_DRAWN)}
    return [names[at] for at in sorted(picked)] + [name for at, name in enumerate(names) if at not in picked]


def left_out_words(every: int, drawn: int, which: str) -> str:
    """Given how many units there are and how many are drawn, return what to say beside the source, "" of none left out."""
    return f"；图上画{which}的 {drawn} 个单位，另有 {every - drawn} 个见表格" if drawn < every else ""
