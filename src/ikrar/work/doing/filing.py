"""Filing documents that were uploaded or pasted: each is read and filed by itself, and told by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext_noop

from ikrar.documents import LIMIT, Unreadable, load_stream
from ikrar.follow.filing import file_and_follow
from ikrar.model import Document
from ikrar.office import settings
from ikrar.reading import read_document
from ikrar.register.filing import CannotFile, Filing
from ikrar.work import uploads
from ikrar.work.kinds import Kind
from ikrar.work.models import VERBATIM, Job, Level
from ikrar.work.run import Run

_LINED = (".jsonl", ".ndjson")
_SAID = ("title", "published", "url", "lang")


@dataclass(frozen=True, slots=True)
class _Step:
    """A document, or what could not be read in the place of one. `key` names it within the job."""

    key: str
    about: str
    found: Document | Unreadable


def file_documents(run: Run) -> dict[str, Any]:
    """`given`: {"inputs": [{"sha256", "name", and what is known of it: title, published, url, lang}]}."""
    inputs = run.given["inputs"]
    run.begin(sum(_expected(given) for given in inputs))
    for step in run.steps(_documents(inputs), key=lambda s: s.key, about=lambda s: s.about):
        run.say(gettext_noop("Reading %(name)s"), name=step.about)
        _do(run, step)
    result = told(run.job)
    if not run.faults:
        for given in inputs:
            forget(given["sha256"], run.job)
    return result


def told(job: Job) -> dict[str, Any]:
    """What came of a filing job, over all attempts."""
    tally: Counter[str] = Counter()
    for level, values in job.lines.values_list("level", "values"):
        tally["unreadable"] += level == Level.FAULT
        if level != Level.DONE:
            continue
        tally["documents"] += 1
        tally[values["did"]] += 1
        for name in ("claims", "added", "gone"):
            tally[name] += values[name]
    names = ("documents", "new", "changed", "unchanged", "unreadable", "claims", "added", "gone")
    return {name: tally[name] for name in names}


def documents_of(job: Job) -> list[int]:
    """The rows of the documents that a job filed, in its office's register."""
    lines = job.lines.filter(level=Level.DONE).order_by("pk")
    return [values["document"] for values in lines.values_list("values", flat=True) if "document" in values]


def forget(sha256: str, job: Job) -> None:
    """Remove an upload, unless another job still needs it."""
    others = Job.objects.unfinished().exclude(pk=job.pk)
    if not any(sha256 in needed(other) for other in others):
        with suppress(OSError):
            uploads.remove(sha256)


def needed(job: Job) -> set[str]:
    """The uploads that a job works on."""
    given = [*job.given.get("inputs", ()), job.given]
    return {one["sha256"] for one in given if "sha256" in one}


def _documents(inputs: list[dict[str, Any]]) -> Iterator[_Step]:
    for number, given in enumerate(inputs, 1):
        problems: list[Unreadable] = []
        try:
            with uploads.opened(given["sha256"]) as stream:
                found = load_stream(stream, given["name"], limit=LIMIT, unreadable=problems.append)
                for count, document in enumerate(found, 1):
                    yield from _problems(problems, number)
                    yield _Step(f"{number}:{count}", _called(document), _with_what_is_known(document, given))
        except FileNotFoundError:
            problems.append(Unreadable(given["name"], gettext_noop("is not there any more: upload it again")))
        yield from _problems(problems, number)


def _problems(problems: list[Unreadable], number: int) -> Iterator[_Step]:
    for problem in problems:
        yield _Step(f"{number}!{problem.source}", problem.source, problem)
    problems.clear()


def _do(run: Run, step: _Step) -> None:
    if isinstance(step.found, Unreadable):
        run.fault(step.key, step.about, VERBATIM, what=step.found.why)
        return
    document = step.found
    try:
        reading = read_document(document)
    except Exception as e:
        what = f"{type(e).__name__}: {e}"[:500]
        run.fault(
            step.key, step.about, gettext_noop("It could not be read, which is a fault of Ikrar: %(what)s"), what=what
        )
        return
    try:
        filing = file_and_follow(reading, settings.of().take_over, at=run.now(), by=run.who)
    except CannotFile:
        run.fault(step.key, step.about, gettext_noop("The text holds characters that are not text."))
        return
    for number, reason in enumerate(filing.refused, 1):
        run.line(f"{step.key}?{number}", step.about, VERBATIM, Level.WARNING, {}, what=reason)
    run.line(step.key, step.about, values=_came_of(filing, len(reading.claims)))


def _came_of(filing: Filing, claims: int) -> dict[str, Any]:
    did = "new" if filing.created else "changed" if filing.changed else "unchanged"
    return {"document": filing.document.pk, "did": did, "claims": claims, "added": filing.added, "gone": filing.gone}


def _with_what_is_known(document: Document, given: dict[str, Any]) -> Document:
    known = {name: given[name] for name in _SAID if given.get(name)}
    return replace(document, **known) if known else document


def _called(document: Document) -> str:
    return document.title or document.id


def _expected(given: dict[str, Any]) -> int:
    """How many documents an upload holds, as far as that can be told at once."""
    if not given["name"].lower().endswith(_LINED):
        return 1
    try:
        with uploads.opened(given["sha256"]) as stream:
            return sum(1 for line in stream if line.strip())
    except FileNotFoundError:
        return 1


FILING = Kind("file", gettext_noop("Filing documents"), file_documents)
