"""The prose of a report of the sample county, and what it states in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random

from form import Address, edition_for_year
from ingest.demo import county, wording
from ingest.demo.counted import Counted, draw_counted
from ingest.demo.model import Item, Prose, SampleUnit, StatedNumbers
from ingest.demo.numbers import Values

Words = dict[str, str | int]

_NEW = Address("applications", "new", "total")
_CARRIED = Address("applications", "carried_in", "total")
_REVIEWS = Address("litigation", "review", "total")
_SUITS = (Address("litigation", "suit_direct", "total"), Address("litigation", "suit_after_review", "total"))
_FEES = Address("disclosure", "fees", "amount")
# 国办函〔2020〕109号: the fee is reported from the form of 2021 on.
_FEE_SINCE = 2021
_SUBHEADS = (
    (
        "（一）主动公开。",
        "（二）依申请公开。",
        "（三）政府信息管理。",
        "（四）政府信息公开平台建设。",
        "（五）监督保障。",
    ),
    (
        "（一）主动公开情况。",
        "（二）依申请公开情况。",
        "（三）政府信息管理情况。",
        "（四）平台建设情况。",
        "（五）监督保障情况。",
    ),
    ("（一）主动公开", "（二）依申请公开", "（三）政府信息管理", "（四）平台建设", "（五）监督保障"),
)
_ORDINALS = ("一是", "二是", "三是", "四是")
_CIRCULAR_OFFICE = (
    "《国务院办公厅政府信息与政务公开办公室关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》"
)


@dataclass(frozen=True, slots=True)
class Written:
    """The prose of a report and the truth about it."""

    prose: Prose
    period: tuple[str, str]
    items: tuple[Item, ...]
    stated: StatedNumbers


def self_name(unit: SampleUnit, year: int) -> str:
    """Return how a unit calls itself in running text."""
    if unit.kind in ("部门", "县政府"):
        return "我局" if unit.kind == "部门" else "全县"
    name = unit.name_in(year)
    return {"镇": "我镇", "乡": "我乡", "道": "街道"}[name[-1]] if int(unit.code or 0) % 3 else name


def title_lines(unit: SampleUnit, year: int, rng: Random) -> tuple[tuple[str, ...], str]:
    """Return the lines of a title and the publisher's name in it."""
    name = county.organisation(unit, year)
    if unit.is_township and rng.random() < 0.4:
        name = f"{county.COUNTY}{unit.name_in(year)}"
    report = f"{year}年政府信息公开工作年度报告"
    return ((name, report) if rng.random() < 0.8 else (name + report,)), name


def write_prose(
    unit: SampleUnit, year: int, organisation: str, title: tuple[str, ...], values: Values, rng: Random
) -> Written:
    """Given a report's numbers, return words that agree with them.

    Args:
        unit: Whose report it is.
        year: The report year.
        organisation: The publisher's name as the title prints it.
        title: Lines of the title.
        values: The report's cells; what the prose states comes from them.
        rng: Source of chance.
    """
    words: Words = {"we": self_name(unit, year), "year": year, "next": year + 1}
    counted = draw_counted(unit, year, rng)
    applications, counts = _applications_and_disputes(values, words, rng)
    other, fee = _other_matters(year, values, words, rng)
    prose = Prose(
        title=title,
        preamble=_preamble(organisation, unit, year, rng),
        overview=_overview(counted, applications, words, rng),
        problems=_problems(words, rng),
        other=other,
    )
    return Written(
        prose, (f"{year}-01-01", f"{year}-12-31"), counted.items, StatedNumbers(*counts, processing_fee=fee)
    )


def _preamble(organisation: str, unit: SampleUnit, year: int, rng: Random) -> tuple[str, ...]:
    circular = edition_for_year(year).circular
    period = rng.choice(
        (
            f"本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。",
            f"报告中各项数据统计期限为{year}年1月1日至12月31日。",
            f"报告数据统计时间为{year}年1月1日至{year}年12月31日。",
        )
    )
    basis = rng.choice(
        (
            f"依照《中华人民共和国政府信息公开条例》（国务院令第711号）和{_CIRCULAR_OFFICE}（{circular}）的规定，{organisation}编制了本报告。",
            f"本报告由{organisation}按照《中华人民共和国政府信息公开条例》及{_CIRCULAR_OFFICE}（{circular}）编制。",
            f"按照《中华人民共和国政府信息公开条例》第五十条和{circular}文件的要求，现将{organisation}{year}年政府信息公开工作情况报告如下。",
        )
    )
    telephone = f"{county.AREA_CODE}-6{int(unit.code or 0) % 1000:03d}{rng.randint(100, 999)}"
    contact = f"如有疑问，请与{organisation}办公室联系（邮编：{county.POSTCODE}，电话：{telephone}）。"
    return ("".join((basis, rng.choice(("", wording.CONTENTS)), period, rng.choice(("", contact)))),)


def _overview(counted: Counted, applications: str, words: Words, rng: Random) -> tuple[str, ...]:
    extras = rng.sample(wording.DISCLOSURE_EXTRAS, rng.randint(0, 2))
    bodies = (
        "".join((counted.text, *extras)),
        applications,
        "".join(rng.sample(wording.MANAGEMENT, rng.randint(1, 3))),
        "".join(rng.sample(wording.PLATFORMS, rng.randint(1, 3))),
        "".join(rng.sample(wording.SUPERVISION, rng.randint(1, 3))),
    )
    heads = rng.choice(_SUBHEADS)
    opening = rng.choice(wording.OPENINGS).format(**words)
    if heads[0].endswith("。"):
        return (opening, *(head + body for head, body in zip(heads, bodies, strict=True)))
    return (opening, *(line for pair in zip(heads, bodies, strict=True) for line in pair))


def _applications_and_disputes(
    values: Values, words: Words, rng: Random
) -> tuple[str, tuple[int | None, int | None, int | None]]:
    new, carried = int(values[_NEW]), int(values[_CARRIED])
    if new and carried:
        pool: tuple[str, ...] = wording.CARRIED_APPLICATIONS
    else:
        pool = wording.SOME_APPLICATIONS if new else wording.NO_APPLICATIONS
    text = rng.choice(pool).format(n=new, c=carried, **words)
    reviews = int(values[_REVIEWS])
    suits = int(sum((values[address] for address in _SUITS), Decimal(0)))
    if reviews or suits:
        return text + rng.choice(wording.SOME_DISPUTES).format(r=reviews, s=suits), (new, reviews, suits)
    if rng.random() < 0.7:
        return text + rng.choice(wording.NO_DISPUTES), (new, 0, 0)
    return text, (new, None, None)


def _problems(words: Words, rng: Random) -> tuple[str, ...]:
    count = rng.randint(2, 4)
    problems = "；".join(map("".join, zip(_ORDINALS, rng.sample(wording.PROBLEMS, count), strict=False)))
    measures = "；".join(map("".join, zip(_ORDINALS, rng.sample(wording.MEASURES, count), strict=False)))
    first = rng.choice(wording.PROBLEM_OPENINGS).format(**words) + problems + "。"
    second = rng.choice(wording.MEASURE_OPENINGS).format(**words) + measures + "。"
    return (first, second) if rng.random() < 0.7 else (first + second,)


def _other_matters(
    year: int, values: Values, words: Words, rng: Random
) -> tuple[tuple[str, ...], int | None]:
    if year < _FEE_SINCE or rng.random() < 0.15:
        return (rng.choice(wording.NOTHING_ELSE),), None
    # The fee must fit into the row of fees, which is in 万元.
    if values[_FEES] >= 1 and rng.random() < 0.4:
        fee = rng.choice((90, 160, 320, 450))
        return (rng.choice(wording.SOME_FEE).format(fee=fee, **words),), fee
    return (rng.choice(wording.NO_FEE).format(**words),), 0


def draw_signing_day(unit: SampleUnit, year: int, rng: Random) -> date | None:
    """Return the date under a report, in time for the day it is owed, or None where it is not signed."""
    if unit.kind == "县政府":
        return date(year + 1, 3, rng.randint(4, 28))
    return date(year + 1, 1, rng.randint(5, 29)) if rng.random() < 0.7 else None
