"""What a table says, row by row: what would be entered, and what is wrong or doubtful. Writes nothing."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from ikrar.model import Party
from ikrar.model.folding import fold_name
from ikrar.ontology import fields as field_codes
from ikrar.ontology.instruments import instrument_of
from ikrar.places import Place, lookup
from ikrar.work.tables.dates import edtf, last_day, month_first
from ikrar.work.tables.mapping import Columns, words
from ikrar.work.tables.sheets import Table

_NEAR_KM = 60.0
_CLEARLY = 10  # times as many people as the next one: then nobody means the next one
_STANDS = {"in-force": "done", "ended": "ended", "in-preparation": "planned", "renewed": "renewed"}


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a row (`fault`: it is left out) or doubtful. `text` and `values` make a line for people.

    `candidates` are the places that a name may mean, as party keys, for a person to choose; `asked` names the choice.
    """

    text: str
    values: Mapping[str, str] = field(default_factory=dict)
    fault: bool = False
    asked: str = ""
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Planned:
    """A row: its number in the file, the statements to be entered (as `entry_details.enter` takes them), problems."""

    number: int
    about: str
    statements: tuple[Mapping[str, Any], ...]
    problems: tuple[Problem, ...]

    @property
    def faulty(self) -> bool:
        return any(p.fault for p in self.problems)


@dataclass(frozen=True, slots=True)
class Known:
    """What the register holds already: pairs that stand, since when, and agreements by pair, instrument and date."""

    pairs: Mapping[frozenset[str], str | None] = field(default_factory=dict)
    agreements: Collection[tuple[frozenset[str], str, str | None]] = frozenset()


def plan(
    table: Table,
    columns: Columns,
    *,
    home: str = "",
    known: Known | None = None,
    choices: Mapping[str, str] | None = None,
) -> Iterator[Planned]:
    """The rows of a table as what they state.

    `home` is the party that a table without a first column speaks of (`Name|CC`); `choices` say which place a name
    means: `name|CC` as written -> party key.
    """
    months = {what: month_first(_column(table, columns.get(what))) for what in ("date", "end")}
    reader = _Reader(columns, home, choices or {}, months)
    held = known or Known()
    seen: dict[Any, int] = {}
    for number, row in zip(table.numbers, table.rows, strict=True):
        yield _deduplicated(reader.row(number, row), held, seen)


def _deduplicated(planned: Planned, known: Known, seen: dict[Any, int]) -> Planned:
    """Without what another row or the register says already."""
    if planned.faulty:
        return planned
    kept, problems = [], list(planned.problems)
    for statement in planned.statements:
        name = _identity(statement)
        if name in seen:
            problems.append(Problem(SAME_AS_ROW, {"row": str(seen[name])}))
        elif _is_known(statement, known):
            problems.append(Problem(KNOWN_ALREADY))
        else:
            seen[name] = planned.number
            kept.append(statement)
    return Planned(planned.number, planned.about, tuple(kept), tuple(problems))


def _identity(statement: Mapping[str, Any]) -> tuple[Any, ...]:
    pair = frozenset(_key(p) for p in statement["parties"])
    if statement["kind"] == "partnership":
        return "partnership", pair, statement.get("state")
    return "agreement", pair, fold_name(statement["what"] or ""), statement["when"]


def _is_known(statement: Mapping[str, Any], known: Known) -> bool:
    pair = frozenset(_key(p) for p in statement["parties"])
    if statement["kind"] == "partnership":
        same_day = statement["when"] in (None, known.pairs.get(pair))
        return pair in known.pairs and statement.get("state") != "ended" and same_day
    return (pair, fold_name(statement["what"] or ""), statement["when"]) in known.agreements


def _key(party: Mapping[str, Any]) -> str:
    return f"{party['name']}|{party['country']}"


def _column(table: Table, at: int | None) -> list[str]:
    return [row[at] for row in table.rows] if at is not None else []


class _Reader:
    """Reads rows of one table."""

    def __init__(self, columns: Columns, home: str, choices: Mapping[str, str], months: Mapping[str, bool]) -> None:
        self._columns, self._home, self._choices, self._months = columns, home, choices, months

    def row(self, number: int, row: Sequence[str]) -> Planned:
        problems: list[Problem] = []
        one, other = self._party(row, "a", problems), self._party(row, "b", problems)
        ours = self._cell(row, "party_a") or self._home.partition("|")[0]
        about = " – ".join(p for p in (ours, self._cell(row, "party_b")) if p)
        if one and other and one.key == other.key:
            problems.append(Problem(SAME_PARTY, fault=True))
        when, end = self._date(row, "date", problems), self._date(row, "end", problems)
        fields = self._fields(row, problems)
        status = self._status(row, problems)
        if any(p.fault for p in problems) or one is None or other is None:
            return Planned(number, about, (), tuple(problems))
        statements = self._statements(row, (one, other), when, end, fields, status)
        return Planned(number, about, tuple(statements), tuple(problems))

    def _statements(
        self,
        row: Sequence[str],
        pair: tuple[Party, Party],
        when: str | None,
        end: str | None,
        fields: list[str],
        status: str,
    ) -> Iterator[dict[str, Any]]:
        """A standing relation, an instrument, or both."""
        tie, instrument = self._cell(row, "tie"), self._cell(row, "instrument")
        relation = _names_relation(tie) or not (tie or instrument)
        if not instrument and tie and not _names_relation(tie):
            instrument = tie
        binds = bool(instrument or end or (relation and status in ("in-preparation", "renewed")))
        parties = [p.as_json() for p in pair]
        note = self._cell(row, "note")
        state = _STANDS.get(status, "done")
        common = {"parties": parties, "when": when, "fields": fields}
        if relation and state in ("done", "renewed", "ended"):
            ended = {"state": "ended"} if state == "ended" else {}
            yield common | {"kind": "partnership", "what": tie or None, "note": note} | ended
        if binds:
            made = common | {
                "kind": "agreement",
                "what": instrument or tie or None,
                "state": "planned" if state == "planned" else "done",
            }
            made |= {"note": note} if note else {}
            made |= {"valid_until": day.isoformat()} if end and (day := last_day(end)) else {}
            yield made | ({"status": status} if status else {})

    def _party(self, row: Sequence[str], side: str, problems: list[Problem]) -> Party | None:
        written, country = self._cell(row, f"party_{side}"), self._cell(row, f"country_{side}")
        if not written:
            if side == "a" and f"party_{side}" not in self._columns and self._home:
                return _chosen(self._home)
            problems.append(Problem(NO_PARTY, fault=True))
            return None
        code = _country(country)
        if country and code is None:
            problems.append(Problem(NO_COUNTRY, {"country": country}, fault=False))
        asked = f"{written}|{code or ''}"
        if asked in self._choices:
            return _chosen(self._choices[asked])
        found = _candidates(written, code)
        if not found:
            fault = not code
            text = UNKNOWN if fault else UNKNOWN_KEPT
            problems.append(Problem(text, {"name": written, "country": code or country}, fault=fault, asked=asked))
            return Party(written, code) if code else None
        best = _nearest(found, self._number(row, f"lat_{side}"), self._number(row, f"lon_{side}")) or _clear(found)
        if best is None:
            best = found[0]
            keys = tuple(dict.fromkeys(p.party.key for p in found))[:8]
            values = {"name": written, "taken": f"{best.name} ({best.country})", "others": str(len(keys) - 1)}
            problems.append(Problem(AMBIGUOUS, values, fault=not code, asked=asked, candidates=keys))
        if best.level != "city":
            problems.append(Problem(NO_CITY, {"name": written}))
        return best.party

    def _date(self, row: Sequence[str], what: str, problems: list[Problem]) -> str | None:
        written = self._cell(row, what)
        if not written:
            return None
        value = edtf(written, self._months[what])
        if value is None:
            problems.append(Problem(NO_DATE, {"date": written}, fault=True))
        return value

    def _fields(self, row: Sequence[str], problems: list[Problem]) -> list[str]:
        found = []
        for word in _parted(self._cell(row, "fields")):
            code = _field_words().get(fold_name(word))
            if code:
                found.append(code)
            else:
                problems.append(Problem(NO_FIELD, {"field": word}))
        return sorted(set(found))

    def _status(self, row: Sequence[str], problems: list[Problem]) -> str:
        written = self._cell(row, "status")
        if not written:
            return ""
        code = _status_words().get(fold_name(written), "")
        if not code:
            problems.append(Problem(NO_STATUS, {"status": written}))
        return code

    def _cell(self, row: Sequence[str], what: str) -> str:
        at = self._columns.get(what)
        return row[at].strip() if at is not None and at < len(row) else ""

    def _number(self, row: Sequence[str], what: str) -> float | None:
        try:
            return float(self._cell(row, what).replace(",", "."))
        except ValueError:
            return None


def _names_relation(tie: str) -> bool:
    folded = fold_name(tie)
    kind = instrument_of(tie)
    if kind in ("letter-of-intent", "memorandum"):
        return False
    return any(fold_name(word) in folded for word in words()["relations"]["words"])


@cache
def _candidates(name: str, country: str | None) -> tuple[Place, ...]:
    """Places other than countries; two with the same party key are one, cities before regions."""
    found = next((places for called in _called(name) if (places := _places(called, country))), [])
    once: dict[str, Place] = {}
    for place in found:
        held = once.setdefault(place.party.key, place)
        if held.level != "city" and place.level == "city":
            once[place.party.key] = place
    return tuple(once.values())


def _places(name: str, country: str | None) -> list[Place]:
    return [p for p in lookup(name, country) if p.level != "country"]


def _called(name: str) -> Iterator[str]:
    """A name as it stands, then without what may stand around it."""
    yield name
    folded = fold_name(name)
    for head in words()["heads"]["before"]:
        if folded.startswith(f"{head} "):
            yield folded.removeprefix(f"{head} ")
    for head in words()["heads"]["after"]:
        if folded.endswith(head) and folded != head:
            yield folded.removesuffix(head).strip()


def _clear(found: Sequence[Place]) -> Place | None:
    """The one that is meant without doubt: the only one, or one far larger than the next."""
    if len(found) == 1 or found[0].population >= _CLEARLY * max(p.population for p in found[1:]) > 0:
        return found[0]
    return None


def _nearest(found: Sequence[Place], lat: float | None, lon: float | None) -> Place | None:
    """The one that lies where the table says."""
    if lat is None or lon is None:
        return None
    placed = [
        (_km(p.latitude, p.longitude, lat, lon), p) for p in found if p.latitude is not None and p.longitude is not None
    ]
    near = min(placed, key=lambda one: one[0], default=None)
    return near[1] if near and near[0] <= _NEAR_KM else None


def _km(a_lat: float | None, a_lon: float | None, b_lat: float, b_lon: float) -> float:
    """Between two points on the earth, near enough for telling towns apart."""
    mean = math.radians(((a_lat or 0) + b_lat) / 2)
    east = (b_lon - (a_lon or 0) + 180) % 360 - 180
    return 111.2 * math.hypot(b_lat - (a_lat or 0), east * math.cos(mean))


@cache
def _country(written: str) -> str | None:
    """The ISO code of a country as people write it: its code, or its name in a language that the gazetteer knows."""
    import pycountry
    from babel import Locale

    if not written:
        return None
    short = written.strip().upper()
    if len(short) == 2 and short.isalpha():
        return short if short in Locale("en").territories else None
    if len(short) == 3 and (found := pycountry.countries.get(alpha_3=short)):
        return str(found.alpha_2)
    return next((p.country for p in lookup(written) if p.level == "country"), None)


def _chosen(key: str) -> Party:
    """The party of this key, with what the gazetteer knows of it."""
    name, _bar, country = key.partition("|")
    found = next((p for p in lookup(name, country or None) if p.party.key == key), None)
    return found.party if found else Party(name, country)


def _parted(written: str) -> list[str]:
    for sign in ("；", "、", ";", "/", "，"):
        written = written.replace(sign, ",")
    return [word.strip() for word in written.split(",") if word.strip()]


@cache
def _field_words() -> dict[str, str]:
    return {fold_name(word): code for code, f in field_codes().items() for word in (code, *f.labels.values())}


@cache
def _status_words() -> dict[str, str]:
    return {fold_name(word): code for code, names in words()["statuses"].items() for word in (code, *names)}


# What is told of rows; catalogues know these words (work/doing/importing.py names them to the catalogue).
SAME_AS_ROW = "Says the same as row %(row)s; entered once."
KNOWN_ALREADY = "The register holds this already."
SAME_PARTY = "Both sides are the same."
NO_PARTY = "A party is missing."
NO_COUNTRY = "“%(country)s” is no country of today."
UNKNOWN = "“%(name)s” is no place that is known, and without its country it cannot be entered."
UNKNOWN_KEPT = "“%(name)s” (%(country)s) is no place that is known; entered as it is written."
AMBIGUOUS = "“%(name)s” may be one of several places; %(taken)s is taken, %(others)s more would fit."
NO_CITY = "“%(name)s” is a province or region."
NO_DATE = "“%(date)s” is no date."
NO_FIELD = "“%(field)s” is no field of cooperation; left out."
NO_STATUS = "“%(status)s” is no status; left out."
