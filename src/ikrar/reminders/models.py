"""Who is reminded of what, and how. All of it lies beside the accounts, in the default database."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from ikrar.office.models import Office


class Digest(models.Model):
    """How often a person gets a letter about an office, and in which language."""

    class Every(models.TextChoices):
        NEVER = "never", _("Never")
        DAY = "day", _("Every day")
        WEEK = "week", _("Every week")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="digests")
    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="digests")
    every = models.CharField(max_length=8, choices=Every.choices, default=Every.NEVER)
    weekday = models.PositiveSmallIntegerField(default=0, validators=[MaxValueValidator(6)], help_text="0 is Monday.")
    hour = models.PositiveSmallIntegerField(default=7, validators=[MaxValueValidator(23)])
    language = models.CharField(max_length=16, default="en")
    mine = models.BooleanField(default=False, help_text="Only the pledges that the person looks after.")
    done_for = models.DateTimeField(null=True, blank=True, help_text="The time for which the last one was due.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "office"], name="digest_once")]

    def __str__(self) -> str:
        return f"{self.person} about {self.office}: {self.every}"


class FeedQuerySet(models.QuerySet["Feed"]):
    def open(self) -> FeedQuerySet:
        return self.filter(revoked_at=None)


class Feed(models.Model):
    """A private address at which a person's calendar asks for an office's dates. Only its hash is kept."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="feeds")
    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="feeds")
    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the secret in the address.")
    ending = models.CharField(max_length=8, help_text="The last signs of the secret, to tell addresses apart.")
    language = models.CharField(max_length=16, default="en")
    mine = models.BooleanField(default=False, help_text="Only the pledges that the person looks after.")
    made_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True, blank=True, help_text="When a calendar asked last.")
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = FeedQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return f"…{self.ending} of {self.person}"


class Announced(models.Model):
    """A date as calendars were told it: so that a change raises its number and a withdrawal is told, not hushed up."""

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="announced")
    name = models.CharField(max_length=80, help_text="What calendars know it by, within the office: 12-due")
    digest = models.CharField(max_length=64, help_text="Hash of its days and its kind.")
    start = models.DateField()
    end = models.DateField()
    title = models.TextField(default="", blank=True)
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()
    gone_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "name"], name="announced_once")]

    def __str__(self) -> str:
        return f"{self.name} {self.start}"
