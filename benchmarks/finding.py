"""How fast things are found in a large register: search as functions, and pages through the site as a browser asks.

    python benchmarks/finding.py --documents 5000 --claims 25000      fills a register of its own, measures, removes it
    python benchmarks/finding.py --there                              measures the register that is there

On SQLite, or on the PostgreSQL of `DATABASE_URL`. Times are the server's, in milliseconds, over `--rounds` rounds after
one to warm up.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import register

Case = tuple[str, Callable[[], object]]
LIMIT_SEARCH, LIMIT_PAGE = 150, 300  # what is promised at the 95th percentile, and looked for on every page


def percentile(times: list[float], share: float) -> float:
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def measured(cases: list[Case], rounds: int, clock: Callable[[], float]) -> list[tuple[str, list[float]]]:
    found = []
    for name, call in cases:
        call()
        times = []
        for _ in range(rounds):
            began = clock()
            call()
            times.append((clock() - began) * 1000)
        found.append((name, times))
    return found


def shown(title: str, found: list[tuple[str, list[float]]], limit: int) -> None:
    print(f"\n{title:<58}{'p50':>8}{'p95':>8}{'p99':>8}  ms")
    every: list[float] = []
    for name, times in found:
        every += times
        p50, p95, p99 = (percentile(times, s) for s in (0.5, 0.95, 0.99))
        print(f"{name:<58}{p50:8.1f}{p95:8.1f}{p99:8.1f}{'  over ' + str(limit) if p95 > limit else ''}")
    p50, p95, p99 = (percentile(every, s) for s in (0.5, 0.95, 0.99))
    print(f"{'all of them':<58}{p50:8.1f}{p95:8.1f}{p99:8.1f}", flush=True)


def questions() -> list[tuple[str, str]]:
    """Names and addresses of searches, as people ask: in words, in Chinese, rare, common, narrowed, far down."""
    import random

    from django.db.models import Count

    from ikrar.register.models import Party
    from ikrar.site.shown.pages import written

    words = register.Words(random.Random(register.SEED)).words
    busiest = Party.objects.annotate(n=Count("partnerships_a")).order_by("-n")[0]
    chinese = next((name for name, party in _chinese() if party == busiest.key), "上海")
    last = written((1, 0), False)
    usual, rare, rarest = words["id"][3], words["id"][2000], words["id"][20_000]
    return [
        ("a very common word", f"q={usual}"),
        ("a usual word", f"q={words['id'][300]}"),
        ("a rare word", f"q={rare}"),
        ("a very rare word", f"q={rarest}"),
        ("a word that is not there", "q=atlantis"),
        ("the beginning of words", f"q={words['id'][400][:4]}"),
        ("the beginning of very many words", "q=ber"),
        ("two words", f"q={usual}+{words['id'][50]}"),
        ("three words", f"q={usual}+{words['id'][50]}+{words['id'][300]}"),
        ("three English words", f"q={words['en'][2]}+{words['en'][40]}+{words['en'][400]}"),
        ("words that stand together", f'q="{words["id"][4]}+{words["id"][5]}"'),
        ("a common and a rare word", f"q={usual}+{rarest}"),
        ("two Chinese characters", "q=合作"),
        ("four Chinese characters", "q=友好合作"),
        ("one Chinese character", "q=市"),
        ("two Chinese words", "q=合作+教育"),
        ("the busiest party", f"q={busiest.name}"),
        ("the busiest party, in Chinese", f"q={chinese}"),
        ("a party and a word", f"q={busiest.name}+{words['id'][20]}"),
        ("a common word, a party", f"q={usual}&party={busiest.pk}"),
        ("a common word, a country", f"q={usual}&country=CN"),
        ("a common word, a kind and a field", f"q={usual}&kind=request&field=fisheries"),
        ("a common word, a status", f"q={usual}&status=kept"),
        ("a common word, a year", f"q={usual}&from=2014&to=2014"),
        ("a common word, newest first", f"q={usual}&sort=newest"),
        ("no word, a kind and a field", "kind=request&field=fisheries"),
        ("no word, a party", f"party={busiest.pk}"),
        ("a common word, the last page of entries", f"q={usual}&what=entries&at={last}"),
        ("a common word, the last page of documents", f"q={usual}&what=documents&at={last}"),
        ("Chinese, the last page of documents", f"q=合作&what=documents&at={last}"),
    ]


def _chinese() -> list[tuple[str, str]]:
    from ikrar.places import gazetteer
    from ikrar.places.han import is_han

    known = gazetteer()
    return [(name, known.candidates(name)[0].party.key) for name in known.names() if is_han(name)]


def functions(asked_for: list[tuple[str, str]]) -> list[Case]:
    from django.http import QueryDict

    from ikrar.register import index
    from ikrar.register.search import Asking, documents, entries, tally
    from ikrar.site.shown.narrowing import asked

    def call(address: str) -> object:
        asking = Asking(asked(QueryDict(address)).question)
        return entries(asking, 20), documents(asking, 20), tally(asking, index.ENTRIES), tally(asking, index.DOCUMENTS)

    return [(name, lambda a=address: call(a)) for name, address in asked_for if "&at=" not in address]


def pages(asked_for: list[tuple[str, str]]) -> tuple[list[Case], list[Case]]:
    from django.contrib.auth import get_user_model
    from django.db.models import Count
    from django.test import Client

    from ikrar.register.models import Entry, Partnership, Party
    from ikrar.site.shown.pages import written

    officer, _ = get_user_model().objects.get_or_create(username="officer", defaults={"is_superuser": True})
    client = Client()
    client.force_login(officer)

    def get(address: str) -> object:
        response = client.get(address)
        assert response.status_code == 200, (address, response.status_code)
        return response

    party = Party.objects.annotate(n=Count("partnerships_a")).order_by("-n")[0]
    pair = Partnership.objects.annotate(n=Count("entries")).order_by("-n")[0]
    entry = Entry.objects.filter(partnership=pair, type="commitment").first()
    others = [
        ("home", "/"),
        ("inbox", "/inbox/"),
        ("documents", "/documents/"),
        ("documents, far down", f"/documents/?at={written((0, '2014-06-01', 1), True)}"),
        ("partners", "/partners/"),
        ("partners, far down", f"/partners/?at={written((0, '2016-06-01', 1), True)}"),
        *((f"attention: {what}", f"/attention/{what}/") for what in
          ("overdue", "due", "expiring", "unanswered", "kept", "again", "recent")),
        ("the busiest party", f"/parties/{party.pk}/"),
        ("the busiest partnership", f"/partners/{pair.pk}/"),
        ("an entry", f"/entries/{entry.pk}/"),
        ("a document", "/documents/100/"),
    ]  # fmt: skip
    searches = [(name, lambda a=address: get(f"/search/?{a}")) for name, address in asked_for]
    return searches, [(name, lambda a=address: get(a)) for name, address in others]


def measure(rounds: int, what: str = "", clock: Callable[[], float] = time.perf_counter) -> None:
    from django.conf import settings

    settings.IKRAR_TODAY = register.TODAY.isoformat()
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.SECURE_SSL_REDIRECT = False
    asked_for = questions()
    searches, others = pages(asked_for)
    if what in ("", "functions"):
        found = measured(functions(asked_for), rounds, clock)
        shown("Search: entries and documents, 20 each, with counts", found, LIMIT_SEARCH)
    if what in ("", "search"):
        shown("Search pages", measured(searches, rounds, clock), LIMIT_SEARCH)
    if what in ("", "pages"):
        shown("Other pages", measured(others, rounds, clock), LIMIT_PAGE)


def processor() -> Callable[[], float]:
    """Seconds of the processor that this process has used, and with PostgreSQL on this machine the one that answers."""
    from ikrar.register.database import connection

    if connection().vendor != "postgresql":
        return time.process_time
    with connection().cursor() as cursor:
        cursor.execute("SET max_parallel_workers_per_gather = 0")  # What others did for it would not be counted.
        cursor.execute("SELECT pg_backend_pid()")
        answering = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")
    return lambda: time.process_time() + int(answering.read_text().split()[0]) / 1e9


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=5_000)
    parser.add_argument("--claims", type=int, default=25_000)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--there", action="store_true", help="measure the register that is there")
    parser.add_argument("--only", choices=("functions", "search", "pages"), default="", help="one of the tables alone")
    parser.add_argument("--cpu", action="store_true", help="processor time, of the database too: for a busy machine")
    args = parser.parse_args()
    own = None
    if not args.there and not os.environ.get("DATABASE_URL"):
        own = Path(tempfile.mkdtemp(prefix="ikrar-bench-"))
        os.environ["IKRAR_DATA"] = str(own)
    try:
        register.ready()
        if not args.there:
            made = register.fill(args.documents, args.claims, say=lambda text: print(text, file=sys.stderr))
            print(
                f"{made.documents:,} documents, {made.claims:,} claims, {made.entries:,} entries,"
                f" {made.parties:,} parties, {made.partnerships:,} partnerships; filled in"
                f" {made.seconds:,.0f} s, of that the index {made.index_seconds:,.0f} s"
            )
        measure(args.rounds, args.only, processor() if args.cpu else time.perf_counter)
    finally:
        if own is not None:
            shutil.rmtree(own)
    return 0


if __name__ == "__main__":
    sys.exit(main())
