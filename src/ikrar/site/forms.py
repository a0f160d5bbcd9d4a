"""Correcting a claim, and setting how an entry stands: the fields they have, entered as an officer writes them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ikrar.model.edtf import interval
from ikrar.ontology import fields as field_codes
from ikrar.register.kinds import DIRECTED, KINDS, STATES
from ikrar.register.models import Agreement, ClaimRecord, Commitment
from ikrar.site.shown.words import called

_PARTY = re.compile(r"(?P<name>.+?)\s*(?:\|\s*|\(\s*)(?P<country>[A-Za-z]{2})\s*\)?$")
SIDES = 3


def party_written(key: str) -> str:
    """`Shanghai|CN` → Shanghai (CN)."""
    name, _bar, country = key.partition("|")
    return f"{name} ({country})" if country else name


def party_key(written: str) -> str:
    """Shanghai (CN) → `Shanghai|CN`."""
    found = _PARTY.match(written.strip())
    if not found:
        raise forms.ValidationError(_("Write a party with its country: Shanghai (CN)."))
    return f"{found['name'].strip()}|{found['country'].upper()}"


class Correction(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"))
    state = forms.ChoiceField(label=_("State"))
    first = forms.CharField(label=_("Who acts"), max_length=600)
    second = forms.CharField(label=_("Towards whom"), max_length=600, required=False)
    what = forms.CharField(label=_("What"), max_length=500, required=False)
    when = forms.CharField(label=_("When"), max_length=32, required=False)
    fields_ = forms.MultipleChoiceField(label=_("Fields"), required=False, widget=forms.CheckboxSelectMultiple)
    why = forms.CharField(label=_("Why (for the journal)"), max_length=500, required=False)

    def __init__(self, *args: Any, claim: ClaimRecord, **kwargs: Any) -> None:
        first, second = claim.from_keys or claim.party_keys, claim.to_keys
        kwargs.setdefault("initial", {}).update(
            kind=claim.kind,
            state=claim.state,
            first="; ".join(map(party_written, first)),
            second="; ".join(map(party_written, second)),
            what=claim.what,
            when=claim.when or "",
            fields_=claim.fields,
        )
        super().__init__(*args, auto_id="correct-%s", **kwargs)
        self.claim = claim
        self._choices("kind", sorted(KINDS, key=called))
        self._choices("state", sorted(STATES))
        self._choices("fields_", sorted(field_codes(), key=called))

    def _choices(self, name: str, codes: Iterable[str]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(code, called(code)) for code in codes]

    def _parties(self, name: str) -> list[str]:
        return [party_key(part) for part in re.split(r"[;；\n]", self.cleaned_data[name]) if part.strip()]

    def clean_first(self) -> list[str]:
        return self._parties("first")

    def clean_second(self) -> list[str]:
        return self._parties("second")

    def clean_when(self) -> str:
        given = str(self.cleaned_data["when"]).strip()
        if given and interval(given) is None:
            raise forms.ValidationError(_("Write a date as 2026-11-05, 2026-11, 2026, or 2026-11-05/2026-11-10."))
        return given

    def changes(self) -> Mapping[str, Any]:
        """What `decisions.correct` takes: only what differs from the claim as it stands."""
        data = self.cleaned_data
        directed = data["kind"] in DIRECTED and bool(data["second"])
        given = {
            "kind": data["kind"],
            "state": data["state"],
            "from": data["first"] if directed else [],
            "to": data["second"] if directed else [],
            "parties": [] if directed else [*data["first"], *data["second"]],
            "what": data["what"].strip(),
            "fields": data["fields_"],
            "when": data["when"],
        }
        c = self.claim
        now = {"kind": c.kind, "state": c.state, "from": c.from_keys, "to": c.to_keys, "parties": c.party_keys}
        now |= {"what": c.what, "fields": c.fields, "when": c.when or ""}
        return {k: v for k, v in given.items() if (sorted(v) != sorted(now[k]) if k == "fields" else v != now[k])}


class Standing(forms.Form):
    """The status of a pledge; the status of an agreement and the day until which it is valid."""

    status = forms.ChoiceField(label=_("Status"))
    valid_until = forms.DateField(
        label=_("Valid until"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    why = forms.CharField(label=_("Why (for the journal)"), max_length=500, required=False)

    def __init__(self, *args: Any, entry: Agreement | Commitment, **kwargs: Any) -> None:
        until = entry.valid_until if isinstance(entry, Agreement) else None
        kwargs.setdefault("initial", {}).update(status=entry.status, valid_until=until)
        super().__init__(*args, auto_id="stand-%s", **kwargs)
        self.entry = entry
        self.was = f"{entry.status} {until or ''}".strip()
        status = self.fields["status"]
        assert isinstance(status, forms.ChoiceField)
        status.choices = [(code, called(code)) for code in type(entry).Status.values]
        if isinstance(entry, Commitment):
            del self.fields["valid_until"]

    def changes(self) -> dict[str, Any]:
        """What `decisions.set_status` takes: only what differs. A day that was set is taken back, not emptied."""
        given = {name: self.cleaned_data.get(name) for name in ("status", "valid_until")}
        return {name: value for name, value in given.items() if value and value != self.initial.get(name)}
