"""Markup of our own: nothing that was read from a file becomes markup."""

from __future__ import annotations

import json
from html import unescape
from urllib.parse import parse_qs, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from ui.html import Safe, escape, go, tag


@given(st.text())
def test_text_is_always_escaped(text: str) -> None:
    written = tag("td", text, title=text)
    assert "<" not in written.removeprefix("<td").removesuffix("</td>").replace(">", "", 1) or "<" not in text
    assert unescape(escape(text)) == text


def test_markup_made_here_is_not_escaped_again() -> None:
    assert tag("b", tag("i", "<")) == Safe("<b><i>&lt;</i></b>")


def test_a_link_is_a_real_address_and_carries_the_same_in_the_session() -> None:
    link = go("4", "report", unit="清溪镇", year=2024, cell=None)
    address = unescape(link.split('href="')[1].split('"')[0])
    assert parse_qs(urlsplit(address).query) == {"unit": ["清溪镇"], "year": ["2024"]}
    goal = json.loads(unescape(link.split('data-go="')[1].split('"')[0]))
    assert goal == {"page": "report", "unit": "清溪镇", "year": "2024"}


def test_attributes_that_are_none_are_left_out() -> None:
    assert tag("td", "1", class_=None, colspan=2) == '<td colspan="2">1</td>'
