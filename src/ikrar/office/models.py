"""Offices and who works in them. All of it lies in the default database."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import DEFAULT_DB_ALIAS, models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

SLUG = RegexValidator(r"^[a-z][a-z0-9]*(-[a-z0-9]+)*\Z", _("Small letters, digits and hyphens; a letter first."))
_DAYS = (MinValueValidator(1), MaxValueValidator(3650))
NEVER = "never"  # Nothing is taken over by itself, whatever the installation does.


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
    expiring_days = models.PositiveSmallIntegerField(null=True, blank=True, validators=_DAYS)
    notice_days = models.PositiveSmallIntegerField(null=True, blank=True, validators=_DAYS)
    take_over = models.CharField(max_length=8, default="", blank=True, help_text="A score from 0 to 1, or never.")
    stages = models.TextField(default="", blank=True, help_text="The stages of its agreements, as TOML.")
    require_two_factor = models.BooleanField(default=False)
    two_person = models.BooleanField(default=False, help_text="A second person confirms what one has decided.")
    made_at = models.DateTimeField(auto_now_add=True)

    objects = OfficeManager()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        """Its name. Of the first office, which needs no making, a name for it in the reader's language until then."""
        return self.name or (gettext("Our office") if self.database == DEFAULT_DB_ALIAS else self.slug)


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


class Preferences(models.Model):
    """What a person has settled for themselves. Made when they first settle something."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="preferences")
    language = models.CharField(max_length=10, default="", blank=True, help_text="The browser's where empty.")

    class Meta:
        verbose_name_plural = "preferences"

    def __str__(self) -> str:
        return f"{self.person}"


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def waiting(self) -> InvitationQuerySet:
        """Neither accepted nor revoked; those that ran out are among them and can be sent again."""
        return self.filter(accepted_at=None, revoked_at=None)


class Invitation(models.Model):
    """Somebody was asked into an office. The link that lets them in holds `nonce`: sending it anew ends the old one."""

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField()
    role = models.CharField(max_length=16, choices=Role.choices)
    nonce = models.CharField(max_length=32)
    invited_by = models.CharField(max_length=150)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "email"],
                condition=models.Q(accepted_at=None, revoked_at=None),
                name="invitation_waits_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.email} into {self.office} as {self.role}"


class Change(models.Model):
    """What was done about the people of an office or its settings: who did it, when, about whom. Only ever added to."""

    class What(models.TextChoices):
        INVITED = "invited", _("invited")
        SENT_AGAIN = "sent-again", _("invited again")
        REVOKED = "revoked", _("took back the invitation of")
        JOINED = "joined", _("accepted the invitation for")
        ROLE = "role", _("changed the role of")
        ENDED = "ended", _("ended the membership of")
        BACK = "back", _("gave the membership back to")
        SESSIONS = "sessions", _("ended the sessions of")
        SETTINGS = "settings", _("changed the settings:")

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="changes")
    at = models.DateTimeField()
    who = models.CharField(max_length=150)
    what = models.CharField(max_length=16, choices=What.choices)
    about = models.CharField(max_length=300, help_text="An account's name, an address, names of settings.")
    detail = models.CharField(max_length=300, default="", blank=True)
    before = models.JSONField(default=dict, blank=True, help_text="Of settings: what was set before, by name.")
    after = models.JSONField(default=dict, blank=True, help_text="Of settings: what has been set since, by name.")
    undoes = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="undone_by",
        help_text="What it takes back.",
    )

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["office", "-id"], name="change_latest")]

    def __str__(self) -> str:
        return f"{self.who} {self.what} {self.about}"
