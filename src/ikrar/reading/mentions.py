"""One pass over the folded text: every lexical mention, in order."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from ikrar.model.folding import Folded
from ikrar.places import Place
from ikrar.reading.lexicon import GAP_END, INNER_ACTS, NOUNS, Carriers, Lexicon, Sense, is_han, is_office

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
LONG = 60  # characters beyond which no word is looked for


def scan(lexicon: Lexicon, folded: Folded) -> list[Hit]:
    """Matches of the automaton: (pattern, start, end), before word ends are checked."""
    return lexicon.automaton.find_matches_as_indexes(" " + folded.text)


def detect(lexicon: Lexicon, folded: Folded, seen: frozenset[int]) -> str | None:
    """The language of a text by its script, then by which language's words it uses."""
    sample = folded.text[:2000]
    han = 0 if sample.isascii() else sum(map(is_han, sample))
    spaced = han * 5 < sample.count(" ") + 1 + han
    best, most = None, 0
    for code, language in lexicon.languages.items():
        if language.spaced == spaced:
            mine = len(lexicon.senses[code].keys() & seen) + len(lexicon.carriers[code].telling & seen)
            if mine > most:
                best, most = code, mine
    return best


def may_carry(lexicon: Lexicon, hits: list[Hit], seen: frozenset[int], lang: str, *, short: bool) -> bool:
    """Whether the hits could carry a claim at all: a firm act, two names, and (but for a short text) a word of
    cooperation or two offices."""
    carriers, names = lexicon.carriers[lang], lexicon.places.stop
    if not short:
        if carriers.acts.isdisjoint(seen):
            return False
        if carriers.signs.isdisjoint(seen) and not _two_offices(carriers, names, hits, seen):
            return False
    return sum(map(names.__gt__, seen)) > 1


def _two_offices(carriers: Carriers, names: int, hits: list[Hit], seen: frozenset[int]) -> bool:
    offices = 0 if carriers.offices.isdisjoint(seen) else sum(i in carriers.offices for i, _, _ in hits)
    if offices < 2 and not carriers.heads.isdisjoint(seen):
        offices += sum(b[0] in carriers.heads and a[0] < names and a[2] == b[1] for a, b in pairwise(hits))
    return offices > 1


def can_carry(found: list[Mention], elsewhere: list[Mention], *, short: bool) -> bool:
    """The same of the mentions, when word ends and capitals have been looked at; names may stand in the title."""
    named = {m.word for m in (*found, *elsewhere) if m.places}
    if len(named) < 2 or short:
        return len(named) > 1
    offices = 0
    end = -1  # of the name before: 市 is an office only right behind one
    for m in found:
        if m.has("twin", "instrument", "cooperation"):
            return True
        if any(map(is_office, m.senses)) and (len(m.word) > 1 or m.start == end):
            offices += 1
        end = m.end if m.places else -1
    return offices > 1


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
    waiting, read = hits[::-1], 0
    while waiting:
        i, start, end = waiting.pop()
        if start < read:
            continue
        last = end
        han = is_han(text[start])
        # A word of the language that is also a name somewhere (Kota, Kami, Of) is the word.
        first = start - han  # a Latin pattern's leading space is not part of the mention, nor is the text's own
        capital = han or original[folded.origin(first)].isupper()
        while True:
            if not han:
                whole = _whole_word(lexicon, text, i, start, end)
                if whole is None:
                    end = start
                    break
                i, end = whole
            meant = senses.get(i, ())
            where: tuple[Place, ...] = candidates(words[i]) if i in places and not meant and capital else ()
            if where and not han and end - start <= 4 and _letters(folded, original, first, end - 1, where[0]):
                where = ()
            if meant or where:
                mention = Mention(first, end - 1, words[i], meant, where, classes.get(i, _NO_CLASSES))
                if han and "home" in mention.classes and mention.classes.isdisjoint(_ROLES) and _named_by(found, first):
                    found += _headed(lexicon, lang, mention)
                    break
                found.append(mention)
                if not mention.classes.isdisjoint(_ACTS):
                    found += _nouns(lexicon, lang, i, first)
                break
            # A word of another language, or a name in small letters: a shorter word may stand in it.
            shorter = _shorter(lexicon, text, start, end, han)
            if shorter is None:
                end = start
                break
            i, end = shorter
        read = end
        if end < last:
            waiting += _behind(lexicon, text, start, end, last)
    found.sort(key=lambda m: m.start)
    return found


def _behind(lexicon: Lexicon, text: str, start: int, end: int, last: int) -> list[Hit]:
    """Hits, the last first, in what a match took beyond the word that it proved to be: "on tour" in "on tourism"."""
    at = end if end > start else start + 1 if is_han(text[start]) else text.find(" ", start + 1, last)
    if not 0 <= at < last:
        return []
    again = lexicon.automaton.find_matches_as_indexes(text[at : last + LONG])
    return [(i, at + a, at + b) for i, a, b in reversed(again) if at + a < last]


def _letters(folded: Folded, original: str, start: int, end: int, place: Place) -> bool:
    """Whether a short name is letters that stand for something else here: WA is not Wa, but in a text of capitals."""
    written = original[folded.origin(start) :][: end - start]
    return written.isupper() and place.name.upper() == written and not original[:200].isupper()


_ACTS = frozenset({"act", "gap", "gap-end"})
_ROLES = frozenset({"official", "government", "group", "body"})


def _named_by(found: list[Mention], start: int) -> bool:
    """Whether the name of a place ends where a word begins."""
    return any(m.places and m.end == start for m in found[-2:])


def _headed(lexicon: Lexicon, lang: str, mention: Mention) -> list[Mention]:
    """A word for one's own side, right behind a name: its head belongs to the name (苏州|市|代表团)."""
    word, parts = mention.word, []
    senses, classes = lexicon.senses[lang], lexicon.classes[lang]
    for cut in range(len(word) - 1, 0, -1):
        head, rest = lexicon.index.get(word[:cut]), lexicon.index.get(word[cut:])
        if head in senses and (rest in senses or cut == 1) and "home" not in classes[head]:
            parts = [(0, cut, head)] + ([(cut, len(word), rest)] if rest in senses else [])
            break
    return [
        Mention(mention.start + a, mention.start + b, word[a:b], senses[i], (), classes[i]) for a, b, i in parts
    ] or [mention]


def _nouns(lexicon: Lexicon, lang: str, i: int, at: int) -> list[Mention]:
    """What an act needs may stand in its own words, and an act in what would end another."""
    senses, classes, words = lexicon.senses[lang], lexicon.classes[lang], lexicon.words
    wanted = INNER_ACTS if classes[i] <= GAP_END else NOUNS
    return [
        Mention(at + a, at + b, words[j], tuple(s for s in senses[j] if s.cls in wanted), (), classes[j] & wanted)
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
