"""Arguments that several commands have, declared once."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_data(parser: argparse.ArgumentParser) -> None:
    """Declare the data directory, which :func:`store.data_directory` finds where it is not given."""
    parser.add_argument(
        "--data",
        metavar="目录",
        type=Path,
        help="数据目录（不写则用环境变量 DISCLOSURE_DATA，再不然用 data）",
    )
