"""The lexicon: language tables and the gazetteer's names in one automaton."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from ikrar.model.folding import fold_name, fold_names
from ikrar.places import Gazetteer, gazetteer
from ikrar.places.kept import kept

TABLES = ("language", "acts", "roles", "fields", "discourse", "nouns", "dates")
SOURCES = ("reading/languages", "reading/lexicon.py", "places", "model")  # what a lexicon is built from
GAP = "~"
FIRM = 0.5  # acts of less weight are loose: most of their words state no act


@dataclass(frozen=True, slots=True)
class Act:
    """What a word of an act says: its kind, who acts (`frame`), and what must stand beside it (`needs`)."""

    kind: str
    frame: str
    state: str | None
    needs: frozenset[str]
    weight: float


@dataclass(frozen=True, slots=True)
class Sense:
    """One meaning of a word: its class (`act`, `field`, `official`, `with`, ...) and value within the class."""

    cls: str
    value: Any = None


@dataclass(frozen=True, slots=True)
class Language:
    """What code needs to know of a language beyond its words."""

    code: str
    name: str
    spaced: bool
    head: str
    foreign: str = ""
    foreign_least: int = 1
    foreign_alone: str = ""
    short_heads: frozenset[str] = frozenset()
    sides: frozenset[str] = frozenset()
    no_sides: frozenset[str] = frozenset()
    no_names: frozenset[str] = frozenset()
    native: str | None = None


_NONE: frozenset[str] = frozenset()
# Classes of nouns that an act may need, and that count where they stand inside its own words.
GAP_END, INNER_ACTS = frozenset({"gap-end"}), frozenset({"act"})  # 率团访问 ends a gap, else it is 访问
NOUNS = frozenset({"field", "instrument", "twin", "event", "object", "profile", "cooperation", "group", "offering"})


@dataclass(frozen=True, slots=True)
class Carriers:
    """Patterns of a language without which a text holds no claim: firm acts and words of a relation, words of
    cooperation, offices, heads of one character (市) that count only behind a name. `telling` tell the language."""

    acts: frozenset[int]
    signs: frozenset[int]
    offices: frozenset[int]
    heads: frozenset[int]
    telling: frozenset[int]


@dataclass(frozen=True)
class Lexicon:
    """Patterns of one automaton; by pattern number, what a match means in each language, and whether it is a place."""

    automaton: AhoCorasick
    gazetteer: Gazetteer
    words: list[str]
    index: dict[str, int]
    senses: dict[str, dict[int, tuple[Sense, ...]]]
    places: range
    languages: dict[str, Language]
    carriers: dict[str, Carriers]
    classes: dict[str, dict[int, frozenset[str]]]
    _within: dict[tuple[str, int], tuple[tuple[int, int, int], ...]] = field(default_factory=dict)

    def within(self, lang: str, i: int) -> tuple[tuple[int, int, int], ...]:
        """Nouns and fields inside the words of an act (`menawarkan beasiswa`), acts inside the end of a gapped one:
        start, end, pattern."""
        known = self._within.get((lang, i))
        if known is None:
            known = self._within[lang, i] = tuple(self._look_within(lang, self.words[i]))
        return known

    def _look_within(self, lang: str, words: str) -> Iterator[tuple[int, int, int]]:
        wanted = INNER_ACTS if self.classes[lang][self.index[words]] <= GAP_END else NOUNS
        classes, step = self.classes[lang], not is_han(words[0])
        starts = [0, *(p + 1 for p, c in enumerate(words) if c == " ")] if step else list(range(len(words)))
        done = 0
        for start in starts:
            if start < done:
                continue
            ends = [p for p in (*starts[1:], len(words) + step) if p > start]
            for end in reversed(ends):
                stop = end - step
                j = self.index.get(words[start:stop]) if (start, stop) != (0, len(words)) else None
                if j is not None and not classes.get(j, _NONE).isdisjoint(wanted):
                    yield start, stop, j
                    done = stop
                    break


def language_codes() -> list[str]:
    """Folders of tables, by name."""
    root = files("ikrar.reading") / "languages"
    return sorted(d.name for d in root.iterdir() if d.is_dir() and (d / "language.toml").is_file())


def load_table(code: str, name: str) -> dict[str, Any]:
    return tomllib.loads((files("ikrar.reading") / "languages" / code / f"{name}.toml").read_text("utf-8"))


def load_tables(code: str) -> dict[str, dict[str, Any]]:
    return {name: load_table(code, name) for name in TABLES}


def _acts(tables: dict[str, Any]) -> Iterator[tuple[str, Sense]]:
    for row in tables["acts"].get("act", []):
        act = Act(
            kind=row["kind"],
            frame=row["frame"],
            state=row.get("state"),
            needs=frozenset(row.get("needs", ())),
            weight=float(row.get("weight", 0.8)),
        )
        sense, end = Sense("act", act), Sense("gap-end")
        for word in row["words"]:
            if GAP in word:
                first, _, last = word.partition(GAP)
                yield first, Sense("gap", (fold_name(last), act))
                yield last, end
            else:
                yield word, sense


def _words(tables: dict[str, Any]) -> Iterator[tuple[str, Sense]]:
    """Every word of a language with its sense."""
    language, roles, nouns, dates = tables["language"], tables["roles"], tables["nouns"], tables["dates"]
    yield from _each(language.get("detect", {}).get("words", ()), Sense("detect"))
    for group in ("connectors", "modality"):
        for name, words in language.get(group, {}).items():
            yield from _each(words, Sense(name))
    yield from _acts(tables)
    for group in ("official", "government", "envoy"):
        for level, words in roles.get(group, {}).items():
            yield from _each(words, Sense(group, level))
    for group in ("group", "body", "title"):
        yield from _each(roles.get(group, {}).get("words", ()), Sense(group))
    for code, words in tables["fields"].get("fields", {}).items():
        yield from _each(words, Sense("field", code))
    for table in (tables["discourse"], nouns):
        for name, words in table.items():
            level = name.removeprefix("pair-")  # of what level the two are
            yield from _each(words, Sense(name) if level == name else Sense("pair", level))
    for name in ("months", "weekdays", "relative", "after"):
        yield from ((w, Sense(name.rstrip("s"), n)) for w, n in dates.get(name, {}).items())
    for name, words in dates.get("periods", {}).items():
        yield from _each(words, Sense("period", name))
    for name, words in dates.get("words", {}).items():
        if name not in ("patterns", "spans", "dateline", "ending", "occasions"):  # these are no words but patterns
            yield from _each(words, Sense(name))


def _each(words: Iterable[str], sense: Sense) -> Iterator[tuple[str, Sense]]:
    return ((word, sense) for word in words)


_FIRST_HAN, _LAST_HAN = "\u3040", "\u9fff"  # with the Japanese kana


def is_han(char: str) -> bool:
    return _FIRST_HAN <= char <= _LAST_HAN


def patterns(words: list[str]) -> list[str]:
    """Latin words begin after a space, so that no match begins inside a word; Chinese has no such border."""
    return [word if _FIRST_HAN <= word[0] <= _LAST_HAN else f" {word}" for word in words]


Words = tuple[
    list[str],
    dict[str, dict[int, tuple[Sense, ...]]],
    dict[str, Language],
    dict[str, Carriers],
    dict[str, dict[int, frozenset[str]]],
]


def _build(codes: list[str], names: Gazetteer) -> Words:
    """What a lexicon holds beside the gazetteer's names, whose numbers come first."""
    languages: dict[str, Language] = {}
    meant: dict[str, dict[str, tuple[Sense, ...]]] = {}
    for code in codes:
        tables = load_tables(code)
        meta = tables["language"]
        languages[code] = Language(
            meta["code"],
            meta["name"],
            meta["spaced"],
            meta["head"],
            meta.get("foreign", ""),
            meta.get("foreign_least", 1),
            meta.get("foreign_alone", ""),
            frozenset(meta.get("short_heads", "")),
            frozenset(meta.get("sides", ())),
            frozenset(meta.get("no_sides", ())),
            frozenset(meta.get("no_names", "")),
            meta.get("native"),
        )
        rows = list(_words(tables))
        found: dict[str, tuple[Sense, ...]] = {}
        for folded, (_, sense) in zip(fold_names(w for w, _ in rows), rows, strict=True):
            if folded:
                found[folded] = (*found.get(folded, ()), sense)
        meant[code] = found
    words = list(names.names())
    known_places = len(words)
    known = frozenset(words)
    words += sorted({word for found in meant.values() for word in found if word not in known})
    index = {word: i for i, word in enumerate(words)}
    one: dict[Any, Any] = {}  # What many words mean is kept once.
    senses = {
        code: {index[word]: one.setdefault(tuple(map(id, what)), what) for word, what in found.items()}
        for code, found in meant.items()
    }
    classes = {
        code: {i: one.setdefault(of := frozenset(s.cls for s in what), of) for i, what in mine.items()}
        for code, mine in senses.items()
    }
    carriers = {code: _carriers(mine, words) for code, mine in senses.items()}
    return words[known_places:], senses, languages, carriers, classes


def _carriers(mine: dict[int, tuple[Sense, ...]], words: list[str]) -> Carriers:
    def having(*classes: str) -> frozenset[int]:
        return frozenset(i for i, found in mine.items() if any(s.cls in classes for s in found))

    firm = frozenset(i for i, found in mine.items() if any(s.cls == "act" and s.value.weight >= FIRM for s in found))
    offices = frozenset(i for i, found in mine.items() if any(is_office(s) for s in found))
    heads = frozenset(i for i in offices if len(words[i]) == 1)
    signs = having("twin", "instrument", "cooperation")
    return Carriers(firm | having("gap", "gap-end", "twin"), signs, offices - heads, heads, having("detect"))


def is_office(sense: Sense) -> bool:
    """Whether a word names a government or an office of one: a mayor, a consulate; not a director or a guest."""
    return sense.cls in ("government", "envoy") or (sense.cls == "official" and sense.value != "any")


@cache
def lexicon() -> Lexicon:
    """The lexicon of every language folder, built once a process."""
    names = gazetteer()
    others, senses, languages, carriers, classes = kept("lexicon", SOURCES, lambda: _build(language_codes(), names))
    words = list(names.names())
    places = range(len(words))
    words += others
    index = {word: i for i, word in enumerate(words)}
    automaton = AhoCorasick(
        patterns(words),
        matchkind=MatchKind.LeftmostLongest,
        store_patterns=False,
        implementation=Implementation.ContiguousNFA,  # Built in two thirds of the time, as quick to a tenth.
    )
    return Lexicon(automaton, names, words, index, senses, places, languages, carriers, classes)
