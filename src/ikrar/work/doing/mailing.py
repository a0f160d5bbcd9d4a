"""Sending a mail, and again a little later where the server does not take it."""

from __future__ import annotations

import smtplib
from datetime import datetime
from typing import Any

from django.core.mail import EmailMultiAlternatives, get_connection
from django.utils.translation import gettext_noop

from ikrar.work.kinds import Kind
from ikrar.work.models import Job
from ikrar.work.queue import ask
from ikrar.work.run import Failed, Run, TryAgain


def send_later(
    to: list[str], subject: str, body: str, *, at: datetime, html: str = "", sender: str = "", who: str = ""
) -> Job:
    """Have a mail sent by the worker. What it says is kept until it is sent, and no longer."""
    given = {"to": to, "subject": subject, "body": body, "html": html, "sender": sender}
    return ask("mail", given, at=at, who=who, about=", ".join(to))


def send(run: Run) -> dict[str, Any]:
    given = run.given
    if "body" not in given:
        return {"sent": True}
    mail = EmailMultiAlternatives(
        given["subject"], given["body"], given.get("sender") or None, given["to"], connection=get_connection()
    )
    if given.get("html"):
        mail.attach_alternative(given["html"], "text/html")
    try:
        mail.send()
    except smtplib.SMTPRecipientsRefused as e:
        raise Failed(gettext_noop("The mail server knows no such recipient: %(to)s"), to=", ".join(e.recipients)) from e
    except (OSError, smtplib.SMTPException) as e:
        raise TryAgain(gettext_noop("The mail server did not take it: %(why)s"), why=str(e)[:300]) from e
    run.job.given = {"to": given["to"], "subject": given["subject"]}
    run.mine().update(given=run.job.given)
    return {"sent": True}


MAILING = Kind("mail", gettext_noop("Sending a mail"), send, in_office=False)
