"""The forms in which a language writes dates: its months, numbers and patterns, and which signs each form needs."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

_DIGIT, _HAN_DIGIT = re.compile(r"\d"), re.compile("[一二三四五六七八九十]")
_YEAR = re.compile(r"(?:1[5-9]|2[01])\d\d")
_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "元": 1, "两": 2}

SHIFTS = {"prior": -2, "last": -1, "this": 0, "next": 1}  # periods by the one that is now

# What a date is written with: a pattern without its signs in the sentence need not be tried.
DIGIT, HAN_DIGIT, YEAR, MONTH, NUMBER, OFFSET, ERA, PART, ANY = (1 << n for n in range(9))
TELLING = DIGIT | HAN_DIGIT | MONTH | NUMBER | PART
# A placeholder of the patterns -> signs of which it holds one.
_HOLDS = {
    "month": MONTH,
    "month2": MONTH,
    "long-month": MONTH,
    **dict.fromkeys(("day", "day2", "mon", "mon2"), DIGIT),
    **dict.fromkeys(("year", "year2"), YEAR),
    **dict.fromkeys(("han-day", "han-day2", "han-mon", "han-mon2", "han-year"), DIGIT | HAN_DIGIT),
    "years": DIGIT | HAN_DIGIT | NUMBER,
    "offset": OFFSET,
    "era": ERA,
    "part": PART,
}
_PLACEHOLDER = re.compile(r"<([a-z][a-z0-9-]*)>")
_LETTERS = re.compile(r"\w+")
_FIRST = re.compile(r"\\b<([a-z][a-z0-9-]*)>(?![?*{])")
_CLASS = re.compile(r"\[\]?[^\]]*\]")
_INNERMOST = re.compile(r"\((\?[:=!<][=!]?)?([^()]*)\)([?*]|\{0?,)?")
_ODD_CASE = re.compile("[ſıİ]")  # The same as s and i where case is ignored, but lower() does not make them so.


Sign = tuple[int, int]  # Where it begins, and its kind


class Signs:
    """Where the signs of dates stand in a text; without a list of them, any may stand anywhere."""

    def __init__(self, found: list[Sign] | None):
        self._found = sorted(found) if found is not None else None
        self._at = [at for at, _ in self._found or ()]

    def within(self, start: int, end: int) -> list[Sign]:
        """The signs that begin in a stretch, in order."""
        if self._found is None:
            return [(start, ANY)]
        return self._found[bisect_left(self._at, start) : bisect_left(self._at, end)]


def kinds(signs: list[Sign]) -> int:
    """The kinds of some signs, as bits."""
    found = 0
    for _, kind in signs:
        found |= kind
    return found


def han_number(text: str) -> int | None:
    """二〇二三 -> 2023, 二十三 -> 23, 十 -> 10."""
    if not text:
        return None
    if text.isdigit():
        return int(text)
    if "十" in text:
        tens, _, ones = text.partition("十")
        a, b = (_DIGITS.get(tens, 1) if tens else 1), (_DIGITS.get(ones, 0) if ones else 0)
        return a * 10 + b
    if all(c in _DIGITS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    return None


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A compiled pattern, the signs of which the sentence must hold one each, characters that must stand there, and the
    signs with one of which every match begins (none where it may begin with something else)."""

    compiled: re.Pattern[str]
    signs: tuple[int, ...]
    chars: frozenset[str]
    begins: int

    def matches(self, text: str, start: int, end: int, signs: list[Sign]) -> Iterator[re.Match[str]]:
        """The pattern's matches in a sentence in which these signs stand."""
        if not self.begins or signs[:1] == [(start, ANY)]:
            yield from self.compiled.finditer(text, start, end)
            return
        for at, kind in signs:
            if kind & self.begins and at >= start and (match := self.compiled.match(text, at, end)):
                yield match
                start = match.end()


def required(pattern: str) -> tuple[tuple[int, ...], frozenset[str]]:
    """What stands in every match of a date pattern: of each set of signs one, and these characters, which have no case.

    Optional parts, alternatives and what only looks ahead or back ask for nothing."""
    marks = {name: chr(0xE000 + n) for n, name in enumerate(_HOLDS)}
    rest = _PLACEHOLDER.sub(lambda m: marks.get(m[1], "\ue0ff"), pattern)
    rest = _CLASS.sub("\ue0ff", re.sub(r"\\.", "\ue0ff", rest))

    def inner(group: re.Match[str]) -> str:
        looks = group[1] not in (None, "?:")
        return "\ue0ff" if looks or group[3] or "|" in group[2] else group[2]

    while (shorter := _INNERMOST.sub(inner, rest)) != rest:
        rest = shorter
    rest = re.sub(r".(?:[?*]|\{0?,)", "", rest)
    if "|" in rest:
        return (), frozenset()
    names = {mark: name for name, mark in marks.items()}
    signs = dict.fromkeys(_HOLDS[names[c]] for c in rest if c in names)
    plain = frozenset(c for c in rest if c in "-/" or "\u3040" <= c <= "\u9fff")
    return tuple(signs), plain


def begins(pattern: str) -> int:
    """The signs with one of which every match of a pattern begins; 0 where that is not plain to see."""
    first = _FIRST.match(pattern)
    return _HOLDS.get(first[1], 0) if first else 0


class DateForms:
    """A language's months, numbers and date patterns, compiled."""

    def __init__(self, tables: dict[str, dict[str, object]]):
        def ints(name: str) -> dict[str, int]:
            return {k.casefold(): int(v) for k, v in tables.get(name, {}).items()}  # type: ignore[call-overload]

        self.months, self.numbers, self.offsets = ints("months"), ints("numbers"), ints("offset")
        self.eras: dict[str, int] = {k: int(v) for k, v in tables.get("eras", {}).items()}  # type: ignore[call-overload]
        spread = cast("dict[str, tuple[int, int]]", tables.get("parts", {}))
        self.parts = {part.casefold(): months for part, months in spread.items()}
        words = tables.get("words", {})
        ranges = sorted(words.get("range", []), key=len, reverse=True)  # type: ignore[call-overload]
        parts = {
            "MONTH": _either(self.months),
            "LONG": _either({m: n for m, n in self.months.items() if len(m) > 3}),
            "RANGE": "|".join([*map(re.escape, ranges), "[-–—~～]"]),
            "ERA": _either(self.eras),
            "NUMBER": _either(self.numbers),
            "OFFSET": _either(self.offsets),
            "PART": _either(dict.fromkeys(self.parts, 0)),
        }
        # A sentence without any of these holds no date: one look instead of one a pattern.
        relative = [*tables.get("relative", {}), *tables.get("after", {}), *tables.get("weekdays", {})]
        periods = [w for listed in tables.get("periods", {}).values() for w in listed]  # type: ignore[attr-defined]
        known = {**self.months, **self.numbers, **dict.fromkeys([*relative, *periods, *self.parts], 0)}
        self.telling = re.compile(rf"\d|[一二三四五六七八九十]|{_either(known)}", re.IGNORECASE)
        self.patterns = [
            _Pattern(re.compile(self._expand(str(p), parts), re.IGNORECASE), *required(str(p)), begins(str(p)))
            for p in words.get("patterns", [])  # type: ignore[attr-defined]
        ]
        number = f"([0-9]{{1,2}}|{parts['NUMBER']}|[一二两三四五六七八九十]{{1,3}})"
        spans = [str(p).replace("<number>", number) for p in words.get("spans", [])]  # type: ignore[attr-defined]
        self.spans = re.compile("|".join(spans), re.IGNORECASE) if spans else None
        occasions = [str(p) for p in words.get("occasions", [])]  # type: ignore[attr-defined]
        self.occasions = re.compile("|".join(occasions), re.IGNORECASE) if occasions else None
        weekdays = _either(dict.fromkeys(tables.get("weekdays", {}), 0))
        self.onward = re.compile(rf"[)）\s]*(?:{parts['RANGE']})\s*(?:{weekdays})?[\s,(（]*", re.IGNORECASE)
        ending = words.get("ending")
        self.ending = re.compile(str(ending), re.IGNORECASE) if ending else None
        dateline = words.get("dateline")
        self.dateline = re.compile(str(dateline)) if dateline else None
        self._possible: dict[int, list[_Pattern]] = {}
        of_year = dict.fromkeys(self.parts, 0)
        kinds = {MONTH: self.months, NUMBER: self.numbers, OFFSET: self.offsets, ERA: self.eras, PART: of_year}
        self._signs = {kind: re.compile(_either(_shortest(words))) for kind, words in kinds.items() if words}

    def signs(self, text: str) -> Signs:
        """Where digits, names of months and the like stand in a text."""
        found = [(m.start(), DIGIT) for m in _DIGIT.finditer(text)]
        if found:
            found += [(m.start(), YEAR) for m in _YEAR.finditer(text)]
        small = text.lower()
        if not text.isascii():
            if len(small) != len(text) or _ODD_CASE.search(text):
                return Signs(None)
            found += [(m.start(), HAN_DIGIT) for m in _HAN_DIGIT.finditer(text)]
        for kind, pattern in self._signs.items():
            found += [(m.start(), kind) for m in pattern.finditer(small)]
        return Signs(found)

    def possible(self, signs: int, text: str, start: int, end: int) -> list[_Pattern]:
        """The patterns that may match in a sentence, in their order."""
        mine = self._possible.get(signs)
        if mine is None:
            mine = [p for p in self.patterns if all(signs & (one | ANY) for one in p.signs)]
            self._possible[signs] = mine
        here = set(text[start:end])
        return [p for p in mine if p.chars <= here]

    @staticmethod
    def _expand(pattern: str, parts: dict[str, str]) -> str:
        for name in ("day", "day2"):
            pattern = pattern.replace(f"<{name}>", rf"(?P<{name}>[0-3]?\d)")
        for name in ("year", "year2"):
            pattern = pattern.replace(f"<{name}>", rf"(?P<{name}>(?:1[5-9]|20|21)\d\d)")
        for name in ("month", "month2"):
            pattern = pattern.replace(f"<{name}>", rf"(?P<{name}>{parts['MONTH']})")
        pattern = pattern.replace("<long-month>", rf"(?P<month>{parts['LONG']})")
        for name in ("mon", "mon2"):
            pattern = pattern.replace(f"<{name}>", rf"(?P<{name}>[01]?\d)")
            pattern = pattern.replace(f"<han-{name}>", rf"(?P<{name}>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])")
        for name in ("day", "day2"):
            han = r"[0-3]?\d|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九]"
            pattern = pattern.replace(f"<han-{name}>", f"(?P<{name}>{han})")
        pattern = pattern.replace("<han-year>", r"(?P<year>[12]\d{3}|[一二][〇零○一二三四五六七八九]{3})")
        pattern = pattern.replace("<era>", f"(?P<era>{parts['ERA']})")
        pattern = pattern.replace("<era-year>", r"(?P<year>\d{1,3}|元|[一二三四五六七八九〇零十百]{1,4})")
        pattern = pattern.replace("<part>", f"(?P<part>{parts['PART']})")
        pattern = pattern.replace("<offset>", f"(?P<offset>{parts['OFFSET']})")
        pattern = pattern.replace(
            "<years>", rf"(?P<years>\d{{1,3}}|{parts['NUMBER']}|[一二三四五六七八九]?十[一二三四五六七八九]?)"
        )
        return pattern.replace("<range>", f"(?:{parts['RANGE']})")

    def month(self, word: str) -> int | None:
        return self.months.get(word.casefold())

    def part(self, word: str) -> tuple[int, int]:
        """The first and the last month of a part of a year."""
        return self.parts[" ".join(word.casefold().split())]

    def offset(self, word: str) -> int:
        return self.offsets[" ".join(word.casefold().split())]

    def number(self, word: str) -> int | None:
        known = self.numbers.get(word.casefold())
        return known if known is not None else han_number(word)


def _shortest(words: dict[str, int]) -> dict[str, int]:
    """Beginnings of the words, of which no other is the beginning: where one of all begins, one of these does."""
    heads = {head[0] if (head := _LETTERS.match(w)) else w: n for w, n in words.items()}
    return {w: n for w, n in heads.items() if not any(w != o and w.startswith(o) for o in heads)}


def _either(words: dict[str, int]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True)) or "(?!)"
