"""Endpoints that are busy, broken, slow or not for us."""

from __future__ import annotations

import pytest

from ikrar.llm import NoAnswer, Refused, Stopped
from tests.llm.conftest import document, row
from tests.llm.stub import Reply, claims, completion, refusal


def test_a_busy_endpoint_is_asked_again(reader, endpoint, waits):
    endpoint.says(refusal(429), claims(row()))
    assert len(reader().read(document()).claims) == 1
    assert (endpoint.asked, waits) == (2, [2.0])


@pytest.mark.parametrize("after", ["30", "Tue, 14 Nov 2023 22:13:50 GMT"])
def test_it_waits_as_long_as_the_endpoint_asks(reader, endpoint, waits, after):
    endpoint.says(refusal(503, Retry_After=after), claims(row()))
    reader().read(document())
    assert waits == [30.0]


@pytest.mark.parametrize("after", ["soon", "-5", "Tue, 14 Nov 2017 22:13:50 GMT", ""])
def test_a_wait_that_makes_no_sense_is_passed_over(reader, endpoint, waits, after):
    endpoint.says(refusal(429, Retry_After=after), claims(row()))
    reader().read(document())
    assert waits == [2.0]


def test_it_does_not_wait_for_hours(reader, endpoint, waits):
    endpoint.says(refusal(429, "quota", Retry_After="7200"))
    with pytest.raises(NoAnswer, match=r"429 quota \(it asks to wait 7200 seconds\)"):
        reader().read(document())
    assert (endpoint.asked, waits) == (1, [])


def test_an_endpoint_that_stays_broken_is_given_up(reader, endpoint, waits):
    endpoint.says(refusal(500, "out of order"))
    with pytest.raises(NoAnswer, match=r"500 out of order \(tried 5 times\)"):
        reader().read(document())
    assert (endpoint.asked, waits) == (5, [2.0, 4.0, 8.0, 16.0])


def test_one_that_says_nothing_is_asked_again_and_given_up(reader, endpoint, waits):
    endpoint.says(Reply(late=True))
    with pytest.raises(NoAnswer, match=r"no answer within 0.05 seconds \(tried 5 times\)"):
        reader(timeout=0.05).read(document())
    assert (endpoint.asked, len(waits)) == (5, 4)


def test_a_slow_answer_is_followed_by_a_good_one(reader, endpoint):
    endpoint.says(Reply(late=True), claims(row()))
    assert len(reader(timeout=0.3).read(document()).claims) == 1


def test_an_answer_that_breaks_off_is_asked_for_again(reader, endpoint):
    endpoint.says(Reply(b"{", headers={"Content-Length": "5000"}), claims(row()))
    assert len(reader().read(document()).claims) == 1


def test_nobody_there(reader):
    with pytest.raises(NoAnswer, match=r"http://127\.0\.0\.1:9: not reached"):
        reader(url="http://127.0.0.1:9").read(document())


def test_after_three_documents_without_an_answer_it_stops(reader, endpoint):
    endpoint.says(refusal(500))
    asking = reader()
    for _ in range(2):
        with pytest.raises(NoAnswer):
            asking.read(document())
    with pytest.raises(Stopped, match=r"3 documents in a row got no answer, the last because: .*500 no"):
        asking.read(document())


def test_answers_in_between_count_anew(reader, endpoint):
    bad = [refusal(400)] * 3  # One for each manner of asking.
    endpoint.says(*bad, *bad, claims(), *bad, *bad)
    asking = reader()
    for n in range(5):
        if n == 2:
            assert asking.read(document(f"Jakarta {n}")).claims == ()
        else:
            with pytest.raises(NoAnswer):
                asking.read(document(f"Jakarta {n}"))


@pytest.mark.parametrize(
    ("status", "advice"),
    [
        (401, "refuses the key: set IKRAR_LLM_KEY (401 no)"),
        (402, "wants to be paid"),
        (403, "refuses this key the model"),
        (404, "does not know the address or the model: set IKRAR_LLM_URL and IKRAR_LLM_MODEL"),
    ],
)
def test_a_refusal_is_told_at_once_with_what_to_do(reader, endpoint, waits, status, advice):
    endpoint.says(refusal(status))
    with pytest.raises(Refused) as told:
        reader().read(document())
    assert advice in str(told.value)
    assert (endpoint.asked, waits) == (1, [])


def test_the_key_is_not_repeated(reader, endpoint):
    endpoint.says(refusal(401, "secret is no key"))
    with pytest.raises(Refused, match="401 … is no key"):
        reader().read(document())


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_not_followed(reader, endpoint, status):
    endpoint.says(refusal(status, Location=f"{endpoint.url}/elsewhere"))
    with pytest.raises(Refused, match="sends us elsewhere"):
        reader().read(document())
    assert endpoint.asked == 1


def test_an_endpoint_that_does_not_know_every_wish_gets_fewer(reader, endpoint):
    endpoint.says(refusal(400, "response_format?"), refusal(422, "response_format?"), claims(row()), claims(row()))
    asking = reader()
    assert len(asking.read(document()).claims) == 1
    assert len(asking.read(document(title="another")).claims) == 1
    wishes = [{"response_format", "temperature"} & sent.keys() for sent in endpoint.requests]
    assert wishes == [{"response_format", "temperature"}, {"response_format"}, set(), set()]


def test_a_text_that_is_refused_spoils_nothing_for_the_next(reader, endpoint):
    endpoint.says(*[refusal(400, "context length exceeded")] * 3, claims(row()))
    asking = reader()
    with pytest.raises(NoAnswer, match="400 context length exceeded"):
        asking.read(document("Jakarta"))
    assert len(asking.read(document()).claims) == 1
    assert "response_format" in endpoint.requests[-1]


@pytest.mark.parametrize(
    "content",
    ["", None, "I cannot do that.", '{"claims": [{"kind": "vis', '{"claims": {}}', "{}", "[]", "[" * 5000, "}{"],
)
def test_a_malformed_answer_is_asked_for_once_more(reader, endpoint, content):
    endpoint.says(completion(content), claims(row()))
    assert len(reader().read(document()).claims) == 1
    assert endpoint.asked == 2


def test_malformed_twice_is_no_answer_and_is_not_kept(reader, endpoint):
    endpoint.says(completion("no"), completion("no"), claims(row()))
    asking = reader()
    with pytest.raises(NoAnswer, match=r"the answer of small is not of the form asked for \(asked 2 times\)"):
        asking.read(document())
    assert len(asking.read(document()).claims) == 1


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b"7", b'{"choices": []}', b'{"choices": [{"message": 1}]}'])
def test_what_is_no_chat_completion_is_told(reader, endpoint, body):
    endpoint.says(Reply(body))
    with pytest.raises(NoAnswer, match="no chat completion"):
        reader().read(document())
