"""Finding jobs whose worker died, and putting them back into the queue."""

from __future__ import annotations

import os
import socket
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_noop
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from ikrar.work.models import Job, Message, State
from ikrar.work.queue import enqueue

STALE = timedelta(seconds=60)  # Without a heartbeat for so long a worker is taken for dead.
FALLS = 4  # A job at which workers die so often without getting on is not tried again.


class WorkerDied(RuntimeError):
    """What the queue keeps of a task whose worker is gone."""


def recover(now: datetime, worker: str = "") -> list[Job]:
    """Put back into the queue what nobody works on any more. `worker` is the one that asks, which is alive."""
    gone = [job for job in Job.objects.filter(state=State.RUNNING) if _is_gone(job, now, worker)]
    lost = _unqueued(now)
    return [job for job in (*gone, *lost) if _put_back(job, now)]


def worker_name(number: int = 0) -> str:
    """What a worker of this process is called: machine and process say whether it still lives."""
    return f"{socket.gethostname()[:60]}/{os.getpid()}" + (f"/{number}" if number else "")


def _is_gone(job: Job, now: datetime, worker: str) -> bool:
    if job.heartbeat is None or job.heartbeat < now - STALE:
        return True
    machine, _, process = job.worker.partition("/")
    here = machine == socket.gethostname()[:60]
    return here and job.worker != worker and not _lives(process.partition("/")[0])


def _lives(process: str) -> bool:
    """Whether a process of this number runs on this machine; a number taken by another one counts as living."""
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except (OSError, ValueError):
        return True
    return True


def _unqueued(now: datetime) -> list[Job]:
    """Queued jobs that the queue does not hold: it lost them, or their task failed before it began."""
    waiting = list(Job.objects.filter(state=State.QUEUED, asked_at__lt=now - STALE))
    live = Q(status=TaskResultStatus.READY) | Q(status=TaskResultStatus.RUNNING, started_at__gt=now - STALE)
    held = set(DBTaskResult.objects.filter(live, pk__in=[job.task for job in waiting]).values_list("pk", flat=True))
    return [job for job in waiting if job.task not in held]


@transaction.atomic
def _put_back(job: Job, now: datetime) -> bool:
    falls = job.falls + 1
    mine = Job.objects.filter(pk=job.pk, state=job.state, attempts=job.attempts, task=job.task)
    if falls >= FALLS:
        message = Message.of(gettext_noop("The worker died %(times)s times at this job."), times=falls)
        return not mine.update(state=State.FAILED, ended_at=now, message=message, falls=falls)
    message = Message.of(gettext_noop("The worker died; another one goes on from here."))
    if not mine.update(state=State.QUEUED, falls=falls, heartbeat=None, message=message):
        return False
    for task in DBTaskResult.objects.filter(pk=job.task).exclude(status__in=["SUCCESSFUL", "FAILED"]):
        task.set_failed(WorkerDied(job.worker))
    enqueue(job)
    return True
