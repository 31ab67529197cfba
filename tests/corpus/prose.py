"""The words around the tables: title, preamble, six sections. What they say agrees with the tables."""

from __future__ import annotations

from decimal import Decimal
from random import Random

import form
from form.model import Address
from tests.corpus.blocks import Block, Layout, Paragraph
from tests.corpus.layout import old_statistics
from tests.corpus.style import Style
from tests.corpus.truth import Truth

Heading = Paragraph


def compose(truth: Truth, style: Style, tables: dict[str, tuple[Layout, ...]], rng: Random) -> list[Block]:
    """Given a report and its tables, return the whole document in the order in which it is printed."""
    blocks: list[Block] = []
    first, last = _prose_before(truth, rng), _prose_after(truth, rng)
    inside = style.titles_inside or style.joined
    tabular = {
        key: [*([] if inside else [_heading(form.TABLES[key].title)]), *parts]
        for key, parts in tables.items()
    }
    order = ["disclosure", "applications", "litigation"]
    if style.order == "tables_swapped":
        order = ["applications", "litigation", "disclosure"]
    middle: list[Block] = [block for key in order for block in tabular.get(key, [])]
    if style.trap:
        first = [*first, *_traps(truth, rng)]
    title = _title(truth, rng)
    match style.order:
        case "tables_first":
            blocks = [*title, *middle, *first, *last]
        case "tables_last":
            blocks = [*title, *first, *last, *middle]
        case _:
            blocks = [*title, *first, *middle, *last]
    blocks += _signature(truth, rng)
    if style.old_table:
        blocks += [Paragraph("附件：政府信息公开情况统计表", "heading"), old_statistics(truth.year, rng)]
    return blocks


def _traps(truth: Truth, rng: Random) -> list[Paragraph]:
    """Prose that reads like rows of a table and speaks of other years."""
    number = [rng.randint(1, 60) for _ in range(4)]
    before = truth.year - 1
    return [
        Paragraph(
            f"（六）与上年比较。{before}年予以公开{number[0]}件、部分公开{number[1]}件，其他处理{number[2]}件。"
        ),
        Paragraph(f"1.自{before}年以来，自然人申请总计{number[3]}件，商业企业、科研机构未提出申请。"),
    ]


def _heading(text: str) -> Paragraph:
    return Paragraph(text, "heading")


def _title(truth: Truth, rng: Random) -> list[Paragraph]:
    name, year = truth.publisher.organisation, truth.year
    space = rng.choice(("", " "))
    numerals = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(year))
    written = numerals if rng.random() < 0.06 else str(year)
    rest = f"{written}{space}年{rng.choice(('', '', '', '度'))}政府信息公开工作年度报告"
    match rng.randrange(12):
        case 0 | 1 | 2 | 3:
            return [Paragraph(name, "title"), Paragraph(rest, "title")]
        case 4:
            return [Paragraph(f"{name}{written}年", "title"), Paragraph("政府信息公开工作年度报告", "title")]
        case 5:
            return [Paragraph(f"{name}关于{written}年政府信息公开工作年度报告", "title")]
        case 6:
            return [Paragraph(f"{written}年度{name}政府信息公开工作年度报告", "title")]
        case _:
            return [Paragraph(name + rest, "title")]


def _we(truth: Truth) -> str:
    town = truth.publisher.town
    if town is None:
        return "我单位"
    return "我街道" if town.endswith("街道") else "我镇" if town.endswith("镇") else "我乡"


def _prose_before(truth: Truth, rng: Random) -> list[Paragraph]:
    year, we = truth.year, _we(truth)
    period = rng.choice(
        (
            f"{year}年1月1日至{year}年12月31日",
            f"{year}年1月1日起至{year}年12月31日止",
            f"{year} 年 1 月 1 日至 {year} 年 12 月 31 日",
        )
    )
    circular = form.EDITIONS[truth.edition or form.LATEST.key].circular
    found = [
        Paragraph(
            f"根据《中华人民共和国政府信息公开条例》（国务院令第711号）和《{circular}》等要求，"
            f"现公布{truth.publisher.organisation}{year}年政府信息公开工作年度报告。"
            f"本报告所列数据的统计期限为{period}。如有疑问，请与{we}党政办公室联系（电话：0911-6234567，邮编：727400）。"
        ),
        _heading("一、总体情况"),
        Paragraph(
            f"（一）主动公开。{year}年，{we}通过县政府门户网站主动公开政府信息{rng.randint(20, 400)}条，"
            "内容涉及惠民补贴、防汛抗旱和农村人居环境。"
        ),
        Paragraph(f"（二）依申请公开。{_stated(truth, we)}"),
        Paragraph("（三）政府信息管理。落实专人登记、送审、归档，对历年文件作了一次清理。"),
        Paragraph("（四）政府信息公开平台建设。维护公开栏，及时更换过期内容。"),
        Paragraph("（五）监督保障。把公开工作列入年终考评，组织学习一次。"),
    ]
    if rng.random() < 0.3:
        words = [item.text[3:] for item in found[2:]]
        return [*found[:2], Paragraph(words[0].split("。", 1)[1]), Paragraph(words[1].split("。", 1)[1])]
    return found


def _stated(truth: Truth, we: str) -> str:
    new = truth.values.get(Address("applications", "new", "total"))
    review = truth.values.get(Address("litigation", "review", "total"))
    parts: list[str] = []
    if new is not None:
        parts.append(
            f"本年{we}未收到政府信息公开申请" if new == 0 else f"本年{we}收到政府信息公开申请{new}件"
        )
    if review is not None:
        parts.append("未发生行政复议" if review == 0 else f"因政府信息公开引起行政复议{review}件")
    if _suits(truth) == Decimal(0):
        parts.append("未发生行政诉讼")
    return "，".join(parts) + "。" if parts else "按规定办理。"


def _suits(truth: Truth) -> Decimal | None:
    totals = [
        truth.values.get(Address("litigation", row, "total")) for row in ("suit_direct", "suit_after_review")
    ]
    if any(total is None for total in totals):
        return None
    return sum((total for total in totals if total is not None), Decimal(0))


def _prose_after(truth: Truth, rng: Random) -> list[Paragraph]:
    we = _we(truth)
    fee = rng.choice(
        (
            f"本年{we}未收取政府信息公开信息处理费。",
            "依申请提供政府信息未收取信息处理费。",
            f"{truth.year}年收取信息处理费0元。",
            "除以上内容外，无其他需要报告的事项。",
        )
    )
    return [
        _heading("五、存在的主要问题及改进情况"),
        Paragraph("一是公开内容不够丰富，二是人员变动较多。下一步，将细化目录，按季自查，补齐短板。"),
        _heading("六、其他需要报告的事项"),
        Paragraph(fee),
    ]


def _signature(truth: Truth, rng: Random) -> list[Paragraph]:
    if rng.random() < 0.4:
        return []
    day = f"{truth.year + 1}年1月{rng.randint(5, 28)}日"
    return [Paragraph(truth.publisher.organisation, "sign"), Paragraph(day, "sign")]
