"""`ikrar jobs`: what is being done in the background."""

from __future__ import annotations

from typing import Annotated

import typer

from ikrar.cli.register import open_register
from ikrar.cli.streams import fail


def jobs(
    number: Annotated[int | None, typer.Argument(metavar="[JOB]", help="The number of one job.")] = None,
    cancel: Annotated[bool, typer.Option("--cancel", help="End it before its next step; what was done stays.")] = False,
    retry: Annotated[bool, typer.Option("--retry", help="Do again what of it failed.")] = False,
    many: Annotated[int, typer.Option("-n", min=1, help="How many are listed.")] = 20,
) -> None:
    """List jobs, show one line by line, cancel it, or try it again.

    \b
    ikrar jobs                 the latest, newest first
    ikrar jobs 12              one, with all that went wrong
    ikrar jobs 12 --cancel
    ikrar jobs 12 --retry
    """
    if (cancel or retry) and number is None:
        fail("which job? ikrar jobs lists them with their numbers")
    if cancel and retry:
        fail("--cancel or --retry, not both")
    open_register()
    if number is None:
        _list(many)
    else:
        _one(number, cancel, retry)


def _list(many: int) -> None:
    from django.utils import timezone

    from ikrar.work.models import Job

    found = list(Job.objects.light()[:many])
    if not found:
        print("No jobs yet: documents that are filed on the site, and what is due by the clock, become jobs.")
        return
    rows = [
        (
            str(job.pk),
            job.state,
            _progress(job.done, job.of),
            f"{timezone.localtime(job.asked_at):%Y-%m-%d %H:%M}",
            job.who or "schedule",
            _what(job),
        )
        for job in found
    ]
    rows.insert(0, ("job", "state", "steps", "asked", "by", "what"))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def _one(number: int, cancel: bool, retry: bool) -> None:
    import getpass

    from django.utils import timezone

    from ikrar.work import queue
    from ikrar.work.models import Job, Level, Message

    job = Job.objects.filter(pk=number).first()
    if job is None:
        fail(f"there is no job {number}; ikrar jobs lists them")
    try:
        if cancel:
            queue.cancel(job, who=getpass.getuser(), at=timezone.now())
        if retry:
            queue.retry(job)
    except queue.CannotChangeJob as e:
        fail(f"job {number}: {e}")
    state = "will be cancelled before its next step" if cancel and not job.ended else job.state
    print(f"{number} {_what(job)}: {state}, {_progress(job.done, job.of)}")
    if message := Message.told(job.message):
        print(message)
    for line in job.lines.exclude(level=Level.DONE).iterator(500):
        print(f"{line.level}: {line}")


def _what(job: object) -> str:
    from ikrar.work.kinds import kinds

    known = kinds().get(job.kind)  # type: ignore[attr-defined]
    label = known.label if known else job.kind  # type: ignore[attr-defined]
    about = job.about  # type: ignore[attr-defined]
    return f"{label}: {about}" if about else label


def _progress(done: int, of: int | None) -> str:
    return f"{done:,}" if of is None else f"{done:,} of {of:,}"
