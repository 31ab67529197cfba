"""The style sheet of the page: dense and calm, one measure for every distance."""

from __future__ import annotations

from functools import cache
from importlib import resources

from ui.theme import SANS, SERIF, Palette

# Streamlit's own English that a style can hide; what is left is listed in docs/界面英文.md.
_HIDDEN = (
    '[data-testid="stElementToolbar"]',
    '[data-testid="stStatusWidget"]',
    '[data-testid="InputInstructions"]',
    '[data-testid="stSkipLink"]',
    '[data-testid="stAppSkipLink"]',
    ".vega-embed summary",
    ".vega-embed details",
)


@cache
def _sheet() -> str:
    return (resources.files("ui") / "page.css").read_text(encoding="utf-8")


def sheet(colours: Palette) -> str:
    """Given the colours of the mode in force, return the style element of the page."""
    variables = {
        "ink": colours.ink,
        "quiet": colours.quiet,
        "rule": colours.rule,
        "ground": colours.ground,
        "raised": colours.raised,
        "subject": colours.subject,
        "context": colours.context,
        "accent": colours.accent,
        "accent-ground": colours.accent_ground,
        "mark": colours.mark,
        "sans": SANS,
        "serif": SERIF,
    }
    declared = ";".join(f"--{name}:{value}" for name, value in variables.items())
    return f"<style>:root{{{declared}}}{','.join(_HIDDEN)}{{display:none!important}}{_sheet()}</style>"
