"""How often a proposed link between a pledge and what came of it is right, and how many links are found.

Reads the stories of corpus/follow/ (documents of our own, with the links that a careful person makes between
them), files each story in a register of its own in memory, and compares what is proposed with what is linked. With
--list, every proposal and every missed link is shown. With --gold, what is proposed among the gold texts is listed
instead: they hold few follow-ups, and a person judges.

    python benchmarks/follow_through.py [--list] [--gold]
"""

from __future__ import annotations

import os
import sys
import tomllib
from collections import Counter
from dataclasses import dataclass
from typing import Any

import corpus

STORIES = corpus.CORPUS / "follow"
Span = tuple[str, int, int]  # document id, from, to


@dataclass(frozen=True, slots=True)
class Link:
    pledge: Span
    deed: Span


def main() -> None:
    _start()
    from ikrar.reading import read_document

    show = "--list" in sys.argv
    if "--gold" in sys.argv:
        _show(_proposed([read_document(corpus.document(row)) for row in corpus.gold()]), "proposed", {})
        return
    tally: Counter[str] = Counter()
    for path in sorted(STORIES.glob("*.toml")):
        story = tomllib.loads(path.read_text("utf-8"))
        rows = {row["id"]: row for row in story["document"]}
        wanted = {_link(given, rows) for given in story.get("link", [])}
        readings = [read_document(corpus.document(row)) for row in rows.values()]
        proposed = _proposed(readings)
        right = {p for p in proposed if any(_same(p, w) for w in wanted)}
        found = {w for w in wanted if any(_same(p, w) for p in proposed)}
        tally.update(stories=1, links=len(wanted), proposed=len(proposed), right=len(right), found=len(found))
        tally.update(read=sum(_read(w, readings) for w in wanted))
        if show and (proposed - right or wanted - found):
            print(path.stem)
            _show(proposed - right, "wrong", rows)
            _show(wanted - found, "missed", rows)
    precision = tally["right"] / max(1, tally["proposed"])
    recall = tally["found"] / max(1, tally["links"])
    print(f"{tally['stories']} stories, {tally['links']} links; {tally['proposed']} proposed, {tally['right']} right")
    print(f"precision {precision:.2f}, recall {recall:.2f}")
    print(
        f"{tally['read']} links have both ends read: of these, {tally['found'] / max(1, tally['read']):.2f} are found"
    )


def _start() -> None:
    """A register in memory."""
    os.environ["DATABASE_URL"] = "sqlite://:memory:"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ikrar.site.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def _link(given: dict[str, str], rows: dict[str, Any]) -> Link:
    return Link(_span(given["pledge_in"], given["pledge"], rows), _span(given["deed_in"], given["deed"], rows))


def _span(ident: str, quote: str, rows: dict[str, Any]) -> Span:
    at = rows[ident]["text"].find(quote)
    if at < 0:
        sys.exit(f"“{quote}” does not stand in {ident}")
    return ident, at, at + len(quote)


def _read(link: Link, readings: list[Any]) -> bool:
    """Whether reading found a claim at both ends; the rest no matching can find."""
    spans = {
        (r.document.id, e.start, e.end)
        for r in readings
        for c in r.claims
        if c.kind != "partnership"
        for e in c.evidence
    }
    return all(any(_meet(end, span) for span in spans) for end in (link.pledge, link.deed))


def _same(one: Link, other: Link) -> bool:
    return _meet(one.pledge, other.pledge) and _meet(one.deed, other.deed)


def _meet(one: Span, other: Span) -> bool:
    return one[0] == other[0] and one[1] < other[2] and other[1] < one[2]


def _proposed(readings: list[Any]) -> set[Link]:
    """What is proposed once these are filed, in a register that is emptied again."""
    from django.db import transaction

    from ikrar.follow.models import Proposal
    from ikrar.register.filing import file_reading

    with transaction.atomic():
        for reading in readings:
            file_reading(reading)
        found = set()
        for proposal in Proposal.objects.select_related("claim__document", "commitment"):
            deed = _place(proposal.claim)
            found |= {Link(_place(claim), deed) for claim in proposal.commitment.claims.all()[:1]}
        transaction.set_rollback(True)
    return found


def _place(claim: Any) -> Span:
    return claim.document.ident, claim.start, max(e["end"] for e in claim.evidence)


def _show(links: set[Link], how: str, rows: dict[str, Any]) -> None:
    texts = {row["id"]: row["text"] for row in (*rows.values(), *corpus.gold())}
    for link in sorted(links, key=lambda x: (x.pledge, x.deed)):
        print(f"  {how}:")
        for name, (ident, start, end) in (("pledge", link.pledge), ("deed", link.deed)):
            print(f"    {name} in {ident}: {' '.join(texts[ident][start:end].split())}")


if __name__ == "__main__":
    main()
