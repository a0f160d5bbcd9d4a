"""What people upload lies in the data folder by the hash of its content, until the jobs that need it are done."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

_HASH = re.compile(r"[0-9a-f]{64}")
_PART = ".part-"


class TooLarge(ValueError):
    """More bytes than are taken in."""


def keep(chunks: Iterable[bytes], limit: int | None = None) -> str:
    """Store content and give back its hash. The same content lies there once. Raises `TooLarge`."""
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(prefix=_PART, dir=folder)
    part = Path(name)
    try:
        digest, size = hashlib.sha256(), 0
        with os.fdopen(handle, "wb") as stream:
            for chunk in chunks:
                size += len(chunk)
                if limit is not None and size > limit:
                    raise TooLarge
                digest.update(chunk)
                stream.write(chunk)
            stream.flush()
            os.fsync(stream.fileno())
        place = _place(digest.hexdigest())
        place.parent.mkdir(exist_ok=True, mode=0o700)
        os.replace(part, place)
    finally:
        part.unlink(missing_ok=True)
    return digest.hexdigest()


def opened(sha256: str) -> BinaryIO:
    """The content of this hash, to be read. Raises `FileNotFoundError`."""
    return _place(sha256).open("rb")


def size(sha256: str) -> int:
    """Its bytes; 0 where it is gone."""
    try:
        return _place(sha256).stat().st_size
    except FileNotFoundError:
        return 0


def remove(sha256: str) -> None:
    _place(sha256).unlink(missing_ok=True)


def stored() -> list[str]:
    """The hashes of all that lies there."""
    return [path.name for path in _folder().glob("??/*") if _HASH.fullmatch(path.name)]


def age(sha256: str, now: float) -> float:
    """Seconds since it was stored, or stored again."""
    try:
        return now - _place(sha256).stat().st_mtime
    except FileNotFoundError:
        return 0.0


def sweep_parts(now: float, older: float) -> None:
    """Remove what is left of uploads that broke off."""
    for part in _folder().glob(f"{_PART}*"):
        if now - part.stat().st_mtime > older:
            part.unlink(missing_ok=True)


def _folder() -> Path:
    return Path(settings.DATA) / "uploads"


def _place(sha256: str) -> Path:
    if not _HASH.fullmatch(sha256):
        raise FileNotFoundError(sha256)
    return _folder() / sha256[:2] / sha256
