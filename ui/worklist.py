"""The January worklist: where each unit stands, what is open, and what comes next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

import form
from form.model import SEVERITIES
from form.units import COUNTY
from store.decisions.states import AMENDED, MISSING, PENDING, RETURNED, SETTLED, STATES
from store.words import FAILED, WEIGHED
from ui import recording, weighing
from ui.html import NOTHING, Safe, go, join, tag

UNITS, FINDINGS, YEAR, LOG = "单位", "疑点", "全年核定", "处理记录"
EVERY = "全部"
STATE_CHOICES = (EVERY, *STATES)
# The order in which a clerk works, and how each state looks.
_LOOKS = {
    MISSING: "missing",
    RETURNED: "returned",
    PENDING: "pending",
    AMENDED: "returned",
    SETTLED: "settled",
}
_WORKED = (MISSING, PENDING, RETURNED, AMENDED, SETTLED)
SORTS = {
    "unit": "单位",
    "state": "状态",
    "errors": SEVERITIES["error"],
    "warnings": SEVERITIES["warning"],
    "notices": SEVERITIES["notice"],
    "deadline": "期限",
}
_SOON_DAYS = 3
_LONGEST_SAID = 90
# What a report goes back for is told by its first findings; the letter has them all.
_NAMED_REASONS, _LONGEST_REASON = 3, 600
_COUNT = "未处理的疑点数；括号里是已认定的"


def answer_words(rows: pd.DataFrame, year: int) -> str:
    """Return in one sentence how far the year is."""
    rows = rows[rows["kind"] != COUNTY]
    counts = rows["state"].value_counts()
    due = len(rows)
    said = [
        f"{state} {counts[state]}"
        for state in (SETTLED, RETURNED, PENDING, AMENDED, MISSING)
        if state in counts
    ]
    open_errors = int(rows["errors"].sum())
    rest = f"；还有 {open_errors} 处错误没有处理" if open_errors else "；错误都已处理"
    if counts.get(SETTLED, 0) == due and due:
        rest = "；可以核定全年"
    return f"{year} 年应报 {due} 个单位：{'、'.join(said)}{rest}。"


def arranged(rows: pd.DataFrame, state: str, sort: str) -> pd.DataFrame:
    """Return the rows of a state in the order asked for; worst first where it is a count."""
    chosen = rows if state == EVERY else rows[rows["state"] == state]
    if sort in ("errors", "warnings", "notices"):
        return chosen.sort_values([sort, "errors"], ascending=False, kind="stable")
    if sort == "deadline":
        return chosen.sort_values("deadline", kind="stable")
    if sort == "state":
        return chosen.sort_values("state", key=lambda states: states.map(_WORKED.index), kind="stable")
    return chosen


def table(rows: pd.DataFrame, labels: Mapping[str, str], chosen: str, sort: str, today: date) -> Safe:
    """Return the worklist as a table; a unit's name chooses it, a head sorts."""
    heads = [_head(key, name, sort) for key, name in SORTS.items()]
    heads += [tag("th", "最近处理", scope="col")]
    body = [_row(row, labels[str(row["unit_code"])], chosen, today) for row in rows.to_dict("records")]
    inner = tag("table", tag("thead", tag("tr", join(heads))), tag("tbody", join(body)), class_="plain work")
    return tag("div", inner, class_="scroll")


def _head(key: str, name: str, sort: str) -> Safe:
    figure = key in ("errors", "warnings", "notices")
    shown = go(name, "worklist", sort=key, title=f"按{name}排序")
    mark = "descending" if figure else "ascending"
    return tag(
        "th", shown, scope="col", class_="n" if figure else None, aria_sort=mark if key == sort else None
    )


def _row(row: Mapping[Any, Any], name: str, chosen: str, today: date) -> Safe:
    cells = [
        tag("td", go(name, "worklist", who=name), aria_current="true" if name == chosen else None),
        tag("td", state_mark(row)),
        *(_count(row, key) for key in ("errors", "warnings", "notices")),
        tag("td", _due(row, today)),
        tag("td", _last(row), class_="quiet"),
    ]
    return tag("tr", join(cells), class_="chosen-row" if name == chosen else None)


def state_mark(row: Mapping[Any, Any]) -> Safe:
    """Return the state of a unit as a mark with its word."""
    state = str(row["state"])
    failed = state == MISSING and isinstance(row["failure"], str)
    shown = [tag("span", FAILED if failed else state, class_=f"state {_LOOKS[state]}")]
    if row["waiting"]:
        shown.append(tag("span", f"{int(row['waiting'])} 份新版本待选", class_="accent small"))
    return join(shown, " ")


def _count(row: Mapping[Any, Any], key: str) -> Safe:
    if row["state"] == MISSING:
        return tag("td", "")
    open_, accepted = int(row[key]), int(row["accepted"]) if key == "errors" else 0
    more = tag("span", f"（已认定 {accepted}）", class_="quiet") if accepted else ""
    look = "n zero" if not open_ else "n accent" if key == "errors" else "n"
    return tag("td", str(open_), more, class_=look, title=_COUNT if accepted else None)


def _due(row: Mapping[Any, Any], today: date) -> Safe:
    if row["state"] == SETTLED or pd.isna(row["deadline"]):
        return NOTHING
    day = row["deadline"].date()
    left = (day - today).days
    waits = row["state"] in (MISSING, RETURNED)
    if not waits:
        return tag("span", f"{day:%m-%d}", class_="quiet")
    late = f"（过 {-left} 天）" if left < 0 else f"（还有 {left} 天）" if left <= _SOON_DAYS else ""
    return tag("span", f"{day:%m-%d}{late}", class_="accent" if left < 0 else None)


def _last(row: Mapping[Any, Any]) -> str:
    came = row["loaded_at"]
    # A report that came after the last decision is what happened last.
    if isinstance(row["last_action"], str) and not (pd.notna(came) and came > row["last_at"]):
        return f"{row['last_action']} · {row['last_who']} {row['last_at']:%m-%d %H:%M}"
    return f"收到 {came:%m-%d %H:%M}" if pd.notna(came) else ""


def unit_head(row: Mapping[Any, Any], name: str, year: int) -> Safe:
    """Return what the panel of the chosen unit begins with."""
    said = [tag("h2", name, " ", state_mark(row))]
    if isinstance(row["report_id"], str):
        links = [
            go("打开报告", "report", unit=name, year=year),
            go("各个版本", "report", unit=name, year=year, part="版本"),
        ]
        version = [f"第 {int(row['version'])} 版"] if row["version"] > 1 else []
        said.append(tag("p", join([row["file_name"], *version, *links], " · "), class_="small quiet links"))
    elif isinstance(row["failure"], str):
        said.append(tag("p", f"收到了文件，但读不了：{row['failure']}", class_="accent"))
    else:
        said.append(tag("p", "还没有收到报告。", class_="accent"))
    return join(said)


def finding_list(
    findings: pd.DataFrame, name: str, chosen: str = "", labels: Mapping[str, str] | None = None
) -> Safe:
    """Return findings as a list, each leading to where it is decided; those decided say so.

    ``labels`` adds the unit's name before each.
    """
    if findings.empty:
        return tag("p", "没有疑点。", class_="quiet")
    items = []
    for row in findings.to_dict("records"):
        key = weighing.finding_key(row)
        whose = labels[str(row["unit_code"])] if labels else name
        message = str(row["message"])
        short = message if len(message) <= _LONGEST_SAID else f"{message[:_LONGEST_SAID]}……"
        done = WEIGHED.get(str(row["decision"]), "")
        said = [
            tag("b", SEVERITIES[str(row["severity"])]),
            f" {whose}：" if labels else " ",
            go(short, "worklist", view=FINDINGS, at=key, **({} if labels else {"who": name})),
            tag("span", f" {done}", class_="small") if done else "",
        ]
        looks = " ".join(
            look
            for look, wanted in (
                ("act", row["severity"] == "error" and not done),
                ("done-item", bool(done)),
                ("out-item", row["decision"] == "dismissed"),
                ("at-item", key == chosen),
            )
            if wanted
        )
        items.append(tag("li", join(said), class_=looks or None))
    return tag("ul", join(items), class_="remarks")


def current_at(findings: pd.DataFrame, asked: str) -> int | None:
    """Return the place of the finding that the address names, else of the first that nobody decided on."""
    keys = [weighing.finding_key(row) for row in findings.to_dict("records")]
    if asked in keys:
        return keys.index(asked)
    return next_open(findings, -1)


def next_open(findings: pd.DataFrame, at: int) -> int | None:
    """Return the place of the next finding that nobody decided on, from the beginning again after the end."""
    open_ = [place for place, decision in enumerate(findings["decision"]) if not decision and place != at]
    return next((place for place in open_ if place > at), open_[0] if open_ else None)


def log_table(log: pd.DataFrame) -> Safe:
    """Return the log of decisions as a table, the last one first."""
    heads = ("时间", "谁", "处理", "单位", "年度", "对什么", "内容", "理由")
    rows = [
        tag(
            "tr",
            *(
                tag("td", text)
                for text in (
                    recording.clock(row["made_at"]),
                    row["who"],
                    row["title"],
                    row["unit_name"] if isinstance(row["unit_name"], str) else "",
                    "" if pd.isna(row["of_year"]) else str(int(row["of_year"])),
                    _target(row),
                    _content(row),
                    row["reason"],
                )
            ),
        )
        for row in log.to_dict("records")
    ]
    head = tag("tr", *(tag("th", name, scope="col") for name in heads))
    inner = tag("table", tag("thead", head), tag("tbody", join(rows)), class_="plain log")
    return tag("div", inner, class_="scroll")


def _target(row: Mapping[Any, Any]) -> str:
    if isinstance(row["table_key"], str):
        keys = (row[name] if isinstance(row[name], str) else None for name in ("row_key", "column_key"))
        return form.describe(row["table_key"], *keys)
    return str(row["file_name"]) if isinstance(row["file_name"], str) else ""


def _content(row: Mapping[Any, Any]) -> str:
    if row["action"] == "correct":
        value = "空白" if pd.isna(row["value"]) else f"{float(row['value']):g}"
        return f"{row['printed'] or '空白'} → {value}"
    if isinstance(row["until"], str):
        return f"{row['kind']}：{row['until']}" if isinstance(row["kind"], str) else f"{row['until']} 前重报"
    return str(row["printed"]) if row["action"] == "confirm" and isinstance(row["printed"], str) else ""


def reason_of(findings: pd.DataFrame) -> str:
    """Return why a report goes back, made from its findings."""
    mend = findings[
        (findings["decision"] == "accepted")
        | ((findings["severity"] == "error") & (findings["decision"] == ""))
    ]
    if mend.empty:
        return ""
    first = "；".join(str(message).rstrip("。") for message in mend["message"].head(_NAMED_REASONS))
    rest = "等" if len(mend) > _NAMED_REASONS else ""
    return f"{len(mend)} 处需要修改：{first}{rest}。"[:_LONGEST_REASON]


def versions_words(said: str, versions: Sequence[Mapping[Any, Any]]) -> Safe:
    """Return files that do not count and may yet be chosen, each leading to where that is done."""
    items = [
        tag(
            "li",
            go(str(row["file_name"]), "report", report=str(row["report_id"]), part="版本"),
            f"：{row['loaded_at']:%Y-%m-%d %H:%M} 导入",
            f"，{row['who']}：{row['reason']}" if "who" in row else "",
            class_="act",
        )
        for row in versions
    ]
    return join([tag("p", said, class_="accent"), tag("ul", join(items), class_="remarks")])
