"""The parts of the page 导入: the field to drop files, how far they are, and each group of them."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from ui import clickable, filters, recording, upload
from ui.html import tag
from ui.reads import Reads
from ui.upload import Batch, Look, door

# Seconds between two looks at how far the work is.
_LOOK_EVERY = 0.7
_ROUND = "_upload_round"


def drop(folder: Path) -> None:
    """Take what is dropped, keep it, and show an empty field again."""
    number = st.session_state.setdefault(_ROUND, 0)
    with st.container(key="dropzone"):
        files = st.file_uploader(
            "报告文件", accept_multiple_files=True, key=f"drop_{number}", label_visibility="collapsed"
        )
    if files:
        with st.spinner("正在收下文件…"):
            door.forget(folder)
            door.drop(folder, [(file.name, file.getvalue()) for file in files], recording.actor().who)
        st.session_state[_ROUND] += 1
        st.rerun()


@st.fragment(run_every=_LOOK_EVERY)
def progress(folder: Path) -> None:
    """Show how far the work in the background is, and the whole page again once it is over."""
    work = door.work(folder)
    if work is None or work.is_over:
        st.rerun()
    if work.kind == "loading":
        st.progress(1.0, "另一个导入正在进行，等它结束……" if work.waits else f"正在导入 {work.files} 份……")
    else:
        said = f"已读取 {work.done}/{work.files} 份" + (f"：{work.name}" if work.name else "")
        st.progress(work.done / max(work.files, 1), said)
        if work.pages:
            st.progress(work.pages_done / work.pages, f"扫描件已识别 {work.pages_done}/{work.pages} 页")
    st.caption("可以离开或关闭这一页，读取和导入都会继续，回来时接着办。")


def asked(data: Reads, found: Batch) -> None:
    """Ask for the unit and the year of what was not recognised."""
    if not found.asked:
        return
    clickable.show(tag("h2", f"请指定单位和年度：{len(found.asked)} 份"), key="asked_title")
    units = upload.unit_names(data)
    if not units:
        st.caption("名册还是空的：先导入认得出的报告，名册拟好以后再来指定。")
    for look in found.asked:
        _ask(Path(data.folder), look, units)


def _ask(folder: Path, look: Look, units: dict[str, str]) -> None:
    key = look.file.key
    with st.container(key=f"ask_{key[:12]}"):
        said, where, when, act = st.columns([2.6, 1.5, 1, 0.7], vertical_alignment="center")
        with said:
            clickable.show(upload.asked_words(look), key=f"asked_{key}")
        codes, years = list(units), upload.years()
        unit = where.selectbox(
            "单位",
            codes,
            index=codes.index(look.unit_code) if look.unit_code in units else None,
            format_func=units.__getitem__,
            key=f"unit_{key}",
            placeholder="选择单位",
            label_visibility="collapsed",
        )
        year = when.selectbox(
            "年度",
            years,
            index=years.index(look.year) if look.year in years else None,
            format_func=lambda year: f"{year} 年",
            key=f"year_{key}",
            placeholder="选择年度",
            label_visibility="collapsed",
        )
        if act.button("确定", key=f"give_{key}", disabled=unit is None or year is None):
            door.give(folder, key, unit, year)
            st.query_params.pop("ask", None)
            st.rerun()


def ready(data: Reads, found: Batch) -> None:
    """Show what can be loaded for one look, and load it once the clerk says so."""
    if not found.ready:
        return
    clickable.show(tag("h2", f"看一眼，没有错就导入：{len(found.ready)} 份"), key="ready_title")
    st.caption(upload.CHECKED_SO_FAR)
    labels = filters.labels(data.rows("units"))
    names = {look.file.key: look.file.name for look in found.ready}
    left = st.multiselect(
        "这次不导入的",
        list(names),
        format_func=names.__getitem__,
        key="leave",
        placeholder="这次不导入的文件（可不选）",
        label_visibility="collapsed",
    )
    wanted = [key for key in names if key not in left]
    with st.container(horizontal=True, key="load_actions"):
        if st.button(
            f"导入这 {len(wanted)} 份", type="primary", disabled=not wanted, key="load", shortcut="Ctrl+Enter"
        ):
            recording.guarded(lambda: door.begin_loading(Path(data.folder), wanted, recording.actor()))
            st.rerun()
        if left and st.button(f"清掉不导入的 {len(left)} 份", key="leave_out"):
            door.put_aside(Path(data.folder), left)
            st.rerun()
    table = upload.ready_table(found, labels, upload.present(data), upload.settled(data))
    clickable.show(table, key="ready")


def rest(folder: Path, found: Batch) -> None:
    """Show what is not loaded: read before, or not to be read."""
    if found.failed:
        clickable.show(tag("h2", f"读不了：{len(found.failed)} 份"), key="failed_title")
        clickable.show(upload.failed_list(found), key="failed_files")
        with st.container(horizontal=True, key="failed_actions"):
            keys = [look.file.key for look in found.failed]
            if st.button(
                "登记为“读取失败”", key="register", help="总览和办理页上，这些单位显示为读取失败，不是缺报。"
            ):
                recording.guarded(lambda: door.begin_loading(folder, keys, recording.actor()))
                st.rerun()
            if st.button("知道了，清掉", key="clear_failed"):
                door.put_aside(folder, keys)
                st.rerun()
    if found.same:
        clickable.show(upload.same_words(found), key="same_files")
        if st.button("清掉", key="clear_same"):
            door.put_aside(folder, [look.file.key for look in found.same])
            st.rerun()
