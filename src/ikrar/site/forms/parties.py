"""Forms for a party and what belongs to it: the fields they have, entered as an officer writes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from babel.languages import get_official_languages
from django import forms
from django.utils.translation import gettext_lazy as _

from ikrar.model.edtf import interval
from ikrar.ontology import bodies, posts
from ikrar.register.models import Contact, Party, PartyName, Succession
from ikrar.register.parties import belongings, identifiers, subject
from ikrar.register.parties.ahead import key_written
from ikrar.register.values import CannotChange
from ikrar.site.forms.dates import DateField
from ikrar.site.forms.decisions import party_written
from ikrar.site.shown.party import TONGUES, choice, tongue
from ikrar.site.shown.tongue import locale
from ikrar.site.shown.words import called


class PartyField(forms.CharField):
    """A party, written as Shanghai (CN), or by a name that leaves no doubt; gives its key."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=300, help_text=_("A party with its country: Shanghai (CN)."), **kwargs)
        # The list is filled while somebody types, where scripts run (parties.js); without them it is a plain field.
        self.widget.attrs |= {"data-parties": "", "autocomplete": "off"}

    def clean(self, value: Any) -> str:
        given = str(super().clean(value)).replace("\0", " ").strip()
        if not given:
            return ""
        key = key_written(given)
        if not key:
            raise forms.ValidationError(
                _("No one party is called “%(name)s”. Write it with its country: Shanghai (CN)."),
                params={"name": given},
            )
        return key


class PartyForm(forms.Form):
    """What all of these forms share: the reason, and what had been decided when the page was shown."""

    why = forms.CharField(label=_("Why (for the journal)"), max_length=500, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, party: Party | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.party = party
        self.order_fields([n for n in self.fields if n not in {"why", "seen"}] + ["why", "seen"])

    def _choices(self, name: str, pairs: Iterable[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(pairs)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = interval(data.get("since")), interval(data.get("until"))
        if first and last and last.end < first.start:
            self.add_error("until", _("It cannot end before it begins."))
        return data

    def values(self) -> dict[str, Any]:
        """What the register takes."""
        return {name: value for name, value in self.cleaned_data.items() if name not in {"why", "seen"}}


class NameForm(PartyForm):
    name = forms.CharField(label=_("Name"), max_length=200)
    lang = forms.ChoiceField(label=_("Language"), required=False)
    since = DateField(period=False, label=_("From"))
    until = DateField(period=False, label=_("Until"))
    kind = forms.ChoiceField(label=_("Kind of name"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choices("kind", ((k, choice("kind", k)) for k in PartyName.Kind.values))
        country = self.party.country if self.party else ""
        local = get_official_languages(country, de_facto=True, regional=True) if country else ()
        codes = dict.fromkeys(["", *TONGUES, *(code.partition("_")[0] for code in local)])
        held = str(self.initial.get("lang") or "")
        every = sorted((c for c in locale().languages if len(c) == 2 and c not in codes), key=tongue)
        near = [(code, tongue(code)) for code in codes]
        self._choices("lang", [*near, (_("Other languages"), [(c, tongue(c)) for c in every])])
        if held and held not in codes and held not in every:
            self._choices("lang", [*near, (held, tongue(held))])


class HolderForm(PartyForm):
    person = forms.CharField(label=_("Person"), max_length=200)
    post = forms.ChoiceField(label=_("Office"))
    title = forms.CharField(
        label=_("Title"), max_length=200, required=False, help_text=_("As it is called there: Gubernur, 市长, mayor.")
    )
    acting = forms.BooleanField(label=_("Acting (Pj., Plt., 代理)"), required=False)
    since = DateField(period=False, label=_("From"))
    until = DateField(period=False, label=_("Until"))
    note = forms.CharField(label=_("Note"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choices("post", ((code, called(code)) for code in posts()))


class SuccessionForm(PartyForm):
    predecessor = PartyField(label=_("Predecessor"))
    how = forms.ChoiceField(label=_("How"))
    when = DateField(period=False, label=_("When"))
    note = forms.CharField(label=_("Note"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choices("how", ((code, choice("how", code)) for code in Succession.How.values))
        if self.initial.get("predecessor"):
            self.initial["predecessor"] = party_written(self.initial["predecessor"])


class ContactForm(PartyForm):
    of = forms.ChoiceField(label=_("Where"))
    role = forms.CharField(label=_("Role"), max_length=200, required=False)
    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    email = forms.EmailField(label=_("E-mail"), max_length=200, required=False)
    phone = forms.CharField(label=_("Phone"), max_length=60, required=False)
    note = forms.CharField(label=_("Note"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choices("of", ((code, choice("of", code)) for code in Contact.Of.values))


class AboutForm(PartyForm):
    """Level, what it belongs to, and its identifiers."""

    level = forms.ChoiceField(label=_("Level"))
    body = forms.ChoiceField(label=_("Body"), required=False)
    belongs_to = PartyField(label=_("Belongs to"), required=False)
    geonames = forms.CharField(label="GeoNames", max_length=100, required=False, help_text="1642911")
    wikidata = forms.CharField(label="Wikidata", max_length=100, required=False, help_text="Q3630")
    subdivision = forms.CharField(label="ISO 3166-2", max_length=10, required=False, help_text="ID-JK")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        levels = {"city": _("City"), "region": _("Province or region"), "country": _("Country")}
        self._choices("level", ((code, levels[code]) for code in subject.LEVELS))
        self._choices("body", [("", _("none: it is the government itself")), *((c, called(c)) for c in bodies())])
        self.suggested = identifiers.suggestions(self.party.name, self.party.country) if self.party else []
        if self.suggested:
            self.fields["subdivision"].widget.attrs["list"] = "subdivisions"
        if self.initial.get("belongs_to"):
            self.initial["belongs_to"] = party_written(self.initial["belongs_to"])

    def clean_geonames(self) -> int | None:
        return self._numbered(identifiers.geonames, "geonames")

    def clean_wikidata(self) -> str:
        return str(self._numbered(identifiers.wikidata, "wikidata"))

    def clean_subdivision(self) -> str:
        return str(self._numbered(identifiers.subdivision, "subdivision"))

    def _numbered(self, check: Callable[[Any], Any], name: str) -> Any:
        try:
            return check(self.cleaned_data[name])
        except CannotChange:
            example = str(self.fields[name].help_text)
            said = _("Not a number of %(whose)s, which looks like %(example)s.")
            raise forms.ValidationError(said, params={"whose": identifiers.CALLED[name], "example": example}) from None


class SameForm(PartyForm):
    same_as = PartyField(label=_("It is the same party as"))


class NewPartyForm(PartyForm):
    """A party by hand, where the gazetteer does not know it."""

    name = forms.CharField(label=_("Name"), max_length=200, help_text=_("In Latin letters, as others write it."))
    country = forms.ChoiceField(label=_("Country"), required=False)
    level = forms.ChoiceField(label=_("Level"))
    body = forms.ChoiceField(label=_("Body"), required=False)
    belongs_to = PartyField(label=_("Belongs to"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        levels = {"city": _("City"), "region": _("Province or region"), "country": _("Country")}
        self._choices("level", ((code, levels[code]) for code in subject.LEVELS))
        self._choices("body", [("", _("none: it is the government itself")), *((c, called(c)) for c in bodies())])
        territories = locale().territories
        known = sorted((name, code) for code, name in territories.items() if len(code) == 2 and code not in _NO_COUNTRY)
        self._choices("country", [("", _("not known")), *((code, name) for name, code in known)])

    @property
    def key(self) -> str:
        return f"{self.cleaned_data['name'].strip()}|{self.cleaned_data['country']}"

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in super().values().items() if name not in {"name", "country"} and value}


_NO_COUNTRY = {"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO"}

FORMS: dict[str, tuple[belongings.Part, type[PartyForm]]] = {
    "names": (belongings.NAME, NameForm),
    "offices": (belongings.HOLDER, HolderForm),
    "predecessors": (belongings.SUCCESSION, SuccessionForm),
    "contacts": (belongings.CONTACT, ContactForm),
}
