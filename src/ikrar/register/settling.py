"""What stands of a document's claims: what was read, with what people decided about it."""

from __future__ import annotations

from collections import defaultdict
from contextlib import suppress
from typing import Any

from ikrar.register import journal
from ikrar.register.database import update
from ikrar.register.facets import of_document
from ikrar.register.kinds import OF_ONE
from ikrar.register.models import ClaimRecord, Decision, StoredDocument
from ikrar.register.models.claim import Review
from ikrar.register.people import link_parties
from ikrar.register.touched import Touched
from ikrar.register.values import CannotChange, changed, columns

What = Decision.What
_ABOUT_CLAIMS = {What.CONFIRM, What.CORRECT, What.REJECT}
_KEEPING = _ABOUT_CLAIMS | {What.SET_STATUS, What.CHANGE, What.MERGE, What.SPLIT}


def settle(document: StoredDocument) -> Touched:
    """Bring the document's claims to what the latest reading and the decisions say. Changes only what differs."""
    decided: dict[str, list[Decision]] = defaultdict(list)
    for decision in journal.standing([document.sha256]):
        if decision.what in _KEEPING:
            decided[decision.claim_key].append(decision)
    rows = {row.key: row for row in document.claims.all()}
    for key, decisions in decided.items():
        read = next((d.before["read"] for d in decisions if d.before.get("read")), None)
        if key not in rows and read:
            rows[key] = _remembered(document, key, read)
    wanted = {key: _columns(row, decided.get(key, [])) for key, row in rows.items()}
    for key in settled_otherwise(list(rows.values()), set(decided)):
        wanted[key]["superseded"] = True
    alone = {row.key for key, row in rows.items() if OF_ONE & {row.kind, wanted[key]["kind"]}}
    _save([(row, wanted[key]) for key, row in rows.items()])
    values = {key: _value(row, decided.get(key, [])) for key, row in rows.items()}
    touched = link_parties(list(rows.values()), values, {rows[key].pk for key in alone})
    narrow(document)
    return touched


def narrow(document: StoredDocument) -> None:
    """Let search know by what its living claims, as they now stand, narrow to the document."""
    facets = of_document(document)
    StoredDocument.objects.filter(pk=document.pk).exclude(facets=facets).update(facets=facets)


def _save(rows: list[tuple[ClaimRecord, dict[str, Any]]]) -> None:
    """Write what is new or different."""
    new, old = [], []
    for row, wanted in rows:
        if row.pk is None:
            new.append(row)
        elif any(getattr(row, name) != value for name, value in wanted.items()):
            old.append(row)
        for name, value in wanted.items():
            setattr(row, name, value)
    ClaimRecord.objects.bulk_create(new)
    if old:
        update(old, list(rows[0][1]))


def as_standing(row: ClaimRecord) -> dict[str, Any]:
    """The claim as it stands now, as JSON."""
    return _value(row, [d for d in journal.standing([row.document.sha256]) if d.claim_key == row.key])


def _value(row: ClaimRecord, decisions: list[Decision]) -> dict[str, Any]:
    """The claim as read, with the corrections; one that no longer fits what it corrected is passed over."""
    value = dict(row.read)
    for decision in decisions:
        if decision.what == What.CORRECT:
            with suppress(CannotChange):
                value = changed(value, decision.after)
    return value


def _columns(row: ClaimRecord, decisions: list[Decision]) -> dict[str, Any]:
    did = [d for d in decisions if d.what in _ABOUT_CLAIMS]
    review, first = reviewed(did)
    return columns(_value(row, decisions)) | {
        "review": review,
        "first_by": first,
        "superseded": not (row.found or decisions),
    }


def reviewed(did: list[Decision]) -> tuple[str, str]:
    """How a claim stands after these decisions, and who alone has said so where a second person has to.

    How many people it takes was written down with each decision, so that it does not depend on what the office wants
    today. A correction is the word of the one who made it on what the claim says from then on.
    """
    if not did or did[-1].what == What.REJECT:
        return (Review.REJECTED if did else Review.UNREVIEWED), ""
    corrected = [i for i, d in enumerate(did) if d.what == What.CORRECT]
    since = [d for d in did[corrected[-1] if corrected else 0 :] if d.what != What.REJECT]
    people = list(dict.fromkeys(d.who for d in since))
    if len(people) < max(d.before.get("people", 1) for d in since):
        return Review.UNREVIEWED, people[0]
    return (Review.CORRECTED if corrected else Review.CONFIRMED), ""


def _remembered(document: StoredDocument, key: str, read: dict[str, Any]) -> ClaimRecord:
    """A claim that people decided on and that no row holds any more."""
    return ClaimRecord(document=document, key=key, read=read, found=False, **fixed(read))


def fixed(read: dict[str, Any]) -> dict[str, Any]:
    """The columns that come from the reading alone."""
    return {
        "speaker": read["speaker"] or "",
        "evidence": read["evidence"],
        "start": min((e["start"] for e in read["evidence"]), default=0),
        "confidence": read["confidence"],
        "reasons": read.get("reasons", []),
    }


def settled_otherwise(rows: list[ClaimRecord], decided: set[str]) -> set[str]:
    """Keys of new claims that read anew what a person has decided on: the decision holds, the new reading rests."""
    ordered = sorted(rows, key=lambda row: row.key)
    kept = [row for row in ordered if row.key in decided and not row.found]
    fresh = [row for row in ordered if row.key not in decided and row.found]
    taken: set[str] = set()
    for old in kept:
        rivals = [(_likeness(old, new), new.key) for new in fresh if new.key not in taken]
        best = max((r for r in rivals if r[0] >= 1), default=None)
        if best:
            taken.add(best[1])
    return taken


def _likeness(old: ClaimRecord, new: ClaimRecord) -> float:
    """At least 1 for the same kind with the same words, or the same parties with mostly the same words."""
    if old.read["kind"] != new.read["kind"]:
        return 0
    mine, theirs = _covered(old), _covered(new)
    overlap = len(mine & theirs) / max(1, len(mine | theirs))
    same_parties = all(old.read[role] == new.read[role] for role in ("from", "to", "parties"))
    return (overlap == 1 or (same_parties and overlap >= 0.5)) * (1 + overlap + same_parties)


def _covered(row: ClaimRecord) -> set[int]:
    return {i for e in row.read["evidence"] for i in range(e["start"], e["end"])}
