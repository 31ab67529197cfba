"""Texts as sets of short runs of characters, so that what two of them share can be counted fast."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

# Ten characters are a phrase: shorter runs are shared by chance, longer ones break at every change.
SHINGLE_CHARS = 10
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_SENTENCE = re.compile(r"[^。！？!?；;\n]+[。！？!?；;]?")
_NUMBER = re.compile(r"[0-9０-９]+(?:[.．][0-9０-９]+)?")
_NOT_WORDS = re.compile(r"[^\w]+")
# What names and numbers become, so that a copy with names and numbers changed is still one.
_NAME_MARK, _NUMBER_MARK = "某", "0"

Hashes = npt.NDArray[np.uint64]


@dataclass(frozen=True)
class Shingled:
    """A text cut into sentences, and the hashes of its shingles.

    Attributes:
        sentences: The text's own sentences, in order.
        hashes: A hash for each shingle, in order.
        owners: For each shingle the sentence that it lies in, or −1 where it reaches into the next.
    """

    sentences: tuple[str, ...]
    hashes: Hashes
    owners: npt.NDArray[np.int64]

    @cached_property
    def distinct(self) -> Hashes:
        """Return the hashes, each once, in order of size."""
        return np.unique(self.hashes)


def names_pattern(names: Iterable[str]) -> re.Pattern[str]:
    """Given names of units, return the pattern that finds them, longer ones first."""
    listed = sorted({name for name in names if len(name) > 1}, key=lambda name: (-len(name), name))
    return re.compile("|".join(map(re.escape, listed)) if listed else r"(?!)")


def shingle(text: str, names: re.Pattern[str]) -> Shingled:
    """Given a text and the pattern of names that do not count, return its sentences and shingles."""
    sentences = tuple(found for found in _SENTENCE.findall(text) if found.strip())
    bare = [_bare(sentence, names) for sentence in sentences]
    codes = np.frombuffer("".join(bare).encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    count = max(0, len(codes) - SHINGLE_CHARS + 1)
    hashes = np.zeros(count, dtype=np.uint64)
    for offset in range(SHINGLE_CHARS):
        hashes = hashes * _MULTIPLIER + codes[offset : offset + count]
    of_char = np.repeat(np.arange(len(bare)), [len(words) for words in bare])
    first, last = of_char[:count], of_char[SHINGLE_CHARS - 1 :]
    owners = np.where(first == last, first, -1)
    return Shingled(sentences, hashes ^ (hashes >> np.uint64(29)), owners)


def _bare(sentence: str, names: re.Pattern[str]) -> str:
    words = _NUMBER.sub(_NUMBER_MARK, names.sub(_NAME_MARK, sentence))
    return _NOT_WORDS.sub("", words)
