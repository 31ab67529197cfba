"""python -m ingest demo: write the invented county's reports into a data directory and load them."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from concurrent.futures import Executor
from pathlib import Path

from tqdm import tqdm

from ingest.commands._arguments import add_data
from ingest.commands._bars import bar_of, show
from ingest.commands._demo_decisions import decide
from ingest.commands.load import describe
from ingest.demo import DEFAULT_SEED, plan
from ingest.demo.county import FIRST_YEAR, LAST_YEAR, YEARS
from ingest.demo.versions import AGAIN
from ingest.demo.write import roster_of, write_sample
from ingest.errors import UserError
from ingest.load import LoadSummary, load_paths
from ingest.load_executor import local_pool
from ingest.roster import read_roster, write_roster
from store.paths import DataDirectory, data_directory, put

HELP = "生成一个虚构县的示例报告并导入（不能与真实报告同目录）"

FOLDER = "sample"
_SPAN = re.compile(r"(\d{4})(?:[-—–](\d{4}))?")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    add_data(parser)
    parser.add_argument("--seed", metavar="整数", type=int, default=DEFAULT_SEED, help="随机种子")
    parser.add_argument(
        "--years",
        metavar="年度",
        type=read_years,
        default=YEARS,
        help=f"报告年度，如 2024 或 2022-2024（默认 {FIRST_YEAR}-{LAST_YEAR}）",
    )


def run(arguments: argparse.Namespace) -> int:
    """Write and load the sample; return the exit status of the load.

    Raises UserError where the directory holds real reports or another sample.
    """
    data = DataDirectory(data_directory(arguments.data))
    claim(data, arguments.seed)
    planned = plan(arguments.seed, arguments.years)
    put(data.roster, write_roster(roster_of(planned.units)))
    folder = data.root / FOLDER
    with bar_of("生成示例报告", "份") as bar:
        written = write_sample(planned, folder, progress=lambda done, of: show(bar, done, of))
    late = [path for path, report in zip(written, planned.reports, strict=True) if AGAIN in report.flaws]
    with local_pool() as pool:
        summaries = [_load([path for path in written if path not in late], data, pool)]
        # What came when all was settled finds it settled.
        decide(data, planned)
        if late:
            summaries.append(_load(late, data, pool))
    said = "".join(describe(summary) for summary in summaries)
    sys.stdout.write(f"示例县“{planned.county}”：{len(written)}份报告在 {folder}\n{said}")
    return max(summary.exit_status for summary in summaries)


def _load(paths: Sequence[Path], data: DataDirectory, pool: Executor) -> LoadSummary:
    with bar_of("读取报告", "份") as bar:
        return load_paths(
            paths,
            data.root,
            progress=lambda step: show(bar, step.done, step.total),
            on_wait=lambda: tqdm.write("另一个导入正在进行，等它结束后再继续……", file=sys.stderr),
            executor=pool,
            is_sample=True,
        )


def read_years(text: str) -> tuple[int, ...]:
    """Given a year or a span of years, return the years. Raises ArgumentTypeError for anything else.

    >>> read_years("2022-2024")
    (2022, 2023, 2024)
    """
    match = _SPAN.fullmatch(text.strip())
    first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
    if not FIRST_YEAR <= first <= last <= LAST_YEAR:
        raise argparse.ArgumentTypeError(f"年度应在 {FIRST_YEAR}-{LAST_YEAR} 之间，如 2022-2024")
    return tuple(range(first, last + 1))


def claim(data: DataDirectory, seed: int) -> None:
    """Mark a data directory as that of the sample made with this seed.

    Raises UserError where real reports, a roster of the office's own or another sample are in it.
    """
    mark = f"本目录中的单位和报告均为虚构的示例数据（种子 {seed}），不得与真实报告混放。\n".encode()
    if data.sample_mark.exists():
        if data.sample_mark.read_bytes() != mark:
            raise UserError(f"“{data.root}”中已有另一套示例数据，请删除该目录，或用 --data 另指定一个目录")
        return
    # The roster that comes with the program is a header without units.
    if data.journal.exists() or (data.roster.exists() and read_roster(data.roster.read_bytes())):
        raise UserError(f"“{data.root}”中已有真实报告或名册，请用 --data 另指定一个目录存放示例数据")
    put(data.sample_mark, mark)
