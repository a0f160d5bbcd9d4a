"""Jobs done at once, in the test's own database, by a clock that a test sets."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Any

import pytest

import ikrar
from ikrar.work.models import Job
from ikrar.work.queue import ask
from ikrar.work.run import Place
from ikrar.work.running import attempt
from tests.work.counting import STEPS, Steps

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
INVITES = "Pemerintah Kota Jakarta mengundang Pemerintah Kota Shanghai pada 22 Juni 2027."
MEETS = "Wali Kota Surabaya bertemu Wali Kota Busan di Busan pada 20 Agustus 2026."


@dataclass
class Clock:
    """A clock that a test moves on."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now

    def on(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def place(clock: Clock) -> Place:
    return Place(worker="machine/1", clock=clock, stop=Event(), pace=timedelta(0))


@pytest.fixture
def steps(settings: Any) -> Iterator[Steps]:
    settings.IKRAR_JOB_KINDS = [*settings.IKRAR_JOB_KINDS, "tests.work.counting.COUNTING"]
    yield STEPS
    STEPS.done.clear()
    STEPS.at.clear()


@pytest.fixture
def counting(db: None, steps: Steps) -> Job:
    """A job of five steps that waits."""
    return ask("count", {"to": 5}, at=NOON, who="sari")


@pytest.fixture
def do(place: Place) -> Callable[[Job], Job]:
    """An attempt at a job, here and now."""

    def doing(job: Job) -> Job:
        attempt(job.pk, place)
        job.refresh_from_db()
        return job

    return doing


@pytest.fixture(autouse=True)
def _data(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path / "data"


@pytest.fixture(scope="session")
def _tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of an installation whose tables are made: making them for every test would take long."""
    folder = tmp_path_factory.mktemp("installation")
    Home(folder).run("migrate")
    return folder / "data"


@pytest.fixture
def home(tmp_path: Path, _tables: Path) -> Iterator[Home]:
    shutil.copytree(_tables, tmp_path / "data")
    found = Home(tmp_path)
    yield found
    found.end()


class Home:
    """An installation of its own in a folder, run by processes as a user runs them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "TMPDIR"}}
        source = str(Path(ikrar.__file__).parents[1])
        self.environment = kept | {"IKRAR_DATA": str(folder / "data"), "PYTHONPATH": source, "IKRAR_PLAIN_HTTP": "1"}
        self.running: list[subprocess.Popen[str]] = []

    def run(self, *words: object) -> str:
        command = [sys.executable, "-m", "ikrar.cli", *map(str, words)]
        ran = subprocess.run(command, capture_output=True, text=True, env=self.environment, cwd=self.folder)
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    def python(self, code: str) -> str:
        """A few lines of Python in that installation."""
        command = [sys.executable, "-c", f"import django; django.setup()\n{code}"]
        settings = {"DJANGO_SETTINGS_MODULE": "ikrar.site.settings"}
        ran = subprocess.run(command, capture_output=True, text=True, env=self.environment | settings, cwd=self.folder)
        assert ran.returncode == 0, ran.stderr
        return ran.stdout.strip()

    def start(self, *words: object) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "ikrar.cli", *map(str, words)]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
        process = subprocess.Popen(command, env=self.environment, cwd=self.folder, **pipes)
        self.running.append(process)
        return process

    def end(self) -> None:
        for process in self.running:
            if process.poll() is None:
                process.kill()
            process.communicate()
