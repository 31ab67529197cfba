"""Which lines of a page open a part of the form, so that no table goes on over them."""

from __future__ import annotations

import re
from functools import cache

from form.sections import SECTIONS
from form.spelling import skeleton, without_item

_NUMBERED = re.compile(r"\s*[一二三四五六]\s*[、.．,，]")


def opens_part(text: str) -> bool:
    """Return whether a line is a heading of one of the form's parts, number and all.

    >>> opens_part("五、存在的主要问题及改进情况"), opens_part("三、本年度办理结果")
    (True, False)
    """
    return _NUMBERED.match(text) is not None and skeleton(without_item(text)) in _spellings()


@cache
def _spellings() -> frozenset[str]:
    return frozenset(
        skeleton(without_item(text)) for section in SECTIONS for text in (section.title, *section.aliases)
    )
