"""The way of a document through a language model and back."""

from __future__ import annotations

import json
import re
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

from ikrar.llm.budget import Budget
from ikrar.llm.cache import Cache, key
from ikrar.llm.checking import Flaw, check
from ikrar.llm.endpoint import Endpoint, Messages, estimate
from ikrar.llm.errors import NoAnswer, Stopped
from ikrar.llm.prompt import messages, schema
from ikrar.llm.quotes import Quoted
from ikrar.llm.settings import Settings
from ikrar.model import Claim, Document, Note, Reading
from ikrar.model.folding import fold
from ikrar.reading.lexicon import lexicon
from ikrar.reading.mentions import detect, scan

ASKED = 2  # times that a model is asked whose answer has not the form
PATIENCE = 3  # documents in a row without an answer; then something is wrong that does not pass
_THOUGHT = re.compile(r"\s*<think>.*?</think>", re.DOTALL)


class ModelReader:
    """Reads by asking a language model. Raises `NoAnswer` for a document, `Stopped` where none can follow."""

    def __init__(
        self,
        settings: Settings,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._model = settings.model
        self._endpoint = Endpoint(settings, sleep, clock)
        self._cache = Cache(settings.cache)
        self._budget = Budget(settings)
        self._missed = 0

    def read(self, document: Document, /) -> Reading:
        asked = messages(document)
        name = key(self._model, asked, schema())
        kept = self._cache.get(name)
        rows = None if kept is None else parse(kept)
        if rows is None:
            answer, rows = self._ask(asked)
            self._cache.put(name, self._model, answer)
        claims, flaws = _checked(rows, document, (f"read by {self._model}",))
        return Reading(document, _language(document), claims, _notes(flaws))

    def _ask(self, asked: Messages) -> tuple[str, list[Any]]:
        """An answer of the right form, and its rows."""
        self._budget.begin()
        try:
            found = self._answer(asked)
        except NoAnswer as e:
            self._missed += 1
            if self._missed >= PATIENCE:
                raise Stopped(f"{PATIENCE} documents in a row got no answer, the last because: {e}") from None
            raise
        self._missed = 0
        return found

    def _answer(self, asked: Messages) -> tuple[str, list[Any]]:
        for _ in range(ASKED):
            self._budget.ask(estimate(asked))
            answer = self._endpoint.ask(asked, schema())
            self._budget.pay(answer.tokens)
            rows = parse(answer.text)
            if rows is not None:
                return answer.text, rows
        raise NoAnswer(f"the answer of {self._model} is not of the form asked for (asked {ASKED} times)")


def parse(answer: str) -> list[Any] | None:
    """The rows of an answer, whatever a model writes around its JSON; None where it has not the form."""
    text = _THOUGHT.sub("", answer, count=1)
    try:
        found = json.loads(text[text.find("{") : text.rfind("}") + 1])
    except (ValueError, RecursionError):
        return None
    rows = found.get("claims")
    return rows if isinstance(rows, list) else None


def _checked(rows: list[Any], document: Document, reasons: tuple[str, ...]) -> tuple[tuple[Claim, ...], Counter[str]]:
    """The claims that stand, in the order of the text, and what was wrong with the others."""
    text, claims, flaws = Quoted(document.text), dict[str, Claim](), Counter[str]()
    for row in rows:
        try:
            claim = check(row, document, text, reasons)
        except Flaw as flaw:
            flaws[str(flaw)] += 1
        else:
            claims.setdefault(claim.id, claim)
    order = sorted(claims.values(), key=lambda c: (c.evidence[0].start, c.evidence[0].end, c.kind, c.id))
    return tuple(order), flaws


def _notes(flaws: Counter[str]) -> tuple[Note, ...]:
    if not flaws:
        return ()
    n = flaws.total()
    why = ", ".join(f"{flaw} ({times})" for flaw, times in sorted(flaws.items()))
    return (Note("dropped", f"{n} {'claim' if n == 1 else 'claims'} of the language model dropped: {why}"),)


def _language(document: Document) -> str | None:
    words = lexicon()
    if document.lang in words.languages:
        return document.lang
    folded = fold(document.text)
    seen = frozenset(pattern for pattern, _, _ in scan(words, folded))
    return detect(words, folded, seen) or document.lang
