"""Correcting a claim, and setting how an entry stands: the fields they have, entered as an officer writes them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ikrar.follow.life import may_show
from ikrar.model.folding import fold_name
from ikrar.ontology import fields as field_codes
from ikrar.register.kinds import DIRECTED, KINDS, STATES
from ikrar.register.models import Agreement, ClaimRecord, Commitment, Party, PartyName
from ikrar.site.forms.dates import DateField
from ikrar.site.shown.words import called, country

_PARTY = re.compile(r"(?P<name>.+?)\s*(?:\|\s*|\(\s*)(?P<country>[A-Za-z]{2})\s*\)?$")
SIDES = 3


def party_written(key: str) -> str:
    """`Shanghai|CN` → Shanghai (CN)."""
    name, _bar, country = key.partition("|")
    return f"{name} ({country})" if country else name


def party_key(written: str) -> str:
    """Shanghai (CN) → `Shanghai|CN`. A name alone, in any language, does where one party on file has it."""
    found = _PARTY.match(written.strip())
    if found:
        code = found["country"].upper()
        if code == "ZZ" or country(code) == code:
            raise forms.ValidationError(
                _("“%(code)s” is no country. Write a party with the two letters of its country: Shanghai (CN)."),
                params={"code": code},
            )
        return f"{found['name'].strip()}|{code}"
    folded = fold_name(written)
    called_so = PartyName.objects.filter(folded=folded).values("party")
    known = list(Party.objects.filter(Q(folded=folded) | Q(pk__in=called_so)).distinct()[:2]) if folded else []
    if len(known) == 1:
        return known[0].key
    raise forms.ValidationError(_("Write a party with its country: Shanghai (CN)."))


class Correction(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"))
    state = forms.ChoiceField(label=_("State"))
    first = forms.CharField(label=_("Who acts"), max_length=600)
    second = forms.CharField(label=_("Towards whom"), max_length=600, required=False)
    what = forms.CharField(label=_("What"), max_length=500, required=False)
    when = DateField(label=_("When"))
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
    shown = forms.ChoiceField(label=_("What shows it"), required=False)
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
            self._offer_evidence(entry)
        else:
            del self.fields["shown"]

    def _offer_evidence(self, entry: Commitment) -> None:
        shown = self.fields["shown"]
        assert isinstance(shown, forms.ChoiceField)
        self.evidence = {str(c.pk): c for c in may_show(entry)}
        shown.choices = [("", _("no document"))] + [(pk, _offered(c)) for pk, c in self.evidence.items()]

    def clean(self) -> dict[str, Any]:
        """A pledge's step has a reason or words that show it."""
        data = super().clean() or {}
        stepping = isinstance(self.entry, Commitment) and data.get("status") != self.entry.status
        if stepping and not data.get("why", "").strip() and not data.get("shown"):
            self.add_error("why", _("Say why, or choose the words that show it: others will want to know."))
        return data

    def changes(self) -> dict[str, Any]:
        """What `decisions.set_status` takes: only what differs. A day that was set is taken back, not emptied."""
        given = {name: self.cleaned_data.get(name) for name in ("status", "valid_until")}
        changes = {name: value for name, value in given.items() if value and value != self.initial.get(name)}
        if changes and self.cleaned_data.get("shown"):
            changes["evidence"] = self.evidence[self.cleaned_data["shown"]]
        return changes


def _offered(claim: ClaimRecord) -> str:
    """A claim in a list to choose from: its day, its kind, its words."""
    words = claim.quote if len(claim.quote) <= 90 else f"{claim.quote[:89]}…"
    return " · ".join(
        part for part in (claim.when or claim.document.published or "", called(claim.kind), words) if part
    )


class Care(forms.Form):
    """Who looks after a pledge, what comes next, and when it is due where a person knows better."""

    owner = forms.CharField(label=_("Looked after by"), max_length=150, required=False)
    next_step = forms.CharField(label=_("Next step"), max_length=500, required=False)
    next_on = forms.DateField(
        label=_("On"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    due = DateField(label=_("Due"))

    def __init__(self, *args: Any, entry: Commitment, people: Iterable[str] = (), **kwargs: Any) -> None:
        names = ("owner", "next_step", "next_on", "due")
        kwargs.setdefault("initial", {}).update({name: getattr(entry, name) or "" for name in names})
        super().__init__(*args, auto_id="care-%s", **kwargs)
        self.people = sorted(people)
        self.fields["owner"].widget.attrs["list"] = "care-people"

    def changes(self) -> dict[str, Any]:
        """Only what differs; an emptied field is emptied, an emptied due day goes back to the pledge's own date."""
        return {name: self.cleaned_data[name] or "" for name in self.changed_data}
