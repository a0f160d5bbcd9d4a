"""Turning a copy of the register back to an earlier moment. Only ever in a copy: what came later is lost there."""

from __future__ import annotations

from datetime import datetime

from ikrar.register import triggers
from ikrar.register.database import alias, atomic, connection
from ikrar.register.filing import file_reading
from ikrar.register.models import Decision, Entered, StoredDocument, StoredReading
from ikrar.register.parties.rewinding import rewind as rewind_parties
from ikrar.register.readings import as_reading, held_on
from ikrar.register.rebuilding import rebuild_all


def rewind(moment: datetime) -> None:
    """Make the register at hand what it was at that moment.

    Documents filed and decisions taken later go; documents are read as they were read then; and everything follows
    anew from what is left. Entries keep their numbers, so that an address means the same thing then and now.
    """
    triggers.unguard(connection())
    with atomic():
        StoredDocument.objects.filter(filed_at__gt=moment).delete()
        Entered.objects.filter(decision__at__gt=moment).delete()
        rewind_parties(moment)
        Decision.objects.filter(at__gt=moment)._raw_delete(alias())
        _read_as_then(moment)
        StoredReading.objects.filter(at__gt=moment).delete()
        rebuild_all()
    triggers.guard(connection())


def _read_as_then(moment: datetime) -> None:
    """File again what the register followed then, where it has followed another reading since."""
    later = StoredReading.objects.filter(taken_over_at__gt=moment).values_list("document", flat=True).distinct()
    for document in StoredDocument.objects.filter(pk__in=list(later)):
        then = held_on(document, moment)
        if then is not None:
            file_reading(as_reading(then), then.engine, at=moment)
