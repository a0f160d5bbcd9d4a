"""What an administrator sets about an office: its name and home, its times, how decisions hold, its stages."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from django import forms
from django.conf import settings as installation
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ikrar.office.models import NEVER, Office
from ikrar.ontology.stages import NEEDED, BadStages, Stage, actors, parsed, written
from ikrar.site.forms.decisions import party_key, party_written
from ikrar.site.shown.dates import number
from ikrar.site.shown.office import why_bad
from ikrar.site.shown.tongue import ontology_code

SCORES = ("0.5", "0.6", "0.7", "0.8", "0.9", "0.95")  # What is less than the first is not even proposed.
DAYS = {
    "expiring_days": "IKRAR_EXPIRING_DAYS",
    "notice_days": "IKRAR_NOTICE_DAYS",
    "review_days": "IKRAR_REVIEW_DAYS",
    "dormant_days": "IKRAR_DORMANT_DAYS",
}


@dataclass(frozen=True, slots=True)
class Group:
    """Some fields of a form under a heading; `code` names it on the page."""

    code: str
    name: str
    visible_fields: list[forms.BoundField]
    hidden_fields: tuple[()] = ()


class OfficeForm(forms.ModelForm):
    """The settings that are a value each. The office itself is left as it was until `set_settings`."""

    take_over = forms.ChoiceField(required=False, label=gettext_lazy("When a later text shows that a pledge was kept"))

    class Meta:
        model = Office
        fields = ("name", "home", "require_two_factor", *DAYS, "two_person", "take_over")
        labels = {
            "name": gettext_lazy("Name of the office"),
            "home": gettext_lazy("Whose office it is"),
            "expiring_days": gettext_lazy("An agreement is expiring (days before its end)"),
            "notice_days": gettext_lazy("It is to be decided on (days before the last day for notice)"),
            "review_days": gettext_lazy("Look again at a pledge without a date after (days)"),
            "dormant_days": gettext_lazy("A partnership sleeps after (days without an act)"),
            "two_person": gettext_lazy("A second person confirms each claim"),
            "require_two_factor": gettext_lazy("Everybody signs in with a code as well"),
        }
        help_texts = {
            "name": gettext_lazy("It stands at the head of every page."),
            "home": gettext_lazy("A party with its country: Jakarta (ID). It stands first in every pair."),
            "two_person": gettext_lazy(
                "A claim counts as confirmed once two people have said so. A correction shows at once and waits for "
                "the second person; a rejection holds at once."
            ),
            "require_two_factor": gettext_lazy(
                "Whoever has no second factor is asked to set one up before they see anything."
            ),
        }

    def __init__(self, data: Any = None, *, office: Office) -> None:
        initial = {"home": party_written(office.home) if office.home else ""}
        super().__init__(data, instance=copy(office), initial=initial)
        for name, fallback in DAYS.items():
            days = number(getattr(installation, fallback))
            self.fields[name].help_text = _("Empty: %(days)s, as this installation has it.") % {"days": days}
        for one in self.fields.values():
            one.show_hidden_initial = True  # Only what its writer changed is set, whatever others set meanwhile.
        field = self.fields["take_over"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = taking_over(office.take_over)
        field.help_text = _(
            "A person judges what is less sure. What was taken over can be taken back like any decision."
        )

    def clean_home(self) -> str:
        given = self.cleaned_data["home"].strip()
        return party_key(given) if given else ""

    def changes(self) -> dict[str, Any]:
        """What was changed, by name."""
        return {name: self.cleaned_data[name] for name in self.changed_data}

    def groups(self) -> Iterable[Group]:
        for code, name, fields in (
            ("office", _("The office"), ("name", "home", "require_two_factor")),
            ("times", _("Times"), tuple(DAYS)),
            ("deciding", _("Decisions"), ("two_person", "take_over")),
        ):
            yield Group(code, name, [self[field] for field in fields])


def taking_over(held: str = "") -> list[tuple[str, str]]:
    """The scores to choose from; with that of the installation, and the one that is held."""
    known = sorted({*SCORES, *({held} if held not in ("", NEVER) else ())}, key=float)
    of_all = installation.IKRAR_TAKE_OVER
    given = score(str(of_all)) if of_all is not None else _("a person judges each")
    return [
        ("", _("As this installation has it: %(how)s") % {"how": given}),
        (NEVER, _("A person judges each")),
        *((value, score(value)) for value in known),
    ]


def score(value: str) -> str:
    return _("It is taken over by itself from a score of %(score)s on") % {"score": number(float(value))}


class StagesForm(forms.Form):
    """An office's own stages: as a file, or as they stand in the field."""

    file = forms.FileField(
        required=False,
        label=gettext_lazy("A file with the stages (TOML)"),
        widget=forms.FileInput(attrs={"accept": ".toml,text/plain"}),
    )
    text = forms.CharField(
        required=False,
        label=gettext_lazy("Or change them here"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 18, "spellcheck": "false", "class": "code"}),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        where, text = "text", given.get("text", "")
        if given.get("file"):
            where = "file"
            try:
                text = given["file"].read().decode("utf-8-sig")
            except UnicodeDecodeError:
                self.add_error("file", _("This is no text: write the file as UTF-8."))
                return given
        text = text.replace("\r\n", "\n")
        try:
            parsed(text)
        except BadStages as e:
            self.add_error(where, why_bad(e))
        return given | {"stages": text}


class StageRow(forms.Form):
    """One stage of the sequence; an empty row is none."""

    code = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    label_id = forms.CharField(label=gettext_lazy("Indonesian"), max_length=80)
    label_en = forms.CharField(label=gettext_lazy("English"), max_length=80)
    label_zh = forms.CharField(label=gettext_lazy("Chinese"), max_length=80)
    acts = forms.ChoiceField(label=gettext_lazy("Who has to act"))
    concludes = forms.BooleanField(required=False, label=gettext_lazy("puts the agreement in force"))

    def __init__(self, *args: Any, actors: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["acts"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "–"), *actors]


class _Rows(forms.BaseFormSet):
    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["ORDER"].label = _("Order")
        form.fields["DELETE"].label = _("Leave out")
        form.order_fields(["ORDER"])


_Formset = forms.formset_factory(StageRow, formset=_Rows, extra=2, can_order=True, can_delete=True, max_num=60)


def sequence(text: str, data: Any = None) -> forms.BaseFormSet:
    """The rows of the stages that are written in this text, in their order, and two for new ones."""
    tongue = ontology_code()
    choices = [(code, labels.get(tongue) or labels["en"]) for code, labels in actors(text).items()]
    rows = [
        {"code": s.code, "acts": s.actor, "concludes": s.concludes}
        | {f"label_{lang}": s.labels[lang] for lang in NEEDED}
        for s in parsed(text).values()
    ]
    return _Formset(data, initial=rows, prefix="s", form_kwargs={"actors": choices})


def sequence_text(text: str, rows: forms.BaseFormSet) -> str:
    """The stages as the rows have them, as TOML; what rows do not show of a stage stays. Raises `BadStages`."""
    known, who = parsed(text), actors(text)
    made: dict[str, Stage] = {}
    for row in rows.ordered_forms:
        given = row.cleaned_data
        if not given.get("label_en"):
            continue
        code = given["code"] if given["code"] in known else _new_code(given["label_en"], {*known, *made})
        before = known.get(code) or Stage(code, {}, "", {}, {})
        labels = dict(before.labels) | {lang: given[f"label_{lang}"] for lang in NEEDED}
        acts = given["acts"]
        made[code] = replace(before, labels=labels, actor=acts, actors=who[acts], concludes=given["concludes"])
    written_ = written(made.values(), who)
    parsed(written_)
    return written_


def _new_code(label: str, taken: set[str]) -> str:
    base = slugify(label)[:36].strip("-").replace("_", "-") or "stage"
    return next(code for n in count(1) if (code := base if n == 1 else f"{base}-{n}") not in taken)
