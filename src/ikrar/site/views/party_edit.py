"""Describing a party and what belongs to it, and taking that back: a page for each form, and back to the party."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from ikrar.office import past, routing
from ikrar.office.permissions import allowed
from ikrar.register import decisions, subjects
from ikrar.register.database import atomic
from ikrar.register.models import Contact, Decision, Party
from ikrar.register.parties import belongings, subject
from ikrar.register.parties.belongings import Part, Row
from ikrar.register.parties.keys import row_of, value_of
from ikrar.register.parties.refusals import Refused
from ikrar.register.subjects import ChangedMeanwhile
from ikrar.register.values import CannotChange
from ikrar.site.forms.parties import FORMS, AboutForm, PartyForm, SameForm
from ikrar.site.given import number_in
from ikrar.site.shown import refusals
from ikrar.site.shown.history import who
from ikrar.site.views.posted import posted


def _party(pk: int) -> Party:
    return get_object_or_404(Party.objects.select_related("belongs_to", "same_as"), pk=pk)


def _part(what: str) -> tuple[Part, type[PartyForm]]:
    if what not in FORMS:
        raise Http404
    return FORMS[what]


def _row(part: Part, party: Party, number: int) -> Row:
    """What a decision of this number entered about the party, perhaps while it was filed under another name."""
    side = "successor" if part is belongings.SUCCESSION else "party"
    rows: Any = part.model._default_manager.filter(**{side: party}, key__endswith=f"#{number}")
    return get_object_or_404(rows)  # type: ignore[no-any-return]


def _show(request: HttpRequest, party: Party, form: PartyForm, **more: Any) -> HttpResponse:
    context = {"here": "partners", "party": party, "form": form} | more
    return render(request, "party_form.html", context, status=422 if form.errors else 200)


def _refused(form: PartyForm, wrong: CannotChange) -> None:
    """What is wrong, beside what was typed."""
    if isinstance(wrong, ChangedMeanwhile):
        meanwhile = _("%(who)s has changed this meanwhile. Look at the party, and save again if it still holds.")
        form.add_error(None, meanwhile % {"who": who(wrong.since)})
        form.data = form.data.copy()
        form.data["seen"] = str(max(d.number for d in wrong.since))  # type: ignore[index]
    elif str(wrong) == "Nothing was changed":
        form.add_error(None, _("Nothing was changed."))
    else:
        form.add_error(None, said(wrong))


def said(wrong: CannotChange) -> str:
    """Why something cannot be, in the reader's words."""
    if not isinstance(wrong, Refused):
        return refusals.said(wrong)
    words = {
        "unknown": _("%(name)s is not in the register. Add it first."),
        "circle": _("%(owner)s belongs to %(name)s already, so %(name)s cannot belong to %(owner)s."),
        "same": _("%(name)s is the same party already."),
        "between": _("%(name)s and %(other)s have entries with each other, entered by hand. Remove them first."),
        "itself": _("%(name)s cannot come before itself."),
        "taken": _("%(called)s %(value)s is that of %(other)s. If both are one party, say so there."),
        "elsewhere": _("%(value)s lies in another country than this party."),
        "there": _("It is in the register already: %(name)s."),
        "nobody": _("Say at least who it is, or what the person does there."),
        "order": _("It cannot end before it begins."),
    }
    return words[wrong.code] % wrong.about if wrong.code in words else str(wrong)


def entered(key: str | None, by: str) -> None:
    """A party that is named in a form and not in the register yet is added."""
    if key and row_of(key) is None:
        place = value_of(key)
        subject.add(key, {n: place[n] for n in ("level", "geonames") if place[n]}, by)


def _back(party: Party, part: str) -> HttpResponse:
    return redirect(f"{reverse('party', args=[party.pk])}#{part}")


# ---- names, offices, predecessors, contacts


@allowed("enter")
def add(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """Enter a name, a person in office, a predecessor, a contact."""
    party = _party(pk)
    part, form_of = _part(what)
    if request.method != "POST":
        return _show(request, party, form_of(party=party, initial=_given(request)), what=what, new=True)
    form = form_of(request.POST, party=party)
    if form.is_valid():
        by, values = request.user.get_username(), form.values()
        try:
            with atomic():
                entered(values.get("predecessor"), by)
                belongings.add(part, party, values, by, form.cleaned_data["why"])
            return _back(party, what)
        except CannotChange as e:
            _refused(form, e)
    return _show(request, party, form, what=what, new=True)


def _given(request: HttpRequest) -> dict[str, str]:
    """What a link fills in beforehand: the predecessor of a party that was just added."""
    return {name: value for name, value in request.GET.items() if name in {"predecessor"}}


@allowed("enter")
def change(request: HttpRequest, pk: int, what: str, number: int) -> HttpResponse:
    """Change one of them."""
    party = _party(pk)
    part, form_of = _part(what)
    row = _row(part, party, number)
    more: dict[str, Any] = {"what": what, "row": row, "number": number}
    if request.method != "POST":
        initial = _values(part, row) | {"seen": belongings.last_number(part, row)}
        return _show(request, party, form_of(party=party, initial=initial), **more)
    form = form_of(request.POST, party=party, initial=_values(part, row))
    if form.is_valid():
        try:
            by, values = request.user.get_username(), form.values()
            with atomic():
                entered(values.get("predecessor"), by)
                belongings.change(part, row, values, by, form.cleaned_data["why"], form.cleaned_data["seen"])
            return _back(party, what)
        except CannotChange as e:
            _refused(form, e)
    return _show(request, party, form, **more)


def _values(part: Part, row: Row) -> dict[str, Any]:
    values = dict(part.empty) | dict(subjects.details_of(part.type, row.key or "").values)
    return values | (row.values if isinstance(row, Contact) else {})


@allowed("enter", to_see="read")
@posted("party")
def remove(request: HttpRequest, pk: int, what: str, number: int) -> HttpResponse:
    """Take one of them out; the history brings it back."""
    party = _party(pk)
    part, _form = _part(what)
    row = _row(part, party, number)
    belongings.remove(part, row, request.user.get_username(), request.POST.get("why", "").strip()[:500])
    return _back(party, what)


@allowed("enter", to_see="read")
@posted("party")
def erase(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Erase what is kept about a person, for good; also from copies of earlier days."""
    party = _party(pk)
    row = _row(belongings.CONTACT, party, number)
    assert isinstance(row, Contact)
    try:
        belongings.erase(row, request.user.get_username(), request.POST.get("why", "").strip()[:500])
        past.forget(routing.alias())
        messages.success(request, _("What was kept about this person is erased. The role stays."))
    except CannotChange:
        messages.info(request, _("Nothing about a person was kept here any more."))
    return _back(party, "contacts")


# ---- the party itself


@allowed("enter")
def about(request: HttpRequest, pk: int) -> HttpResponse:
    """Its level, what it belongs to, its identifiers."""
    return _described(request, pk, AboutForm, "about")


@allowed("enter")
def same(request: HttpRequest, pk: int) -> HttpResponse:
    """It is another party under a second name."""
    return _described(request, pk, SameForm, "same")


def _described(request: HttpRequest, pk: int, form_of: type[PartyForm], what: str) -> HttpResponse:
    party = _party(pk)
    if request.method != "POST":
        initial = subject.now_of(party.key) | {"seen": subjects.details_of(subject.TYPE, party.key).number}
        return _show(request, party, form_of(party=party, initial=initial), what=what)
    form = form_of(request.POST, party=party)
    if form.is_valid():
        values: Mapping[str, Any] = form.values()
        try:
            by, why, seen = request.user.get_username(), form.cleaned_data["why"], form.cleaned_data["seen"]
            with atomic():
                entered(values.get("belongs_to"), by)
                subject.change(party, values, by, why, seen)
            other = row_of(values["same_as"]) if "same_as" in values else None
            return redirect("party", (other or party).pk)
        except CannotChange as e:
            _refused(form, e)
    return _show(request, party, form, what=what)


@allowed("enter", to_see="read")
@posted("party")
def unwind(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a decision about the party back."""
    party = _party(pk)
    given = number_in(request.POST.get("number"))
    about_it = {d.number: d for d in belongings.history(party)}
    decision: Decision | None = about_it.get(given) if given is not None else None
    try:
        if decision is None or "erased" in decision.after:
            raise decisions.CannotDecide("Not about this party")
        decisions.undo(decision, request.user)
    except decisions.CannotDecide:
        messages.warning(request, _("This cannot be taken back, or somebody has just done it."))
    left = Party.objects.filter(pk=party.pk).first() or row_of(party.key)
    if left is None:
        messages.info(request, _("%(name)s is not in the register any more.") % {"name": party.name})
        return redirect("parties")
    return redirect(f"{reverse('party', args=[left.pk])}#history")
