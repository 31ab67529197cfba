"""python -m ingest demo: write the invented county's reports into a data directory and load them."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable
from pathlib import Path

from tqdm import tqdm

from ingest.demo import DEFAULT_SEED, plan
from ingest.demo.county import FIRST_YEAR, LAST_YEAR, YEARS
from ingest.demo.write import roster_of, write_sample
from ingest.errors import UserError
from ingest.load import LoadSummary, load_paths
from ingest.roster import read_roster, write_roster
from store.paths import DataDirectory, data_directory, put

HELP = "生成一个虚构县的示例报告并导入（不能与真实报告同目录）"

FOLDER = "sample"
_SPAN = re.compile(r"(\d{4})(?:[-—–](\d{4}))?")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.add_argument("--data", metavar="目录", type=Path, help="数据目录（默认 DISCLOSURE_DATA 或 data）")
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
    written = write_sample(planned, folder, progress=_bar("生成", len(planned.reports)))
    advance = _bar("读取", len(written))
    summary = load_paths(
        [folder], data.root, progress=lambda step: advance(step.done, step.total), is_sample=True
    )
    sys.stdout.write(closing_words(planned.county, folder, len(written), summary))
    return summary.exit_status


def _bar(words: str, total: int) -> Callable[[int, int], None]:
    """Return a function that moves a progress bar to how many are done."""
    bar = tqdm(total=total, desc=words, unit="份", file=sys.stderr)

    def advance(done: int, of: int) -> None:
        bar.total = of
        bar.update(done - bar.n)
        if done == of:
            bar.close()

    return advance


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


def closing_words(county: str, folder: Path, written: int, summary: LoadSummary) -> str:
    """Return what the command did, in a few Chinese lines."""
    lines = [
        f"示例县“{county}”：已生成 {written} 份报告（{folder}）",
        f"新导入 {len(summary.new)} 份，其中更正版本 {len(summary.versions)} 份；"
        f"此前已导入 {summary.unchanged} 份；未能读取 {len(summary.failed)} 份",
    ]
    lines += [f"  - {entry.name}：{entry.message}" for entry in summary.failed]
    return "\n".join(lines) + "\n"
