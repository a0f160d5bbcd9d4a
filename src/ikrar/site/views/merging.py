"""Merging entries, splitting one, and taking back what was decided about it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from ikrar.office.permissions import allowed
from ikrar.register import decisions
from ikrar.register.models import ClaimRecord, Entry, Partnership
from ikrar.site.given import number_in, numbers_in
from ikrar.site.shown.history import SHOWN, about, since, who
from ikrar.site.views.posted import posted


def meanwhile(request: HttpRequest, entry: Entry) -> bool:
    """Whether somebody decided about the entry since the page was shown; then the reader is told."""
    seen = number_in(request.POST.get("seen"))
    later = since(entry, seen) if seen is not None else []
    if later:
        messages.warning(
            request, _("%(who)s decided about this entry meanwhile. This is how it stands now.") % {"who": who(later)}
        )
    return bool(later)


@allowed("enter", to_see="read")
@posted("entry")
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """This entry and those chosen are one."""
    entry = get_object_or_404(Entry, pk=pk)
    if meanwhile(request, entry):
        return redirect("entry", pk)
    chosen = numbers_in([part for value in request.POST.getlist("other") for part in value.split(",")])
    others = list(Entry.objects.filter(pk__in=chosen).exclude(pk=pk))
    if not others or len(others) < len(set(chosen) - {pk}):
        messages.error(request, _("Choose the entries that tell of the same act."))
        return redirect("entry", pk)
    try:
        kept = decisions.merge([entry, *others], request.user, request.POST.get("why", "").strip()[:500])
    except decisions.CannotChange:
        messages.error(request, _("Only entries of one type and of the same parties can be merged."))
        return redirect("entry", pk)
    return redirect("entry", kept.pk)


@allowed("enter", to_see="read")
@posted("entry")
def split(request: HttpRequest, pk: int) -> HttpResponse:
    """What these claims tell of is another act."""
    entry = get_object_or_404(Entry, pk=pk)
    if meanwhile(request, entry):
        return redirect("entry", pk)
    given = [part for value in request.POST.getlist("statement") for part in value.split(",")]
    claims = list(
        ClaimRecord.objects.filter(pk__in=numbers_in(given)).select_related("document").defer("document__text")
    )
    by_hand = [part for part in given if part.startswith("#")]
    try:
        made = decisions.split(entry, [*claims, *by_hand], request.user, request.POST.get("why", "").strip()[:500])
    except decisions.CannotChange:
        messages.error(request, _("The entry stands on nothing else, so there is nothing to split."))
        return redirect("entry", pk)
    messages.success(request, _("This is the other act. What it was taken from can be brought back below."))
    return redirect("entry", made.pk)


@allowed("enter", to_see="read")
@posted("entry")
def unwind(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back one thing that was entered, changed, merged or split."""
    entry = get_object_or_404(Entry, pk=pk)
    number = request.POST.get("number", "")
    decision = next((d for d in about(entry) if str(d.number) == number and d.what in SHOWN), None)
    try:
        if decision is None:
            raise decisions.CannotDecide
        decisions.undo(decision, request.user)
    except decisions.CannotDecide:
        messages.warning(request, _("There is nothing to undo."))
        return redirect("entry", pk)
    if Entry.objects.filter(pk=pk).exists():
        return redirect("entry", pk)
    messages.success(request, _("Taken back. The entry is no longer in the register."))
    pair = Partnership.objects.filter(pk=entry.partnership_id or 0).first()
    return redirect("partnership", pair.pk) if pair else redirect("home")
