"""Pledges and agreements whose standing people set: which entry it is, and what was decided about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import Http404

from ikrar.register.models import Agreement, Commitment, Decision, EntryClaim


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision about an entry, in values for a page."""

    decision: Decision
    status: str
    valid_until: date | None
    stands: bool
    undoable: bool


def standing_of(pk: int) -> Agreement | Commitment:
    """The pledge or agreement of this number; 404 where it is neither."""
    for model in (Commitment, Agreement):
        found = model.objects.filter(id=pk).first()  # Within a number of the database, or none.
        if found is not None:
            return found
    raise Http404


def decided(entry: Agreement | Commitment) -> list[Decided]:
    """What people decided about this entry, the latest first; of those that stand, the first can be taken back."""
    claims = EntryClaim.objects.filter(entry=entry.pk).values_list("claim__document__sha256", "claim__key")
    known = set(claims)
    about = Decision.objects.filter(
        what=Decision.What.SET_STATUS,
        document_sha256__in={sha256 for sha256, _ in known},
        claim_key__in={key for _, key in known},
    ).order_by("-number")
    undone = set(Decision.objects.filter(undoes__in=about).values_list("undoes", flat=True))
    made: list[Decided] = []
    free = True
    for d in about:
        if (d.document_sha256, d.claim_key) not in known or d.after.get("type") != entry.type:
            continue
        until = d.after.get("valid_until")
        stands = d.pk not in undone
        made.append(
            Decided(
                d, d.after.get("status") or "", date.fromisoformat(until) if until else None, stands, stands and free
            )
        )
        free = free and not stands
    return made
