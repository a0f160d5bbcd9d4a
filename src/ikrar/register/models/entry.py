"""An entry: one thing in the register. It stands on claims, on what was entered by hand, or on both.

Every kind of entry (agreement, encounter, commitment, activity, trait) is a table of its own on top of
this one, so that a timeline or a search is one query and each kind keeps its own columns.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from ikrar.register.models.claim import ClaimRecord
from ikrar.register.models.partnership import Partnership
from ikrar.register.models.party import Party


class EntryQuerySet(models.QuerySet["Entry"]):
    def with_parties(self) -> EntryQuerySet:
        return self.select_related("partnership__party_a", "partnership__party_b", "party")

    def with_evidence(self) -> EntryQuerySet:
        """Each entry with its claims and their documents (without the texts), in one query more.

        The claims are joined and not fetched after: on SQLite, Django asks for the far ends of more than a
        thousand links in a way that SQLite refuses.
        """
        links = EntryClaim.objects.select_related("claim__document").order_by("position")
        heavy = ("text", "folded", "headline", "facets")
        left_out = (*(f"claim__document__{name}" for name in heavy), "claim__read", "claim__reasons")
        return self.prefetch_related(models.Prefetch("evidence", queryset=links.defer(*left_out)))


class Entry(models.Model):
    class Type(models.TextChoices):
        AGREEMENT = "agreement"
        ENCOUNTER = "encounter"
        COMMITMENT = "commitment"
        ACTIVITY = "activity"
        TRAIT = "trait"

    type = models.CharField(max_length=16, choices=Type.choices)
    kind = models.CharField(max_length=32, help_text="The kind of claim that founded it.")
    partnership = models.ForeignKey(
        Partnership, on_delete=models.CASCADE, null=True, blank=True, related_name="entries"
    )
    party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, blank=True, related_name="entries")
    what = models.TextField(default="", blank=True, help_text="Instrument, event, programme or object.")
    fields = models.JSONField(default=list, blank=True)
    when = models.CharField(max_length=32, null=True, blank=True, help_text="EDTF")
    when_start = models.DateField(null=True, blank=True)
    when_end = models.DateField(null=True, blank=True)
    first_told = models.DateField(null=True, blank=True, help_text="The first publication that tells of it.")
    last_told = models.DateField(null=True, blank=True)
    day = models.DateField(null=True, blank=True, help_text="Its place on a timeline: its date, else when it was told.")
    confidence = models.FloatField(default=0.0)
    folded = models.TextField(default="", help_text="The words that prove it, as search compares them.")
    headline = models.TextField(default="", blank=True, help_text="What it is about, as search compares it.")
    facets = models.TextField(default="", blank=True, help_text="What search narrows by: its kind, fields, parties.")
    claims = models.ManyToManyField(ClaimRecord, through="EntryClaim", related_name="entries")
    disputed = models.CharField(
        max_length=64,
        default="",
        blank=True,
        help_text="On what its sources disagree, with commas; empty: nothing.",
    )
    note = models.TextField(default="", blank=True, help_text="The office's own remarks.")

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["-day", "-id"]
        verbose_name_plural = "entries"
        constraints = [
            models.CheckConstraint(
                condition=Q(partnership__isnull=False, party__isnull=True)
                | Q(partnership__isnull=True, party__isnull=False),
                name="entry_of_a_pair_or_a_party",
            )
        ]
        indexes = [
            models.Index(fields=["partnership", "type", "-day"], include=["id"], name="entry_partnership"),
            models.Index(fields=["party", "type", "-day"], name="entry_party"),
            models.Index(fields=["type", "-day"], name="entry_type"),
            models.Index(fields=["-day", "-id"], name="entry_newest"),
            models.Index(fields=["-last_told"], name="entry_told"),
            models.Index(fields=["-day", "-id"], condition=~Q(disputed=""), name="entry_disputed"),
        ]

    def __str__(self) -> str:
        return self.what or self.kind

    @property
    def parties(self) -> tuple[Party, ...]:
        if self.partnership is not None:
            return self.partnership.parties
        return (self.party,) if self.party else ()


class EntryClaim(models.Model):
    """One of the claims that an entry stands on, and what it says about the entry."""

    class Role(models.TextChoices):
        STATES = "states"
        PREPARES = "prepares"
        RENEWS = "renews"
        ENDS = "ends"
        ACCEPTS = "accepts"

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="evidence")
    claim = models.ForeignKey(ClaimRecord, on_delete=models.CASCADE, related_name="entry_links")
    role = models.CharField(max_length=16, choices=Role.choices, default=Role.STATES)
    position = models.PositiveSmallIntegerField(default=0, help_text="0 is the claim that founded the entry.")

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["entry", "claim"], name="entry_claim_once")]
