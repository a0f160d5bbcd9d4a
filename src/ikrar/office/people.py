"""Who belongs to which office, and as what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import DEFAULT_DB_ALIAS

from ikrar.office import current
from ikrar.office.models import Membership, Office, Role


@dataclass(frozen=True, slots=True)
class Place:
    """A person's place in an office. `others` are the offices that they can change to."""

    office: Office
    role: str
    others: tuple[Office, ...] = ()


def places(person: Any) -> list[Place]:
    """Where this person works, the first office first. A superuser is an administrator everywhere. One query."""
    if not person.is_authenticated:
        return []
    if person.is_superuser:
        offices = list(Office.objects.order_by("pk"))
        if not any(o.database == DEFAULT_DB_ALIAS for o in offices):
            offices.insert(0, current.unwritten())
        held = [(office, Role.ADMINISTRATOR.value) for office in offices]
    else:
        found = Membership.objects.active().filter(person=person).select_related("office").order_by("office")
        held = [(m.office, m.role) for m in found]
    return [Place(o, role, tuple(other for other, _ in held if other is not o)) for o, role in held]


def chosen(person: Any, slug: str) -> Place | None:
    """The place of this person in the office of this slug, else in the first of theirs; None without any."""
    theirs = places(person)
    return next((p for p in theirs if p.office.slug == slug), theirs[0] if theirs else None)


def join(person: Any, office: Office | None = None, role: str = Role.REVIEWER) -> Membership:
    """Give this person a place in the office (the first without one), or change the role that they have."""
    where = office if office and office.pk else Office.objects.first_office()
    values = {"role": role, "ended_at": None}
    return Membership.objects.update_or_create(person=person, office=where, defaults=values)[0]
