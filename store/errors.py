"""What the store cannot read, said for people."""

from __future__ import annotations


class StoreUnreadable(Exception):
    """A build that cannot be read, with a Chinese sentence; nothing is lost, it can be made anew."""


class DecisionsUnreadable(StoreUnreadable):
    """A file of decisions that must not be opened here, or cannot be, with a Chinese sentence."""
