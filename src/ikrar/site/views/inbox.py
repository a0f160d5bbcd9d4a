"""The inbox: one claim at a time, with its words; by keyboard, or by plain forms."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from ikrar.register import decisions
from ikrar.register.models import ClaimRecord, Decision, Party, StoredDocument
from ikrar.site.forms import Correction
from ikrar.site.reasons import REASONS
from ikrar.site.shown.context import around
from ikrar.site.shown.queue import Queue
from ikrar.work import offices
from ikrar.work.doing.filing import documents_of
from ikrar.work.models import Job

RECENT = timedelta(hours=12)
BEFORE, AFTER = 2, 9
MOST_OF_A_JOB = 10_000  # documents whose claims are told apart from the others
ABOUT_CLAIMS = (Decision.What.CONFIRM, Decision.What.CORRECT, Decision.What.REJECT)


def queue_of(request: HttpRequest) -> Queue:
    """All that waits, or what waits in one document, or in those that a job filed."""
    document, job = (request.GET.get(name) or request.POST.get(name) or "" for name in ("document", "job"))
    if document.isdecimal():
        return Queue(int(document))
    found = job_of(job) if job.isdecimal() else None
    return Queue(job=found.pk, of_job=tuple(documents_of(found)[:MOST_OF_A_JOB])) if found else Queue()


def job_of(number: str) -> Job | None:
    """A filing job of the office at hand."""
    return Job.objects.filter(pk=int(number), kind="file", office=offices.at_hand()).first()


def last_decision(request: HttpRequest) -> tuple[Decision, ClaimRecord | None] | None:
    """What this person did last, if it was lately and can be taken back."""
    mine = Decision.objects.filter(who=request.user.get_username(), at__gte=timezone.now() - RECENT)
    last = mine.filter(what__in=ABOUT_CLAIMS, undone_by=None).order_by("-number").first()
    if last is None:
        return None
    about = ClaimRecord.objects.filter(key=last.claim_key, document__sha256=last.document_sha256)
    return last, about.select_related("document").defer("document__text", "document__folded").first()


def show(request: HttpRequest, claim: ClaimRecord | None, queue: Queue, form: Correction | None = None) -> HttpResponse:
    """The page with this claim, or the page that says that all is done."""
    waiting = queue.all().count()
    reviewed = ClaimRecord.objects.filter(superseded=False).exclude(review="unreviewed")
    done = queue.within(reviewed).count()
    context: dict[str, Any] = {
        "here": "inbox",
        "queue": queue,
        "left": waiting,
        "done": done,
        "total": waiting + done,
        "last": last_decision(request),
        "document": StoredDocument.objects.light().filter(pk=queue.document).first() if queue.document else None,
    }
    if claim is None:
        return render(request, "inbox_done.html", context)
    passage, cut = around(claim.document.text, claim.evidence, claim.pk)
    before, after = queue.before(claim, BEFORE), queue.after(claim, AFTER)
    context |= {
        "claim": claim,
        "passage": passage,
        "cut": cut,
        "before": before,
        "after": after,
        "form": form or Correction(claim=claim),
        "reasons": REASONS,
        "parties": Party.objects.order_by("name")[:500],
        "past": decisions.history(claim) if claim.reviewed else [],
    }
    return render(request, "inbox.html", context, status=422 if form and form.errors else 200)


def inbox(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    queue = queue_of(request)
    if pk is None:
        first = queue.all().first()
        pk = first.pk if first else None
    claim = None
    if pk is not None:
        whole = ClaimRecord.objects.with_parties().select_related("document").defer("document__folded")
        claim = get_object_or_404(whole, pk=pk)
    return show(request, claim, queue)
