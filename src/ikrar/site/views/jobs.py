"""What is done in the background: all jobs, one with its progress, cancelling it and trying it again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from ikrar.office.permissions import allowed
from ikrar.site.clock import now
from ikrar.site.given import number_in
from ikrar.site.shown import work as shown_work
from ikrar.site.views.posted import posted
from ikrar.work import offices, queue
from ikrar.work.models import Job, Level, WorkerSign

PAGE = 40
LINES = 100
AWAKE = timedelta(seconds=30)  # A worker gives a sign of life every few seconds.


def of_this_office(pk: int) -> Job:
    return get_object_or_404(Job, pk=pk, office=offices.at_hand())


@allowed("file")
def jobs(request: HttpRequest) -> HttpResponse:
    before = number_in(request.GET.get("before"))
    found = Job.objects.light().filter(office=offices.at_hand())
    if before is not None:
        found = found.filter(pk__lt=before)
    page = list(found[: PAGE + 1])
    context = {
        "here": "jobs",
        "jobs": [shown_work.shown(job) for job in page[:PAGE]],
        "next": page[PAGE - 1].pk if len(page) > PAGE else "",
        "first": before is None,
        "asleep": _nobody_at_work(page[:PAGE]),
    }
    return render(request, "jobs.html", context)


@allowed("file")
def job(request: HttpRequest, pk: int) -> HttpResponse:
    found = of_this_office(pk)
    faults_only = request.GET.get("only") == "faults"
    after = number_in(request.GET.get("after"))
    lines = found.lines.exclude(level=Level.DONE) if faults_only else found.lines.all()
    if after is not None:
        lines = lines.filter(pk__gt=after)
    page = list(lines[: LINES + 1])
    context = _standing(found) | {
        "lines": [shown_work.line_shown(line) for line in page[:LINES]],
        "next": page[LINES - 1].pk if len(page) > LINES else "",
        "first": after is None,
        "faults_only": faults_only,
        "faults": found.lines.exclude(level=Level.DONE).count(),
    }
    return render(request, "job.html", context)


@allowed("file")
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The part of the page that changes while a job is at work, for the script that looks after it."""
    return render(request, "parts/job_standing.html", _standing(of_this_office(pk)))


@allowed("file")
@posted("job")
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        queue.cancel(of_this_office(pk), who=request.user.get_username(), at=now())
    except queue.CannotChangeJob:
        messages.warning(request, _("This job had ended already."))
    return redirect("job", pk)


@allowed("file")
@posted("job")
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        queue.retry(of_this_office(pk))
    except queue.CannotChangeJob:
        messages.warning(request, _("There is nothing in this job to be tried again."))
    return redirect("job", pk)


def _standing(found: Job) -> dict[str, Any]:
    return {
        "here": "jobs",
        "shown": shown_work.shown(found),
        "job": found,
        "figures": shown_work.figures(found) if found.ended else [],
        "asleep": _nobody_at_work([found]),
    }


def _nobody_at_work(found: list[Job]) -> bool:
    """Whether a job waits while no worker has been seen lately."""
    waiting = any(job.state == "queued" for job in found)
    return waiting and not WorkerSign.objects.filter(seen_at__gt=now() - AWAKE).exists()
