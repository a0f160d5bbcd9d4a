"""In what state an act is: by its word, the modality around it, and its date."""

from __future__ import annotations

from datetime import date

import pytest

from ikrar.reading.clauses import acts_of, clauses
from ikrar.reading.judging import Judge
from ikrar.reading.staging import names, state_of, states, suggested
from tests.reading.pages import page, parties

SUGGESTED = [
    ("en", "Busan and Surabaya signed a memorandum of understanding.", "agreement", "done"),
    ("en", "Busan and Surabaya will sign a memorandum of understanding.", "agreement", "planned"),
    ("id", "Busan dan Surabaya akan menandatangani nota kesepahaman.", "agreement", "planned"),
    ("zh", "釜山市与泗水市将签署谅解备忘录。", "agreement", "planned"),
    ("en", "Busan and Surabaya renewed their sister city agreement.", "agreement", "renewed"),
    ("id", "Busan mengundang Surabaya.", "invitation", "done"),
]


def offered(text: str, lang: str, kind: str, when: str | None) -> tuple[str, list[tuple[str, set[str]]]]:
    """The state that grammar suggests for a text's first act of a kind, and the names of what speaks for each state."""
    laid = page(text, lang)
    sentence = laid.sentences[0]
    found = clauses(laid, sentence, parties(text, lang).groups, acts_of(laid, sentence))
    clause = next(c for c in found if c.act.act.kind == kind)
    first = suggested(laid, clause)
    around = names(laid, clause, first, when, date(2024, 6, 15))
    return first, [(state, {name for _, name in features}) for state, features in states(kind, around, first)]


@pytest.mark.parametrize(("lang", "text", "kind", "state"), SUGGESTED)
def test_words_suggest_a_state(lang: str, text: str, kind: str, state: str) -> None:
    assert offered(text, lang, kind, None)[0] == state


@pytest.mark.parametrize(
    ("when", "tense"), [("2024-06-20", "tense:coming"), ("2024-06-12", "tense:past"), (None, "tense:undated")]
)
def test_the_date_of_an_act_is_weighed(when: str | None, tense: str) -> None:
    _, around = offered("The mayor of Busan visited Surabaya.", "en", "visit", when)
    assert [state for state, _ in around] == ["done", "planned"]
    assert all(tense in names for _, names in around)


def test_an_act_that_has_one_state_alone_is_not_weighed() -> None:
    assert offered("Busan mengundang Surabaya.", "id", "invitation", None) == ("done", [])


def test_what_is_suggested_stands_where_nothing_is_known() -> None:
    unknown = Judge({}, {}, 0.5)
    assert state_of("visit", ["x"], "planned", unknown) == "planned"
    assert state_of("invitation", [], "done", unknown) == "done"


def test_the_weights_decide() -> None:
    weighed = Judge({"state|done": {"x": 1.0}}, {}, 0.5)
    assert state_of("visit", ["x"], "planned", weighed) == "done"
