"""An agreement: what its page shows beyond any entry's, the form for all its details, and a new one by hand."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from ikrar.follow.course import course, suggestions
from ikrar.follow.told_terms import told_terms
from ikrar.office.permissions import allowed
from ikrar.register import entry_details
from ikrar.register.editable import current
from ikrar.register.models import Agreement, Entered, Partnership, Party
from ikrar.register.subjects import ChangedMeanwhile
from ikrar.register.terms import MOST_MONTHS
from ikrar.register.validity import office_stages
from ikrar.register.values import CannotChange
from ikrar.site.clock import today as clock
from ikrar.site.forms.agreements import (
    ENDING,
    FIELDS_OF,
    GROUPS,
    Details,
    NewAgreement,
    StageRecord,
    as_written,
    changed_names,
    conflicts,
    sent_base,
)
from ikrar.site.forms.decisions import party_written
from ikrar.site.given import number_in
from ikrar.site.office import ours_first
from ikrar.site.shown.agreement import details, family, validity
from ikrar.site.shown.lines import lines_of
from ikrar.site.shown.refusals import said
from ikrar.site.templatetags.forms import filled

MOST_PARTIES = 400  # offered while one writes


def shown(request: HttpRequest, entry: Agreement, stage: StageRecord | None = None) -> dict[str, Any]:
    """What the page of an agreement shows beyond that of any entry."""
    stages = office_stages()
    way = course(stages, entry.stages)
    kin = family(entry)
    binds = validity(entry.validity, clock())
    return {
        "agreement": entry,
        "details": details(entry),
        "validity": binds,
        "told_terms": told_terms(entry) if binds.clock.phase == "open" else [],
        "parent": kin.parent,
        "children": kin.children,
        "course": way,
        "suggested": suggestions(entry, stages),
        "stage_form": stage or _stage_form(request, entry),
        "stage_open": stage is not None or "stage" in request.GET,
        "seen_details": entry_details.last_number(entry),
    }


def _stage_form(request: HttpRequest, entry: Agreement) -> StageRecord:
    """Ready for the stage that was chosen (as it was recorded), else for the next."""
    stages = office_stages()
    way = course(stages, entry.stages)
    chosen = request.GET.get("stage", "")
    code = chosen if chosen in stages else way.next.stage.code if way.next else next(iter(stages))
    return StageRecord(stages=stages, initial={"stage": code, **entry.stages.get(code, {})})


@allowed("enter")
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """All details of an agreement. Who saves after somebody else sees what the other changed, and keeps their own."""
    entry = get_object_or_404(Agreement.objects.with_parties(), id=pk)
    offered = family(entry).offered
    now, seen = _plain(current(entry)), entry_details.last_number(entry)
    if request.method != "POST":
        written = as_written(now) | _offered_term(request)
        return _form(request, entry, Details(initial=written, parents=offered), now, seen)
    base = sent_base(request.POST.get("base", ""))
    form = Details(request.POST, parents=offered)
    number = number_in(request.POST.get("seen"))
    if not form.is_valid():
        return _form(request, entry, form, base, seen if number is None else number, status=422)
    changes = form.changes(base)
    if not changes:
        messages.info(request, _("Nothing was changed."))
        return redirect("entry", pk)
    why = form.cleaned_data["why"].strip()
    try:
        entry_details.change(entry, changes, request.user.get_username(), why, seen=number)
    except ChangedMeanwhile as met:
        return _met(request, entry, form, base, met)
    except CannotChange as e:
        form.add_error(None, said(e))
        return _form(request, entry, form, base, seen, status=422)
    return redirect("entry", pk)


def _offered_term(request: HttpRequest) -> dict[str, int]:
    """The duration that a document states, ready to be saved by whoever finds it right."""
    months = number_in(request.GET.get("duration"))
    return {"duration": months} if months is not None and months <= MOST_MONTHS else {}


def _met(
    request: HttpRequest, entry: Agreement, form: Details, base: Mapping[str, Any], met: ChangedMeanwhile
) -> HttpResponse:
    entry.refresh_from_db()
    now, seen = _plain(current(entry)), entry_details.last_number(entry)
    written, both = conflicts(form, base, now)
    written["why"] = form.cleaned_data["why"]
    again = Details(initial=written, parents=family(entry).offered)
    theirs = as_written(now)
    others = {field: theirs[field] for name in both for field in FIELDS_OF.get(name, (name,)) if field in again.fields}
    context = {
        "met": met.since,
        "met_names": [name for name in changed_names(met.since) if name not in both],
        "theirs": others,
        "who": ", ".join(dict.fromkeys(d.who for d in met.since)),
    }
    return _form(request, entry, again, now, seen, status=409, **context)


def _form(
    request: HttpRequest,
    entry: Agreement,
    form: Details,
    base: Mapping[str, Any],
    seen: int,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    (line,) = lines_of(type(entry).objects.filter(pk=entry.pk))
    context = {
        "here": "partners",
        "line": line,
        "form": form,
        "groups": _grouped(form, more.get("theirs", {})),
        "base": json.dumps(base, ensure_ascii=False),
        "seen": seen,
    }
    return render(request, "agreement_edit.html", context | more, status=status)


def _grouped(form: Details, theirs: Mapping[str, Any]) -> list[tuple[Any, list[tuple[Any, Any]], bool]]:
    """The form's fields under their headings, each with what somebody else wrote in it meanwhile; whether to fold them.

    Folded is how an agreement ends where nothing is known of that, so that nobody has to pass by empty fields.
    """
    groups = []
    for name, names in GROUPS:
        fields = [(form[field], theirs.get(field)) for field in names if field in form.fields]
        bare = not any(filled(field) or other is not None for field, other in fields)
        groups.append((name, fields, bare and names is ENDING))
    return groups


@allowed("enter")
def new(request: HttpRequest) -> HttpResponse:
    """An agreement by hand: signed, or in preparation."""
    pair = _pair_of(request)
    if request.method == "POST":
        form = NewAgreement(request.POST)
        if form.is_valid():
            try:
                decision = entry_details.enter(
                    form.entered(clock()), request.user.get_username(), form.cleaned_data["why"].strip()
                )
            except CannotChange as e:
                form.add_error(None, said(e))
            else:
                made = Entered.objects.filter(number=decision.number).values_list("entry", flat=True).first()
                return redirect("entry", made) if made else redirect("partners")
        status = 422
    else:
        form, status = NewAgreement(initial=_initial(request, pair)), 200
    context = {
        "here": "partners",
        "form": form,
        "groups": _grouped(form, {}),
        "pair": pair,
        "parties": Party.objects.order_by("name").values("name", "country")[:MOST_PARTIES],
    }
    return render(request, "agreement_new.html", context, status=status)


def _pair_of(request: HttpRequest) -> Partnership | None:
    given = number_in(request.GET.get("pair"))
    return Partnership.objects.with_parties().filter(pk=given).first() if given is not None else None


def _initial(request: HttpRequest, pair: Partnership | None) -> dict[str, str]:
    made = {"state": "planned"} if request.GET.get("state") == "planned" else {}
    if pair is None:
        return made
    one, other = ours_first(pair)
    return made | {"first": party_written(one.key), "second": party_written(other.key)}


def _plain(now: Mapping[str, Any]) -> dict[str, Any]:
    """Without the stages, which have a form of their own."""
    return {name: value for name, value in now.items() if not name.startswith(entry_details.STAGE)}
