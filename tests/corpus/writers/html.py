"""Reports as web pages: as government sites publish them, and as pages to be printed."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html import escape
from random import Random
from typing import Literal

from tests.corpus.blocks import Block, Box, Layout, Paragraph

Declared = Literal["right", "none", "wrong"]
Rules = Literal["full", "horizontal", "none", "three_line"]


@dataclass(frozen=True, slots=True)
class HtmlOptions:
    """What is odd about the page.

    Attributes:
        encoding: How the bytes are written.
        declared: What the page says of its encoding.
        chrome: Navigation, a column at the side, links and a footer around the report.
        metadata: A table with 索引号, 发布机构 and 公开日期 before it; its date is given here.
        layout_tables: Number of layout tables around the report.
        spans: Each run of characters in an element of its own.
        hidden: Copies of tables and cells with other numbers that no browser shows.
        sloppy: End tags left out, as browsers accept.
        css: More style, for printing.
        rules: Which borders of a table are drawn.
        head_repeats: The table's head in ``thead``, which a browser prints on each page.
        word: Saved by Word: conditional comments, its own tags, words hidden in its own way.
    """

    encoding: str = "utf-8"
    declared: Declared = "right"
    chrome: bool = False
    metadata: str = ""
    layout_tables: int = 0
    spans: bool = False
    hidden: bool = False
    sloppy: bool = False
    css: str = ""
    rules: Rules = "full"
    head_repeats: bool = False
    word: bool = False


_BORDERS = {
    "full": "td{border:1px solid #000}",
    "horizontal": "td{border:0;border-top:1px solid #000;border-bottom:1px solid #000}",
    "none": "td{border:0}",
    "three_line": "table.r{border-top:2px solid #000;border-bottom:2px solid #000} td{border:0} tr.last td{border-bottom:1px solid #000}",
}
_BASE = (
    "body{font-family:'Noto Serif CJK SC','SimSun',serif;font-size:14px}"
    "table.r{border-collapse:collapse;width:100%;font-size:12px} td{padding:3px 4px} .n{text-align:center}"
    ".no{display:none} h1{text-align:center;font-size:22px} p{text-indent:2em}"
)


def write_html(blocks: list[Block], options: HtmlOptions, rng: Random) -> bytes:
    """Given a document, return the bytes of a web page of it."""
    inner = "\n".join(_block(block, options, rng) for block in blocks)
    for _ in range(options.layout_tables):
        inner = f'<table width="100%" border="0"><tr><td width="8">&nbsp;</td><td>{inner}</td></tr></table>'
    if options.metadata:
        inner = _metadata(options.metadata) + inner
    if options.chrome:
        inner = _chrome(inner, rng)
    style = _BASE + _BORDERS[options.rules] + options.css
    head = f"{_declaration(options)}<title>政府信息公开年报</title><style>{style}</style>"
    text = f"<html><head>{head}</head><body>{inner}</body></html>"
    if options.sloppy:
        for tag in ("</p>", "</td>", "</tr>"):
            text = text.replace(tag, "")
    return ("<!DOCTYPE html>\n" + text).encode(options.encoding, "xmlcharrefreplace")


def write_mht(page: bytes, rng: Random) -> bytes:
    """Given the bytes of a web page, return it as a saved archive with a picture beside it."""
    from email.mime.image import MIMEImage
    from email.mime.multipart import MIMEMultipart
    from email.mime.text import MIMEText

    archive = MIMEMultipart("related", type="text/html")
    archive["From"] = "<Saved by Blink>"
    archive["Snapshot-Content-Location"] = "http://www.example.gov.cn/zfxxgk/nb.html"
    part = MIMEText(page.decode("utf-8"), "html", "utf-8")
    part["Content-Location"] = "http://www.example.gov.cn/zfxxgk/nb.html"
    archive.attach(part)
    picture = MIMEImage(bytes(rng.randrange(256) for _ in range(40)), "png")
    archive.attach(picture)
    return archive.as_bytes()


def _declaration(options: HtmlOptions) -> str:
    match options.declared:
        case "none":
            return ""
        case "wrong":
            other = "gb2312" if options.encoding == "utf-8" else "utf-8"
            return f'<meta http-equiv="Content-Type" content="text/html; charset={other}">'
        case _:
            # Sites of this kind say gb2312 and write GB18030.
            name = "gb2312" if options.encoding == "gb18030" else options.encoding
            return f'<meta charset="{name}">'


def _block(block: Block, options: HtmlOptions, rng: Random) -> str:
    if isinstance(block, Layout):
        return _table(block, options, rng)
    return _paragraph(block, options, rng)


def _paragraph(block: Paragraph, options: HtmlOptions, rng: Random) -> str:
    words = _words(block.text, options, rng)
    match block.kind:
        case "title":
            return f"<h1>{words}</h1>"
        case "heading":
            return rng.choice(
                (f"<p><strong>{words}</strong></p>", f"<h3>{words}</h3>", f"<div>{words}</div>")
            )
        case "sign":
            return f'<p style="text-align:right">{words}</p>'
        case _:
            return f"<p>&emsp;&emsp;{words}</p>"


_ITEM = re.compile(r"^(\d{1,2}\.|[一二三四五六]、)(?=\D)")


def _by_word(text: str, options: HtmlOptions, rng: Random) -> str:
    """Return words as Word saves them: the item number as that of a list, for programs that know none."""
    own = replace(options, word=False)
    item = _ITEM.match(text)
    rest = _words(text[item.end() :] if item else text, own, rng)
    number = (
        f"<![if !supportLists]><span>{item[1]}<span style='font:7.0pt'></span></span><![endif]>"
        if item
        else ""
    )
    hidden = (
        f"<span style='display:none;mso-hide:all'>{rng.randint(100, 999)}</span>"
        if rng.random() < 0.2
        else ""
    )
    return (
        f"{number}{rest}{hidden}<o:p></o:p><!--[if gte mso 9]><xml>{rng.randint(100, 999)}</xml><![endif]-->"
    )


def _words(text: str, options: HtmlOptions, rng: Random) -> str:
    if options.word:
        return _by_word(text, options, rng)
    if not options.spans:
        return escape(text).replace("\n", "<br>")
    found: list[str] = []
    at = 0
    while at < len(text):
        end = at + rng.randint(1, 4)
        piece = escape(text[at:end]).replace("\n", "<br/>")
        tag = rng.choice(("span", "font", "span"))
        found.append(f'<{tag} style="font-family:仿宋_GB2312">{piece}</{tag}>')
        at = end
    return "".join(found)


def _table(layout: Layout, options: HtmlOptions, rng: Random) -> str:
    rows: list[str] = []
    for row in range(layout.rows):
        boxes = layout.row_boxes(row)
        last = ' class="last"' if row == layout.header_rows - 1 else ""
        rows.append(f"<tr{last}>{''.join(_cell(box, options, rng) for box in boxes)}</tr>")
        spanned = any(b.row <= row < b.row + b.row_span - 1 for b in layout.boxes)
        if options.hidden and row >= layout.header_rows and not spanned and rng.random() < 0.3:
            rows.append(_decoy_row(boxes, rng))
    head = ""
    if options.head_repeats and layout.header_rows:
        head = f"<thead>{''.join(rows[: layout.header_rows])}</thead>"
        rows = rows[layout.header_rows :]
    total = sum(layout.widths)
    columns = "".join(f'<col style="width:{100 * width / total:.1f}%">' for width in layout.widths)
    table = f'<table class="r"><colgroup>{columns}</colgroup>{head}<tbody>{"".join(rows)}</tbody></table><br>'
    if options.hidden and rng.random() < 0.5:
        table = _decoy_table(layout, rng) + table
    return table


def _cell(box: Box, options: HtmlOptions, rng: Random) -> str:
    spans = (f' rowspan="{box.row_span}"' if box.row_span > 1 else "") + (
        f' colspan="{box.column_span}"' if box.column_span > 1 else ""
    )
    words = _words(box.text, options, rng) or rng.choice(("", "&nbsp;"))
    if options.hidden and box.address is not None and rng.random() < 0.3:
        words = f'<span style="display:none">{rng.randint(100, 999)}</span>{words}<!-- {rng.randint(100, 999)} -->'
    kind = ' class="n"' if box.address is not None or box.header else ""
    inner = f"<p>{words}</p>" if options.spans and rng.random() < 0.5 else words
    return f"<td{kind}{spans}>{inner}</td>"


def _decoy_row(boxes: tuple[Box, ...], rng: Random) -> str:
    cells = "".join(
        f"<td>{rng.randint(100, 999) if box.address is not None else escape(box.text)}</td>" for box in boxes
    )
    how = rng.choice(('style="display: none"', 'class="no"', "hidden"))
    return f"<tr {how}>{cells}</tr>"


def _decoy_table(layout: Layout, rng: Random) -> str:
    rows = [
        "".join(
            f'<td rowspan="{b.row_span}" colspan="{b.column_span}">{rng.randint(100, 999) if b.address else escape(b.text)}</td>'
            for b in layout.row_boxes(row)
        )
        for row in range(layout.rows)
    ]
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    return rng.choice(
        (
            f'<div style="visibility:hidden;height:0;overflow:hidden"><table>{body}</table></div>',
            f'<div class="no"><table>{body}</table></div>',
            f"<template><table>{body}</table></template>",
            f"<!-- <table>{body}</table> -->",
        )
    )


def _metadata(day: str) -> str:
    rows = (
        ("索引号", "011534218/2025-00017", "公开日期", day),
        ("发布机构", "政务公开办", "文号", "无"),
        ("主题分类", "政府信息公开年报", "体裁", "报告"),
    )
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f'<table class="meta">{body}</table>'


def _chrome(inner: str, rng: Random) -> str:
    links = "".join(
        f'<li><a href="#{i}">{name}</a></li>'
        for i, name in enumerate(("首页", "政府信息公开", "政务服务", "互动交流"))
    )
    side = "".join(
        f"<li><a href='#'>{2017 + i}年政府信息公开工作年度报告</a> <span>{2018 + i}-01-2{i}</span></li>"
        for i in range(5)
    )
    visits = rng.randint(100, 9999)
    return (
        f'<div class="top"><ul>{links}</ul><form><input value="搜索 2024"><button>搜索</button></form></div>'
        '<div class="pos">当前位置：<a href="#">首页</a> &gt; <a href="#">政府信息公开年报</a></div>'
        f'<div class="left"><h4>相关文章</h4><ul>{side}</ul></div>'
        f'<div class="main"><div class="bar">浏览次数：<span id="v">{visits}</span> 字号：[大 中 小]</div>{inner}'
        '<div class="share">分享到：微信 微博 【打印】【关闭】</div></div>'
        '<div class="foot">主办：县人民政府办公室 备案号：蜀ICP备05012345号 网站标识码：5117250001 电话：0818-7321123</div>'
        "<script>var total = 999; document.title='x';</script><noscript>请开启脚本 12</noscript>"
    )
