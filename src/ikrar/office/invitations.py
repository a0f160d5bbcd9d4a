"""Accounts come by invitation: a signed link to a person's address, good for some days and for one use.

`now` is an argument everywhere; the pages give the real one.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core import signing
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from ikrar.office import changes
from ikrar.office.models import Change, Invitation, Office
from ikrar.office.people import join

GOOD_FOR = timedelta(days=7)
_SALT = "ikrar.office.invitation"


class Unusable(ValueError):
    """A link that lets nobody in: false, used, taken back, or run out."""


class AlreadyMember(ValueError):
    """Whoever has this address belongs to the office already."""


def invite(office: Office, email: str, role: str, by: str, now: datetime) -> Invitation:
    """A new invitation; one that waits for the same address is made anew in its place. Raises `AlreadyMember`."""
    address = get_user_model().objects.normalize_email(email.strip()).lower()
    known = account_of(address)
    if known and known.memberships.active().filter(office=office).exists():
        raise AlreadyMember(address)
    waiting = Invitation.objects.waiting().filter(office=office, email=address).first()
    made = waiting or Invitation(office=office, email=address)
    made.role, made.invited_by = role, by
    _fresh(made, now)
    changes.note(office, by, Change.What.SENT_AGAIN if waiting else Change.What.INVITED, address, role, now)
    return made


def renew(invitation: Invitation, by: str, now: datetime) -> Invitation:
    """Good for some days again, by a new link; the old link lets nobody in any more."""
    _fresh(invitation, now)
    changes.note(invitation.office, by, Change.What.SENT_AGAIN, invitation.email, invitation.role, now)
    return invitation


def revoke(invitation: Invitation, by: str, now: datetime) -> None:
    invitation.revoked_at = now
    invitation.save(update_fields=["revoked_at"])
    changes.note(invitation.office, by, Change.What.REVOKED, invitation.email, "", now)


def token(invitation: Invitation) -> str:
    """What the link holds: the invitation and its nonce, signed."""
    return signing.dumps([invitation.pk, invitation.nonce], salt=_SALT)


def find(given: str, now: datetime) -> Invitation:
    """The invitation of a link. Raises `Unusable`."""
    try:
        pk, nonce = signing.loads(given, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        raise Unusable from None
    found = Invitation.objects.waiting().select_related("office").filter(pk=pk, nonce=nonce, expires_at__gt=now).first()
    if found is None:
        raise Unusable
    return found


def for_address(email: str, now: datetime) -> Invitation | None:
    """An invitation that waits for this address, which somebody else has proven to be theirs."""
    waiting = Invitation.objects.waiting().select_related("office")
    return waiting.filter(email=email.lower(), expires_at__gt=now).first()


@transaction.atomic
def accept(invitation: Invitation, person: Any, now: datetime) -> None:
    """Give this person the place. Raises `Unusable` where somebody else was quicker."""
    used = Invitation.objects.waiting().filter(pk=invitation.pk, nonce=invitation.nonce, expires_at__gt=now)
    if not used.update(accepted_at=now, accepted_by=person):
        raise Unusable
    join(person, invitation.office, invitation.role)
    prove_address(person, invitation.email)
    changes.note(invitation.office, person.get_username(), Change.What.JOINED, invitation.email, invitation.role, now)


def prove_address(person: Any, email: str) -> None:
    """Who has the link can read the mails of this address: it counts as theirs, unless it is another account's."""
    taken = EmailAddress.objects.filter(email__iexact=email).exclude(user=person).exists()
    if taken or (person.email and person.email.lower() != email):
        return
    EmailAddress.objects.update_or_create(user=person, email=email, defaults={"verified": True, "primary": True})
    if not person.email:
        person.email = email
        person.save(update_fields=["email"])


def account_of(email: str) -> Any | None:
    """The account with this address, if there is one."""
    accounts = get_user_model().objects
    return accounts.filter(email__iexact=email).first() or accounts.filter(emailaddress__email__iexact=email).first()


def send(invitation: Invitation, address: Callable[[str], str]) -> None:
    """Send the link. `address` makes a whole address of a token. Raises `OSError` where no mail server takes it."""
    words = {"invitation": invitation, "link": address(token(invitation))}
    subject = _("%(who)s invites you to Ikrar") % {"who": invitation.office.name or invitation.invited_by}
    body = render_to_string("office/invitation.txt", words)
    send_mail(subject, body, settings.DEFAULT_FROM_EMAIL, [invitation.email])


def _fresh(invitation: Invitation, now: datetime) -> None:
    invitation.nonce = get_random_string(32)
    invitation.sent_at, invitation.expires_at = now, now + GOOD_FOR
    invitation.save()
