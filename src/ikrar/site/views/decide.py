"""Confirming and rejecting a claim, and taking a decision back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from ikrar.office.permissions import allowed
from ikrar.register import decisions
from ikrar.register.models import ClaimRecord
from ikrar.site.reasons import REASONS
from ikrar.site.shown.queue import Queue
from ikrar.site.views.inbox import last_decision, queue_of
from ikrar.site.views.posted import posted


def _address(queue: Queue, claim: ClaimRecord | None) -> str:
    there = reverse("claim", args=[claim.pk]) if claim else reverse("inbox")
    return f"{there}?{queue.query}" if queue.query else there


def onward(queue: Queue, claim: ClaimRecord) -> HttpResponse:
    """To the next claim that waits."""
    return redirect(_address(queue, queue.next(claim)))


def waiting_claim(request: HttpRequest, pk: int) -> ClaimRecord | None:
    """The claim, if nobody has decided about it since the page was shown."""
    claim = get_object_or_404(ClaimRecord.objects.select_related("document"), pk=pk)
    if request.POST.get("review", claim.review) != claim.review:
        messages.warning(request, _("Somebody has just decided about this claim. This is how it stands now."))
        return None
    return claim


@allowed("review", to_see="read")
@posted("claim")
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    queue = queue_of(request)
    claim = waiting_claim(request, pk)
    if claim is None:
        return redirect("claim", pk)
    decisions.confirm(claim, request.user)
    return onward(queue, claim)


@allowed("review", to_see="read")
@posted("claim")
def reject(request: HttpRequest, pk: int) -> HttpResponse:
    queue = queue_of(request)
    claim = waiting_claim(request, pk)
    if claim is None:
        return redirect("claim", pk)
    code = request.POST.get("reason", "")
    if code not in dict(REASONS):
        messages.error(request, _("Choose a reason, so that others can understand the decision."))
        return redirect(_address(queue, claim))
    more = request.POST.get("more", "").strip()[:500]
    decisions.reject(claim, f"{code}: {more}" if more else code, request.user)
    return onward(queue, claim)


@allowed("review", to_see="read")
@posted("inbox")
def undo(request: HttpRequest) -> HttpResponse:
    queue = queue_of(request)
    last = last_decision(request)
    if last is None or str(last[0].number) != request.POST.get("number"):
        messages.warning(request, _("There is nothing to undo."))
        return redirect(_address(queue, None))
    decision, claim = last
    decisions.undo(decision, request.user)
    return redirect(_address(queue, claim))
