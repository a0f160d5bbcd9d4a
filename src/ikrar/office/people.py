"""Who belongs to which office, and as what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.db import DEFAULT_DB_ALIAS
from django.db.models import Q

from ikrar.office import current
from ikrar.office.models import Membership, Office, Role


@dataclass(frozen=True, slots=True)
class Place:
    """A person's place in an office. `others` are the offices that they can change to."""

    office: Office
    role: str
    others: tuple[Office, ...] = ()


def places(person: Any) -> list[Place]:
    """Where this person works, the first office first, then by name: one query. Superusers run all."""
    if not person.is_authenticated:
        return []
    if person.is_superuser:
        held = [(office, Role.ADMINISTRATOR.value) for office in Office.objects.all()]
        if not any(o.database == DEFAULT_DB_ALIAS for o, _ in held):
            held.append((current.unwritten(), Role.ADMINISTRATOR.value))
    else:
        found = Membership.objects.active().filter(person=person).select_related("office")
        held = [(m.office, m.role) for m in found]
    held.sort(key=lambda place: (place[0].database != DEFAULT_DB_ALIAS, str(place[0])))
    return [Place(o, role, tuple(other for other, _ in held if other is not o)) for o, role in held]


def chosen(person: Any, slug: str) -> Place | None:
    """The place of this person in the office of this slug, else in the first of theirs; None without any."""
    theirs = places(person)
    return next((p for p in theirs if p.office.slug == slug), theirs[0] if theirs else None)


def members(office: Office | None = None) -> list[Any]:
    """The accounts that can work in this office (the one at hand without one), by name; superusers among them."""
    where = office or current.office()
    mine = Q(memberships__office__database=where.database, memberships__ended_at=None)
    found = get_user_model().objects.filter(mine | Q(is_superuser=True), is_active=True)
    return list(found.distinct().order_by("username"))


def join(person: Any, office: Office | None = None, role: str = Role.REVIEWER) -> Membership:
    """Give this person a place in the office (the first without one), or change the role that they have."""
    where = office if office and office.pk else Office.objects.first_office()
    values = {"role": role, "ended_at": None}
    return Membership.objects.update_or_create(person=person, office=where, defaults=values)[0]
