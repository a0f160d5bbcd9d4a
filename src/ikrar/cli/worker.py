"""`ikrar worker`: does the jobs that the site and the schedule ask for."""

from __future__ import annotations

import os
import signal
from threading import Event, Thread
from types import FrameType
from typing import Annotated

import typer

from ikrar.cli.register import open_register
from ikrar.cli.streams import say
from ikrar.cli.words import counted


def worker(
    once: Annotated[bool, typer.Option(help="Do what waits now, and end.")] = False,
    interval: Annotated[float, typer.Option(min=0.1, help="Seconds between looks at an empty queue.")] = 1.0,
    with_site: Annotated[bool, typer.Option(hidden=True, help="End when standard input ends.")] = False,
) -> None:
    """Do jobs in the background: file what was uploaded, read again, import, send mails, tidy up.

    \b
    ikrar worker            beside a site that runs with ikrar serve --no-worker
    ikrar worker --once     from a timer

    ikrar serve has a worker of its own. Several may work side by side. Ctrl+C ends after the step that is being
    done; whatever is not finished goes on when a worker runs again, also after one was killed.
    """
    open_register(create=True)
    from ikrar.cli.inputs import prepare
    from ikrar.work.worker import work

    stop = Event()
    _on_signals(stop)
    if with_site:
        Thread(target=_until_input_ends, args=(stop,), daemon=True).start()
    if not with_site and not once:
        say("The worker is at work (stop with Ctrl+C)", "dim")
    prepare()
    done = work(stop, interval=interval, once=once)
    if once:
        print(f"{counted(done, 'job')} done")


def _on_signals(stop: Event) -> None:
    """The first signal ends between two steps, the second one at once."""

    def end(number: int, frame: FrameType | None) -> None:
        stop.set()
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)

    signal.signal(signal.SIGINT, end)
    signal.signal(signal.SIGTERM, end)


def _until_input_ends(stop: Event) -> None:
    """The other end of the pipe is the site: it ends when the site does, however that happens."""
    while os.read(0, 1024):
        pass
    stop.set()
