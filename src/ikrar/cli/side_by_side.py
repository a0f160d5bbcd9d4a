"""Reading with several processes: the same readings, in the same order, as with one.

The work is cut into batches of a few files or documents. Batches come back in the order in which they went out, and
only so many are on their way at once that an endless stream takes no more memory than a short one.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing.connection import wait
from multiprocessing.synchronize import Event
from pathlib import Path

from ikrar.cli import inputs
from ikrar.cli.streams import Told, prepare, say
from ikrar.documents import Unreadable
from ikrar.documents.finding import STDIN, names
from ikrar.documents.loading import load
from ikrar.model import Document, Reading

FEW = 40  # documents that one process has read before others have started
DOCUMENTS, CHARACTERS = 64, 100_000  # of a batch, at most
FILES, BYTES = 8, 400_000  # of a batch, before it goes out
AHEAD = 3  # batches on their way for each process
# Always one document, whatever stands in it; others may be long lists of documents, which are cut up here.
SINGLE = frozenset({".txt", ".md", ".html", ".htm", ".pdf", ".docx"})


@dataclass(frozen=True, slots=True)
class Batch:
    """Files with the names of their documents, or documents; `limit` and `given` are as for `inputs.documents`."""

    files: tuple[tuple[Path, str], ...]
    documents: tuple[Document, ...]
    limit: int
    given: dict[str, str]


# What comes back: a reading, what could not be read, or a warning about an input.
Answer = Reading | Unreadable | str


def processes(wanted: int | None, paths: Sequence[Path]) -> int:
    """How many processes shall read: as many as are asked for; else as there are processors, where it is worth it."""
    if wanted is not None:
        return wanted
    able = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return able if able > 1 and STDIN not in paths and inputs.expected(paths) > FEW else 1


def readings(paths: Sequence[Path], told: Told, limit: int, given: dict[str, str], jobs: int) -> Iterator[Reading]:
    """What `jobs` processes read in the files. They start at once: what is opened later they do not share."""
    inputs.prepare()  # Whoever comes of a fork has it then; elsewhere each process loads it.
    method = "fork" if sys.platform == "linux" else None
    context = multiprocessing.get_context(method)
    ending = context.Event()
    pool = ProcessPoolExecutor(jobs, context, initializer=_begin, initargs=(ending,))
    pool.submit(os.getpid)
    return _in_order(pool, ending, _batches(paths, limit, given), told, jobs * AHEAD)


# Of a process that reads for another: whether it shall stop after the document at hand. Ended from outside it could
# leave half an answer in the pipe, for which the other would wait for ever.
_stops: list[Event] = []


def _begin(ending: Event) -> None:
    """In each process: Ctrl+C is for the one that started it; without that one it ends."""
    _stops.append(ending)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    prepare()
    inputs.prepare()
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)


def _batches(paths: Sequence[Path], limit: int, given: dict[str, str]) -> Iterator[Batch | Unreadable]:
    """The work in order, and in its place whatever could not even be cut up."""
    called = names(paths)
    files: list[tuple[Path, str]] = []
    size = 0
    for path in paths:
        length = _single(path, limit)
        if length is not None:
            files.append((path, called[path]))
            size += length
        if files and (length is None or len(files) == FILES or size >= BYTES):
            yield Batch(tuple(files), (), limit, given)
            files, size = [], 0
        if length is None:
            yield from _cut(path, called[path], limit, given)
    if files:
        yield Batch(tuple(files), (), limit, given)


def _single(path: Path, limit: int) -> int | None:
    """The bytes of a file that holds one document; None for all that may hold more."""
    if path == STDIN or path.suffix.lower() not in SINGLE:
        return None
    try:
        length = path.stat().st_size
    except OSError:
        return 0
    return length if length <= limit else None


def _cut(path: Path, name: str, limit: int, given: dict[str, str]) -> Iterator[Batch | Unreadable]:
    """A long list of documents in batches."""
    problems: list[Unreadable] = []
    batch: list[Document] = []
    size = 0
    for document in load(path, limit=limit, name=name, unreadable=problems.append):
        if problems or len(batch) == DOCUMENTS or size >= CHARACTERS:
            if batch:
                yield Batch((), tuple(batch), limit, given)
            yield from problems
            problems.clear()
            batch, size = [], 0
        batch.append(document)
        size += len(document.text)
    if batch:
        yield Batch((), tuple(batch), limit, given)
    yield from problems


def _in_order(
    pool: ProcessPoolExecutor, ending: Event, work: Iterator[Batch | Unreadable], told: Told, most: int
) -> Iterator[Reading]:
    """The readings, with `most` batches on their way; whatever ends this early ends the pool's processes too."""
    waiting: deque[tuple[Batch | Unreadable, Future[list[Answer]] | None]] = deque()
    broken = False
    try:
        while True:
            while len(waiting) < most and (one := next(work, None)) is not None:
                waiting.append((one, None if broken or isinstance(one, Unreadable) else pool.submit(read, one)))
            if not waiting:
                return
            one, coming = waiting.popleft()
            if isinstance(one, Unreadable):
                told(one)
                continue
            try:
                answers = read(one) if broken or coming is None else coming.result()
            except BrokenProcessPool:
                broken = True
                say("ikrar: a process that was reading has ended (was there too little memory?); one goes on", "yellow")
                answers = read(one)
            for event in answers:
                if isinstance(event, Reading):
                    yield event
                elif isinstance(event, Unreadable):
                    told(event)
                else:
                    logging.getLogger("ikrar.documents").warning(event)
    finally:
        ending.set()
        pool.shutdown(cancel_futures=True)


class _Kept(logging.Handler):
    """Warnings in their place among the readings."""

    def __init__(self, answers: list[Answer]):
        super().__init__(logging.WARNING)
        self.answers = answers

    def emit(self, record: logging.LogRecord) -> None:
        self.answers.append(record.getMessage())


def read(batch: Batch) -> list[Answer]:
    """What a batch holds, in order."""
    answers: list[Answer] = []
    log, kept = logging.getLogger("ikrar.documents"), _Kept(answers)
    log.addHandler(kept)
    log.propagate = False
    try:
        for document in inputs.as_given(_documents(batch, answers), batch.given):
            reading = inputs.read(document, answers.append)
            if reading is not None:
                answers.append(reading)
            if any(ending.is_set() for ending in _stops):
                break
    finally:
        log.removeHandler(kept)
        log.propagate = True
    return answers


def _documents(batch: Batch, answers: list[Answer]) -> Iterable[Document]:
    yield from batch.documents
    for path, name in batch.files:
        yield from load(path, limit=batch.limit, name=name, unreadable=answers.append)
