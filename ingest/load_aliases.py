"""The office's own wordings of kinds of information: a file that a load picks up, no code."""

from __future__ import annotations

import csv
import io

from form.taxonomy import KINDS
from ingest.errors import UserError
from ingest.roster import decode_csv

NAME = "别名表 aliases.csv"


def read_aliases(content: bytes) -> dict[str, str]:
    """Given the bytes of aliases.csv (a header, then wording and kind), return wording → key of the kind.

    A kind is named by its key or by its Chinese name. Raises UserError, naming the line, where
    one of the two is missing or there is no such kind.
    """
    known = {name: kind.key for kind in KINDS for name in (kind.key, kind.label)}
    aliases: dict[str, str] = {}
    for line, row in enumerate(csv.reader(io.StringIO(decode_csv(content, NAME))), start=1):
        filled = [field.strip() for field in row]
        if line == 1 or not any(filled):
            continue
        if len(filled) < 2 or not filled[0] or not filled[1]:
            raise UserError(f"{NAME} 第{line}行：叫法和类别都要填写")
        if filled[1] not in known:
            raise UserError(f"{NAME} 第{line}行：没有“{filled[1]}”这个类别，类别名称见说明《信息分类》")
        aliases[filled[0]] = known[filled[1]]
    return aliases
