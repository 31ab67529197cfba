"""Sentences of section one that count what was disclosed, as people write them, with their truth."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from ingest.demo.county import COUNTY
from ingest.demo.model import Item, SampleUnit

KINDS = (
    "工作动态",
    "通知公告",
    "政策文件",
    "财政预决算信息",
    "惠农补贴信息",
    "社会救助信息",
    "安全生产信息",
    "乡村振兴信息",
    "人事信息",
    "重大项目信息",
    "政策解读",
    "回应关切信息",
    "信访维稳信息",
    "生态环境信息",
    "法治建设信息",
    "规划计划",
)
_DIGITS = "〇一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Counted:
    """A passage that counts, and what it says."""

    text: str
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class _Occasion:
    """Whose passage it is, for which year, and the source of chance."""

    unit: SampleUnit
    year: int
    rng: Random


def numeral(number: int) -> str:
    """Given a number from 1 to 999, return it as a Chinese numeral.

    >>> numeral(12), numeral(20), numeral(105), numeral(236)
    ('十二', '二十', '一百零五', '二百三十六')
    """
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones else "")


def _split(total: int, parts: int, rng: Random) -> list[int]:
    """Return that many numbers ≥ 1, the first the largest as in real life, that add up to the total."""
    cuts = sorted(rng.sample(range(1, total), parts - 1))
    return sorted(
        (after - before for before, after in zip([0, *cuts], [*cuts, total], strict=True)), reverse=True
    )


def _draw_total(unit: SampleUnit, rng: Random) -> int:
    return rng.randint(24, 90) + unit.load * rng.randint(20, 60)


def _categories(total: int, rng: Random) -> list[Item]:
    count = rng.randint(3, 6)
    labels = [KINDS[0], *rng.sample(KINDS[1:], count - 1)]
    numbers = _split(total, count, rng)
    return [Item("category", label, value, "条") for label, value in zip(labels, numbers, strict=True)]


def _listed(items: list[Item], between: str = "、") -> str:
    return between.join(f"{item.label}{item.value}{item.unit}" for item in items)


def account(unit: SampleUnit) -> str:
    """Given a unit, return the name of its public account, quotation marks kept."""
    stem = unit.name.removeprefix(COUNTY).rstrip("镇乡").removesuffix("街道")
    return f"“{stem}发布”微信公众号"


def _total_then_kinds(of: _Occasion) -> Counted:
    total = _draw_total(of.unit, of.rng)
    parts = _categories(total, of.rng)
    text = f"{of.year}年共主动公开政府信息{total}条，其中{_listed(parts)}。"
    return Counted(text, (Item("total", "政府信息", total, "条"), *parts))


def _total_then_channels(of: _Occasion) -> Counted:
    total = _draw_total(of.unit, of.rng)
    board = "政务服务大厅公开栏" if of.unit.kind == "部门" else "村（社区）公开栏"
    names = ["县人民政府门户网站", account(of.unit), board]
    parts = [Item("channel", name, n, "条") for name, n in zip(names, _split(total, 3, of.rng), strict=True)]
    text = f"全年累计主动公开政府信息{total}条。其中，{_listed(parts, '，')}。"
    return Counted(text, (Item("total", "政府信息", total, "条"), *parts))


def _kinds_at_least(of: _Occasion) -> Counted:
    parts = _categories(_draw_total(of.unit, of.rng), of.rng)
    ten = of.rng.choice((10, 20, 30))
    last = Item("category", "其他信息", ten, "条", "at_least")
    text = f"围绕群众关心的事项，{of.year}年公开{_listed(parts)}、其他信息{ten}余条。"
    return Counted(text, (*parts, last))


def _respectively(of: _Occasion) -> Counted:
    numbers = _split(_draw_total(of.unit, of.rng), 3, of.rng)
    labels = ["工作动态", "通知公告", "政策文件"]
    text = (
        f"{of.year}年公开工作动态、通知公告和政策文件分别为{numbers[0]}条、{numbers[1]}条和{numbers[2]}条。"
    )
    return Counted(
        text, tuple(Item("category", label, n, "条") for label, n in zip(labels, numbers, strict=True))
    )


def _each(of: _Occasion) -> Counted:
    many = of.rng.randint(4, 30)
    text = f"{of.year}年公开部门预算、部门决算各1条，惠农补贴信息{many}条。"
    return Counted(
        text,
        (
            Item("category", "部门预算", 1, "条"),
            Item("category", "部门决算", 1, "条"),
            Item("category", "惠农补贴信息", many, "条"),
        ),
    )


def _channel_with_kinds(of: _Occasion) -> Counted:
    site = _draw_total(of.unit, of.rng)
    parts = _categories(site, of.rng)
    posts = of.rng.randint(6, 60)
    text = (
        f"在县人民政府门户网站公开信息{site}条，其中{_listed(parts)}；在{account(of.unit)}发布信息{posts}条。"
    )
    return Counted(
        text,
        (
            Item("channel", "县人民政府门户网站", site, "条"),
            *parts,
            Item("channel", account(of.unit), posts, "条"),
        ),
    )


def _about(of: _Occasion) -> Counted:
    total = of.rng.choice((50, 80, 100, 120, 200))
    return Counted(
        f"{of.year}年主动公开政府信息约{total}条，内容涵盖机构职能、财政资金和民生保障等方面。",
        (Item("total", "政府信息", total, "条", "about"),),
    )


def _in_words(of: _Occasion) -> Counted:
    first, second = of.rng.randint(11, 40), of.rng.randint(2, 10)
    total = first + second
    parts = f"工作动态{numeral(first)}条、政策文件{numeral(second)}条"
    text = f"全年主动公开政府信息{numeral(total)}条，其中{parts}。"
    return Counted(
        text,
        (
            Item("total", "政府信息", total, "条"),
            Item("category", "工作动态", first, "条"),
            Item("category", "政策文件", second, "条"),
        ),
    )


def _uncounted(of: _Occasion) -> Counted:
    topics = "、".join(
        of.rng.sample(("惠农补贴", "低保救助", "财务收支", "安全生产", "人居环境整治", "征地补偿"), 3)
    )
    return Counted(f"重点公开了{topics}等群众关心的事项，做到应公开尽公开。")


_STYLES: tuple[tuple[Callable[[_Occasion], Counted], int], ...] = (
    (_total_then_kinds, 26),
    (_total_then_channels, 14),
    (_kinds_at_least, 12),
    (_respectively, 8),
    (_each, 8),
    (_channel_with_kinds, 10),
    (_about, 7),
    (_in_words, 5),
    (_uncounted, 10),
)


def draw_counted(unit: SampleUnit, year: int, rng: Random) -> Counted:
    """Given a unit and a year, return a passage that counts what it disclosed, and the truth about it."""
    style = rng.choices([style for style, _ in _STYLES], [weight for _, weight in _STYLES])[0]
    return style(_Occasion(unit, year, rng))
