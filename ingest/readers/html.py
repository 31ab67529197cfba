"""Web pages (.html, .mht): the report in them as a browser shows it, without the site around it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from lxml import etree
from lxml import html as lxml_html

from ingest.errors import UnreadableFile
from ingest.model import Document, Grid, Line
from ingest.readers.charset import decode
from ingest.readers.html_css import Styles
from ingest.readers.html_metadata import page_metadata
from ingest.readers.html_tree import PageBuilder
from ingest.readers.layout import Paragraph, Table, lay_out
from ingest.readers.limits import MAX_TEXT_BYTES, too_large
from ingest.readers.mhtml import open_archive

# Tags of one page; the longest report page seen had 9 000.
MAX_TAGS = 300_000
# What names the encoding stands at the top; browsers look at the first 1024 bytes, pages are less tidy.
_DECLARED_WITHIN = 4096
_DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_ARCHIVE = re.compile(
    rb"^(?:MIME-Version|From|Subject|Date|Content-Type|X-[\w-]+|Snapshot-[\w-]+)[ \t]*:", re.I
)
# A block whose words are links is a menu or a list of other documents.
_LINK_SHARE = 0.8
# The day beside a link says when that document was published.
_DATE = re.compile(r"[\[(（]?20\d{2}[-./年]\d{1,2}[-./月]\d{1,2}日?[\])）]?")
# A page with fewer words outside links than this is read with its links.
_WORDS_OUTSIDE_LINKS = 100
# What a site prints around every document, whole lines of it.
_SITE_LINE = re.compile(
    r"版权所有|ICP备\s*\d|公网安备\s*\d|网站标识码|打印本页|关闭窗口|设为首页|加入收藏|^【?打印】?(?:\W|$)"
    r"|^(?:网站)?(?:技术支持|主办|承办|主办单位|承办单位)[：:]|^[上下]一篇[：:]|^分享到|^扫一扫在手机|^字号[：:]"
    r"|^(?:当前|您的|您现在的?|您所在的?|所在)位置[：:]"
)
_LONGEST_SITE_LINE = 120
# The tables of the form alone have more characters than this.
_WORDS_OF_REPORT = 600
_REVEALED_NOTE = ("reader.hidden", "网页的正文要等网页脚本运行才显示，已按显示后的内容读取，请对照原网页核对")
_HIDDEN_NOTE = ("reader.hidden", "网页中有不显示的表格或表格行，没有读取")


def read_html(path: Path) -> Document:
    """Given a saved web page or web archive, return its lines and data tables as a browser shows them.

    What the page hides, its menus and its footer are not read; publication date, organisation
    and title go into the metadata where the page states them.

    Raises:
        UnreadableFile: ``damaged``, ``empty``, ``unsupported`` or ``too_large``.
    """
    if path.stat().st_size > MAX_TEXT_BYTES:
        raise too_large("网页文件过大")
    page, revealed = _shown_page(path.read_bytes())
    blocks = tuple(block for block in lay_out(_without_links(page.blocks)) if not _is_site_line(block))
    if not blocks:
        raise UnreadableFile("empty", "网页中没有文字，报告可能在附件或图片里，请下载附件后导入")
    notes = (_HIDDEN_NOTE,) * page.hidden_table + (_REVEALED_NOTE,) * revealed
    metadata = page_metadata(page.root, blocks)
    return Document(format="html", pages=0, blocks=blocks, metadata=metadata, notes=notes)


@dataclass(frozen=True, slots=True)
class Page:
    """A page as a browser shows it: its blocks, its root, and whether a table in it is hidden."""

    blocks: list[Paragraph | Table]
    root: etree._Element
    hidden_table: bool


def _shown_page(data: bytes) -> tuple[Page, bool]:
    """Return a page as it shows, and whether that is only once its script has run: before, it is all but empty."""
    page = read_page(data)
    words, _ = _weigh(page.blocks)
    if words < _WORDS_OF_REPORT:
        later = read_page(data, revealed=True)
        if _weigh(later.blocks)[0] >= _WORDS_OF_REPORT:
            return later, True
    return page, False


def read_page(data: bytes, *, revealed: bool = False) -> Page:
    """Given the bytes of a web page or web archive, return all that it shows; pages in frames are one.

    ``revealed`` takes as shown what keeps its place unseen.

    Raises:
        UnreadableFile: as :func:`read_html`.
    """
    if _ARCHIVE.match(data[:_DECLARED_WITHIN].lstrip()):
        archive = open_archive(data)
        return _read_pages(archive.pages, archive.sheets, revealed=revealed)
    declared = _DECLARED.search(data[:_DECLARED_WITHIN])
    text = decode(data, declared[1].decode("ascii") if declared else None)
    if text is None:
        raise UnreadableFile(
            "unsupported", "网页的文字编码无法识别，请在浏览器中重新保存为 UTF-8 网页后再导入"
        )
    return _read_pages((text,), (), revealed=revealed)


def _read_pages(pages: tuple[str, ...], sheets: tuple[str, ...], *, revealed: bool) -> Page:
    roots = [parse_page(page) for page in pages]
    found: list[Paragraph | Table] = []
    hidden = False
    for root in roots:
        styles = Styles()
        for sheet in [*sheets, *(element.text or "" for element in root.iter("style"))]:
            styles.add(sheet)
        builder = PageBuilder(styles, revealed=revealed)
        found += builder.read(root)
        hidden = hidden or builder.hidden_table
    return Page(found, roots[0], hidden)


def parse_page(text: str) -> etree._Element:
    """Given the text of a page, return its root element.

    Raises:
        UnreadableFile: ``too_large`` beyond ``MAX_TAGS``; ``damaged`` where elements are
            nested beyond what the parser takes, since it would leave out the rest in silence;
            ``empty`` where there is no element.
    """
    if text.count("<") > MAX_TAGS:
        raise too_large("网页中的标签过多")
    data = _XML_DECLARATION.sub("", text).replace("\0", "").encode("utf-8", errors="replace")
    parser = lxml_html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True
    )
    try:
        root = lxml_html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise UnreadableFile("empty", "网页中没有内容，请重新保存网页后再导入") from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise UnreadableFile("damaged", "网页标签层层嵌套，无法读取，请另存为 Word 或 PDF 后再导入")
    return root


def _is_site_line(block: Line | Grid) -> bool:
    if not isinstance(block, Line) or len(block.text) > _LONGEST_SITE_LINE:
        return False
    return _SITE_LINE.search(block.text.strip()) is not None


def _without_links(blocks: list[Paragraph | Table]) -> list[Paragraph | Table]:
    """Return the blocks without menus and lists of links, unless a page has hardly anything else."""
    total, linked = _weigh(blocks)
    return _strip(blocks) if total - linked >= _WORDS_OUTSIDE_LINKS else blocks


def _strip(blocks: Iterable[Paragraph | Table]) -> list[Paragraph | Table]:
    kept: list[Paragraph | Table] = []
    for block in blocks:
        total, linked = _weigh([block])
        if linked <= total * _LINK_SHARE:
            kept.append(_strip_table(block) if isinstance(block, Table) else block)
    return kept


def _strip_table(table: Table) -> Table:
    """Return a table that lays out a page without its links; a number that is a link stays."""
    if not any(isinstance(block, Table) for cell in table.cells for block in cell.content):
        return table
    return replace(
        table, cells=tuple(replace(cell, content=tuple(_strip(cell.content))) for cell in table.cells)
    )


def _weigh(blocks: Iterable[Paragraph | Table]) -> tuple[int, int]:
    """Return how many characters blocks hold, and how many of them are links."""
    total = linked = 0
    for block in blocks:
        if isinstance(block, Paragraph):
            total += len(_DATE.sub("", block.text))
            linked += block.linked
        else:
            for cell in block.cells:
                inner_total, inner_linked = _weigh(cell.content)
                total += inner_total
                linked += inner_linked
    return total, linked
