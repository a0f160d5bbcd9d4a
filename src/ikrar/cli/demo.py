"""`ikrar demo`: the sample documents in a fresh register, what stands in them, and the pages."""

from __future__ import annotations

import os
import secrets
import time
from pathlib import Path
from typing import Annotated

import typer

from ikrar.cli import inputs, register
from ikrar.cli.progress import watched
from ikrar.cli.streams import Told, console
from ikrar.cli.words import counted
from ikrar.documents import LIMIT, MB

HOME = Path("data/demo")


def demo(
    folder: Annotated[Path, typer.Argument(help="The documents to show.")] = Path("examples"),
    serve: Annotated[bool, typer.Option(help="Serve the pages afterwards.")] = True,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Where to serve them on this machine.")] = 8000,
) -> None:
    """File sample documents in a fresh register, show what it holds, and serve the pages.

    \b
    ikrar demo                          the documents of examples/
    ikrar demo --no-serve | less        without the pages
    ikrar demo press/ --port 9000       documents of your own

    The register is made anew each time, in data/demo; your own is left alone.
    """
    began = time.perf_counter()
    told = Told()
    paths = inputs.files([str(folder)], told)
    if not paths:
        told.leave()
    password = _fresh_register()
    documents, claims = _file_all(paths, told)
    seconds = time.perf_counter() - began
    print(
        f"{counted(documents, 'document')} of {folder}/ read and filed in {seconds:.1f} s: {counted(claims, 'claim')}"
    )
    from ikrar.cli.overview import overview

    overview(console())
    if serve:
        from ikrar.cli.serve import listen

        print(f"Sign in as demo, with the password {password}")
        listen("127.0.0.1", port, threads=8)
    told.leave()


def _fresh_register() -> str:
    """An empty SQLite register of the demo's own, whatever the environment says; the password of its one user."""
    os.environ |= {"IKRAR_DATA": str(HOME), "IKRAR_PLAIN_HTTP": "1"}
    os.environ.pop("DATABASE_URL", None)
    for ending in ("", "-wal", "-shm"):
        (HOME / f"ikrar.sqlite3{ending}").unlink(missing_ok=True)
    register.open_register(create=True)
    from django.contrib.auth import get_user_model

    password = secrets.token_urlsafe(9)
    get_user_model().objects.create_superuser("demo", password=password)
    return password


def _file_all(paths: list[Path], told: Told) -> tuple[int, int]:
    """How many documents were filed, and how many claims were read in them."""
    from ikrar.register.filing import file_reading

    documents = claims = 0
    for document in watched(inputs.documents(paths, told, LIMIT / MB, None, None), paths, "Filing"):
        if reading := inputs.read(document, told):
            file_reading(reading)
            documents, claims = documents + 1, claims + len(reading.claims)
    return documents, claims
