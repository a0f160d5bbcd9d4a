"""A job goes step by step from the queue to its end; it can be cancelled, tried again, and loses nothing."""

from __future__ import annotations

import pytest
from django.db import OperationalError
from django_tasks_db.models import DBTaskResult

from ikrar.work.kinds import NoSuchKind
from ikrar.work.models import Job, Message
from ikrar.work.queue import CannotChangeJob, ask, cancel, retry
from ikrar.work.run import Failed, TryAgain
from ikrar.work.running import attempt
from tests.work.conftest import NOON

pytestmark = pytest.mark.django_db


def test_a_job_that_is_asked_for_waits_in_the_queue(counting):
    assert (counting.state, counting.who, counting.asked_at) == ("queued", "sari", NOON)
    assert DBTaskResult.objects.get(pk=counting.task).status == "READY"


def test_a_kind_that_nobody_knows_cannot_be_asked_for():
    with pytest.raises(NoSuchKind, match="fly"):
        ask("fly", at=NOON)
    assert not Job.objects.exists()


def test_a_job_is_done_step_by_step(counting, steps, do):
    job = do(counting)
    assert (job.state, job.done, job.of, job.result) == ("done", 5, 5, {"sum": 15})
    assert steps.done == [1, 2, 3, 4, 5]
    assert [line.about for line in job.lines.all()][:2] == ["number 1", "number 2"]


def test_a_job_is_done_once_however_often_the_queue_brings_it(counting, steps, do, place):
    do(counting)
    assert attempt(counting.pk, place) is None
    assert steps.done == [1, 2, 3, 4, 5]


def test_faults_of_steps_are_named_and_the_rest_is_done(counting, steps, do):
    steps.at[3] = lambda run: run.fault("3!", "number 3", "It is %(what)s.", what="odd")
    job = do(counting)
    assert (job.state, job.done) == ("faulty", 5)
    assert [str(line) for line in job.lines.filter(level="fault")] == ["number 3: It is odd."]


def test_a_job_that_waits_is_cancelled_at_once(counting, do, steps):
    cancel(counting, who="budi", at=NOON)
    assert (counting.state, counting.cancelled_by) == ("cancelled", "budi")
    assert do(counting).state == "cancelled"
    assert steps.done == []


def test_a_job_at_work_is_cancelled_before_its_next_step_and_keeps_what_was_done(counting, steps, do):
    steps.at[2] = lambda run: cancel(run.job, who="budi", at=NOON)
    job = do(counting)
    assert (job.state, job.done, job.ended_at) == ("cancelled", 2, NOON)
    assert steps.done == [1, 2]


def test_what_has_ended_cannot_be_cancelled(counting, do):
    do(counting)
    with pytest.raises(CannotChangeJob):
        cancel(counting, who="budi", at=NOON)


def test_a_cancelled_job_that_is_tried_again_goes_on_where_it_was(counting, steps, do):
    steps.at[2] = lambda run: cancel(run.job, who="budi", at=NOON)
    do(counting)
    retry(counting)
    job = do(counting)
    assert (job.state, job.done, steps.done) == ("done", 5, [1, 2, 3, 4, 5])


def test_trying_again_does_the_faulty_steps_alone(counting, steps, do):
    def stumble(run):
        run.fault("3", "number 3", "It was locked.")
        steps.at.clear()
        raise Failed("No way")

    steps.at[3] = stumble
    assert do(counting).state == "failed"
    retry(counting)
    job = do(counting)
    assert (job.state, steps.done, job.lines.filter(level="fault").count()) == ("done", [1, 2, 3, 4, 5], 0)


def test_what_went_well_cannot_be_tried_again(counting, do):
    do(counting)
    with pytest.raises(CannotChangeJob):
        retry(counting)


def test_a_job_that_cannot_be_done_says_why(counting, steps, do):
    def refuse(run):
        raise Failed("%(name)s is not there", name="The list")

    steps.at[1] = refuse
    job = do(counting)
    assert (job.state, Message.told(job.message)) == ("failed", "The list is not there")


def test_a_fault_of_ours_ends_the_job_and_is_named(counting, steps, do, caplog):
    steps.at[4] = lambda run: {}["nothing"]
    job = do(counting)
    assert (job.state, Message.told(job.message)) == ("failed", "This is a fault of Ikrar: KeyError: 'nothing'")
    assert "Traceback" in caplog.text


@pytest.mark.parametrize("trouble", [TryAgain("The server sleeps"), OperationalError("database is locked")])
def test_a_trouble_that_may_pass_is_waited_out(counting, steps, do, trouble, clock):
    def stumble(run):
        steps.at.clear()
        raise trouble

    steps.at[3] = stumble
    job = do(counting)
    assert (job.state, job.failures) == ("queued", 1)
    task = DBTaskResult.objects.get(pk=job.task)
    assert (task.run_after - clock()).total_seconds() == 30
    job = do(job)
    assert (job.state, steps.done) == ("done", [1, 2, 3, 4, 5])


def test_a_trouble_that_does_not_pass_fails_the_job(counting, steps, do):
    def stumble(run):
        raise TryAgain("The server sleeps")

    steps.at[3] = stumble
    states = [do(counting).state for _ in range(4)]
    assert states == ["queued", "queued", "queued", "failed"]


def test_a_worker_that_is_to_stop_ends_between_two_steps_and_another_goes_on(counting, steps, do, place):
    steps.at[2] = lambda run: place.stop.set()
    job = do(counting)
    assert (job.state, job.done, steps.done) == ("queued", 2, [1, 2])
    place.stop.clear()
    assert do(job).state == "done"
    assert steps.done == [1, 2, 3, 4, 5]


def test_a_worker_that_was_taken_for_dead_writes_no_more(counting, steps, do):
    def another_takes_it(run):
        Job.objects.filter(pk=run.job.pk).update(attempts=2, worker="another/2")

    steps.at[2] = another_takes_it
    job = do(counting)
    assert (job.state, job.worker, job.result) == ("running", "another/2", {})
    assert steps.done == [1, 2]


def test_a_message_is_told_in_the_language_of_the_reader():
    from django.utils import translation

    with translation.override("id"):
        assert Message.told(Message.of("Documents")) == "Dokumen"
    assert Message.told({}) == ""
