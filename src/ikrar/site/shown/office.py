"""The settings of an office in words: what was changed, and what is wrong with stages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ikrar.office.models import NEVER, Change
from ikrar.ontology.stages import BadStages, parsed
from ikrar.site.forms.decisions import party_written
from ikrar.site.shown.dates import number
from ikrar.site.shown.tongue import listed


def why_bad(fault: BadStages) -> str:
    """What is wrong with stages, and where."""
    says = {
        "unreadable": _("The stages cannot be read from %(path)s: %(why)s"),
        "too-long": _("More than %(most)s characters are no file of stages."),
        "no-toml": _("This is no TOML: %(why)s"),
        "no-tables": _("[%(where)s.…] has to hold tables."),
        "unknown": _("%(where)s: Ikrar knows nothing called “%(name)s” here."),
        "bad-code": _("%(where)s: a code has letters, digits and hyphens, 40 at most."),
        "no-actor": _("%(where)s: “acts” has to be one of %(known)s."),
        "no-label": _("%(where)s: the label is missing in %(missing)s."),
        "no-list": _("%(where)s: “%(name)s” has to be a list of texts in quotation marks."),
        "no-yes": _("%(where)s: “%(name)s” has to be true or false."),
        "none": _("There are no stages in it."),
        "no-conclusion": _("One stage has to put the agreement in force: concludes = true."),
    }
    return says[fault.code] % fault.values


@dataclass(frozen=True, slots=True)
class Changed:
    """A change of settings: of each that was changed, its name and what it was and is, in words."""

    line: Change
    what: tuple[tuple[str, str, str], ...]
    undone_by: Change | None

    @property
    def names(self) -> str:
        return listed(name for name, _before, _after in self.what)

    @property
    def may_be_undone(self) -> bool:
        return self.undone_by is None and bool(self.line.after)


def changed(lines: Iterable[Change], labels: dict[str, str]) -> list[Changed]:
    """Changes of settings for a page; `labels` are what the settings are called."""
    made = []
    for line in lines:
        what = tuple(
            (labels.get(name, name), _value(name, line.before.get(name)), _value(name, value))
            for name, value in line.after.items()
        )
        made.append(Changed(line, what, getattr(line, "undone_by", None)))
    return made


def _value(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name == "stages" and value:
        return _stages(value)
    if name == "take_over" and value:
        return _("A person judges each") if value == NEVER else _("from %(score)s on") % {"score": number(float(value))}
    if value in (None, ""):
        return "–" if name in ("name", "home") else _("as the installation has it")
    if name == "home":
        return party_written(value)
    return number(value) if isinstance(value, int) else str(value)


def _stages(text: str) -> str:
    try:
        n = len(parsed(text))
    except BadStages:
        return _("its own")
    return ngettext("its own, %(n)s stage", "its own, %(n)s stages", n) % {"n": number(n)}
