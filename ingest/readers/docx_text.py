"""The words of a Word paragraph as they are displayed: accepted changes, visible runs, results of fields."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from ingest.readers.docx_styles import Styles, W, integer_of, switch, value_of

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
BOX = f"{W}txbxContent"
ALTERNATIVES = f"{_MC}AlternateContent"
# What a reader of the accepted text is not shown.
REMOVED = frozenset({f"{W}del", f"{W}moveFrom"})
_WITHOUT_TEXT = REMOVED | {
    f"{W}instrText",
    f"{W}delText",
    f"{W}delInstrText",
    f"{W}rPr",
    f"{W}pPr",
    f"{W}sdtPr",
    f"{W}sdtEndPr",
    f"{W}rt",
    f"{W}footnoteReference",
    f"{W}endnoteReference",
    f"{W}commentReference",
    f"{W}annotationRef",
    f"{W}tbl",
}
_FIXED_TEXT = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}
_NO_COLOUR = ("AUTO", "FFFFFF")
_NOTE_REFERENCES = (f"{W}footnoteReference", f"{W}endnoteReference")
# Letters and digits of the font Symbol lie at U+F000 plus their ASCII code.
_SYMBOL_ASCII = range(0xF020, 0xF07F)
# Wingdings: circled digits and check boxes, the only symbols that reports use as words.
_WINGDINGS = {0xF0A8: "□", 0xF0FE: "☑", 0xF0FD: "☒", 0xF0FC: "√", 0xF0FB: "×", 0xF06F: "□", 0xF052: "☑"} | {
    0xF081 + index: chr(0x2460 + index) for index in range(10)
}
STRUCK_DOUBT = "文字上有删除线"
WHITE_DOUBT = "有的文字是白色的，看不见"
# No one can read smaller print, in half points.
SMALLEST_SIZE = 2


@dataclass(slots=True)
class Words:
    """What a paragraph says: its text, why it cannot be relied on, and the text boxes hung on it."""

    pieces: list[str] = field(default_factory=list)
    doubt: str = ""
    boxes: list[etree._Element] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Return the words in order."""
        return "".join(self.pieces)


@dataclass(slots=True)
class TextReader:
    """Reads paragraph after paragraph; a field may begin in one and end in another.

    ``fields`` holds for each open field whether its result has begun. ``hidden`` and
    ``removed`` say whether anything was left out so far.
    """

    styles: Styles
    fields: list[bool] = field(default_factory=list)
    hidden: bool = False
    removed: bool = False

    def read(self, paragraph: etree._Element) -> Words:
        """Return the words of a w:p."""
        words = Words()
        style = value_of(paragraph.find(f"{W}pPr"), "pStyle") or self.styles.default
        self._walk(paragraph, words, self.styles.hides(style))
        return words

    def mark_is_gone(self, paragraph: etree._Element) -> bool:
        """Return whether the end of a w:p is deleted or hidden, so that the next one goes on in its line."""
        properties = paragraph.find(f"{W}pPr/{W}rPr")
        if properties is None:
            return False
        deleted = any(properties.find(tag) is not None for tag in REMOVED)
        return deleted or bool(switch(properties, "vanish") or switch(properties, "specVanish"))

    def _walk(self, parent: etree._Element, words: Words, hides: bool) -> None:
        for child in parent:
            if child.tag in _WITHOUT_TEXT:
                self.removed = self.removed or child.tag in REMOVED
            elif child.tag == f"{W}r":
                self._run(child, words, hides)
            elif child.tag == ALTERNATIVES:
                self._walk_into(choose(child), words, hides)
            elif child.tag == f"{W}sdt" and is_placeholder(child):
                continue
            else:
                self._piece(child, words, hides)

    def _walk_into(self, parent: etree._Element | None, words: Words, hides: bool) -> None:
        if parent is not None:
            self._walk(parent, words, hides)

    def _run(self, run: etree._Element, words: Words, hides: bool) -> None:
        properties = run.find(f"{W}rPr")
        if self._is_hidden(properties, hides):
            self.hidden = self.hidden or run.find(f"{W}t") is not None
            self._fields_only(run)
            return
        if any(run.find(tag) is not None for tag in _NOTE_REFERENCES):
            return
        start = len(words.pieces)
        self._walk(run, words, hides)
        written = "".join(words.pieces[start:])
        if not written.strip():
            return
        if switch(properties, "strike") or switch(properties, "dstrike"):
            words.doubt = STRUCK_DOUBT
        if _is_white(run, properties) and any(char.isdigit() for char in written):
            words.doubt = WHITE_DOUBT
        if value_of(properties, "vertAlign") == "superscript" or integer_of(properties, "position", 0) > 0:
            before = "".join(words.pieces[max(start - 3, 0) : start])
            words.pieces[start:] = [bracket_note_mark(before, written)]

    def _is_hidden(self, properties: etree._Element | None, paragraph_hides: bool) -> bool:
        direct = switch(properties, "vanish")
        if direct is not None:
            return direct
        if integer_of(properties, "sz", SMALLEST_SIZE + 1) <= SMALLEST_SIZE:
            return True
        # A toggle set in both paragraph and character style is off again (ECMA-376, 17.7.3).
        return paragraph_hides != self.styles.hides(value_of(properties, "rStyle"))

    def _fields_only(self, run: etree._Element) -> None:
        for mark in run.iterchildren(f"{W}fldChar"):
            self._field(mark)

    def _field(self, mark: etree._Element) -> None:
        match mark.get(f"{W}fldCharType"):
            case "begin":
                self.fields.append(False)
            case "separate" if self.fields:
                self.fields[-1] = True
            case "end" if self.fields:
                self.fields.pop()
            case _:
                pass

    def _piece(self, element: etree._Element, words: Words, hides: bool) -> None:
        if element.tag == f"{W}fldChar":
            self._field(element)
            return
        if element.tag == BOX:
            words.boxes.append(element)
            return
        text = _text_of(element)
        if text is None:
            self._walk(element, words, hides)
        elif all(self.fields):
            words.pieces.append(text)


def _is_white(run: etree._Element, properties: etree._Element | None) -> bool:
    """Return whether a run is white on white: nothing is said of a colour behind it."""
    if (value_of(properties, "color") or "").upper() != "FFFFFF":
        return False
    boxes = [properties, *(cell.find(f"{W}tcPr") for cell in run.iterancestors(f"{W}tc"))]
    shades = [box.find(f"{W}shd") for box in boxes if box is not None]
    return all(shade is None or shade.get(f"{W}fill", "auto").upper() in _NO_COLOUR for shade in shades)


def _text_of(element: etree._Element) -> str | None:
    """Return the text that an element stands for, or None where it may hold others that do."""
    if element.tag in (f"{W}t", _MATH_TEXT):
        return element.text or ""
    if element.tag == f"{W}sym":
        return _symbol(element)
    return _FIXED_TEXT.get(str(element.tag))


def _symbol(element: etree._Element) -> str:
    try:
        code = int(element.get(f"{W}char", ""), 16)
    except ValueError:
        return ""
    font = (element.get(f"{W}font") or "").lower()
    if font.startswith("wingdings") and code | 0xF000 in _WINGDINGS:
        return _WINGDINGS[code | 0xF000]
    if font == "symbol" and code | 0xF000 in _SYMBOL_ASCII:
        return chr(code & 0xFF)
    return chr(code) if 0x20 <= code < 0xD800 or 0xE000 <= code <= 0xFFFF else ""


def choose(alternatives: etree._Element) -> etree._Element | None:
    """Given mc:AlternateContent, return the one branch to read: the first that holds anything to show."""
    for branch in alternatives:
        if branch.tag in (f"{_MC}Choice", f"{_MC}Fallback") and (
            branch.find(f".//{BOX}") is not None or branch.find(f".//{W}t") is not None
        ):
            return branch
    return None


def is_placeholder(control: etree._Element) -> bool:
    """Return whether a content control shows its prompt (“单击此处输入文字”): nobody filled it in."""
    return bool(switch(control.find(f"{W}sdtPr"), "showingPlcHdr"))


_NOTE_MARK = re.compile(r"^[\s\d①-⑳*＊※,，\[\]［］()（）注a-z]{1,8}$")


def bracket_note_mark(before: str, written: str) -> str:
    """Given the text before a raised piece and the piece, return it so that it is not read as a digit.

    A raised 1 behind 12 is the mark of a note; run together they would read 121.

    >>> bracket_note_mark("12", "1"), bracket_note_mark("m", "2")
    ('[1]', '2')
    """
    touches = before[-1:].isdigit() and _NOTE_MARK.match(written) and any(char.isalnum() for char in written)
    return f"[{written.strip('[]［］()（）')}]" if touches else written
