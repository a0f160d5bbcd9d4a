"""A claim as it is kept: what the machine read, and what stands after people looked at it.

`read` is the claim as the engine read it. The other columns are what holds now: the same, or, where a
person corrected the claim, the corrected values. Rejected and superseded claims stand behind no entry.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from ikrar.register.models.document import StoredDocument
from ikrar.register.models.party import Party


class Review(models.TextChoices):
    UNREVIEWED = "unreviewed"
    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    REJECTED = "rejected"


class ClaimQuerySet(models.QuerySet["ClaimRecord"]):
    def live(self) -> ClaimQuerySet:
        """Claims that entries stand on."""
        return self.filter(superseded=False).exclude(review=Review.REJECTED)

    def with_parties(self) -> ClaimQuerySet:
        """Each claim with the parties that it is tied to now, in one query more."""
        return self.prefetch_related(
            models.Prefetch("links", queryset=ClaimParty.objects.select_related("party").order_by("position", "id"))
        )

    def inbox(self) -> ClaimQuerySet:
        """Claims that wait for a person, the surest first."""
        waiting = self.filter(superseded=False, review=Review.UNREVIEWED)
        return (
            waiting.select_related("document").defer("document__text", "document__folded").order_by("-confidence", "id")
        )


class ClaimRecord(models.Model):
    document = models.ForeignKey(StoredDocument, on_delete=models.CASCADE, related_name="claims")
    key = models.CharField(max_length=64, help_text="Hash of kind, state, parties and evidence as read.")
    kind = models.CharField(max_length=32)
    state = models.CharField(max_length=16)
    from_keys = models.JSONField(default=list, blank=True, help_text='["Name|CC"]')
    to_keys = models.JSONField(default=list, blank=True)
    party_keys = models.JSONField(default=list, blank=True)
    parties = models.ManyToManyField(Party, through="ClaimParty", related_name="claims")
    partnerships = models.ManyToManyField("register.Partnership", related_name="claims")
    what = models.TextField(default="", blank=True)
    fields = models.JSONField(default=list, blank=True, help_text="Codes of fields of cooperation")
    when = models.CharField(max_length=32, null=True, blank=True, help_text="EDTF")
    when_start = models.DateField(null=True, blank=True)
    when_end = models.DateField(null=True, blank=True)
    speaker = models.TextField(default="", blank=True)
    evidence = models.JSONField(default=list, help_text="[{start, end, quote}]")
    start = models.PositiveIntegerField(default=0, help_text="Where the evidence begins, for reading order.")
    confidence = models.FloatField(default=0.0)
    reasons = models.JSONField(default=list, blank=True)
    engine = models.CharField(max_length=64, default="", blank=True)
    review = models.CharField(max_length=16, choices=Review.choices, default=Review.UNREVIEWED)
    first_by = models.CharField(
        max_length=150, default="", blank=True, help_text="Who has confirmed it where a second person has to."
    )
    assigned_to = models.CharField(
        max_length=150, default="", blank=True, db_index=True, help_text="Who is to look at it."
    )
    found = models.BooleanField(default=True, help_text="The latest reading of the document finds it.")
    superseded = models.BooleanField(default=False, help_text="Found no more, or settled otherwise.")
    read = models.JSONField(default=dict, help_text="The claim as the engine read it.")

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ["document", "start", "id"]
        constraints = [models.UniqueConstraint(fields=["document", "key"], name="claim_once_a_document")]
        indexes = [
            models.Index(
                fields=["-confidence", "id"],
                condition=Q(superseded=False, review=Review.UNREVIEWED),
                name="claim_inbox",
            ),
            models.Index(fields=["kind", "when_start"], name="claim_kind"),
            # Of what was reviewed alone: an index of every review would look better to SQLite than the inbox's own.
            models.Index(
                fields=["review"], condition=Q(superseded=False) & ~Q(review=Review.UNREVIEWED), name="claim_reviewed"
            ),
            models.Index(fields=["key"], name="claim_key"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {' '.join(self.from_keys + self.to_keys + self.party_keys)}"

    @property
    def quote(self) -> str:
        """The words that carry it."""
        return " … ".join(e["quote"] for e in self.evidence)

    @property
    def live(self) -> bool:
        return not self.superseded and self.review != Review.REJECTED

    @property
    def reviewed(self) -> bool:
        return self.review != Review.UNREVIEWED


class ClaimParty(models.Model):
    """Who stands in a claim, and as what."""

    class Role(models.TextChoices):
        FROM = "from"
        TO = "to"
        PARTY = "party"

    claim = models.ForeignKey(ClaimRecord, on_delete=models.CASCADE, related_name="links")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="links")
    role = models.CharField(max_length=8, choices=Role.choices)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["claim", "party", "role"], name="claim_party_once")]
