"""Claims as a list: many looked at, confirmed, rejected or assigned in one go."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ikrar.office.permissions import allowed
from ikrar.register import decisions
from ikrar.register.assigning import assign
from ikrar.register.database import atomic
from ikrar.register.merging import new_batch
from ikrar.register.models import ClaimRecord, Entry
from ikrar.site.given import number_in, numbers_in
from ikrar.site.reasons import REASONS
from ikrar.site.shown.narrow import Narrow
from ikrar.site.shown.pages import bounded
from ikrar.site.shown.queue import NOBODY, Queue
from ikrar.site.views.entry import colleagues
from ikrar.site.views.inbox import last_decision, people, queue_of
from ikrar.site.views.posted import posted

PAGE = 40
TAKEN = 20


def _there(queue: Queue) -> str:
    return f"{reverse('inbox-list')}?{queue.query}" if queue.query else reverse("inbox-list")


def listed(request: HttpRequest) -> HttpResponse:
    """What waits, a page at a time, by key."""
    queue = queue_of(request)
    given = number_in(request.GET.get("after"))
    last = ClaimRecord.objects.filter(pk=given).first() if given is not None else None
    found = queue.after(last, PAGE + 1) if last else list(queue.offered()[: PAGE + 1])
    context: dict[str, Any] = {
        "here": "inbox",
        "queue": queue,
        "narrow": Narrow(queue, colleagues()),
        "claims": found[:PAGE],
        "next": found[PAGE - 1].pk if len(found) > PAGE else None,
        "left": bounded(queue.offered()),
        "last": last_decision(request),
        "reasons": REASONS,
        "people": colleagues(),
        "taken": TAKEN,
        "disputed": Entry.objects.exclude(disputed="").count(),
    }
    return render(request, "inbox_list.html", context)


@allowed("review", to_see="read")
@posted("inbox-list")
def many(request: HttpRequest) -> HttpResponse:
    """Confirm, reject or assign those chosen: all in one go, which is taken back in one go."""
    queue, act = queue_of(request), request.POST.get("act", "")
    chosen = numbers_in(request.POST.getlist("claim"))[:500]
    claims = list(ClaimRecord.objects.filter(pk__in=chosen).select_related("document").defer("document__text"))
    if not claims:
        messages.error(request, _("Choose the claims first."))
        return redirect(_there(queue))
    if act == "assign":
        _assigned(request, claims, request.POST.get("to", ""))
    elif act == "confirm":
        _confirmed(request, claims)
    elif act == "reject" and request.POST.get("reason") in dict(REASONS):
        _rejected(request, claims, request.POST["reason"])
    else:
        messages.error(request, _("Choose a reason, so that others can understand the decision."))
    return redirect(_there(queue))


@allowed("review", to_see="read")
@posted("inbox-list")
def take(request: HttpRequest) -> HttpResponse:
    """The next that nobody looks at yet are mine."""
    queue = queue_of(request)
    free = list(queue.mine().filter(assigned_to="")[:TAKEN])
    taken = assign(free, request.user.get_username(), request.user.get_username())
    if not taken:
        messages.info(request, _("There is nothing left to take."))
        return redirect(_there(queue))
    messages.success(
        request, ngettext("%(n)s claim is yours now.", "%(n)s claims are yours now.", len(taken)) % {"n": len(taken)}
    )
    return redirect(f"{reverse('inbox')}?to=me")


def _assigned(request: HttpRequest, claims: list[ClaimRecord], to: str) -> None:
    name = "" if to == NOBODY else to
    if name and name not in colleagues():
        messages.error(request, _("Nobody here has this name."))
        return
    assign(claims, name, request.user.get_username())


@atomic()
def _confirmed(request: HttpRequest, claims: list[ClaimRecord]) -> None:
    """Those that somebody decided about meanwhile, and those that wait for another person, are left as they are."""
    batch, left = new_batch("confirm"), 0
    for claim in claims:
        if claim.reviewed or claim.first_by == request.user.get_username():
            left += 1
        else:
            decisions.confirm(claim, request.user, people=people(), batch=batch)
    _left(request, left)


@atomic()
def _rejected(request: HttpRequest, claims: list[ClaimRecord], reason: str) -> None:
    batch, left = new_batch("reject"), 0
    for claim in claims:
        if claim.reviewed:
            left += 1
        else:
            decisions.reject(claim, reason, request.user, batch=batch)
    _left(request, left)


def _left(request: HttpRequest, many: int) -> None:
    if many:
        said = ngettext(
            "%(n)s claim was left as it is: it was decided already, or waits for another person.",
            "%(n)s claims were left as they are: they were decided already, or wait for another person.",
            many,
        )
        messages.warning(request, said % {"n": many})
