"""Our own HTML on the page, whose links stay in the session.

Streamlit's tables cannot merge cells, are drawn on a canvas that no screen reader and no printer
likes, and speak English. This shows markup made by :mod:`ui.html` and reports which link was
clicked. No frame, no network: the few lines of script are sent with the page.
"""

from __future__ import annotations

import json
from functools import partial

import streamlit as st

from ui.html import Safe

PENDING = "_go"
_SCRIPT = """
const SETTLED_MS = 500;
export default function ({ parentElement, data, setTriggerValue }) {
  let root = parentElement.querySelector(":scope > .dz");
  if (!root) {
    root = document.createElement("div");
    root.className = "dz";
    parentElement.appendChild(root);
  }
  if (root.shown !== data.html) {
    const kept = [...root.querySelectorAll(".scroll")].map((box) => [box.scrollLeft, box.scrollTop]);
    root.innerHTML = data.html;
    root.shown = data.html;
    root.querySelectorAll(".scroll").forEach((box, index) => {
      if (kept[index]) [box.scrollLeft, box.scrollTop] = kept[index];
    });
  }
  if (root.shown !== root.led) {
    // Bring the marked place into view: in its own window, and the chosen cell on the page.
    root.led = root.shown;
    root.querySelectorAll(".window .at").forEach((mark) => {
      const box = mark.closest(".window");
      const [a, b] = [mark.getBoundingClientRect(), box.getBoundingClientRect()];
      box.scrollTop += a.top - b.top - box.clientHeight / 2;
      box.scrollLeft += a.left - b.left - box.clientWidth / 2;
    });
    const bring = () => {
      const chosen = root.querySelector(".chosen");
      if (!chosen) return;
      const place = chosen.getBoundingClientRect();
      const box = chosen.closest(".scroll")?.getBoundingClientRect();
      const hidden = box && (place.top < box.top || place.bottom > box.bottom);
      if (hidden || place.top < 60 || place.bottom > innerHeight) chosen.scrollIntoView({ block: "center" });
    };
    bring();
    // Once more when the style sheet has given every window its height.
    setTimeout(bring, SETTLED_MS);
  }
  root.onclick = (event) => {
    const link = event.target.closest("a[data-go]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    setTriggerValue("go", link.dataset.go);
  };
}
"""
_mount = st.components.v2.component("disclosure_html", js=_SCRIPT, isolate_styles=False)


def show(markup: Safe, key: str) -> None:
    """Show markup on the page. A click on one of its links is followed before the next run of the page."""
    _mount(data={"html": str(markup)}, key=key, on_go_change=partial(_clicked, key))


def _clicked(key: str) -> None:
    goal = st.session_state[key].go
    if goal:
        st.session_state[PENDING] = json.loads(goal)


def follow(page: str, **state: str | int) -> None:
    """Remember where to go; the shell goes there before the next run of the page."""
    st.session_state[PENDING] = {"page": page, **{key: str(value) for key, value in state.items()}}
