"""What people decide about claims and entries. Each decision goes into the journal; the register follows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from ikrar.register import journal
from ikrar.register.database import atomic
from ikrar.register.merging import name_of, new_batch, statements_of, write_merge, write_split
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
from ikrar.register.subjects import ChangedMeanwhile, follow, subject
from ikrar.register.touched import Touched
from ikrar.register.values import CannotChange, changed

What = Decision.What


class CannotDecide(ValueError):
    """A decision that makes no sense now: taken back already, or about nothing."""


class Person(Protocol):
    def get_username(self) -> str: ...


def _name(by: Person | str) -> str:
    return by if isinstance(by, str) else by.get_username()


@atomic()
def confirm(
    claim: ClaimRecord, by: Person | str, why: str = "", *, seen: int | None = None, people: int = 1, batch: str = ""
) -> Decision:
    """The text says so. Where `people` is 2, the claim is confirmed once a second person has said so too.

    `seen` is `last_number` as it was shown. Raises `ChangedMeanwhile`, and `CannotDecide` where this person has
    said so already and somebody else has to.
    """
    if people > 1 and _fresh(claim).first_by == _name(by):
        raise CannotDecide("A second person has to confirm this")
    return _decide(claim, by, What.CONFIRM, why, {}, seen, people, batch)


@atomic()
def correct(
    claim: ClaimRecord,
    changes: Mapping[str, Any],
    by: Person | str,
    why: str = "",
    *,
    seen: int | None = None,
    people: int = 1,
) -> Decision:
    """The text says something else. `changes` may hold kind, state, from, to, parties, what, fields and when.

    Parties are values, JSON objects or `Name|CC`. Raises `CannotChange` where the result is no claim, and
    `ChangedMeanwhile`. Where `people` is 2, a second person has to confirm what it says now.
    """
    fresh = _fresh(claim)
    now = as_standing(fresh)
    after = changed(now, changes)
    different = {name: after[name] for name in changes if after[name] != now[name]}
    if not different:
        raise CannotChange("Nothing was changed")
    return _decide(claim, by, What.CORRECT, why, different, seen, people)


@atomic()
def reject(claim: ClaimRecord, reason: str, by: Person | str, *, seen: int | None = None, batch: str = "") -> Decision:
    """The text does not say so. Raises `ChangedMeanwhile`."""
    return _decide(claim, by, What.REJECT, reason, {}, seen, batch=batch)


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
def merge(entries: Sequence[Entry], by: Person | str, why: str = "", batch: str = "") -> Entry:
    """These entries tell of one act, or of one life. Gives the entry that holds all of them now.

    Raises `CannotChange` where they are of different types or parties.
    """
    _lock(entries)
    written = write_merge(entries, _name(by), why, batch or new_batch("merge"))
    follow_all_of(written)
    return _holding(written[0].after["together"][0], entries[0])


@atomic()
def split(
    entry: Entry, claims: Collection[ClaimRecord | str], by: Person | str, why: str = "", batch: str = ""
) -> Entry:
    """These statements of an entry (claims, or names such as `#12`) tell of another act. Gives the entry of theirs.

    What is split off together stays together where it is alike, or joins another entry that it fits.
    Raises `CannotChange` where they are not the entry's, or all that it stands on.
    """
    _lock([entry])
    names = {c if isinstance(c, str) else name_of(c) for c in claims}
    written = write_split(entry, names, _name(by), why, batch or new_batch("split"))
    follow_all_of(written)
    return _holding(written[0].after["apart"][0], entry)


@atomic()
def attach(claim: ClaimRecord, entry: Entry, by: Person | str, why: str = "") -> Entry:
    """What a claim tells of is this entry and not the one that it stands behind now. Gives the entry that holds it."""
    same_parties = Entry.objects.filter(partnership=entry.partnership_id, party=entry.party_id, evidence__claim=claim)
    held = same_parties.filter(type=entry.type).first()
    if held is None:
        raise CannotChange("Only entries of one type and of the same parties can be merged")
    if held.pk == entry.pk:
        raise CannotChange("Nothing was changed")
    batch = new_batch("attach")
    if len(statements_of(held)) > 1:
        held = split(held, [claim], by, why, batch)
        entry = Entry.objects.filter(pk=entry.pk).first() or held
    return held if held.pk == entry.pk else merge([entry, held], by, why, batch)


def undo(decision: Decision, by: Person | str, why: str = "") -> Decision:
    """Take a decision back. The journal keeps both; what was taken back is decided anew, not undone twice.

    Merging and splitting write several decisions in one go, which are taken back together.
    """
    if decision.what in {What.MERGE, What.SPLIT}:
        return undo_batch(decision.batch, by, why)[0]
    return _undo([decision], by, why)[0]


def undo_batch(batch: str, by: Person | str, why: str = "") -> list[Decision]:
    """Take back all that was decided in one go and still stands."""
    taken = Decision.objects.filter(batch=batch, undone_by=None).exclude(what=What.UNDO)
    return _undo(list(taken.order_by("-number")), by, why)


@atomic()
def _undo(decisions: list[Decision], by: Person | str, why: str) -> list[Decision]:
    if any(d.what == What.UNDO for d in decisions):
        raise CannotDecide("What was taken back is decided anew")
    if not decisions or Decision.objects.filter(undoes__in=decisions).exists():
        raise CannotDecide("This decision was taken back already")
    named = ("document_sha256", "evidence", "kind", "claim_key", "subject")
    written = journal.write_all(
        _name(by),
        [
            {"what": What.UNDO, "why": why, "before": d.after, "after": d.before, "undoes": d}
            | {name: getattr(d, name) for name in named}
            for d in decisions
        ],
    )
    follow_all_of(decisions)
    return written


def history(claim: ClaimRecord) -> list[Decision]:
    """All that was decided about a claim, the latest first, with what was taken back."""
    about = Decision.objects.filter(document_sha256=claim.document.sha256, claim_key=claim.key)
    return list(about.select_related("undoes").order_by("-number"))


def _fresh(claim: ClaimRecord) -> ClaimRecord:
    """The claim as it stands now, whatever the caller has in hand; its document is locked against other writers."""
    StoredDocument.objects.light().select_for_update().get(pk=claim.document_id)
    return ClaimRecord.objects.select_related("document").defer("document__text", "document__folded").get(pk=claim.pk)


def last_number(claim: ClaimRecord) -> int:
    """The last decision about a claim; 0 for none. Whoever sends a form says it, so that nobody overwrites another."""
    return next((d.number for d in history(claim)), 0)


def _decide(
    claim: ClaimRecord,
    by: Person | str,
    what: str,
    why: str,
    after: dict[str, Any],
    seen: int | None = None,
    people: int = 1,
    batch: str = "",
) -> Decision:
    row = _fresh(claim)
    since = [d for d in history(row) if seen is not None and d.number > seen]
    if since:
        raise ChangedMeanwhile(since[::-1])
    before = {"read": row.read, "review": row.review, "claim": as_standing(row)} | ({"people": 2} if people > 1 else {})
    decision = journal.write_about(row, who=_name(by), what=what, why=why, before=before, after=after, batch=batch)
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


def _lock(entries: Iterable[Entry]) -> None:
    """The documents that these entries stand on are locked against other writers."""
    about = EntryClaim.objects.filter(entry__in=[e.pk for e in entries]).values("claim__document")
    list(StoredDocument.objects.light().filter(pk__in=about).order_by("pk").select_for_update())


def _holding(name: str, like: Entry) -> Entry:
    """The entry of the same type and parties that stands on this statement now."""
    rows = Entry.objects.filter(type=like.type, partnership=like.partnership_id, party=like.party_id)
    if name.startswith("#"):
        return rows.get(entered__number=int(name[1:]))
    sha256, _slash, key = name.partition("/")
    return rows.get(evidence__claim__document__sha256=sha256, evidence__claim__key=key)


def _follow(decision: Decision) -> None:
    follow_all_of([decision])


def follow_all_of(decided: Iterable[Decision]) -> None:
    """What stands of the claims that these are about, and the entries and rows that hang on them."""
    wanted = list(decided)
    documents = StoredDocument.objects.light().filter(sha256__in={d.document_sha256 for d in wanted} - {""})
    touched = Touched()
    for document in documents.order_by("pk"):
        touched.add(settle(document))
    if documents:
        rebuild(touched, otherwise=any(d.what != What.CONFIRM for d in wanted))
    follow(d.subject for d in wanted if d.subject)


__all__ = [
    "CannotChange",
    "CannotDecide",
    "ChangedMeanwhile",
    "attach",
    "confirm",
    "correct",
    "history",
    "last_number",
    "merge",
    "reject",
    "set_status",
    "split",
    "undo",
    "undo_batch",
]
