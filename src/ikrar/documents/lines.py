"""Lines of bytes from a stream of any length, none of them held when it is too long."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol


class Readable(Protocol):
    def readline(self, limit: int, /) -> bytes: ...


def lines(stream: Readable, limit: int) -> Iterator[tuple[int, bytes | None]]:
    """Each line with its number, from 1; None in place of a line longer than `limit` bytes."""
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        if len(line) > limit and not line.endswith(b"\n"):
            while (more := stream.readline(1 << 16)) and not more.endswith(b"\n"):
                pass
            yield number, None
        else:
            yield number, line
