"""Values about a person: they lie beside the journal, not in it, and can be erased for good.

A decision about a contact holds a token and a hash; what was entered lies in `Personal` under the token. The hash
is made with a salt that is erased with the values, so that nobody can find them again by trying.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping
from typing import Any

from ikrar.register.database import alias, connection
from ikrar.register.models import Decision, Personal
from ikrar.register.parties.checks import Check, checked
from ikrar.register.signals import erased


def new_token() -> str:
    return secrets.token_hex(16)


def keep(values: Mapping[str, Any], subject: str, token: str = "") -> dict[str, str]:
    """Keep these values (under this token); gives what the journal holds of them."""
    row = Personal(token=token or new_token(), subject=subject, values=dict(values), salt=secrets.token_hex(32))
    row.save()
    return {"personal": row.token, "digest": digest(row)}


def apart(about: Mapping[str, Check], given: Mapping[str, Any], now: Mapping[str, Any], subject: str) -> dict[str, Any]:
    """What is given without the values about a person, named in `about` with how each is checked.

    Those are kept under `subject`, together with the ones that were kept before; the rest gets their token and hash.
    `now` is what the journal holds so far. Raises `CannotChange`.
    """
    rest = {name: value for name, value in given.items() if name not in about}
    personal = checked(about, {name: value for name, value in given.items() if name in about})
    held = row(str(now.get("personal") or ""))
    before = dict.fromkeys(about, "") | dict(held.values if held else {})
    wanted = before | personal
    if not personal or wanted == before:
        return rest
    return rest | keep({name: value for name, value in wanted.items() if value}, subject)


def row(token: str) -> Personal | None:
    """What is kept under this token."""
    return Personal.objects.filter(token=token).first() if token else None


def follow(subjects: Iterable[str]) -> None:
    """What was kept knows whose it is, and what was to be erased is: also where the decision was taken back since."""
    for decision in Decision.objects.filter(subject__in=list(subjects)).order_by("number"):
        token = decision.after.get("personal")
        if token:
            Personal.objects.filter(token=token).exclude(subject=decision.subject).update(subject=decision.subject)
        if decision.what == Decision.What.CHANGE and decision.after.get("erased"):
            erase(decision)


def digest(row: Personal) -> str:
    """The hash by which the journal vouches for the values."""
    content = json.dumps([row.salt, row.values], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(content.encode()).hexdigest()


def tokens_of(subject: str) -> list[str]:
    """What is kept about a person and not erased yet."""
    found = Personal.objects.filter(subject=subject, erased_at=None).order_by("pk")
    return list(found.values_list("token", flat=True))


def erase(decision: Decision) -> None:
    """Overwrite what this decision says is to be erased. It cannot be undone: nothing is left to bring back."""
    tokens = decision.after.get("erased") or []
    rows = Personal.objects.filter(token__in=tokens, erased_at=None)
    if not rows:
        return
    held = connection()
    if held.vendor == "sqlite":
        with held.cursor() as cursor:  # The old bytes are overwritten on the page too, not only let go.
            cursor.execute("PRAGMA secure_delete = ON")
    rows.update(values={}, salt="", erased_at=decision.at, erased_by=decision.who)
    erased.send(Personal, alias=alias())


def sound(row: Personal, said: Mapping[str, Any]) -> bool:
    """Whether what is kept is what the journal says was entered."""
    return row.erased_at is not None or digest(row) == said.get("digest")
