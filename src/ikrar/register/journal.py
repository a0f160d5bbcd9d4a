"""Writing the journal of decisions, and knowing which of them stand."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from ikrar.register.models import ClaimRecord, Decision

_LOCK = 0x696B726172  # "ikrar"


def write(*, who: str, what: str, **columns: Any) -> Decision:
    """Add a decision. Numbers run without a gap, and each digest holds the one before it."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        last = Decision.objects.order_by("-number").first()
        decision = Decision(number=last.number + 1 if last else 1, who=who, what=what, at=timezone.now(), **columns)
        decision.digest = digest(decision, last.digest if last else "")
        decision.save()
    return decision


def write_about(claim: ClaimRecord, *, who: str, what: str, **columns: Any) -> Decision:
    """Add a decision about a claim."""
    return write(who=who, what=what, **target(claim), **columns)


def target(claim: ClaimRecord) -> dict[str, Any]:
    """How a decision names a claim, whatever becomes of its row."""
    return {
        "document_sha256": claim.document.sha256,
        "evidence": [[e["start"], e["end"]] for e in claim.evidence],
        "kind": claim.read.get("kind", claim.kind),
        "claim_key": claim.key,
    }


def digest(decision: Decision, before: str) -> str:
    """The hash that seals a decision and all before it."""
    d = decision
    content = [before, d.number, d.who, d.at.isoformat(timespec="microseconds"), d.what, d.document_sha256, d.evidence]
    content += [d.kind, d.claim_key, d.why, d.before, d.after, d.undoes_id]
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def standing(documents: Iterable[str]) -> list[Decision]:
    """The decisions about these documents (by hash) that nobody took back, in their order."""
    found = list(Decision.objects.filter(document_sha256__in=list(documents)).order_by("number"))
    undone = {d.undoes_id for d in found}
    return [d for d in found if d.pk not in undone and d.what != Decision.What.UNDO]
