"""Letters and calendars in words: the reader's language, absolute addresses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ikrar.follow.attention import Item
from ikrar.follow.dates import Dated
from ikrar.office import settings as of_the_office
from ikrar.reminders.digest import LISTS, Letter
from ikrar.reminders.feed import Words
from ikrar.reminders.models import Digest
from ikrar.reminders.sending import Written
from ikrar.site.shown import attention, dates
from ikrar.site.shown.tongue import html_code, listed
from ikrar.site.shown.who import of_line
from ikrar.site.shown.words import called

QUOTED = 200  # characters of a quote in a letter


@dataclass(frozen=True, slots=True)
class Said:
    """Something to look at, in words: when, what, between whom, the words that prove it, where it leads."""

    day: str
    kind: str
    what: str
    who: str
    quote: str
    address: str

    @property
    def title(self) -> str:
        return _("%(kind)s, %(what)s") % {"kind": self.kind, "what": self.what} if self.what else self.kind

    @property
    def text(self) -> str:
        """All of it in a line."""
        return _("%(first)s: %(rest)s (%(who)s)") % {"first": self.day, "rest": self.title, "who": self.who}


@dataclass(frozen=True, slots=True)
class Part:
    """A list of a letter. `more` is how many of it the letter leaves out."""

    name: str
    address: str
    total: int
    items: tuple[Said, ...]
    more: int


def address(name: str, *args: object) -> str:
    """The full address of a page."""
    return settings.IKRAR_ADDRESS + reverse(name, args=args)


def render(choice: Digest, letter: Letter, token: str) -> Written:
    """A letter in the language of now."""
    names = attention.names()
    parts = [
        Part(
            names[code][0],
            address("attention", code),
            letter.totals[code],
            tuple(map(said, items)),
            letter.totals[code] - len(items),
        )
        for code, items in ((code, letter.lists[code]) for code in LISTS)
        if items
    ]
    context = {
        "subject": _subject(choice, letter),
        "today": letter.today,
        "until": letter.until,
        "parts": parts,
        "steps": tuple(map(step, letter.steps)),
        "lang": html_code(),
        "office": of_the_office.of(choice.office).name,
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
    if not told:
        return _("Ikrar, %(day)s") % {"day": day}
    return _("Ikrar, %(day)s: %(told)s") % {"day": day, "told": listed(told)}


def said(item: Item) -> Said:
    """An item of a letter. What names a month is told by the month, not by the day that it is taken for."""
    line = item.line
    if item.basis == "review":
        told = dates.written(line.first_told.isoformat(), "long") if line.first_told else ""
        day = _("no date, told on %(day)s") % {"day": told} if told else _("no date")
    elif item.basis in ("event", "period") and line.due:
        day = dates.written(line.due, "long")
    else:
        day = plain_date(item.due) if item.due else _("no date")
    quote = Truncator(line.source.text).chars(QUOTED, truncate="…") if line.source else ""
    return Said(day, called(line.kind), line.what, str(of_line(line)), quote, address("entry", line.id))


def step(dated: Dated) -> Said:
    """A next step that somebody of the office set."""
    line = dated.line
    named = dated.step or line.what or called(line.kind)
    return Said(plain_date(dated.start), named, "", str(of_line(line)), "", address("entry", line.id))


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
    below = [called(line.kind), str(of_line(line))]
    if dated.what in ("due", "encounter"):
        below.append(dates.written(line.due or line.when, "long"))
    if line.source:
        where = (line.source.title, dates.written(line.source.published))
        below += [f"“{line.source.text}”", " · ".join(filter(None, where))]
    titled = _("%(first)s: %(rest)s (%(who)s)") % {"first": what, "rest": named, "who": of_line(line)}
    return Words(titled, "\n".join(below), address("entry", line.id), what)


def called_off(title: str) -> str:
    """What a calendar says of a date that holds no more; `title` may be a kind alone."""
    return _("Called off: %(title)s") % {"title": called(title)}


def plain_date(day: date) -> str:
    return dates.written(day.isoformat(), "long")
