"""The register as plain values that can be compared: without ids, in a fixed order."""

from __future__ import annotations

from typing import Any

from ikrar.register.models import Entry, Partnership, Party
from ikrar.register.writing import MODELS

_NO_MATTER = {"id", "entry_ptr", "partnership", "party", "folded", "headline", "status_claim", "facets"}


def snapshot() -> dict[str, list[Any]]:
    """Parties, partnerships and entries with their evidence."""
    parties = {p.pk: p.key for p in Party.objects.all()}
    pairs = {p.pk: (parties[p.party_a_id], parties[p.party_b_id]) for p in Partnership.objects.all()}
    return {
        "parties": sorted((_party(p, parties) for p in Party.objects.all()), key=repr),
        "partnerships": sorted((pairs[p.pk], p.since, p.status, str(p.last_act)) for p in Partnership.objects.all()),
        "entries": sorted((_entry(e, pairs, parties) for e in _entries()), key=repr),
    }


def _party(party: Party, parties: dict[int, str]) -> tuple[Any, ...]:
    described = [party.level, party.body, party.kept, party.geonames, party.wikidata, party.subdivision, party.names]
    described += [parties.get(party.belongs_to_id or 0), parties.get(party.same_as_id or 0)]
    held = [(h.key, h.post, h.title, h.person, h.acting, h.since, h.until) for h in party.holders.order_by("key")]
    came = [(s.key, parties[s.predecessor_id], s.how, s.when) for s in party.earlier.order_by("key")]
    contacts = [(c.key, c.of, c.role, c.values) for c in party.contacts.order_by("key")]
    return party.key, described, held, came, contacts


def _entries() -> list[Entry]:
    return [e for model in MODELS.values() for e in model.objects.with_evidence()]


def _entry(entry: Entry, pairs: dict[int, tuple[str, str]], parties: dict[int, str]) -> dict[str, Any]:
    values: dict[str, Any] = {"of": pairs.get(entry.partnership_id or 0) or parties.get(entry.party_id or 0)}
    for column in entry._meta.concrete_fields:
        if column.name in _NO_MATTER:
            continue
        value = getattr(entry, column.attname)
        values[column.name] = parties.get(value) if column.is_relation else value
    values["evidence"] = [(x.claim.document.sha256, x.claim.key, x.role) for x in entry.evidence.all()]
    values["entered"] = [(x.number, x.role) for x in entry.entered.order_by("number")]
    return values
