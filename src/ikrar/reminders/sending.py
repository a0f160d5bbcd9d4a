"""Sending letters: each once for each time it is due, in its reader's language, with a way out in every one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.utils import translation

from ikrar.office import current
from ikrar.office.models import Membership
from ikrar.reminders.digest import Letter, letter, wanted
from ikrar.reminders.models import Digest

_SALT = "ikrar.digest"


@dataclass(frozen=True, slots=True)
class Written:
    """A letter in words. `stop` is the address that ends such letters."""

    subject: str
    text: str
    html: str
    stop: str


Render = Callable[[Digest, Letter, str], Written]  # (choice, what needs attention, token to unsubscribe)


@dataclass(frozen=True, slots=True)
class Sent:
    """What a round of sending did. `failed` names those whom no letter reached, with the reason."""

    sent: int
    nothing: int
    failed: tuple[str, ...]


def send_due(now: datetime, zone: tzinfo, render: Render) -> Sent:
    """Send every letter that is due. One that fails is tried again in the next round."""
    sent, nothing, failed = 0, 0, []
    for pk in Digest.objects.exclude(every=Digest.Every.NEVER).order_by("pk").values_list("pk", flat=True):
        try:
            done = _send_one(pk, now, zone, render)
        except OSError as e:
            failed.append(f"{Digest.objects.select_related('person').get(pk=pk).person}: {e}")
            continue
        sent, nothing = sent + (done == "sent"), nothing + (done == "nothing")
    return Sent(sent, nothing, tuple(failed))


def _send_one(pk: int, now: datetime, zone: tzinfo, render: Render) -> str:
    with transaction.atomic():
        choice = Digest.objects.select_for_update().select_related("person", "office").get(pk=pk)
        at = wanted(choice, now, zone)
        if at is None:
            return ""
        done = "nothing"
        if may_have(choice):
            message = compose(choice, now.astimezone(zone), render)
            if message is not None:
                message.send()
                done = "sent"
        choice.done_for = at
        choice.save(update_fields=["done_for"])
    return done


def may_have(choice: Digest) -> bool:
    """Whether the person still belongs to the office, may sign in and has an address."""
    person = choice.person
    belongs = Membership.objects.active().filter(person=person, office=choice.office).exists() or person.is_superuser
    return bool(person.is_active and person.email and belongs)


def compose(choice: Digest, now: datetime, render: Render, even_empty: bool = False) -> EmailMultiAlternatives | None:
    """The letter as a message; None where nothing needs attention, since nobody wants to read that."""
    with current.entered(choice.office), translation.override(choice.language):
        owner = choice.person.get_username() if choice.mine else None
        content = letter(now.date(), choice.every, owner)
        if content.empty and not even_empty:
            return None
        token = unsubscribing(choice)
        written = render(choice, content, token)
    headers = {"List-Unsubscribe": f"<{written.stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    message = EmailMultiAlternatives(
        written.subject, written.text, settings.DEFAULT_FROM_EMAIL, [choice.person.email], headers=headers
    )
    message.attach_alternative(written.html, "text/html")
    return message


def unsubscribing(choice: Digest) -> str:
    """What stands in the link that ends the letters: it holds without signing in, and for this choice alone."""
    return signing.dumps(choice.pk, salt=_SALT)


def unsubscribed(token: str) -> Digest | None:
    """The choice that such a link is about; None where it is none of ours."""
    try:
        return Digest.objects.select_related("person", "office").filter(pk=signing.loads(token, salt=_SALT)).first()
    except signing.BadSignature:
        return None
