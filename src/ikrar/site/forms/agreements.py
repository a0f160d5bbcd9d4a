"""What people know of an agreement, as an officer writes it: all its details, a stage of its preparation, a file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ikrar.model.edtf import interval
from ikrar.ontology import fields as field_codes
from ikrar.ontology.instruments import instruments, manners
from ikrar.ontology.stages import Stages
from ikrar.register import agreement_details as checks
from ikrar.register.agreement_details import STAGE
from ikrar.register.files import WHATS
from ikrar.register.models import Decision
from ikrar.register.values import CannotChange
from ikrar.site.forms.dates import DateField, understood
from ikrar.site.forms.decisions import party_key
from ikrar.site.shown.agreement import language_name, named
from ikrar.site.shown.tongue import ontology_code
from ikrar.site.shown.words import called

LANGUAGES = ("id", "en", "zh", "ja", "ko", "ar", "de", "es", "fr", "ms", "nl", "pt", "ru", "th", "vi")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_PIECES = re.compile(r"\s*[;；]\s*")
_COLON = re.compile(r"\s*[:：;；]\s*")
_PARTED = re.compile(r"\s*[;；]\s*|\s*[,，、]\s*")


def _date(label: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget)


def _lines(label: Any, help_text: Any) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=8000, widget=forms.Textarea(attrs={"rows": 3}), help_text=help_text
    )


def _text(label: Any, most: int = 500, help_text: Any = "") -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=most, help_text=help_text)


def _months(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=1, max_value=1200)


class Details(forms.Form):
    """All that people may say of an agreement.

    `base` is what stood when the page was made (by the names of `editable`): only what differs from it is saved.
    """

    instrument = forms.ChoiceField(label=_("Type"), required=False)
    what = _text(_("What it is called"))
    when = DateField(label=_("Signed on"))
    place = _text(_("Signed at"))
    manner = forms.ChoiceField(label=_("How it was signed"), required=False)
    signatories = _lines(_("Who signed"), _("One a line: name, office"))
    languages = forms.MultipleChoiceField(
        label=_("Languages of the text"), required=False, widget=forms.CheckboxSelectMultiple
    )
    valid_from = _date(_("Valid from"))
    valid_until = _date(_("Valid until"))
    duration = _months(_("Duration in months"))
    renewal = _months(_("Renews itself every … months"))
    notice = _months(_("Notice before its end, in months"))
    extensions = _lines(
        _("Extensions"), _("One a line, the day agreed and until when: 31 January 2023; 30 January 2026")
    )
    amendments = _lines(_("Amendments"), _("One a line: date, what was changed"))
    end_given = _date(_("Notice given on"))
    end_on = _date(_("Ended with"))
    end_by = _text(_("Ended by"))
    end_why = _text(_("Why it ended"))
    parent = forms.ChoiceField(label=_("Under which instrument"), required=False)
    our_number = _text(_("Our number"), 200)
    their_number = _text(_("Their number"), 200)
    original = _text(_("Where the original lies"))
    fields_ = forms.MultipleChoiceField(label=_("Fields"), required=False, widget=forms.CheckboxSelectMultiple)
    note = forms.CharField(
        label=_("Remarks"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    why = _text(_("Why (for the journal)"))

    def __init__(self, *args: Any, parents: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, auto_id="agreement-%s", **kwargs)
        lang = ontology_code()
        self._offer(
            "instrument", [("", gettext("as its name says"))] + [(c, i.label(lang)) for c, i in instruments().items()]
        )
        self._offer("manner", [("", "")] + [(c, named(labels)) for c, labels in manners().items()])
        self._offer("parent", [("", ""), *parents])
        self._offer("fields_", [(code, called(code)) for code in sorted(field_codes(), key=called)])
        known = dict.fromkeys([*LANGUAGES, *self._given_languages()])
        self._offer("languages", [(code, language_name(code)) for code in known])
        for name in ("first", "second", "what", "place"):
            if name in self.fields:
                self.fields[name].widget.attrs.setdefault("autocomplete", "off")

    def _given_languages(self) -> list[str]:
        """Languages beyond those offered that stand already, or were sent."""
        sent = self.data.getlist("languages") if hasattr(self.data, "getlist") else self.data.get("languages", ())
        return [c for c in [*self.initial.get("languages", ()), *sent] if checks._LANGUAGE.match(c)]

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean_signatories(self) -> list[dict[str, str]]:
        rows = [_PARTED.split(line, maxsplit=1) for line in _written(self.cleaned_data["signatories"])]
        return [{"name": row[0].strip(), "office": row[1].strip() if len(row) > 1 else ""} for row in rows]

    def clean_extensions(self) -> list[dict[str, str | None]]:
        found = []
        for line in _written(self.cleaned_data["extensions"]):
            days = _DAY.findall(line) or [day for day in map(understood, _PIECES.split(line)) if day]
            if not 1 <= len(days) <= 2:
                raise forms.ValidationError(_("“%(line)s”: write the day agreed, then the day until which it holds."),
                                            params={"line": line})  # fmt: skip
            found.append({"on": days[0], "until": days[1] if len(days) > 1 else None})
        return _checked(checks.extensions, found)

    def clean_amendments(self) -> list[dict[str, str]]:
        found = []
        for line in _written(self.cleaned_data["amendments"]):
            found.append(_dated(line))
        return _checked(checks.amendments, found)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        begins, until = data.get("valid_from"), data.get("valid_until")
        if begins and until and until < begins:
            self.add_error("valid_until", _("It cannot end before it begins."))
        if (data.get("end_by") or data.get("end_why")) and not (data.get("end_on") or data.get("end_given")):
            self.add_error("end_on", _("Say with which day it ends, or when notice was given."))
        if data.get("notice") and data.get("duration") and data["notice"] > data["duration"]:
            self.add_error("notice", _("The time for notice is longer than the agreement."))
        return data

    def values(self) -> dict[str, Any]:
        """What was written, as JSON, by the names of `editable`."""
        d = self.cleaned_data
        ending = {"on": d["end_on"], "given": d["end_given"], "by": d["end_by"].strip(), "why": d["end_why"].strip()}
        texts = ("what", "when", "place", "instrument", "manner", "parent", "our_number", "their_number", "original")
        made: dict[str, Any] = {name: d.get(name, "").strip() for name in (*texts, "note")}
        made |= {name: d[name] for name in ("languages", "signatories", "extensions", "amendments")}
        made |= {name: d[name] for name in ("duration", "renewal", "notice")}
        made |= {name: checks.day(d[name]) for name in ("valid_from", "valid_until")}
        return made | {"termination": checks.termination(ending), "fields": sorted(d["fields_"])}

    def changes(self, base: Mapping[str, Any]) -> dict[str, Any]:
        """Only what differs from what its writer had before them."""
        return {name: value for name, value in self.values().items() if (value or None) != (base.get(name) or None)}


def as_written(now: Mapping[str, Any]) -> dict[str, Any]:
    """What holds (by the names of `editable`), as the form's fields show it."""
    ending = now.get("termination") or {}
    texts = (
        "what",
        "when",
        "place",
        "instrument",
        "manner",
        "parent",
        "our_number",
        "their_number",
        "original",
        "note",
    )
    made: dict[str, Any] = {name: now.get(name) or "" for name in texts}
    made |= {name: now.get(name) or "" for name in ("valid_from", "valid_until", "duration", "renewal", "notice")}
    made |= {"languages": list(now.get("languages") or ()), "fields_": list(now.get("fields") or ())}
    made |= {f"end_{name}": ending.get(name) or "" for name in ("on", "given", "by", "why")}
    made["signatories"] = "\n".join(
        ", ".join(part for part in (s["name"], s["office"]) if part) for s in now.get("signatories") or ()
    )
    made["extensions"] = "\n".join(f"{e['on']} {e['until'] or ''}".strip() for e in now.get("extensions") or ())
    made["amendments"] = "\n".join(f"{a['on']} {a['what']}".strip() for a in now.get("amendments") or ())
    return made


# The fields of the form in which each detail is written.
FIELDS_OF = {"fields": ("fields_",), "termination": ("end_on", "end_given", "end_by", "end_why")}

ENDING = ("amendments", "end_given", "end_on", "end_by", "end_why")
GROUPS = (
    (_("The instrument"), ("instrument", "what", "our_number", "their_number", "parent", "original")),
    (_("Its signing"), ("when", "place", "manner", "signatories", "languages")),
    (_("How long it binds"), ("valid_from", "valid_until", "duration", "renewal", "notice", "extensions")),
    (_("Changes and end"), ENDING),
    (_("Fields and remarks"), ("fields_", "note", "why")),
)


class NewAgreement(Details):
    """An agreement of which no document tells, or not yet: signed, or in preparation."""

    first = forms.CharField(label=_("Between"), max_length=300)
    second = forms.CharField(label=_("and"), max_length=300)
    state = forms.ChoiceField(
        label=_("How far it has come"),
        choices=[("done", _("signed")), ("planned", _("in preparation"))],
        widget=forms.RadioSelect,
        initial="done",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["parent"]  # What it may stand under is known once it has its parties.

    @property
    def between(self) -> tuple[forms.BoundField, forms.BoundField]:
        """The two fields that stand first."""
        return self["first"], self["second"]

    def clean_first(self) -> str:
        return party_key(self.cleaned_data["first"])

    def clean_second(self) -> str:
        return party_key(self.cleaned_data["second"])

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("first") and data["first"] == data.get("second"):
            self.add_error("second", _("An agreement is between two parties."))
        if not data.get("what") and not data.get("instrument"):
            self.add_error("instrument", _("Say what type it is, or what it is called."))
        return data

    def entered(self, today: date) -> dict[str, Any]:
        """What `entry_details.enter` takes; what was left empty is left out."""
        d = self.cleaned_data
        made = {name: value for name, value in self.values().items() if value}
        made["what"] = made.get("what") or instruments()[d["instrument"]].label(ontology_code())
        made |= {"kind": "agreement", "state": d["state"], "parties": [d["first"], d["second"]]}
        return made | ({"told": today.isoformat()} if d["state"] == "planned" else {})


class StageRecord(forms.Form):
    """That a stage was entered, and left."""

    stage = forms.ChoiceField(label=_("Stage"))
    entered = DateField(period=False, label=_("Entered on"), required=True)
    left = DateField(period=False, label=_("Completed on"), help_text="")
    person = forms.CharField(label=_("Who looks after it"), max_length=150, required=False)
    note = forms.CharField(label=_("Note"), max_length=1000, required=False)

    def __init__(self, *args: Any, stages: Stages, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="stage-%s", **kwargs)
        field = self.fields["stage"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(code, s.label(ontology_code())) for code, s in stages.items()]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        began, ended = interval(data.get("entered")), interval(data.get("left"))
        if began and ended and ended.end < began.start:
            self.add_error("left", _("A stage cannot be completed before it was entered."))
        return data

    def change(self) -> dict[str, Any]:
        d = self.cleaned_data
        return {STAGE + d["stage"]: {name: d[name] or None for name in ("entered", "left", "person", "note")}}


class Attach(forms.Form):
    file = forms.FileField(label=_("File"), max_length=255)
    what = forms.ChoiceField(label=_("What it is"))
    note = forms.CharField(label=_("Note"), max_length=500, required=False)

    def __init__(self, *args: Any, ident: str = "attach", **kwargs: Any) -> None:
        from ikrar.site.shown.agreement import file_what

        super().__init__(*args, auto_id=f"{ident}-%s", **kwargs)
        field = self.fields["what"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(code, file_what(code)) for code in WHATS]


def conflicts(form: Details, base: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """After somebody else's change: what the form shows now (theirs where its writer changed nothing, else what was
    written), and what stands now of the details that both changed.
    """
    mine = form.changes(base)
    merged = dict(now) | mine
    both = {name: now.get(name) for name in mine if (now.get(name) or None) != (base.get(name) or None)}
    return as_written(merged), both


def sent_base(given: str) -> dict[str, Any]:
    """What the writer had before them, as the page sent it along; nothing where that makes no sense."""
    try:
        base = json.loads(given)
    except ValueError:
        return {}
    return base if isinstance(base, dict) else {}


def changed_names(decisions: Iterable[Decision]) -> list[str]:
    """The names that these decisions changed, each once."""
    return list(dict.fromkeys(name for d in decisions for name in (d.after or d.before)))


def _written(given: str) -> list[str]:
    return [line.strip() for line in given.splitlines() if line.strip()]


def _dated(line: str) -> dict[str, str]:
    """A line that begins with a date ("2023-01-31 …", "31 January 2023: …"), or has none."""
    first, _colon, rest = _COLON.sub(":", line, count=1).partition(":")
    if rest and (day := understood(first)):
        return {"on": day, "what": rest}
    first, _space, rest = line.partition(" ")
    if interval(first):  # A word alone that could be a month is one of the text's.
        return {"on": first, "what": rest.strip()}
    return {"on": "", "what": line}


def _checked(check: Any, value: Any) -> Any:
    try:
        return check(value)
    except CannotChange:
        raise forms.ValidationError(
            _("These days make no sense: each has to be a day, the first before the second.")
        ) from None
