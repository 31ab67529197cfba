"""python -m ingest load: files, folders and archives go into the store."""

from __future__ import annotations

import argparse
import sys
from contextlib import nullcontext
from pathlib import Path

from tqdm import tqdm

from ingest.commands._arguments import add_data
from ingest.commands._bars import Bars
from ingest.errors import UserError
from ingest.load import LoadSummary, load_paths, rebuild
from ingest.load_executor import dask_workers
from store.journal import Entry
from store.paths import data_directory

HELP = "把报告（文件、文件夹、压缩包）导入数据库"
_SHOWN_NAMES = 10


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.add_argument("paths", metavar="路径", nargs="*", type=Path, help="报告文件、文件夹或 ZIP 压缩包")
    add_data(parser)
    parser.add_argument(
        "--rebuild",
        action="store_true",
        help="不导入新文件，用已导入的重新生成数据库（改了名册、别名或升级程序之后用）",
    )
    parser.add_argument(
        "--dask",
        metavar="地址",
        help="由这个 dask 调度程序的各台机器读取，如 tcp://10.0.0.5:8786（不写则在本机读取）",
    )


def run(arguments: argparse.Namespace) -> int:
    """Load, and say what came of it; return 0 if all was read, 1 if some was not, 2 if nothing was."""
    if bool(arguments.paths) == arguments.rebuild:
        raise UserError("缺少参数：路径（或只写 --rebuild，用已导入的文件重新生成数据库）")
    with Bars() as bars:

        def wait() -> None:
            tqdm.write("另一个导入正在进行，等它结束后再继续……", file=sys.stderr)

        data = data_directory(arguments.data)
        with dask_workers(arguments.dask) if arguments.dask else nullcontext() as executor:
            if arguments.rebuild:
                summary = rebuild(
                    data, progress=bars.files, on_pages=bars.pages, on_wait=wait, executor=executor
                )
            else:
                summary = load_paths(
                    arguments.paths,
                    data,
                    progress=bars.files,
                    on_pages=bars.pages,
                    on_wait=wait,
                    executor=executor,
                )
    sys.stdout.write(describe(summary))
    return summary.exit_status


def describe(summary: LoadSummary) -> str:
    """Given what a load did, return it as Chinese lines, the files that failed first."""
    lines = [f"未能读取：{_path(entry)}——{entry.message}" for entry in summary.failed]
    if summary.files:
        lines.append(
            f"共{summary.files}个文件：新增{len(summary.new)}份（其中新版本{len(summary.versions)}份、"
            f"未匹配单位{len(summary.unmatched)}份），未变{summary.unchanged}份，失败{len(summary.failed)}份。"
        )
    taken = tuple(name for name in summary.versions if name not in summary.waiting)
    if taken:
        lines.append(f"同一单位同一年度已有报告、改以这次导入的为准：{_names(taken)}")
    if summary.waiting:
        lines.append(f"同一单位同一年度的报告已经核定、这次导入的等待选用：{_names(summary.waiting)}")
    if summary.unmatched:
        lines.append(f"没有认定单位、列为未匹配（原因见问题清单）：{_names(summary.unmatched)}")
    if summary.proposed:
        lines.append(
            f"名册为空，已根据报告拟定{len(summary.proposed)}个单位写入 units.csv，"
            f"请核对：{_names(summary.proposed)}"
        )
    state = "已启用新的数据库" if summary.is_new_build else "内容没有变化，仍用原来的数据库"
    lines.append(f"{state}：{summary.build}")
    return "\n".join(lines) + "\n"


def _path(entry: Entry) -> str:
    return f"{entry.folder}/{entry.name}" if entry.folder else entry.name


def _names(names: tuple[str, ...]) -> str:
    shown = "、".join(names[:_SHOWN_NAMES])
    return f"{shown}等{len(names)}个" if len(names) > _SHOWN_NAMES else shown
