"""The worker: it takes one job after the other from the queue, for as long as it is let.

The queue's own worker does the taking and the keeping of the account; around it stands what it does not do: a sign of
life, so that the job of a worker that was killed is found and taken up again, the schedule, and an end between two
steps instead of between two jobs.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from threading import Event, Thread

from django.db import DatabaseError, close_old_connections, connections
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker as QueueWorker
from django_tasks_db.models import DBTaskResult

from ikrar.work.models import Job, State, WorkerSign
from ikrar.work.recovery import recover, worker_name
from ikrar.work.run import Place, at
from ikrar.work.schedule import run_due

_log = logging.getLogger("ikrar.work")

ROUND = timedelta(seconds=10)  # How often it looks for dead workers and at the clock.
PULSE = 5.0  # Seconds between signs of life.
FORGOTTEN = timedelta(days=1)  # Signs of workers that are long gone are removed.


def work(
    stop: Event,
    *,
    clock: Callable[[], datetime] = timezone.now,
    interval: float = 1.0,
    once: bool = False,
    name: str = "",
) -> int:
    """Do jobs until `stop` is set, or with `once` until nothing is left to do now. How many tasks were done.

    An idle worker asks one question of an index each `interval` seconds.
    """
    place = Place(worker=name or worker_name(), clock=clock, stop=stop)
    logging.getLogger("django_tasks_db").setLevel(logging.ERROR)
    pulse = None if once else _Pulse(place)
    if pulse:
        pulse.start()
    done = 0
    next_round = clock()
    try:
        while not stop.is_set():
            close_old_connections()
            if clock() >= next_round:
                next_round = clock() + ROUND
                _quietly(lambda: _round(place))
            if _quietly(DBTaskResult.objects.ready().exists):
                with at(place):
                    done += _take_one(place)
            elif once:
                break
            else:
                stop.wait(interval)
    finally:
        if pulse:
            pulse.end.set()
            pulse.join()
            _quietly(lambda: WorkerSign.objects.filter(name=place.worker).delete())
    return done


def _round(place: Place) -> None:
    now = place.clock()
    for job in recover(now, place.worker):
        _log.warning("Job %s (%s) goes on: its worker %s is gone", job.pk, job.kind, job.worker)
    run_due(now, timezone.get_default_timezone())


def _take_one(place: Place) -> int:
    taking = QueueWorker(
        queue_names=["default"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=1,
        worker_id=place.worker[:64],
        excluded_queue_names=[],
    )
    taking.run()
    return taking._run_tasks


def _quietly(call: Callable[[], object]) -> object:
    """A database that is busy or away for a moment is asked again in the next round."""
    try:
        return call()
    except DatabaseError as e:
        _log.warning("The database does not answer: %s", (str(e).splitlines() or [""])[0])
        return None


class _Pulse(Thread):
    """Signs of life, from a thread of its own: a step may take longer than a worker may be silent."""

    def __init__(self, place: Place) -> None:
        super().__init__(name="pulse", daemon=True)
        self._place = place
        self._began = place.clock()
        self.end = Event()

    def run(self) -> None:
        while True:
            with suppress(DatabaseError):
                self.beat()
            connections.close_all()
            if self.end.wait(PULSE):
                return

    def beat(self) -> None:
        now = self._place.clock()
        name = self._place.worker
        WorkerSign.objects.update_or_create(
            name=name, defaults={"seen_at": now}, create_defaults={"seen_at": now, "started_at": self._began}
        )
        WorkerSign.objects.filter(seen_at__lt=now - FORGOTTEN).delete()
        Job.objects.filter(worker=name, state=State.RUNNING).update(heartbeat=now)
