"""Entering by hand, and changing what an entry says: one form for each kind, with what that kind has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import combinations, product
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ikrar.ontology import fields as field_codes
from ikrar.ontology import kinds
from ikrar.register.kinds import DIRECTED, OF_ONE, RELATION, TYPES
from ikrar.register.models import Agreement, Commitment, Entry
from ikrar.register.values import party_key as key_of_party
from ikrar.site.forms.dates import DateField
from ikrar.site.forms.decisions import party_key, party_written
from ikrar.site.shown.words import called

# As an office meets them on an ordinary day; whatever kind is missing here comes after.
FIRST = (
    "meeting",
    "visit",
    "invitation",
    "agreement",
    "offer",
    "request",
    "interest",
    "plan",
    "acceptance",
    "delivery",
)
STATES = {
    "agreement": ("done", "planned", "renewed", "ended"),
    RELATION: ("done", "ended"),
    "meeting": ("done", "planned"),
    "visit": ("done", "planned"),
}


def in_order() -> list[str]:
    """All kinds, the commonest first."""
    return [*FIRST, *(kind for kind in kinds() if kind not in FIRST)]


class Writing(forms.Form):
    """The fields that entering and changing share."""

    first = forms.CharField(label=_("Parties"), max_length=600)
    second = forms.CharField(label=_("Towards whom"), max_length=600, required=False)
    state = forms.ChoiceField(label=_("State"), required=False)
    what = forms.CharField(label=_("What"), max_length=500, required=False)
    when = DateField(label=_("When"))
    fields_ = forms.MultipleChoiceField(label=_("Fields"), required=False, widget=forms.CheckboxSelectMultiple)
    told = DateField(label=_("Known since"))
    status = forms.ChoiceField(label=_("Status"), required=False)
    note = forms.CharField(
        label=_("Note"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3, "maxlength": 4000})
    )
    why = forms.CharField(label=_("Why (for the journal)"), max_length=500, required=False)

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="enter-%s", **kwargs)
        self.kind = kind
        self.directed = kind in DIRECTED
        if self.directed:
            self.fields["first"].label = _("Who acts")
            self.fields["second"].required = kind != "delivery"
        else:
            del self.fields["second"]
        if kind in STATES:
            self._choices("state", STATES[kind])
        else:
            del self.fields["state"]
        self._choices("fields_", sorted(field_codes(), key=called))
        statuses = {Entry.Type.COMMITMENT: Commitment.Status, Entry.Type.AGREEMENT: Agreement.Status}
        if TYPES.get(kind) in statuses:
            self._choices("status", statuses[TYPES[kind]].values, empty=True)
        else:
            del self.fields["status"]
        if kind == RELATION:
            del self.fields["what"]
            self.fields["when"].label = _("Since")
        if TYPES.get(kind) == Entry.Type.COMMITMENT:
            self.fields["when"].label = _("When it is due")

    def _choices(self, name: str, codes: Iterable[str], empty: bool = False) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = ([("", _("as it follows from the rest"))] if empty else []) + [(c, called(c)) for c in codes]

    def _parties(self, name: str) -> list[str]:
        written = re.split(r"[;；\n]", self.cleaned_data[name])
        return list(dict.fromkeys(party_key(part) for part in written if part.strip()))

    def clean_first(self) -> list[str]:
        return self._parties("first")

    def clean_second(self) -> list[str]:
        return self._parties("second")

    def clean(self) -> dict[str, Any]:
        """As many parties as the kind needs, nobody on both sides."""
        data = super().clean() or {}
        if "first" not in data or (self.directed and "second" not in data):
            return data
        first, second = data["first"], data.get("second", [])
        if set(first) & set(second):
            self.add_error("second", _("A party cannot act towards itself."))
        elif len({*first, *second}) < (1 if self.kind in OF_ONE else 2):
            self.add_error("second" if self.directed and second == [] and self.kind != "delivery" else "first",
                           _("This takes two parties from different places."))  # fmt: skip
        return data

    def values(self, first: list[str], second: list[str]) -> dict[str, Any]:
        """What `entry_details.enter` takes, for these parties."""
        data = self.cleaned_data
        acting = self.directed and bool(second)
        made: dict[str, Any] = {
            "kind": self.kind,
            "state": data.get("state") or kinds()[self.kind].state,
            "from": first if acting else [],
            "to": second if acting else [],
            "parties": [] if acting else [*first, *second],
            "what": data.get("what", "").strip(),
            "fields": data["fields_"],
            "when": data["when"],
            "told": data["told"] or None,
        }
        if self.kind != RELATION:
            made["note"] = data["note"].strip()
        if data.get("status"):
            made["status"] = data["status"]
        return made

    def each(self) -> list[dict[str, Any]]:
        """The values of every pair: what more than two parties share is entered once for each two of them."""
        first, second = self.cleaned_data["first"], self.cleaned_data.get("second", [])
        if self.directed and second:
            return [self.values([a], [b]) for a, b in product(first, second)]
        if len(first) <= 2:
            return [self.values(first, [])]
        if self.kind in OF_ONE:
            return [self.values([a], []) for a in first]
        return [self.values(list(pair), []) for pair in combinations(first, 2)]


class Changing(Writing):
    """What can be changed of an entry: all of what was entered by hand, of others what they are about."""

    def __init__(self, *args: Any, kind: str, now: Mapping[str, Any], by_hand: bool, **kwargs: Any) -> None:
        self.now, self.by_hand = now, by_hand
        acting = [key_of_party(p) for p in now.get("from") or now.get("parties") or []]
        kwargs.setdefault("initial", {}).update(
            first="; ".join(map(party_written, acting)),
            second="; ".join(party_written(key_of_party(p)) for p in now.get("to") or []),
            state=now.get("state"),
            what=now.get("what") or "",
            when=now.get("when") or "",
            fields_=now.get("fields") or [],
            told=now.get("told") or "",
            note=now.get("note") or "",
        )
        super().__init__(*args, kind=kind, **kwargs)
        self.fields.pop("status", None)
        if not by_hand:
            for name in ("first", "second", "state", "told"):
                self.fields.pop(name, None)

    def clean(self) -> dict[str, Any]:
        return super().clean() if self.by_hand else forms.Form.clean(self) or {}

    def changes(self) -> dict[str, Any]:
        """Only what differs from what holds."""
        data = self.cleaned_data
        if self.by_hand:
            given = self.values(data["first"], data.get("second", []))
            del given["kind"]
        else:
            given = {"when": data["when"], "fields": data["fields_"], "note": data["note"].strip()}
            given["what"] = data["what"].strip()
        return {name: value for name, value in given.items() if _plain(value) != _plain(self.now.get(name))}


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return sorted(key_of_party(v) if isinstance(v, dict) else v for v in value)
    return value or None
