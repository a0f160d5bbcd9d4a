"""The ontology is whole: every code of the definition of claims, every label in every language."""

from __future__ import annotations

import pytest

from ikrar.ontology import LANGUAGES, fields, kinds, label, states, statuses
from ikrar.ontology.shape import DIRECTED, SINGLE

KINDS = {
    "meeting": "symmetric",
    "visit": "directed",
    "agreement": "symmetric",
    "partnership": "symmetric",
    "invitation": "directed",
    "offer": "directed",
    "interest": "directed",
    "request": "directed",
    "acceptance": "directed",
    "plan": "symmetric",
    "delivery": "directed",
    "trait": "single",
    "aim": "single",
}
FIELDS = [
    "trade",
    "investment",
    "finance",
    "industry",
    "agriculture",
    "fisheries",
    "tourism",
    "culture",
    "heritage",
    "creative-economy",
    "sport",
    "education",
    "scholarships",
    "youth",
    "science-technology",
    "digital",
    "public-administration",
    "urban-planning",
    "housing",
    "transport",
    "ports-logistics",
    "aviation",
    "water",
    "waste",
    "energy",
    "environment",
    "climate",
    "health",
    "disaster",
    "public-safety",
    "social",
    "people-to-people",
    "employment",
    "media",
    "food",
]
STATUSES = {
    "commitment": ["made", "accepted", "under-way", "kept", "partly-kept", "declined", "lapsed", "withdrawn"],
    "agreement": ["in-preparation", "in-force", "renewed", "expiring", "expired", "ended"],
    "partnership": ["active", "preparing", "contact", "ended"],
}
STATES = ["done", "planned", "ended", "renewed"]


def test_kinds_and_their_shapes() -> None:
    assert {k.code: k.shape for k in kinds().values()} == KINDS


def test_shapes_that_code_decides_by_are_those_of_the_data() -> None:
    assert {c for c, k in kinds().items() if k.shape == "directed"} == DIRECTED
    assert {c for c, k in kinds().items() if k.shape == "single"} == SINGLE


def test_default_states_are_states() -> None:
    assert {k.state for k in kinds().values()} <= set(states())
    assert kinds()["plan"].state == "planned"


def test_fields_in_the_order_of_their_definition() -> None:
    assert list(fields()) == FIELDS


def test_states() -> None:
    assert list(states()) == STATES


@pytest.mark.parametrize("of", STATUSES)
def test_statuses(of: str) -> None:
    assert list(statuses(of)) == STATUSES[of]


def test_goals_are_goals() -> None:
    for field in fields().values():
        assert field.sdg
        assert list(field.sdg) == sorted(set(field.sdg))
        assert all(1 <= n <= 17 for n in field.sdg)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_code_is_called_something_in_every_language(lang: str) -> None:
    for code in (*KINDS, *FIELDS, *STATES, *(c for codes in STATUSES.values() for c in codes)):
        word = label(code, lang)
        assert word == word.strip()
        assert word
        if lang == "zh":
            assert any("\u4e00" <= c <= "\u9fff" for c in word), code
        else:
            assert word.isascii(), code


@pytest.mark.parametrize("lang", LANGUAGES)
def test_words_tell_kinds_and_fields_apart(lang: str) -> None:
    for codes in (KINDS, FIELDS, STATES, *STATUSES.values()):
        words = [label(code, lang) for code in codes]
        assert len(set(words)) == len(words)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_kind_is_described(lang: str) -> None:
    for kind in kinds().values():
        line = kind.lines[lang]
        assert line.endswith("。" if lang == "zh" else ".")
        assert "\n" not in line


def test_a_code_of_two_tables_is_called_the_same_in_both() -> None:
    seen: dict[str, tuple[str, ...]] = {}
    tables = [kinds(), fields(), states(), *(statuses(of) for of in STATUSES)]
    for table in tables:
        for code, row in table.items():
            words = tuple(row.labels[lang] for lang in LANGUAGES)
            assert seen.setdefault(code, words) == words


def test_a_code_that_is_unknown_stands_as_it_is() -> None:
    assert label("no-such-code", "id") == "no-such-code"
