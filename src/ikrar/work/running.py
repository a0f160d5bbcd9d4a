"""An attempt at a job: from the queue to its end, whatever happens on the way."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any

from django.db import DatabaseError, transaction
from django.db.utils import InterfaceError
from django.utils.translation import gettext_noop

from ikrar.work import offices
from ikrar.work.kinds import Kind, NoSuchKind, kind
from ikrar.work.models import VERBATIM, Job, Message, State
from ikrar.work.queue import enqueue
from ikrar.work.run import Cancelled, Failed, Lost, Place, Run, Stopped, TryAgain

_log = logging.getLogger("ikrar.work")


def attempt(pk: int, place: Place) -> State | None:
    """Do the job, or go on with it. The state it is left in; None where it was not for us to do."""
    run = _begun(pk, place)
    if run is None:
        return None
    try:
        return _ended(run, *_done(run))
    except Lost:
        return None
    except Cancelled:
        return _ended(run, State.CANCELLED, Message.of(gettext_noop("Cancelled")))
    except Stopped:
        return _again(run, Message.of(gettext_noop("The worker was stopped; it goes on from here.")))
    except TryAgain as e:
        return _later(run, e.message)
    except Failed as e:
        return _ended(run, State.FAILED, e.message)
    except (DatabaseError, InterfaceError) as e:
        why = (str(e).splitlines() or [""])[0]
        return _later(run, Message.of(gettext_noop("The database refused: %(why)s"), why=why))
    except Exception as e:
        _log.exception("Job %s (%s) failed", pk, run.job.kind)
        what = f"{type(e).__name__}: {e}"[:500]
        return _ended(run, State.FAILED, Message.of(gettext_noop("This is a fault of Ikrar: %(what)s"), what=what))


def _begun(pk: int, place: Place) -> Run | None:
    """Take the job up, unless it was cancelled or somebody else has it."""
    now = place.clock()
    with transaction.atomic():
        job = Job.objects.select_for_update().filter(pk=pk, state=State.QUEUED).first()
        if job is None:
            return None
        job.state, job.attempts = State.RUNNING, job.attempts + 1
        job.worker, job.heartbeat, job.started_at = place.worker, now, job.started_at or now
        job.save(update_fields=["state", "attempts", "worker", "heartbeat", "started_at"])
    return Run(job, place)


def _done(run: Run) -> tuple[State, Message]:
    try:
        doing: Kind = kind(run.job.kind)
    except NoSuchKind as e:
        raise Failed(VERBATIM, what=str(e)) from e
    try:
        with offices.within(run.job.office):
            run.job.result = dict(doing.do(run))
    except offices.NoSuchOffice as e:
        raise Failed(VERBATIM, what=str(e)) from e
    return (State.FAULTY if run.faults else State.DONE), Message()


def _ended(run: Run, state: State, message: Message) -> State | None:
    job = run.job
    now = run.now()
    columns: dict[str, Any] = {"state": state, "ended_at": now, "heartbeat": now, "message": message, "kept": run.kept}
    columns |= {"done": job.done, "of": job.of, "result": job.result, "falls": 0}
    return state if run.mine().update(**columns) else None


def _again(run: Run, message: Message, after: datetime | None = None, failures: int = 0) -> State | None:
    """Back into the queue, to go on from here."""
    columns = {"state": State.QUEUED, "message": message, "kept": run.kept, "done": run.job.done}
    with transaction.atomic():
        if not run.mine().update(heartbeat=None, failures=failures, **columns):
            return None
        enqueue(run.job, after)
    return State.QUEUED


def _later(run: Run, message: Message) -> State | None:
    """After a trouble that may pass: once more a little later, a few times."""
    waits = kind(run.job.kind).patience
    if run.job.failures >= len(waits):
        return _ended(run, State.FAILED, message)
    return _again(run, message, run.now() + waits[run.job.failures], run.job.failures + 1)
