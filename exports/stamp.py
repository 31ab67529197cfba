"""What every file says of itself: which data it was made from, in words for people and again for ``verify``."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from exports.source import BASIS_WORDS, Source

_MARK = "county-disclosure"
# Which export a file is, in words.
WHAT_WORDS = {
    "workbook": "汇总表",
    "draft": "年度报告草稿",
    "brief": "领导简报",
    "data": "开放数据",
    "json": "逐份报告",
}
_LINE = re.compile(
    r"数据版本(?P<build_id>[A-Za-z0-9-]+)[,，]决定(?P<revision>\d+)[,，](?P<basis>报送数|更正后的数|核定数)"
    r"[,，](?P<year>\d{4})年(?P<what>汇总表|年度报告草稿|领导简报)[,，]"
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a file was made from.

    Attributes:
        what: Which export it is: workbook, draft, brief …
        year: The year it is about; 0 for all.
        build_id: Name of the build.
        revision: Number of the last decision that was laid over it.
        basis: reported, corrected or settled.
        made_at: When it was made, ISO 8601; "" where a file does not say.
        units: Codes of the units chosen; empty for all.
        kinds: Kinds of unit chosen; empty for all.
    """

    what: str
    year: int
    build_id: str
    revision: int
    basis: str
    made_at: str
    units: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()

    def line(self) -> str:
        """Return it in words, as the file shows it.

        >>> Stamp("brief", 2024, "disclosure-1-ab", 17, "corrected", "2026-03-01T09:30:00").line()
        '数据版本 disclosure-1-ab，决定 17，更正后的数，2024 年领导简报，2026-03-01 导出'
        """
        basis = BASIS_WORDS[self.basis]
        of = f"{self.year} 年" if self.year else "全部年度"
        made = f"，{self.made_at[:10]} 导出" if self.made_at else ""
        return f"数据版本 {self.build_id}，决定 {self.revision}，{basis}，{of}{WHAT_WORDS[self.what]}{made}"

    def note(self) -> str:
        """Return it for programs; it stands in the comments of a file's properties."""
        return json.dumps({"by": _MARK, **asdict(self)}, ensure_ascii=False)


def stamp(
    source: Source,
    what: str,
    year: int,
    made_at: datetime,
    units: tuple[str, ...] = (),
    kinds: tuple[str, ...] = (),
) -> Stamp:
    """Given a source and what is made from it, return the file's stamp."""
    made = made_at.isoformat(timespec="seconds")
    return Stamp(what, year, source.build_id, source.revision, source.basis, made, units, kinds)


def from_note(note: str | None) -> Stamp | None:
    """Given the comments of a file's properties, return its stamp, or None where it has none."""
    try:
        known: Any = json.loads(note or "")
        if not isinstance(known, dict) or known.pop("by", None) != _MARK:
            return None
        known |= {name: tuple(known[name]) for name in ("units", "kinds")}
        return Stamp(**known)
    except (ValueError, KeyError, TypeError):
        return None


def from_text(text: str) -> Stamp | None:
    """Given the words of a file, return the stamp that they show, or None where they show none."""
    found = _LINE.search(re.sub(r"\s", "", text))
    if found is None:
        return None
    basis = next(key for key, words in BASIS_WORDS.items() if words == found["basis"])
    what = next(key for key, words in WHAT_WORDS.items() if words == found["what"])
    return Stamp(what, int(found["year"]), found["build_id"], int(found["revision"]), basis, "")
