"""Jobs in the reader's words: what they are, how they stand, what came of them and where that is to be seen."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from babel.dates import format_date, format_time
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ikrar.site.shown.state import State
from ikrar.site.shown.tongue import locale
from ikrar.work.kinds import kinds
from ikrar.work.models import Job, JobLine, Level, Message
from ikrar.work.models import State as Stands

_PART = re.compile(r"(?P<name>.+), (?P<part>line|item) (?P<number>\d+)")  # As `ikrar.documents` names its inputs.
_TONES = {"done": "good", "faulty": "soon", "failed": "bad", "cancelled": "over"}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that came of a job, with what it counts, and where that is to be seen."""

    number: int
    name: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A job as a page shows it."""

    job: Job
    name: str
    who: str
    state: State
    message: str
    percent: int | None

    @property
    def said(self) -> str:
        """How it stands, for somebody who listens: it changes with the state and every ten per cent."""
        if self.job.ended or self.percent is None:
            return f"{self.name}: {self.state.word}"
        return f"{self.name}: {self.state.word}, {self.percent // 10 * 10} %"


@dataclass(frozen=True, slots=True)
class LineShown:
    """A line of a job: its document's address where it has one."""

    line: JobLine
    about: str
    address: str
    message: str
    state: State | None


def shown(job: Job) -> Shown:
    known = kinds().get(job.kind)
    percent = min(100, job.done * 100 // job.of) if job.of else None
    return Shown(
        job=job,
        name=_(known.label) if known else job.kind,
        who=job.who or _("by the clock"),
        state=state(job),
        message=Message.told(job.message),
        percent=percent,
    )


def state(job: Job) -> State:
    if job.cancel_asked_at and not job.ended:
        return State("over", _("being cancelled"))
    words = {
        Stands.QUEUED: _("waits"),
        Stands.RUNNING: _("at work"),
        Stands.DONE: _("done"),
        Stands.FAULTY: _("done, with faults"),
        Stands.FAILED: _("failed"),
        Stands.CANCELLED: _("cancelled"),
    }
    return State(_TONES.get(job.state, ""), words.get(Stands(job.state), job.state))


def figures(job: Job) -> list[Figure]:
    """What came of it, each number leading to what it counts where that can be."""
    result = job.result
    here = reverse("job", args=[job.pk])
    if job.kind == "file":
        inbox = f"{reverse('inbox')}?job={job.pk}"
        found = [
            Figure(result.get("new", 0), _("new documents"), f"{here}#lines"),
            Figure(result.get("changed", 0), _("read otherwise than before"), f"{here}#lines"),
            Figure(result.get("unchanged", 0), _("known already"), f"{here}#lines"),
            Figure(result.get("added", 0), _("new claims"), inbox),
            Figure(result.get("unreadable", 0), _("could not be read"), f"{here}?only=faults#lines"),
        ]
        return [f for f in found if f.number]
    if job.kind in ("reread", "take-over"):
        there = reverse("rereading") if job.kind == "reread" else reverse("documents")
        found = [Figure(result.get("documents", 0), _("documents"))]
        if job.kind == "reread":
            found.append(Figure(result.get("differ", 0), _("are read otherwise"), there))
        names = {"added": _("new claims"), "gone": _("claims gone"), "changed": _("claims changed")}
        return found + [Figure(result[code], name, there) for code, name in names.items() if result.get(code)]
    return [Figure(value, name.replace("_", " ")) for name, value in result.items() if type(value) is int]


def line_shown(line: JobLine) -> LineShown:
    document = line.values.get("document")
    states = {Level.FAULT: State("bad", _("fault")), Level.WARNING: State("soon", _("warning"))}
    return LineShown(
        line=line,
        about=_about(line),
        address=reverse("document", args=[document]) if document else "",
        message=_read(line) if document else Message.told(line.message),
        state=states.get(Level(line.level)),
    )


def _about(line: JobLine) -> str:
    """What the line is about; of a list of documents in one file, which of them, in the reader's words."""
    found = _PART.fullmatch(line.about)
    if found is None:
        return line.about
    said = {"name": found["name"], "number": found["number"]}
    return _("%(name)s, line %(number)s") % said if found["part"] == "line" else _("%(name)s, item %(number)s") % said


def _read(line: JobLine) -> str:
    did = {"new": _("new"), "changed": _("read otherwise than before"), "unchanged": _("known already")}
    return did.get(line.values.get("did", ""), "")


def moment(at: datetime | None) -> str:
    """A moment to the minute, in the office's time."""
    if at is None:
        return ""
    local = timezone.localtime(at)
    return f"{format_date(local, 'medium', locale=locale())}, {format_time(local, 'short', locale=locale())}"


def first_names(names: Iterable[str], most: int = 3) -> str:
    """The first few of them, and how many more: a.pdf, b.pdf, c.pdf +4."""
    listed = list(names)
    more = len(listed) - most
    return ", ".join(listed[:most]) + (f" +{more}" if more > 0 else "")
