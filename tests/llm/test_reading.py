"""A good answer: what is sent, what becomes of it."""

from __future__ import annotations

import json

import pytest

from ikrar.model import Reader
from ikrar.ontology import fields, kinds, states
from ikrar.reading import Rules
from tests.llm.conftest import BRISBANE, SEMARANG, TEXT, document, row
from tests.llm.stub import claims, completion


def test_it_works(reader, endpoint):
    endpoint.says(claims(row()))
    (claim,) = reader().read(document()).claims
    assert (claim.kind, claim.state, claim.when, claim.fields) == ("invitation", "done", "2019-10-03", ("water",))
    assert [p.key for p in claim.from_] == ["Semarang|ID"]
    assert [(p.key, p.geonames) for p in claim.to] == [("Brisbane|AU", 2174003)]
    assert claim.parties == ()
    assert claim.confidence == 0.9
    assert claim.reasons == ("read by small",)


def test_both_readers_are_readers(reader, endpoint):
    endpoint.says(claims(row()))
    both: list[Reader] = [Rules(), reader()]
    readings = [r.read(document()) for r in both]
    assert all("invitation" in {c.kind for c in reading.claims} for reading in readings)
    assert [r.lang for r in readings] == ["id", "id"]


def test_the_language_is_found_out_where_it_is_not_given(reader, endpoint):
    endpoint.says(claims(row()))
    assert reader().read(document(lang=None)).lang == "id"


def test_the_request_is_a_chat_completion_with_key_model_and_form(reader, endpoint):
    endpoint.says(claims())
    assert reader().read(document(title="Undangan")).claims == ()
    (sent,) = endpoint.requests
    assert (sent["path"], sent["key"], sent["model"]) == ("/v1/chat/completions", "Bearer secret", "small")
    assert sent["response_format"]["json_schema"]["strict"] is True
    asked = sent["messages"][-1]["content"]
    assert TEXT in asked
    assert "Undangan" in asked
    assert "2019-07-16" in asked


def test_no_key_is_sent_where_none_is_set(reader, endpoint):
    endpoint.says(claims())
    reader(key=None).read(document())
    assert endpoint.requests[0]["key"] is None


def test_the_prompt_and_the_form_hold_the_whole_ontology(reader, endpoint):
    endpoint.says(claims())
    reader().read(document())
    (sent,) = endpoint.requests
    task, form = sent["messages"][0]["content"], json.dumps(sent["response_format"])
    for code in (*kinds(), *states(), *fields()):
        assert f"- {code}" in task
        assert f'"{code}"' in form
    assert all(kind.lines["en"] in task for kind in kinds().values())


def test_braces_in_a_text_are_no_matter(reader, endpoint):
    endpoint.says(claims())
    reader().read(document("Jakarta {text} {0} {"))
    assert "Jakarta {text} {0} {" in endpoint.requests[0]["messages"][-1]["content"]


def test_claims_stand_in_the_order_of_the_text_and_once(reader, endpoint):
    visit = row(kind="visit", **{"from": [BRISBANE], "to": [SEMARANG]}, evidence=[{"quote": TEXT.split("\n")[0]}])
    endpoint.says(claims(row(), visit, row()))
    assert [c.kind for c in reader().read(document()).claims] == ["visit", "invitation"]


def test_a_claim_has_the_name_that_the_rules_give_it(reader, endpoint):
    (ruled,) = (c for c in Rules().read(document()).claims if c.kind == "invitation")
    endpoint.says(claims(row(evidence=[{"quote": ruled.evidence[0].quote}])))
    assert reader().read(document()).claims[0].id == ruled.id


@pytest.mark.parametrize(
    "dressed",
    [
        "```json\n{}\n```",
        "Here are the claims:\n{}\nI hope that this helps.",
        "<think>Is it {{an invitation}}?</think>{}",
    ],
)
def test_what_models_write_around_their_json_is_passed_over(reader, endpoint, dressed):
    endpoint.says(completion(dressed.replace("{}", json.dumps({"claims": [row()]}))))
    assert len(reader().read(document()).claims) == 1
