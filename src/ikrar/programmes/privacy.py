"""What is kept about persons: found, exported and erased for one, and erased by itself when its time is over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from ikrar.model.folding import fold_name
from ikrar.programmes.models import Nomination
from ikrar.programmes.subjects import NOMINATION
from ikrar.register import subjects
from ikrar.register.models import Contact, Personal
from ikrar.register.parties import personal
from ikrar.register.parties.belongings import CONTACT
from ikrar.register.subjects import parted, subject

BY_ITSELF = "ikrar"


@dataclass(frozen=True, slots=True)
class Kept:
    """One place where something about a person is kept. `told` is what else that place says of them."""

    subject: str
    where: str
    values: dict[str, str]
    told: dict[str, Any]


def kept_about(words: str) -> list[Kept]:
    """All that is kept about whoever is found by these words in name, e-mail or phone, and not erased."""
    wanted = fold_name(words).split()
    if not wanted:
        return []
    found = []
    for row in Personal.objects.filter(erased_at=None).order_by("pk"):
        folded = fold_name(" ".join(map(str, row.values.values())))
        if all(word in folded for word in wanted):
            kept = _kept(row)
            if kept:
                found.append(kept)
    return found


def _kept(row: Personal) -> Kept | None:
    type_, key = parted(row.subject)
    values = {str(k): str(v) for k, v in row.values.items()}
    if type_ == NOMINATION:
        one = Nomination.objects.select_related("programme", "call").filter(key=key).first()
        if one is None:
            return Kept(row.subject, "", values, {})
        told = {n: getattr(one, n) for n in ("who", "nominated_by", "state", "reason", "attendance", "outcome")}
        return Kept(row.subject, str(one.programme), values, told | {"programme": one.programme.title})
    contact = Contact.objects.select_related("party").filter(key=key).first()
    return Kept(row.subject, str(contact.party) if contact else "", values, {"role": contact.role if contact else ""})


def erase(subject_: str, by: str, why: str = "") -> bool:
    """Erase what is kept about a person in this place, for good; False where nothing is."""
    tokens = personal.tokens_of(subject_)
    if not tokens:
        return False
    type_, key = parted(subject_)
    intent = subjects.Intent(CONTACT.type if type_ == CONTACT.type else NOMINATION, {"erased": tokens}, key, why)
    subjects.decide([intent], by)
    return True


def erase_old(today: date, days: int) -> int:
    """Erase what is kept about those nominated for programmes that ended more than so many days ago."""
    before = today - timedelta(days=days)
    old = Nomination.objects.filter(programme__ends__lt=before, personal__erased_at=None).exclude(personal=None)
    keys = list(old.order_by("pk").values_list("key", flat=True))
    return sum(erase(subject(NOMINATION, key), BY_ITSELF, f"Kept for {days} days after its end") for key in keys)
