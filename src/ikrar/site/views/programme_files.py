"""Files of a programme: its report, the papers of its calls, and what nominations brought, which is about persons."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from ikrar.office.permissions import allowed
from ikrar.programmes.models import Call, Nomination, Programme
from ikrar.programmes.subjects import CALL, NOMINATION, PROGRAMME
from ikrar.register import decisions, files
from ikrar.register.models import AttachedFile, Decision
from ikrar.register.subjects import parted, subject
from ikrar.register.values import CannotChange
from ikrar.site.forms.agreements import Attach
from ikrar.site.shown.refusals import said

_MODELS: dict[str, Any] = {PROGRAMME: Programme, CALL: Call, NOMINATION: Nomination}
_USUAL = {PROGRAMME: "other", CALL: "other", NOMINATION: "copy"}  # what a file usually is
ANCHORS = {PROGRAMME: "files", CALL: "calls", NOMINATION: "nominations"}


@dataclass(frozen=True, slots=True)
class Held:
    """What is attached to one thing: its files, those taken off, and the form to attach another."""

    of: str
    pk: int
    files: tuple[AttachedFile, ...]
    taken_off: tuple[tuple[Decision, str], ...]
    form: Attach
    open: bool


def held(
    rows: Iterable[Programme | Call | Nomination], tried: tuple[str, int, Attach] | None = None
) -> dict[str, Held]:
    """What is attached to each of these, by subject. `tried` is the form that was sent and has to be mended."""
    named = {subject(_type(row), row.key): row for row in rows}
    of_each: dict[str, list[AttachedFile]] = {name: [] for name in named}
    for file in files.attached_to(named):
        of_each[file.of].append(file)
    off: dict[str, list[tuple[Decision, str]]] = {name: [] for name in named}
    for decision, name in files.taken_off(named):
        off[str(decision.before["of"])].append((decision, name))
    made = {}
    for name, row in named.items():
        type_ = _type(row)
        mine = tried is not None and tried[:2] == (type_, row.pk)
        form = tried[2] if mine and tried else Attach(ident=f"attach-{type_}-{row.pk}", initial={"what": _USUAL[type_]})
        made[name] = Held(type_, row.pk, tuple(of_each[name]), tuple(off[name]), form, mine)
    return made


@allowed("enter", to_see="read")
def attach(request: HttpRequest, number: int, of: str, pk: int) -> HttpResponse:
    """Attach a file to the programme, a call or a nomination; of a nomination, so that it can be erased."""
    from ikrar.site.views.files import refusal
    from ikrar.site.views.programmes import programme

    row = _row(number, of, pk)
    if request.method != "POST":
        return redirect("programme", number)
    form = Attach(request.POST, request.FILES, ident=f"attach-{of}-{pk}")
    if form.is_valid():
        given, by = form.cleaned_data["file"], request.user.get_username()
        what, note = form.cleaned_data["what"], form.cleaned_data["note"].strip()
        try:
            files.attach(
                subject(of, row.key), cast(Any, given.file), given.name, by, what, note, private=of == NOMINATION
            )
        except files.CannotKeep as e:
            form.add_error("file", refusal(given.name, e.why))
        except CannotChange as e:
            form.add_error(None, said(e))
        else:
            return redirect(f"{address(number)}#{_anchor(of, row)}")
    return programme(request, number, tried=(of, pk, form))


@allowed("enter", to_see="read")
def put_back(request: HttpRequest, number: int, of: str, pk: int) -> HttpResponse:
    """Undo that a file was taken off."""
    row = _row(number, of, pk)
    if request.method == "POST":
        asked = request.POST.get("number", "")
        found = next((d for d, _n in files.taken_off([subject(of, row.key)]) if str(d.number) == asked), None)
        if found is not None:
            decisions.undo(found, request.user)
        else:
            messages.warning(request, _("There is nothing to undo."))
    return redirect(f"{address(number)}#{_anchor(of, row)}")


def page_of(file: AttachedFile) -> str:
    """The address of the programme that a file belongs to; empty where that is not there any more."""
    type_, key = parted(file.of)
    row = _MODELS[type_].objects.filter(key=key).first() if type_ in _MODELS else None
    if row is None:
        return ""
    one = row if isinstance(row, Programme) else row.programme
    return f"{address(one.number)}#{_anchor(type_, row)}"


def address(number: int) -> str:
    return reverse("programme", args=[number])


def _row(number: int, of: str, pk: int) -> Any:
    one = get_object_or_404(Programme, key=f"#{number}")
    if of == PROGRAMME and one.pk == pk:
        return one
    if of not in (CALL, NOMINATION):
        raise Http404
    return get_object_or_404(_MODELS[of], programme=one, pk=pk)


def _type(row: Programme | Call | Nomination) -> str:
    return next(type_ for type_, model in _MODELS.items() if isinstance(row, model))


def _anchor(of: str, row: Any) -> str:
    return f"n{row.pk}" if of == NOMINATION else ANCHORS[of]
