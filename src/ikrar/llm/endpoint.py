"""An endpoint that speaks OpenAI's chat completions: messages in, the model's words and their price out."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ikrar.llm.errors import NoAnswer, Refused
from ikrar.llm.patience import patiently
from ikrar.llm.posting import Failed, post
from ikrar.llm.settings import Settings

Messages = list[dict[str, str]]

# Not every server knows every wish. The first manner that is understood is kept.
_MANNERS = (("response_format", "temperature"), ("response_format",), ())
_HOPELESS = {
    401: "refuses the key: set IKRAR_LLM_KEY",
    402: "wants to be paid",
    403: "refuses this key the model: set IKRAR_LLM_KEY and IKRAR_LLM_MODEL",
    404: "does not know the address or the model: set IKRAR_LLM_URL and IKRAR_LLM_MODEL",
    405: "takes no chat completions: set IKRAR_LLM_URL",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What the model said, and the tokens of question and answer together."""

    text: str
    tokens: int


class Endpoint:
    """`sleep` and `clock` are arguments so that nobody has to wait for a test."""

    def __init__(
        self,
        settings: Settings,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._settings, self._sleep, self._clock = settings, sleep, clock
        self._manner = 0

    def ask(self, messages: Messages, schema: dict[str, Any]) -> Answer:
        """Ask the model; raises `NoAnswer`, or `Refused` where it is no use to ask again."""
        wishes = {
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "claims", "strict": True, "schema": schema},
            },
            "temperature": 0,
        }
        failure: Failed | None = None
        for manner in range(self._manner, len(_MANNERS)):
            body = {"model": self._settings.model, "messages": messages}
            try:
                raw = self._post(body | {wish: wishes[wish] for wish in _MANNERS[manner]})
            except Failed as failed:
                failure = failure or failed
                if failed.status in (400, 422):  # It may be a wish that it does not understand.
                    continue
                raise self._trouble(failed) from None
            self._manner = manner
            return _answer(raw, estimate(messages))
        assert failure is not None
        raise self._trouble(failure)

    def _post(self, body: dict[str, Any]) -> bytes:
        s = self._settings
        return patiently(
            lambda: post(f"{s.url}/chat/completions", s.key, body, s.timeout),
            self._sleep,
            self._clock,
        )

    def _trouble(self, failed: Failed) -> Exception:
        where = self._settings.url
        if failed.status in _HOPELESS:
            return Refused(f"{where} {_HOPELESS[failed.status]} ({failed.reason})")
        if failed.status is not None and 300 <= failed.status < 400:
            return Refused(f"{where} sends us elsewhere, which is not followed: set IKRAR_LLM_URL ({failed.reason})")
        return NoAnswer(f"{where}: {failed.reason}")


def estimate(messages: Messages) -> int:
    """Tokens of a question, rather too many than too few: three bytes each."""
    return sum(len(m["content"].encode("utf-8", "replace")) for m in messages) // 3


def _answer(raw: bytes, asked: int) -> Answer:
    try:
        envelope = json.loads(raw)
        text = envelope["choices"][0]["message"]["content"]
    except (ValueError, KeyError, IndexError, TypeError, RecursionError):
        raise NoAnswer("the endpoint's answer is no chat completion") from None
    text = text if isinstance(text, str) else ""  # A model that refuses says nothing here.
    usage = envelope.get("usage")
    tokens = usage.get("total_tokens") if isinstance(usage, dict) else None
    if not isinstance(tokens, int) or tokens < 0:
        tokens = asked + len(text.encode("utf-8", "replace")) // 3
    return Answer(text, tokens)
