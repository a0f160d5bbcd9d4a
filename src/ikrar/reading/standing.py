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
Added = tuple[float, float, float]  # in the order of PARTS
Odds = Added | tuple[()]  # log odds; none where nothing was learnt
_STEPS = {part: [f"{part}{n:+d}" for n in range(-MOST, MOST + 1)] for part in PARTS}


@dataclass(frozen=True, slots=True)
class Standing:
    """Log odds of each part before anything is read (`bias`), and what words beside a group add to them (`<visited`):
    by the kind of the act, and of any kind (under "")."""

    bias: Odds = ()
    table: dict[str, dict[str, Added]] = field(default_factory=dict)

    def odds(self, words: Sequence[str], kind: str) -> Odds:
        """The log odds of each part in an act of a kind for a group beside which these words stand."""
        if not self.bias:
            return ()
        from_, to, in_ = self.bias
        tables = self.table.get("", {}), self.table.get(kind, {})
        for word in words:
            for table in tables:
                added = table.get(word)
                if added is not None:
                    from_, to, in_ = from_ + added[0], to + added[1], in_ + added[2]
        return from_, to, in_


def names(odds: Odds, kind: str) -> tuple[str, ...]:
    """How likely the parts are that an act of a kind has, as names of features."""
    if not odds:
        return ()
    if kind in DIRECTED:
        return _STEPS["from"][_step(odds[0])], _STEPS["to"][_step(odds[1])]
    return (_STEPS["in"][_step(odds[2])],)


def _step(odds: float) -> int:
    """The place of the odds among the steps."""
    step = floor(odds)
    return 0 if step < -MOST else 2 * MOST if step > MOST else step + MOST


def beside(page: Page, sentence: Sentence, groups: list[Group]) -> list[list[str]]:
    """The words right before (`<`) and behind (`>`) each group of a sentence, by ones, twos and threes, up to the
    groups beside it."""
    folded = fold(page.text[sentence.start : sentence.end])
    whole = folded.text if folded.offsets is None else ""
    return [
        _beside(page, sentence, g, groups[n - 1] if n else None, groups[n + 1] if n + 1 < len(groups) else None, whole)
        for n, g in enumerate(groups)
    ]


def _beside(
    page: Page, sentence: Sentence, g: Group, last: Group | None, after: Group | None, folded: str
) -> list[str]:
    """The same for one group; `folded` is the sentence folded, or empty where positions would not be the same."""
    text, spaced, first = page.text, page.language.spaced, sentence.start
    start = max(sentence.start, g.start - REACH[spaced], last.end if last else 0)
    end = min(sentence.end, g.end + REACH[spaced], after.start if after else sentence.end)
    ahead = folded[start - first : g.start - first] if folded else fold(text[start : g.start]).text
    rest = folded[g.end - first : end - first] if folded else fold(text[g.end : end]).text
    before, behind = _units(ahead, spaced=spaced), _units(rest, spaced=spaced)
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


def _units(folded: str, *, spaced: bool) -> list[str]:
    return folded.split() if spaced else list(folded.replace(" ", ""))


def dump(standing: Standing) -> str:
    """The table as text: the bias, then a line for each words with what they add to each part."""
    rows = [" ".join(f"{x:g}" for x in standing.bias)]
    found = {
        (f"{kind}|{word}" if kind else word): added for kind, of in standing.table.items() for word, added in of.items()
    }
    rows += [word + "\t" + " ".join(f"{x:g}" for x in added) for word, added in sorted(found.items())]
    return "\n".join(rows) + "\n"


def load(text: str) -> Standing:
    """The same, read back."""
    bias, *rest = text.splitlines()
    table: dict[str, dict[str, Added]] = {}
    for line in rest:
        name, _, cells = line.rpartition("\t")
        kind, _, word = name.rpartition("|")
        table.setdefault(kind, {})[word] = _odds(cells)
    return Standing(_odds(bias) if bias else (), table)


def _odds(cells: str) -> Added:
    from_, to, in_ = map(float, cells.split())
    return from_, to, in_


@cache
def standing() -> Standing:
    """The table of `standing.txt`."""
    return load((files("ikrar.reading") / "standing.txt").read_text("utf-8"))
