"""Asking for jobs, taking them back, trying them again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import DEFAULT_DB_ALIAS, transaction
from django.utils.translation import gettext_noop
from django_tasks import task

from ikrar.work import offices
from ikrar.work.kinds import kind as known_kind
from ikrar.work.models import Job, JobLine, Level, Message, State


class CannotChangeJob(ValueError):
    """A job that has ended cannot be cancelled, and one that has not cannot be tried again."""


@task()
def perform(job: int) -> None:
    """The task of the queue: an attempt at this job."""
    from ikrar.work.run import here
    from ikrar.work.running import attempt

    attempt(job, here())


def ask(
    kind: str,
    given: dict[str, Any] | None = None,
    *,
    at: datetime,
    who: str = "",
    about: str = "",
    office: str | None = None,
) -> Job:
    """Have a job done as soon as a worker is free; `office` is the one at hand unless it is named.

    Asked for within a transaction on the default database, the job is there when that is. Raises `NoSuchKind`.
    """
    known_kind(kind)
    where = offices.at_hand() if office is None else office
    job = Job(kind=kind, given=given or {}, who=who, about=about[:300], office=where, asked_at=at)
    with transaction.atomic(using=DEFAULT_DB_ALIAS):
        job.save()
        enqueue(job)
    return job


def enqueue(job: Job, after: datetime | None = None) -> None:
    """Put a queued job into the queue, to be begun after that moment."""
    waiting = perform.using(run_after=after) if after else perform
    job.task = waiting.enqueue(job.pk).id
    job.save(update_fields=["task"])


@transaction.atomic(using=DEFAULT_DB_ALIAS)
def cancel(job: Job, *, who: str, at: datetime) -> None:
    """Have a job end: at once where nobody has begun it, else before its next step. What was done stays."""
    row = Job.objects.select_for_update().get(pk=job.pk)
    if row.ended:
        raise CannotChangeJob("This job has ended already")
    row.cancel_asked_at, row.cancelled_by = at, who
    if row.state == State.QUEUED:
        row.state, row.ended_at, row.message = State.CANCELLED, at, Message.of(gettext_noop("Cancelled"))
    row.save(update_fields=["cancel_asked_at", "cancelled_by", "state", "ended_at", "message"])
    job.refresh_from_db()


@transaction.atomic(using=DEFAULT_DB_ALIAS)
def retry(job: Job) -> None:
    """Do again what failed, was cancelled or had faults; the steps that left a line are not done again."""
    row = Job.objects.select_for_update().get(pk=job.pk)
    if not row.can_be_retried:
        raise CannotChangeJob("There is nothing in this job to be tried again")
    if JobLine.objects.filter(job=row, level=Level.FAULT).delete()[0]:
        row.kept, row.done = {}, 0  # A mark that was moved past a fault would leave it out.
    row.state, row.ended_at, row.message = State.QUEUED, None, {}
    row.cancel_asked_at, row.cancelled_by = None, ""
    row.falls = row.failures = 0
    row.save()
    enqueue(row)
    job.refresh_from_db()
