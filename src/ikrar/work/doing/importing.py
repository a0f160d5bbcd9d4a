"""Importing an office's own list: looked through first, row by row; then entered whole, or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_noop

from ikrar.documents.unreadable import Refused
from ikrar.model.folding import fold_name
from ikrar.office import settings as office_settings
from ikrar.register.database import atomic
from ikrar.register.entry_details import TYPE
from ikrar.register.models import Agreement, Partnership
from ikrar.register.subjects import Intent, decide
from ikrar.register.values import CannotChange
from ikrar.work import uploads
from ikrar.work.kinds import Kind
from ikrar.work.models import JobLine, Level, Message, TableImport
from ikrar.work.run import Failed, Run
from ikrar.work.tables import plan as planning
from ikrar.work.tables.mapping import Columns
from ikrar.work.tables.plan import Known, Planned, plan
from ikrar.work.tables.sheets import Table, read_table

_TOLD = (
    gettext_noop("Says the same as row %(row)s; entered once."),
    gettext_noop("The register holds this already."),
    gettext_noop("Both sides are the same."),
    gettext_noop("A party is missing."),
    gettext_noop("“%(country)s” is no country of today."),
    gettext_noop("“%(name)s” is no place that is known, and without its country it cannot be entered."),
    gettext_noop("“%(name)s” (%(country)s) is no place that is known; entered as it is written."),
    gettext_noop("“%(name)s” may be one of several places; %(taken)s is taken, %(others)s more would fit."),
    gettext_noop("“%(name)s” is a province or region."),
    gettext_noop("“%(date)s” is no date."),
    gettext_noop("“%(field)s” is no field of cooperation; left out."),
    gettext_noop("“%(status)s” is no status; left out."),
)
assert set(_TOLD) >= {v for k, v in vars(planning).items() if k.isupper() and isinstance(v, str) and v.endswith(".")}
_CHUNK = 1000


class NothingToImport(ValueError):
    """A table of which no row states anything that is new and in order."""


def known() -> Known:
    """What the register at hand holds, as a table compares itself with it."""
    sides = ("party_a__name", "party_a__country", "party_b__name", "party_b__country")
    standing = Partnership.objects.filter(status=Partnership.Status.ACTIVE).values_list(*sides, "since")
    pairs = {frozenset((f"{a}|{ac}", f"{b}|{bc}")): since for a, ac, b, bc, since in standing}
    of_pair = [f"partnership__{side}" for side in sides]
    agreements = Agreement.objects.exclude(partnership=None).values_list(*of_pair, "what", "when")
    return Known(
        pairs,
        {
            (frozenset((f"{a}|{ac}", f"{b}|{bc}")), fold_name(what or ""), when)
            for a, ac, b, bc, what, when in agreements
        },
    )


def planned(table: Table, columns: Columns, choices: Mapping[str, str] | None = None) -> list[Planned]:
    """The rows of a table beside what the register at hand holds."""
    return list(plan(table, columns, home=office_settings.of().home, known=known(), choices=choices))


def tally(rows: Iterable[Planned]) -> dict[str, int]:
    """How many rows there are, how many would enter something, are left out, or are doubtful; and the statements."""
    found: Counter[str] = Counter()
    for row in rows:
        found["rows"] += 1
        found["faulty"] += row.faulty
        found["doubtful"] += bool(row.problems) and not row.faulty
        found["entering"] += bool(row.statements)
        found["statements"] += len(row.statements)
    return {name: found[name] for name in ("rows", "entering", "faulty", "doubtful", "statements")}


def enter_rows(rows: Iterable[Planned], *, by: str, why: str, batch: str) -> int:
    """Enter what these rows state, all of it or nothing, as decisions of one batch; how many these are.

    `batch` is also what keeps it from being entered twice. Raises `NothingToImport` and `CannotChange` with the row.
    """
    intents = [_intent(row, statement, why) for row in rows if not row.faulty for statement in row.statements]
    if not intents:
        raise NothingToImport
    with atomic():
        for i in range(0, len(intents), _CHUNK):
            decide(intents[i : i + _CHUNK], by, batch)
    return len(intents)


def _intent(row: Planned, statement: Mapping[str, Any], why: str) -> Intent:
    values = {name: value for name, value in statement.items() if name != "note" or statement["kind"] != "partnership"}
    remark = statement.get("note") if statement["kind"] == "partnership" else ""
    return Intent(TYPE, values, why="; ".join(part for part in (f"{why}, {row.number}", remark) if part))


def opened(given: TableImport) -> Table:
    """The table of an import. Raises `Refused`."""
    try:
        with uploads.opened(given.sha256) as stream:
            return read_table(stream, given.name, given.sheet)
    except FileNotFoundError:
        raise Refused("is not there any more: upload it again") from None


def check(run: Run) -> dict[str, Any]:
    """Look a table through and tell what is wrong with which row. `given`: {"import"}."""
    given = TableImport.objects.get(pk=run.given["import"])
    rows = _planned(given)
    run.begin(len(rows))
    run.job.lines.all().delete()
    lines = [line for row in rows for line in _lines(run, row)]
    JobLine.objects.bulk_create(lines, batch_size=500)
    run.job.done = len(rows)
    run.faults = 0  # Rows with faults are what it was to find; the job itself went well.
    return tally(rows)


def enter_table(run: Run) -> dict[str, Any]:
    """Enter what a table states. `given`: {"import"}."""
    given = TableImport.objects.get(pk=run.given["import"])
    from ikrar.register.models import Decision

    if Decision.objects.filter(batch=given.batch, undone_by=None).exclude(what=Decision.What.UNDO).exists():
        return run.kept.get("result") or {"statements": Decision.objects.filter(batch=given.batch).count()}
    rows = _planned(given)
    run.begin(len(rows))
    run.say(gettext_noop("Entering %(name)s"), name=given.name)
    run.write()
    try:
        enter_rows(rows, by=run.who, why=given.name, batch=given.batch)
    except NothingToImport as e:
        raise Failed(gettext_noop("No row of this table states anything that is new and in order.")) from e
    except CannotChange as e:
        raise Failed(gettext_noop("Nothing was entered: %(why)s"), why=e) from e
    run.job.done = len(rows)
    return tally(rows)


def _planned(given: TableImport) -> list[Planned]:
    try:
        return planned(opened(given), given.columns, given.choices)
    except Refused as e:
        raise Failed("%(name)s: %(why)s", name=given.name, why=e) from e


def _lines(run: Run, row: Planned) -> Iterable[JobLine]:
    for number, problem in enumerate(row.problems):
        yield JobLine(
            job=run.job,
            key=f"{row.number}.{number}",
            level=Level.FAULT if problem.fault else Level.WARNING,
            about=f"{row.number}: {row.about}",
            message=Message.of(problem.text, **problem.values),
            values={"row": row.number, "asked": problem.asked, "candidates": list(problem.candidates)},
        )


CHECKING = Kind("check-table", gettext_noop("Looking through a list"), check)
IMPORTING = Kind("import-table", gettext_noop("Importing a list"), enter_table)
