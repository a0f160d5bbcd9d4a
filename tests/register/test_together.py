"""Several people and programs at once: nothing is lost, nothing counts twice."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from ikrar.register.decisions import confirm
from ikrar.register.filing import file_reading
from ikrar.register.integrity import check
from ikrar.register.models import ClaimRecord, Commitment, Decision, EntryClaim
from tests.register.build import invites, met, reading

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite in memory has one writer"),
]


def at_once(*calls: Callable[[], object]) -> None:
    """Run these in threads with connections of their own; an error in one is an error."""
    wrong: list[BaseException] = []

    def run(call: Callable[[], object]) -> None:
        try:
            call()
        except BaseException as error:
            wrong.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_the_same_document_filed_by_several_at_once_is_filed_once():
    one = reading("Shanghai invites Jakarta to its expo.", invites("invites Jakarta"))
    at_once(*[lambda: file_reading(one)] * 6)
    assert Commitment.objects.get().evidence.count() == 1
    assert check() == []


def test_the_same_act_told_by_documents_filed_at_once_is_one_entry():
    told = [reading(f"Outlet {i}: Shanghai invites Jakarta.", invites("invites Jakarta")) for i in range(8)]
    at_once(*[lambda one=one: file_reading(one) for one in told])
    assert Commitment.objects.get().evidence.count() == 8
    assert check() == []


def test_decisions_made_at_once_are_all_in_the_journal_without_a_gap():
    said = [f"No. {i} they met" for i in range(8)]
    file_reading(reading(". ".join(said), *[met(s, when=f"2023-04-0{i + 1}") for i, s in enumerate(said)]))
    claims = list(ClaimRecord.objects.all())
    at_once(*[lambda claim=claim: confirm(claim, by="ayu") for claim in claims])
    assert list(Decision.objects.values_list("number", flat=True)) == list(range(1, 9))
    assert EntryClaim.objects.filter(claim__review="confirmed").count() == 8
    assert check() == []
