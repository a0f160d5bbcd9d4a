"""A claim: one act that a text states, and the words that state it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ikrar.model.document import Document, Note
from ikrar.model.party import Party


@dataclass(frozen=True, slots=True)
class Evidence:
    """A stretch of the document: `text[start:end] == quote`, in code points."""

    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One act. Directed kinds have `from_` and `to`; the others have `parties`.

    `kind`, `state` and `fields` are codes of the ontology, `when` is EDTF, `confidence` is in 0..1,
    `reasons` says which mentions and rules made the claim (for people; not part of its identity).
    """

    id: str
    kind: str
    state: str
    from_: tuple[Party, ...]
    to: tuple[Party, ...]
    parties: tuple[Party, ...]
    what: str | None
    fields: tuple[str, ...]
    when: str | None
    speaker: str | None
    evidence: tuple[Evidence, ...]
    confidence: float
    reasons: tuple[str, ...] = ()

    @property
    def all_parties(self) -> tuple[Party, ...]:
        """Everyone in the claim, actors first."""
        return self.from_ + self.to + self.parties

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "kind": self.kind,
            "state": self.state,
            "from": [p.as_json() for p in self.from_],
            "to": [p.as_json() for p in self.to],
            "parties": [p.as_json() for p in self.parties],
            "what": self.what,
            "fields": list(self.fields),
            "when": self.when,
            "speaker": self.speaker,
            "evidence": [{"start": e.start, "end": e.end, "quote": e.quote} for e in self.evidence],
            "confidence": self.confidence,
        }


def claim_id(document: Document, kind: str, state: str, parties: Iterable[Party], evidence: Evidence) -> str:
    """The name of a claim: the same act in the same words of the same text has the same, whoever reads it."""
    sides = "/".join(p.key for p in parties)
    name = f"{document.sha256}:{kind}:{state}:{sides}:{evidence.start}:{evidence.end}"
    return hashlib.sha256(name.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read in one document. `lang` is the document's language, given or found out."""

    document: Document
    lang: str | None
    claims: tuple[Claim, ...]
    notes: tuple[Note, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """A line of `ikrar read --format jsonl`."""
        d = self.document
        return {
            "document": {
                "id": d.id,
                "lang": self.lang,
                "title": d.title,
                "published": d.published,
                "url": d.url,
                "sha256": d.sha256,
                "notes": [n.message for n in self.notes],
            },
            "claims": [c.as_json() for c in self.claims],
        }
