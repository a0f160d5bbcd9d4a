"""Who may do what: one table of permissions, and how a page says which it needs.

    @allowed("review")                       # to see the page and to send its forms
    @allowed("enter", to_see="read")         # readers see the page; officers send its forms
    @own_account                             # whoever is signed in, about themselves
    permissions.may(person, "review")        # in the office at hand

A page that says nothing can be seen by readers and takes no forms at all (`office/middleware.py`).
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, TypeVar

from ikrar.office import current
from ikrar.office.models import Office
from ikrar.office.people import places

View = TypeVar("View", bound=Callable[..., Any])
READ = "read"


@dataclass(frozen=True, slots=True)
class Permission:
    code: str
    roles: frozenset[str]
    labels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Needs:
    """What a page asks of whoever sees it, and of whoever sends its forms. None: a place in no office is needed."""

    to_see: str | None = READ
    to_send: str | None = READ


OWN_ACCOUNT = Needs(None, None)


@cache
def table() -> Mapping[str, Permission]:
    """All permissions by code, in the order of the table."""
    rows = tomllib.loads((files("ikrar.office") / "permissions.toml").read_text("utf-8"))
    return MappingProxyType(
        {code: Permission(code, frozenset(row["roles"]), MappingProxyType(row["label"])) for code, row in rows.items()}
    )


@cache
def of_role(role: str) -> frozenset[str]:
    """The codes of all that a role may do; of no role, nothing."""
    return frozenset(p.code for p in table().values() if role in p.roles)


def may(person: Any, what: str, office: Office | None = None) -> bool:
    """Whether this person may do this in the office (the one at hand). Raises `KeyError` for an unknown permission."""
    roles, where = table()[what].roles, office or current.office()
    return any(p.role in roles for p in places(person) if p.office.database == where.database)


def allowed(what: str, *, to_see: str | None = None) -> Callable[[View], View]:
    """Mark a view with what it needs. Raises `KeyError` at once where the table has no such permission."""
    needs = Needs(table()[to_see or what].code, table()[what].code)

    def mark(view: View) -> View:
        view.needs = needs  # type: ignore[attr-defined]
        return view

    return mark


def own_account(view: View) -> View:
    """Mark a view that is about the person who is signed in and nothing of an office."""
    view.needs = OWN_ACCOUNT  # type: ignore[attr-defined]
    return view
