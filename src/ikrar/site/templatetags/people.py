"""How the pages write what concerns people and parties: roles, sessions, contacts, terms of office."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import gettext as _

from ikrar.office.models import Role
from ikrar.site.shown import party

register = template.Library()

register.filter("tongue_of", party.tongue)
register.filter("office_of", party.office_of)
register.filter("succeeded", party.how)


@register.filter
def office_role(code: str) -> str:
    """What a role in an office is called."""
    return str(Role(code).label)


@register.filter
def roles_named(detail: str) -> str:
    """reviewer → officer, in the reader's language; what is no role stays as it is."""
    labels = {role.value: str(role.label) for role in Role}
    return " → ".join(labels.get(part, part) for part in detail.split(" → "))


@register.filter
def browser(agent: str) -> str:
    """The browser and the system that a session's program says it is; its own words where it names none we know."""
    name = next((shown for mark, shown in _BROWSERS if mark in agent), "")
    system = next((shown for mark, shown in _SYSTEMS if mark in agent), "")
    return ", ".join(part for part in (name, system) if part) or agent[:60] or _("unknown")


# The first mark that stands in what a browser says of itself: each of them also names those whose ways it has.
_BROWSERS = (("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))


_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


@register.filter
def held(what: Any) -> str:
    """From when until when a name or an office was held."""
    return party.period(what.since, what.until)


@register.filter
def of_contact(code: str) -> str:
    return party.choice("of", code)


@register.filter
def dialled(phone: str) -> str:
    """A number of a telephone as a link takes it."""
    return "".join(c for c in phone if c.isdigit() or c == "+")


@register.filter
def level(code: str) -> str:
    """What sort of place a party governs."""
    return {"city": _("City"), "region": _("Province or region"), "country": _("Country")}.get(code, code)
