"""Real processes on a real file: killed half-way, stopped, begun again; site and worker writing side by side."""

from __future__ import annotations

import os
import signal
import socket
import time
import urllib.request
from collections.abc import Callable
from typing import Any

import pytest

ASK = """
from itertools import product
from django.utils import timezone
from ikrar.work import uploads
from ikrar.work.queue import ask
ours = ("Surabaya", "Bandung", "Medan", "Semarang", "Makassar", "Denpasar", "Padang", "Manado", "Ambon", "Kupang")
theirs = ("Busan", "Shanghai", "Guangzhou", "Seattle", "Rotterdam", "Liverpool", "Ichikawa", "Suwon", "Kuching", "Lyon")
said = "Wali Kota %s bertemu Wali Kota %s pada 9 Agustus 2026."
lines = ['{"text": "%s"}' % (said % pair) for pair in product(ours, theirs)]
upload = uploads.keep(["\\n".join(lines).encode()])
ask("file", {"inputs": [{"sha256": upload, "name": "news.jsonl"}]}, at=timezone.now(), who="sari")
"""
MANY = 100
HOW = "SELECT state, done, attempts, (SELECT count(*) FROM work_jobline) FROM work_job"
FILED = "SELECT count(*) FROM register_storeddocument"


def until(what: Callable[[], Any], seconds: float = 40) -> Any:
    """What it says once it says something; not forever."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := what():
            return found
        time.sleep(0.1)
    raise AssertionError("This did not happen in time")


@pytest.fixture
def asked(home):
    home.python(ASK)
    return home


def jobs(home, *states: str) -> Callable[[], str]:
    """How the latest job stands, once it is in one of these states and has begun."""

    def look() -> str:
        line = database(home, "SELECT state, done, attempts FROM work_job ORDER BY id DESC LIMIT 1")
        return line if line and line.split()[0] in states and line.split()[1] != "0" else ""

    return look


def database(home, query: str) -> str:
    import sqlite3

    with sqlite3.connect(home.folder / "data" / "ikrar.sqlite3", timeout=20) as connection:
        row = connection.execute(query).fetchone()
    connection.close()
    return " ".join(map(str, row)) if row else ""


def test_a_job_whose_worker_is_killed_goes_on_with_the_next_and_files_each_document_once(asked):
    first = asked.start("worker")
    until(jobs(asked, "running"))
    first.kill()
    first.wait()
    assert database(asked, "SELECT state FROM work_job") == "running"
    assert 0 < int(database(asked, FILED)) < MANY
    asked.run("worker", "--once")
    assert database(asked, HOW) == f"done {MANY} 2 {MANY}"
    assert database(asked, FILED) == str(MANY)


def test_a_worker_that_is_told_to_end_does_so_between_two_documents(asked):
    first = asked.start("worker")
    until(jobs(asked, "running"))
    first.terminate()
    assert first.wait(15) == 0
    state, done, _attempts = database(asked, "SELECT state, done, attempts FROM work_job").split()
    assert state == "queued"
    assert 0 < int(done) < MANY
    assert database(asked, "SELECT count(*) FROM work_jobline") == done


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def children(pid: int) -> list[int]:
    """The processes that this one started."""
    with open(f"/proc/{pid}/task/{pid}/children") as listed:
        direct = [int(child) for child in listed.read().split()]
    threads = os.listdir(f"/proc/{pid}/task")
    for thread in threads:
        with open(f"/proc/{pid}/task/{thread}/children") as listed:
            direct += [int(child) for child in listed.read().split()]
    return sorted(set(direct))


def lives(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.skipif(not os.path.exists("/proc/self/task"), reason="looks at processes as Linux shows them")
def test_one_command_runs_site_and_worker_and_ends_both(asked):
    port = free_port()
    site = asked.start("serve", "--port", port)
    (worker,) = until(lambda: children(site.pid))
    until(jobs(asked, "running"))

    os.kill(worker, signal.SIGKILL)
    another = until(lambda: [pid for pid in children(site.pid) if pid != worker and lives(pid)])[0]
    until(jobs(asked, "done"))
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/sign-in/") as answer:
        assert answer.status == 200
    site.terminate()
    assert site.wait(20) == 0
    until(lambda: not lives(another), 10)


@pytest.mark.skipif(not os.path.exists("/proc/self/task"), reason="looks at processes as Linux shows them")
def test_a_site_that_is_killed_leaves_no_worker_behind(home):
    site = home.start("serve", "--port", free_port())
    (worker,) = until(lambda: children(site.pid))
    until(lambda: database(home, "SELECT 1 FROM work_workersign"))
    site.kill()
    until(lambda: not lives(worker), 15)


WRITES = """
import time
from django.db import transaction
from ikrar.register import decisions
from ikrar.register.models import ClaimRecord
slowest = 0.0
for n in range(40):
    claim = ClaimRecord.objects.select_related("document").order_by("?").first()
    if claim:
        began = time.perf_counter()
        decisions.confirm(claim, "budi") if claim.review == "unreviewed" else None
        slowest = max(slowest, time.perf_counter() - began)
    time.sleep(0.01)
print(slowest < 15)
"""


def test_people_decide_while_the_worker_files_and_neither_is_refused(asked):
    worker = asked.start("worker")
    until(jobs(asked, "running"))
    assert asked.python(WRITES) == "True"
    until(jobs(asked, "done"))
    worker.terminate()
    worker.wait(15)
    assert "refused" not in worker.stdout.read()
    assert database(asked, HOW) == f"done {MANY} 1 {MANY}"
    assert asked.run("check").startswith("The register is in order")
