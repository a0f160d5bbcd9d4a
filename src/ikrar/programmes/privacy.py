"""What is kept about persons: found, exported and erased for one, and erased by itself when its time is over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from ikrar.model.folding import fold_name
from ikrar.programmes.models import Nomination
from ikrar.programmes.subjects import NOMINATION, PROGRAMME
from ikrar.register import files, subjects
from ikrar.register.database import atomic
from ikrar.register.models import Contact, Decision, Personal
from ikrar.register.parties import personal
from ikrar.register.parties.belongings import CONTACT
from ikrar.register.subjects import parted, subject

BY_ITSELF = "ikrar"


@dataclass(frozen=True, slots=True)
class Kept:
    """One place where something about a person is kept. `told` is what else that place says of them; `files` are

    those that were ever attached there: their values are name, sha256, size and note.
    """

    subject: str
    where: str
    values: dict[str, str]
    told: dict[str, Any]
    files: tuple[Personal, ...] = ()


def kept_about(words: str) -> list[Kept]:
    """All that is kept about whoever is found by these words in name, e-mail or phone (or in the name of a file), and
    not erased.
    """
    wanted = fold_name(words).split()
    if not wanted:
        return []
    rows: dict[str, Personal | None] = {}
    for row in Personal.objects.filter(erased_at=None).order_by("pk"):
        folded = fold_name(" ".join(map(str, row.values.values())))
        if not all(word in folded for word in wanted):
            continue
        if parted(row.subject)[0] == files.TYPE:
            rows.setdefault(files.owner_of(row), None)
        else:
            rows[row.subject] = row
    return [_kept(named, row or _latest(named)) for named, row in rows.items()]


def _latest(named: str) -> Personal | None:
    return Personal.objects.filter(subject=named, erased_at=None).order_by("pk").last()


def _kept(named: str, row: Personal | None) -> Kept:
    type_, key = parted(named)
    values = {str(k): str(v) for k, v in row.values.items()} if row else {}
    attached = tuple(files.private_of(named))
    if type_ == NOMINATION:
        one = Nomination.objects.select_related("programme", "call").filter(key=key).first()
        if one is None:
            return Kept(named, "", values, {}, attached)
        told = {n: getattr(one, n) for n in ("who", "nominated_by", "state", "reason", "attendance", "outcome")}
        return Kept(named, str(one.programme), values, told | {"programme": one.programme.title}, attached)
    contact = Contact.objects.select_related("party").filter(key=key).first()
    role = {"role": contact.role if contact else ""}
    return Kept(named, str(contact.party) if contact else "", values, role, attached)


@atomic()
def erase(subject_: str, by: str, why: str = "") -> bool:
    """Erase what is kept about a person in this place, with the files, for good; False where nothing is."""
    tokens, type_ = personal.tokens_of(subject_), parted(subject_)[0]
    if type_ not in (CONTACT.type, NOMINATION):
        return False
    if tokens:
        subjects.decide([subjects.Intent(type_, {"erased": tokens}, parted(subject_)[1], why)], by)
    return bool(files.erase(subject_, by, why) or tokens)


def erase_old(today: date, days: int) -> int:
    """Erase what is kept about those nominated for programmes that ended more than so many days ago.

    Of a programme whose end nobody knows, and of a nomination that was taken back, the last that was decided counts.
    """
    before = today - timedelta(days=days)
    with_files = {parted(named)[1] for named in files.private_owners() if parted(named)[0] == NOMINATION}
    held = Personal.objects.filter(erased_at=None, subject__startswith=f"{NOMINATION}:").values_list(
        "subject", flat=True
    )
    known = sorted({parted(named)[1] for named in held} | with_files)
    there = Nomination.objects.filter(key__in=known)
    over = set(there.filter(programme__ends__lt=before).values_list("key", flat=True))
    gone = set(known) - set(there.values_list("key", flat=True))
    without_end = set(there.filter(programme__ends=None).values_list("key", flat=True))
    over |= {key for key in gone | without_end if _last_said(key) < before}
    why = f"Kept for {days} days after its end"
    return sum(erase(subject(NOMINATION, key), BY_ITSELF, why) for key in known if key in over)


def _last_said(key: str) -> date:
    """The day of the last decision about a nomination, or about its programme."""
    said = Decision.objects.filter(subject=subject(NOMINATION, key))
    programmes = {
        str(after.get("programme")) for after in said.values_list("after", flat=True) if after.get("programme")
    }
    about = Q(subject=subject(NOMINATION, key)) | Q(subject__in=[subject(PROGRAMME, p) for p in programmes])
    return max(timezone.localdate(at) for at in Decision.objects.filter(about).values_list("at", flat=True))
