"""A bar on standard error, where somebody is there to see it."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from ikrar.cli.inputs import expected
from ikrar.cli.streams import problems

T = TypeVar("T")


def watched(items: Iterable[T], paths: Sequence[Path], doing: str) -> Iterator[T]:
    """The items, with a bar while they are gone through."""
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=problems(), transient=True) as bar:
        task = bar.add_task(doing, total=expected(paths))
        for item in items:
            yield item
            bar.advance(task)
