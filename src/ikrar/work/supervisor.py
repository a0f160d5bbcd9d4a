"""Keeping a worker beside the site: a process of its own, begun again when it dies, ended with the site."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Sequence
from threading import Event, Thread

_FIRST, _MOST = 1.0, 60.0  # Seconds before a worker that died is begun again.
_WELL = 60.0  # A worker that lived so long was well: the next one is begun at once.


class Supervisor:
    """Starts `command` and keeps it alive until `stop`.

    The worker's standard input is a pipe that ends with this process, however that ends: a worker that reads its end
    stops by itself, so that none is left behind by a site that was killed. It has a session of its own, so that Ctrl+C
    reaches the site alone, which then ends it.
    """

    def __init__(self, command: Sequence[str], tell: Callable[[str], object], grace: float = 10.0) -> None:
        self._command, self._tell, self._grace = list(command), tell, grace
        self._ending = Event()
        self._thread = Thread(target=self._keep, name="supervisor", daemon=True)
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """End the worker: it may finish the step it is at; after the grace it is killed, which loses nothing."""
        self._ending.set()
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
        self._thread.join(self._grace)
        if self._thread.is_alive() and self._process is not None:
            self._process.kill()
            self._thread.join(self._grace)

    @property
    def pid(self) -> int | None:
        """The process of the worker, once it runs."""
        return self._process.pid if self._process is not None else None

    def _keep(self) -> None:
        wait = _FIRST
        while not self._ending.is_set():
            began = time.monotonic()
            self._process = subprocess.Popen(self._command, stdin=subprocess.PIPE, start_new_session=True)
            if self._ending.is_set():  # Asked to stop in between.
                self._process.terminate()
            code = self._process.wait()
            if self._ending.is_set():
                return
            wait = _FIRST if time.monotonic() - began > _WELL else wait
            self._tell(f"the worker ended ({code}); another one begins in {wait:.0f} s")
            self._ending.wait(wait)
            wait = min(wait * 2, _MOST)
