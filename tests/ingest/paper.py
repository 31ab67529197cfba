"""Small reports as text files, for tests of the load."""

from __future__ import annotations

from pathlib import Path

import form

COUNTY = "白棠县"


def report_text(name: str, year: int, received: int = 0, county: str = COUNTY) -> str:
    """Return a report's text: all zeros but for the applications received (all granted, by persons)."""
    edition = form.edition_for_year(year)
    lines = [f"{county}{name}人民政府{year}年政府信息公开工作年度报告", "一、总体情况"]
    lines += [
        f"本报告统计期限为{year}年1月1日至{year}年12月31日。",
        "（一）主动公开。",
        "主动公开政策文件9条。",
    ]
    for table in edition.tables:
        lines += [table.title, *_rows(edition, table, received)]
    lines += ["五、存在的主要问题及改进情况", "公开内容有待丰富。", "六、其他需要报告的事项", "无。"]
    return "\n".join(lines) + "\n"


def _rows(edition: form.Edition, table: form.Table, received: int) -> list[str]:
    if table.layout == "line":
        labels = [edition.table(table.key).column(key).label for row in table.rows for key in row.columns]
        return [
            "行政复议 | 行政诉讼 |",
            "未经复议直接起诉 | 复议后起诉 |",
            " | ".join(labels) + " |",
            " | ".join("0" for _ in labels) + " |",
        ]
    if table.layout == "blocks":
        return _blocks(table)
    lines = ["申请人情况 | 自然人 | 法人或其他组织 | 总计 |"]
    lines.append(" | ".join(column.label for column in table.columns[1:-1]) + " |")
    counted = {"new", "granted", "results_total"}
    for row in table.rows:
        numbers = ["0"] * len(row.columns)
        if row.key in counted:
            numbers[0] = numbers[-1] = str(received)
        lines.append(" | ".join([row.label, *numbers]) + " |")
    return lines


def _blocks(table: form.Table) -> list[str]:
    lines: list[str] = []
    block = ""
    for row in table.rows:
        if row.block != block:
            block = row.block
            lines.append(block)
            lines.append(" | ".join(["信息内容", *(table.column(key).label for key in row.columns)]) + " |")
        lines.append(" | ".join([row.label, *("0" for _ in row.columns)]) + " |")
    return lines


def write_report(folder: Path, name: str, year: int, received: int = 0, file: str | None = None) -> Path:
    """Write a report as a text file and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / (file or f"{name}{year}.txt")
    path.write_text(report_text(name, year, received), encoding="utf-8")
    return path
