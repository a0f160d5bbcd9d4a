"""`ikrar serve`: the ledger in a browser."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Annotated, NoReturn

import typer

from ikrar.cli.register import open_register
from ikrar.cli.streams import fail, say

HERE = {"127.0.0.1", "::1", "localhost"}


def serve(
    host: Annotated[str, typer.Option(help="The address to listen at; 0.0.0.0 for all.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port to listen at.")] = 8000,
    threads: Annotated[int, typer.Option(min=1, help="How many requests are answered at once.")] = 8,
    worker: Annotated[bool, typer.Option(help="Also do what is asked for in the background.")] = True,
) -> None:
    """Serve the ledger's pages, and do in the background what is asked for there.

    \b
    ikrar user sari && ikrar serve       on this machine: http://127.0.0.1:8000/
    ikrar serve --port 9000
    IKRAR_BEHIND_TLS=1 IKRAR_HOSTS=ikrar.example.org ikrar serve
    ikrar serve --no-worker              with ikrar worker as a service of its own

    For an office, put a proxy that speaks TLS in front; docs/running.md has the files to copy.
    """
    behind_tls = bool(os.environ.get("IKRAR_BEHIND_TLS"))
    if host in HERE and not behind_tls:
        os.environ.setdefault("IKRAR_PLAIN_HTTP", "1")
    open_register(create=True)
    from django.conf import settings
    from django.contrib.auth import get_user_model

    if not behind_tls and not settings.PLAIN_HTTP:
        say("Nobody can sign in without TLS: put a proxy that speaks it in front, or set IKRAR_PLAIN_HTTP=1", "yellow")
    if not get_user_model().objects.filter(is_active=True).exists():
        say("Nobody can sign in yet; make an account in another terminal: ikrar user NAME", "yellow")
    listen(host, port, threads, worker)


def _proxy() -> dict[str, object]:
    """Behind a proxy that speaks TLS, it says from where and how a request came; else nobody is believed about that."""
    if not os.environ.get("IKRAR_BEHIND_TLS"):
        return {}
    return {"trusted_proxy": "*", "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"}}


def listen(host: str, port: int, threads: int, worker: bool = True) -> None:
    """Answer until somebody stops it. Ends with 2 where the port is taken."""
    from waitress.server import create_server

    from ikrar.site.wsgi import application

    try:
        server = create_server(application, host=host, port=port, threads=threads, **_proxy())
    except (OSError, ValueError) as e:
        fail(f"{host}:{port} cannot be listened at ({e}); choose another --port or --host")
    shown = f"[{host}]" if ":" in host else host
    signal.signal(signal.SIGTERM, _end)
    with _worker_beside(worker):
        print(f"Ikrar is at http://{shown}:{port}/ (stop with Ctrl+C)", flush=True)
        server.run()


def _end(number: int, frame: FrameType | None) -> NoReturn:
    """As Ctrl+C does: the requests that are being answered are, and the worker ends after its step."""
    raise SystemExit(0)


@contextmanager
def _worker_beside(wanted: bool) -> Iterator[None]:
    """A worker in a process of its own, which is begun again when it dies and ends with the site."""
    if not wanted:
        yield
        return
    from ikrar.work.supervisor import Supervisor

    command = [sys.executable, "-m", "ikrar.cli", "worker", "--with-site"]
    supervisor = Supervisor(command, tell=lambda what: say(f"ikrar: {what}", "yellow"))
    supervisor.start()
    try:
        yield
    finally:
        supervisor.stop()
