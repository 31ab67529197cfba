"""How text is spelt: one plain form for characters, so that labels can be compared.

Pure functions over strings; nothing here knows a table.
"""

from __future__ import annotations

import re
import unicodedata

# Unicode has no decomposition for these radicals; some PDF fonts map whole words to them.
_RADICALS = str.maketrans(
    "⺠⻓⻅⻆⻉⻋⻔⻚⻛⻜⻝⻢⻥⻦⻬⻮⻰⺟⺎⺝⺼⻄⻘⻙⻣⻤⻩⻫⻭⻯⻪⻨⻧⻳⻁⺫⺮⺰⻏⻖⺣⺡⺍⺈",
    "民长见角贝车门页风飞食马鱼鸟齐齿龙母兀月肉西青韦骨鬼黄齐齿龙黾麦卤龟虎罒竹纟邑阜灬氵⺍刀",
)
_INVISIBLE = re.compile(r"[\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\u00ad\ufe00-\ufe0f]")
_SPACE = re.compile(r"\s+")
_NOT_WORD = re.compile(r"[^0-9A-Za-z\u3400-\u9fff]+")
_ITEM = re.compile(
    r"^(?:[（(]?\s*[一二三四五六七八九十]{1,3}\s*[)）]|[一二三四五六七八九十]{1,3}\s*[、.．,，]"
    r"|[（(]?\s*\d{1,2}\s*[)）]|\d{1,2}\s*[、.．,，:：]?(?!\d))\s*"
)


def plain(text: str) -> str:
    """Return the text with compatibility characters replaced and invisible ones taken out.

    Full-width digits and letters become half-width, radicals become the words they look
    like; white space stays.

    >>> plain("⼀、本年制发件数：１２")
    '一、本年制发件数:12'
    """
    return unicodedata.normalize("NFKC", _INVISIBLE.sub("", text).translate(_RADICALS))


def squeeze(text: str) -> str:
    """Return the plain text without any white space."""
    return _SPACE.sub("", plain(text))


def skeleton(text: str) -> str:
    """Return only the digits, letters and ideographs of a label: what survives any punctuation.

    >>> skeleton("（ 三 ）不予公开")
    '三不予公开'
    """
    return _NOT_WORD.sub("", plain(text))


def without_item(text: str) -> str:
    """Return a label without the item number before it.

    >>> without_item("3.危及“三安全一稳定”")
    '危及“三安全一稳定”'
    """
    stripped = plain(text).strip()
    match = _ITEM.match(stripped)
    rest = stripped[match.end() :] if match else stripped
    return rest if rest else stripped


def item_of(text: str) -> str:
    """Return the item number that a label begins with, in digits and ideographs only, or "".

    >>> item_of("（三）不予公开"), item_of("3.其他"), item_of("规章")
    ('三', '3', '')
    """
    stripped = plain(text).strip()
    match = _ITEM.match(stripped)
    return skeleton(match[0]) if match and match.end() < len(stripped) else ""
