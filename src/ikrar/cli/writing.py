"""Where `--output` goes: a file that is there whole or not at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from ikrar.cli.streams import fail


@contextmanager
def output(path: Path | None) -> Iterator[IO[str]]:
    """Standard output, or the file at `path`, which takes its name once it is complete."""
    if path is None or path == Path("-"):
        yield sys.stdout
        return
    try:
        if path.exists() and not path.is_file():
            with _opened(path) as stream:  # A device or a named pipe: nothing to put in its place.
                yield stream
            return
        part = path.with_name(f".{path.name}.part")
        try:
            with _opened(part) as stream:
                yield stream
            os.replace(part, path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as e:
        if isinstance(e, BrokenPipeError):
            raise
        fail(f"{path}: cannot be written: {e.strerror}")


def _opened(path: Path) -> IO[str]:
    return path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n")
