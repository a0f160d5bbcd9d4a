"""Statuses that people set: they hold over what follows from claims, for the entry that holds their claim."""

from __future__ import annotations

from datetime import date

from ikrar.register import journal
from ikrar.register.models import ClaimRecord, Decision, Entry
from ikrar.register.shapes import Shape
from ikrar.register.subjects import subject

_MAY_HAVE = {Entry.Type.COMMITMENT, Entry.Type.AGREEMENT}


def set_by_people(shapes: list[Shape]) -> None:
    """Put the standing statuses on these entries, the last one decided on each."""
    able = [s for s in shapes if s.type in _MAY_HAVE]
    told = {claim.sha256 for s in able for claim, _ in s.evidence}
    by_hand = {subject("entry", name): (name, name) for name in told if name.startswith("#")}
    found = [*journal.standing(told - {name for name, _ in by_hand.values()}), *journal.about(by_hand)]
    decisions = sorted((d for d in found if d.what == Decision.What.SET_STATUS), key=lambda d: d.number)
    if not decisions:
        return
    shown = _shown(decisions)
    holder = {(claim.sha256, claim.key): s for s in able for claim, _ in s.evidence}
    for decision in decisions:
        held = holder.get(by_hand.get(decision.subject) or (decision.document_sha256, decision.claim_key))
        if held is not None and held.type == decision.after["type"]:
            _put(held, decision, shown)


def _shown(decisions: list[Decision]) -> dict[tuple[str, str], int]:
    """The ids of living claims that statuses refer to."""
    named = [d.after["evidence"] for d in decisions if d.after.get("evidence")]
    keys = {n["claim_key"] for n in named}
    rows = ClaimRecord.objects.live().filter(key__in=keys) if keys else ClaimRecord.objects.none()
    return {(sha256, key): pk for sha256, key, pk in rows.values_list("document__sha256", "key", "pk")}


def _put(entry: Shape, decision: Decision, shown: dict[tuple[str, str], int]) -> None:
    after = decision.after
    if after.get("status") and decision.number > entry.set_by.get("status", 0):
        entry.values["status"] = after["status"]
    if entry.type == Entry.Type.COMMITMENT and after.get("status"):
        named = after.get("evidence") or {}
        entry.values["status_why"] = decision.why
        entry.values["status_claim_id"] = shown.get((named.get("document_sha256", ""), named.get("claim_key", "")))
    if "valid_until" in after and decision.number > entry.set_by.get("valid_until", 0):
        until = after["valid_until"]
        entry.values["valid_until"] = date.fromisoformat(until) if until else None
