"""The frame around every page: navigation, style, from a click to its page, and what a failure shows."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from functools import partial
from types import ModuleType

import streamlit as st
from streamlit.runtime.scriptrunner import RerunException, StopException

from store import StoreUnreadable
from ui import clickable, filters, sign_in, start, style, theme, words
from ui.html import tag
from ui.reads import reads

log = logging.getLogger(__name__)
FIRST = "overview"
_HANDED = "_handed_over"


def run() -> None:
    """Show the page that the address asks for."""
    st.set_page_config(page_title=words.NAME, layout="wide", initial_sidebar_state="collapsed")
    colours = theme.palette(st.context.theme.type)
    st.session_state["palette"] = colours
    st.html(style.sheet(colours))
    pages = _pages()
    admitted: list[bool] = []
    _guarded(lambda: admitted.append(sign_in.admitted()))
    # Declared even for those who are not let in, so that their address still leads to its page afterwards.
    position = "top" if any(admitted) else "hidden"
    page = st.navigation([_start_page(pages), *pages.values()], position=position)
    if not any(admitted):
        return
    _follow(pages, page.url_path)
    st.session_state[filters.BOUND] = set()
    if page.url_path not in pages or _guarded(partial(_frame, page.url_path)):
        page.run()
    sign_in.foot()


def hand_over() -> None:
    """Hand a page file that Streamlit runs by itself over to the shell.

    After a restart a deep link runs the file in ``pages/`` alone, without app.py, until somebody
    opens the root. Declaring the navigation ends that; the next run comes by app.py.
    """
    if st.session_state.get(_HANDED):
        return
    st.session_state[_HANDED] = True
    pages = _pages()
    st.navigation([_start_page(pages), *pages.values()], position="top")
    st.rerun()


def _modules() -> dict[str, ModuleType]:
    """Return the pages by the stems of their files, in the order of the navigation."""
    from pages import (
        applications,
        compare,
        disclosure,
        export,
        litigation,
        notes,
        overview,
        problems,
        report,
        upload,
        worklist,
    )

    listed = (overview, disclosure, applications, litigation, compare, problems, report)
    listed += (worklist, upload, export, notes)
    return {module.__name__.rpartition(".")[2]: module for module in listed}


def _pages() -> dict[str, st.Page]:
    return {
        stem: st.Page(partial(_guarded, partial(_page, module)), title=module.TITLE, url_path=stem)
        for stem, module in _modules().items()
    }


def _frame(stem: str) -> None:
    """Show the filters that the page wants; in the frame they are the same widgets on every page."""
    wanted = _modules()[stem].FILTERS
    if wanted and _ready():
        filters.show(reads(), wanted)


def _page(module: ModuleType) -> None:
    if _ready() or module.__name__.endswith(f".{start.WAY_IN}"):
        module.render()
    else:
        start.render()


def _ready() -> bool:
    """Return whether there is anything to show: at least one year."""
    return not reads().rows("years").empty


def _start_page(pages: dict[str, st.Page]) -> st.Page:
    """Return the default page: it has no address of its own, so it only leads to the first real one."""

    def lead() -> None:
        st.switch_page(pages[FIRST], query_params=st.query_params.to_dict())

    return st.Page(lead, title=words.NAME, url_path="start", default=True, visibility="hidden")


def _follow(pages: dict[str, st.Page], here: str) -> None:
    """Go where the last click leads: keys of a filter go to the filter, all others into the address."""
    goal = st.session_state.pop(clickable.PENDING, None)
    if goal is None:
        return
    page = goal.pop("page")
    bound = st.session_state.get(filters.BOUND, set())
    free = {key: value for key, value in goal.items() if key not in bound}
    for key, value in goal.items():
        if key not in free or key in filters.SHARED:
            st.session_state[key] = [value] if key in filters.SEVERAL else value
    if page != here:
        st.switch_page(pages[page], query_params=free)
    if filters.BY_KEY not in goal:
        st.query_params.pop(filters.BY_KEY, None)
    st.query_params.update(free)
    # A choice that the next view shows for the first time takes its value from the address the tab came with.
    st.session_state.update(free)


def _guarded(show: Callable[[], None]) -> bool:
    """Show something; where it fails, say so in Chinese with a number that stands in the log too.

    Return whether it was shown.
    """
    try:
        show()
    except (RerunException, StopException):
        raise
    except StoreUnreadable as error:
        log.warning("build cannot be read: %s", error)
        clickable.show(tag("div", tag("h1", "数据库读不出来"), tag("p", str(error))), key="failed")
        return False
    except Exception:
        number = secrets.token_hex(3).upper()
        log.exception("page failed, number %s", number)
        told = f"已记录，错误编号 {number}。请刷新页面再试；仍不行时，把编号和所做的操作告诉管理员。"
        clickable.show(tag("div", tag("h1", "这一页没能打开"), tag("p", told)), key="failed")
        return False
    return True
