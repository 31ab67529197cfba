"""From the elements of a page to paragraphs and tables, as a browser would show them.

The page is walked start tag by end tag and not by recursion: pages nest without limit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Literal

from lxml import etree

from ingest.errors import UnreadableFile
from ingest.readers.docx_text import STRUCK_DOUBT, WHITE_DOUBT, bracket_note_mark
from ingest.readers.html_css import Styles
from ingest.readers.html_table import TableBuilder, leading_integer
from ingest.readers.layout import Paragraph, Table

Role = Literal["inline", "block", "break", "table", "row", "cell", "hidden"]

# Tables in tables; portals of the 2000s nest up to about 12.
MAX_TABLE_DEPTH = 40
_SCRIPTS = frozenset({"head", "script", "style", "template", "noscript"})
_MEDIA = frozenset({"iframe", "object", "embed", "svg", "audio", "video", "canvas", "map"})
_NO_WORDS = _SCRIPTS | _MEDIA | {"datalist", "rt", "rp"}
_HEADINGS = frozenset({"h1", "h2", "h3"})
_TEXT_BLOCKS = frozenset({"p", "pre", "blockquote", "address", "center", "hr", "h4", "h5", "h6"}) | _HEADINGS
_LISTS = frozenset({"ul", "ol", "li", "dl", "dt", "dd", "dir", "menu", "summary", "details", "caption"})
_SECTIONS = frozenset(
    {"html", "body", "div", "article", "aside", "section", "main", "nav", "header", "footer"}
)
_FORMS = frozenset({"form", "fieldset", "legend", "figure", "figcaption", "dialog"})
_BLOCKS = _TEXT_BLOCKS | _LISTS | _SECTIONS | _FORMS
_TABLE_ROLES: dict[str, Role] = {"table": "table", "tr": "row", "td": "cell", "th": "cell", "br": "break"}
_DISPLAY_ROLES: dict[str, Role] = {
    "none": "hidden",
    "block": "block",
    "flex": "block",
    "grid": "block",
    "list-item": "block",
    "table": "table",
    "table-row": "row",
    "table-cell": "cell",
    "inline": "inline",
    "inline-block": "inline",
}
_STRUCK = frozenset(("del", "s", "strike"))
# White words on a page that is white; on a box with a colour of its own they show.
_WHITE = re.compile(
    r"(?<![\w-])color\s*:\s*(?:#fff(?:fff)?|white|rgb\(\s*255\s*,\s*255\s*,\s*255\s*\))(?![\w-])", re.I
)
_FIELDS_SHOWN = frozenset(("", "text", "number", "tel", "date", "url", "search", "email"))
# Properties that hide an element with all that is in it; the others can be taken back inside.
_HIDE_ALL = ("opacity", "left", "top", "text-indent", "margin-left", "mso-hide")
# Properties by which a page holds its text back until its script shows it.
_UNSEEN = frozenset(("visibility", "opacity"))
_DIGIT = re.compile(r"\d")
_SPACE = re.compile(r"[ \t\n\r\f]+")
_SPACE_OR_NBSP = " \t\r\f\xa0"


@dataclass
class _Container:
    """Where blocks are collected: the page, or a cell; and the paragraph that is being written."""

    blocks: list[Paragraph | Table] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    doubt: str = ""
    linked: int = 0
    heading: bool = False

    def end_paragraph(self) -> None:
        """Close the paragraph that is being written, if anything is in it."""
        lines = "".join(self.pieces).split("\n")
        text = "\n".join(line.replace("\xa0", " ").strip(_SPACE_OR_NBSP) for line in lines).strip("\n")
        if text:
            self.blocks.append(_heading(text) if self.heading else Paragraph(text, self.doubt, self.linked))
        self.pieces, self.doubt, self.linked, self.heading = [], "", 0, False


def _heading(text: str) -> Paragraph:
    """Return a heading as one line: a break in it is for looks. A title that is a link is still a title."""
    return Paragraph(text.replace("\n", ""))


@dataclass(frozen=True, slots=True)
class _State:
    """How the text of an element is to be taken; children take it over from their parent."""

    role: Role
    invisible: bool = False
    shrunk: bool = False
    linked: bool = False
    struck: bool = False
    white: bool = False
    backed: bool = False
    kept_spaces: bool = False
    raised_from: int | None = None


@dataclass
class PageBuilder:
    """Takes the elements of a page in order and gives its paragraphs and tables.

    ``hidden_table`` says whether a table, or a part of one, was left out as not displayed;
    ``revealed`` takes what keeps its place unseen (visibility, opacity) as shown.
    """

    styles: Styles
    hidden_table: bool = False
    revealed: bool = False
    _containers: list[_Container] = field(default_factory=lambda: [_Container()])
    _tables: list[TableBuilder] = field(default_factory=list)
    _states: list[_State] = field(default_factory=lambda: [_State("block")])

    def read(self, root: etree._Element) -> list[Paragraph | Table]:
        """Return the paragraphs and tables of a page.

        Raises:
            UnreadableFile: ``damaged`` where tables are nested beyond ``MAX_TABLE_DEPTH``.
        """
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            if event == "start":
                self._start(element)
                self.styles.enter(element)
                if self._states[-1].role == "hidden":
                    walk.skip_subtree()
            else:
                self._end()
                self.styles.leave(element)
                if element is not root:
                    self._text(element.tail)
        self._containers[0].end_paragraph()
        return self._containers[0].blocks

    def _start(self, element: etree._Element) -> None:
        shown = self.styles.shown_as(element)
        if self.revealed:
            shown = {name: value for name, value in shown.items() if name not in _UNSEEN}
        role = self._role(element, shown)
        if role == "hidden":
            self._states.append(_State("hidden"))
            self.hidden_table = self.hidden_table or _is_of_table(element)
            return
        self._open(element, role)
        self._states.append(self._state(element, shown, role))
        if element.tag in _HEADINGS:
            self._containers[-1].heading = True
        if element.tag == "input" and (element.get("type") or "").lower() in _FIELDS_SHOWN:
            self._text(element.get("value"))
        self._text(element.text)

    def _role(self, element: etree._Element, shown: dict[str, str]) -> Role:
        tag = element.tag
        if not isinstance(tag, str) or tag in _NO_WORDS or _is_hidden(element, shown):
            return "hidden"
        role = _DISPLAY_ROLES.get(shown.get("display", ""))
        if tag in _TABLE_ROLES and role in (None, "inline", "block"):
            role = _TABLE_ROLES[tag]
        if role is None:
            role = "block" if tag in _BLOCKS else "inline"
        # Rows and cells without a table around them are only boxes.
        in_table = bool(self._tables) and not self._tables[-1].in_cell
        return "block" if role in ("row", "cell") and not in_table else role

    def _open(self, element: etree._Element, role: Role) -> None:
        match role:
            case "break":
                self._containers[-1].pieces.append("\n")
            case "block":
                self._containers[-1].end_paragraph()
            case "table":
                self._start_table()
            case "row":
                self._tables[-1].start_row()
            case "cell":
                self._tables[-1].start_cell(
                    leading_integer(element.get("rowspan"), 1), leading_integer(element.get("colspan"), 1)
                )
                self._containers.append(_Container())
            case _:
                pass

    def _state(self, element: etree._Element, shown: dict[str, str], role: Role) -> _State:
        before = self._states[-1]
        raised = element.tag == "sup" or shown.get("vertical-align") == "super"
        return replace(
            before,
            role=role,
            invisible=shown["visibility"] == "hidden" if "visibility" in shown else before.invisible,
            shrunk=shown["font-size"] == "hidden" if "font-size" in shown else before.shrunk,
            linked=before.linked or _is_link(element),
            struck=before.struck or element.tag in _STRUCK or bool(shown.get("struck")),
            white=_is_white(element, before.white),
            backed=before.backed or _is_backed(element),
            kept_spaces=_keeps_spaces(element, shown, before.kept_spaces),
            raised_from=len(self._containers[-1].pieces) if raised else None,
        )

    def _end(self) -> None:
        state = self._states.pop()
        match state.role:
            case "block":
                self._containers[-1].end_paragraph()
            case "cell":
                cell = self._containers.pop()
                cell.end_paragraph()
                self._tables[-1].end_cell(tuple(cell.blocks))
            case "row":
                self._tables[-1].end_row()
            case "table":
                self._end_table()
            case "inline" if state.raised_from is not None:
                self._lower(state.raised_from)
            case _:
                pass

    def _start_table(self) -> None:
        self._containers[-1].end_paragraph()
        if len(self._tables) >= MAX_TABLE_DEPTH:
            raise UnreadableFile("damaged", "网页中的表格层层嵌套，无法读取，请另存为 Word 或 PDF 后再导入")
        self._tables.append(TableBuilder())
        # What stands in a table outside its cells is shown before it; it has a place of its own.
        self._containers.append(_Container())

    def _end_table(self) -> None:
        stray = self._containers.pop()
        stray.end_paragraph()
        table = self._tables.pop().finished()
        outer = self._containers[-1]
        outer.blocks.extend(stray.blocks)
        if table is not None:
            outer.blocks.append(table)

    def _lower(self, start: int) -> None:
        """Write a raised piece that has ended so that the digits of a note mark join no number."""
        pieces = self._containers[-1].pieces
        pieces[start:] = [
            bracket_note_mark("".join(pieces[max(start - 3, 0) : start]), "".join(pieces[start:]))
        ]

    def _text(self, text: str | None) -> None:
        state = self._states[-1]
        if not text or state.invisible or state.shrunk:
            return
        container = self._containers[-1]
        if not state.kept_spaces:
            text = _SPACE.sub(" ", text)
            if text == " " and (not container.pieces or container.pieces[-1].endswith((" ", "\n"))):
                return
        container.pieces.append(text)
        words = len(text.strip())
        if state.struck and words:
            container.doubt = STRUCK_DOUBT
        if state.white and not state.backed and _DIGIT.search(text):
            container.doubt = WHITE_DOUBT
        if state.linked:
            container.linked += words


def _is_hidden(element: etree._Element, shown: dict[str, str]) -> bool:
    """Return whether an element is not displayed, with all that is in it."""
    if shown.get("display") == "none" or any(shown.get(name) == "hidden" for name in _HIDE_ALL):
        return True
    if (element.get("hidden") is not None and "display" not in shown) or _is_unchosen(element):
        return True
    # Word writes such a row below a table, only to set the widths of its columns.
    return element.tag == "tr" and element.get("height") == "0" and not _has_words(element)


def _is_white(element: etree._Element, before: bool) -> bool:
    style = element.get("style") or ""
    colour = (element.get("color") or "").lower()
    if "color" not in style.lower() and not colour:
        return before
    return _WHITE.search(style) is not None or colour in ("white", "#ffffff", "#fff")


def _is_backed(element: etree._Element) -> bool:
    """Return whether an element has a box with a colour or a picture of its own."""
    style = (element.get("style") or "").lower().replace(" ", "")
    own = re.search(r"background(?:-color|-image)?:(?!#fff|white|none|transparent)", style)
    return bool(own or element.get("bgcolor") or element.get("background"))


def _is_unchosen(element: etree._Element) -> bool:
    """Return whether an element is an entry of a list from which another is chosen."""
    if element.tag != "option" or element.get("selected") is not None:
        return False
    parent = element.getparent()
    entries = [] if parent is None else list(parent.iter("option"))
    return any(entry.get("selected") is not None for entry in entries) or entries[:1] != [element]


def _has_words(element: etree._Element) -> bool:
    return any(str(piece).strip() for piece in element.itertext())


def _is_of_table(element: etree._Element) -> bool:
    return element.tag in ("tr", "td", "th", "tbody") or next(element.iter("table"), None) is not None


def _is_link(element: etree._Element) -> bool:
    href = element.get("href") if element.tag == "a" else None
    return href is not None and not href.startswith("#")


def _keeps_spaces(element: etree._Element, shown: dict[str, str], before: bool) -> bool:
    if "white-space" in shown:
        return shown["white-space"].startswith("pre")
    return before or element.tag in ("pre", "textarea")
