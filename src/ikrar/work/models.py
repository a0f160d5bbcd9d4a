"""What people see of work: jobs with their progress, line by line what came of them, and who is at work.

These tables lie in the default database, whatever office a job is for. The queue itself is that of django-tasks; a
job is the account of it that is kept.
"""

from __future__ import annotations

from typing import Any

from django.db import DEFAULT_DB_ALIAS, models
from django.db.models import Q
from django.utils.translation import gettext


class State(models.TextChoices):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAULTY = "faulty"  # Done, with faults: some of it could not be done, and each such thing is named.
    FAILED = "failed"
    CANCELLED = "cancelled"


ENDED = (State.DONE, State.FAULTY, State.FAILED, State.CANCELLED)


VERBATIM = "%(what)s"  # For what cannot be told but in the words in which it came.


def storable(text: str) -> str:
    """A text as every database can hold it: without what is no character."""
    return text.replace("\x00", "\ufffd").encode("utf-8", "replace").decode("utf-8")


class Message(dict[str, Any]):
    """Words for people in whatever language they read: a text that catalogues know, and what is filled into it."""

    @classmethod
    def of(cls, text: str, **values: Any) -> Message:
        """A value may be words of its own with what they are about (`Refused`, `CannotChange`): kept as such."""
        return cls(text=text, values={name: _kept(value) for name, value in values.items()})

    @staticmethod
    def told(kept: dict[str, Any] | None) -> str:
        """The message as a line in the language at hand."""
        if not kept or not kept.get("text"):
            return ""
        said = gettext(kept["text"])
        values = {name: _told(value) for name, value in kept.get("values", {}).items()}
        return said % values if values else said


def _kept(value: Any) -> str | dict[str, Any]:
    if not getattr(value, "words", ""):
        return storable(str(value))
    return {"words": value.words, "about": {name: storable(str(one)) for name, one in value.about.items()}}


def _told(value: str | dict[str, Any]) -> str:
    if isinstance(value, str):
        return value
    words, about = value["words"], value["about"]
    return gettext(words).format(**about) if about else gettext(words)


class JobQuerySet(models.QuerySet["Job"]):
    def light(self) -> JobQuerySet:
        """For lists: without what may be long."""
        return self.defer("given", "kept", "result")

    def unfinished(self) -> JobQuerySet:
        return self.exclude(state__in=ENDED)


class Job(models.Model):
    kind = models.CharField(max_length=40)
    office = models.CharField(max_length=64, default=DEFAULT_DB_ALIAS, help_text="The database of its register.")
    about = models.CharField(max_length=300, default="", blank=True, help_text="What it is done to, in a few words.")
    given = models.JSONField(default=dict, help_text="What the kind needs to know.")
    who = models.CharField(max_length=150, default="", blank=True, help_text="Empty: the schedule.")
    state = models.CharField(max_length=12, choices=State.choices, default=State.QUEUED)
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    done = models.PositiveIntegerField(default=0)
    of = models.PositiveIntegerField(null=True, blank=True, help_text="How many steps there are, once that is known.")
    message = models.JSONField(default=dict, blank=True, help_text="{text, values}: what it is at, or how it ended.")
    result = models.JSONField(default=dict, blank=True)
    kept = models.JSONField(default=dict, blank=True, help_text="What the next attempt has to know to go on.")
    attempts = models.PositiveIntegerField(default=0, help_text="Also the fence: who writes must be the latest one.")
    falls = models.PositiveSmallIntegerField(default=0, help_text="How often its worker died since it last got on.")
    failures = models.PositiveSmallIntegerField(default=0, help_text="How often it had to be tried again.")
    worker = models.CharField(max_length=100, default="", blank=True)
    heartbeat = models.DateTimeField(null=True, blank=True)
    cancel_asked_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.CharField(max_length=150, default="", blank=True)
    task = models.UUIDField(null=True, blank=True, help_text="Its place in the queue.")

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["office", "-id"], name="job_of_office"),
            models.Index(fields=["state"], condition=Q(state__in=["queued", "running"]), name="job_unfinished"),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.kind} {self.state}"

    @property
    def ended(self) -> bool:
        return self.state in ENDED

    @property
    def can_be_cancelled(self) -> bool:
        return not self.ended and self.cancel_asked_at is None

    @property
    def can_be_retried(self) -> bool:
        """Whether something is left to do: what failed, was cancelled, or had faults."""
        return self.state in (State.FAULTY, State.FAILED, State.CANCELLED)


class Level(models.TextChoices):
    DONE = "done"
    WARNING = "warning"
    FAULT = "fault"


class JobLine(models.Model):
    """A step that was done, or what was wrong with it. `key` names the step; a step with a line is not done again."""

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="lines")
    key = models.CharField(max_length=200)
    level = models.CharField(max_length=8, choices=Level.choices, default=Level.DONE)
    about = models.TextField(default="", blank=True, help_text="The file, row or document.")
    message = models.JSONField(default=dict, blank=True, help_text="{text, values}")
    values = models.JSONField(default=dict, blank=True, help_text="What came of it, for the kind's own page.")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["job", "key"], name="job_step_once")]
        indexes = [models.Index(fields=["job", "level", "id"], name="job_lines")]

    def __str__(self) -> str:
        return f"{self.about}: {Message.told(self.message)}"


class Slot(models.Model):
    """A time at which something of the schedule was due. It is written once, so it is done once."""

    name = models.CharField(max_length=40)
    office = models.CharField(max_length=64, default=DEFAULT_DB_ALIAS)
    at = models.DateTimeField()
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, blank=True, related_name="slots")

    class Meta:
        ordering = ["-at"]
        constraints = [models.UniqueConstraint(fields=["name", "office", "at"], name="slot_once")]

    def __str__(self) -> str:
        return f"{self.name} at {self.at:%Y-%m-%d %H:%M}"


class WorkerSign(models.Model):
    """A sign of life of a worker, so that the pages can say when nobody is at work."""

    name = models.CharField(max_length=100, unique=True)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.name


class TableImport(models.Model):
    """A list of the office's own on its way into the register: the file, what its columns hold, what came of it."""

    office = models.CharField(max_length=64, default=DEFAULT_DB_ALIAS)
    name = models.CharField(max_length=255, help_text="The file's.")
    sha256 = models.CharField(max_length=64)
    sheet = models.CharField(max_length=255, default="", blank=True)
    columns = models.JSONField(default=dict, help_text="What -> number of the column, from 0")
    choices = models.JSONField(default=dict, blank=True, help_text="name|CC as written -> the party that is meant")
    who = models.CharField(max_length=150)
    at = models.DateTimeField()
    checked = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    imported = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["office", "-id"], name="import_of_office")]

    def __str__(self) -> str:
        return self.name

    @property
    def batch(self) -> str:
        """What names its decisions in the journal."""
        return f"import:{self.sha256[:12]}:{self.pk}"


class ColumnMapping(models.Model):
    """Which headers hold what in a kind of list, kept under a name for next time."""

    office = models.CharField(max_length=64, default=DEFAULT_DB_ALIAS)
    name = models.CharField(max_length=80)
    headers = models.JSONField(default=dict, help_text="What -> header")

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["office", "name"], name="mapping_once")]

    def __str__(self) -> str:
        return self.name
