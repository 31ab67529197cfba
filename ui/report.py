"""One report as its page shows it: cells with their findings, and the prose with its counted items."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace

import pandas as pd

import form
from form import Address
from form.model import SEVERITIES
from form.sections import SECTIONS
from store.words import DISMISSED, WEIGHED
from ui import words
from ui.form_html import Shown
from ui.html import NOTHING, Safe, escape, go, join, tag

SECTION_TITLES = {str(section.number): section.title for section in SECTIONS}
_GRAVEST_FIRST = tuple(SEVERITIES)
_MOST_ALIKE = 2
_DECIDED = {"stale": "此前的更正或确认已过时", "corrected": "有人更正过读数", "confirmed": "读数已经人工确认"}


def address_of(text: str | None) -> Address | None:
    """Given a cell as it stands in the address of a page, return its address, or None where it names none."""
    parts = (text or "").split(".")
    address = Address(*parts) if len(parts) == len(Address._fields) else None
    return address if address in form.ADDRESSES else None


def places_of(finding: Mapping[str, object]) -> tuple[Address, ...]:
    """Given a finding, return the cells that it is about: the one it names, or the total of its relation."""
    table, row, column = (_key(finding[name]) for name in ("table_key", "row_key", "column_key"))
    if table and row and column:
        return (Address(table, row, column),)
    return tuple(
        term.address
        for relation in form.RELATIONS
        if (relation.rule, relation.table, relation.row, relation.column)
        == (finding["rule"], table, row, column)
        for term in relation.total
    )


def _key(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def not_dismissed(findings: pd.DataFrame) -> pd.DataFrame:
    """Return the findings without those that somebody has dismissed."""
    return findings[findings["decision"] != DISMISSED] if "decision" in findings else findings


def shown_cells(cells: pd.DataFrame, findings: pd.DataFrame) -> dict[Address, Shown]:
    """Given a report's cells and findings, return what the form shows of each cell."""
    about: dict[Address, list[tuple[str, str]]] = {}
    for finding in not_dismissed(findings).to_dict("records"):
        for address in places_of(finding):
            about.setdefault(address, []).append((finding["severity"], finding["message"]))
    return {
        address: _shown(row, about.get(address, []))
        for row in cells.itertuples()
        for address in [Address(row.table_key, row.row_key, row.column_key)]
    }


def _shown(row: object, found: list[tuple[str, str]]) -> Shown:
    worst = min((severity for severity, _ in found), key=_GRAVEST_FIRST.index, default="")
    blank, printed = pd.isna(row.value), row.raw.strip()
    reason = words.UNREADABLE if printed else words.BLANK
    text = reason if blank else words.number(row.value, row.unit)
    said = [f"{form.describe(row.table_key, row.row_key, row.column_key)}"]
    said.append(f"原文：{printed}" if printed else "原文：空白")
    said.append(row.place)
    decided = decided_mark(row)
    said += filter(None, (_DECIDED.get(decided, ""), *(message for _, message in found)))
    looks = (worst, "blank" if blank else "", decided)
    return Shown(text, " ".join(filter(None, looks)), "\n".join(said))


def decided_mark(cell: object) -> str:
    """Return what people have decided on how a cell was read: corrected, confirmed, stale, or ""."""
    return next((mark for mark in _DECIDED if getattr(cell, mark, False)), "")


def mark_changed(cells: Mapping[Address, Shown], other: Mapping[Address, Shown]) -> dict[Address, Shown]:
    """Given the cells of two years, return the first with those marked that the other has with another text."""
    return {
        address: replace(cell, look="changed", tooltip=f"{cell.tooltip}\n另一年：{other[address].text}")
        if address in other and other[address].text != cell.text
        else cell
        for address, cell in cells.items()
    }


def differing_cells(now: Mapping[Address, Shown], before: Mapping[Address, Shown]) -> pd.DataFrame:
    """Given the cells of a report and of the one before, return those that both have and that differ."""
    rows = [
        (form.describe(*address), cell.text, before[address].text)
        for address, cell in now.items()
        if address in before and before[address].text != cell.text
    ]
    return pd.DataFrame(rows, columns=["表中的格", "本年", "上年"])


def differing_words(differing: pd.DataFrame, both: Sequence[Mapping[str, object]]) -> str:
    """Given the cells that differ and the two reports, return how many there are, and where nothing compares."""
    said = f"与上年不同的有 {len(differing)} 格，两边都有底色。" if len(differing) else "与上年每一格都相同。"
    if both[0]["edition"] != both[1]["edition"]:
        said += f"两年的版式不同（{both[0]['edition']} 版、{both[1]['edition']} 版），主动公开一表多数格不能对照。"
    return said


def finding_list(findings: pd.DataFrame, here: Mapping[str, str | int]) -> Safe:
    """Given a report's findings, return them as a list, each leading to its cell.

    The same finding all along a row is said once, with the number of its cells.
    """
    if findings.empty:
        return NOTHING
    items = []
    alike = ["severity", "rule", "table_key", "row_key", *(["decision"] if "decision" in findings else [])]
    for (_, _, _, row, *_), same in findings.groupby(alike, dropna=False, sort=False):
        folded = isinstance(row, str) and len(same) > _MOST_ALIKE
        for finding in same.head(1 if folded else len(same)).to_dict("records"):
            more = f"（这一行共 {len(same)} 格）" if folded else ""
            items.append(_item(finding, _linked(finding, more, here)))
    return tag("ul", join(items), class_="remarks")


def _item(finding: Mapping[Hashable, object], said: Safe) -> Safe:
    """Return a finding in a list, with what was decided on it."""
    severity, decision = str(finding["severity"]), str(finding.get("decision") or "")
    done = tag("span", f" {WEIGHED[decision]}", class_="small") if decision else ""
    looks = {"dismissed": "done-item out-item", "accepted": "done-item"}
    look = looks.get(decision, "act" if severity == "error" else None)
    return tag("li", tag("b", SEVERITIES[severity]), " ", said, done, class_=look)


def _linked(finding: Mapping[str, object], more: str, here: Mapping[str, str | int]) -> Safe:
    places = places_of(finding)
    message = f"{finding['message']}{more}"
    return go(message, "report", **here, cell=".".join(places[0])) if places else escape(message)


def summary(findings: pd.DataFrame) -> str:
    """Return how many findings of each severity there are, in words."""
    counts = not_dismissed(findings)["severity"].value_counts() if len(findings) else {}
    said = [f"{label} {counts[key]} 处" for key, label in SEVERITIES.items() if key in counts]
    return "、".join(said) or "没有疑点"


def marked(text: str, evidence: Sequence[str]) -> Safe:
    """Given a text and pieces of it, return it with every piece marked; the longer piece wins."""
    wanted = sorted({piece for piece in evidence if piece}, key=len, reverse=True)
    if not wanted:
        return escape(text)
    pattern = re.compile("|".join(re.escape(piece) for piece in wanted))
    parts: list[Safe] = []
    at = 0
    for match in pattern.finditer(text):
        parts += [escape(text[at : match.start()]), tag("mark", match.group())]
        at = match.end()
    return join([*parts, escape(text[at:])])


def identity_words(report: Mapping[str, object], findings: pd.DataFrame) -> str:
    """Given a report, return in one sentence what file it is and what was found."""
    pages = report["pages"]
    parts = [str(report["file_name"])]
    if pages:
        parts.append(f"{pages} 页")
    if isinstance(report["edition"], str):
        parts.append(f"{report['edition']} 版表式")
    parts.append(f"{report['cells']} 格" + (f"，{report['blanks']} 格未填" if report["blanks"] else ""))
    return " · ".join(parts) + f"。{summary(findings)}。"


def cell_table(cells: pd.DataFrame) -> pd.DataFrame:
    """Given a report's cells, return them as a table for people, in form order."""
    return pd.DataFrame(
        {
            "表": cells["table_title"],
            "行": [
                f"{'｜'.join(filter(None, (group, label)))}"
                for group, label in zip(cells["group_path"], cells["row_label"], strict=True)
            ],
            "栏": cells["column_label"],
            "数值": cells["value"],
            "原文": cells["raw"],
            "位置": cells["place"],
        }
    )


def section(name: str, text: str, items: pd.DataFrame) -> Safe:
    """Given a section of the prose, return it with the counted items marked."""
    title = tag("h2", SECTION_TITLES.get(name, name))
    return join([title, tag("div", marked(text, list(items["evidence"])), class_="prose")])


def item_table(items: pd.DataFrame) -> pd.DataFrame:
    """Given a report's counted items, return them as a table for people."""
    kinds = {"total": "总量", "category": "类别", "channel": "渠道"}
    return pd.DataFrame(
        {
            "说法": items["label"],
            "数量": [
                f"{words.qualified(v, q)} {u}"
                for v, q, u in zip(items["value"], items["qualifier"], items["item_unit"], strict=True)
            ],
            "性质": [kinds.get(kind, kind) for kind in items["item_kind"]],
        }
    )


def stated_words(report: Mapping[str, object]) -> str:
    """Given a report, return what its prose says in words about applications, reviews, suits and fees."""
    names = {
        "stated_applications_received": ("收到申请", "件"),
        "stated_review_cases": ("行政复议", "件"),
        "stated_lawsuit_cases": ("行政诉讼", "件"),
        "stated_processing_fee": ("信息处理费", "元"),
    }
    said = [
        f"{name} {words.number(float(value))} {unit}"
        for key, (name, unit) in names.items()
        if pd.notna(value := report[key])
    ]
    return "正文自述：" + "、".join(said) if said else "正文没有自述申请、复议诉讼和收费。"


def _standing(version: Mapping[Hashable, object]) -> str:
    """Return what a version counts for, behind its number."""
    if version["is_current"]:
        return "（现行）"
    return "（已作废）" if version["withdrawn"] else "（等待选用）" if version["waiting"] else ""


def version_table(versions: pd.DataFrame) -> tuple[pd.DataFrame, list[dict[str, str | int]]]:
    """Given the versions of a report, return them as a table, and where each leads."""
    table = pd.DataFrame(
        {
            "文件": versions["file_name"],
            "版本": [f"第 {row['version']} 版{_standing(row)}" for row in versions.to_dict("records")],
            "导入时间": [f"{at:%Y-%m-%d %H:%M}" for at in versions["loaded_at"]],
            "问题": versions["errors"] + versions["warnings"] + versions["notices"],
        }
    )
    return table, [{"report": key} for key in versions["report_id"]]
