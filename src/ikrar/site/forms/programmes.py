"""What an officer enters about a programme, a call, a nomination; values as `ikrar.programmes.running` takes them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ikrar.ontology import fields as field_codes
from ikrar.ontology import programmes as words
from ikrar.programmes.models import Programme
from ikrar.site.forms.dates import DateField
from ikrar.site.shown.tongue import ontology_code
from ikrar.site.shown.words import called

COSTS = 3  # empty lines that are offered beside those that are there


def choices(group: str) -> list[tuple[str, str]]:
    return [(code, words.label(group, code, ontology_code())) for code in words.codes(group)]


def _day(**kwargs: Any) -> forms.DateField:
    return forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)


class ProgrammeForm(forms.Form):
    """A programme; its costs are lines of their own (`costs_of`)."""

    kind = forms.ChoiceField(label=_("Kind"))
    title = forms.CharField(label=_("Title"), max_length=300)
    state = forms.ChoiceField(label=_("State"))
    when = DateField(label=_("When"))
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    seats = forms.IntegerField(label=_("Seats"), min_value=0, max_value=100_000, required=False)
    owner = forms.CharField(label=_("Looked after by"), max_length=150, required=False)
    fields_ = forms.MultipleChoiceField(label=_("Fields"), required=False, widget=forms.CheckboxSelectMultiple)
    report = forms.CharField(label=_("What came of it"), required=False, widget=forms.Textarea(attrs={"rows": 4}))
    note = forms.CharField(label=_("Remarks"), required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="programme-%s", **kwargs)
        self._choose("kind", choices("kind"))
        self._choose("state", choices("state"))
        self._choose("fields_", sorted(((c, called(c)) for c in field_codes()), key=lambda one: one[1]))

    def _choose(self, name: str, offered: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = offered

    def values(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        return data | {"fields": data.pop("fields_"), "costs": costs_of(self.data)}


def initial_of(programme: Programme) -> dict[str, Any]:
    names = ("kind", "title", "state", "when", "place", "seats", "owner", "report", "note")
    return {name: getattr(programme, name) for name in names} | {"fields_": programme.fields}


def costs_of(data: Any) -> list[dict[str, str]]:
    """The lines of costs as they were sent: four columns under one name each."""
    names = ("what", "amount", "currency", "borne_by")
    columns = [data.getlist(f"cost-{name}") for name in names]
    return [dict(zip(names, line, strict=True)) for line in zip(*columns, strict=False)]


class CallForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=200, required=False)
    opens = _day(label=_("Opens"))
    closes = _day(label=_("Closes"))
    seats = forms.IntegerField(label=_("Seats"), min_value=0, max_value=100_000, required=False)
    who = forms.MultipleChoiceField(
        label=_("Who may be nominated"), required=False, widget=forms.CheckboxSelectMultiple
    )
    papers = forms.CharField(
        label=_("What a nomination has to bring"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="call-%s", **kwargs)
        who = self.fields["who"]
        assert isinstance(who, forms.ChoiceField)
        who.choices = choices("who")


class NominationForm(forms.Form):
    who = forms.ChoiceField(label=_("As"))
    name = forms.CharField(label=_("Name"), max_length=200)
    post = forms.CharField(label=_("Post or studies"), max_length=200, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(label=_("Phone"), max_length=60, required=False)
    nominated_by = forms.CharField(label=_("Nominated by"), max_length=200, required=False)
    call = forms.ChoiceField(label=_("Call"), required=False)
    papers = forms.CharField(label=_("Papers"), required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="nominate-%s", **kwargs)
        who, call = self.fields["who"], self.fields["call"]
        assert isinstance(who, forms.ChoiceField)
        assert isinstance(call, forms.ChoiceField)
        who.choices = choices("who")
        call.choices = [("", "–"), *((c.key, str(c)) for c in programme.calls.all())]


class SelectionForm(forms.Form):
    """How a nomination stands, whether they came, and what came of it."""

    state = forms.ChoiceField(label=_("State"))
    reason = forms.CharField(label=_("Reason"), required=False, max_length=1000)
    attendance = forms.ChoiceField(label=_("Attendance"))
    outcome = forms.CharField(label=_("Outcome"), required=False, max_length=2000)
    over = forms.BooleanField(label=_("More than there are seats"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, group in (("state", "nomination"), ("attendance", "attendance")):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices(group)
