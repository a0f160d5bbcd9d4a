"""Entering by hand what no document tells of; changing an entry; taking out what was entered."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from ikrar.office.permissions import allowed
from ikrar.ontology import kinds
from ikrar.register import entry_details, subjects
from ikrar.register.merging import new_batch
from ikrar.register.models import Decision, Entered, Entry, Partnership, Party
from ikrar.register.values import CannotChange
from ikrar.site.clock import today
from ikrar.site.forms.decisions import party_written
from ikrar.site.forms.entries import Changing, Writing, in_order
from ikrar.site.given import number_in
from ikrar.site.shown.history import about
from ikrar.site.shown.refusals import said
from ikrar.site.shown.tongue import ontology_code
from ikrar.site.views.posted import posted


def _between(request: HttpRequest) -> dict[str, str]:
    """The parties that stand in the form from the start: those of the page from which one came."""
    of, party = number_in(request.GET.get("of")), number_in(request.GET.get("party"))
    pair = Partnership.objects.with_parties().filter(pk=of).first() if of is not None else None
    if pair:
        return {"first": party_written(pair.party_a.key), "second": party_written(pair.party_b.key)}
    one = Party.objects.filter(pk=party).first() if party is not None else None
    return {"first": party_written(one.key)} if one else {}


@allowed("enter")
def enter(request: HttpRequest) -> HttpResponse:
    """The kind first; then a form with what that kind has."""
    kind = request.POST.get("kind") or request.GET.get("kind", "")
    if kind not in kinds():
        tongue = ontology_code()
        choices = [(code, kinds()[code].lines.get(tongue) or kinds()[code].lines["en"]) for code in in_order()]
        context = {
            "here": "home",
            "kinds": choices,
            "of": request.GET.get("of", ""),
            "party": request.GET.get("party", ""),
        }
        return render(request, "enter.html", context)
    if request.method != "POST":
        form = Writing(kind=kind, initial={"told": today().isoformat()} | _stand_in(kind, _between(request)))
        return _page(request, kind, form)
    form = Writing(request.POST, kind=kind)
    if not form.is_valid():
        return _page(request, kind, form)
    try:
        intents = [subjects.Intent(entry_details.TYPE, values, why=form.cleaned_data["why"]) for values in form.each()]
        batch = new_batch("enter") if len(intents) > 1 else ""
        written = subjects.decide(intents, request.user.get_username(), batch)
    except CannotChange as e:
        form.add_error(None, _("This cannot be entered so: %(why)s") % {"why": said(e)})
        return _page(request, kind, form)
    return _where_it_stands(request, written)


def _stand_in(kind: str, between: dict[str, str]) -> dict[str, str]:
    """The two parties in one field where both act together."""
    if "second" in between and kind not in entry_details.DIRECTED:
        return {"first": f"{between['first']}; {between['second']}"}
    return between


def _page(request: HttpRequest, kind: str, form: Writing, **more: Any) -> HttpResponse:
    context = {"here": "home", "kind": kind, "form": form, "line": kinds()[kind].lines.get(ontology_code(), "")} | more
    context["parties"] = Party.objects.order_by("name")[:500]
    status = 409 if more.get("since") else 422 if form.errors else 200
    return render(request, "enter_form.html", context, status=status)


def _where_it_stands(request: HttpRequest, written: list[Decision]) -> HttpResponse:
    """To the entry; or, where a partnership itself was entered, to that."""
    row = Entered.objects.filter(number=written[0].number).first()
    messages.success(request, _("Entered. It stands in the register beside what documents tell."))
    if row is not None and row.entry_id:
        return redirect("entry", row.entry_id)
    if row is not None and row.partnership_id:
        return redirect("partnership", row.partnership_id)
    return redirect("home")


@allowed("enter")
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what an entry says. What somebody typed is kept where somebody else has changed it meanwhile."""
    entry = get_object_or_404(Entry, pk=pk)
    key = entry_details.key_of(entry)
    now, by_hand = entry_details.now_of(key), key.startswith("#")
    seen = entry_details.last_number(entry)
    more = {"entry": entry, "by_hand": by_hand, "seen": seen}
    if request.method != "POST":
        return _page(request, entry.kind, Changing(kind=entry.kind, now=now, by_hand=by_hand), **more)
    form = Changing(request.POST, kind=entry.kind, now=now, by_hand=by_hand)
    if not form.is_valid():
        return _page(request, entry.kind, form, **more)
    seen = number_in(request.POST.get("seen"))
    since = [d for d in about(entry) if d.number > seen and d.subject] if seen is not None else []
    if since:
        return _page(request, entry.kind, form, since=since[::-1], **more)
    changes = form.changes()
    if not changes:
        form.add_error(None, _("Nothing was changed."))
        return _page(request, entry.kind, form, **more)
    who, why = request.user.get_username(), form.cleaned_data["why"]
    try:
        decision = entry_details.change(entry, changes, who, why, seen)
    except subjects.ChangedMeanwhile as met:
        return _page(request, entry.kind, form, since=met.since, **more)
    except CannotChange as e:
        form.add_error(None, _("This cannot be entered so: %(why)s") % {"why": said(e)})
        return _page(request, entry.kind, form, **more)
    messages.success(request, _("Changed."))
    if by_hand:
        row = Entered.objects.filter(number=int(key[1:])).first()
        pk = row.entry_id if row and row.entry_id else pk
    return redirect("entry", pk) if Entry.objects.filter(pk=pk).exists() else _where_it_stands(request, [decision])


@allowed("enter", to_see="read")
@posted("entry")
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take out what was entered by hand."""
    entry = get_object_or_404(Entry, pk=pk)
    try:
        entry_details.remove(entry, request.user.get_username(), request.POST.get("why", "").strip()[:500])
    except CannotChange:
        messages.error(request, _("An entry that documents tell of goes when its claims are rejected."))
        return redirect("entry", pk)
    messages.success(request, _("Removed. The journal keeps it."))
    if Entry.objects.filter(pk=pk).exists():
        return redirect("entry", pk)
    pair = Partnership.objects.filter(pk=entry.partnership_id or 0).first()
    return redirect("partnership", pair.pk) if pair else redirect("home")
