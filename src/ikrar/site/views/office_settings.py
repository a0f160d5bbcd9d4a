"""The settings of an office, for its administrators: on one page, with all changes, each of which can be undone."""

from __future__ import annotations

from typing import Any

from django.conf import settings as installation
from django.contrib import messages
from django.forms import BaseFormSet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ikrar.office import changes, current, settings
from ikrar.office.models import Change, Office
from ikrar.office.permissions import allowed
from ikrar.ontology.stages import BadStages, own_text, parsed
from ikrar.site.forms.office import OfficeForm, StagesForm, sequence, sequence_text
from ikrar.site.shown.office import changed, why_bad
from ikrar.site.shown.tongue import listed, ontology_code
from ikrar.site.views.posted import posted

LATEST = 30  # changes that are shown


@allowed("settings")
def office_settings(request: HttpRequest) -> HttpResponse:
    """Shown and saved; what was changed is written down with who did it."""
    office = current.office()
    form = OfficeForm(request.POST or None, office=office)
    if request.method != "POST" or not form.is_valid():
        return _show(request, office, form)
    _set(request, office, form.changes())
    return redirect("settings")


@allowed("settings")
@posted("settings")
def office_stages(request: HttpRequest) -> HttpResponse:
    """An office's own stages, from a file or the field; or those of the installation again."""
    office = current.office()
    if request.POST.get("do") == "back":
        _set(request, office, {"stages": ""})
        return redirect(f"{reverse('settings')}#stages")
    if request.POST.get("do") == "rows":
        return _rows(request, office)
    form = StagesForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, office, stages=form)
    _set(request, office, {"stages": form.cleaned_data["stages"]})
    return redirect(f"{reverse('settings')}#stages")


def _rows(request: HttpRequest, office: Office) -> HttpResponse:
    """The stages as the rows of the page have them."""
    text = _text(office)
    rows = sequence(text, request.POST)
    if not rows.is_valid():
        return _show(request, office, rows=rows)
    try:
        made = sequence_text(text, rows)
    except BadStages as e:
        return _show(request, office, rows=rows, rows_fault=why_bad(e))
    if parsed(made) == parsed(text) and list(parsed(made)) == list(parsed(text)):
        messages.info(request, _("Nothing was changed."))
    else:
        _set(request, office, {"stages": made})
    return redirect(f"{reverse('settings')}#stages")


@allowed("settings")
def stages_file(request: HttpRequest) -> HttpResponse:
    """The stages that hold, as a file to change and bring back."""
    answer = HttpResponse(_text(current.office()), content_type="application/toml; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="stages.toml"'
    return answer


@allowed("settings")
@posted("settings")
def undo_settings(request: HttpRequest, pk: int) -> HttpResponse:
    """Set back what a change of settings changed."""
    found = get_object_or_404(Change, pk=pk, office_id=current.office().pk, what=Change.What.SETTINGS)
    try:
        done = changes.undo_settings(found, request.user.get_username(), timezone.now())
    except changes.ChangedSince as e:
        labels = _labels()
        what, who = listed(labels.get(n, n) for n in e.names), listed(e.by)
        messages.warning(
            request,
            _("%(who)s changed this again since: %(what)s. Take that back first, or set it above.")
            % {"who": who, "what": what},
        )
    else:
        messages.success(request, _("Taken back.") if done else _("Nothing was changed."))
    return redirect(f"{reverse('settings')}#changes")


def _set(request: HttpRequest, office: Office, values: dict[str, Any]) -> None:
    done = changes.set_settings(office, values, request.user.get_username(), timezone.now())
    if done:
        messages.success(request, _("Saved."))
    else:
        messages.info(request, _("Nothing was changed."))


def _show(
    request: HttpRequest,
    office: Office,
    form: OfficeForm | None = None,
    stages: StagesForm | None = None,
    rows: BaseFormSet | None = None,
    rows_fault: str = "",
) -> HttpResponse:
    tongue = ontology_code()
    lines = Change.objects.filter(office_id=office.pk, what=Change.What.SETTINGS).select_related("undone_by")[:LATEST]
    context = {
        "here": "settings",
        "form": form or OfficeForm(office=office),
        "office": office,
        "stages": [(s.label(tongue), s.who(tongue), s.concludes) for s in settings.stages(office).values()],
        "stages_form": stages or StagesForm(initial={"text": _text(office)}),
        "rows": rows or sequence(_text(office)),
        "rows_fault": rows_fault,
        "rows_open": rows is not None,
        "stages_own": bool(office.stages),
        "stages_fault": _fault(office),
        "changes": changed(lines, _labels()),
    }
    wrong = (form and form.errors) or (stages and stages.errors) or rows is not None
    return render(request, "office/settings.html", context, status=422 if wrong else 200)


def _text(office: Office) -> str:
    return office.stages if office.stages and not _fault(office) else own_text(installation.IKRAR_STAGES)


def _fault(office: Office) -> str:
    """What is wrong with stages that were fine when they were set: a newer Ikrar may know more."""
    try:
        if office.stages:
            parsed(office.stages)
    except BadStages as e:
        return why_bad(e)
    return ""


def _labels() -> dict[str, str]:
    return {**{name: str(label) for name, label in OfficeForm.Meta.labels.items()}} | {
        "take_over": str(OfficeForm.base_fields["take_over"].label),
        "stages": _("Stages of an agreement"),
    }
