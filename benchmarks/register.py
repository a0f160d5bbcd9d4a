"""A register of any size to measure on: made up, the same for the same seed, poured in past all that files one by one.

    python benchmarks/register.py --documents 10000 --claims 50000

writes into the register that `DATABASE_URL` or `IKRAR_DATA` names, which must be empty. Parties are real places of the
gazetteer and follow Zipf's law, as do words; days lie in the fifteen years before `TODAY`, more of them lately. The law
is steeper than an office's: one pair in 20,000 is told of by three documents in a hundred, which is ten thousand
entries where a busy sister city has some hundred. What is quick there is quick anywhere.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sys
import time
from bisect import bisect
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate
from typing import Any

TODAY = date(2026, 11, 24)
YEARS = 15
SEED = 20231105

_ID = "ber ka me ngan pe ra sa ta ri di an si ma lu ku po no te li bu ga ja wi ro hu nya kan wa ni do"
_EN = "con tra ment ing re ter ble sta ti on pro ver ed ly com par in ness ful or al ic um per ex der sion gra"
_REAL = {
    "id": "kota dan di yang dengan kerja sama pemerintah wali nota kesepahaman pameran pelabuhan beasiswa sampah "
    "pendidikan banjir undangan kunjungan pariwisata budaya perdagangan pelatihan pegawai sungai",
    "en": "the of and city to in cooperation mayor memorandum understanding exchange port scholarship waste education "
    "flood invitation visit tourism culture trade training civil servants letter intent river",
}
_HAN_REAL = "合作 城市 市长 友好 访问 备忘录 签署 教育 港口 文化 贸易 培训 公务员 邀请 代表团 双方 交流 旅游 垃圾分类"
_KINDS = {
    "meeting": 20, "visit": 14, "agreement": 12, "delivery": 10, "invitation": 9, "offer": 8, "plan": 10, "interest": 6,
    "request": 3, "acceptance": 3, "trait": 3, "aim": 2,
}  # fmt: skip


class Zipf:
    """Draws numbers below `n`, the first ones most often."""

    def __init__(self, n: int, power: float = 1.0) -> None:
        self.sums = list(accumulate(1 / (i + 2) ** power for i in range(n)))

    def draw(self, dice: random.Random) -> int:
        return bisect(self.sums, dice.random() * self.sums[-1])


def _vocabulary(dice: random.Random, syllables: str, real: str, size: int) -> list[str]:
    words, parts = dict.fromkeys(real.split()), syllables.split()
    while len(words) < size:
        words["".join(dice.choice(parts) for _ in range(dice.choice((2, 2, 3, 3, 4))))] = None
    return list(words)


@dataclass
class Words:
    """Words of each language, by how often they are used."""

    dice: random.Random
    words: dict[str, list[str]] = field(default_factory=dict)
    zipf: dict[str, Zipf] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.words = {
            "id": _vocabulary(self.dice, _ID, _REAL["id"], 25_000),
            "en": _vocabulary(self.dice, _EN, _REAL["en"], 25_000),
        }
        signs = [chr(c) for c in range(0x4E00, 0x9FA5, 8)]
        han = dict.fromkeys(_HAN_REAL.split())
        usual = Zipf(len(signs), 0.7)
        while len(han) < 15_000:
            han["".join(signs[usual.draw(self.dice)] for _ in range(self.dice.choice((1, 2, 2, 2, 3))))] = None
        self.words["zh"] = list(han)
        self.zipf = {lang: Zipf(len(found)) for lang, found in self.words.items()}

    def some(self, lang: str, many: int) -> list[str]:
        return self.dice.choices(self.words[lang], cum_weights=self.zipf[lang].sums, k=many)

    def sentence(self, lang: str, many: int) -> str:
        if lang == "zh":
            return "".join(self.some(lang, many)) + "。"
        return " ".join(self.some(lang, many)).capitalize() + "."


@dataclass(frozen=True)
class Made:
    """What a generated register holds."""

    documents: int
    claims: int
    entries: int
    parties: int
    partnerships: int
    seconds: float
    index_seconds: float


def fill(documents: int, claims: int, seed: int = SEED, say: Any = print) -> Made:
    """Pour a register into the empty database that Django is set up with."""
    from django.db import connections, router, transaction

    from ikrar.register import index, models

    alias = router.db_for_write(models.StoredDocument)
    connection = connections[alias]
    if models.StoredDocument.objects.exists():
        raise SystemExit("This register is not empty; choose another with IKRAR_DATA or DATABASE_URL.")
    began = time.perf_counter()
    dice = random.Random(seed)
    with transaction.atomic(using=alias):
        index.remove(connection)
        maker = Maker(connection, dice, documents, claims)
        maker.parties()
        maker.acts(say)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:  # A table that waits for the end to be checked cannot be altered.
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        poured = time.perf_counter()
        index.install(connection)
        _restart_numbers(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM ANALYZE")
    done = time.perf_counter()
    return Made(
        documents, maker.made_claims, maker.made_entries, len(maker.party_rows), len(maker.pairs), done - began,
        done - poured,
    )  # fmt: skip


def _restart_numbers(connection: Any) -> None:
    from django.apps import apps
    from django.core.management.color import no_style

    found = [
        m for app in ("register", "follow") for m in apps.get_app_config(app).get_models(include_auto_created=True)
    ]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), found):
            cursor.execute(statement)


class Table:
    """Rows of a model, poured in by thousands; columns that are not given have their defaults."""

    def __init__(self, connection: Any, model: Any, *given: str) -> None:
        self.connection, self.model = connection, model
        fields = model._meta.local_concrete_fields
        self.fields = [f for f in fields if f.attname in given]
        assert len(self.fields) == len(given), (model, given)
        self.order = [given.index(f.attname) for f in self.fields]
        rest = [f for f in fields if f.attname not in given and not f.db_returning]  # The database numbers by itself.
        self.rest = [(f.column, self._value(f, f.pre_save(model(), True) or f.get_default())) for f in rest]
        self.json = [f.get_internal_type() == "JSONField" for f in self.fields]
        self.rows: list[tuple[Any, ...]] = []

    def _value(self, of: Any, value: Any) -> Any:
        if of.get_internal_type() == "JSONField":
            return json.dumps(value)
        return of.get_db_prep_save(value, self.connection)

    def add(self, *row: Any) -> None:
        values = [row[i] for i in self.order]
        self.rows.append(
            tuple(json.dumps(v, ensure_ascii=False) if j else v for v, j in zip(values, self.json, strict=True))
        )
        if len(self.rows) >= 5000:
            self.pour()

    def pour(self) -> None:
        if not self.rows:
            return
        columns = [f.column for f in self.fields] + [c for c, _ in self.rest]
        rest = tuple(v for _, v in self.rest)
        name = ", ".join(self.connection.ops.quote_name(c) for c in columns)
        table = self.model._meta.db_table
        with self.connection.cursor() as cursor:
            if self.connection.vendor == "postgresql":
                with cursor.copy(f"COPY {table} ({name}) FROM STDIN") as copy:
                    for row in self.rows:
                        copy.write_row((*row, *rest))
            else:
                marks = ", ".join("%s" for _ in columns)
                cursor.executemany(f"INSERT INTO {table} ({name}) VALUES ({marks})", [(*r, *rest) for r in self.rows])
        self.rows = []


class Maker:
    """Makes the rows in the order in which they refer to each other."""

    def __init__(self, connection: Any, dice: random.Random, documents: int, claims: int) -> None:
        from ikrar.register import models as m

        self.connection, self.dice, self.documents, self.claims = connection, dice, documents, claims
        self.words = Words(dice)
        self.party_rows: list[tuple[int, str, str, str]] = []  # id, name, country, Chinese name
        self.pairs: list[tuple[int, int]] = []  # ids of the two parties; the partnership's id is its number + 1
        self.last_act: dict[int, date] = {}
        self.made_claims = self.made_entries = 0
        self.m = m

    def table(self, model: Any, *given: str) -> Table:
        return Table(self.connection, model, *given)

    def parties(self) -> None:
        from ikrar.model.folding import fold_name
        from ikrar.places import gazetteer
        from ikrar.places.han import is_han

        known = gazetteer()
        many = min(4000, max(60, self.documents // 20))
        best: dict[str, Any] = {}
        chinese: dict[str, str] = {}
        for name in sorted(known.names()):
            place = known.candidates(name)[0]
            if place.level == "city" and place.geonames:
                best[place.party.key] = place
                if is_han(name):
                    chinese.setdefault(place.party.key, name)
        chosen = sorted(best.values(), key=lambda p: (-p.population, p.name))[:many]
        self.dice.shuffle(chosen)
        table = self.table(
            self.m.Party, "id", "name", "country", "level", "geonames", "lat", "lon", "folded"
        )  # fmt: skip
        for i, place in enumerate(chosen, 1):
            table.add(
                i, place.name, place.country, "city", place.geonames, place.latitude, place.longitude,
                fold_name(place.name),
            )  # fmt: skip
            zh = chinese.get(place.party.key, place.name)
            self.party_rows.append((i, place.name, place.country, zh))
        table.pour()
        zipf, seen = Zipf(len(chosen), 0.8), set()
        for _ in range(min(self.documents // 4 + 30, 20_000)):
            a, b = zipf.draw(self.dice) + 1, zipf.draw(self.dice) + 1
            one, other = sorted((a, b), key=lambda pk: f"{self.party_rows[pk - 1][1]}|{self.party_rows[pk - 1][2]}")
            if one != other and (one, other) not in seen:
                seen.add((one, other))
                self.pairs.append((one, other))

    def _day(self) -> date:
        return TODAY - timedelta(days=int(YEARS * 365 * self.dice.random() ** 1.6))

    def acts(self, say: Any) -> None:
        from ikrar.model.tokens import tokens
        from ikrar.ontology import fields as field_codes
        from ikrar.register.facets import of_claims, of_entry
        from ikrar.register.kinds import DIRECTED, TYPES

        m, dice, words = self.m, self.dice, self.words
        document = self.table(
            m.StoredDocument, "id", "sha256", "ident", "text", "folded", "headline", "facets", "title", "lang",
            "published", "published_day", "url",
        )  # fmt: skip
        claim = self.table(
            m.ClaimRecord, "id", "document_id", "key", "kind", "state", "from_keys", "to_keys", "party_keys", "what",
            "fields", "when", "when_start", "when_end", "evidence", "start", "confidence", "review", "read",
        )  # fmt: skip
        link = self.table(m.ClaimParty, "claim_id", "party_id", "role", "position")
        through = self.table(m.ClaimRecord.partnerships.through, "claimrecord_id", "partnership_id")
        entry = self.table(
            m.Entry, "id", "type", "kind", "partnership_id", "what", "fields", "when", "when_start", "when_end",
            "first_told", "last_told", "day", "confidence", "folded", "headline", "facets",
        )  # fmt: skip
        proof = self.table(m.EntryClaim, "entry_id", "claim_id", "role", "position")
        agreement = self.table(m.Agreement, "entry_ptr_id", "status", "signed", "signed_start", "valid_until")
        commitment = self.table(
            m.Commitment, "entry_ptr_id", "joint", "debtor_id", "creditor_id", "due", "due_start", "due_end", "status"
        )
        encounter = self.table(m.Encounter, "entry_ptr_id", "planned")
        activity = self.table(m.Activity, "entry_ptr_id")
        trait = self.table(m.Trait, "entry_ptr_id")
        partnership = self.table(m.Partnership, "id", "party_a_id", "party_b_id", "status", "last_act")

        which, codes, kinds = Zipf(len(self.pairs), 0.9), sorted(field_codes()), list(_KINDS)
        pledge_status = ["made"] * 60 + ["accepted"] * 10 + ["kept"] * 18 + ["lapsed"] * 8 + ["declined"] * 4
        each = self.claims / self.documents
        days: list[date] = sorted(self._day() for _ in range(self.documents))
        told: dict[int, list[tuple[int, str]]] = {}  # entries of a pair that a later text may tell of again
        rest: list[tuple[Any, ...]] = []
        for d in range(1, self.documents + 1):
            day = days[d - 1]
            lang = dice.choices(("id", "en", "zh"), (45, 30, 25))[0]
            number = which.draw(dice)
            a, b = (self.party_rows[pk - 1] for pk in self.pairs[number])
            name_a, name_b = (a[3], b[3]) if lang == "zh" else (a[1], b[1])
            many = max(0, round(dice.gauss(each, each / 2)))
            text, title, claims = [], f"{name_a} – {name_b}: {words.sentence(lang, dice.randint(3, 7))}", []
            size = 0
            for n in range(max(many, 1) + dice.randint(3, 12)):
                sentence = words.sentence(lang, dice.randint(12, 34))
                if n < many:
                    sentence = f"{name_a} {name_b} {sentence}"
                    claims.append((size, sentence))
                text.append(sentence)
                size += len(sentence) + 1
            body = "\n".join(text)
            found = []
            for start, quote in claims:
                self.made_claims += 1
                pk = self.made_claims
                kind = dice.choices(kinds, list(_KINDS.values()))[0]
                fields = sorted(dice.sample(codes, dice.choices((0, 1, 2, 3), (25, 45, 20, 10))[0]))
                when = day + timedelta(days=dice.randint(-40, 300)) if dice.random() < 0.6 else None
                what = " ".join(words.some(lang, dice.randint(2, 5))) if dice.random() < 0.8 else ""
                directed = kind in DIRECTED
                keys = [f"{p[1]}|{p[2]}" for p in (a, b)]
                review = dice.choices(("unreviewed", "confirmed", "corrected", "rejected"), (80, 14, 3, 3))[0]
                claim.add(
                    pk, d, f"k{pk}", kind, "done", keys[:1] if directed else [], keys[1:] if directed else [],
                    [] if directed else keys, what, fields, when.isoformat() if when else None, when, when,
                    [{"start": start, "end": start + len(quote), "quote": quote}], start,
                    round(dice.uniform(0.3, 0.99), 3), review, {},
                )  # fmt: skip
                for position, party in enumerate((a, b)):
                    role = ("from", "to")[position] if directed else "party"
                    link.add(pk, party[0], role, 0 if directed else position)
                if review == "rejected":
                    continue
                through.add(pk, number + 1)
                found.append((kind, fields))
                again = told.get(number)
                if again and dice.random() < 0.35:
                    proof.add(dice.choice(again[-6:])[0], pk, "states", 1)
                    continue
                self.made_entries += 1
                e, type_ = self.made_entries, str(TYPES[kind])
                told.setdefault(number, []).append((e, type_))
                status = self._status(type_, pledge_status)
                values = {"kind": kind, "fields": fields, "status": status, "planned": False}
                entry.add(
                    e, type_, kind, number + 1, what, fields, when.isoformat() if when else None, when, when, day, day,
                    when or day, 0.8, tokens(quote), tokens(what),
                    of_entry(values, type_, [(a[0], a[2]), (b[0], b[2])], [lang]),
                )  # fmt: skip
                proof.add(e, pk, "states", 0)
                rest.append((e, type_, status, when, a[0] if directed else None, b[0] if directed else None, day))
            self.last_act[number] = max(day, self.last_act.get(number, day))
            document.add(
                d, hashlib.sha256(f"{d} {body}".encode()).hexdigest(), f"doc-{d}", body, tokens(body), tokens(title),
                of_claims(lang, found, [(a[0], a[2]), (b[0], b[2])] if found else []), title, lang, day.isoformat(),
                day, f"https://news.example/{d}",
            )  # fmt: skip
            if d % 10_000 == 0:
                say(f"{d:,} documents, {self.made_claims:,} claims, {self.made_entries:,} entries")
        for i, (a_id, b_id) in enumerate(self.pairs):
            status = dice.choices(("active", "contact", "preparing", "ended"), (50, 35, 10, 5))[0]
            partnership.add(i + 1, a_id, b_id, status, self.last_act.get(i))
        for t in (partnership, document, claim, link, through, entry):
            t.pour()
        for e, type_, status, when, one, other, day in rest:
            text_when = when.isoformat() if when else None
            if type_ == "agreement":
                ends = (when or day) + timedelta(days=365 * dice.choice((3, 5, 5)))
                agreement.add(e, status, text_when, when, ends if dice.random() < 0.5 else None)
            elif type_ == "commitment":
                commitment.add(e, one is None, one, other, text_when, when, when, status)
            elif type_ == "encounter":
                encounter.add(e, False)
            elif type_ == "activity":
                activity.add(e)
            else:
                trait.add(e)
        for t in (agreement, commitment, encounter, activity, trait, proof):
            t.pour()

    def _status(self, type_: str, pledge: list[str]) -> str:
        if type_ == "commitment":
            return self.dice.choice(pledge)
        if type_ == "agreement":
            return self.dice.choices(("in-force", "renewed", "ended", "in-preparation"), (60, 15, 15, 10))[0]
        return "done"


def ready() -> None:
    """Set Django up and bring the database to the present form."""
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ikrar.site.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.DATA.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)


def main(given: Iterable[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=5_000)
    parser.add_argument("--claims", type=int, default=25_000)
    parser.add_argument("--seed", type=int, default=SEED)
    args = parser.parse_args(None if given is None else list(given))
    ready()
    made = fill(args.documents, args.claims, args.seed, lambda text: print(text, file=sys.stderr))
    print(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
