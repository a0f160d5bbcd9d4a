"""Managing the people of an office: their roles, the end of their membership, their sessions."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.db.models import Count, Exists, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from ikrar.office import changes
from ikrar.office.models import Change, Membership, Office, Role


class LastAdministrator(ValueError):
    """An office always has somebody who can let others in."""


def of_office(office: Office) -> QuerySet[Membership]:
    """All who belong or belonged to it, those who do first; each with `seen`, `sessions`, `two_factor`. One query."""
    sessions = UserSession.objects.filter(user=OuterRef("person")).order_by().values("user")
    return (
        Membership.objects.filter(office=office)
        .select_related("person")
        .annotate(
            seen=Coalesce(Subquery(sessions.annotate(at=Max("last_seen_at")).values("at")), "person__last_login"),
            sessions=Coalesce(Subquery(sessions.annotate(many=Count("pk")).values("many")), 0),
            two_factor=Exists(Authenticator.objects.filter(user=OuterRef("person"), type=Authenticator.Type.TOTP)),
        )
        .order_by("ended_at", "person__username")
    )


@transaction.atomic
def set_role(membership: Membership, role: str, by: str, now: datetime) -> None:
    """Raises `LastAdministrator`."""
    if role == membership.role:
        return
    _somebody_stays(membership, role)
    detail = f"{membership.role} → {role}"
    membership.role = role
    membership.save(update_fields=["role"])
    changes.note(membership.office, by, Change.What.ROLE, membership.person.get_username(), detail, now)


@transaction.atomic
def end(membership: Membership, by: str, now: datetime) -> None:
    """They can do nothing in the office any more; what they did there stays. Raises `LastAdministrator`."""
    if membership.ended_at:
        return
    _somebody_stays(membership, "")
    membership.ended_at = now
    membership.save(update_fields=["ended_at"])
    changes.note(membership.office, by, Change.What.ENDED, membership.person.get_username(), "", now)
    if not membership.person.memberships.active().exists():
        end_sessions(membership.person)


@transaction.atomic
def give_back(membership: Membership, by: str, now: datetime) -> None:
    if membership.ended_at:
        membership.ended_at = None
        membership.save(update_fields=["ended_at"])
        changes.note(membership.office, by, Change.What.BACK, membership.person.get_username(), membership.role, now)


def sign_out(membership: Membership, by: str, now: datetime) -> int:
    """End all their sessions, wherever they are signed in. How many these were."""
    many = end_sessions(membership.person)
    changes.note(membership.office, by, Change.What.SESSIONS, membership.person.get_username(), str(many), now)
    return many


def end_sessions(person: Any) -> int:
    found = list(UserSession.objects.filter(user=person))
    for session in found:
        session.end()
    return len(found)


def _somebody_stays(membership: Membership, role: str) -> None:
    if membership.role != Role.ADMINISTRATOR or role == Role.ADMINISTRATOR or membership.ended_at:
        return
    others = Membership.objects.active().filter(office=membership.office, role=Role.ADMINISTRATOR)
    others = others.filter(person__is_active=True).exclude(pk=membership.pk).select_for_update()
    if not list(others.values_list("pk", flat=True)):
        raise LastAdministrator
