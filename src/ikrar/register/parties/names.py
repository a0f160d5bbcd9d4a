"""A party's names: those of the gazetteer, made with its row, and those that people entered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from ikrar.model.folding import fold_name
from ikrar.places.called import names_of
from ikrar.register.database import update
from ikrar.register.models import Party, PartyName
from ikrar.register.parties.naming import Name

_BATCH = 500


def from_gazetteer(parties: Iterable[Party]) -> None:
    """Give these parties the names that the gazetteer knows of their places, in place of those it knew before."""
    wanted = list(parties)
    for i in range(0, len(wanted), _BATCH):
        batch = wanted[i : i + _BATCH]
        PartyName.objects.filter(party__in=batch, key=None).delete()
        PartyName.objects.bulk_create(
            PartyName(party=p, name=name, lang=lang, folded=fold_name(name)[:200])
            for p in batch
            if not p.body
            for lang, name in names_of(p.value).items()
        )
        show(batch)


def refresh_all() -> None:
    """The gazetteer's names of every party as its tables have them now; what has not changed is left as it is."""
    held: dict[int, set[tuple[str, str]]] = defaultdict(set)
    for pk, lang, name in PartyName.objects.filter(key=None).order_by().values_list("party", "lang", "name"):
        held[pk].add((lang, name))
    everyone = list(Party.objects.order_by("pk"))
    stale = [p for p in everyone if held[p.pk] != (set() if p.body else set(names_of(p.value).items()))]
    if stale:
        from_gazetteer(stale)
        show(stale)


def show(parties: Collection[Party]) -> None:
    """Bring `Party.names`, which pages read, to what the rows say."""
    known: dict[int, list[Any]] = {p.pk: [] for p in parties}
    for row in PartyName.objects.filter(party__in=list(known)).order_by("id"):
        known[row.party_id].append(_name(row))
    changed = [p for p in parties if p.names != known[p.pk]]
    for party in changed:
        party.names = known[party.pk]
    update(changed, ["names"])


def _name(row: PartyName) -> Name:
    return Name(
        name=row.name,
        lang=row.lang,
        kind=row.kind,
        since=row.since_day.isoformat() if row.since_day else None,
        until=row.until_day.isoformat() if row.until_day else None,
        hand=row.key is not None,
    )
