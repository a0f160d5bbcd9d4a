"""Keeping every reading of a document, and saying which of them held on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from ikrar.model import Claim, Document, Evidence, Note, Party, Reading
from ikrar.register.differences import Read, difference, reading_digest
from ikrar.register.models import StoredDocument, StoredReading
from ikrar.register.values import claim_key


def record(
    document: StoredDocument,
    before: Iterable[Read],
    claims: Iterable[Read],
    *,
    engine: str,
    at: datetime,
    lang: str = "",
    by: str = "",
) -> StoredReading:
    """Keep a reading that is being filed. `before` is what was read until now; the document's notes are the reading's.

    A proposal that says the same is thereby taken over; one that says something else is dropped, as what it was
    compared with holds no longer.
    """
    made = draft(document, before, claims, document.notes, engine=engine, at=at, lang=lang)
    proposal = StoredReading.objects.open().filter(document=document).first()
    if proposal and proposal.digest == made.digest:
        return end(proposal, "taken_over_at", at, by)
    if proposal:
        end(proposal, "dropped_at", at, by)
    made.taken_over_at, made.settled_by = at, by
    made.save()
    return made


def draft(
    document: StoredDocument,
    before: Iterable[Read],
    claims: Iterable[Read],
    notes: list[dict[str, Any]],
    *,
    engine: str,
    at: datetime,
    lang: str = "",
) -> StoredReading:
    """A reading as it would be kept, not saved."""
    ordered = sorted(claims, key=claim_key)
    return StoredReading(
        document=document,
        engine=engine,
        at=at,
        lang=lang,
        claims=ordered,
        notes=notes,
        digest=reading_digest(ordered, notes),
        **difference(before, ordered).counts,
    )


def end(reading: StoredReading, how: str, at: datetime, by: str) -> StoredReading:
    """Take a proposal over (`taken_over_at`) or drop it (`dropped_at`)."""
    setattr(reading, how, at)
    reading.settled_by = by
    reading.save(update_fields=[how, "settled_by"])
    return reading


def held_on(document: StoredDocument, moment: datetime) -> StoredReading | None:
    """The reading that the register followed at that moment; None where the document was not yet filed."""
    return StoredReading.objects.taken_over(by=moment).filter(document=document).first()


def as_document(row: StoredDocument) -> Document:
    """A kept document as a reader takes it: with the language it was found to be in."""
    return Document(
        id=row.ident,
        text=row.text,
        lang=row.lang or None,
        title=row.title or None,
        published=row.published,
        url=row.url or None,
        source=row.source or None,
    )


def as_reading(stored: StoredReading) -> Reading:
    """The reading as the engine gave it, to be filed."""
    notes = tuple(Note(n["code"], n["message"], n.get("start"), n.get("end")) for n in stored.notes)
    claims = tuple(_claim(read) for read in stored.claims)
    return Reading(as_document(stored.document), stored.lang or None, claims, notes)


def _claim(read: Mapping[str, Any]) -> Claim:
    """A claim out of what `as_read` keeps of it."""
    parties = {role: tuple(_party(p) for p in read[role]) for role in ("from", "to", "parties")}
    return Claim(
        id=claim_key(read)[:16],
        kind=read["kind"],
        state=read["state"],
        from_=parties["from"],
        to=parties["to"],
        parties=parties["parties"],
        what=read["what"],
        fields=tuple(read["fields"]),
        when=read["when"],
        speaker=read["speaker"],
        evidence=tuple(Evidence(e["start"], e["end"], e["quote"]) for e in read["evidence"]),
        confidence=read["confidence"],
        reasons=tuple(read.get("reasons", ())),
    )


def _party(given: Mapping[str, Any]) -> Party:
    return Party(given["name"], given["country"], given["level"], given["geonames"])
