"""The settings of an office, for its administrators."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings as installation
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ikrar.office import changes, current
from ikrar.office.models import Change, Office
from ikrar.office.permissions import allowed
from ikrar.site.forms.decisions import party_key, party_written


class OfficeForm(forms.ModelForm):
    class Meta:
        model = Office
        fields = ("name", "home", "review_days", "dormant_days", "two_person", "require_two_factor")
        labels = {
            "name": gettext_lazy("Name of the office"),
            "home": gettext_lazy("Whose office it is"),
            "review_days": gettext_lazy("Look again at a pledge without a date after (days)"),
            "dormant_days": gettext_lazy("A partnership sleeps after (days without an act)"),
            "two_person": gettext_lazy("What one person decides, a second person confirms"),
            "require_two_factor": gettext_lazy("Everybody signs in with a code as well"),
        }
        help_texts = {
            "name": gettext_lazy("It stands at the head of every page."),
            "home": gettext_lazy("A party with its country: Jakarta (ID). It stands first in every pair."),
            "two_person": gettext_lazy("Until then, a decision waits and changes nothing."),
            "require_two_factor": gettext_lazy(
                "Whoever has no second factor is asked to set one up before they see anything."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        office: Office = kwargs["instance"]
        kwargs["initial"] = {"home": party_written(office.home) if office.home else ""}
        super().__init__(*args, **kwargs)
        for name, fallback in (
            ("review_days", installation.IKRAR_REVIEW_DAYS),
            ("dormant_days", installation.IKRAR_DORMANT_DAYS),
        ):
            self.fields[name].help_text = _("Empty: %(days)s, as this installation has it.") % {"days": fallback}

    def clean_home(self) -> str:
        given = self.cleaned_data["home"].strip()
        return party_key(given) if given else ""


@allowed("settings")
def office_settings(request: HttpRequest) -> HttpResponse:
    """Shown and saved; what was changed is written down with who did it."""
    office = current.office()
    form = OfficeForm(request.POST or None, instance=office)
    if request.method == "POST" and form.is_valid():
        if form.has_changed():
            kept = form.save()
            about = ", ".join(form.changed_data)
            changes.note(kept, request.user.get_username(), Change.What.SETTINGS, about, "", timezone.now())
        messages.success(request, _("Saved."))
        return redirect("settings")
    context = {"here": "settings", "form": form, "office": office}
    return render(request, "office/settings.html", context, status=422 if form.errors else 200)
