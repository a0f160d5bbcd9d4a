"""What a kind of job has in hand while it works: what it was given, what was done already, and whom to tell.

A job goes step by step. Before each step it is seen whether somebody cancelled the job or the worker is to stop; a
step that was done leaves a line or moves a mark, so that the next attempt goes on where this one ended. Steps may be
done twice where a worker was killed between doing one and writing so, hence each has to come out the same twice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Event
from typing import Any, TypeVar

from django.utils import timezone
from django.utils.translation import gettext_noop

from ikrar.work.models import Job, JobLine, Level, Message, State, storable

T = TypeVar("T")

PACE = timedelta(seconds=0.5)  # How often progress is written, at most.
_KEY = 200


class Ended(Exception):
    """The attempt ends before the job is done."""


class Cancelled(Ended):
    """Somebody asked for it."""


class Stopped(Ended):
    """The worker is to stop; the job goes on when there is one again."""


class Lost(Ended):
    """The job is in other hands: this worker was taken for dead."""


class Failed(Exception):
    """The job cannot be done. `message` says why and what to do."""

    def __init__(self, text: str, **values: Any) -> None:
        self.message = Message.of(text, **values)
        super().__init__(text % values if values else text)


class TryAgain(Failed):
    """It cannot be done now, and perhaps later: a mail server does not answer, a database is busy."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a job is done: by which worker, by which clock, and until when."""

    worker: str = "here"
    clock: Callable[[], datetime] = timezone.now
    stop: Event = field(default_factory=Event)
    pace: timedelta = PACE


# The worker says where it works; without one (a test, a command that does a job at once) it is here.
_place: ContextVar[Place | None] = ContextVar("place of work", default=None)


@contextmanager
def at(place: Place) -> Iterator[None]:
    """Do the jobs of this block there."""
    token = _place.set(place)
    try:
        yield
    finally:
        _place.reset(token)


def here() -> Place:
    return _place.get() or Place()


class Run:
    """An attempt at a job."""

    def __init__(self, job: Job, place: Place) -> None:
        self.job, self.place = job, place
        self.given: dict[str, Any] = job.given
        self.kept: dict[str, Any] = dict(job.kept)
        self.who = job.who
        self.faults = job.lines.filter(level=Level.FAULT).count() if job.attempts > 1 else 0
        self._written = place.clock()
        self._known = set(job.lines.values_list("key", flat=True)) if job.attempts > 1 else set()
        self._fallen = job.falls

    def now(self) -> datetime:
        return self.place.clock()

    def begin(self, of: int | None, done: int | None = None) -> None:
        """Say how many steps there are; `done` of them by earlier attempts, if it is not what was counted then."""
        self.job.of = of
        if done is not None:
            self.job.done = done
        self.write()

    def say(self, text: str, **values: Any) -> None:
        """What the job is at, for those who look."""
        self.job.message = Message.of(text, **values)

    def steps(
        self, items: Iterable[T], key: Callable[[T], str], about: Callable[[T], str] | None = None
    ) -> Iterator[T]:
        """The items that no earlier attempt has done, each a step. A step is done when it has a `line` of its key.

        `about` is what people call an item; its key without it.
        """
        self.job.done = 0
        for item in items:
            name = step_key(key(item))
            if name in self._known:
                self.job.done += 1
                continue
            if self._may_be_begun(name, (about or key)(item)):
                self.pause()
                yield item
            self.did()

    def done_before(self, key: str) -> bool:
        """Whether this step has a line already."""
        return step_key(key) in self._known

    def did(self, steps: int = 1, **kept: Any) -> None:
        """So many steps are done; `kept` is what the next attempt has to know to go on from here."""
        self.job.done += steps
        self.kept |= kept
        if self._fallen:
            self._fallen = 0
            self.write()

    def pause(self) -> None:
        """Between two steps: write how far it is, and see whether to go on. Raises `Ended`."""
        if self.place.stop.is_set():
            self.write()
            raise Stopped
        if self.now() - self._written >= self.place.pace:
            self.write()

    def write(self) -> None:
        """Write how far the job is. Raises `Cancelled` or `Lost`."""
        now = self.now()
        job = self.job
        job.of = max(job.of, job.done) if job.of is not None else None  # A count beforehand is a guess.
        columns = {"done": job.done, "of": job.of, "message": job.message, "kept": self.kept, "falls": self._fallen}
        if not self.mine().update(heartbeat=now, **columns):
            raise Lost
        self._written = now
        if Job.objects.filter(pk=job.pk, cancel_asked_at__isnull=False).exists():
            raise Cancelled

    def line(
        self,
        key: str,
        about: str,
        text: str = "",
        level: str = Level.DONE,
        values: dict[str, Any] | None = None,
        **said: Any,
    ) -> None:
        """What came of a step. Written at once; a second line of the same key takes the place of the first."""
        name = step_key(key)
        JobLine.objects.update_or_create(
            job=self.job,
            key=name,
            defaults={
                "level": level,
                "about": storable(about),
                "message": Message.of(text, **said),
                "values": values or {},
            },
        )
        self._known.add(name)
        self.faults += level == Level.FAULT

    def fault(self, key: str, about: str, text: str, **said: Any) -> None:
        """A step that could not be done, and why."""
        self.line(key, about, text, Level.FAULT, **said)

    def mine(self) -> Any:
        """The job's row, as long as this attempt is the one that works on it."""
        return Job.objects.filter(pk=self.job.pk, state=State.RUNNING, attempts=self.job.attempts)

    def _may_be_begun(self, key: str, about: str) -> bool:
        """Whether this step may be tried: not where it was the one at which the worker died twice in a row."""
        if not self._fallen:
            return True
        if self._fallen >= 2 and self.kept.get("fell_at") == key:
            self.fault(key, about, gettext_noop("The worker died twice at this step. It was left out."))
            return False
        self.kept["fell_at"] = key
        self.write()
        return True


def step_key(key: str) -> str:
    """A key as it is kept: as it is, or its hash where it is long."""
    return key if len(key) <= _KEY else hashlib.sha256(key.encode()).hexdigest()
