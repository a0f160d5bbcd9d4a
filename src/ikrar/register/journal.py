"""Writing the journal of decisions, and knowing which of them stand."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from ikrar.register.database import atomic, lock
from ikrar.register.models import ClaimRecord, Decision

_LOCK = 0x696B7261  # "ikra": 31 bits
_BATCH = 500


def write(*, who: str, what: str, **columns: Any) -> Decision:
    """Add a decision. Numbers run without a gap, and each digest holds the one before it."""
    return write_all(who, [{"what": what, **columns}])[0]


def write_all(who: str, decisions: Iterable[dict[str, Any]]) -> list[Decision]:
    """Add decisions in their order, each given by its columns; a subject that ends in `#` gets its number."""
    with atomic():
        lock(_LOCK)
        last = Decision.objects.order_by("-number").first()
        number, sealed, now = (last.number, last.digest, timezone.now()) if last else (0, "", timezone.now())
        rows = []
        for columns in decisions:
            number += 1
            decision = Decision(number=number, who=who, at=now, **columns)
            if decision.subject.endswith("#"):
                decision.subject += str(number)
            decision.digest = sealed = digest(decision, sealed)
            rows.append(decision)
        Decision.objects.bulk_create(rows, batch_size=200)
    return rows


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
    if d.subject or d.batch:  # Decisions from before there were subjects keep their seal.
        content += [d.subject, d.batch]
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def standing(documents: Iterable[str]) -> list[Decision]:
    """The decisions about these documents (by hash) that nobody took back, in their order."""
    return not_taken_back(Decision.objects.filter(document_sha256__in=list(documents)))


def about(subjects: Iterable[str]) -> list[Decision]:
    """The decisions about these subjects that nobody took back, in their order."""
    wanted = sorted(set(subjects))
    batches = (wanted[i : i + _BATCH] for i in range(0, len(wanted), _BATCH))
    found = [d for batch in batches for d in not_taken_back(Decision.objects.filter(subject__in=batch))]
    return sorted(found, key=lambda d: d.number)


def not_taken_back(found: Iterable[Decision]) -> list[Decision]:
    """Undoing names the same document and subject, so that both are found together."""
    decisions = sorted(found, key=lambda d: d.number)
    undone = {d.undoes_id for d in decisions}
    return [d for d in decisions if d.pk not in undone and d.what != Decision.What.UNDO]
