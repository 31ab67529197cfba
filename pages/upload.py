"""导入: drop what the units have sent in, look once, and load it."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from ui import cards, clickable, recording, upload, upload_views
from ui.html import join
from ui.reads import reads
from ui.upload import door

TITLE = "导入"
FILTERS = ()
_QUESTION = "导入哪些报告？"


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
    upload_views.drop(folder)
    running = door.work(folder)
    if running is not None and not running.is_over:
        upload_views.progress(folder)
        return
    if running is not None and running.kind == "loading":
        clickable.show(upload.outcome(running), key="outcome")
    twins = upload.twin_list(found)
    if twins:
        clickable.show(twins, key="twin_files")
    upload_views.asked(data, found)
    upload_views.ready(data, found)
    upload_views.rest(folder, found)


if __name__ == "__main__":
    from ui.shell import hand_over

    hand_over()
