"""How a pledge or an agreement stands, by a person's word: kept, declined, valid until; and taking that back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from ikrar.follow.models import Proposal
from ikrar.follow.proposals import refuse, take
from ikrar.register import decisions
from ikrar.site.forms import Standing
from ikrar.site.shown.standing import decided, standing_of
from ikrar.site.views.entry import show
from ikrar.site.views.posted import posted


def _stale(request: HttpRequest, pk: int) -> HttpResponse:
    messages.warning(request, _("Somebody has just decided about this entry. This is how it stands now."))
    return redirect("entry", pk)


@posted("entry")
def stand(request: HttpRequest, pk: int) -> HttpResponse:
    """Set the status of a pledge, or how long an agreement is valid."""
    entry = standing_of(pk)
    form = Standing(request.POST, entry=entry)
    if not form.is_valid():
        return show(request, pk, form)
    if request.POST.get("was") != form.was:
        return _stale(request, pk)
    changes = form.changes()
    if changes:
        decisions.set_status(entry, request.user, form.cleaned_data["why"], **changes)
    return redirect("entry", pk)


@posted("entry")
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo what was decided last about this entry."""
    standing = [d for d in decided(standing_of(pk)) if d.undoable]
    if not standing or str(standing[0].decision.number) != request.POST.get("number"):
        return _stale(request, pk)
    decisions.undo(standing[0].decision, request.user)
    return redirect("entry", pk)


@posted("entry")
def judge(request: HttpRequest, pk: int) -> HttpResponse:
    """Whether what was proposed does show that the pledge was kept."""
    given = request.POST.get("proposal", "")
    proposal = Proposal.objects.filter(commitment=pk, pk=int(given) if given.isdecimal() else 0).first()
    if proposal is None:
        return _stale(request, pk)
    if request.POST.get("answer") == "yes":
        take(proposal, request.user)
    else:
        refuse(proposal, request.user, "")
    return redirect("entry", pk)
