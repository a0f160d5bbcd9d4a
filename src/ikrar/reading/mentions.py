"""One pass over the folded text: every lexical mention, in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ikrar.model.folding import Folded
from ikrar.places import Place
from ikrar.reading.lexicon import NOUNS, Lexicon, Sense, is_han

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
    """Whether the hits could carry a claim at all: a firm act, two names, and a word of cooperation or two offices."""
    carriers, places = lexicon.carriers[lang], lexicon.places
    seen = {hit[0] for hit in hits}
    if carriers.acts.isdisjoint(seen):
        return False
    if carriers.signs.isdisjoint(seen) and len(carriers.roles & seen) < 2:
        return False
    return sum(places[i] for i in seen) > 1


def can_carry(lexicon: Lexicon, found: list[Mention], elsewhere: list[Mention]) -> bool:
    """The same of the mentions, when word ends and capitals have been looked at; names may stand in the title."""
    named = {m.word for m in (*found, *elsewhere) if m.places}
    signs = any(m.has("twin", "instrument", "cooperation") for m in found)
    return len(named) > 1 and (signs or len({m.word for m in found if m.has("official", "government", "group")}) > 1)


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
        # A word of the language that is also a name somewhere (Kota, Kami, Of) is the word.
        first = start - han  # a Latin pattern's leading space is not part of the mention, nor is the text's own
        capital = han or original[folded.origin(first)].isupper()
        while True:
            if not han:
                whole = _whole_word(lexicon, text, i, start, end)
                if whole is None:
                    break
                i, end = whole
            meant = senses.get(i, ())
            where: tuple[Place, ...] = candidates(words[i]) if places[i] and not meant and capital else ()
            if meant or where:
                mention = Mention(first, end - 1, words[i], meant, where, classes.get(i, _NO_CLASSES))
                found.append(mention)
                if not mention.classes.isdisjoint(_ACTS):
                    found += _nouns(lexicon, lang, i, first)
                break
            # A word of another language, or a name in small letters: a shorter word may stand in it.
            shorter = _shorter(lexicon, text, start, end, han)
            if shorter is None:
                break
            i, end = shorter
    found.sort(key=lambda m: m.start)
    return found


_ACTS = frozenset({"act", "gap"})


def _nouns(lexicon: Lexicon, lang: str, i: int, at: int) -> list[Mention]:
    """What an act needs may stand in its own words."""
    senses, classes, words = lexicon.senses[lang], lexicon.classes[lang], lexicon.words
    return [
        Mention(at + a, at + b, words[j], tuple(s for s in senses[j] if s.cls in NOUNS), (), classes[j] & NOUNS)
        for a, b, j in lexicon.within(lang, i)
    ]


def _shorter(lexicon: Lexicon, text: str, start: int, end: int, han: bool) -> tuple[int, int] | None:
    """The longest word of the lexicon that is shorter than [start, end) and begins with it."""
    while True:
        cut = end - 1 if han else text.rfind(" ", start + 1, end)
        if cut <= start + (1 if han else 0):
            return None
        i = lexicon.index.get(text[start if han else start + 1 : cut])
        if i is not None:
            return i, cut
        end = cut
