"""Programmes: the list, one programme with what was promised and what came of it, and all that is done about it."""

from __future__ import annotations

import io
import json
from typing import Any
from urllib.parse import urlencode
from zipfile import ZIP_DEFLATED, ZipFile

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from ikrar.office.permissions import allowed
from ikrar.ontology.programmes import codes
from ikrar.programmes import privacy, running
from ikrar.programmes.models import Nomination, Programme
from ikrar.programmes.subjects import CALL, NOMINATION, PROGRAMME
from ikrar.register import decisions, files
from ikrar.register.filestore import FileTrouble
from ikrar.register.lines import lines_of
from ikrar.register.models import Commitment, Decision, Personal
from ikrar.register.subjects import ChangedMeanwhile, subject
from ikrar.register.values import CannotChange
from ikrar.site.clock import today as clock
from ikrar.site.forms.programmes import (
    COSTS,
    CallForm,
    NominationForm,
    ProgrammeForm,
    SelectionForm,
    costs_of,
    initial_of,
)
from ikrar.site.given import number_in
from ikrar.site.shown.programme import told
from ikrar.site.shown.refusals import met_another, said
from ikrar.site.views.posted import posted
from ikrar.site.views.programme_files import held

PAGE = 30
DECIDED = 20  # latest decisions that are shown


def programmes(request: HttpRequest) -> HttpResponse:
    """All programmes, the latest first, by their state."""
    state = request.GET.get("state", "")
    found = Programme.objects.select_related("partnership__party_a", "partnership__party_b")
    if state in codes("state"):
        found = found.filter(state=state)
    before = number_in(request.GET.get("before"))
    if before is not None:
        found = found.filter(pk__lt=before)
    selected = Count("nominations", filter=Q(nominations__state="selected"))
    rows = list(found.annotate(nominated=Count("nominations"), selected=selected).order_by("-pk")[: PAGE + 1])
    context = {
        "here": "programmes",
        "rows": rows[:PAGE],
        "older": rows[PAGE - 1].pk if len(rows) > PAGE else None,
        "state": state,
        "states": codes("state"),
    }
    return render(request, "programmes.html", context)


@allowed("enter")
def new_programme(request: HttpRequest) -> HttpResponse:
    """A new programme; `?from=` names the commitment that it is made from."""
    given = number_in(request.POST.get("from") or request.GET.get("from"))
    pledge = Commitment.objects.with_parties().filter(pk=given).first() if given is not None else None
    draft: dict[str, Any] = running.draft(pledge) if pledge else {}
    initial = {name: value for name, value in draft.items() if name not in {"promise", "between", "fields"}}
    form = ProgrammeForm(request.POST or None, initial=initial | {"fields_": draft.get("fields", [])})
    if request.method == "POST" and form.is_valid():
        rest = {name: draft[name] for name in ("promise", "between") if name in draft}
        try:
            made = running.start(form.values() | rest, request.user.get_username())
        except CannotChange as e:
            form.add_error(None, _said(e))
        else:
            return redirect("programme", made.number)
    context = {"here": "programmes", "form": form, "pledge": pledge, "costs": _costs(form)}
    return render(request, "programme_new.html", context, status=422 if form.errors else 200)


def _costs(form: ProgrammeForm | None, held: list[dict[str, str]] | None = None) -> list[dict[str, str]]:
    """The lines of costs: as somebody typed them, else as they stand; with empty ones for more."""
    lines = costs_of(form.data) if form is not None and form.is_bound else held or []
    filled = [line for line in lines if any(line.values())]
    return [*filled, *({} for _ in range(max(2, COSTS - len(filled))))]


def programme(request: HttpRequest, number: int, **forms: Any) -> HttpResponse:
    one = _found(number)
    line = next(iter(lines_of([(one.commitment_id, "commitment")])), None) if one.commitment_id else None
    decided = running.history(one)
    calls, nominations = list(one.calls.all()), _nominations(request, one, decided)
    attached = held([one, *calls, *nominations], forms.pop("tried", None))
    context = {
        "here": "programmes",
        "programme": one,
        "standing": running.standing(one),
        "line": line,
        "calls": [(call, attached[subject(CALL, call.key)]) for call in calls],
        "nominations": [(n, attached[subject(NOMINATION, n.key)]) for n in nominations],
        "report_files": attached[subject(PROGRAMME, one.key)],
        "file_mb": files.limit() // files.MB,
        "form": forms.get("form") or ProgrammeForm(initial=initial_of(one)),
        "call_form": forms.get("call_form") or CallForm(),
        "nomination_form": forms.get("nomination_form") or NominationForm(programme=one),
        "selection": forms.get("selection"),
        "selecting": forms.get("selecting"),
        "states": codes("nomination"),
        "attendances": codes("attendance"),
        "costs": _costs(forms.get("form"), one.costs),
        "seen": running.last_number(one),
        "decided": told(decided[:DECIDED], calls, nominations),
        "decided_before": max(0, len(decided) - DECIDED),
        "last": _last(decided),
        "today": clock(),
    }
    wrong = any(getattr(f, "errors", None) for f in forms.values()) or any(h.form.errors for h in attached.values())
    return render(request, "programme.html", context, status=422 if wrong else 200)


def _nominations(request: HttpRequest, one: Programme, decided: list[Decision]) -> list[Nomination]:
    """Who was nominated, for those alone who may know it; each with the last that was `seen` of what was decided."""
    if "persons" not in request.may:  # type: ignore[attr-defined]
        return []
    latest: dict[str, int] = {}
    for d in decided:
        latest.setdefault(d.subject, d.number)
    found = list(one.nominations.select_related("personal", "call__programme"))
    for nomination in found:
        nomination.seen = latest.get(subject(NOMINATION, nomination.key), 0)  # type: ignore[attr-defined]
    return found


def _last(decided: list[Decision]) -> Decision | None:
    """The latest decision that stands."""
    undone = {d.undoes_id for d in decided}
    return next((d for d in decided if d.pk not in undone and d.what != Decision.What.UNDO), None)


@allowed("enter", to_see="read")
@posted("programme")
def change_programme(request: HttpRequest, number: int) -> HttpResponse:
    one = _found(number)
    form = ProgrammeForm(request.POST)
    return _done(request, number, form, "form", lambda by, seen: running.change(one, form.values(), by, seen))


@allowed("enter", to_see="read")
@posted("programme")
def add_call(request: HttpRequest, number: int) -> HttpResponse:
    one = _found(number)
    form = CallForm(request.POST)
    return _done(request, number, form, "call_form", lambda by, _seen: running.open_call(one, form.cleaned_data, by))


@allowed("enter", to_see="read")
@posted("programme")
def add_nomination(request: HttpRequest, number: int) -> HttpResponse:
    one = _found(number)
    form = NominationForm(request.POST, programme=one)

    def nominate(by: str, _seen: int | None) -> None:
        running.nominate(one, form.cleaned_data, by, clock())

    return _done(request, number, form, "nomination_form", nominate)


@allowed("enter", to_see="read")
@posted("programme")
def judge_nomination(request: HttpRequest, number: int, pk: int) -> HttpResponse:
    """How a nomination stands, whether they came and what came of it: one decision."""
    one = get_object_or_404(Nomination, programme=_found(number), pk=pk)
    form = SelectionForm(request.POST)

    def judge(by: str, seen: int | None) -> None:
        data = form.cleaned_data
        rest = {"attendance": data["attendance"], "outcome": data["outcome"]}
        running.select(one, data["state"], data["reason"], by, seen, data["over"], rest)

    return _done(request, number, form, "selection", judge, selecting=pk)


@allowed("enter", to_see="read")
def undo_programme(request: HttpRequest, number: int) -> HttpResponse:
    """Take the last decision back."""
    last = _last(running.history(_found(number)))
    if request.method == "POST":
        try:
            if last is None or str(last.number) != request.POST.get("number"):
                raise decisions.CannotDecide
            decisions.undo(last, request.user)
        except decisions.CannotDecide:
            messages.warning(request, _("This cannot be taken back, or somebody has just done it."))
    if not Programme.objects.filter(key=f"#{number}").exists():
        return redirect("programmes")
    return redirect("programme", number)


@allowed("people", to_see="people")
def personal_data(request: HttpRequest) -> HttpResponse:
    """What is kept about a person: found, taken along as JSON, erased."""
    q = (request.POST.get("q") or request.GET.get("q", "")).strip()[:200]
    if request.method == "POST":
        done = privacy.erase(request.POST.get("subject", ""), request.user.get_username(), request.POST.get("why", ""))
        if done:
            messages.success(request, _("Erased, for good."))
        else:
            messages.warning(request, _("Nothing is kept there any more."))
        return redirect(f"{request.path}?{urlencode({'q': q})}")
    found = privacy.kept_about(q)
    if request.GET.get("format"):
        return _taken_along(q, found)
    return render(request, "personal_data.html", {"here": "programmes", "asked": q, "found": found})


def _taken_along(q: str, found: list[privacy.Kept]) -> HttpResponse:
    """All of it as JSON; where there are files, in an archive together with them."""
    told: list[dict[str, Any]] = []
    content = io.BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as archive:
        for kept in found:
            names = [_put(archive, file) for file in kept.files]
            told.append(
                {"subject": kept.subject, "where": kept.where, **kept.values, "told": kept.told, "files": names}
            )
        written = json.dumps({"about": q, "kept": told}, ensure_ascii=False, indent=1)
        archive.writestr("kept.json", written)
    if not any(kept.files for kept in found):
        return _as_file(written.encode(), "kept.json", "application/json")
    return _as_file(content.getvalue(), "kept.zip", "application/zip")


def _put(archive: ZipFile, file: Personal) -> dict[str, Any]:
    """Put a file into the archive; what was noted of it, and why it is not there where it is damaged."""
    number = file.subject.rpartition("#")[2]
    name = f"files/{number}-{file.values['name']}"
    told = {"name": name, "note": file.values.get("note", "")}
    try:
        with files.store(file.token).open(file.values["sha256"]) as stream:
            archive.writestr(name, stream.read())
    except FileTrouble as e:
        return told | {"missing": str(e)}
    return told


def _as_file(content: bytes, name: str, media: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _found(number: int) -> Programme:
    found = Programme.objects.select_related("partnership__party_a", "partnership__party_b", "commitment")
    return get_object_or_404(found, key=f"#{number}")


def _done(request: HttpRequest, number: int, form: Any, name: str, do: Any, **more: Any) -> HttpResponse:
    """Do it and show the page; what cannot be done is said at the form, which keeps what was typed."""
    if not form.is_valid():
        return programme(request, number, **{name: form}, **more)
    try:
        do(request.user.get_username(), number_in(request.POST.get("seen")))
    except ChangedMeanwhile as e:
        form.add_error(None, met_another(e))
        return programme(request, number, **{name: form}, **more)
    except CannotChange as e:
        form.add_error(None, _said(e))
        return programme(request, number, **{name: form}, **more)
    return redirect("programme", number)


def _said(wrong: CannotChange) -> str:
    """What the register says, in the reader's language where these pages know the words."""
    known = {
        "Say why": _("Say why: others will want to know."),
        "All seats are taken": _("All seats are taken. Tick “More than there are seats” if one was added."),
        "The call is for others": _("The call is for others. Choose another, or nominate without a call."),
        "Nothing was changed": _("Nothing was changed."),
    }
    return known.get(str(wrong)) or said(wrong)
