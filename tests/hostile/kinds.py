"""The list of hostile files: a name, what the file is, and how it is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Literal

from tests.corpus.blocks import Block
from tests.corpus.cases import document
from tests.corpus.style import Style
from tests.corpus.truth import Truth, make_truth

# ``nothing``: an error, or no values and a finding. ``as_printed``: besides that, the report's
# own numbers may be read, since a person would see them too; only wrong ones must not appear.
Allowed = Literal["nothing", "as_printed"]
Maker = Callable[[Path], Path]


@dataclass(frozen=True, slots=True)
class Hostile:
    """A hostile file.

    Attributes:
        name: What is wrong with it.
        make: Given a folder, write the file there and return its path.
        allowed: What may come of it.
        slow: Takes long to write or to read; not among those that CI samples.
    """

    name: str
    make: Maker
    allowed: Allowed = "nothing"
    slow: bool = False


KINDS: list[Hostile] = []
TRUTH: Truth = make_truth(Random(7), edition="2021", density="dense", other="three", year=2024)


def hostile(name: str, *, allowed: Allowed = "nothing", slow: bool = False) -> Callable[[Maker], Maker]:
    """Register the function below as the maker of a hostile file."""

    def register(make: Maker) -> Maker:
        KINDS.append(Hostile(name, make, allowed, slow))
        return make

    return register


def report_blocks() -> list[Block]:
    """Return the document of the one report that every ``as_printed`` file is made of."""
    return document(TRUTH, Style(), Random(7))


NOTICE = (
    "关于做好2024年度城乡居民基本医疗保险参保缴费工作的通知",
    "各村（社区）：",
    "根据上级安排，现就有关事项通知如下。一是加强宣传，二是按时上报，三是专人负责。个人缴费标准为每人400元。",
    "请于2024年12月20日前将汇总表报送至便民服务中心，联系电话：6234567。",
)
