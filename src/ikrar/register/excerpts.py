"""The piece of a text that shows why it was found, with the words in it marked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ikrar.model.folding import fold
from ikrar.model.tokens import Term, pieces

AROUND = 80
MOST = 200_000  # characters of a text that are looked through for what was found


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A piece of text around what was found; `marks` are its positions within `text`, in order and apart."""

    text: str
    marks: tuple[tuple[int, int], ...]


def excerpt(text: str, terms: Iterable[Term], around: int = AROUND, start: int = 0) -> Excerpt:
    """The text around the first term that stands in it, with every term in that piece marked.

    Where none does, the text from `start`.
    """
    folded = fold(text[:MOST])
    pattern = _pattern(terms)
    first = pattern.search(folded.text) if pattern else None
    at = first.start() if first else min(start, len(folded.text))
    low, high = max(0, at - around), min(len(folded.text), at + 2 * around)
    low, high = _whole(folded.text, low, at, high) if first else (at, high)
    origin = folded.origin(low)
    found = pattern.finditer(folded.text, low, high) if pattern else ()
    marks = tuple((folded.origin(m.start()) - origin, folded.origin(m.end()) - origin) for m in found)
    return Excerpt(text[origin : folded.origin(high)], marks)


def _whole(text: str, low: int, at: int, high: int) -> tuple[int, int]:
    """The piece from `low` to `high` without the halves of words at its ends; what stands at `at` stays."""
    if low and _CUT.match(text, low - 1):
        low = next((i + 1 for i in range(low, at) if text[i] == " "), low)
    if high < len(text) and _CUT.match(text, high - 1):
        high = next((i for i in range(high - 1, at, -1) if text[i] == " "), high)
    return low, high


def marks(text: str, terms: Iterable[Term]) -> tuple[tuple[int, int], ...]:
    """Where terms stand in a short text, in order and apart."""
    folded = fold(text)
    pattern = _pattern(terms)
    found = pattern.finditer(folded.text) if pattern else ()
    return tuple((folded.origin(m.start()), folded.origin(m.end())) for m in found)


def _pattern(terms: Iterable[Term]) -> re.Pattern[str] | None:
    """Any of the terms in folded text, the longest first; words from where they begin to where they end."""
    ordered = sorted({t.text: t for t in terms}.values(), key=lambda t: -len(t.text))
    return re.compile("|".join(map(_one, ordered))) if ordered else None


def _one(term: Term) -> str:
    found = list(pieces(term.text))
    inner = r"\s*".join(re.escape(word) for word, _ in found)
    before = "" if found[0][1] else _NO_LETTER_BEFORE
    after = "" if found[-1][1] else (f"{_LETTER}*" if term.begins else f"(?!{_LETTER})")
    return f"{before}{inner}{after}"


_LETTER = r"(?:(?![\u3005-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff])\w)"
_CUT = re.compile(_LETTER * 2)  # two letters of one word
_NO_LETTER_BEFORE = r"(?<![^\W\u3005-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff])"
