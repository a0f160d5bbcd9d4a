"""Recording that an agreement entered a stage of its preparation, and taking a record off."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from ikrar.office.permissions import allowed
from ikrar.register import entry_details
from ikrar.register.agreement_details import STAGE
from ikrar.register.models import Agreement
from ikrar.register.subjects import ChangedMeanwhile
from ikrar.register.validity import office_stages
from ikrar.register.values import CannotChange
from ikrar.site.forms.agreements import StageRecord
from ikrar.site.given import number_in
from ikrar.site.shown.refusals import met_another
from ikrar.site.views.entry import show
from ikrar.site.views.posted import posted


@allowed("enter", to_see="read")
@posted("entry")
def record(request: HttpRequest, pk: int) -> HttpResponse:
    entry = get_object_or_404(Agreement, id=pk)
    stages = office_stages()
    given = request.POST.get("stage", "")
    if "remove" in request.POST:
        return _saved(request, entry, {STAGE + given: None}, None)
    form = StageRecord(request.POST, stages=stages)
    if not form.is_valid():
        return show(request, pk, stage=form)
    return _saved(request, entry, form.change(), form)


def _saved(request: HttpRequest, entry: Agreement, change: dict, form: StageRecord | None) -> HttpResponse:
    seen = number_in(request.POST.get("seen"))
    try:
        entry_details.change(entry, change, request.user.get_username(), seen=seen)
    except ChangedMeanwhile as met:
        said = met_another(met)
        if form is None:
            messages.warning(request, said)
            return redirect("entry", entry.pk)
        form.add_error(None, said)
        return show(request, entry.pk, stage=form)
    except CannotChange:
        messages.info(request, _("Nothing was changed."))
    return redirect("entry", entry.pk)
