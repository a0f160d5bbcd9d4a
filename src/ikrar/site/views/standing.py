"""How a pledge or an agreement stands, by a person's word: kept, declined, valid until; and taking that back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from ikrar.follow.life import move
from ikrar.follow.models import Proposal
from ikrar.follow.proposals import refuse, take
from ikrar.office.permissions import allowed
from ikrar.register import decisions, entry_details
from ikrar.register.models import Commitment
from ikrar.register.subjects import ChangedMeanwhile
from ikrar.site.forms.decisions import Care, Standing
from ikrar.site.given import number_in
from ikrar.site.shown.refusals import met_another
from ikrar.site.shown.standing import decided, standing_of
from ikrar.site.views.entry import colleagues, show
from ikrar.site.views.posted import posted


def _stale(request: HttpRequest, pk: int) -> HttpResponse:
    messages.warning(request, _("Somebody has just decided about this entry. This is how it stands now."))
    return redirect("entry", pk)


@allowed("status", to_see="read")
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
        why = form.cleaned_data["why"]
        if isinstance(entry, Commitment):
            move(entry, changes["status"], request.user, why, changes.get("evidence"))
        else:
            decisions.set_status(entry, request.user, why, **changes)
    return redirect("entry", pk)


@allowed("enter", to_see="read")
@posted("entry")
def care(request: HttpRequest, pk: int) -> HttpResponse:
    """Who looks after a pledge, its next step, when it is due."""
    entry = standing_of(pk)
    if not isinstance(entry, Commitment):
        raise Http404
    form = Care(request.POST, entry=entry, people=colleagues())
    if not form.is_valid():
        return show(request, pk, care=form)
    try:
        if form.has_changed():
            entry_details.change(
                entry,
                form.changes(),
                request.user.get_username(),
                seen=number_in(request.POST.get("seen")),
            )
    except ChangedMeanwhile as met:
        form.add_error(None, met_another(met))
        return show(request, pk, care=form)
    return redirect("entry", pk)


@allowed("status", to_see="read")
@posted("entry")
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo what was decided last about this entry."""
    standing = [d for d in decided(standing_of(pk)) if d.undoable]
    if not standing or str(standing[0].decision.number) != request.POST.get("number"):
        return _stale(request, pk)
    decisions.undo(standing[0].decision, request.user)
    return redirect("entry", pk)


@allowed("status", to_see="read")
@posted("entry")
def judge(request: HttpRequest, pk: int) -> HttpResponse:
    """Whether what was proposed does show that the pledge was kept."""
    given = number_in(request.POST.get("proposal"))
    proposal = Proposal.objects.filter(commitment=pk, pk=given).first() if given is not None else None
    if proposal is None:
        return _stale(request, pk)
    if request.POST.get("answer") == "yes":
        take(proposal, request.user)
    else:
        refuse(proposal, request.user, "")
    return redirect("entry", pk)
