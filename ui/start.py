"""What an empty database says: what to do first."""

from __future__ import annotations

from ui import clickable, remarks
from ui.html import Safe, go, join, tag
from ui.reads import reads

# The page that brings reports in: it is there before any report is.
WAY_IN = "upload"


def render() -> None:
    """Say how reports get in, with the commands and the folder in force."""
    data = reads()
    strays = remarks.leftovers(data.rows("coverage"), data.rows("failures"))
    clickable.show(join([_words(data.folder), strays]), key="start")


def _words(folder: str) -> Safe:
    return tag(
        "div",
        tag("h1", "还没有报告，先导入一批"),
        tag("p", go("到导入页放入文件", WAY_IN, class_="button"), class_="lead"),
        tag("p", "文件很多时，也可以把各单位的年度报告（PDF、Word、文本均可）放进一个文件夹，在命令行运行："),
        tag("pre", tag("code", f"python -m ingest load 报告文件夹 --data {folder}")),
        tag("p", "导入后刷新本页即可看到总览。读不了的文件会逐个列出原因，其余照常导入。"),
        tag("p", "只想先看看样子，可以生成一套虚构的示例数据（单独存放，不与真实报告混在一起）："),
        tag("pre", tag("code", "python -m ingest demo --data 示例数据")),
        tag("p", f"当前数据目录：{folder}", class_="quiet small"),
    )
