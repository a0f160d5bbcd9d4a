"""The office that a job is for, and working in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


def at_hand() -> str:
    """The slug of the office in which this is asked; empty for the first one."""
    return ""


def all_of_them() -> list[str]:
    """The slugs of all offices, the first one (empty) first."""
    return [""]


@contextmanager
def within(slug: str) -> Iterator[None]:
    """Work in this office's register."""
    yield
