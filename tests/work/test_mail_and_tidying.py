"""Mails are sent when the server takes them; what nobody needs any more is tidied away."""

from __future__ import annotations

import os
import smtplib
from datetime import timedelta

import pytest
from django.core import mail

from ikrar.work import uploads
from ikrar.work.doing.mailing import send_later
from ikrar.work.models import Job, Message
from ikrar.work.queue import ask
from tests.work.conftest import NOON

pytestmark = pytest.mark.django_db


def test_a_mail_is_sent_and_what_it_said_is_not_kept(do):
    job = do(send_later(["sari@example.org"], "Due this week", "Three pledges", at=NOON, html="<p>Three</p>"))
    assert job.state == "done"
    assert (mail.outbox[0].to, mail.outbox[0].body) == (["sari@example.org"], "Three pledges")
    assert mail.outbox[0].alternatives[0][1] == "text/html"
    assert job.given == {"to": ["sari@example.org"], "subject": "Due this week"}


def test_a_server_that_does_not_answer_is_asked_again(do, monkeypatch):
    def refused(self, messages):
        raise ConnectionRefusedError(111, "Connection refused")

    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refused)
        job = do(send_later(["sari@example.org"], "Due", "Three pledges", at=NOON))
    assert (job.state, job.failures) == ("queued", 1)
    assert "Connection refused" in Message.told(job.message)
    assert do(job).state == "done"
    assert len(mail.outbox) == 1


def test_a_recipient_whom_the_server_does_not_know_is_named(do, monkeypatch):
    def refused(self, messages):
        raise smtplib.SMTPRecipientsRefused({"nobody@example.org": (550, b"no such user")})

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refused)
    job = do(send_later(["nobody@example.org"], "Due", "Three pledges", at=NOON))
    assert (job.state, "nobody@example.org" in Message.told(job.message)) == ("failed", True)


def old(sha256: str) -> str:
    """An upload that was stored two days before the clock's now."""
    then = (NOON - timedelta(days=2)).timestamp()
    os.utime(uploads._place(sha256), (then, then))
    return sha256


def test_uploads_that_no_job_needs_are_removed_and_the_others_stay(do):
    waiting, failed, orphan = (old(uploads.keep([name])) for name in (b"waiting", b"failed", b"orphan"))
    fresh = uploads.keep([b"fresh"])
    os.utime(uploads._place(fresh), (NOON.timestamp(), NOON.timestamp()))
    ask("file", {"inputs": [{"sha256": waiting, "name": "a"}]}, at=NOON)
    job = ask("file", {"inputs": [{"sha256": failed, "name": "b"}]}, at=NOON)
    Job.objects.filter(pk=job.pk).update(state="failed", ended_at=NOON - timedelta(days=3))
    tidied = do(ask("tidy", at=NOON))
    assert tidied.result["uploads"] == 1
    assert set(uploads.stored()) == {waiting, failed, fresh}
    assert orphan not in uploads.stored()


def test_accounts_of_jobs_are_kept_for_a_year(do):
    for days in (364, 366):
        Job.objects.create(kind="file", state="done", asked_at=NOON, ended_at=NOON - timedelta(days=days))
    assert do(ask("tidy", at=NOON)).result["jobs"] == 1
