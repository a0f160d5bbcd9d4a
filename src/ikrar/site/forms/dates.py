"""Dates in forms: taken as people write them, in any of the languages, and kept as EDTF."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from ikrar.model.edtf import interval
from ikrar.reading.typed_date import LONGEST, typed_date
from ikrar.site.clock import today
from ikrar.site.shown.dates import written
from ikrar.site.shown.tongue import ontology_code


class DateField(forms.CharField):
    """A day, a month, a year, and where `period` says so a time from one to another; empty where nobody knows.

    Where scripts run, how it is understood stands below it while somebody types (writing.js).
    """

    def __init__(self, *, period: bool = True, required: bool = False, **kwargs: Any) -> None:
        self.period = period
        kwargs.setdefault(
            "help_text",
            _("As you would write it: 5 November 2026, March 2027, 5–10 Nov 2026")
            if period
            else _("As you would write it: 5 November 2026, March 2027, 2019"),
        )
        super().__init__(max_length=LONGEST, required=required, **kwargs)
        self.widget.attrs |= {"data-understood": reverse_lazy("understood"), "autocomplete": "off"}

    def clean(self, value: Any) -> str:
        edtf = understood(super().clean(value))
        if edtf is None and self.period:
            raise forms.ValidationError(
                _("Not understood. Write a date as 5 November 2026, March 2027, 2026, or 2026-11-05/2026-11-10.")
            )
        if edtf is None or ("/" in edtf and not self.period):
            raise forms.ValidationError(_("Not understood. Write a date as 5 November 2026, March 2027 or 2026."))
        return edtf

    def prepare_value(self, value: Any) -> Any:
        """What stands there is written as its reader would, where that is understood as the same again."""
        if not isinstance(value, str) or interval(value) is None:
            return value
        shown = written(value, "long")
        return shown if understood(shown) == value else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return understood(initial) != understood(data)


def understood(typed: Any) -> str | None:
    """A date as people write it, as EDTF; empty for none, None where it is no date."""
    given = str(typed or "").strip()
    return typed_date(given, today(), ontology_code()) if given else ""
