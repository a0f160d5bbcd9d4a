"""What search narrows by, as words of their own in the index: party, country, kind, type, status, field, language.

A facet is a word that begins with =, which no word of a text does: `=p12` is the party 12, `=cid` Indonesia.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ikrar.register.kinds import TYPES
from ikrar.register.models import ClaimRecord, Party, StoredDocument

ANY = "=any"  # Every document and every entry has it.
LETTERS = {"party": "p", "country": "c", "kind": "k", "type": "t", "status": "s", "field": "f", "lang": "l"}
_NAMES = {letter: name for name, letter in LETTERS.items()}
PLANNED, DONE = "planned", "done"


def facet(name: str, value: object) -> str:
    """`facet("party", 12)` is `=p12`."""
    return f"={LETTERS[name]}{str(value).lower()}"


def named(token: str) -> tuple[str, str] | None:
    """The name and the value of a facet; None for the one that all have."""
    name = _NAMES.get(token[1:2])
    return (name, token[2:]) if name and token != ANY else None


def _joined(found: Iterable[str]) -> str:
    return " ".join([ANY, *sorted(set(found))])


def of_document(document: StoredDocument) -> str:
    """From its language and its living claims."""
    living = ClaimRecord.objects.live().filter(document=document)
    parties = Party.objects.filter(links__claim__in=living)
    return of_claims(
        document.lang,
        living.order_by().values_list("kind", "fields"),
        parties.order_by().values_list("pk", "country").distinct(),
    )


def of_claims(lang: str, claims: Iterable[tuple[str, list[str]]], parties: Iterable[tuple[int, str]]) -> str:
    """From kind and fields of each claim, and id and country of each party."""
    found = [facet("lang", lang)] if lang else []
    for kind, fields in claims:
        found += _of_kind(kind, fields)
    for pk, country in parties:
        found += _of_party(pk, country)
    return _joined(found)


def of_entry(values: Mapping[str, Any], type_: str, parties: Iterable[tuple[int, str]], langs: Iterable[str]) -> str:
    """From its columns, its parties (id and country) and the languages of the documents it stands on."""
    found = [facet("type", type_), *_of_kind(values["kind"], values["fields"])]
    found.append(facet("status", values.get("status") or (PLANNED if values.get("planned") else DONE)))
    for pk, country in parties:
        found += _of_party(pk, country)
    found += [facet("lang", lang) for lang in langs if lang]
    return _joined(found)


def _of_kind(kind: str, fields: Iterable[str]) -> list[str]:
    found = [facet("kind", kind), *(facet("field", code) for code in fields)]
    return [*found, facet("type", TYPES[kind])] if kind in TYPES else found


def _of_party(pk: int, country: str) -> list[str]:
    return [facet("party", pk), facet("country", country)] if country else [facet("party", pk)]
