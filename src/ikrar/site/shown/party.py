"""A party through time, in values for its page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from ikrar.register.lines import Line
from ikrar.register.lines import lines_of as values_of
from ikrar.register.models import Contact, Decision, Entry, OfficeHolder, Party, PartyName, Succession
from ikrar.register.parties import offices
from ikrar.register.subjects import parted
from ikrar.site.shown import dates
from ikrar.site.shown.acts import act
from ikrar.site.shown.timeline import Act, Timeline, draw
from ikrar.site.shown.tongue import locale, ontology_code
from ikrar.site.shown.who import named
from ikrar.site.shown.words import called

LANES = (Entry.Type.AGREEMENT, Entry.Type.ENCOUNTER, Entry.Type.COMMITMENT, Entry.Type.ACTIVITY)
OFFICE_LANE = "office"
MOST_BEFORE = 20  # entries of each predecessor; all of them stand on its own page
TONGUES = ("id", "en", "zh")


# ---- names


def tongue(code: str) -> str:
    """A language in the reader's words; every language where the code is empty."""
    return str(locale().languages.get(code, code)).capitalize() if code else _("every language")


def official(party: Party, today: date) -> str:
    return party.official_on(today, ontology_code())


def names(party: Party) -> list[PartyName]:
    """What people entered, the latest period first, then what the gazetteer knows."""
    rows = list(party.all_names.all())
    rows.sort(key=lambda n: (n.lang, n.kind))
    rows.sort(key=lambda n: n.since_day or date.min, reverse=True)
    rows.sort(key=lambda n: (n.key is None, n.until_day is not None))
    return rows


def period(since: str | None, until: str | None) -> str:
    """2017–2022, since 2025, until 1942, in the reader's way of writing dates."""
    if since and until:
        return f"{dates.written(since)} – {dates.written(until)}"
    if since:
        return _("since %(day)s") % {"day": dates.written(since)}
    return _("until %(day)s") % {"day": dates.written(until)} if until else ""


# ---- offices


@dataclass(frozen=True, slots=True)
class Holders:
    """Who holds the offices on a day, and all who ever did, office by office."""

    then: tuple[OfficeHolder, ...]
    ever: tuple[OfficeHolder, ...]

    @property
    def others(self) -> tuple[OfficeHolder, ...]:
        """Those who did not hold one on that day."""
        return tuple(h for h in self.ever if h not in self.then)


def holders(party: Party, day: date) -> Holders:
    every = offices.in_order(party.holders.all())
    return Holders(tuple(offices.of_day(every, day)), tuple(every))


def office_of(holder: OfficeHolder) -> str:
    """What the office is called there, else in the reader's words."""
    return holder.title or called(holder.post)


def in_office(line: Line, today: date) -> list[tuple[Party, OfficeHolder]]:
    """Who governed each party on the day of an entry; nobody where its day is not known or is still to come."""
    if line.day is None or line.day > today:
        return []
    held = offices.holders_on([p.pk for p in line.parties], line.day)
    return [(p, h) for p in line.parties for h in held.get(p.pk, ()) if h.post == "head"]


# ---- contacts


def contacts(party: Party) -> list[Contact]:
    """The party's own office first, then those elsewhere."""
    own = Contact.Of.OFFICE
    return sorted(party.contacts.select_related("personal"), key=lambda c: (c.of != own, c.erased, c.of, c.pk))


# ---- before and after


@dataclass(frozen=True, slots=True)
class Before:
    """A party that another took the place of, with what is filed under it."""

    succession: Succession
    party: Party
    lines: tuple[Line, ...]
    total: int


def came_from(party: Party) -> list[Before]:
    """What the party came from, with the entries that stay filed there: they are counted there and not here.

    However many there are, a fixed number of queries for each step back in time.
    """
    steps = offices.before(party)
    ids = {step.predecessor_id for step in steps}
    where = Q(party__in=ids) | Q(partnership__party_a__in=ids) | Q(partnership__party_b__in=ids)
    rows = Entry.objects.filter(where).order_by("-day", "-id") if steps else Entry.objects.none()
    sides = ("party", "partnership__party_a", "partnership__party_b")
    of_party: dict[int, list[tuple[int, str]]] = {pk: [] for pk in ids}
    for pk, type_, *its in rows.values_list("id", "type", *sides):
        for one in ids.intersection(its):
            of_party[one].append((pk, type_))
    shown = dict.fromkeys(entry for found in of_party.values() for entry in found[:MOST_BEFORE])
    by_id = {line.id: line for line in values_of(shown)}
    return [
        Before(
            step,
            step.predecessor,
            tuple(by_id[pk] for pk, _type in of_party[step.predecessor_id][:MOST_BEFORE] if pk in by_id),
            len(of_party[step.predecessor_id]),
        )
        for step in steps
    ]


def followed(party: Party) -> list[Succession]:
    return offices.after(party)


def how(succession: Succession) -> str:
    """In a word, how one took the place of the other."""
    words = {"replaced": _("renamed or replaced"), "merged": _("merged"), "split": _("split")}
    return words.get(succession.how, succession.how)


# ---- the line of years


def timeline(lines: Iterable[Line], held: Holders, party: Party, today: date) -> Timeline | None:
    """Acts, and who held the first office meanwhile."""
    drawn = [a for a in (act(line, today) for line in lines) if a]
    terms = [a for a in (term(h, party, today) for h in held.ever if h.post == "head") if a]
    lanes = [lane for lane in LANES if any(a.lane == lane for a in drawn)]
    if not drawn and not terms:
        return None
    return draw([*terms, *drawn], [OFFICE_LANE, *lanes] if terms else lanes, today)


def terms(parties: Sequence[Party], today: date) -> tuple[list[str], list[Act]]:
    """Lanes and bars of who governed each of these parties, for a line of years."""
    by_id = {p.pk: p for p in parties}
    lanes: dict[str, None] = {}
    drawn: list[Act] = []
    for holder in OfficeHolder.objects.filter(party__in=by_id, post="head"):
        of = by_id[holder.party_id]
        lane = _("In office: %(name)s") % {"name": named(of)}
        bar = term(holder, of, today, lane)
        if bar:
            lanes[lane] = None
            drawn.append(bar)
    ordered = [_("In office: %(name)s") % {"name": named(p)} for p in parties]
    return [lane for lane in ordered if lane in lanes], drawn


def term(holder: OfficeHolder, party: Party, today: date, lane: str = OFFICE_LANE) -> Act | None:
    """A term of office as a bar; one that goes on ends today. None where no beginning is known."""
    if holder.since_day is None:
        return None
    until = min(holder.until_day or today, today)
    said = ", ".join((holder.person, office_of(holder), period(holder.since, holder.until)))
    shape = f"term{' acting' if holder.acting else ''}"
    href = f"{reverse('party', args=[party.pk])}#o{holder.number}"
    return Act(holder.since_day, lane, shape, said, href, max(until, holder.since_day))


# ---- identifiers


def identifiers(party: Party) -> list[tuple[str, str, str]]:
    """Under which numbers others know it: whose, which, and where that leads."""
    found = []
    if party.geonames:
        found.append(("GeoNames", str(party.geonames), f"https://www.geonames.org/{party.geonames}"))
    if party.wikidata:
        found.append(("Wikidata", party.wikidata, f"https://www.wikidata.org/wiki/{party.wikidata}"))
    if party.subdivision:
        there = f"https://www.iso.org/obp/ui/#iso:code:3166:{party.subdivision[:2]}"
        found.append(("ISO 3166-2", party.subdivision, there))
    return found


# ---- what was decided


@dataclass(frozen=True, slots=True)
class Done:
    """One decision about a party in words: `about` is what it is about, `said` what it did to that."""

    decision: Decision
    about: str
    said: tuple[tuple[str, str, str], ...]
    taken_back: Decision | None
    undoable: bool


def history(decisions: Sequence[Decision]) -> list[Done]:
    """All decisions about a party, the latest first, with what was taken back; those that erased cannot be."""
    undone = {d.undoes_id: d for d in decisions if d.what == Decision.What.UNDO}
    made = []
    for d in decisions:
        if d.what == Decision.What.UNDO:
            continue
        type_, _key = parted(d.subject)
        back = undone.get(d.pk)
        erased = "erased" in d.after
        made.append(Done(d, _about(type_), _said(d), back, back is None and not erased))
    return made


def _about(type_: str) -> str:
    words = {
        "party": _("Party"),
        "party-name": _("Name"),
        "office-holder": _("Office"),
        "succession": _("Predecessor"),
        "contact": _("Contact"),
    }
    return words.get(type_, type_)


def _labels() -> dict[str, str]:
    return {
        "name": _("Name"),
        "person": _("Person"),
        "role": _("Role"),
        "level": _("Level"),
        "body": _("Body"),
        "belongs_to": _("Belongs to"),
        "same_as": _("Same as"),
        "geonames": "GeoNames",
        "wikidata": "Wikidata",
        "subdivision": "ISO 3166-2",
        "lang": _("Language"),
        "kind": _("Kind of name"),
        "since": _("From"),
        "until": _("Until"),
        "post": _("Office"),
        "title": _("Title"),
        "acting": _("Acting"),
        "predecessor": _("Predecessor"),
        "how": _("How"),
        "when": _("When"),
        "of": _("Where"),
        "note": _("Note"),
        "personal": _("Personal values"),
        "erased": _("Personal values"),
    }


def _said(decision: Decision) -> tuple[tuple[str, str, str], ...]:
    """Name, before and after of all that differs; of what was entered, all that says something."""
    labels = _labels()
    found = []
    for name, label in labels.items():
        if name in decision.after and (decision.after[name] or decision.before.get(name)):
            was, now = decision.before.get(name), decision.after[name]
            found.append((label, _value(name, was) if decision.what == Decision.What.CHANGE else "", _value(name, now)))
    if decision.what == Decision.What.REMOVE:
        first = next((n for n in ("name", "person", "role", "predecessor") if decision.before.get(n)), None)
        if first:
            found.append((labels[first], _value(first, decision.before[first]), ""))
    return tuple(found)


def _value(name: str, value: Any) -> str:
    if value in (None, "", False):
        return ""
    if name == "lang":
        return tongue(value)
    if name in {"since", "until", "when"}:
        return dates.written(value)
    if name in {"belongs_to", "same_as", "predecessor"}:
        return str(value).rpartition("|")[0]
    if name in {"personal", "erased"}:
        return _("erased") if name == "erased" else _("kept apart from the journal")
    if name == "acting":
        return _("yes")
    if name == "level":
        return {"city": _("City"), "region": _("Province or region"), "country": _("Country")}.get(value, value)
    if name in {"kind", "how", "of"}:
        return choice(name, value)
    return called(value) if name in {"post", "body"} else str(value)


def choice(name: str, code: str) -> str:
    """What a code of a form's choices says."""
    words = {
        ("kind", "short"): _("short name"),
        ("kind", "official"): _("official name"),
        ("how", "replaced"): _("renamed or replaced"),
        ("how", "merged"): _("merged"),
        ("how", "split"): _("split"),
        ("of", "office"): _("the party's own office"),
        ("of", "embassy"): _("embassy"),
        ("of", "consulate"): _("consulate"),
        ("of", "other"): _("elsewhere"),
    }
    return words.get((name, code), code)


def title(party: Party) -> str:
    return named(party)
