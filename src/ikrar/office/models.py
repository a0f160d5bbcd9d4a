"""Offices and who works in them. All of it lies in the default database."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import DEFAULT_DB_ALIAS, models
from django.utils.translation import gettext_lazy as _

SLUG = RegexValidator(r"^[a-z][a-z0-9]*(-[a-z0-9]+)*\Z", _("Small letters, digits and hyphens; a letter first."))
_DAYS = (MinValueValidator(1), MaxValueValidator(3650))


class OfficeManager(models.Manager["Office"]):
    def first_office(self) -> Office:
        """The office whose register lies in the default database; made where there is none."""
        return self.get_or_create(database=DEFAULT_DB_ALIAS, defaults={"slug": "main"})[0]


class Office(models.Model):
    """An office with its settings. What it leaves open is as the environment says: `office.settings`."""

    slug = models.CharField(max_length=40, unique=True, validators=[SLUG])
    name = models.CharField(max_length=200, default="", blank=True)
    database = models.CharField(max_length=60, unique=True, help_text="Where its register lies, in Django's words.")
    home = models.CharField(max_length=300, default="", blank=True, help_text="The party whose office it is: Name|CC")
    review_days = models.PositiveSmallIntegerField(null=True, blank=True, validators=_DAYS)
    dormant_days = models.PositiveSmallIntegerField(null=True, blank=True, validators=_DAYS)
    require_two_factor = models.BooleanField(default=False)
    two_person = models.BooleanField(default=False, help_text="A second person confirms what one has decided.")
    made_at = models.DateTimeField(auto_now_add=True)

    objects = OfficeManager()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name or self.slug


class Role(models.TextChoices):
    """What a person may do in an office, the least first; `permissions.toml` says what that is."""

    READER = "reader", _("Reader")
    OFFICER = "officer", _("Officer")
    REVIEWER = "reviewer", _("Reviewer")
    ADMINISTRATOR = "administrator", _("Administrator")


class MembershipQuerySet(models.QuerySet["Membership"]):
    def active(self) -> MembershipQuerySet:
        return self.filter(ended_at=None)


class Membership(models.Model):
    """A person's place in an office. One that has ended is kept: the journal speaks of people who have left."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=16, choices=Role.choices)
    since = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["office", "id"]
        constraints = [models.UniqueConstraint(fields=["person", "office"], name="membership_once")]

    def __str__(self) -> str:
        return f"{self.person} in {self.office}: {self.role}"
