"""What the figures rest on: the build, the reports by edition, and every cell of the form with its source."""

from __future__ import annotations

import pandas as pd

import form
from form import Address
from ui import meaning
from ui.derive import cell_key
from ui.html import Safe, join, tag

MARKS = (
    ("缺报", "应报而没有收到报告。不是 0，不参加合计，也不参加排位。"),
    ("未填", "报告里有这一格，里面是空的。不是 0，合计里不含它。"),
    ("读不出", "这一格印了字，但读不成数字，附有疑点说明。"),
    ("表中无此栏", "这份报告的表里没有这一行或这一栏，例如另一版表式的行。"),
    ("未列数", "正文没有写明数量。不等于 0。"),
    ("未匹配", "报告里的单位不在名册上。照常导入、可以查看，但不计入任何合计。"),
    ("0", "报告里印的就是 0，或“无”“—”等表示零的写法。"),
)
RULES = (
    "县政府本级的报告包含全县，只单独查看和核对，从不加进各单位的合计。",
    "每个合计都注明有几个单位给出了数字、应有几个单位（已报 23/25）。",
    "与上年比较时，两年报告的单位不同，就只比两年都有数的单位（同口径），并写明几个。",
    "不足 10 件只列件数，不算比率。",
    "正文写明的数量照原文列出：“余、多、以上”写作 ≥，“近、约、左右”写作 ≈，不从各项推算总数。",
    "两版表式含义不同的行不连成一条线，也不互相比较。",
)


def build_words(build: pd.DataFrame) -> str:
    """Given the build, return what it holds in a sentence."""
    if build.empty:
        return "还没有导入报告。"
    row = build.iloc[0]
    older = int(row["reports"]) - int(row["current_reports"])
    said = f"数据生成于 {row['built_at']:%Y-%m-%d %H:%M}，用的是 {row['current_reports']} 份现行报告、{row['cells']:,} 格数字"
    parts = [
        f"{older} 份已被更正版替换" if older else "",
        f"{row['unmatched_reports']} 份未匹配到单位" if row["unmatched_reports"] else "",
        f"{row['failures']} 个文件读取失败" if row["failures"] else "",
    ]
    return "；".join([said, *filter(None, parts)]) + "。"


def editions(reports: pd.DataFrame) -> pd.DataFrame:
    """Given the reports, return how many there are of each edition, by year."""
    known = reports[reports["year"].notna()]
    rows = []
    for year, mine in known.groupby("year", sort=True):
        counts = {f"{key} 版": int((mine["edition"] == key).sum()) for key in form.EDITIONS}
        rows.append({"年度": str(int(year)), **counts, "没有表格": int(mine["edition"].isna().sum())})
    return pd.DataFrame(rows)


def marks() -> Safe:
    """Return the words for what is not a number, each with its meaning."""
    items = (join([tag("b", name), "　", said]) for name, said in MARKS)
    return tag("ul", join(tag("li", item) for item in items), class_="remarks")


def rules() -> Safe:
    """Return the rules by which figures are added up and compared."""
    return tag("ul", join(tag("li", rule) for rule in RULES), class_="remarks")


def dictionary() -> pd.DataFrame:
    """Return every cell of the form: its table, row, column, unit, edition, and the circulars that prescribe it."""
    return pd.DataFrame([_entry(address) for address in form.ADDRESSES])


def line_of(cell: str | None) -> int | None:
    """Given a cell as it stands in the address of a page, return its line in the dictionary, None without one."""
    keys = [cell_key(address) for address in form.ADDRESSES]
    return keys.index(cell) if cell in keys else None


def _entry(address: Address) -> dict[str, str]:
    row, column = form.row(address.table, address.row), form.column_of(address)
    return {
        "表": form.TABLES[address.table].title,
        "行": "｜".join([*filter(None, (row.block,)), *row.groups, row.label]),
        "栏": column.label,
        "单位": column.unit,
        "版式": meaning.editions(address),
        "依据": meaning.circulars(address),
    }
