"""The claims that wait for a person, in an order that has a next and a previous without counting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast

from ikrar.ontology import fields as field_codes
from ikrar.register.kinds import KINDS
from ikrar.register.models import ClaimParty, ClaimRecord, EntryClaim
from ikrar.site.given import number_in

# How sure: at least, and below.
SURE = {"high": (0.9, 1.01), "middle": (0.7, 0.9), "low": (0.0, 0.7)}
NOBODY, ME = "-", "me"


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits, the surest first; of one document, in reading order; of the documents that a job filed.

    Each part narrows it, and all are in the address.

    `to` is a user name, `me`, or `-` for nobody; `second` asks for those that one person has confirmed already.
    `me` is who looks, and no part of the address.
    """

    document: int | None = None
    kind: str = ""
    party: int | None = None
    country: str = ""
    field: str = ""
    sure: str = ""
    to: str = ""
    conflict: bool = False
    second: bool = False
    job: int | None = None
    of_job: tuple[int, ...] = ()
    me: str = ""

    @property
    def query(self) -> str:
        """As it stands in an address, without the question mark; empty for all."""
        parts = {name: value for name, value in asdict(self).items() if value and name not in {"me", "of_job"}}
        return urlencode({name: 1 if value is True else value for name, value in parts.items()})

    @property
    def narrowed(self) -> bool:
        return bool(self.query)

    def all(self) -> QuerySet[ClaimRecord]:
        waiting = self._narrowed(ClaimRecord.objects.inbox().with_parties())
        return waiting.order_by("start", "id") if self.document else waiting

    def done(self) -> QuerySet[ClaimRecord]:
        """What was reviewed of the same."""
        return self._narrowed(ClaimRecord.objects.filter(superseded=False).exclude(review="unreviewed"))

    def _narrowed(self, found: QuerySet[ClaimRecord]) -> QuerySet[ClaimRecord]:
        where = Q()
        if self.document:
            where &= Q(document_id=self.document)
        if self.job:
            where &= Q(document_id__in=self.of_job)
        if self.kind:
            where &= Q(kind=self.kind)
        if self.party:
            where &= Q(pk__in=ClaimParty.objects.filter(party=self.party).values("claim"))
        if self.country:
            where &= Q(pk__in=ClaimParty.objects.filter(party__country=self.country).values("claim"))
        if self.sure:
            least, below = SURE[self.sure]
            where &= Q(confidence__gte=least, confidence__lt=below)
        if self.to:
            where &= Q(assigned_to={NOBODY: "", ME: self.me}.get(self.to, self.to))
        if self.conflict:
            where &= Q(Exists(EntryClaim.objects.filter(claim=OuterRef("pk")).exclude(entry__disputed="")))
        if self.second:
            where &= ~Q(first_by="")
        if self.field:
            found = found.annotate(named=Cast("fields", TextField()))
            where &= Q(named__contains=f'"{self.field}"')
        return found.filter(where)

    def _past(self, claim: ClaimRecord, forward: bool) -> Q:
        """Those beyond it: one condition that an index serves, and one that leaves out what stands before it there."""
        if self.document:
            column, value, up = "start", claim.start, forward
        else:
            column, value, up = "confidence", claim.confidence, not forward
        near = Q(**{f"{column}__{'gte' if up else 'lte'}": value})
        return near & ~Q(**{column: value, f"id__{'lte' if forward else 'gte'}": claim.pk})

    def after(self, claim: ClaimRecord, many: int = 1) -> list[ClaimRecord]:
        return list(self.offered().filter(self._past(claim, True))[:many])

    def before(self, claim: ClaimRecord, many: int = 1) -> list[ClaimRecord]:
        """Those before it, nearest last."""
        found = self.offered().filter(self._past(claim, False)).reverse()[:many]
        return list(found)[::-1]

    def mine(self) -> QuerySet[ClaimRecord]:
        """Those that this person can still say something about: not what waits for a second one after them."""
        return self.all().exclude(first_by=self.me) if self.me else self.all()

    def offered(self) -> QuerySet[ClaimRecord]:
        """Those to walk through: all that wait for a second person where those are asked for, else one's own to do."""
        return self.all() if self.second else self.mine()

    def first(self) -> ClaimRecord | None:
        return self.mine().first()

    def next(self, claim: ClaimRecord) -> ClaimRecord | None:
        """The one to look at when this one is done: the next, else the first that still waits."""
        following = self.mine().filter(self._past(claim, True)).first()
        return following or self.mine().exclude(pk=claim.pk).first()


def queue(given: Mapping[str, Any], me: str = "") -> Queue:
    """The queue that an address asks for; what it does not know is passed over."""
    told = {f.name: str(given.get(f.name, "")).replace("\0", "").strip()[:150] for f in fields(Queue)}
    return Queue(
        document=_number(told["document"]),
        kind=told["kind"] if told["kind"] in KINDS else "",
        party=_number(told["party"]),
        country=told["country"].upper() if len(told["country"]) == 2 else "",
        field=told["field"] if told["field"] in field_codes() else "",
        sure=told["sure"] if told["sure"] in SURE else "",
        to=told["to"],
        conflict=bool(told["conflict"]),
        second=bool(told["second"]),
        me=me,
    )


def _number(told: str) -> int | None:
    return number_in(told) or None
