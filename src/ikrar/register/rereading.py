"""Reading again: what the present engine would change is proposed, and a person takes it over or drops it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from ikrar.model import Reading
from ikrar.register.database import atomic
from ikrar.register.differences import Difference, difference
from ikrar.register.filing import Filing, file_reading, noted, present_engine, sound
from ikrar.register.models import ClaimRecord, StoredDocument, StoredReading
from ikrar.register.readings import as_reading, draft, end


class CannotSettle(ValueError):
    """A proposal that was taken over or dropped already."""


@atomic()
def propose(reading: Reading, *, at: datetime, engine: str | None = None) -> StoredReading | None:
    """Keep what was read anew in a filed document, without following it; None where nothing would change.

    A document has one open proposal at most: a new one takes the place of an older one that says something else.
    Raises `StoredDocument.DoesNotExist` where the document was never filed.
    """
    document = StoredDocument.objects.select_for_update().get(sha256=reading.document.sha256)
    wanted, _ = sound(reading)
    notes = noted(reading)
    made = draft(
        document,
        standing(document),
        wanted.values(),
        notes,
        engine=engine or present_engine(),
        at=at,
        lang=reading.lang or "",
    )
    older = StoredReading.objects.open().filter(document=document).first()
    if older and older.digest == made.digest:
        return older
    if older:
        end(older, "dropped_at", at, "")
    if not _differs(made, document):
        return None
    made.save()
    return made


def _differs(made: StoredReading, document: StoredDocument) -> bool:
    return bool(made.added or made.gone or made.changed or made.weighed) or made.notes != document.notes


def standing(document: StoredDocument) -> list[dict]:
    """What the reading that the register follows found in the document."""
    return list(
        ClaimRecord.objects.filter(document=document, found=True).order_by("key").values_list("read", flat=True)
    )


def change(proposal: StoredReading) -> Difference:
    """What taking the proposal over would change as things stand now."""
    return difference(standing(proposal.document), proposal.claims)


def changes(proposals: Iterable[StoredReading]) -> dict[int, Difference]:
    """The same for many proposals, by their keys, in one query."""
    wanted = list(proposals)
    stands: dict[int, list[dict]] = defaultdict(list)
    rows = ClaimRecord.objects.filter(document__in=[p.document_id for p in wanted], found=True).order_by("key")
    for document, read in rows.values_list("document_id", "read"):
        stands[document].append(read)
    return {p.pk: difference(stands[p.document_id], p.claims) for p in wanted}


@atomic()
def take_over(proposal: StoredReading, *, by: str, at: datetime) -> Filing:
    """File what was proposed, word for word; decisions hold, as with every filing."""
    row = _open(proposal)
    filing = file_reading(as_reading(row), row.engine, at=at, by=by)
    row.refresh_from_db(fields=["taken_over_at", "dropped_at"])
    if row.is_open:  # The register says so already.
        end(row, "taken_over_at", at, by)
    proposal.refresh_from_db()
    return filing


@atomic()
def drop(proposal: StoredReading, *, by: str, at: datetime) -> None:
    """Leave the document as it was read before."""
    end(_open(proposal), "dropped_at", at, by)
    proposal.refresh_from_db()


@atomic()
def drop_all(*, by: str, at: datetime, until: int) -> int:
    """Drop every open proposal up to this one's key; how many these were."""
    return StoredReading.objects.open().filter(pk__lte=until).update(dropped_at=at, settled_by=by)


def _open(proposal: StoredReading) -> StoredReading:
    StoredDocument.objects.light().select_for_update().get(pk=proposal.document_id)
    row = StoredReading.objects.select_related("document").get(pk=proposal.pk)
    if not row.is_open:
        raise CannotSettle("This proposal was taken over or dropped already")
    return row
