"""One pass over the folded text: every lexical mention, in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ikrar.model.folding import Folded
from ikrar.places import Place
from ikrar.reading.lexicon import Lexicon, Sense, is_han


_NO_CLASSES: frozenset[str] = frozenset()


@dataclass(slots=True)
class Mention:
    """A stretch of the folded text with what it may mean. Positions count folded characters."""

    start: int
    end: int
    word: str
    senses: tuple[Sense, ...]
    places: tuple[Place, ...] = ()
    classes: frozenset[str] = _NO_CLASSES

    def get(self, cls: str) -> Any:
        """The value of the first sense of a class; True where the class has no values; None where absent."""
        if cls in self.classes:
            for sense in self.senses:
                if sense.cls == cls:
                    return True if sense.value is None else sense.value
        return None

    def has(self, *classes: str) -> bool:
        return not self.classes.isdisjoint(classes)


Hit = tuple[int, int, int]


def scan(lexicon: Lexicon, folded: Folded) -> list[Hit]:
    """Matches of the automaton: (pattern, start, end), before word ends are checked."""
    return lexicon.automaton.find_matches_as_indexes(" " + folded.text)


def detect(lexicon: Lexicon, folded: Folded, hits: list[Hit]) -> str | None:
    """The language of a text by its script, then by which language's words it uses."""
    sample = folded.text[:4000]
    han = sum(map(is_han, sample))
    counts = {
        code: sum(2 if any(s.cls == "detect" for s in mine[i]) else 1 for i, _, _ in hits if i in mine)
        for code, mine in lexicon.senses.items()
        if lexicon.languages[code].spaced == (han * 5 < len(sample.split()) + han)
    }
    best = max(counts, key=lambda c: counts[c], default=None)
    return best if best and counts[best] else None


def may_carry(lexicon: Lexicon, hits: list[Hit], lang: str) -> bool:
    """Whether the hits could carry a claim at all: an act and a place."""
    places = lexicon.places
    seen = {hit[0] for hit in hits}
    return not lexicon.carriers[lang].isdisjoint(seen) and any(places[i] for i in seen)


def _whole_word(lexicon: Lexicon, text: str, i: int, start: int, end: int) -> tuple[int, int] | None:
    """The pattern and end of the longest match at `start` that ends at a word's end."""
    while True:
        if end >= len(text) or not (text[end - 1].isalnum() and text[end].isalnum()) or is_han(text[end]):
            return i, end
        cut = text.rfind(" ", start + 1, end)
        if cut < 0:
            return None
        shorter = lexicon.index.get(text[start + 1 : cut])
        if shorter is None:
            return None
        i, end = shorter, cut


def mentions(lexicon: Lexicon, folded: Folded, original: str, hits: list[Hit], lang: str) -> list[Mention]:
    """Hits as mentions of one language: word ends checked, places only where they are written as names."""
    text = " " + folded.text
    senses, places, words = lexicon.senses[lang], lexicon.places, lexicon.words
    classes = lexicon.classes[lang]
    candidates = lexicon.gazetteer.candidates
    found: list[Mention] = []
    for i, start, end in hits:
        han = is_han(text[start])
        if not han:
            whole = _whole_word(lexicon, text, i, start, end)
            if whole is None:
                continue
            i, end = whole
            first = start  # the pattern's leading space is not part of the mention
        else:
            first, end = start - 1, end
        last = end - 1
        meant = senses.get(i, ())
        where: tuple[Place, ...] = ()
        # A word of the language that is also a name somewhere (Kota, Kami, Of) is the word.
        if places[i] and not meant and (han or original[folded.origin(first)].isupper()):
            where = candidates(words[i])
        if meant or where:
            found.append(Mention(first, last, words[i], meant, where, classes.get(i, _NO_CLASSES)))
    return found
