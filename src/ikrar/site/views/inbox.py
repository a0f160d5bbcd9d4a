"""The inbox: one claim at a time, with its words; by keyboard, or by plain forms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from ikrar.office import settings
from ikrar.register import decisions
from ikrar.register.candidates import likely
from ikrar.register.merging import statements_of
from ikrar.register.models import ClaimRecord, Decision, Entry, Party, StoredDocument
from ikrar.site.forms.decisions import Correction
from ikrar.site.given import number_in
from ikrar.site.reasons import REASONS
from ikrar.site.shown.context import around
from ikrar.site.shown.lines import lines_of
from ikrar.site.shown.narrow import Narrow
from ikrar.site.shown.pages import Bounded, bounded
from ikrar.site.shown.queue import Queue, queue
from ikrar.site.views.entry import colleagues
from ikrar.work import offices
from ikrar.work.doing.filing import documents_of
from ikrar.work.models import Job

RECENT = timedelta(hours=12)
BEFORE, AFTER = 2, 9
COUNTED = 2_000  # Progress is told where there is no more than that of either.
MOST_OF_A_JOB = 10_000  # documents whose claims are told apart from the others
ABOUT_CLAIMS = (Decision.What.CONFIRM, Decision.What.CORRECT, Decision.What.REJECT)
ALSO = (Decision.What.MERGE, Decision.What.SPLIT)


def queue_of(request: HttpRequest) -> Queue:
    """What waits, narrowed as the address says; a form carries the same in `of`."""
    given: Mapping[str, Any] = QueryDict(request.POST["of"]) if "of" in request.POST else request.GET
    asked = queue(given, request.user.get_username())
    found = job_of(str(given.get("job", ""))) if not asked.document else None
    return replace(asked, job=found.pk, of_job=tuple(documents_of(found)[:MOST_OF_A_JOB])) if found else asked


def job_of(number: str) -> Job | None:
    """A filing job of the office at hand."""
    pk = number_in(number)
    return Job.objects.filter(pk=pk, kind="file", office=offices.at_hand()).first() if pk is not None else None


def people() -> int:
    """How many have to confirm a claim in this office."""
    return 2 if settings.of().two_person else 1


def last_decision(request: HttpRequest) -> tuple[Decision, ClaimRecord | None, int] | None:
    """What this person did last, if it was lately and can be taken back; and how many were decided in that go."""
    mine = Decision.objects.filter(who=request.user.get_username(), at__gte=timezone.now() - RECENT, undone_by=None)
    of_claims = mine.filter(what__in=(*ABOUT_CLAIMS, *ALSO)) | mine.filter(subject__startswith="claim:").exclude(
        what=Decision.What.UNDO
    )
    last = of_claims.order_by("-number").first()
    if last is None:
        return None
    about = ClaimRecord.objects.filter(key=last.claim_key, document__sha256=last.document_sha256)
    claim = about.with_parties().select_related("document").defer("document__text", "document__folded").first()
    many = Decision.objects.filter(batch=last.batch).exclude(what=Decision.What.UNDO).count() if last.batch else 1
    return last, claim, many


def show(
    request: HttpRequest,
    claim: ClaimRecord | None,
    queue: Queue,
    form: Correction | None = None,
    since: Sequence[Decision] = (),
) -> HttpResponse:
    """The page with this claim, or the page that says that all is done.

    `since` is what others decided while somebody wrote; what they wrote stands in the form, to be sent again.
    """
    waiting, done = bounded(queue.all(), COUNTED), bounded(queue.done(), COUNTED)
    context: dict[str, Any] = {
        "here": "inbox",
        "queue": queue,
        "narrow": Narrow(queue, colleagues()),
        "left": waiting,
        "done": done,
        "total": Bounded(waiting.many + done.many, waiting.more or done.more),
        "last": last_decision(request),
        "document": StoredDocument.objects.light().filter(pk=queue.document).first() if queue.document else None,
        "disputed": Entry.objects.exclude(disputed="").count(),
    }
    if claim is None:
        return render(request, "inbox_done.html", context)
    passage, cut = around(claim.document.text, claim.evidence, claim.pk)
    past = decisions.history(claim)
    context |= {
        "claim": claim,
        "passage": passage,
        "cut": cut,
        "before": queue.before(claim, BEFORE),
        "after": queue.after(claim, AFTER),
        "form": form or Correction(claim=claim),
        "reasons": REASONS,
        "parties": Party.objects.only("name", "country").order_by("name")[:500],
        "past": past,
        "first": _first(claim, past),
        "seen": past[0].number if past else 0,
        "since": since,
        "people": people(),
    } | _stands_behind(claim, request)
    status = 409 if since else 422 if form and form.errors else 200
    return render(request, "inbox.html", context, status=status)


def _first(claim: ClaimRecord, past: Sequence[Decision]) -> Decision | None:
    """What the one person did who has said so already, where a second has to."""
    undone = {d.undoes_id for d in past}
    theirs = (d for d in past if d.who == claim.first_by and d.what in ABOUT_CLAIMS and d.pk not in undone)
    return next(theirs, None) if claim.first_by else None


def _stands_behind(claim: ClaimRecord, request: HttpRequest) -> dict[str, Any]:
    """The entry that the claim stands behind, what else it stands on, and where else it could belong."""
    entry = Entry.objects.filter(evidence__claim=claim).order_by("pk").first()
    if entry is None:
        return {"stands": None}
    wanted = request.GET.get("merge", "").replace("\0", " ").strip()[:200]
    others = likely(entry, wanted, 5)
    lines = {line.id: line for line in lines_of(Entry.objects.filter(pk__in=[entry.pk, *others]))}
    return {
        "stands": lines[entry.pk],
        "shared": len(statements_of(entry)) > 1,
        "others": [lines[pk] for pk in others if pk in lines],
        "merge_q": wanted,
    }


def inbox(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    asked = queue_of(request)
    if pk is None:
        first = asked.first()
        pk = first.pk if first else None
    claim = None
    if pk is not None:
        whole = ClaimRecord.objects.with_parties().select_related("document").defer("document__folded")
        claim = get_object_or_404(whole, pk=pk)
    return show(request, claim, asked)
