"""How long an instrument is said to bind: a five-year agreement, berlaku selama tiga tahun, 有效期五年.

No part of a claim: a text says it in one place and means the instrument of another, so that a person decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ikrar.reading.date_forms import han_number
from ikrar.reading.lexicon import language_codes, load_table

UNITS = {"years": 12, "months": 1}
MOST_MONTHS = 50 * 12  # longer ones are ages and anniversaries
_DIGITS = "[0-9]{1,3}|[一二两三四五六七八九十]{1,3}"


@dataclass(frozen=True, slots=True)
class Lasting:
    """A term in months, and the words that state it: `text[start:end]`."""

    months: int
    start: int
    end: int


def lastings(text: str, lang: str | None) -> Iterator[Lasting]:
    """Every term that a text states of an instrument, in its order; none in a language without such a table."""
    found: list[Lasting] = []
    for pattern, unit, numbers in _tables(lang) if lang in language_codes() else ():
        for match in pattern.finditer(text):
            word = match["number"]
            number = int(word) if word.isdecimal() else numbers.get(word.casefold()) or han_number(word) or 0
            if 0 < number * unit <= MOST_MONTHS:
                found.append(Lasting(number * unit, match.start(), match.end()))
    done = 0
    for told in sorted(found, key=lambda t: (t.start, -t.end)):
        if told.start >= done:
            yield told
            done = told.end


@cache
def _tables(lang: str) -> list[tuple[re.Pattern[str], int, dict[str, int]]]:
    """A language's patterns, each with the months of its unit and what its words of number mean."""
    dates = load_table(lang, "dates")
    numbers = {word.casefold(): int(n) for word, n in dates.get("numbers", {}).items()}
    words = "|".join(sorted(map(re.escape, numbers), key=len, reverse=True))
    number = f"(?P<number>{_DIGITS}{'|' + words if words else ''})"
    return [
        (re.compile(pattern.replace("<number>", number), re.IGNORECASE), UNITS[unit], numbers)
        for unit, patterns in dates.get("binding", {}).items()
        for pattern in patterns
    ]
