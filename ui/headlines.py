"""The headline figures of the county: what each counts, from which cells of the form, and which page has the evidence."""

from __future__ import annotations

from dataclasses import dataclass

from form import Address
from ui.derive import CASES, DECISIONS, NEW
from ui.meaning import Meaning

_ADDED = (
    "把有数的单位相加，县政府本级的报告不加；缺报、未填不当作 0。"
    "同口径只比两年都有数的单位；旁边的小折线画的是各年全部有数单位的合计。"
)
REPORTS = Meaning("交了年度报告的单位数。应报几个，按名册 units.csv 里当年设立的单位算，不含县政府本级。")


@dataclass(frozen=True, slots=True)
class Measure:
    """A headline figure: its name, the page that has the evidence, and what it means."""

    name: str
    page: str
    meaning: Meaning

    @property
    def cells(self) -> tuple[Address, ...]:
        """Return the cells that it adds up."""
        return self.meaning.cells


MEASURES = (
    Measure("新收依申请公开", "applications", Meaning(f"表三“一、本年新收”的总计栏，{_ADDED}", (NEW,))),
    Measure(
        "行政许可、处罚、强制决定",
        "disclosure",
        Meaning(f"表二许可、处罚、强制三行的处理决定数量，{_ADDED}", DECISIONS),
    ),
    Measure("行政复议、诉讼", "litigation", Meaning(f"表四三类的总计，{_ADDED}", CASES)),
)
WHOLE = Meaning(
    f"各项：{'；'.join(measure.name for measure in MEASURES)}。{_ADDED}",
    tuple(cell for measure in MEASURES for cell in measure.cells),
)
