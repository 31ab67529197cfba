"""From bytes to text: which encoding a Chinese text or web page is really in."""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Characters looked at to judge an encoding; a report is decided by its first page.
_SAMPLE = 200_000
# A text with more than one strange character in a hundred was read in the wrong encoding.
_STRANGE_SHARE = 0.01
# More than this share outside ASCII, ideographs and their punctuation is no text of this country.
_FOREIGN_SHARE = 0.3
_NOT_HERE = re.compile(r"[^\x00-\x7f\u2000-\u27bf\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
# Common in Chinese official prose; text read in a wrong encoding hits other, rarer ideographs.
_USUAL = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所"
    "民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全"
    "表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入"
    "常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处信息政府申请规章许可"
    "镇乡街道县市区报告公开复议诉讼办理结果其他总计自然商业企业科研机构益律服务"
)


def decode(data: bytes, declared: str | None = None) -> str | None:
    """Given the bytes of a text, return it, or None where it is no text in any encoding in use here.

    Byte order marks are believed; a declared encoding only where the outcome looks like
    text. Line ends are left as they are.

    Args:
        data: The bytes.
        declared: The encoding that the file itself names, if it names one.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    utf8 = _strict(data, "utf-8")
    # Other encodings hardly ever form valid UTF-8; only text in UTF-16 may, and is full of zeros.
    if utf8 is not None and "\0" not in utf8[:_SAMPLE]:
        return utf8
    candidates = [text for name in _encodings(data, declared) if (text := _try(data, name)) is not None]
    return max(candidates, key=_likeness, default=None)


def _encodings(data: bytes, declared: str | None) -> list[str]:
    """Return the encodings to try, the likeliest first: of equals the first is taken."""
    zeros = 0 in data[:_SAMPLE]
    names = [_known(declared), "gb18030", "utf-8", "big5", *(("utf-16-le", "utf-16-be") if zeros else ())]
    return list(dict.fromkeys(name for name in names if name is not None))


def _known(declared: str | None) -> str | None:
    """Return Python's name for a declared encoding that can hold Chinese, else None."""
    if declared is None:
        return None
    try:
        name = codecs.lookup(declared.strip().strip("\"'")).name
    except (LookupError, ValueError):
        return None
    # The older Chinese sets are parts of GB18030, and are named where it is meant.
    return "gb18030" if name in ("gb2312", "gbk", "hz") else name


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError, ValueError):
        return None


def _try(data: bytes, encoding: str) -> str | None:
    """Return the text in an encoding, with few damaged places at most, or None where it is in another."""
    text = _strict(data, encoding)
    if text is not None or encoding not in ("utf-8", "gb18030"):
        return text
    text = data.decode(encoding, errors="replace")
    return text if text.count("\ufffd") <= len(text) * _STRANGE_SHARE else None


def _likeness(text: str) -> float:
    """Return how much a text looks like written Chinese or plain ASCII: greater is likelier."""
    sample = text[:_SAMPLE]
    if not sample:
        return 0.0
    strange = len(_CONTROL.findall(sample)) + sum(1 for char in sample if _is_strange(char))
    usual = sum(1 for char in sample if char in _USUAL)
    foreign = sum(1 for char in sample if char > "\x7f" and char not in _USUAL)
    return (usual - 0.3 * foreign - 20 * strange) / len(sample)


def _is_strange(char: str) -> bool:
    return (
        char == "\ufffd" or "\ue000" <= char <= "\uf8ff" or "\x80" <= char <= "\x9f" or char >= "\U000f0000"
    )


def looks_like_text(text: str) -> bool:
    """Return whether decoded bytes are text that people in China write, and not bytes of a program."""
    sample = text[:_SAMPLE]
    if len(_NOT_HERE.findall(sample)) > len(sample) * _FOREIGN_SHARE:
        return False
    strange = len(_CONTROL.findall(sample)) + sum(1 for char in sample if _is_strange(char))
    return strange <= max(len(sample) * _STRANGE_SHARE, 2)
