"""python -m ingest docs: write the pages of the manual that are made from the declarations."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import form
from form.model import SEVERITIES, Column, Edition, Relation, Row, Table, Term
from form.taxonomy import KINDS as INFORMATION_KINDS
from ingest.rules import RULES, Rule
from store.schema import TABLES as STORED

HELP = "由声明重新生成数据字典、疑点说明和信息分类（docs/）"
FOLDER = Path(__file__).resolve().parents[2] / "docs"

KINDS = {"count": "件数", "change": "增减（可为负）", "amount": "金额（万元）"}
_MADE = "<!-- 由 python -m ingest docs 生成，请勿手工修改 -->"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.add_argument("--check", action="store_true", help="只检查是否与声明一致，不写入文件")


def run(arguments: argparse.Namespace) -> int:
    """Write the pages, or say which ones are out of date; return 1 if some are and nothing was written."""
    stale = [name for name, made in pages().items() if _read(FOLDER / name) != made]
    if arguments.check:
        for name in stale:
            sys.stderr.write(f"docs/{name} 与声明不一致，请运行 python -m ingest docs\n")
        return int(bool(stale))
    for name in stale:
        (FOLDER / name).write_text(pages()[name], encoding="utf-8", newline="\n")
        sys.stdout.write(f"已更新 docs/{name}\n")
    return 0


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


def pages() -> dict[str, str]:
    """Return every generated page: its file name and its whole text."""
    makers: dict[str, Callable[[], Iterable[str]]] = {
        "数据字典.md": _dictionary,
        "疑点说明.md": _findings,
        "信息分类.md": _kinds,
    }
    return {name: "\n".join([_MADE, "", *make()]).rstrip() + "\n" for name, make in makers.items()}


def _grid(header: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Return a Markdown table."""
    lines = [header, ["---"] * len(header), *rows]
    return [f"| {' | '.join(cell.replace('|', '／') for cell in line)} |" for line in lines] + [""]


def _dictionary() -> list[str]:
    lines = [
        "# 数据字典",
        "",
        "每个数字有且只有一个地址：**表、行、列**。数据库、导出的表格和 `parse` 的输出都用同一套键。",
        "金额一律以万元计。",
        "",
        "一格有三种情况，从不混同：报告中没有这一格（没有记录）、有这一格但未填或读不出（值为空，并有疑点）、",
        "填了数字（就是那个数字，包括 0）。",
        "",
        "## 表式版本",
        "",
        *_grid(
            ("版本", "文号", "适用报告年度（自）", "格数"),
            [
                (f"`{edition.key}`", edition.circular, str(edition.first_year), str(len(edition.addresses())))
                for edition in form.EDITIONS.values()
            ],
        ),
    ]
    for edition in reversed(form.EDITIONS.values()):
        for table in edition.tables:
            lines += _table(edition, table)
    return lines + _relations() + _database()


def _table(edition: Edition, table: Table) -> list[str]:
    return [
        f"## {table.title}（`{table.key}`，{edition.key} 版）",
        "",
        *_grid(("列键", "列名", "类型", "单位", "也写作"), map(_column, table.columns)),
        *_grid(("行键", "行名", "有的列", "也写作"), (_row(row, table) for row in table.rows)),
    ]


def _column(column: Column) -> tuple[str, ...]:
    label = f"{column.group}·{column.label}" if column.group else column.label
    return f"`{column.key}`", label, KINDS[column.kind], column.unit, "、".join(column.aliases)


def _row(row: Row, table: Table) -> tuple[str, ...]:
    whole = len(row.columns) == len(table.columns)
    columns = "全部" if whole else "、".join(f"`{column}`" for column in row.columns)
    place = "·".join([*([row.block] if row.block else []), *row.groups, row.label])
    return f"`{row.key}`", place, columns, "、".join(row.aliases)


def _relations() -> list[str]:
    first: dict[str, Relation] = {}
    for relation in form.RELATIONS:
        first.setdefault(relation.rule, relation)
    return [
        "## 勾稽关系",
        "",
        "同一规则逐行或逐列适用，下面各举一例。核对只提出疑点，从不改动原件上的数字。",
        "",
        *_grid(
            ("规则", "举例", "性质", "自报告年度", "依据"),
            [
                (
                    f"`{rule}`",
                    _equation(relation),
                    SEVERITIES[relation.severity],
                    str(relation.since),
                    relation.source,
                )
                for rule, relation in first.items()
            ],
        ),
    ]


def _equation(relation: Relation) -> str:
    return f"{_side(relation.parts, relation)} ＝ {_side(relation.total, relation)}"


def _side(terms: Sequence[Term], relation: Relation) -> str:
    words = [("－" if term.sign < 0 else "＋") + _term(term, relation) for term in terms]
    return " ".join(words).removeprefix("＋")


def _term(term: Term, relation: Relation) -> str:
    table, row, column = term.address
    if relation.row is not None and relation.column is None:
        name = form.column(table, column).label
    elif relation.column == column and relation.row is None:
        name = _row_name(form.row(table, row))
    else:
        name = f"{_row_name(form.row(table, row))}·{form.column(table, column).label}"
    return f"上一年度“{name}”" if term.year else f"“{name}”"


def _row_name(row: Row) -> str:
    return row.short or row.label


def _database() -> list[str]:
    lines = ["## 数据库中的表", "", "每次导入生成一个新的 DuckDB 文件，其中的表如下。", ""]
    for table in STORED.values():
        lines += [f"### `{table.name}`", "", f"主键：{'、'.join(f'`{name}`' for name in table.key)}", ""]
        lines += _grid(
            ("字段", "类型", "必有", "取值"),
            [
                (f"`{field.name}`", field.kind, "是" if field.required else "", "、".join(field.one_of))
                for field in table.fields
            ],
        )
    return lines


def _findings() -> list[str]:
    lines = [
        "# 疑点说明",
        "",
        "读取和核对时发现的问题称为“疑点”，逐条列在看板和 `parse` 的输出中，并尽可能指明是哪一格。",
        "",
        "- **错误**：报告自相矛盾，或有一格未填、读不出；",
        "- **提醒**：需要看一眼，例如栏目名称有误、正文各项之和与总数不符；",
        "- **询问**：不一定有问题，请向报送单位询问。",
        "",
    ]
    for severity, name in SEVERITIES.items():
        lines += [f"## {name}", ""]
        for rule in RULES.values():
            if rule.severity == severity:
                lines += _rule(rule)
    return lines


def _rule(rule: Rule) -> list[str]:
    source = [f"依据：{rule.source}", ""] if rule.source else []
    note = [rule.note, ""] if rule.note else []
    return [f"### {rule.title}（`{rule.key}`）", "", rule.advice, "", *note, *source]


def _kinds() -> list[str]:
    return [
        "# 信息分类",
        "",
        "正文里的条数按原文的叫法显示，同时归入下面的类别，以便各单位、各年度之间比较。归不进任何一类的，保留原文叫法，看板会列出来。",
        "",
        "归类有误或归不进的，在数据目录里放一个 `aliases.csv`（用表格软件保存为 UTF-8 编码的 CSV），第一行是表头 `label,category`，",
        "以后每行写一个原文叫法和它的类别代码，例如 `河湖管护信息,environment`，再导入一次即可。",
        "",
        *_grid(
            ("类别", "代码", "包括"),
            [(kind.label, f"`{kind.key}`", kind.definition) for kind in INFORMATION_KINDS],
        ),
    ]
