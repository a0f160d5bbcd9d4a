"""What is due by the clock: each thing once for each time, also after nobody was at work, and never twice."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from functools import cache
from importlib.resources import files
from typing import Any

from django.db import DEFAULT_DB_ALIAS, IntegrityError, transaction

from ikrar.work import offices
from ikrar.work.kinds import kinds
from ikrar.work.models import Job, Slot
from ikrar.work.queue import ask

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class Due:
    """Something of the schedule. `weekday` (0 is Monday) is that of what is due every week."""

    name: str
    kind: str
    every: str
    hour: int
    minute: int
    weekday: int | None = None
    per_office: bool = False


class BadSchedule(ValueError):
    """A schedule that makes no sense."""


def parse(table: dict[str, Any]) -> tuple[Due, ...]:
    """The schedule as values. Raises `BadSchedule`, with the name of what is wrong."""
    found = tuple(_due(entry) for entry in table.get("due", []))
    if len({due.name for due in found}) < len(found):
        raise BadSchedule("Two things of the schedule have the same name")
    return found


@cache
def schedule() -> tuple[Due, ...]:
    return parse(tomllib.loads(files("ikrar.work").joinpath("schedule.toml").read_text(encoding="utf-8")))


def latest(due: Due, now: datetime, zone: tzinfo) -> datetime:
    """The last time, not after `now`, at which this was due. `now` is aware, the result is in `zone`."""
    local = now.astimezone(zone)
    if due.every == "hour":
        at = local.replace(minute=due.minute, second=0, microsecond=0)
        return at if at <= local else _earlier_hour(now, due, zone)
    day = local.date()
    if due.weekday is not None:
        day -= timedelta(days=(day.weekday() - due.weekday) % 7)
    at = _on(day, due, zone)
    return at if at <= now else _on(day - timedelta(days=1 if due.weekday is None else 7), due, zone)


def run_due(now: datetime, zone: tzinfo, dues: Iterable[Due] | None = None) -> list[Job]:
    """Ask for everything that has become due. What is new in the schedule begins with its next time."""
    asked = []
    for due in schedule() if dues is None else dues:
        if due.kind not in kinds():
            continue
        for office in offices.all_of_them() if due.per_office else [DEFAULT_DB_ALIAS]:
            job = _ask(due, office, latest(due, now, zone), now)
            if job:
                asked.append(job)
    return asked


def _ask(due: Due, office: str, at: datetime, now: datetime) -> Job | None:
    last = Slot.objects.filter(name=due.name, office=office).order_by("-at").first()
    if last and last.at >= at:
        return None
    try:
        with transaction.atomic():
            slot = Slot.objects.create(name=due.name, office=office, at=at)
            if last is None:
                return None
            slot.job = ask(due.kind, {"due": at.isoformat()}, at=now, office=office)
            slot.save(update_fields=["job"])
    except IntegrityError:  # Another worker was quicker.
        return None
    return slot.job


def _due(entry: dict[str, Any]) -> Due:
    name = str(entry.get("name", "?"))
    try:
        every = entry["every"]
        if every == "hour":
            hour, minute = 0, int(entry["at"])
        else:
            at = time.fromisoformat(entry["at"])
            hour, minute = at.hour, at.minute
        weekday = DAYS.index(entry["on"]) if every == "week" else None
        if every not in ("hour", "day", "week") or not 0 <= minute < 60:
            raise ValueError
        return Due(name, entry["kind"], every, hour, minute, weekday, entry.get("per", "house") == "office")
    except (KeyError, ValueError, TypeError) as e:
        raise BadSchedule(f"{name}: needs kind, every (hour, day, week), at, and for a week on") from e


def _on(day: date, due: Due, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(due.hour, due.minute), zone)


def _earlier_hour(now: datetime, due: Due, zone: tzinfo) -> datetime:
    before = (now - timedelta(hours=1)).astimezone(zone)
    return before.replace(minute=due.minute, second=0, microsecond=0)
