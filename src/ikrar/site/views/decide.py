"""Confirming and rejecting a claim, saying to which entry it belongs, and taking a decision back."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from ikrar.office.permissions import allowed
from ikrar.register import decisions
from ikrar.register.models import ClaimRecord, Decision, Entry
from ikrar.site.forms.decisions import Correction
from ikrar.site.given import number_in
from ikrar.site.reasons import REASONS
from ikrar.site.shown.history import who
from ikrar.site.shown.queue import Queue
from ikrar.site.templatetags.ledger import decided
from ikrar.site.views.inbox import last_decision, people, queue_of, show
from ikrar.site.views.posted import posted


def address(queue: Queue, claim: ClaimRecord | None) -> str:
    there = reverse("claim", args=[claim.pk]) if claim else reverse("inbox")
    return f"{there}?{queue.query}" if queue.query else there


def onward(queue: Queue, claim: ClaimRecord) -> HttpResponse:
    """To the next claim that waits."""
    return redirect(address(queue, queue.next(claim)))


def claim_at(pk: int) -> ClaimRecord:
    return get_object_or_404(ClaimRecord.objects.select_related("document"), pk=pk)


def seen(request: HttpRequest) -> int | None:
    """The last decision about the claim as the page showed it."""
    return number_in(request.POST.get("seen"))


def tell(request: HttpRequest, since: Sequence[Decision]) -> None:
    """Say who did what meanwhile."""
    what = ", ".join(dict.fromkeys(decided(d.what) for d in since))
    messages.warning(
        request,
        _("%(who)s has just decided about this claim (%(what)s). This is how it stands now.")
        % {"who": who(since), "what": what},
    )


@allowed("review", to_see="read")
@posted("claim")
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    queue, claim = queue_of(request), claim_at(pk)
    try:
        decisions.confirm(claim, request.user, seen=seen(request), people=people())
    except decisions.ChangedMeanwhile as met:
        tell(request, met.since)
        return redirect(address(queue, claim))
    except decisions.CannotDecide:
        messages.warning(request, _("You have confirmed this claim. A second person has to confirm it too."))
        return redirect(address(queue, claim))
    if claim.first_by:
        messages.info(request, _("Confirmed by you. A second person has to confirm it too."))
    return onward(queue, claim)


@allowed("review", to_see="read")
@posted("claim")
def reject(request: HttpRequest, pk: int) -> HttpResponse:
    queue, claim = queue_of(request), claim_at(pk)
    code = request.POST.get("reason", "")
    if code not in dict(REASONS):
        messages.error(request, _("Choose a reason, so that others can understand the decision."))
        return redirect(address(queue, claim))
    more = request.POST.get("more", "").strip()[:500]
    try:
        decisions.reject(claim, f"{code}: {more}" if more else code, request.user, seen=seen(request))
    except decisions.ChangedMeanwhile as met:
        return show(request, claim, queue, Correction(claim=claim), met.since)
    return onward(queue, claim)


@allowed("review", to_see="read")
@posted("claim")
def attach(request: HttpRequest, pk: int) -> HttpResponse:
    """The claim tells of that entry, or of an act of its own."""
    queue, claim = queue_of(request), claim_at(pk)
    given = request.POST.get("entry", "")
    held = Entry.objects.filter(evidence__claim=claim).order_by("pk").first()
    try:
        if held is None:
            raise decisions.CannotChange
        if given == "own":
            decisions.split(held, [claim], request.user)
        else:
            other = Entry.objects.filter(pk=number_in(given) or 0).first()
            if other is None:
                raise decisions.CannotChange
            decisions.attach(claim, other, request.user)
    except decisions.CannotChange:
        messages.error(request, _("Choose an entry of the same parties and of the same type."))
    return redirect(address(queue, claim))


@allowed("review", to_see="read")
@posted("inbox")
def undo(request: HttpRequest) -> HttpResponse:
    queue = queue_of(request)
    last = last_decision(request)
    if last is None or str(last[0].number) != request.POST.get("number"):
        messages.warning(request, _("There is nothing to undo."))
        return redirect(address(queue, None))
    decision, claim, _many = last
    if decision.batch:
        decisions.undo_batch(decision.batch, request.user)
    else:
        decisions.undo(decision, request.user)
    return redirect(address(queue, claim))
