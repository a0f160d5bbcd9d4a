"""The reader's language, as each library spells it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from babel import Locale
from django.utils.translation import get_language

# Django's code: the ontology's, Babel's, what goes into lang="…"
_SPELLINGS = {
    "id": ("id", "id_ID", "id"),
    "en": ("en", "en_GB", "en"),
    "zh-hans": ("zh", "zh_Hans_CN", "zh-Hans"),
}


def _spelling(i: int) -> str:
    return _SPELLINGS.get(get_language() or "en", _SPELLINGS["en"])[i]


def ontology_code() -> str:
    return _spelling(0)


def html_code() -> str:
    return _spelling(2)


@cache
def _locale(code: str) -> Locale:
    return Locale.parse(code)


def locale() -> Locale:
    return _locale(_spelling(1))


def listed(parts: Iterable[str]) -> str:
    """Several things in a row, as the language separates them."""
    return ("、" if ontology_code() == "zh" else ", ").join(parts)
