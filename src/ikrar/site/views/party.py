"""A party: what it is called, who holds its offices, whom to write to, its partners, what it owes and is owed."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from ikrar.register.glance import Bounds, Part, of_party
from ikrar.register.models import Partnership, Party
from ikrar.register.parties.belongings import history
from ikrar.register.parties.keys import itself
from ikrar.site.clock import today as clock
from ikrar.site.shown import party as shown
from ikrar.site.shown.narrowing import everything
from ikrar.site.shown.pages import at_most
from ikrar.site.shown.summary import summaries
from ikrar.site.shown.who import named

PARTNERS = 12
MOST = 10  # of each list; all of them stand with the partners, and are found by search


def _day(given: str) -> date | None:
    try:
        return date.fromisoformat(given.strip())
    except ValueError:
        return None


def party(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Party.objects.select_related("belongs_to", "same_as"), pk=pk)
    if found.same_as is not None:
        whole = itself(found)
        said = _("%(name)s is filed under %(other)s: both are one party.")
        messages.info(request, said % {"name": found.name, "other": named(whole)})
        return redirect("party", whole.pk)
    today = clock()
    on = _day(request.GET.get("on", "")) or today
    known = of_party(found, Bounds(MOST, agreements=MOST, sources=MOST))
    pairs = Partnership.objects.of(found)
    partners, years = summaries(
        list(pairs.with_parties().order_by(F("last_act").desc(nulls_last=True), "pk")[:PARTNERS]), today
    )
    holders = shown.holders(found, on)
    came_from = shown.came_from(found)
    context = {
        "here": "partners",
        "known": known,
        "party": found,
        "partners": partners,
        "years": years,
        "many_partners": pairs.count(),
        "all": {
            "traits": everything(found, types=["trait"]),
            "agreements": everything(found, types=["agreement"]),
            "acts": everything(found, types=["encounter", "activity"]),
            "sources": everything(found, what="documents"),
        },
        "sources": at_most(known.sources.many),
        "owed": known.owed,
        "acts": _acts(known.encounters, known.activities),
        "official": shown.official(found, today),
        "names": shown.names(found),
        "holders": holders,
        "on": on,
        "on_wrong": bool(request.GET.get("on")) and _day(request.GET["on"]) is None,
        "contacts": shown.contacts(found) if request.user.is_authenticated else (),  # They are persons.
        "bodies": list(found.bodies.themselves().order_by("name")),
        "aliases": list(found.aliases.all()),
        "came_from": came_from,
        "followed": shown.followed(found),
        "timeline": shown.timeline(known.drawn, holders, found, today),
        "history": shown.history(history(found)),
        "identifiers": shown.identifiers(found),
    }
    return render(request, "party.html", context)


def _acts(encounters: Part, activities: Part) -> Part:
    """Both in one list, the latest first."""
    lines = sorted(encounters.lines + activities.lines, key=lambda x: (x.day or date.min, x.id), reverse=True)
    return Part(tuple(lines[:MOST]), encounters.many + activities.many)
