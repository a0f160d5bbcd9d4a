"""What the words right beside a group say of its part in an act: whether it acts, is acted towards, or takes part.

A logistic regression over the few words before and behind each group (of Chinese: its characters), trained by
`make train` on acts that texts state. Its odds are features of the sides that an act may have.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from math import floor

from ikrar.model.folding import fold
from ikrar.ontology.shape import DIRECTED
from ikrar.reading.page import Page, Sentence
from ikrar.reading.parties import Group

PARTS = ("from", "to", "in")
WORDS = 3  # looked at on either side
REACH = {True: 40, False: 8}  # characters in which they stand, in languages with and without spaces
MOST = 3  # log odds beyond which more says no more
Odds = tuple[float, float, float] | tuple[()]  # log odds in the order of PARTS; none where nothing was learnt


@dataclass(frozen=True, slots=True)
class Standing:
    """Log odds of each part before anything is read (`bias`), and what words beside a group add to them: of an act of
    any kind (`<visited`), of one of a kind (`visit|<visited`)."""

    bias: Odds = ()
    table: dict[str, tuple[float, float, float]] = field(default_factory=dict)

    def odds(self, words: Sequence[str], kind: str) -> Odds:
        """The log odds of each part in an act of a kind for a group beside which these words stand."""
        if not self.bias:
            return ()
        table, (from_, to, in_) = self.table, self.bias
        for word in words:
            for found in (table.get(word), table.get(f"{kind}|{word}")):
                if found is not None:
                    from_, to, in_ = from_ + found[0], to + found[1], in_ + found[2]
        return from_, to, in_


def names(odds: Odds, kind: str) -> tuple[str, ...]:
    """How likely the parts are that an act of a kind has, as names of features."""
    if not odds:
        return ()
    from_, to, in_ = (min(max(floor(x), -MOST), MOST) for x in odds)
    return (f"from{from_:+d}", f"to{to:+d}") if kind in DIRECTED else (f"in{in_:+d}",)


def beside(page: Page, sentence: Sentence, groups: list[Group]) -> list[list[str]]:
    """The words right before (`<`) and behind (`>`) each group of a sentence, by ones, twos and threes, up to the
    groups beside it."""
    return [
        _beside(page, sentence, g, groups[n - 1] if n else None, groups[n + 1] if n + 1 < len(groups) else None)
        for n, g in enumerate(groups)
    ]


def _beside(page: Page, sentence: Sentence, g: Group, last: Group | None, after: Group | None) -> list[str]:
    text, spaced = page.text, page.language.spaced
    start = max(sentence.start, g.start - REACH[spaced], last.end if last else 0)
    end = min(sentence.end, g.end + REACH[spaced], after.start if after else sentence.end)
    before, behind = _units(text[start : g.start], spaced=spaced), _units(text[g.end : end], spaced=spaced)
    if spaced and before and start > sentence.start and text[start - 1 : start + 1].isalnum():
        before = before[1:]  # half a word
    if spaced and behind and end < sentence.end and text[end - 1 : end + 1].isalnum():
        behind = behind[:-1]
    joint, found = " " if spaced else "", []
    for length in range(1, WORDS + 1):
        if len(before) >= length:
            found.append("<" + joint.join(before[-length:]))
        if len(behind) >= length:
            found.append(">" + joint.join(behind[:length]))
    if start == sentence.start and len(before) < WORDS:
        found.append("<^" + joint.join(before))  # the sentence opens here
    return found


def _units(text: str, *, spaced: bool) -> list[str]:
    folded = fold(text).text
    return folded.split() if spaced else list(folded.replace(" ", ""))


def dump(standing: Standing) -> str:
    """The table as text: the bias, then a line for each words with what they add to each part."""
    rows = [" ".join(f"{x:g}" for x in standing.bias)]
    rows += [word + "\t" + " ".join(f"{x:g}" for x in found) for word, found in sorted(standing.table.items())]
    return "\n".join(rows) + "\n"


def load(text: str) -> Standing:
    """The same, read back."""
    bias, *rest = text.splitlines()
    table = {}
    for line in rest:
        word, _, cells = line.rpartition("\t")
        table[word] = _odds(cells)
    return Standing(_odds(bias) if bias else (), table)


def _odds(cells: str) -> tuple[float, float, float]:
    from_, to, in_ = map(float, cells.split())
    return from_, to, in_


@cache
def standing() -> Standing:
    """The table of `standing.txt`."""
    return load((files("ikrar.reading") / "standing.txt").read_text("utf-8"))
