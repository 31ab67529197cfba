"""The letters of python -m ingest export: their own options, and how they are written."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from exports.letters import Terms, letter_files
from store import Store, data_directory
from store.paths import put

# How long a unit has to mend its report, unless the office says otherwise.
MEND_DAYS = 7


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what only letters have."""
    parser.add_argument(
        "--due",
        metavar="日期",
        type=date.fromisoformat,
        default=date.today() + timedelta(days=MEND_DAYS),
        help="请单位于何日前报送，如 2025-01-31（不写则为七天以后）",
    )
    parser.add_argument(
        "--signed", metavar="落款", default="", help="落款单位（不写则为县政务公开工作主管部门）"
    )
    parser.add_argument("--contact", metavar="联系人", default="", help="联系人及电话（不写则没有这一行）")


def write(store: Store, units: Sequence[str], arguments: argparse.Namespace) -> str:
    """Write every letter and the list into the folder, and say how many there are.

    Raises NothingToExport and TemplateUnusable as :func:`exports.letters.letter_files` does.
    """
    terms = Terms(arguments.due, arguments.signed, arguments.contact)
    root = data_directory(arguments.data)
    count = 0
    for name, content in letter_files(store, arguments.year, terms, datetime.now(), root, units):
        put(arguments.out / name, content)
        count += name.endswith(".docx")
    return f" {count} 份通知和清单"
