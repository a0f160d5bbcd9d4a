"""What is weighed of a claim beside the others of its text."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ikrar.model import Document
from ikrar.reading.claims import Draft
from ikrar.reading.judging import Judge, judge
from ikrar.reading.reader import draft
from ikrar.reading.telling import MARGINS, features, told

TEXTS = [
    ("en", "The mayors of Busan and Surabaya met in Busan on Monday and signed a memorandum of understanding."),
    ("id", "Wali Kota Medan bertemu Wali Kota Ichikawa di Medan, Senin. Keduanya menandatangani nota kesepahaman."),
    ("zh", "釜山市市长和泗水市市长星期一在釜山会谈，双方签署谅解备忘录。"),
]


def drafts_of(text: str, lang: str) -> list[Draft]:
    return draft(Document("x", text, lang, None, "2024-06-15"), judge()).drafts


def ahead(one: Draft, totals: list[float]) -> list[str]:
    """The steps of its margin, had its castings these totals."""
    first = one.weighed.castings[0]
    weighed = one.weighed._replace(castings=tuple(first._replace(total=t) for t in totals))
    names = features(replace(one, weighed=weighed), [one])
    return [name for group, name in names if group == "told" and name.startswith("margin")]


@pytest.mark.parametrize(("lang", "text"), TEXTS)
def test_how_far_the_likeliest_casting_is_ahead(lang: str, text: str) -> None:
    one = drafts_of(text, lang)[0]
    assert ahead(one, [3.0, 3.0]) == []
    assert ahead(one, [3.0, 1.8]) == ["margin>0.25", "margin>0.5", "margin>0.75", "margin>1.0"]
    assert len(ahead(one, [3.0])) == len(MARGINS)


@pytest.mark.parametrize(("lang", "text"), TEXTS)
def test_what_the_wording_says_counts_by_the_odds(lang: str, text: str) -> None:
    drafts = drafts_of(text, lang)
    for one in drafts:
        of_wording = [name for group, name in features(one, drafts) if group == "told|wording"]
        assert set(one.weighed.said) == {name for name in of_wording if "@" not in name}
        assert len({name.rpartition("@")[2] for name in of_wording if "@" in name}) == 1


@pytest.mark.parametrize(("lang", "text"), TEXTS)
def test_a_plain_meeting_and_a_signed_memorandum_are_told(lang: str, text: str) -> None:
    sure = {d.kind for p, d in told(drafts_of(text, lang), judge()) if p > 0.5}
    assert {"meeting", "agreement"} <= sure


def test_without_a_trained_judge_the_castings_decide() -> None:
    drafts = drafts_of(*reversed(TEXTS[0]))
    bare = Judge({}, {"claim": 0.0}, 0.5)
    assert [p for p, _ in told(drafts, bare)] == [d.probability for d in drafts]
