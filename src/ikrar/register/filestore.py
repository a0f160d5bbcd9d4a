"""Files kept by the hash of their content, under one folder: `ab/abcdef…`. Pure Python: no database, no pages.

The same content is kept once. A file is whole before it has its name, and is checked against its hash whenever it is
read, so that what was damaged is said to be and never handed out. Nothing is removed: decisions can be taken back.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

_CHUNK = 1 << 20
_NAME = re.compile(r"[0-9a-f]{64}")


class FileTrouble(Exception):
    """Something is wrong with a file; the message says what."""


class TooLarge(FileTrouble):
    """More bytes than may be kept."""


class Missing(FileTrouble):
    """No file of this hash is kept here."""


class Damaged(FileTrouble):
    """The content is no longer what its hash says."""


@dataclass(frozen=True, slots=True)
class FileStore:
    """The files under `root`. The folder is made when the first file comes."""

    root: Path

    def path(self, sha256: str) -> Path:
        """Where the file of this hash lies. Raises `Missing` for what is no hash."""
        if not _NAME.fullmatch(sha256):
            raise Missing(f"“{sha256[:80]}” is no hash of a file")
        return self.root / sha256[:2] / sha256

    def put(self, stream: BinaryIO, limit: int | None = None) -> str:
        """Keep what the stream holds, from where it stands; its hash. Raises `TooLarge` above `limit` bytes.

        A damaged file of the same hash is mended by it.
        """
        self.root.mkdir(parents=True, exist_ok=True)
        handle, written = tempfile.mkstemp(prefix=".coming-", dir=self.root)
        temporary = Path(written)
        try:
            with os.fdopen(handle, "wb") as out:
                sha256 = _copied(stream, out, limit)
                out.flush()
                os.fsync(out.fileno())
            where = self.path(sha256)
            if self.verify(sha256):
                return sha256
            where.parent.mkdir(exist_ok=True)
            os.replace(temporary, where)
            _settle(where.parent)
            return sha256
        finally:
            with suppress(FileNotFoundError):
                temporary.unlink()

    def open(self, sha256: str) -> BinaryIO:
        """The file, at its beginning, after it was checked. Raises `Missing` and `Damaged`."""
        path = self.path(sha256)
        try:
            stream = path.open("rb")
        except FileNotFoundError:
            raise Missing(f"the file {sha256[:12]}… is not there") from None
        except OSError as e:
            raise Damaged(f"the file {sha256[:12]}… cannot be read: {e.strerror or e}") from e
        try:
            if hashlib.file_digest(stream, "sha256").hexdigest() != sha256:
                raise Damaged(f"the file {sha256[:12]}… is not as it was kept")
            stream.seek(0)
        except BaseException as e:
            stream.close()
            if isinstance(e, OSError):
                raise Damaged(f"the file {sha256[:12]}… cannot be read: {e.strerror or e}") from e
            raise
        return stream

    def verify(self, sha256: str) -> bool:
        """Whether the file is there and whole."""
        try:
            self.open(sha256).close()
        except FileTrouble:
            return False
        return True

    def size(self, sha256: str) -> int:
        """In bytes. Raises `Missing`."""
        try:
            return self.path(sha256).stat().st_size
        except OSError:
            raise Missing(f"the file {sha256[:12]}… is not there") from None

    def hashes(self) -> Iterator[str]:
        """The hashes of all files that lie here, in their order, whole or not."""
        if self.root.is_dir():
            for folder in sorted(p for p in self.root.iterdir() if p.is_dir()):
                yield from sorted(p.name for p in folder.iterdir() if _NAME.fullmatch(p.name))


def _copied(stream: BinaryIO, out: BinaryIO, limit: int | None) -> str:
    digest, size = hashlib.sha256(), 0
    while chunk := stream.read(_CHUNK):
        size += len(chunk)
        if limit is not None and size > limit:
            raise TooLarge(f"more than {limit:,} bytes")
        digest.update(chunk)
        out.write(chunk)
    return digest.hexdigest()


def _settle(folder: Path) -> None:
    """See that the name of a new file outlives a power cut, where the system can do that."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
