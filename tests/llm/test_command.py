"""`ikrar read --reader llm`."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import INVITES, ikrar, press  # noqa: F401 - fixtures
from tests.llm.conftest import SEMARANG, row
from tests.llm.stub import claims, refusal

SHANGHAI = {"name": "Shanghai", "country": "CN", "level": "city"}


@pytest.fixture
def configured(endpoint, monkeypatch, tmp_path):
    for name, value in {"URL": endpoint.url, "MODEL": "small", "KEY": "", "CACHE": str(tmp_path / "answers")}.items():
        monkeypatch.setenv(f"IKRAR_LLM_{name}", value)
    endpoint.says(claims(row(to=[SHANGHAI], evidence=[{"quote": INVITES}]), row(kind="merger")))
    return endpoint


def test_it_works(ikrar, press, configured):  # noqa: F811
    ran = ikrar("read", press / "invites.txt", "--reader", "llm", "--format", "jsonl")
    line = json.loads(ran.out)
    assert ran.code == 0
    assert [c["from"][0]["name"] for c in line["claims"]] == [SEMARANG["name"]]
    assert line["document"]["notes"] == ["1 claim of the language model dropped: unknown kind (1)"]


def test_without_configuration_it_says_what_to_set(ikrar, press, monkeypatch):  # noqa: F811
    for name in ("URL", "MODEL", "KEY"):
        monkeypatch.delenv(f"IKRAR_LLM_{name}", raising=False)
    ran = ikrar("read", press, "--reader", "llm")
    assert ran.code == 2
    assert "IKRAR_LLM_URL and IKRAR_LLM_MODEL not set" in ran.err
    assert "IKRAR_LLM_KEY" in ran.err
    assert ran.out == ""


def test_nothing_is_sent_unless_asked_for(ikrar, press, configured):  # noqa: F811
    assert ikrar("read", press).code == 0
    assert configured.asked == 0


def test_documents_without_an_answer_are_named_and_the_others_are_read(ikrar, press, configured):  # noqa: F811
    configured.says(*[refusal(400, "too long")] * 3, claims())
    ran = ikrar("read", press, "--reader", "llm", "--format", "jsonl")
    assert ran.code == 1
    assert ran.err == f"ikrar: {press}/invites.txt: {configured.url}: 400 too long\n"
    assert [json.loads(line)["document"]["id"] for line in ran.out.splitlines()] == ["meets"]


def test_a_spent_budget_ends_the_run_and_the_next_goes_on(ikrar, press, configured, monkeypatch):  # noqa: F811
    monkeypatch.setenv("IKRAR_LLM_MAX_DOCUMENTS", "1")
    ran = ikrar("read", press, "--reader", "llm", "--format", "jsonl")
    assert (ran.code, len(ran.out.splitlines()), configured.asked) == (1, 1, 1)
    assert "meets.txt: not read, nor what comes after it: the budget of 1 document a run is spent" in ran.err
    ran = ikrar("read", press, "--reader", "llm", "--format", "jsonl")
    assert (ran.code, len(ran.out.splitlines()), configured.asked) == (0, 2, 2)


def test_a_refused_key_is_a_matter_of_configuration(ikrar, press, configured):  # noqa: F811
    configured.says(refusal(401))
    ran = ikrar("read", press, "--reader", "llm")
    assert ran.code == 2
    assert "refuses the key: set IKRAR_LLM_KEY" in ran.err
    assert configured.asked == 1


def test_a_cache_that_cannot_be_written_is_told_before_anything_is_sent(ikrar, press, configured, monkeypatch):  # noqa: F811
    monkeypatch.setenv("IKRAR_LLM_CACHE", str(press / "meets.txt"))
    ran = ikrar("read", press, "--reader", "llm")
    assert ran.code == 2
    assert "meets.txt" in ran.err
    assert configured.asked == 0
