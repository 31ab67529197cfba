"""The one way to show a chart, and what stands under it: source, definition, table, and all of it as files."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial

import altair as alt
import pandas as pd
import streamlit as st

from exports import charts as pictures
from exports import tables
from exports.names import file_name
from ui import clickable, heat
from ui.charts import PICK
from ui.derive import Figure
from ui.filters import Selection, palette
from ui.html import tag
from ui.meaning import Meaning, body
from ui.reads import Reads
from ui.sourced import with_source
from ui.theme import LIGHT, Palette

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS = 300
_YEAR = re.compile(r"(20\d{2}) 年")
_ACROSS = 4
_BESIDE = (1.1, 1)
_PICTURES = (("PNG", pictures.to_png, "image/png"), ("SVG", pictures.to_svg, "image/svg+xml"))
Links = Sequence[Mapping[str, str | int]]
Picks = Mapping[str, Mapping[str, str | int]]
# A table, or what makes it once somebody opens it or saves it.
Table = pd.DataFrame | Callable[[], pd.DataFrame]
# What makes a chart, or small multiples, in the colours of a mode.
Draw = Callable[[Palette], pictures.Drawing]


def source(reads: Reads, selection: Selection, figure: Figure | None) -> str:
    """Return where a chart's figures come from: how many reports, of which edition, and which build."""
    found = reads.rows("editions", **selection.only_this_year().where())
    counts = dict(zip(found["edition"], found["reports"], strict=True))
    of_each = len(counts) > 1
    editions = "、".join(
        f"{key} 版" + (f" {count} 份" if of_each else "")
        for key, count in sorted(counts.items(), reverse=True)
    )
    covered = f"{figure.counted}/{figure.expected}" if figure else str(sum(counts.values()))
    built = reads.rows("build_info")["built_at"]
    when = f"，{built.iloc[0]:%Y-%m-%d} 生成" if len(built) else ""
    return f"数据来源：{selection.year} 年 {covered} 份报告" + (f"（{editions}）" if editions else "") + when


def evidence(
    key: str,
    name: str,
    table: Table,
    *,
    said: str,
    meaning: Meaning,
    links: Links | None = None,
    draw: Draw | None = None,
) -> None:
    """Show source, definition, table and downloads in one quiet line.

    ``draw`` makes the picture that is saved: what a page shows as a table need not be drawn before.
    """
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"under_{key}"):
        st.caption(said, width="stretch")
        with st.popover("定义", type="tertiary", key=f"define_{key}"):
            clickable.show(body(meaning), key=f"meant_{key}")
        opened = st.popover("表格", type="tertiary", on_change="rerun", key=f"see_{key}")
        # Written when somebody looks: most tables are never opened.
        if opened.open:
            made = _made(table)
            with opened:
                rows(made, links, key=f"table_{key}")
                _turned(key, name, made, said)
        downloads(key, name, table, [said, f"定义：{meaning.said}"])
        if draw:
            _pictures(key, name, said, draw)


def rows(table: pd.DataFrame, links: Links | None, key: str, class_: str | None = None) -> None:
    """Show the first rows of a table, each first cell leading where its link does, and say how many are left out."""
    shown = heat.plain(table.head(MOST_ROWS), links)
    clickable.show(tag("div", shown, class_=class_) if class_ else shown, key=key)
    if len(table) > MOST_ROWS:
        st.caption(f"这里显示前 {MOST_ROWS} 行，共 {len(table)} 行；下载的文件是全部。")


def _made(table: Table) -> pd.DataFrame:
    return table if isinstance(table, pd.DataFrame) else table()


def _written(write: Callable[..., bytes], table: Table, *told: object) -> bytes:
    return write(_made(table), *told)


def downloads(key: str, name: str, table: Table, notes: Sequence[str] = ()) -> None:
    """Show the buttons that save a table as CSV and as a workbook; the workbook has it long and wide as well."""
    save = partial(st.download_button, type="tertiary", on_click="ignore")
    said = notes[0] if notes else ""
    save(
        "CSV",
        partial(_written, tables.to_csv, table),
        _named(name, said, ".csv"),
        "text/csv",
        key=f"csv_{key}",
    )
    make = partial(_written, tables.to_xlsx, table, name, notes)
    save("Excel", make, _named(name, said, ".xlsx"), XLSX, key=f"xlsx_{key}")


def _turned(key: str, name: str, table: pd.DataFrame, said: str) -> None:
    """Show the buttons that save a table with a row a number, or with a column a year, where that is another one."""
    turned = zip((tables.LONG, tables.WIDE), tables.long_and_wide(table), strict=True)
    for words, other in turned:
        if not other.equals(table):
            st.download_button(
                f"CSV {words}",
                partial(tables.to_csv, other),
                _named(f"{name}_{words}", said, ".csv"),
                "text/csv",
                type="tertiary",
                on_click="ignore",
                key=f"csv_{words}_{key}",
            )


def _named(name: str, said: str, suffix: str) -> str:
    """Return the name of a file: what is in it, the year that its source names, the day it is made."""
    found = _YEAR.search(said)
    year = found[1] if found and found[1] not in name else ""
    return file_name(name, year, suffix=suffix, day=datetime.now())


def _pictures(key: str, name: str, said: str, draw: Draw) -> None:
    """Show the buttons that save a chart as a picture with its source; it is drawn when somebody asks for it."""
    save = partial(st.download_button, type="tertiary", on_click="ignore")
    for words, make, media in _PICTURES:
        file = _named(name, said, f".{words.lower()}")
        key_of = f"{words.lower()}_{key}"
        save(words, partial(_drawn, make, draw, said), file, media, key=key_of)


def _drawn(make: pictures.Writer, draw: Draw, said: str) -> bytes:
    # A picture goes into a document on white paper, however dark the screen is.
    return make(draw(LIGHT), said)


def years_table(figures: Sequence[Figure], unit: str) -> pd.DataFrame:
    """Given figures by year, return the table for people."""
    rows = [(str(f.year), f.value, f.counted, f.reported, f.expected) for f in figures]
    return pd.DataFrame(rows, columns=["年度", unit, "有数单位", "已报", "应报"])


def figure(
    key: str,
    draw: Draw | None,
    name: str,
    table: Table,
    *,
    said: str,
    meaning: Meaning,
    picks: Picks | None = None,
    links: Links | None = None,
    across: int = _ACROSS,
    beside: Callable[[], None] | None = None,
    below: Callable[[], None] | None = None,
) -> None:
    """Show a chart, or small multiples so many in a row, with all that stands under it.

    Args:
        draw: Makes what is drawn; None where there is nothing to draw.
        picks: For each name that can be clicked, where it leads: on the report page, or on the one named as ``page``.
        links: For each row of the table, where it leads.
        across: How many small multiples stand in a full row.
        beside: Shows what stands at the right of the chart, or in its place.
        below: Shows what stands between the chart and its source.
    """
    if beside is None:
        _show(key, draw, picks, across, said)
    elif draw is None:
        beside()
    else:
        left, right = st.columns(_BESIDE, gap="medium")
        with left:
            _show(key, draw, picks, across, said)
        with right:
            beside()
    if below is not None:
        below()
    evidence(key, name, table, said=said, meaning=meaning, links=links, draw=draw)


def _show(key: str, draw: Draw | None, picks: Picks | None, across: int, said: str) -> None:
    if draw is None:
        return
    drawing = draw(palette())
    if isinstance(drawing, alt.LayerChart):
        put(drawing, f"chart_{key}", picks, said)
        return
    charts = list(drawing)
    with st.container(key=f"small_{key}"):
        for start in range(0, len(charts), across):
            # Never wider than if the row were full.
            columns = st.columns(across, gap="small")
            for at, chart in enumerate(charts[start : start + across]):
                with columns[at]:
                    put(chart, f"chart_{key}_{start + at}", picks, said)


def put(chart: alt.LayerChart, key: str, picks: Picks | None, said: str) -> None:
    """Put one chart on the page. Pages call :func:`figure`, so that no chart stands without its files."""
    # The specification as it is: st.altair_chart would hold it against the whole schema once more.
    spec = with_source(chart.to_dict(validate=False), said)
    show = partial(st.vega_lite_chart, spec, key=key, theme=None, width="stretch")
    if picks is None:
        show()
    else:
        show(selection_mode=PICK, on_select=partial(_picked, key, dict(picks)))


def _picked(key: str, picks: dict[str, Mapping[str, str | int]]) -> None:
    chosen = st.session_state[key].selection.get(PICK) or []
    for point in chosen:
        if point.get("name") in picks:
            goal = dict(picks[point["name"]])
            clickable.follow(str(goal.pop("page", "report")), **goal)
