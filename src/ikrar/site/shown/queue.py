"""The claims that wait for a person, in an order that has a next and a previous without counting."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Q, QuerySet

from ikrar.register.models import ClaimRecord


@dataclass(frozen=True, slots=True)
class Queue:
    """All that wait, the surest first; of the documents that a job filed; of one document, in reading order."""

    document: int | None = None
    job: int | None = None
    of_job: tuple[int, ...] = ()

    def all(self) -> QuerySet[ClaimRecord]:
        return self.within(ClaimRecord.objects.inbox().with_parties())

    def within(self, claims: QuerySet[ClaimRecord]) -> QuerySet[ClaimRecord]:
        """Those of these claims that the queue is about."""
        if self.document:
            return claims.filter(document_id=self.document).order_by("start", "id")
        return claims.filter(document_id__in=self.of_job) if self.job else claims

    @property
    def query(self) -> str:
        """How an address names the queue; empty for all that wait."""
        named = {"document": self.document, "job": self.job}
        return urlencode({name: value for name, value in named.items() if value})

    def _past(self, claim: ClaimRecord, forward: bool) -> Q:
        if self.document:
            column, value, up = "start", claim.start, forward
        else:
            column, value, up = "confidence", claim.confidence, not forward
        more = Q(**{f"{column}__{'gt' if up else 'lt'}": value})
        return more | Q(**{column: value, f"id__{'gt' if forward else 'lt'}": claim.pk})

    def after(self, claim: ClaimRecord, many: int = 1) -> list[ClaimRecord]:
        return list(self.all().filter(self._past(claim, True))[:many])

    def before(self, claim: ClaimRecord, many: int = 1) -> list[ClaimRecord]:
        """Those before it, nearest last."""
        found = self.all().filter(self._past(claim, False)).reverse()[:many]
        return list(found)[::-1]

    def next(self, claim: ClaimRecord) -> ClaimRecord | None:
        """The one to look at when this one is done: the next, else the first that still waits."""
        following = self.after(claim)
        return following[0] if following else self.all().exclude(pk=claim.pk).first()
