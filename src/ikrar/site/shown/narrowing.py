"""What a search is narrowed to: read from an address, written back into one, offered as choices with numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from urllib.parse import urlencode

from django.db.models import Q
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from ikrar.model.edtf import interval
from ikrar.ontology import fields as field_codes
from ikrar.ontology import statuses as status_codes
from ikrar.register.facets import DONE, PLANNED
from ikrar.register.finding import UnknownParty, find_party
from ikrar.register.kinds import TYPES
from ikrar.register.models import Entry, Party
from ikrar.register.search import Narrowed, Question
from ikrar.site.forms.dates import understood
from ikrar.site.given import number_in
from ikrar.site.shown.dates import locale
from ikrar.site.shown.who import named
from ikrar.site.shown.words import called, country

MOST = 200  # characters of a question
WHAT = ("all", "parties", "entries", "documents")
NEWEST = "newest"
_MANY = ("country", "field", "kind", "status", "lang")
_TYPE = "all-"  # before a type, where a kind is asked for
LISTED_PARTIES = 40


@dataclass(frozen=True, slots=True)
class Asked:
    """A search as its address asks for it. `wrong` says what in it cannot be understood, and what to do."""

    question: Question
    what: str = "all"
    at: str = ""
    parties: tuple[Party, ...] = ()
    wrong: tuple[str, ...] = ()
    chosen: tuple[tuple[str, str], ...] = ()  # as they stand in the address

    def address(
        self, *, leave: tuple[str, str] | None = None, add: Iterable[tuple[str, str]] = (), **values: str
    ) -> str:
        """The same search with something left out, added or changed; from its first page."""
        fixed = {"q": self.question.text, "what": "" if self.what == "all" else self.what}
        fixed["sort"] = NEWEST if self.question.newest else ""
        fixed |= values
        pairs = [(name, value) for name, value in fixed.items() if value]
        pairs += [pair for pair in self.chosen if pair != leave]
        return "?" + urlencode([*pairs, *(pair for pair in add if pair not in pairs)])


def everything(*parties: Party, types: Iterable[str] = (), what: str = "entries") -> str:
    """Where all stands that concerns each of these parties, the latest first; of entries, perhaps only some types."""
    pairs = [("what", what), *(("party", str(p.pk)) for p in parties), *(("kind", _TYPE + t) for t in types)]
    return f"{reverse('search')}?{urlencode(pairs)}"


@dataclass(frozen=True, slots=True)
class Tag:
    """Something that was chosen, and the address without it."""

    name: str
    label: str
    without: str


@dataclass(frozen=True, slots=True)
class Choice:
    code: str
    label: str
    many: int | None = None
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Choices under a heading; the heading is empty where there is none."""

    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Choices:
    kinds: tuple[Group, ...] = ()
    statuses: tuple[Group, ...] = ()
    fields: tuple[Choice, ...] = ()
    countries: tuple[Choice, ...] = ()
    langs: tuple[Choice, ...] = ()
    parties: tuple[str, ...] = field(default=())  # as they are written


def asked(given: QueryDict) -> Asked:
    """What an address asks for; whatever makes no sense in it is told and left out."""
    text = given.get("q", "").replace("\0", " ").strip()[:MOST]  # PostgreSQL takes no zero bytes
    wrong: list[str] = []
    parties = _parties(given.getlist("party"), wrong)
    start, end = _day(given.get("from", ""), True, wrong), _day(given.get("to", ""), False, wrong)
    if start and end and end < start:
        wrong.append(_("The period ends before it begins."))
        start = end = None
    many = {name: tuple(dict.fromkeys(v for v in given.getlist(name) if _known(name, v))) for name in _MANY}
    kinds = many["kind"]
    narrowed = Narrowed(
        parties=tuple(p.pk for p in parties),
        countries=many["country"],
        fields=many["field"],
        kinds=tuple(k for k in kinds if not k.startswith(_TYPE)),
        types=tuple(k.removeprefix(_TYPE) for k in kinds if k.startswith(_TYPE)),
        statuses=many["status"],
        langs=many["lang"],
        start=start,
        end=end,
    )
    chosen = [("party", str(p.pk)) for p in parties]
    chosen += [(name, value) for name in _MANY for value in many[name]]
    chosen += [(n, given.get(n, "").strip()) for n, day in (("from", start), ("to", end)) if day]
    what = given.get("what", "all")
    return Asked(
        Question(text, narrowed, given.get("sort") == NEWEST),
        what if what in WHAT else "all",
        given.get("at", ""),
        tuple(parties),
        tuple(wrong),
        tuple(chosen),
    )


def _known(name: str, value: str) -> bool:
    if name == "country":
        return len(value) == 2 and value.isascii() and value.isalpha()
    if name == "field":
        return value in field_codes()
    if name == "kind":
        return value in TYPES or value.removeprefix(_TYPE) in Entry.Type.values
    if name == "status":
        return value in _statuses()
    return 1 < len(value) <= 16 and value.isascii() and value.replace("-", "").isalnum()


def _statuses() -> list[str]:
    return [*status_codes("commitment"), *status_codes("agreement"), PLANNED, DONE]


def _parties(given: Iterable[str], wrong: list[str]) -> list[Party]:
    """By number, or as somebody wrote them: Shanghai, Shanghai (CN), 上海."""
    found: dict[int, Party] = {}
    for value in (v.strip().replace("\0", "")[:MOST] for v in given if v.strip()):
        number = number_in(value)
        if number is not None:
            party = Party.objects.filter(pk=number).first()
            if party is None:
                wrong.append(_("A party that is no longer in the register was left out of what was asked for."))
        else:
            name, _bracket, code = value.removesuffix(")").partition(" (")
            try:
                party = find_party(f"{name}|{code}" if len(code) == 2 else value)
            except UnknownParty as unknown:
                party = None
                said = {"name": value, "near": ", ".join(n.partition("|")[0] for n in unknown.near)}
                wrong.append(
                    _("No party is called %(name)s. Near to it: %(near)s.") % said
                    if unknown.near
                    else _("No party is called %(name)s.") % said
                )
        if party is not None:
            found[party.pk] = party
    return list(found.values())


def _day(given: str, first: bool, wrong: list[str]) -> date | None:
    """The first or the last day of a date as people write it: 2023, April 2023, 28 April 2023, 2023-04-28."""
    if not given.strip():
        return None
    span = interval(understood(given) or "")
    if span is None:
        wrong.append(_("%(given)s is no date. Write it as 2023, April 2023 or 28 April 2023.") % {"given": given[:40]})
        return None
    return span.start if first else span.end


def tags(asked: Asked) -> list[Tag]:
    """What was chosen, each with the address that lets it go."""
    by_pk = {str(p.pk): named(p) for p in asked.parties}
    names = {
        "party": _("Party"), "country": _("Country"), "field": _("Field"), "kind": _("Kind"), "status": _("Status"),
        "lang": _("Language"), "from": _("From"), "to": _("To"),
    }  # fmt: skip
    return [
        Tag(names[name], by_pk[value] if name == "party" else _label(name, value), asked.address(leave=(name, value)))
        for name, value in asked.chosen
    ]


def _label(name: str, value: str) -> str:
    if name == "country":
        return country(value.upper())
    if name == "lang":
        return str(locale().languages.get(value, value))
    if name == "kind" and value.startswith(_TYPE):
        return type_name(value.removeprefix(_TYPE))
    if name == "status" and value == PLANNED:
        return _("planned")
    if name == "status" and value == DONE:
        return _("took place")
    return called(value) if name in ("field", "kind", "status") else value


def type_name(code: str) -> str:
    """What entries of a type are called together."""
    names = {
        "agreement": _("Agreements"),
        "encounter": _("Encounters"),
        "commitment": _("Pledges"),
        "activity": _("Carried out"),
        "trait": _("Profile"),
    }
    return names.get(code, code)


def choices(asked: Asked, counted: Counter[tuple[str, str]] | None) -> Choices:
    """What the search may be narrowed to. With what was counted, what occurs, with its numbers; else everything."""
    narrowed = asked.question.narrowed

    def one(name: str, code: str, chosen: Iterable[str], facet: str = "") -> Choice:
        many = counted[facet or name, code.removeprefix(_TYPE).lower()] if counted is not None else None
        return Choice(code, _label(name, code), many, code in chosen)

    def offered(found: Iterable[Choice]) -> tuple[Choice, ...]:
        return tuple(c for c in found if c.many != 0 or c.chosen)

    types: dict[str, list[str]] = {}
    for kind, type_ in TYPES.items():
        types.setdefault(str(type_), []).append(kind)
    all_of = {f"{_TYPE}{t}" for t in narrowed.types}
    kinds = []
    for type_, members in types.items():
        whole = [one("kind", _TYPE + type_, all_of, "type")] if len(members) > 1 else []
        whole = [replace(c, label=_("all of them")) for c in whole]
        kinds.append(Group(type_name(type_), offered([*whole, *(one("kind", k, narrowed.kinds) for k in members)])))
    groups = {
        _("Pledges"): status_codes("commitment"), _("Agreements"): status_codes("agreement"),
        _("Encounters"): (PLANNED, DONE),
    }  # fmt: skip
    statuses = [
        Group(label, offered(one("status", s, narrowed.statuses) for s in codes)) for label, codes in groups.items()
    ]
    return Choices(
        tuple(g for g in kinds if g.choices),
        tuple(g for g in statuses if g.choices),
        tuple(sorted(offered(one("field", f, narrowed.fields) for f in field_codes()), key=lambda c: c.label)),
        _countries(narrowed, counted),
        _langs(narrowed, counted),
        _likely(asked, counted),
    )


def _countries(narrowed: Narrowed, counted: Counter[tuple[str, str]] | None) -> tuple[Choice, ...]:
    if counted is None:
        codes = set(Party.objects.exclude(country="").order_by().values_list("country", flat=True).distinct())
    else:
        codes = {value.upper() for name, value in counted if name == "country"}
    made = [
        Choice(c, country(c), counted["country", c.lower()] if counted is not None else None, c in narrowed.countries)
        for c in codes | set(narrowed.countries)
    ]
    return tuple(sorted(made, key=lambda c: c.label))


def _langs(narrowed: Narrowed, counted: Counter[tuple[str, str]] | None) -> tuple[Choice, ...]:
    codes = {"id", "en", "zh", "ja"} if counted is None else {value for name, value in counted if name == "lang"}
    made = [
        Choice(c, _label("lang", c), counted["lang", c] if counted is not None else None, c in narrowed.langs)
        for c in codes | set(narrowed.langs)
    ]
    return tuple(sorted(made, key=lambda c: c.label))


def _likely(asked: Asked, counted: Counter[tuple[str, str]] | None) -> tuple[str, ...]:
    """Parties to narrow to, those with the most of what was counted first, as they are written."""
    if counted is None:
        return ()
    busy = [(many, int(pk)) for (name, pk), many in counted.items() if name == "party"]
    ids = [pk for _many, pk in sorted(busy, reverse=True) if pk not in asked.question.narrowed.parties]
    rows = Party.objects.filter(Q(pk__in=ids[:LISTED_PARTIES])).order_by("name")
    return tuple(f"{p.name} ({p.country})" if p.country else p.name for p in rows)


def hidden(asked: Asked, but: Iterable[str] = ()) -> list[tuple[str, str]]:
    """What a form keeps of the search beside its own fields."""
    kept = [("q", asked.question.text), ("what", "" if asked.what == "all" else asked.what), *asked.chosen]
    return [(name, value) for name, value in kept if value and name not in set(but)]
