"""导入: drop what the units have sent in, look once, and load it."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from ui import cards, clickable, filters, recording, upload
from ui.html import join, tag
from ui.reads import Reads, reads
from ui.upload import Batch, Look, door

TITLE = "导入"
FILTERS = ()
_QUESTION = "导入哪些报告？"
# Seconds between two looks at how far the work is.
_LOOK_EVERY = 0.7
_ROUND = "_upload_round"


def render() -> None:
    """Show the page."""
    data = reads()
    if data.is_sample:
        head = cards.heading(_QUESTION, "", data.is_sample)
        clickable.show(join([head, upload.not_here(data.folder)]), key="head")
        return
    folder = Path(data.folder)
    if not recording.may_decide():
        head = cards.top(_QUESTION, "", data.is_sample, "当前账号只能查看，导入由经办或负责人进行。")
        clickable.show(head, key="head")
        return
    recording.guarded(lambda: door.resume(folder, recording.actor()))
    recording.tell()
    found = upload.batch(data.folder, st.query_params.get("ask", ""))
    head = cards.top(_QUESTION, f"数据目录：{data.folder}", data.is_sample, upload.answer_words(found))
    clickable.show(head, key="head")
    _drop(folder)
    running = door.work(folder)
    if running is not None and not running.is_over:
        _progress(folder)
        return
    if running is not None and running.kind == "loading":
        clickable.show(upload.outcome(running), key="outcome")
    _asked(data, found)
    _ready(data, found)
    _rest(folder, found)


def _drop(folder: Path) -> None:
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
def _progress(folder: Path) -> None:
    """Show how far the work in the background is, and the whole page again once it is over."""
    work = door.work(folder)
    if work is None or work.is_over:
        st.rerun()
    if work.kind == "loading":
        st.progress(1.0, "另一个导入正在进行，等它结束……" if work.waits else f"正在导入 {work.files} 份……")
    else:
        said = f"已读取 {work.done}/{work.files} 份" + (f"：{work.name}" if work.name else "")
        st.progress(work.done / max(work.files, 1), said)
    st.caption("可以离开或关闭这一页，读取和导入都会继续，回来时接着办。")


def _asked(data: Reads, found: Batch) -> None:
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


def _ready(data: Reads, found: Batch) -> None:
    """Show what can be loaded for one look, and load it once the clerk says so."""
    if not found.ready:
        return
    clickable.show(tag("h2", f"看一眼，没有错就导入：{len(found.ready)} 份"), key="ready_title")
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


def _rest(folder: Path, found: Batch) -> None:
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


if __name__ == "__main__":
    from ui.shell import hand_over

    hand_over()
