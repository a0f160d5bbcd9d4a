"""Tidying up: uploads that no job needs any more, and accounts of work that are old."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_noop
from django_tasks_db.models import DBTaskResult

from ikrar.work import uploads
from ikrar.work.doing.filing import needed
from ikrar.work.kinds import Kind
from ikrar.work.models import Job, Slot
from ikrar.work.run import Run

RETRYABLE_FOR = timedelta(days=14)  # So long a job that did not come to a good end can be tried again.
QUEUE_FOR = timedelta(days=14)
_DAY = 86_400.0


def tidy(run: Run) -> dict[str, Any]:
    now = run.now()
    run.begin(3)
    removed = _uploads(run)
    run.did()
    run.pause()
    tasks = DBTaskResult.objects.finished().filter(finished_at__lt=now - QUEUE_FOR).delete()[0]
    run.did()
    run.pause()
    old = now - timedelta(days=settings.IKRAR_KEEP_JOBS_DAYS)
    Slot.objects.filter(at__lt=old).delete()
    jobs = Job.objects.filter(ended_at__lt=old).exclude(pk=run.job.pk).delete()[1].get("work.Job", 0)
    run.did()
    return {"uploads": removed, "tasks": tasks, "jobs": jobs}


def _uploads(run: Run) -> int:
    """Whatever no job needs that is not done, or could be tried again. What has just come may belong to none yet."""
    now = run.now()
    wanted: set[str] = set()
    for job in Job.objects.unfinished() | Job.objects.filter(ended_at__gt=now - RETRYABLE_FOR):
        if not job.ended or job.can_be_retried:
            wanted |= needed(job)
    lying = [one for one in uploads.stored() if one not in wanted and uploads.age(one, now.timestamp()) > _DAY]
    for one in lying:
        uploads.remove(one)
    uploads.sweep_parts(now.timestamp(), older=_DAY)
    return len(lying)


TIDYING = Kind("tidy", gettext_noop("Tidying up"), tidy, in_office=False)
