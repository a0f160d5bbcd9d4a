"""What belongs to a party: its names, who held its offices, what came before it, whom to write to.

Each row follows from decisions (`register/parties/`): `key` is that of its subject, `Jakarta|ID#12`. Rows without a
key come from the gazetteer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from ikrar.register.models.party import Party


class Detail(models.Model):
    """Something that people entered about a party."""

    key = models.CharField(max_length=300, unique=True, null=True, blank=True, help_text="Name|CC#decision")

    class Meta:
        abstract = True

    @property
    def number(self) -> int:
        """The decision that entered it."""
        return int((self.key or "#0").rpartition("#")[2])


class Dated(models.Model):
    """Something that held from a day to a day, as exactly as anybody knows."""

    since = models.CharField(max_length=32, null=True, blank=True, help_text="EDTF")
    until = models.CharField(max_length=32, null=True, blank=True, help_text="EDTF")
    since_day = models.DateField(null=True, blank=True)
    until_day = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True


class PartyName(Detail, Dated):
    class Kind(models.TextChoices):
        SHORT = "short"
        OFFICIAL = "official"

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="all_names")
    name = models.CharField(max_length=200)
    lang = models.CharField(max_length=8, default="", blank=True, help_text="Empty: the same in every language.")
    kind = models.CharField(max_length=16, choices=Kind.choices, default=Kind.SHORT)
    folded = models.CharField(max_length=200, default="", db_index=True, help_text="The name as search compares it.")

    class Meta:
        ordering = ["lang", F("since_day").asc(nulls_first=True), "id"]
        indexes = [models.Index(fields=["party", "lang"], name="party_name_of")]

    def __str__(self) -> str:
        return self.name


class OfficeHolder(Detail, Dated):
    """Who held an office, from when until when; `acting` is for one who filled in (Pj., Plt., 代理)."""

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="holders")
    post = models.CharField(max_length=24, help_text="Which office, as a code of the ontology.")
    title = models.CharField(max_length=200, default="", blank=True, help_text="As it is called there.")
    person = models.CharField(max_length=200)
    acting = models.BooleanField(default=False)
    note = models.TextField(default="", blank=True)

    class Meta:
        ordering = ["post", F("since_day").desc(nulls_last=True), "-id"]
        indexes = [models.Index(fields=["party", "post", "since_day"], name="office_holder_of")]

    def __str__(self) -> str:
        return self.person


class Succession(Detail):
    """One party took the place of another: renamed into a new body, merged with others, or split."""

    class How(models.TextChoices):
        REPLACED = "replaced"
        MERGED = "merged"
        SPLIT = "split"

    predecessor = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="later")
    successor = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="earlier")
    how = models.CharField(max_length=16, choices=How.choices, default=How.REPLACED)
    when = models.CharField(max_length=32, null=True, blank=True, help_text="EDTF")
    day = models.DateField(null=True, blank=True)
    note = models.TextField(default="", blank=True)

    class Meta:
        ordering = [F("day").asc(nulls_last=True), "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(predecessor=F("successor")), name="succession_of_two"),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"


class Personal(models.Model):
    """Values about a person that an entry of the journal refers to, and that can be erased.

    The journal keeps `token` and a hash of the values with `salt`. Erasing overwrites both values and salt, so that
    the hash says nothing any more.
    """

    token = models.CharField(max_length=32, unique=True)
    subject = models.CharField(max_length=500, db_index=True, help_text="type:key")
    values = models.JSONField(default=dict, blank=True)
    salt = models.CharField(max_length=64, default="", blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    erased_by = models.CharField(max_length=150, default="", blank=True)

    class Meta:
        verbose_name_plural = "personal"

    def __str__(self) -> str:
        return self.token


class Contact(Detail):
    """Whom to write to. Name, e-mail, phone and note are a person's: they lie in `Personal` and can be erased."""

    class Of(models.TextChoices):
        OFFICE = "office"
        EMBASSY = "embassy"
        CONSULATE = "consulate"
        OTHER = "other"

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="contacts")
    of = models.CharField(max_length=16, choices=Of.choices, default=Of.OFFICE)
    role = models.CharField(max_length=200, default="", blank=True, help_text="What the person does there.")
    personal = models.ForeignKey(Personal, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    if TYPE_CHECKING:
        personal_id: int | None

    class Meta:
        ordering = ["of", "id"]

    def __str__(self) -> str:
        return str(self.values.get("name") or self.role)

    @property
    def values(self) -> dict[str, str]:
        """Name, e-mail, phone and note, as far as they are not erased."""
        return dict(self.personal.values) if self.personal else {}

    @property
    def erased(self) -> bool:
        return self.personal is not None and self.personal.erased_at is not None
