"""What is done from the worklist: a report goes back or is settled, letters, the day, the year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from exports.letters import ARCHIVE_NAME, Terms, letters_zip
from form.units import COUNTY
from store import DataDirectory
from store.decisions import Decisions, Draft, Incomplete
from store.decisions.states import AMENDED, KIND, MISSING, PENDING, RETURNED, SETTLED, UNTIL, day_of
from ui import recording, worklist
from ui.reads import Reads

ZIP = "application/zip"
# How long a unit has to mend its report, unless the office says otherwise.
MEND_DAYS = 7


def unit_actions(data: Reads, row: Mapping[Any, Any], findings: pd.DataFrame) -> None:
    """Show what can be done with the chosen unit's report."""
    if not isinstance(row["report_id"], str) or not recording.may_decide():
        return
    draft = Draft("settle", unit_code=row["unit_code"], year=int(row["year"]), report_id=row["report_id"])
    with st.container(horizontal=True, key="unit_actions"):
        if row["state"] in (PENDING, AMENDED, RETURNED):
            _return(data, replace(draft, action="return"), worklist.reason_of(findings))
            if recording.may("settle"):
                open_ = int(row["errors"])
                st.button(
                    "核定",
                    type="primary",
                    key="settle",
                    shortcut="S",
                    disabled=open_ > 0,
                    help=f"还有 {open_} 处错误没有处理，先排除或认定" if open_ else None,
                    on_click=recording.record,
                    args=(data, draft, "已核定"),
                )
        if row["state"] == SETTLED and recording.may("amend"):
            _amend(data, replace(draft, action="amend"))


def settle_clear(data: Reads, rows: pd.DataFrame) -> None:
    """Show the means to settle in one go the reports without an open error or doubt; questions hold up none."""
    open_ = rows["errors"] + rows["warnings"] + rows["accepted"] + rows["waiting"]
    clear = rows[rows["state"].isin([PENDING, AMENDED]) & (open_ == 0) & rows["report_id"].notna()]
    if clear.empty or not recording.may("settle"):
        return
    drafts = [
        Draft("settle", unit_code=row.unit_code, year=int(row.year), report_id=row.report_id)
        for row in clear.itertuples()
    ]
    with st.popover(f"核定没有错误和提醒的（{len(drafts)}）", key="pop_settle"):
        st.caption("这些单位的报告没有待处理的错误和提醒，也没有认定的错误；“询问”不影响核定。")
        st.button(
            f"核定这 {len(drafts)} 个单位",
            type="primary",
            key="settle_clear",
            on_click=_settle_all,
            args=(data, drafts),
        )


def _settle_all(data: Reads, drafts: list[Draft]) -> None:
    decisions = Decisions.open(DataDirectory(Path(data.folder)))
    recording.guarded(
        lambda: decisions.record_all(recording.actor(), drafts, seen=data.revision),
        f"已核定 {len(drafts)} 个单位",
    )


def _return(data: Reads, draft: Draft, why: str) -> None:
    key = f"return_{str(draft.report_id)[:12]}"
    with st.popover("退回"), st.form(key, border=False):
        st.text_area("退回的理由", value=why, key=f"why_{key}", height=120)
        st.text_input("请于何日前重新报送", value=_in_a_week().isoformat(), key=f"until_{key}")
        st.form_submit_button("退回", type="primary", on_click=_returned, args=(data, draft, key))


def _in_a_week() -> date:
    return date.today() + timedelta(days=MEND_DAYS)


def _returned(data: Reads, draft: Draft, key: str) -> None:
    def act() -> None:
        day = _typed_day(st.session_state[f"until_{key}"])
        told = replace(draft, reason=st.session_state[f"why_{key}"], note={UNTIL: day.isoformat()})
        Decisions.open(DataDirectory(Path(data.folder))).record(recording.actor(), told, seen=data.revision)

    recording.guarded(act, "已退回")


def _typed_day(text: str) -> date:
    """Return the day that somebody has typed. Raises Incomplete for what is none."""
    day = day_of(text.strip().replace("/", "-"))
    if day is None:
        raise Incomplete(f"“{text}”不是日期，请写成 2025-01-31 这样")
    return day


def _amend(data: Reads, draft: Draft) -> None:
    with st.popover("更正"), st.form("amend", border=False):
        st.text_input("为什么要重新打开", key="why_amend")
        st.form_submit_button("重新打开", on_click=_amended, args=(data, draft))


def _amended(data: Reads, draft: Draft) -> None:
    recording.record(data, replace(draft, reason=st.session_state["why_amend"]), "已重新打开，改好后再核定")


def letters(data: Reads, year: int, rows: pd.DataFrame) -> None:
    """Show the letters to all units that have something to mend or to hand in."""
    rows = rows[rows["kind"] != COUNTY]
    to_write = (rows["errors"] + rows["accepted"] + rows["warnings"] > 0) | (rows["state"] == MISSING)
    count = int(to_write.sum())
    with st.popover(f"退回、催报通知（{count}）", disabled=not count, key="pop_letters"):
        until = st.text_input("请于何日前报送", value=_in_a_week().isoformat(), key="letters_until")
        signed = st.text_input("落款", key="letters_signed", placeholder="不填则为“某县政务公开工作主管部门”")
        contact = st.text_input("联系人及电话", key="letters_contact")
        day = day_of(until)
        if day is None:
            st.error("日期请写成 2025-01-31 这样")
            return
        units = [str(code) for code in rows.loc[to_write, "unit_code"]]
        make = partial(
            letters_zip, data, year, Terms(day, signed, contact), datetime.now(), Path(data.folder), units
        )
        st.download_button(
            f"下载 {count} 份通知和清单",
            make,
            f"{ARCHIVE_NAME}_{year}.zip",
            ZIP,
            key="get_letters",
            on_click="ignore",
        )
        st.caption("每个单位一份 Word，另有一张全部单位的 Excel 清单。")
        st.caption(
            "错误和已认定的疑点都写入，还没有处理的提醒请单位说明，已排除的不写入。"
            "状态是“退回”的写“现将报告退回”，其余的写“请核对”。"
        )


def deadline(data: Reads, year: int, kinds: list[str]) -> None:
    """Show the day by which a year's reports are due, for the office to change."""
    if not recording.may("deadline"):
        return
    kinds = [kind for kind in kinds if kind != COUNTY]
    with st.popover("报送期限", type="tertiary", key="pop_deadline"), st.form("deadline", border=False):
        st.multiselect("单位类别", kinds, default=kinds, key="deadline_kinds")
        st.text_input(f"{year} 年报告的报送期限", value=f"{year + 1}-01-31", key="deadline_day")
        st.form_submit_button("设定", on_click=_set_deadline, args=(data, year))


def _set_deadline(data: Reads, year: int) -> None:
    def act() -> None:
        day = _typed_day(st.session_state["deadline_day"])
        drafts = [
            Draft("deadline", year=year, note={UNTIL: day.isoformat(), KIND: kind})
            for kind in st.session_state["deadline_kinds"]
        ]
        Decisions.open(DataDirectory(Path(data.folder))).record_all(recording.actor(), drafts)

    recording.guarded(act, "已设定期限")
