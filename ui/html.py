"""HTML written by our own code: everything that is not already :class:`Safe` is escaped."""

from __future__ import annotations

import html as _html
import json
from collections.abc import Iterable
from urllib.parse import urlencode


class Safe(str):
    """Markup that was made here and is not escaped again."""

    __slots__ = ()


BREAK = Safe("<br>")
NOTHING = Safe("")


def escape(text: object) -> Safe:
    """Given anything, return its text as markup."""
    return text if isinstance(text, Safe) else Safe(_html.escape(str(text), quote=True))


def join(parts: Iterable[object], separator: str = "") -> Safe:
    """Given parts, return them as one piece of markup."""
    return Safe(escape(separator).join(escape(part) for part in parts))


def tag(name: str, *children: object, **attributes: object) -> Safe:
    """Given a name, its content and its attributes, return the element.

    ``class_`` stands for ``class``, an underscore for a hyphen. Attributes that are None are left out.
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_html.escape(str(value), quote=True)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return Safe(f"<{name}{written}>{join(children)}</{name}>")


def go(
    content: object,
    page: str,
    *,
    class_: str | None = None,
    title: str | None = None,
    **state: str | int | None,
) -> Safe:
    """Given what to show and where it leads, return a link.

    It is a real address, so it can be opened in a new tab; a plain click stays in the session
    (:mod:`ui.clickable` catches it).
    """
    given = {key: str(value) for key, value in state.items() if value is not None}
    address = f"{page}?{urlencode(given)}" if given else page
    goal = json.dumps({"page": page, **given}, ensure_ascii=False)
    return tag("a", content, href=address, class_=class_, title=title, data_go=goal)
