"""Folding: one spelling for what readers take as the same, without losing positions."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

# Characters that readers do not see; they may stand inside a word.
IGNORED = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text. `text[i]` was made from character `origin(i)` of the original."""

    text: str
    offsets: tuple[int, ...] | None

    def origin(self, i: int) -> int:
        return i if self.offsets is None else self.offsets[i]


def _fold_char(c: str) -> str:
    """One character for one: lower case, no accents, no width, punctuation and white space as a space."""
    if "\uff01" <= c <= "\uff5e":
        c = chr(ord(c) - 0xFEE0)
    # Voice marks are no accents: が and か, バリ and パリ are different words.
    base = c if "\u3041" <= c <= "\u30ff" else unicodedata.normalize("NFKD", c)[:1] or c
    special = {"ß": "s", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "æ": "a", "œ": "o"}
    low = base.lower()[:1]
    low = special.get(low, low)
    return low if low.isalnum() and not "\u2070" <= low < "\u2e80" else " "  # Ⱦ is small among the signs (U+2C66).


@cache
def _table() -> dict[int, str]:
    """Code point -> folded character, for the scripts that are read. Traditional Chinese becomes Simplified."""
    from opencc import OpenCC

    table = {i: _fold_char(chr(i)) for i in (*range(0x2070), *range(0x3000, 0x3100), *range(0xFE30, 0xFFEF))}
    table |= dict.fromkeys(range(0x2070, 0x2E80), " ")
    han = [chr(i) for i in range(0x4E00, 0xA000)]
    simple = OpenCC("t2s").convert("\n".join(han)).split("\n")
    table |= {ord(t): s for t, s in zip(han, simple, strict=True) if len(s) == 1}  # A character not found costs more.
    return table


def fold(text: str) -> Folded:
    """Fold a text, character by character; offsets are kept only where invisible characters were left out."""
    if text.isascii():
        return Folded(text.translate(_ascii_table()), None)
    if any(c in text for c in IGNORED):
        kept = tuple(i for i, c in enumerate(text) if c not in IGNORED)
        offsets = (*kept, len(text))
        return Folded("".join(text[i] for i in kept).translate(_table()), offsets)
    return Folded(text.translate(_table()), None)


@cache
def _ascii_table() -> str:
    return "".join(_fold_char(chr(i)) for i in range(128))


def fold_name(name: str) -> str:
    """A name as it stands in folded text: no space at its ends, single spaces within."""
    return " ".join(fold(name).text.split())


def fold_names(names: Iterable[str]) -> list[str]:
    """`fold_name` for many names at once, a hundred times as fast."""
    separator = "\x01"
    table = _table() | {1: separator}
    joined = separator.join(names)
    if not joined:
        return []
    return [" ".join(n.split()) for n in joined.translate(table).split(separator)]
