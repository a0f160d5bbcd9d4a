"""Entries on which the sources disagree, as a list; and saying what holds."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from ikrar.office.permissions import allowed
from ikrar.register import entry_details
from ikrar.register.models import Entry
from ikrar.register.values import CannotChange
from ikrar.site.given import number_in
from ikrar.site.shown.conflicts import SETTLED_BY_VALUE, conflicts_of
from ikrar.site.shown.lines import lines_of
from ikrar.site.views.merging import meanwhile
from ikrar.site.views.posted import posted

PAGE = 40


def conflicts(request: HttpRequest) -> HttpResponse:
    """The latest first, paged by key."""
    open_ = Entry.objects.exclude(disputed="")
    given = number_in(request.GET.get("after"))
    below = Entry.objects.filter(pk=given).values_list("day", "pk").first() if given is not None else None
    found = open_.order_by("-day", "-pk")
    if below and below[0] is not None:
        found = found.filter(Q(day__lt=below[0]) | Q(day=below[0], pk__lt=below[1]))
    chosen = list(found.values_list("pk", "disputed")[: PAGE + 1])
    on = dict(chosen[:PAGE])
    open_on = conflicts_of(on)
    lines = sorted(lines_of(Entry.objects.filter(pk__in=on)), key=lambda line: list(on).index(line.id))
    context = {
        "here": "inbox",
        "rows": [(line, open_on[line.id]) for line in lines],
        "total": open_.count(),
        "next": lines[-1].id if len(chosen) > PAGE else None,
    }
    return render(request, "conflicts.html", context)


@allowed("enter", to_see="read")
@posted("entry")
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """This is what holds."""
    entry = get_object_or_404(Entry, pk=pk)
    if meanwhile(request, entry):
        return redirect("entry", pk)
    name, value = request.POST.get("name", ""), request.POST.get("value", "")
    try:
        if name not in SETTLED_BY_VALUE:
            raise CannotChange
        given = value.split(",") if name == "fields" else value
        entry_details.settle(entry, {name: given}, request.user.get_username(), request.POST.get("why", "")[:500])
    except CannotChange:
        messages.error(request, _("That is not among what the sources say."))
    return redirect("entry", pk)
