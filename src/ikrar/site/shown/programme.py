"""What was decided about a programme, its calls and its nominations, line by line: about what, and what it said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ikrar.ontology.programmes import label
from ikrar.programmes.models import Call, Nomination
from ikrar.programmes.subjects import CALL, NOMINATION, PROGRAMME
from ikrar.register.files import TYPE as FILE
from ikrar.register.models import Decision
from ikrar.register.subjects import parted, subject
from ikrar.site.forms.programmes import CallForm, ProgrammeForm, SelectionForm
from ikrar.site.shown.tongue import ontology_code

What = Decision.What
_FORMS = {PROGRAMME: ProgrammeForm, CALL: CallForm, NOMINATION: SelectionForm}
_GROUPS = {"state": "nomination", "attendance": "attendance"}  # of a nomination, what is told by its code


@dataclass(frozen=True, slots=True)
class Told:
    """One decision: the kind of thing it is about, that thing's name where the reader may know it, and what it said."""

    decision: Decision
    thing: str
    name: str
    said: str
    why: str


def told(decided: Iterable[Decision], calls: Iterable[Call], nominations: Iterable[Nomination]) -> list[Told]:
    """Decisions in the reader's words. Of nominations that are not given, nothing is told but that it was one."""
    known = {subject(NOMINATION, n.key): n for n in nominations}
    names = {subject(CALL, c.key): c.title for c in calls}
    names |= {named: _("erased") if n.erased else n.shown for named, n in known.items()}
    return [
        Told(d, thing(d.subject), "", "", "")
        if parted(d.subject)[0] == NOMINATION and d.subject not in known
        else Told(d, thing(d.subject), names.get(d.subject, ""), _said(d), d.why)
        for d in decided
    ]


def thing(named: str) -> str:
    """What a subject of the journal is, in a word."""
    words = {
        PROGRAMME: _("Programme"),
        CALL: _("Call"),
        NOMINATION: _("Nomination"),
        "contact": _("Contact"),
        FILE: _("File"),
    }
    return words.get(parted(named)[0], "")


def _said(decision: Decision) -> str:
    """What a change set: the state and attendance of a nomination by their words, all else by its name."""
    if decision.what != What.CHANGE:
        return ""
    type_ = parted(decision.subject)[0]
    said = []
    for name, value in decision.after.items():
        if type_ == NOMINATION and name in _GROUPS:
            said.append(label(_GROUPS[name], str(value), ontology_code()))
        elif label_ := _label(type_, name):
            said.append(label_)
    return ", ".join(said)


def _label(type_: str, name: str) -> str:
    if type_ == PROGRAMME and name == "costs":
        return _("Costs")
    fields = getattr(_FORMS.get(type_), "base_fields", {})
    field = fields.get(name) or fields.get(f"{name}_")
    return str(field.label) if field is not None and name != "reason" else ""
