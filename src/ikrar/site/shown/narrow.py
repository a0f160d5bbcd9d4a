"""By what the inbox can be narrowed: the choices of its form, in the reader's words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from ikrar.ontology import fields as field_codes
from ikrar.register.kinds import KINDS
from ikrar.register.models import ClaimParty, ClaimRecord, Party
from ikrar.site.shown.queue import ME, NOBODY, Queue
from ikrar.site.shown.words import called, country

LOOKED_AT = 1000
OFFERED = 300

Choices = Sequence[tuple[str, str]]


class Narrow:
    """The choices of each part; parties and countries are those that stand in the surest `LOOKED_AT` that wait."""

    def __init__(self, queue: Queue, people: Iterable[str]) -> None:
        self.queue = queue
        self.people = list(people)

    @cached_property
    def parts(self) -> list[tuple[str, str, str, Choices]]:
        """Name, label, what is chosen, what can be chosen."""
        q = self.queue
        waiting = ClaimRecord.objects.filter(superseded=False, review="unreviewed").order_by("-confidence", "id")
        links = ClaimParty.objects.filter(claim__in=waiting.values("pk")[:LOOKED_AT]).order_by()
        named = Q(pk__in=links.values("party")) | Q(pk=q.party)
        parties = list(Party.objects.filter(named).only("name", "country").order_by("name", "country")[:OFFERED])
        countries = sorted({p.country for p in parties if p.country}, key=country)
        to = [(ME, _("me")), (NOBODY, _("nobody")), *((name, name) for name in self.people if name != q.me)]
        return [
            ("kind", _("Kind"), q.kind, [(k, called(k)) for k in sorted(KINDS, key=called)]),
            ("party", _("Party"), str(q.party or ""), [(str(p.pk), f"{p.name} ({p.country})") for p in parties]),
            ("country", _("Country"), q.country, [(c, country(c)) for c in countries]),
            ("field", _("Field"), q.field, [(f, called(f)) for f in sorted(field_codes(), key=called)]),
            ("sure", _("Confidence"), q.sure, self._sure()),
            ("to", _("Assigned to"), q.to, to),
        ]

    @staticmethod
    def _sure() -> Choices:
        return [("high", _("90% and more")), ("middle", _("70% to 89%")), ("low", _("below 70%"))]

    @property
    def chosen(self) -> list[str]:
        """What is chosen, in words."""
        said = [dict(choices).get(value, value) for _name, _label, value, choices in self.parts if value]
        if self.queue.conflict:
            said.append(_("sources disagree"))
        if self.queue.second:
            said.append(_("waits for a second person"))
        return said
