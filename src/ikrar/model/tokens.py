"""Texts and questions as the words that search compares: folded, and runs without spaces cut into pairs of characters.

Chinese, Japanese and Korean are written without spaces, or with endings that cling to words. A run of their
characters becomes its overlapping pairs and, at its end, its last character: 友好城市 is 友好 好城 城市 市. So any part
of a run is found as pairs that follow each other, and a single character by how a pair begins, in a database that
knows nothing of these languages. All other words stay whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ikrar.model.folding import fold

LONGEST = 60  # characters of a word that are compared
LEAST = 4  # letters from which a word is also the beginning of a longer one
_UNSPACED = (
    "\u3005-\u3007\u3041-\u3096\u30a1-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff"
)
_PIECE = re.compile(rf"[{_UNSPACED}]+|[^\W{_UNSPACED}]+")
_RUN = re.compile(f"[{_UNSPACED}]")
_QUOTED = re.compile('["“”„«「『]([^"“”„«»「」『』]+)["“”»」』]')


def pieces(text: str) -> Iterator[tuple[str, bool]]:
    """Words and unspaced runs of a folded text, in order; whether each is a run."""
    for word in text.split():
        if word.isascii():
            yield word, False
        else:
            for piece in _PIECE.findall(word):
                yield piece, _RUN.match(piece) is not None


def tokens(text: str) -> str:
    """The words of a text as an index takes them, in order, with single spaces between them."""
    found: list[str] = []
    for piece, run in pieces(fold(text).text):
        if run:
            found += [piece[i : i + 2] for i in range(len(piece))]
        else:
            found.append(piece[:LONGEST])
    return " ".join(found)


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that a question asks for: tokens that follow each other, the last perhaps only the beginning of one.

    `text` is the term folded, as it stands in a folded text.
    """

    text: str
    tokens: tuple[str, ...]
    begins: bool = False


def terms(question: str, most: int = 12) -> tuple[Term, ...]:
    """What a question asks for, each once: words, runs, and what stands in quotation marks as it stands there."""
    found: dict[Term, None] = {}
    at = 0
    for quoted in _QUOTED.finditer(question):
        found |= dict.fromkeys(_loose(question[at : quoted.start()]))
        found |= dict.fromkeys(_phrase(quoted[1]))
        at = quoted.end()
    found |= dict.fromkeys(_loose(question[at:]))
    return tuple(found)[:most]


def _loose(text: str) -> Iterator[Term]:
    for piece, run in pieces(fold(text).text):
        if run:
            yield _run(piece)
        else:
            word = piece[:LONGEST]
            yield Term(word, (word,), begins=len(word) >= LEAST and not word.isdecimal())


def _run(piece: str) -> Term:
    """Any part of a run; a single character is how a pair begins."""
    if len(piece) == 1:
        return Term(piece, (piece,), begins=True)
    return Term(piece, tuple(piece[i : i + 2] for i in range(len(piece) - 1)))


def _phrase(text: str) -> Iterator[Term]:
    """Words one after the other, the last a whole one; a run at the end may go on."""
    found = list(pieces(fold(text).text))
    if not found:
        return
    inner = tokens(" ".join(piece for piece, _ in found[:-1])).split()
    last, run = found[-1]
    end = _run(last) if run else Term(last, (last[:LONGEST],))
    yield Term(" ".join(piece for piece, _ in found), (*inner, *end.tokens), end.begins)
