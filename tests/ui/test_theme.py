"""Colours of both modes: whatever carries a word or a number can be read (WCAG 2.2, contrast 4.5 : 1)."""

from __future__ import annotations

import pytest

from ui.theme import DARK, LIGHT, Palette

LEAST = 4.5


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_text_can_be_read_on_every_ground(colours: Palette) -> None:
    for text in (colours.ink, colours.quiet, colours.accent, colours.subject):
        for ground in (colours.ground, colours.raised):
            assert _contrast(text, ground) >= LEAST, (text, ground)
    assert _contrast(colours.ink, colours.mark) >= LEAST
    assert _contrast(colours.accent, colours.accent_ground) >= LEAST


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_numbers_can_be_read_on_their_colours(colours: Palette) -> None:
    for ground, text in (
        *zip(colours.scale, colours.on_scale, strict=True),
        *zip(colours.parts, colours.on_parts, strict=True),
    ):
        assert _contrast(text, ground) >= LEAST, (text, ground)
