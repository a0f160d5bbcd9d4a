"""Filing: a reading goes into the register, whole or not at all, and twice is once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from typing import Any

from django.db import IntegrityError, OperationalError
from django.utils import timezone

from ikrar.model import Claim, Reading
from ikrar.model.edtf import interval
from ikrar.model.tokens import tokens
from ikrar.register.copies import group
from ikrar.register.database import atomic, connection, update
from ikrar.register.models import ClaimRecord, StoredDocument
from ikrar.register.readings import record
from ikrar.register.rebuilding import rebuild
from ikrar.register.settling import fixed, narrow, settle
from ikrar.register.values import as_read, claim_key, columns


class CannotFile(ValueError):
    """A document that no database can hold as it is."""


@dataclass(frozen=True, slots=True)
class Filing:
    """What filing did. `refused` names claims whose quotes do not stand in the text, or that have no party."""

    document: StoredDocument
    created: bool
    added: int = 0
    kept: int = 0
    gone: int = 0
    refused: tuple[str, ...] = ()

    @property
    def changed(self) -> bool:
        return self.created or bool(self.added or self.gone)


def file_reading(reading: Reading, engine: str | None = None, *, at: datetime | None = None, by: str = "") -> Filing:
    """File what was read in a document. Filing the same reading again changes nothing.

    `engine` names who read it, `at` is the moment from which the register follows it (now, unless given), `by` the
    person who had it filed, where it was one.
    """
    text = reading.document.text
    if "\x00" in text or any("\ud800" <= c <= "\udfff" for c in text):
        raise CannotFile(f"{reading.document.id}: the text holds characters that are not text")
    wanted, refused = sound(reading)
    for last in (False, False, True):
        try:
            with atomic():
                return _file(reading, wanted, refused, engine or present_engine(), at or timezone.now(), by)
        except (IntegrityError, OperationalError):
            # Another filing removed a pair that this one had found, or both waited for each other.
            if last or connection().in_atomic_block:
                raise
    raise AssertionError


def present_engine() -> str:
    """The name under which Ikrar's own reader files."""
    return version("ikrar")


def _file(
    reading: Reading, wanted: dict[str, dict[str, Any]], refused: tuple[str, ...], engine: str, at: datetime, by: str
) -> Filing:
    document, created, filled = _document(reading)
    rows = {row.key: row for row in document.claims.all()}
    new = [key for key in wanted if key not in rows]
    gone = [row for key, row in rows.items() if row.found and key not in wanted]
    back = [row for key, row in rows.items() if not row.found and key in wanted]
    reread = [row for key, row in rows.items() if key in wanted and row.read != wanted[key]]
    differs = created or new or gone or back or reread
    if differs or "notes" in filled:
        before = [row.read for row in rows.values() if row.found]
        record(document, before, wanted.values(), engine=engine, at=at, lang=reading.lang or "", by=by)
    if differs or "published_day" in filled:
        ClaimRecord.objects.bulk_create(_row(document, key, wanted[key], engine) for key in new)
        _update(gone, back, reread, wanted, engine)
        rebuild(settle(document))
    elif "lang" in filled:
        narrow(document)
    if created:
        group(document)
    return Filing(document, created, len(new) + len(back), len(wanted) - len(new) - len(back), len(gone), refused)


def sound(reading: Reading) -> tuple[dict[str, dict[str, Any]], tuple[str, ...]]:
    """The claims by key, and what is wrong with the others."""
    wanted: dict[str, dict[str, Any]] = {}
    refused: list[str] = []
    for claim in reading.claims:
        wrong = _wrong(claim, reading.document.text)
        if wrong:
            refused.append(f"{reading.document.id}: claim {claim.id} ({claim.kind}): {wrong}")
            continue
        read = as_read(claim)
        wanted.setdefault(claim_key(read), read)
    return wanted, tuple(refused)


def _wrong(claim: Claim, text: str) -> str | None:
    if not claim.evidence:
        return "has no evidence"
    if any(e.start < 0 or e.start >= e.end or text[e.start : e.end] != e.quote for e in claim.evidence):
        return "its quote does not stand in the text"
    return None if claim.all_parties else "names no party"


def _document(reading: Reading) -> tuple[StoredDocument, bool, set[str]]:
    """The document's row, locked; whether it is new; the columns that were filled in or noted anew.

    What an earlier filing did not know of the document is filled in; what it knew stays.
    """
    given = reading.document
    span = interval(given.published)
    known = {
        "title": given.title or "",
        "lang": reading.lang or given.lang or "",
        "published": given.published if span else None,
        "published_day": span.start if span else None,
        "url": given.url or "",
        "source": given.source or "",
    }
    notes = noted(reading)
    document, created = StoredDocument.objects.select_for_update().get_or_create(
        sha256=given.sha256,
        defaults=known
        | {"ident": given.id, "text": given.text, "notes": notes}
        | {"headline": tokens(known["title"] or ""), "folded": tokens(given.text)},
    )
    missing = {name: value for name, value in known.items() if value and not getattr(document, name)}
    if not created and document.notes != notes:
        missing["notes"] = notes
    if missing:
        for name, value in missing.items():
            setattr(document, name, value)
        document.headline = tokens(document.title)
        document.save(update_fields=[*missing, "headline"])
    return document, created, set(missing)


def noted(reading: Reading) -> list[dict[str, Any]]:
    """The notes of a reading as they are kept."""
    return [{"code": n.code, "message": n.message, "start": n.start, "end": n.end} for n in reading.notes]


def _row(document: StoredDocument, key: str, read: dict[str, Any], engine: str) -> ClaimRecord:
    return ClaimRecord(document=document, key=key, read=read, engine=engine, **fixed(read), **columns(read))


def _update(
    gone: list[ClaimRecord],
    back: list[ClaimRecord],
    reread: list[ClaimRecord],
    wanted: dict[str, dict[str, Any]],
    engine: str,
) -> None:
    """Rows that the new reading finds, finds again, or finds no more."""
    touched = {row.pk: row for row in (*gone, *back, *reread)}
    for row in touched.values():
        row.found = row.key in wanted
        if row.found:
            row.read, row.engine = wanted[row.key], engine
            for name, value in fixed(row.read).items():
                setattr(row, name, value)
    names = ["found", "read", "engine", "speaker", "evidence", "start", "confidence", "reasons"]
    update(touched.values(), names)
