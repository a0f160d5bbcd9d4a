"""An agreement in values for a page: what is known of the instrument, when it binds, how far its preparation came."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from babel.numbers import format_decimal
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ikrar.follow.clocks import Clock, Gap, clock
from ikrar.office import settings
from ikrar.ontology.instruments import Instrument, instruments, ladder, manners
from ikrar.register.entry_details import TYPE
from ikrar.register.lines import Line
from ikrar.register.models import Agreement, Entered, EntryClaim
from ikrar.register.terms import Terms
from ikrar.site.shown.timeline import Act, Timeline, draw
from ikrar.site.shown.tongue import listed, locale, ontology_code


def named(labels: Mapping[str, str]) -> str:
    """A label in the reader's language."""
    return labels.get(ontology_code()) or labels["en"]


def language_name(code: str) -> str:
    """id → Indonesian, bahasa Indonesia, 印尼语."""
    known = locale().languages
    return str(known.get(code.replace("-", "_")) or known.get(code.partition("-")[0]) or code)


def instrument_name(code: str) -> str:
    known = instruments().get(code)
    return known.label(ontology_code()) if known else code


def manner_name(code: str) -> str:
    labels = manners().get(code)
    return named(labels) if labels else code


def file_what(code: str) -> str:
    """What an attached file is to the thing it is attached to."""
    names = {
        "original": _("signed original"),
        "copy": _("copy"),
        "translation": _("translation"),
        "draft": _("draft"),
        "other": _("something else"),
    }
    return names.get(code, code)


def months(number: int) -> str:
    """36 → 3 years; 18 → 18 months."""
    if number % 12 == 0:
        years = number // 12
        return ngettext("%(n)s year", "%(n)s years", years) % {"n": format_decimal(years, locale=locale())}
    return ngettext("%(n)s month", "%(n)s months", number) % {"n": format_decimal(number, locale=locale())}


def size(number: int) -> str:
    """A number of bytes as people say it."""
    for unit, of in (("MB", 1_000_000), ("kB", 1_000)):
        if number >= of:
            return f"{format_decimal(round(number / of, 1), locale=locale())} {unit}"
    return f"{number} B"


def clock_of(line: Line, today: date) -> Clock:
    return clock(line.validity or Terms(), today, settings.of().times.expiring)


@dataclass(frozen=True, slots=True)
class Validity:
    """`bar` is the picture of when it binds: periods, automatic renewals, gaps and the day to decide on."""

    clock: Clock
    bar: Timeline | None
    renewal: int
    notice: int
    notice_given: date | None

    @property
    def gaps(self) -> tuple[Gap, ...]:
        return self.clock.gaps


def validity(terms: Terms, today: date) -> Validity:
    seen = clock(terms, today, settings.of().times.expiring)
    acts = [*_acts(terms, seen, today)]
    bar = draw(acts, ["validity"], today) if acts else None
    return Validity(seen, bar, terms.renewal, terms.notice, terms.notice_given)


def _acts(terms: Terms, seen: Clock, today: date) -> Iterable[Act]:
    stop = terms.ended or (seen.until if seen.phase == "ended" else None)
    for period in terms.periods:
        begins = period.start or period.end
        if begins is None or (stop and begins > stop):
            continue
        until = period.end if period.end else max(today, begins)
        yield Act(begins, "validity", "period" if period.end else "period open", "", until=min(until, stop or until))
    for gap in seen.gaps:
        yield Act(gap.first, "validity", "gap", "", until=gap.last)
    last = terms.periods[-1] if terms.periods else None
    if seen.renewals and last and last.end and seen.until:
        yield Act(last.end, "validity", "renewed", "", until=seen.until)
    if seen.phase == "lapsed" and seen.until:
        yield Act(seen.until, "validity", "gap", "", until=today)
    if seen.decide_by:
        yield Act(seen.decide_by, "validity", "decide", "")


# ---- instruments of a pair, and what hangs on what


@dataclass(frozen=True, slots=True)
class Rung:
    """A type of instrument on the ladder of bonds, with the agreements of the pair that are of it."""

    instrument: Instrument
    lines: tuple[Line, ...]
    binds: bool

    @property
    def name(self) -> str:
        return self.instrument.label(ontology_code())


def rungs(lines: Iterable[Line], today: date) -> list[Rung]:
    """The ladder, the closest bond first; a rung binds where one of its agreements does today."""
    known = list(lines)
    made = []
    for rung in reversed(ladder()):
        its = tuple(line for line in known if line.instrument == rung.code)
        made.append(Rung(rung, its, any(clock_of(line, today).binds for line in its)))
    return made


def keys_of(ids: Iterable[int]) -> dict[int, list[str]]:
    """The keys under which each of these entries may be named as a parent, the one to name it by first; two queries."""
    wanted = list(ids)
    found: dict[int, list[str]] = {pk: [] for pk in wanted}
    for entry, number in Entered.objects.filter(entry__in=wanted).order_by("position").values_list("entry", "number"):
        found[entry].append(f"#{number}")
    claims = EntryClaim.objects.filter(entry__in=wanted).order_by("position")
    for entry, sha256, key in claims.values_list("entry", "claim__document__sha256", "claim__key"):
        found[entry].append(f"{sha256}/{key}")
    return found


@dataclass(frozen=True, slots=True)
class Family:
    """What an agreement stands under, and what stands under it."""

    parent: Agreement | None
    children: tuple[Agreement, ...]
    offered: tuple[tuple[str, str], ...]  # What it could stand under: key and name.


def family(entry: Agreement) -> Family:
    """Three queries: only agreements of the same pair stand under each other."""
    others = list(Agreement.objects.filter(partnership=entry.partnership_id).exclude(pk=entry.pk).order_by("day", "pk"))
    keys = keys_of([entry.pk, *(o.pk for o in others)])
    parent = next((o for o in others if entry.terms.get("parent") in keys[o.pk]), None)
    children = tuple(o for o in others if o.terms.get("parent") in keys[entry.pk])
    free = [o for o in others if o not in children and keys[o.pk]]
    offered = [(keys[o.pk][0], _offered(o)) for o in free]
    if parent is not None:  # It is named by whichever of its keys was chosen then.
        offered = [
            (entry.terms["parent"] if o is parent else key, name) for (key, name), o in zip(offered, free, strict=True)
        ]
    return Family(parent, children, tuple(offered))


def _offered(agreement: Agreement) -> str:
    name = agreement.what or instrument_name(agreement.instrument) or TYPE
    return f"{name[:100]} ({agreement.when})" if agreement.when else name[:100]


def details(entry: Agreement) -> dict[str, Any]:
    """What people said of the instrument, in words for a page."""
    t = entry.terms
    ending = t.get("termination") or {}
    return {
        "type": instrument_name(entry.instrument),
        "languages": listed(map(language_name, t.get("languages", ()))),
        "place": t.get("place", ""),
        "manner": manner_name(t["manner"]) if t.get("manner") else "",
        "signatories": t.get("signatories", ()),
        "duration": months(t["duration"]) if t.get("duration") else "",
        "renewal": months(t["renewal"]) if t.get("renewal") else "",
        "notice": months(t["notice"]) if t.get("notice") else "",
        "extensions": t.get("extensions", ()),
        "amendments": t.get("amendments", ()),
        "ending": ending,
        "our_number": t.get("our_number", ""),
        "their_number": t.get("their_number", ""),
        "original": t.get("original", ""),
    }
