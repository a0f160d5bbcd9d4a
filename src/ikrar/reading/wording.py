"""What the wording of a sentence says of the acts in it, beside the words that the tables hold.

A logistic regression for each kind of act over the words of a sentence and what two and three of them make together
(of Chinese: its characters, up to four), trained by `make train`. Its odds are features of the acts that the tables
find.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from math import sqrt

from ikrar.model.folding import fold
from ikrar.reading.lexicon import Language

LONGEST = {True: 3, False: 4}  # words, characters: in languages with and without spaces
STEPS = (-5, -4, -3, -2, -1, 0, 1, 2)
UNHEARD = "unheard"  # in a language in which nothing was learnt
LIKELY = -1.0  # log odds
TENTHS = 10  # whole numbers add up to the same in any order
Odds = dict[str, float]  # log odds by kind of act


@dataclass(frozen=True, slots=True)
class Wording:
    """Log odds of each kind before anything is read (`bias`), and what each stretch of words adds to them, in tenths
    and in the order of the kinds; the languages in which enough was heard."""

    languages: frozenset[str] = frozenset()
    bias: Odds = field(default_factory=dict)
    table: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def odds(self, sentence: str, language: Language) -> Odds:
        """The log odds that a sentence states an act of each kind; empty in a language in which nothing was learnt."""
        if language.code not in self.languages:
            return {}
        known = stretches(sentence, spaced=language.spaced) & self.table.keys()  # words never seen say nothing
        if not known:
            return self.bias
        added = map(sum, zip(*map(self.table.__getitem__, known), strict=True))
        share = scale(len(known)) / TENTHS
        return {kind: bias + share * more for (kind, bias), more in zip(self.bias.items(), added, strict=True)}


def scale(number: int) -> float:
    """What each of so many stretches counts: long sentences do not say more of everything."""
    return 1 / sqrt(number) if number else 0.0


def stretches(sentence: str, *, spaced: bool) -> set[str]:
    """Each stretch of words of a sentence (of characters, where words are not separated), folded, numbers as 0."""
    units = _units(fold(sentence).text, spaced=spaced)
    between, found = " " if spaced else "", set(units)
    for length in range(2, LONGEST[spaced] + 1):
        found.update(map(between.join, zip(*(units[n:] for n in range(length)), strict=False)))
    return found


def _units(folded: str, *, spaced: bool) -> list[str]:
    return ["0" if unit.isdigit() else unit for unit in (folded.split() if spaced else folded.replace(" ", ""))]


def names(odds: Odds, kind: str) -> list[str]:
    """What the wording says of an act of a kind, as names of features."""
    if not odds:
        return [UNHEARD]
    mine = odds[kind]
    top = max(odds, key=lambda k: odds[k])
    other = "top" if top == kind else f"rather-{top}" if odds[top] > LIKELY else "none"
    return [*(f"above{step}" for step in STEPS if mine > step), other]


def dump(wording: Wording) -> str:
    """The table as text: the languages, the kinds with their bias, then a line a stretch of words with what it adds to
    which kind."""
    rows = [" ".join(sorted(wording.languages)), "\t".join(f"{k} {weight:g}" for k, weight in wording.bias.items())]
    for gram, found in sorted(wording.table.items()):
        rows.append(gram + "\t" + " ".join(f"{n}:{weight / TENTHS:g}" for n, weight in enumerate(found) if weight))
    return "\n".join(rows) + "\n"


def load(text: str) -> Wording:
    """The same, read back."""
    languages, kinds, *rest = text.splitlines()
    bias = {kind: float(weight) for kind, weight in (cell.split(" ") for cell in kinds.split("\t"))}
    table = {}
    for line in rest:
        gram, _, cells = line.partition("\t")
        weights = [0] * len(bias)
        for cell in cells.split():
            n, _, weight = cell.partition(":")
            weights[int(n)] = round(float(weight) * TENTHS)
        table[gram] = tuple(weights)
    return Wording(frozenset(languages.split()), bias, table)


@cache
def wording() -> Wording:
    """The wording of `wording.txt`."""
    return load((files("ikrar.reading") / "wording.txt").read_text("utf-8"))
