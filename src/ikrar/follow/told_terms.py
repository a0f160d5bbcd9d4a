"""How long an agreement binds by the words of the documents that tell of it: a person decides whether it is so."""

from __future__ import annotations

from dataclasses import dataclass

from ikrar.reading.lasting import lastings
from ikrar.reading.page import sentences
from ikrar.register.models import Agreement, ClaimRecord

MOST_DOCUMENTS = 12  # looked into
LINES = 2  # the one that the evidence stands in, and the next


@dataclass(frozen=True, slots=True)
class ToldTerm:
    """A term in months, the sentence that states it, and the claim by which it was found."""

    months: int
    sentence: str
    claim: ClaimRecord


def told_terms(agreement: Agreement) -> list[ToldTerm]:
    """Each term that stands beside the agreement's evidence, once, those of the first documents first; one query."""
    links = agreement.evidence.select_related("claim__document").order_by("position", "pk")[:MOST_DOCUMENTS]
    found: dict[int, ToldTerm] = {}
    for link in links:
        document = link.claim.document
        for evidence in link.claim.evidence[:1]:
            start, end = _lines(document.text, evidence["start"], evidence["end"])
            for told in lastings(document.text[start:end], document.lang):
                sentence = _sentence(document.text[start:end], told.start)
                found.setdefault(told.months, ToldTerm(told.months, sentence, link.claim))
    return list(found.values())


def _lines(text: str, start: int, end: int) -> tuple[int, int]:
    """From the beginning of the line with the evidence to the end of the next that is not empty."""
    begin = text.rfind("\n", 0, start) + 1
    for _ in range(LINES):
        while end < len(text) and text[end] == "\n":
            end += 1
        stop = text.find("\n", end)
        end = len(text) if stop < 0 else stop
    return begin, end


def _sentence(text: str, at: int) -> str:
    return next((text[s.start : s.end] for s in sentences(text) if s.start <= at < s.end), text)
