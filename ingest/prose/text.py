"""The squeezed copy of a section's text, and the way back to the text as given.

Reports reach us with line breaks anywhere, spaces between characters, full-width digits
and page numbers between lines. The rules read a copy without these; evidence is cut from
the original.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from form.spelling import plain

# Printed page numbers: “- 4 -”, “—4—” (on the squeezed copy), “第4页共8页”.
_PAGE_MARK = re.compile(r"(?<![\d-])[-—–─]{1,2}\d{1,3}[-—–─]{1,2}(?![\d-])|第\d{1,3}页(?:,?共\d{1,3}页)?")
# A line of one to three digits alone; it is a page number unless the text goes on with what a number needs.
_DIGITS_ALONE = re.compile(r"\n[ \t\u3000]*(\d{1,3})[ \t\u3000]*(?=\n)")
_GOES_ON_AFTER_BLANK = re.compile(
    r"\s*(?:[.,，、。；;：:)）%％余多来几万千百十亿年月日号时点分秒个条篇则份期件部幅张本册]|$)"
)
_GOES_ON = re.compile(
    r"\s*(?:[\d０-９.,，、。；;：:)）%％余多来几万千百十亿年月日号时点分秒个条篇则份期件部幅张本册块项次场类版页起宗例处批名人户元家村位]|$)"
)
_BLANK_LINE_BEFORE = re.compile(r"\n[ \t]*$")
_BLANK_LINE_AFTER = re.compile(r"\n[ \t]*\n")
_NUMBER_STARTS = re.compile(r"[^\d０-９第〔\[(（:：.,，、约近超达共计为有各]\s*$")
# A quoted name is one word to the rules: the verb in “白棠发布” is none, and so is the number in “12345”.
_QUOTED = re.compile(
    r"“[^“”。]{1,30}”|《[^《》。]{1,40}》|「[^「」。]{1,30}」|\"[^\"。]{1,30}\"|‘[^‘’。]{1,30}’"
)
# A short remark in brackets, without a number, belongs to the word before it: 各村（社区）.
_REMARK = re.compile(
    r"\((?!(?:条|篇|次|件|份|期|个|项|余|[一二三四五六七八九十]{1,2})\))[^()\d,;:。一二三四五六七八九十百千两]{1,24}\)"
)
MASK = "□"
# What scanning makes of 开 and of the digits 1 and 0; each stands for one character.
_MISREAD = str.maketrans("幵", "开")
_MISREAD_WORDS = {
    "申清": "申请",
    "信恳": "信息",
    "管埋": "管理",
    "政苻": "政府",
    "复仪": "复议",
    "诉汔": "诉讼",
}
_MISREAD_ONE = re.compile(r"(?<=[\u4e00-\u9fff])[lI](?=\d)|(?<=\d)[lI](?=[\d条篇件份期])")
_MISREAD_NOUGHT = re.compile(r"(?<=\d)[oO](?=[\d条篇件份期])")


# ① and its like number the parts of a list; as plain digits they would run into the numbers.
_LIST_NUMBERS = frozenset("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⒈⒉⒊⒋⒌⒍⒎⒏⒐❶❷❸❹❺❻❼❽❾❿㈠㈡㈢㈣㈤㈥")


@lru_cache(maxsize=4096)
def _plain_char(char: str) -> str:
    return ";" if char in _LIST_NUMBERS else plain(char)


@dataclass(frozen=True, slots=True)
class Squeezed:
    """A text without white space and page numbers, every character with its place in the source.

    Attributes:
        source: The text as given.
        text: The squeezed copy, compatibility characters replaced.
        masked: The same, the inside of quotation marks blotted out; as long as ``text``.
        at: Index into ``source`` of each character of ``text``.
    """

    source: str
    text: str
    masked: str
    at: tuple[int, ...]

    def evidence(self, start: int, end: int) -> str:
        """Return the part of the source that the squeezed characters start to end were made from."""
        return self.source[self.at[start] : self.at[end - 1] + 1]

    def words(self, start: int, end: int) -> str:
        """Return the source's own characters from start to end, without the white space between."""
        places = dict.fromkeys(self.at[start:end])
        return "".join(self.source[place] for place in places)


def squeeze_text(source: str) -> Squeezed:
    """Given the text of a section, return its squeezed copy.

    >>> squeezed = squeeze_text("政策\\n文件 １２ 条")
    >>> squeezed.text, squeezed.evidence(2, 6), squeezed.words(0, 4)
    ('政策文件12条', '文件 １２', '政策文件')
    """
    characters: list[str] = []
    at: list[int] = []
    dropped = _page_number_lines(source)
    for place, char in enumerate(source):
        if char.isspace() or place in dropped:
            continue
        for piece in _plain_char(char):
            if not piece.isspace():
                characters.append(piece)
                at.append(place)
    return _without_page_marks(source, "".join(characters), at)


def _page_number_lines(source: str) -> frozenset[int]:
    """Return the places of digits that stand alone on a line and belong to no sentence."""
    places: set[int] = set()
    for match in _DIGITS_ALONE.finditer(source):
        before = source[max(0, match.start() - 20) : match.start()]
        after = source[match.end() : match.end() + 20]
        blank = _BLANK_LINE_BEFORE.search(before) and _BLANK_LINE_AFTER.match(after)
        goes_on = _GOES_ON_AFTER_BLANK if blank else _GOES_ON
        if _NUMBER_STARTS.search(before) and not goes_on.match(after):
            places.update(range(match.start(1), match.end(1)))
    return frozenset(places)


def _without_page_marks(source: str, text: str, at: list[int]) -> Squeezed:
    kept: list[str] = []
    places: list[int] = []
    end = 0
    for match in _PAGE_MARK.finditer(text):
        kept.append(text[end : match.start()])
        places.extend(at[end : match.start()])
        end = match.end()
    kept.append(text[end:])
    places.extend(at[end:])
    read = "".join(kept).translate(_MISREAD)
    for misread, word in _MISREAD_WORDS.items():
        read = read.replace(misread, word)
    squeezed = _MISREAD_NOUGHT.sub("0", _MISREAD_ONE.sub("1", read))
    masked = _QUOTED.sub(
        lambda quoted: f"{quoted[0][0]}{MASK * (len(quoted[0]) - 2)}{quoted[0][-1]}", squeezed
    )
    masked = _REMARK.sub(lambda remark: MASK * len(remark[0]), masked)
    return Squeezed(source, squeezed, masked, tuple(places))
