"""An office's dates as an iCalendar feed (RFC 5545, 7986): stable names, numbers that rise with changes, cancellations.

Pure but for `announce`, which remembers what calendars were told. What common calendars want of it:

- no METHOD, which makes of a calendar that is subscribed to a message with invitations;
- the same bytes as long as nothing changed (`DTSTAMP` is when it changed), so that a tag tells whether to load it anew;
- names that do not depend on the address at which a calendar happens to ask;
- at least one component, also where nothing is ahead: an empty calendar is refused by some as none.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from icalendar import Calendar, Event, Timezone, vDuration, vText

from ikrar.follow.dates import Dated
from ikrar.office.models import Office
from ikrar.reminders.models import Announced, Feed

BACK, AHEAD = timedelta(days=60), timedelta(days=550)
TOLD_GONE = timedelta(days=90)  # how long a calendar is told that something is off
REFRESH = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Words:
    """How a date is put into words, in the reader's language: its title, what stands below it, where it leads, and of

    which sort it is.
    """

    title: str
    description: str
    url: str
    category: str


def new_secret() -> str:
    return secrets.token_urlsafe(32)


def hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def make(person: object, office: Office, language: str, mine: bool, now: datetime) -> tuple[Feed, str]:
    """A new private address: its row, and the secret, which is shown once and kept nowhere."""
    secret = new_secret()
    feed = Feed.objects.create(
        person=person,
        office=office,
        digest=hashed(secret),
        ending=secret[-6:],
        language=language,
        mine=mine,
        made_at=now,
    )
    return feed, secret


def revoke(feed: Feed, now: datetime) -> None:
    if feed.revoked_at is None:
        feed.revoked_at = now
        feed.save(update_fields=["revoked_at"])


def span(today: date) -> tuple[date, date]:
    """The days that a feed covers."""
    return today - BACK, today + AHEAD


def announce(office: Office, found: Iterable[Dated], today: date, now: datetime) -> dict[str, Announced]:
    """Remember what is told now: what is new, what has changed, what is gone. Gives all that is still to be told.

    Two calendars that ask at the same time are told the same: what has changed is written by one after the other.
    """
    current = {d.name: d for d in found}
    known = _known(office)
    if _changes(office, known, current, today, now):
        with transaction.atomic():
            Office.objects.select_for_update().get(pk=office.pk)
            known = _known(office)
            for row in _changes(office, known, current, today, now):
                row.save()
    return {name: row for name, row in known.items() if name in current or _still_told(row, now)}


def _known(office: Office) -> dict[str, Announced]:
    return {row.name: row for row in Announced.objects.filter(office=office)}


def _changes(
    office: Office, known: dict[str, Announced], current: Mapping[str, Dated], today: date, now: datetime
) -> list[Announced]:
    """The rows that are new or other than they were, as they are now; `known` then holds them."""
    _first, last = span(today)
    changed = []
    for name, dated in current.items():
        row = known.get(name) or Announced(office=office, name=name, sequence=-1)
        digest = _digest(dated)
        if row.pk is None or row.digest != digest or row.gone_at is not None:
            row.digest, row.start, row.end, row.title = digest, dated.start, dated.end, dated.line.title
            row.sequence, row.changed_at, row.gone_at = row.sequence + 1, now, None
            changed.append(row)
        known[name] = row
    for name, row in known.items():
        # What has passed, or moved out of the days that are covered, was not called off.
        if name not in current and row.gone_at is None and row.end >= today and row.start <= last:
            row.sequence, row.changed_at, row.gone_at = row.sequence + 1, now, now
            changed.append(row)
    return changed


def calendar(
    title: str, host: str, office: str, found: Iterable[Dated], told: dict[str, Announced],
    words: Callable[[Dated], Words], called_off: Callable[[str], str], own: bool = False,
) -> bytes:  # fmt: skip
    """The feed. `words` puts a date into words; `called_off` says of a title that it is gone.

    With `own`, a person sees only some dates: what was told of others is none of theirs, and neither is its end.
    """
    made = Calendar()
    made.add("prodid", "-//Ikrar//Ikrar//EN")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("x-wr-calname", title)
    made.add("name", title)
    made.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", vDuration(REFRESH).to_ical().decode())
    shown = set()
    for dated in found:
        row, said = told[dated.name], words(dated)
        event = _event(row, f"{office}-{row.name}@{host}", said.title)
        event.add("description", said.description)
        event.add("url", said.url)
        event.add("categories", [said.category])
        made.add_component(event)
        shown.add(dated.name)
    for name, row in told.items():
        if name not in shown and row.gone_at is not None and not own:
            event = _event(row, f"{office}-{row.name}@{host}", called_off(row.title))
            event["STATUS"] = vText("CANCELLED")
            made.add_component(event)
    if not made.subcomponents:
        made.add_component(Timezone.from_tzid("UTC"))
    return bytes(made.to_ical())


def tag(content: bytes) -> str:
    """What stands for this content in `ETag`, quotation marks included."""
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def _event(row: Announced, uid: str, title: str) -> Event:
    """A whole-day event; its end is the day after its last, as the standard has it."""
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", row.changed_at)
    event.add("last-modified", row.changed_at)
    event.add("sequence", row.sequence)
    event.add("dtstart", row.start)
    event.add("dtend", row.end + timedelta(days=1))
    event.add("summary", title)
    event.add("status", "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    return event


def _still_told(row: Announced, now: datetime) -> bool:
    return row.gone_at is not None and now - row.gone_at <= TOLD_GONE


def _digest(dated: Dated) -> str:
    content = [dated.what, dated.start, dated.end, dated.line.title, dated.line.status, dated.line.sides, dated.step]
    return hashlib.sha256(repr(content).encode()).hexdigest()
