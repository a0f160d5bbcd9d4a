"""Reading again: what the present version reads otherwise, taken over or dropped by people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Count, Max, Q, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from ikrar.follow.filing import follow_up
from ikrar.office import settings
from ikrar.office.permissions import allowed
from ikrar.register import journal, rereading
from ikrar.register.differences import Difference
from ikrar.register.filing import present_engine
from ikrar.register.models import Decision, StoredDocument, StoredReading
from ikrar.register.values import ROLES, claim_key
from ikrar.site.clock import now
from ikrar.site.given import number_in
from ikrar.site.shown.who import Who
from ikrar.site.views.posted import posted
from ikrar.work import offices
from ikrar.work.models import Job
from ikrar.work.queue import ask

PAGE = 10
_STATES_OTHERWISE = Q(added__gt=0) | Q(gone__gt=0) | Q(changed__gt=0)
_ABOUT_CLAIMS = {Decision.What.CONFIRM, Decision.What.CORRECT, Decision.What.REJECT}


@dataclass(frozen=True, slots=True)
class ReadShown:
    """A claim of a reading. `decided` is who decided about it: it stays as they left it."""

    kind: str
    state: str
    who: Who
    what: str
    when: str
    fields: list[str]
    words: str
    decided: str = ""


@dataclass(frozen=True, slots=True)
class ProposalShown:
    proposal: StoredReading
    added: list[ReadShown]
    gone: list[ReadShown]
    changed: list[tuple[ReadShown, ReadShown]]
    weighed: int


@allowed("review")
def show(request: HttpRequest) -> HttpResponse:
    after = number_in(request.GET.get("after"))
    open_ = StoredReading.objects.open()
    found = open_.filter(_STATES_OTHERWISE).order_by("pk")
    if after is not None:
        found = found.filter(pk__gt=after)
    columns = ("document__text", "document__folded")
    page = list(found.select_related("document").defer(*columns)[: PAGE + 1])
    counts = {name: Sum(name) for name in ("added", "gone", "changed", "weighed")}
    totals = open_.aggregate(
        documents=Count("pk"), otherwise=Count("pk", filter=_STATES_OTHERWISE), until=Max("pk"), **counts
    )
    jobs = Job.objects.light().filter(office=offices.at_hand(), kind__in=["reread", "take-over"])
    context = {
        "here": "documents",
        "proposals": _shown(page[:PAGE]),
        "next": page[PAGE - 1].pk if len(page) > PAGE else "",
        "first": after is None,
        "totals": totals,
        "rest": totals["documents"] - totals["otherwise"],
        "engine": present_engine(),
        "filed": StoredDocument.objects.exists(),
        "running": jobs.unfinished().first(),
        "last": jobs.filter(kind="reread").exclude(ended_at=None).first(),
    }
    return render(request, "rereading.html", context)


@allowed("review")
@posted("rereading")
def begin(request: HttpRequest) -> HttpResponse:
    job = ask("reread", at=now(), who=request.user.get_username())
    return redirect("job", job.pk)


@allowed("review")
@posted("rereading")
def take_over_all(request: HttpRequest) -> HttpResponse:
    """Those that stood on the page when it was shown; later ones were not looked at."""
    until = number_in(request.POST.get("until"))
    if until is None:
        return redirect("rereading")
    job = ask("take-over", {"until": until}, at=now(), who=request.user.get_username())
    return redirect("job", job.pk)


@allowed("review")
@posted("rereading")
def drop_all(request: HttpRequest) -> HttpResponse:
    until = number_in(request.POST.get("until"))
    if until is not None:
        many = rereading.drop_all(by=request.user.get_username(), at=now(), until=until)
        messages.success(request, _("New readings dropped: %(n)s. All stays as it was.") % {"n": many})
    return redirect("rereading")


@allowed("review")
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one over, or drop it."""
    if request.method != "POST":
        return redirect("rereading")
    proposal = get_object_or_404(StoredReading.objects.select_related("document"), pk=pk)
    by = {"by": request.user.get_username(), "at": now()}
    try:
        if request.POST.get("how") == "take-over":
            follow_up(rereading.take_over(proposal, **by), settings.of().take_over)
            messages.success(request, _("The new reading of “%(title)s” holds now.") % {"title": proposal.document})
        else:
            rereading.drop(proposal, **by)
            messages.success(request, _("“%(title)s” stays as it was read before.") % {"title": proposal.document})
    except rereading.CannotSettle:
        messages.warning(request, _("Somebody has just decided about this reading."))
    return redirect("rereading")


def _shown(proposals: list[StoredReading]) -> list[ProposalShown]:
    found = rereading.changes(proposals)
    decided: dict[tuple[str, str], str] = defaultdict(str)
    for decision in journal.standing([p.document.sha256 for p in proposals]):
        if decision.what in _ABOUT_CLAIMS:
            decided[decision.document_sha256, decision.claim_key] = decision.who
    return [_proposal(p, found[p.pk], decided) for p in proposals]


def _proposal(p: StoredReading, change: Difference, decided: Mapping[tuple[str, str], str]) -> ProposalShown:
    def read(claim: Mapping[str, Any]) -> ReadShown:
        return _read(claim, decided.get((p.document.sha256, claim_key(claim)), ""))

    return ProposalShown(
        proposal=p,
        added=[read(claim) for claim in change.added],
        gone=[read(claim) for claim in change.gone],
        changed=[(read(before), read(after)) for before, after in change.changed],
        weighed=change.weighed,
    )


def _read(claim: Mapping[str, Any], decided: str) -> ReadShown:
    names = {role: tuple(party["name"] for party in claim[role]) for role in ROLES}
    directed = names["from"] or names["to"]
    return ReadShown(
        kind=claim["kind"],
        state=claim["state"],
        who=Who(names["from"], names["to"]) if directed else Who(names["parties"]),
        what=claim["what"] or "",
        when=claim["when"] or "",
        fields=list(claim["fields"]),
        words=" … ".join(" ".join(e["quote"].split()) for e in claim["evidence"]),
        decided=decided,
    )
