"""Codes in the reader's words: kinds, states, fields, statuses from the ontology, countries from CLDR."""

from __future__ import annotations

from ikrar.ontology import label
from ikrar.site.shown.tongue import locale, ontology_code


def called(code: str) -> str:
    return label(code, ontology_code()) if code else ""


def country(code: str) -> str:
    """ID → Indonesia, 印度尼西亚. What CLDR does not know is shown as it stands."""
    return str(locale().territories.get(code, code)) if code else ""


def name_of(key: str) -> str:
    """`Name|CC` → Name."""
    return key.partition("|")[0]
