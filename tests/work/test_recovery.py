"""A worker that dies takes no job with it."""

from __future__ import annotations

import socket
from datetime import timedelta

import pytest
from django_tasks_db.models import DBTaskResult

from ikrar.work.models import Job, Message
from ikrar.work.recovery import FALLS, STALE, recover, worker_name

pytestmark = pytest.mark.django_db


class PowerCut(BaseException):
    """The process ends where it is: nothing after it is run."""


@pytest.fixture
def die(do, steps):
    """An attempt whose worker dies at this step."""

    def dying(job, at):
        def cut(run):
            raise PowerCut

        steps.at[at] = cut
        with pytest.raises(PowerCut):
            do(job)
        steps.at.clear()
        job.refresh_from_db()
        return job

    return dying


def test_a_job_whose_worker_gives_no_sign_of_life_is_taken_up_where_it_was(counting, steps, die, do, clock):
    job = die(counting, at=3)
    assert job.state == "running"
    assert recover(clock()) == []
    clock.on(seconds=STALE.total_seconds() + 1)
    assert recover(clock()) == [job]
    job = do(job)
    assert (job.state, job.attempts, job.falls) == ("done", 2, 0)
    assert steps.done == [1, 2, 3, 4, 5], "no step is done twice"


def test_the_queue_holds_the_job_again_and_its_old_task_has_ended(counting, die, clock):
    job = die(counting, at=3)
    old = job.task
    DBTaskResult.objects.filter(pk=old).update(status="RUNNING", started_at=clock())
    clock.on(minutes=2)
    recover(clock())
    job.refresh_from_db()
    assert DBTaskResult.objects.get(pk=old).status == "FAILED"
    assert DBTaskResult.objects.get(pk=job.task).status == "READY"


def test_a_worker_of_this_machine_that_is_gone_is_not_waited_for(counting, die, clock):
    job = die(counting, at=3)
    gone = f"{socket.gethostname()[:60]}/{2**22 + 1}"  # No process has a number as large.
    Job.objects.filter(pk=job.pk).update(worker=gone)
    assert recover(clock()) == [job]


def test_a_worker_that_lives_keeps_its_job(counting, die, clock):
    job = die(counting, at=3)
    Job.objects.filter(pk=job.pk).update(worker=worker_name())
    assert recover(clock(), worker="another") == []


def test_a_step_that_kills_the_worker_twice_is_left_out_and_named(counting, steps, die, do, clock):
    for _ in range(2):
        die(counting, at=3)
        clock.on(minutes=2)
        recover(clock())
    job = do(counting)
    assert (job.state, steps.done) == ("faulty", [1, 2, 4, 5])
    assert [line.key for line in job.lines.filter(level="fault")] == ["3"]


def test_a_worker_that_dies_now_and_then_but_gets_on_ends_the_job_well(counting, steps, die, do, clock):
    for step in (1, 2, 3, 4, 5):
        die(counting, at=step)
        clock.on(minutes=2)
        recover(clock())
        counting.refresh_from_db()
        assert counting.state == "queued"
    assert do(counting).state == "done"
    assert steps.done == [1, 2, 3, 4, 5]


def test_a_job_that_kills_every_worker_is_given_up(counting, clock):
    for _ in range(FALLS):
        Job.objects.filter(pk=counting.pk).update(state="running", heartbeat=clock() - timedelta(hours=1))
        recover(clock())
    counting.refresh_from_db()
    assert counting.state == "failed"
    assert Message.told(counting.message) == f"The worker died {FALLS} times at this job."


def test_a_job_that_the_queue_has_lost_is_put_back(counting, clock):
    DBTaskResult.objects.all().delete()
    assert recover(clock()) == []
    clock.on(minutes=2)
    assert recover(clock()) == [counting]
    counting.refresh_from_db()
    assert DBTaskResult.objects.get(pk=counting.task).status == "READY"


def test_a_job_that_waits_its_turn_is_left_alone(counting, clock):
    clock.on(hours=5)
    assert recover(clock()) == []
