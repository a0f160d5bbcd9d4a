"""Documents that tell the same nearly word for word: found when one is filed, kept as the number of their group.

A group is what hangs together by texts that share at least 0.8 of their shingles. It does not depend on the order
in which documents came.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import F, Q

from ikrar.documents.sketch import ALIKE, WORTH_A_LOOK, Sketch, jaccard, shingles, sketch_of, unpacked
from ikrar.register.database import insert, lock
from ikrar.register.models import SketchBand, StoredDocument, StoredSketch

_LOCK = 0x6B656D62  # "kemb": two documents that come at the same time look for their copies one after the other.


class Tables(NamedTuple):
    """Where documents, sketches and bands are kept: the managers of now, or those of a migration."""

    documents: Any
    sketches: Any
    bands: Any


NOW = Tables(StoredDocument.objects, StoredSketch.objects, SketchBand.objects)


def group(document: StoredDocument, tables: Tables = NOW) -> None:
    """Sketch a document that was just filed, and put it with its copies. Sets `document.copies`."""
    held = shingles(document.text)
    made = sketch_of(held)
    if made is None:
        return
    if tables is NOW:
        lock(_LOCK)
    same = tables.sketches.filter(Q(digest=made.digest) | Q(document=document.pk)).order_by("document")
    known = list(same.values_list("document", flat=True))
    if document.pk in known:
        return
    first = known[0] if known else None
    kept = tables.sketches.create(document_id=document.pk, digest=made.digest, mins=made.packed)
    if first is None:
        alike = _alike(made, held, tables)
        _keep(kept, made, tables)
    else:
        alike = [first]
    if alike:
        _unite(document, alike, tables)


def _keep(kept: Any, made: Sketch, tables: Tables) -> None:
    """The bands of a sketch. Twenty rows a document: too many to make an object of each."""
    values = sorted(set(made.bands))
    if tables is NOW:
        insert(SketchBand, ("sketch", "value"), ((kept.pk, value) for value in values))
    else:
        tables.bands.bulk_create(tables.bands.model(sketch=kept, value=value) for value in values)


def _alike(made: Sketch, held: frozenset[str], tables: Tables) -> list[int]:
    """One document of each group that holds a copy."""
    near = tables.bands.filter(value__in=made.bands).values_list("sketch", flat=True).distinct()
    rows = tables.sketches.filter(document__in=list(near)).values_list("document", "digest", "mins", "document__copies")
    guessed = ((made.alike(unpacked(bytes(mins), digest)), pk, copies or pk) for pk, digest, mins, copies in rows)
    found: dict[int, int] = {}
    for guess, pk, whole in sorted(guessed, reverse=True):
        if guess >= WORTH_A_LOOK and whole not in found:
            text = tables.documents.values_list("text", flat=True).get(pk=pk)
            if jaccard(held, shingles(text)) >= ALIKE:
                found[whole] = pk
    return list(found.values())


def _unite(document: StoredDocument, alike: list[int], tables: Tables) -> None:
    """The group's number is the lowest id in it."""
    members = [document.pk, *alike]
    groups = set(tables.documents.filter(pk__in=alike).exclude(copies=None).values_list("copies", flat=True))
    number = min([*members, *groups])
    tables.documents.filter(Q(pk__in=members) | Q(copies__in=groups)).exclude(copies=number).update(copies=number)
    document.copies = number


def copies_of(document: StoredDocument) -> list[StoredDocument]:
    """The other documents that tell the same nearly word for word, the first published first."""
    if document.copies is None:
        return []
    others = StoredDocument.objects.light().filter(copies=document.copies).exclude(pk=document.pk)
    return list(others.order_by(F("published_day").asc(nulls_last=True), "pk"))


def independent(documents: Iterable[tuple[int, int | None]]) -> int:
    """How many sources do not copy each other. Each document is given by its id and `copies`."""
    return len({copies or -pk for pk, copies in documents})
