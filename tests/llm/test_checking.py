"""What does not hold is dropped and counted; the rest stays."""

from __future__ import annotations

import pytest

from tests.llm.conftest import BRISBANE, INVITES, SEMARANG, TEXT, document, row
from tests.llm.stub import claims

NOWHERE = {"name": "Entenhausen", "country": "DE", "level": "city"}


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"evidence": [{"quote": "Semarang mengundang Perth"}]}, "quote that is not in the text"),
        ({"evidence": [{"quote": INVITES}, {"quote": "of my own"}]}, "quote that is not in the text"),
        ({"evidence": [{"quote": "Semarang … Brisbane"}]}, "quote that is not in the text"),
        ({"evidence": [{"quote": "ke"}]}, "quote that is not in the text"),
        ({"evidence": [{"quote": ""}]}, "quote that is not in the text"),
        ({"evidence": []}, "quote that is not in the text"),
        ({"evidence": INVITES}, "not of the form asked for"),
        ({"kind": "merger"}, "unknown kind"),
        ({"kind": None}, "not of the form asked for"),
        ({"state": "dreamt"}, "unknown state"),
        ({"fields": ["water", "magic"]}, "unknown field"),
        ({"fields": "water"}, "not of the form asked for"),
        ({"when": "3 Oktober"}, "date that is no EDTF"),
        ({"when": "2019-13-01"}, "date that is no EDTF"),
        ({"when": "2019-10-03/"}, "date that is no EDTF"),
        ({"when": 2019}, "not of the form asked for"),
        ({"to": [NOWHERE]}, "party that the gazetteer does not hold"),
        ({"to": [BRISBANE | {"country": "ID"}]}, "party that the gazetteer does not hold"),
        ({"to": ["Brisbane"]}, "not of the form asked for"),
        ({"to": []}, "parties that do not fit the kind"),
        ({"to": [SEMARANG]}, "parties that do not fit the kind"),
        ({"parties": [BRISBANE]}, "parties that do not fit the kind"),
        ({"kind": "meeting"}, "parties that do not fit the kind"),
        ({"kind": "meeting", "from": [], "to": [], "parties": [SEMARANG]}, "parties that do not fit the kind"),
        ({"kind": "meeting", "from": [], "to": [], "parties": [SEMARANG] * 2}, "parties that do not fit the kind"),
        ({"kind": "trait", "from": [], "to": [], "parties": []}, "parties that do not fit the kind"),
        ({"confidence": 7}, "not of the form asked for"),
        ({"confidence": float("nan")}, "not of the form asked for"),
        ({"confidence": True}, "not of the form asked for"),
    ],
)
def test_a_claim_that_fails_is_dropped_and_counted(reader, endpoint, changed, why):
    endpoint.says(claims(row(**changed), row()))
    reading = reader().read(document())
    assert len(reading.claims) == 1
    (note,) = reading.notes
    assert (note.code, note.message) == ("dropped", f"1 claim of the language model dropped: {why} (1)")


def test_rows_that_are_no_claims_are_counted_too(reader, endpoint):
    endpoint.says(claims("none", 7, None, {}, row(kind="merger"), row()))
    reading = reader().read(document())
    assert len(reading.claims) == 1
    assert reading.notes[0].message == (
        "5 claims of the language model dropped: not of the form asked for (4), unknown kind (1)"
    )


@pytest.mark.parametrize(
    "changed",
    [
        {"kind": "delivery"},
        {"kind": "delivery", "from": [], "to": [], "parties": [SEMARANG, BRISBANE]},
        {"kind": "partnership", "from": [], "to": [], "parties": [SEMARANG, BRISBANE]},
        {"kind": "trait", "from": [], "to": [], "parties": [SEMARANG]},
        {"when": None, "what": None, "fields": [], "speaker": None},
        {"when": "2019-10-03/2019-10-05"},
        {"confidence": 1},
    ],
)
def test_other_shapes_that_hold(reader, endpoint, changed):
    endpoint.says(claims(row(**changed)))
    reading = reader().read(document())
    assert (len(reading.claims), reading.notes) == (1, ())


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ({"name": "New York", "country": "US", "level": "region"}, "New York|US"),
        ({"name": "New York", "country": "US", "level": "city"}, "New York City|US"),
        ({"name": "Hyogo Prefecture", "country": "JP", "level": "region"}, "Hyogo|JP"),
        ({"name": "City of Brisbane", "country": "AU", "level": "city"}, "Brisbane|AU"),
        ({"name": "上海", "country": "CN", "level": "city"}, "Shanghai|CN"),
        ({"name": "Japan", "country": "jp", "level": "country"}, "Japan|JP"),
        ({"name": "Brisbane", "country": None, "level": None}, "Brisbane|AU"),
    ],
)
def test_parties_are_those_of_the_gazetteer(reader, endpoint, said, meant):
    endpoint.says(claims(row(to=[said])))
    assert reader().read(document()).claims[0].to[0].key == meant


@pytest.mark.parametrize(
    "quote",
    [
        INVITES,
        INVITES.replace("\n", " "),
        INVITES.replace("“", '"').replace("”", '"'),
        INVITES.replace("“", "«").replace("”", "'"),
        f"  {INVITES.replace(' ', '  ')}\n",
        INVITES.replace("Kota", "Ko\u00adta"),
    ],
)
def test_white_space_and_quotation_marks_do_not_matter_and_positions_are_the_texts_own(reader, endpoint, quote):
    endpoint.says(claims(row(evidence=[{"quote": quote}])))
    (evidence,) = reader().read(document()).claims[0].evidence
    assert evidence.quote == INVITES == TEXT[evidence.start : evidence.end]


def test_positions_count_code_points_in_chinese_broken_over_lines(reader, endpoint):
    text = "𠮷　\r\n雅加达市邀请上海市\n出席“水务\u200b论坛”。"
    endpoint.says(claims(row(evidence=[{"quote": "雅加达市邀请上海市出席「水务论坛」"}])))
    (evidence,) = reader().read(document(text, lang="zh")).claims[0].evidence
    assert evidence.quote == text[evidence.start : evidence.end] == "雅加达市邀请上海市\n出席“水务\u200b论坛”"


def test_what_is_told_in_the_texts_own_words_or_not_at_all(reader, endpoint):
    endpoint.says(claims(row(), row(what="Water Week", evidence=[{"quote": "mengundang Brisbane"}])))
    assert [c.what for c in reader().read(document()).claims] == ["Pekan Air Semarang", None]


def test_a_speaker_is_one_of_the_parties(reader, endpoint):
    endpoint.says(claims(row(speaker="semarang"), row(speaker="Antara", evidence=[{"quote": "mengundang Brisbane"}])))
    assert [c.speaker for c in reader().read(document()).claims] == ["Semarang|ID", None]
