"""Correcting a claim in place."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from ikrar.office.permissions import allowed
from ikrar.register import decisions
from ikrar.site.forms.decisions import Correction
from ikrar.site.views.decide import claim_at, onward, seen
from ikrar.site.views.inbox import people, queue_of, show
from ikrar.site.views.posted import posted


@allowed("review", to_see="read")
@posted("claim")
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """What was typed is kept: where it has to be mended, and where somebody else has decided meanwhile."""
    queue, claim = queue_of(request), claim_at(pk)
    form = Correction(request.POST, claim=claim)
    if not form.is_valid():
        return show(request, claim, queue, form)
    changes = form.changes()
    since = [d for d in decisions.history(claim) if d.number > (seen(request) or 0)] if "seen" in request.POST else []
    if since:
        return show(request, claim, queue, form, since[::-1])
    if not changes:
        form.add_error(None, _("Nothing was changed. If the claim is right as it stands, confirm it."))
        return show(request, claim, queue, form)
    try:
        decisions.correct(claim, changes, request.user, form.cleaned_data["why"], seen=seen(request), people=people())
    except decisions.ChangedMeanwhile as met:
        return show(request, claim, queue, form, met.since)
    except decisions.CannotChange:
        form.add_error("first", _("This kind of claim needs two parties from different places."))
        return show(request, claim, queue, form)
    return onward(queue, claim)
