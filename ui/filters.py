"""The row of filters: kept in the address of the page, the same from page to page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st

from form.units import COUNTY, DEPARTMENT, TOWNSHIPS
from store.read import Parameter
from ui.reads import Reads
from ui.theme import Palette
from ui.words import listed, year_span

BOUND = "_bound"
BY_KEY = "report"
_SELECTION = "_selection"
# Relative widths; a row that is not full leaves its end empty.
_WHOLE_WIDTH = 6.75
_WIDTHS = {"year": 1.0, "since": 1.25, "kinds": 1.9, "units": 2.6, "unit": 2.0}
# Keys of the filters that several pages share.
SHARED = ("year", "since", "kinds", "units", "unit")
# Those of them that hold several values.
SEVERAL = ("kinds", "units")
# In the order in which they are offered.
KINDS = (*TOWNSHIPS, DEPARTMENT)


@dataclass(frozen=True, slots=True)
class Selection:
    """What is selected.

    Attributes:
        year: The year the page is about.
        since: The first year it is compared with.
        known: All years that the data has.
        kinds: Kinds of unit, or () for all.
        names: Names of single units as shown, or () for all.
        units: Their codes.
        name: Name of the one unit whose report is shown, or "".
        unit: Its code, or "".
    """

    year: int
    since: int
    known: tuple[int, ...]
    kinds: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    name: str = ""
    unit: str = ""

    @property
    def years(self) -> tuple[int, ...]:
        """Return the years from the first compared one to the one the page is about."""
        return tuple(year for year in self.known if self.since <= year <= self.year)

    @property
    def before(self) -> int:
        """Return the year before."""
        return self.year - 1

    def where(self) -> dict[str, Parameter]:
        """Return the selection as parameters of a query, years included."""
        return {"years": list(self.years), "units": list(self.units), "kinds": list(self.kinds)}

    def only_this_year(self) -> Selection:
        """Return the same selection without the years before."""
        return replace(self, since=self.year)

    def of_all_units(self) -> Selection:
        """Return the same selection over all units of the kinds: the peers of those chosen."""
        return replace(self, names=(), units=())

    def words(self) -> str:
        """Return the selection in words, for the line under the title."""
        who = listed(self.names) if self.names else ("、".join(self.kinds) if self.kinds else "全部单位")
        span = f"，对比 {year_span(self.years)}" if len(self.years) > 1 else ""
        return f"{self.year} 年 · {who}{span}"


def labels(units: pd.DataFrame) -> dict[str, str]:
    """Given the units, return their names by code as a screen shows them.

    The county's own name before that of a department says nothing here and is left out; where two
    units share a name, the code stands beside it.
    """
    counties = [name.removesuffix("人民政府") for name in units.loc[units["kind"] == COUNTY, "unit_name"]]
    short = _without_county(units["unit_name"], [name for name in counties if name])
    short = short.where(units["kind"] != COUNTY, units["unit_name"])
    twice = short.duplicated(keep=False)
    shown = short.where(~twice, units["unit_name"] + "（" + units["unit_code"] + "）")
    return dict(zip(units["unit_code"].tolist(), shown.tolist(), strict=True))


def _without_county(names: pd.Series, counties: Sequence[str]) -> pd.Series:
    """Return names without the first of the counties that they begin with; a name is never left empty."""
    if not counties:
        return names
    county = re.compile(f"(?:{'|'.join(map(re.escape, counties))})(?=.)", re.DOTALL)
    # As a list: pandas hands out the texts of a column one by one far more slowly.
    texts = names.tolist()
    written = [county.match(name) for name in texts]
    return pd.Series(
        [name[found.end() :] if found else name for name, found in zip(texts, written, strict=True)],
        index=names.index,
    )


def show(reads: Reads, wanted: Sequence[str]) -> None:
    """Show the shared filters that a page wants, in one row, and keep what is selected for the page.

    The shell calls it in the frame around the page: widgets of the frame are the same on every
    page, so their values stay from page to page.
    """
    units = reads.rows("units")
    with st.container(key="filters"):
        widths = [_WIDTHS[key] for key in wanted]
        rest = max(_WHOLE_WIDTH - sum(widths), 0.01)
        columns = dict(zip(wanted, st.columns([*widths, rest]), strict=False))
        years = [int(year) for year in reads.rows("years")["year"]]
        year = _year(columns["year"], "年度", "year", years, at=len(years) - 1)
        since = _year(columns["since"], "对比起点", "since", years, at=0) if "since" in columns else years[0]
        kinds = _kinds(columns["kinds"], units) if "kinds" in columns else ()
        chosen_units = _units(columns["units"], units, kinds) if "units" in columns else {}
        one = _one(columns["unit"], units) if "unit" in columns else ("", "")
    st.session_state[_SELECTION] = Selection(
        year, min(since, year), tuple(years), kinds, tuple(chosen_units), tuple(chosen_units.values()), *one
    )


def palette() -> Palette:
    """Return the colours of the mode in force."""
    found: Palette = st.session_state["palette"]
    return found


def selection() -> Selection:
    """Return what is selected in the frame around the page."""
    found: Selection = st.session_state[_SELECTION]
    return found


def _kinds(where: st.delta_generator.DeltaGenerator, units: pd.DataFrame) -> tuple[str, ...]:
    present = [kind for kind in KINDS if (units["kind"] == kind).any()]
    return chosen(where, "单位类别", "kinds", present, everything="全部类别")


def _units(
    where: st.delta_generator.DeltaGenerator, units: pd.DataFrame, kinds: tuple[str, ...]
) -> dict[str, str]:
    """Show the filter of single units, and return the codes of those chosen by their names."""
    counted = units[(units["kind"] != COUNTY) & (units["kind"].isin(kinds) if kinds else True)]
    every = labels(units)
    by_name = {every[code]: code for code in counted["unit_code"].tolist()}
    return {
        name: by_name[name] for name in chosen(where, "单位", "units", list(by_name), everything="全部单位")
    }


def _one(where: st.delta_generator.DeltaGenerator, units: pd.DataFrame) -> tuple[str, str]:
    """Show the choice of one unit, and return its name and its code; two empty texts without a roster."""
    by_name = {name: code for code, name in labels(units).items()}
    note_bound("unit")
    name = where.selectbox(
        "单位", list(by_name), key="unit", bind="query-params", on_change=_forget, placeholder="选择单位"
    )
    return (name, by_name[name]) if name else ("", "")


def _forget() -> None:
    """Leave a report that was named by its own key: a filter names another one."""
    st.query_params.pop(BY_KEY, None)


def _year(where: st.delta_generator.DeltaGenerator, label: str, key: str, years: list[int], at: int) -> int:
    note_bound(key)
    options = [str(year) for year in reversed(years)]
    picked = where.selectbox(
        label,
        options,
        index=len(years) - 1 - at,
        key=key,
        bind="query-params",
        on_change=_forget,
        filter_mode=None,
        placeholder="选择年度",
    )
    return int(picked)


def chosen(
    where: st.delta_generator.DeltaGenerator, label: str, key: str, options: Sequence[str], everything: str
) -> tuple[str, ...]:
    """Show a filter of several values, bound to the address of the page; none chosen means all."""
    note_bound(key)
    return tuple(
        where.multiselect(
            label,
            options,
            key=key,
            bind="query-params",
            placeholder=everything,
            select_all=False,
        )
    )


def choice(label: str, key: str, options: Sequence[str], default: str | None = None) -> str:
    """Show a choice of one view, bound to the address of the page."""
    note_bound(key)
    return st.segmented_control(
        label,
        list(options),
        default=default or options[0],
        required=True,
        key=key,
        bind="query-params",
        label_visibility="collapsed",
    )


def one_of(label: str, key: str, options: Sequence[str], default: str) -> str:
    """Show a choice of one of many, bound to the address of the page."""
    note_bound(key)
    with st.container(key=f"filters_{key}"):
        return st.selectbox(
            label, list(options), index=list(options).index(default), key=key, bind="query-params"
        )


def note_bound(key: str) -> None:
    """Remember that a widget of this run keeps the key in the address of the page."""
    st.session_state.setdefault(BOUND, set()).add(key)
