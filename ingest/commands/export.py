"""python -m ingest export: what the office hands in, as files."""

from __future__ import annotations

import argparse
import io
import sys
import zipfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import form
from exports.blank_form import blank_csv, blank_form
from exports.brief import read_brief
from exports.brief_docx import brief_docx
from exports.brief_pdf import brief_pdf
from exports.data_package import package_files
from exports.draft import TEMPLATE, county_draft
from exports.keeping import SettledDamaged, hand_out, settled_snapshot
from exports.reports_json import json_lines
from exports.source import BASES, REPORTED, SETTLED, NothingToExport, Settled, Source
from exports.template import TemplateUnusable, template_path
from exports.workbook import county_workbook
from ingest.commands import _letters
from ingest.commands._arguments import add_data
from ingest.errors import UserError
from store import Store, data_directory
from store.paths import put
from store.settle import open_snapshot

HELP = "导出县汇总表、开放数据、逐份报告的 JSON 和空白表格"
_KINDS = {
    "workbook": "县汇总表（Excel）：三张法定表、年度对比、缺报与疑点，合计都是公式",
    "draft": "县年度报告草稿（Word）：六个部分，三张法定表已填好，要人补充的地方有标记",
    "brief": "领导简报（Word 或 PDF，两页 A4）：主要数字、三张图、要留意的、缺报和疑点",
    "letters": "退回修改、核对和催报通知（每个单位一份 Word），另有一张 Excel 清单",
    "data": "开放数据包：CSV、Parquet、数据字典",
    "json": "逐份报告的 JSON，每份一行",
    "form": "空白的法定表格（Excel 或 CSV），填好后可以导入",
}
_BRIEFS = {".docx": brief_docx, ".pdf": brief_pdf}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    kinds = parser.add_subparsers(title="内容", dest="what", metavar="内容", required=True)
    parsers = {name: kinds.add_parser(name, help=said, description=said) for name, said in _KINDS.items()}
    for name in ("workbook", "draft", "brief", "letters", "data", "json"):
        add_data(parsers[name])
    for name in ("workbook", "draft", "brief", "letters"):
        parsers[name].add_argument("--year", metavar="年度", type=int, required=True, help="报告年度")
        parsers[name].add_argument(
            "--units", metavar="单位", nargs="+", default=[], help="只要这些单位（名称或编码），不写则为全部"
        )
    for name in ("data", "json"):
        parsers[name].add_argument("--year", metavar="年度", type=int, help="只要这一年度，不写则为全部")
    for name in ("workbook", "draft", "brief", "data", "json"):
        parsers[name].add_argument(
            "--basis",
            metavar="口径",
            choices=BASES,
            default=REPORTED,
            help="reported 报送数（不写时）、corrected 更正后的数、settled 年度核定时的数",
        )
    parsers["form"].add_argument(
        "--edition",
        metavar="版本",
        choices=tuple(form.EDITIONS),
        default=form.LATEST.key,
        help="表式版本：2019 或 2021",
    )
    _letters.add_arguments(parsers["letters"])
    for name, parser_of in parsers.items():
        what = "文件夹" if name in ("data", "letters") else "文件"
        parser_of.add_argument("--out", metavar=what, type=Path, required=True, help=f"导出到这个{what}")


def run(arguments: argparse.Namespace) -> int:
    """Write what was asked for, and say where it is."""
    makers = {
        "workbook": _workbook,
        "draft": _draft,
        "brief": _brief,
        "letters": _to_units,
        "data": _data,
        "json": _json,
        "form": _form,
    }
    try:
        said = _kept(arguments) or makers[arguments.what](arguments)
    except (NothingToExport, TemplateUnusable, SettledDamaged) as problem:
        raise UserError(str(problem)) from problem
    sys.stdout.write(f"已导出{said}：{arguments.out}\n")
    return 0


def _kept(arguments: argparse.Namespace) -> str:
    """Hand out the file that was kept when the year was settled, where it is that one that is asked for."""
    if getattr(arguments, "basis", REPORTED) != SETTLED or getattr(arguments, "units", []):
        return ""
    if arguments.year is None:
        raise UserError("核定数按年度存档，请用 --year 写明年度。")
    what = "brief_pdf" if arguments.what == "brief" and _suffix(arguments) == ".pdf" else arguments.what
    root = data_directory(arguments.data)
    snapshot = settled_snapshot(root, arguments.year)
    kept = hand_out(root, snapshot, what)
    if what == "data":
        with zipfile.ZipFile(io.BytesIO(kept.content)) as archive:
            for name in archive.namelist():
                put(arguments.out / name, archive.read(name))
    else:
        put(arguments.out, kept.content)
    return f"“{snapshot.name}”的存档"


def _suffix(arguments: argparse.Namespace) -> str:
    suffix: str = arguments.out.suffix.lower()
    return suffix


def _workbook(arguments: argparse.Namespace) -> str:
    source = _source(arguments)
    units = _codes(source, arguments.units)
    put(arguments.out, county_workbook(source, arguments.year, datetime.now(), units))
    return f" {arguments.year} 年县汇总表"


def _draft(arguments: argparse.Namespace) -> str:
    source = _source(arguments)
    units = _codes(source, arguments.units)
    template = template_path(TEMPLATE, data_directory(arguments.data)).read_bytes()
    put(arguments.out, county_draft(source, arguments.year, datetime.now(), units, template=template))
    return f" {arguments.year} 年县年度报告草稿"


def _brief(arguments: argparse.Namespace) -> str:
    written = _BRIEFS.get(_suffix(arguments))
    if written is None:
        raise UserError("简报的文件名请以 .docx 或 .pdf 结尾。")
    source = _source(arguments)
    brief = read_brief(source, arguments.year, datetime.now(), _codes(source, arguments.units))
    put(arguments.out, written(brief))
    return f" {arguments.year} 年领导简报"


def _to_units(arguments: argparse.Namespace) -> str:
    store = Store.open(data_directory(arguments.data))
    return _letters.write(store, _codes(store, arguments.units), arguments)


def _data(arguments: argparse.Namespace) -> str:
    count = 0
    for name, content in package_files(_source(arguments), datetime.now(), _years(arguments)):
        put(arguments.out / name, content)
        count += 1
    return f"开放数据 {count} 个文件"


def _json(arguments: argparse.Namespace) -> str:
    lines = list(json_lines(_source(arguments), _years(arguments)))
    put(arguments.out, "".join(lines).encode("utf-8"))
    return f" {len(lines)} 份报告"


def _years(arguments: argparse.Namespace) -> list[int]:
    return [arguments.year] if arguments.year is not None else []


def _form(arguments: argparse.Namespace) -> str:
    written = blank_csv if arguments.out.suffix.lower() == ".csv" else blank_form
    put(arguments.out, written(form.EDITIONS[arguments.edition]))
    return f" {arguments.edition} 版空白表格"


def _source(arguments: argparse.Namespace) -> Source:
    root = data_directory(arguments.data)
    if arguments.basis == SETTLED:
        return Settled(open_snapshot(root, settled_snapshot(root, arguments.year)))
    return Store.open(root, basis=arguments.basis)


def _codes(source: Source, wanted: Sequence[str]) -> list[str]:
    """Given names or codes of units, return their codes. Raises UserError for one that is none."""
    units = source.rows("units")
    known = dict(zip(units["unit_name"], units["unit_code"], strict=True))
    known |= {code: code for code in units["unit_code"]}
    unknown = [name for name in wanted if name not in known]
    if unknown:
        raise UserError(f"名册中没有这些单位：{'、'.join(unknown)}")
    return [known[name] for name in wanted]
