"""What the environment says, and what is said where it says nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from ikrar.llm import NotConfigured, settings

GIVEN = {"IKRAR_LLM_URL": "https://api.example.org/v1", "IKRAR_LLM_MODEL": "small"}


def test_it_works():
    found = settings(GIVEN | {"IKRAR_LLM_KEY": " secret\n", "IKRAR_LLM_CACHE": "/tmp/answers"})
    assert (found.url, found.model, found.key) == ("https://api.example.org/v1", "small", "secret")
    assert found.cache == Path("/tmp/answers")
    assert (found.max_documents, found.max_tokens, found.timeout) == (100, 1_000_000, 120)
    assert "secret" not in repr(found)


def test_a_key_need_not_be():
    assert settings(GIVEN).key is None


@pytest.mark.parametrize("url", ["https://api.example.org/v1/", "https://api.example.org/v1/chat/completions"])
def test_the_address_may_be_copied_as_it_is_found(url):
    assert settings(GIVEN | {"IKRAR_LLM_URL": url}).url == "https://api.example.org/v1"


def test_answers_are_kept_in_the_users_cache():
    assert settings(GIVEN | {"XDG_CACHE_HOME": "/c"}).cache == Path("/c/ikrar/llm")


@pytest.mark.parametrize("missing", ["IKRAR_LLM_URL", "IKRAR_LLM_MODEL"])
def test_what_is_missing_is_named(missing):
    with pytest.raises(NotConfigured, match=rf"\({missing} not set\): set IKRAR_LLM_URL .* IKRAR_LLM_KEY"):
        settings({name: value for name, value in GIVEN.items() if name != missing})


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("URL", "api.example.org", "is no address"),
        ("URL", "file:///etc/passwd", "is no address"),
        ("URL", "http://", "is no address"),
        ("URL", "http://a:port/", "is no address"),
        ("URL", "http://a b/", "is no address"),
        ("KEY", "geheim–", "characters that no key has"),
        ("MAX_DOCUMENTS", "many", "is no whole number above 0"),
        ("MAX_DOCUMENTS", "0", "is no whole number above 0"),
        ("MAX_TOKENS", "-1", "is no whole number above 0"),
        ("TIMEOUT", "1.5", "is no whole number above 0"),
    ],
)
def test_what_makes_no_sense_is_refused(name, value, said):
    with pytest.raises(NotConfigured, match=said):
        settings(GIVEN | {f"IKRAR_LLM_{name}": value})
