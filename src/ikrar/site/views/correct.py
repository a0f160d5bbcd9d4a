"""Correcting a claim in place."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from ikrar.office.permissions import allowed
from ikrar.register import decisions
from ikrar.site.forms import Correction
from ikrar.site.views.decide import onward, waiting_claim
from ikrar.site.views.inbox import queue_of, show
from ikrar.site.views.posted import posted


@allowed("review", to_see="read")
@posted("claim")
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    queue = queue_of(request)
    claim = waiting_claim(request, pk)
    if claim is None:
        return redirect("claim", pk)
    form = Correction(request.POST, claim=claim)
    if not form.is_valid():
        return show(request, claim, queue, form)
    changes = form.changes()
    if not changes:
        form.add_error(None, _("Nothing was changed. If the claim is right as it stands, confirm it."))
        return show(request, claim, queue, form)
    try:
        decisions.correct(claim, changes, request.user, form.cleaned_data["why"])
    except decisions.CannotChange:
        form.add_error("first", _("This kind of claim needs two parties from different places."))
        return show(request, claim, queue, form)
    return onward(queue, claim)
