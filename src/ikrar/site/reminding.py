"""Letters as a job of every hour, written in the words of these pages."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_noop

from ikrar.reminders.sending import send_due
from ikrar.site.shown.letters import render
from ikrar.work.kinds import Kind
from ikrar.work.run import Run


def send(run: Run) -> dict[str, Any]:
    """Send what is due; whom no letter reached is told, and tried again an hour later."""
    done = send_due(run.now(), timezone.get_default_timezone(), render)
    for failed in done.failed:
        run.fault(failed, failed, gettext_noop("No letter reached this person"))
    return {"sent": done.sent, "nothing": done.nothing, "failed": len(done.failed)}


LETTERS = Kind("letters", gettext_noop("Sending letters about what needs attention"), send, in_office=False)
