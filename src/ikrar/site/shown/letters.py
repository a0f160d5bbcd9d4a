"""Letters and calendars in words: the reader's language, absolute addresses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ikrar.follow.dates import Dated
from ikrar.office import settings as of_the_office
from ikrar.reminders.digest import LISTS, Letter
from ikrar.reminders.feed import Words
from ikrar.reminders.models import Digest
from ikrar.reminders.sending import Written
from ikrar.site.shown import attention, dates
from ikrar.site.shown.who import of_line
from ikrar.site.shown.words import called


@dataclass(frozen=True, slots=True)
class Part:
    """A list of a letter. `more` is how many of it the letter leaves out."""

    name: str
    address: str
    total: int
    items: tuple
    more: int


def address(name: str, *args: object) -> str:
    """The full address of a page."""
    return settings.IKRAR_ADDRESS + reverse(name, args=args)


def render(choice: Digest, letter: Letter, token: str) -> Written:
    """A letter in the language of now."""
    names = attention.names()
    parts = [
        Part(names[code][0], address("attention", code), letter.totals[code], items, letter.totals[code] - len(items))
        for code, items in ((code, letter.lists[code]) for code in LISTS)
        if items
    ]
    context = {
        "subject": _subject(choice, letter),
        "today": letter.today,
        "until": letter.until,
        "parts": parts,
        "steps": letter.steps,
        "office": of_the_office.of(choice.office).name,
        "base": settings.IKRAR_ADDRESS,
        "home": address("home"),
        "choices": address("reminders"),
        "stop": address("letters-off", token),
    }
    text = render_to_string("mail/digest.txt", context)
    return Written(context["subject"], text, render_to_string("mail/digest.html", context), context["stop"])


def _subject(choice: Digest, letter: Letter) -> str:
    told = []
    if letter.totals.get("overdue"):
        told.append(
            ngettext("%(n)s overdue", "%(n)s overdue", letter.totals["overdue"]) % {"n": letter.totals["overdue"]}
        )
    if letter.totals.get("due"):
        told.append(ngettext("%(n)s due", "%(n)s due", letter.totals["due"]) % {"n": letter.totals["due"]})
    if letter.steps:
        told.append(ngettext("%(n)s next step", "%(n)s next steps", len(letter.steps)) % {"n": len(letter.steps)})
    day = dates.written(letter.today.isoformat(), "long")
    return f"Ikrar, {day}: {', '.join(told)}" if told else f"Ikrar, {day}"


def of_date(dated: Dated) -> Words:
    """A date of the calendar: what it is and between whom; below it, the words that prove it."""
    line = dated.line
    what = {
        "due": _("Due"),
        "step": _("Next step"),
        "expiry": _("Runs out"),
        "notice": _("Notice by"),
        "encounter": called(line.kind),
    }[dated.what]
    named = dated.step or line.what or called(line.kind)
    quoted = [f"“{line.source.text}” {line.source.title}"] if line.source else []
    below = "\n".join([called(line.kind), str(of_line(line)), *quoted])
    return Words(f"{what}: {named} ({of_line(line)})", below, address("entry", line.id))


def plain_date(day: date) -> str:
    return dates.written(day.isoformat(), "long")
