"""`ikrar serve`: the ledger in a browser."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from ikrar.cli.register import open_register
from ikrar.cli.streams import fail, say

HERE = {"127.0.0.1", "::1", "localhost"}


def serve(
    host: Annotated[str, typer.Option(help="The address to listen at; 0.0.0.0 for all.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port to listen at.")] = 8000,
    threads: Annotated[int, typer.Option(min=1, help="How many requests are answered at once.")] = 8,
) -> None:
    """Serve the ledger's pages.

    \b
    ikrar user sari && ikrar serve       on this machine: http://127.0.0.1:8000/
    ikrar serve --port 9000
    IKRAR_BEHIND_TLS=1 IKRAR_HOSTS=ikrar.example.org ikrar serve

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
    listen(host, port, threads)


def listen(host: str, port: int, threads: int) -> None:
    """Answer until somebody stops it. Ends with 2 where the port is taken."""
    from waitress.server import create_server

    from ikrar.site.wsgi import application

    try:
        server = create_server(application, host=host, port=port, threads=threads)
    except (OSError, ValueError) as e:
        fail(f"{host}:{port} cannot be listened at ({e}); choose another --port or --host")
    shown = f"[{host}]" if ":" in host else host
    print(f"Ikrar is at http://{shown}:{port}/ (stop with Ctrl+C)", flush=True)
    server.run()
