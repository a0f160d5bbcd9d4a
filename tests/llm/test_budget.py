"""What one run may cost, and what was paid for once."""

from __future__ import annotations

import stat

import pytest

from ikrar.llm import Spent
from tests.llm.conftest import document, row
from tests.llm.stub import claims, completion


def test_a_cached_answer_is_not_asked_for_again(reader, endpoint):
    endpoint.says(claims(row()))
    first = reader().read(document())
    assert reader().read(document()) == first
    assert endpoint.asked == 1


@pytest.mark.parametrize("changed", [{"model": "large"}, {"text": "Jakarta"}, {"title": "x"}, {"published": "2020"}])
def test_another_model_text_or_question_is_asked_for(reader, endpoint, changed):
    endpoint.says(claims())
    reader().read(document())
    model = {"model": changed.pop("model")} if "model" in changed else {}
    reader(**model).read(document(**changed))
    assert endpoint.asked == 2


def test_a_cache_that_was_spoilt_is_asked_for_again(reader, endpoint, tmp_path):
    endpoint.says(claims(row()))
    reader().read(document())
    (kept,) = (tmp_path / "answers").rglob("*.json")
    for spoilt in (b"", b"{", b"[]", b"\xff", b'{"answer": 7}', b'{"answer": "no"}'):
        kept.write_bytes(spoilt)
        asked = endpoint.asked
        assert len(reader().read(document()).claims) == 1
        assert endpoint.asked == asked + 1


def test_an_answer_is_kept_whole_for_its_owner_alone(reader, endpoint, tmp_path):
    endpoint.says(claims(row()))
    reader().read(document())
    (kept,) = (p for p in (tmp_path / "answers").rglob("*") if p.is_file())
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "answers").stat().st_mode) == 0o700


def test_nothing_is_left_of_an_answer_that_could_not_be_written(reader, endpoint, tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    endpoint.says(claims(row()))
    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        reader().read(document())
    assert not [p for p in (tmp_path / "answers").rglob("*") if p.is_file()]


def test_so_many_documents_and_no_more(reader, endpoint):
    endpoint.says(claims())
    asking = reader(max_documents=2)
    asking.read(document("Jakarta"))
    asking.read(document("Shanghai"))
    with pytest.raises(Spent, match=r"the budget of 2 documents a run is spent .*IKRAR_LLM_MAX_DOCUMENTS"):
        asking.read(document("Brisbane"))
    assert endpoint.asked == 2


def test_what_is_cached_costs_nothing(reader, endpoint):
    endpoint.says(claims())
    for text in ("Jakarta", "Shanghai", "Brisbane"):
        reader(max_documents=1).read(document(text))
    asking = reader(max_documents=1)
    for text in ("Jakarta", "Shanghai", "Brisbane", "Semarang"):
        asking.read(document(text))
    assert endpoint.asked == 4


@pytest.mark.parametrize("reported", [9000, None])
def test_so_many_tokens_and_no_more(reader, endpoint, reported):
    endpoint.says(completion('{"claims": []}' + " " * 27_000, reported))
    asking = reader(max_tokens=10_000)
    asking.read(document("Jakarta"))
    with pytest.raises(Spent, match=r"the budget of 10,000 tokens a run does not suffice: .*IKRAR_LLM_MAX_TOKENS"):
        asking.read(document("Shanghai"))
    assert endpoint.asked == 1


def test_a_text_that_would_break_the_budget_is_not_sent(reader, endpoint):
    with pytest.raises(Spent):
        reader(max_tokens=10_000).read(document("Jakarta " * 10_000))
    assert endpoint.asked == 0
