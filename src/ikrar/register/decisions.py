"""What people decide about claims and entries. Each decision goes into the journal; the register follows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Protocol

from ikrar.register import journal
from ikrar.register.database import atomic
from ikrar.register.models import (
    Agreement,
    ClaimRecord,
    Commitment,
    Decision,
    Entered,
    Entry,
    EntryClaim,
    StoredDocument,
)
from ikrar.register.rebuilding import rebuild
from ikrar.register.settling import as_standing, settle
from ikrar.register.subjects import follow, subject
from ikrar.register.values import CannotChange, changed

What = Decision.What


class CannotDecide(ValueError):
    """A decision that makes no sense now: taken back already, or about nothing."""


class Person(Protocol):
    def get_username(self) -> str: ...


def _name(by: Person | str) -> str:
    return by if isinstance(by, str) else by.get_username()


@atomic()
def confirm(claim: ClaimRecord, by: Person | str, why: str = "") -> Decision:
    """The text says so."""
    return _decide(claim, by, What.CONFIRM, why, {})


@atomic()
def correct(claim: ClaimRecord, changes: Mapping[str, Any], by: Person | str, why: str = "") -> Decision:
    """The text says something else. `changes` may hold kind, state, from, to, parties, what, fields and when.

    Parties are values, JSON objects or `Name|CC`. Raises `CannotChange` where the result is no claim.
    """
    fresh = _fresh(claim)
    now = as_standing(fresh)
    after = changed(now, changes)
    different = {name: after[name] for name in changes if after[name] != now[name]}
    if not different:
        raise CannotChange("Nothing was changed")
    return _decide(claim, by, What.CORRECT, why, different)


@atomic()
def reject(claim: ClaimRecord, reason: str, by: Person | str) -> Decision:
    """The text does not say so."""
    return _decide(claim, by, What.REJECT, reason, {})


@atomic()
def set_status(
    entry: Agreement | Commitment,
    by: Person | str,
    why: str = "",
    *,
    status: str | None = None,
    valid_until: date | None = None,
    evidence: ClaimRecord | None = None,
    refuses: ClaimRecord | None = None,
) -> Decision:
    """How an entry stands, by a person's word or by the claim that shows it; or which claim does not show it."""
    row: Agreement | Commitment = type(entry).objects.select_for_update().get(pk=entry.pk)
    if status is not None and status not in type(row).Status.values:
        raise CannotDecide(f"No such status: {status}")
    target, read = _target_of(row)
    after: dict[str, Any] = {"type": row.type, "status": status}
    before: dict[str, Any] = {"type": row.type, "status": row.status, "read": read}
    for name, shows in (("evidence", evidence), ("refuses", refuses)):
        after[name] = {"document_sha256": shows.document.sha256, "claim_key": shows.key} if shows else None
    if isinstance(row, Agreement) and valid_until is not None:
        before["valid_until"] = row.valid_until.isoformat() if row.valid_until else None
        after["valid_until"] = valid_until.isoformat()
    decision = journal.write(who=_name(by), what=What.SET_STATUS, why=why, before=before, after=after, **target)
    _follow(decision)
    entry.refresh_from_db()
    return decision


@atomic()
def undo(decision: Decision, by: Person | str, why: str = "") -> Decision:
    """Take a decision back. The journal keeps both; what was taken back is decided anew, not undone twice."""
    if decision.what == What.UNDO:
        raise CannotDecide("What was taken back is decided anew")
    if Decision.objects.filter(undoes=decision).exists():
        raise CannotDecide("This decision was taken back already")
    named = ("document_sha256", "evidence", "kind", "claim_key", "subject")
    written = journal.write(
        who=_name(by),
        what=What.UNDO,
        why=why,
        before=decision.after,
        after=decision.before,
        undoes=decision,
        **{name: getattr(decision, name) for name in named},
    )
    _follow(decision)
    return written


def history(claim: ClaimRecord) -> list[Decision]:
    """All that was decided about a claim, the latest first, with what was taken back."""
    about = Decision.objects.filter(document_sha256=claim.document.sha256, claim_key=claim.key)
    return list(about.select_related("undoes").order_by("-number"))


def _fresh(claim: ClaimRecord) -> ClaimRecord:
    """The claim as it stands now, whatever the caller has in hand; its document is locked against other writers."""
    StoredDocument.objects.light().select_for_update().get(pk=claim.document_id)
    return ClaimRecord.objects.select_related("document").defer("document__text", "document__folded").get(pk=claim.pk)


def _decide(claim: ClaimRecord, by: Person | str, what: str, why: str, after: dict[str, Any]) -> Decision:
    row = _fresh(claim)
    before = {"read": row.read, "review": row.review, "claim": as_standing(row)}
    decision = journal.write_about(row, who=_name(by), what=what, why=why, before=before, after=after)
    _follow(decision)
    claim.refresh_from_db()
    return decision


def _target_of(entry: Entry) -> tuple[dict[str, Any], dict[str, Any] | None]:
    """How a decision names an entry: by the claim that founded it (with what was read), or by its subject."""
    founding = EntryClaim.objects.select_related("claim__document").filter(entry=entry.pk).order_by("position").first()
    if founding is not None:
        return journal.target(founding.claim), founding.claim.read
    by_hand = Entered.objects.filter(entry=entry.pk).order_by("position").first()
    if by_hand is None:
        raise CannotDecide("The entry stands on nothing")
    return {"subject": subject("entry", f"#{by_hand.number}")}, None


def _follow(decision: Decision) -> None:
    """What stands of the claims it is about, and the entries and rows that hang on them."""
    document = StoredDocument.objects.light().filter(sha256=decision.document_sha256).first()
    if document is not None:
        rebuild(settle(document))
    if decision.subject:
        follow([decision.subject])


__all__ = ["CannotChange", "CannotDecide", "confirm", "correct", "history", "reject", "set_status", "undo"]
