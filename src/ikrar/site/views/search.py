"""Search: parties, entries and documents that hold every word, narrowed by what was chosen; all in the address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from ikrar.reading.typed_date import LONGEST
from ikrar.register import index
from ikrar.register.lines import Line
from ikrar.register.models import Party
from ikrar.register.search import COUNTED, Asking, Found, Hit, Mark, Tally, documents, entries, parties, tally
from ikrar.site.shown import pages
from ikrar.site.shown.narrowing import NEWEST, Asked, asked, choices, hidden, tags

FIRST = 8  # of each, where all are shown
PAGE = 30
NAMED = 100  # parties at most: whoever asks by a name that more of them have adds to it


@dataclass(frozen=True, slots=True)
class Section:
    """One kind of result on the page. `all`, `back` and `on` are addresses, empty where there is nothing more."""

    code: str
    tally: Tally
    items: tuple[Any, ...] = ()
    all: str = ""
    back: str = ""
    on: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """A party that the question names, and the address of what is left of the question narrowed to it."""

    party: Party
    only: str


def search(request: HttpRequest) -> HttpResponse:
    wanted = asked(request.GET)
    asking = Asking(wanted.question)
    if asking.nothing:
        context: dict[str, Any] = {"nothing": True, "choices": choices(wanted, None)}
    else:
        called = parties(asking, NAMED + 1)
        named = _named(wanted, asking, called[: NAMED if wanted.what == "parties" else FIRST])
        sections = _sections(wanted, asking)
        if request.GET.get("format") == "json":
            return JsonResponse(_plain(named, sections), json_dumps_params={"ensure_ascii": False})
        counted = None
        if not any(s.tally.more for s in sections):
            counted = sum((s.tally.facets for s in sections), Counter())
        found = any(s.tally.many for s in sections) or bool(named)
        context = {
            "parties": named if wanted.what in ("all", "parties") else [],
            "parties_tally": _tally(called),
            "parties_all": _all_parties(wanted, called),
            "sections": [s for s in sections if s.items],
            "tabs": _tabs(wanted, _tally(called), sections),
            "choices": choices(wanted, counted),
            "found": found,
            "sorts": bool(asking.terms),
        }
    context |= {
        "here": "search",
        "q": wanted.question.text,
        "asked": wanted,
        "terms": asking.terms,
        "tags": tags(wanted),
        "kept": hidden(wanted, {"q", "country", "field", "kind", "status", "lang", "from", "to"}),
        "period": [request.GET.get(name, "").strip()[:LONGEST] for name in ("from", "to")],
        "cleared": f"?{urlencode({'q': wanted.question.text})}",
        "other_sort": wanted.address(sort="" if wanted.question.newest else NEWEST),
    }
    return render(request, "search.html", context)


def _tally(called: Sequence[Party]) -> Tally:
    return Tally(min(len(called), NAMED), len(called) > NAMED)


def _all_parties(wanted: Asked, called: Sequence[Party]) -> str:
    """Where more of the parties stand than are shown here; empty where they are."""
    return wanted.address(what="parties") if wanted.what != "parties" and len(called) > FIRST else ""


def _named(wanted: Asked, asking: Asking, called: Sequence[Party]) -> list[Named]:
    """These parties, which the question names, each with a way to narrow the rest of the question to it."""
    found = []
    for party in called:
        rest = [t.text for t, meant in zip(asking.terms, asking.meant, strict=True) if party not in meant]
        text = " ".join(rest) if len(rest) < len(asking.terms) else ""
        found.append(Named(party, wanted.address(q=text, what="", add=[("party", str(party.pk))])))
    return found


def _sections(wanted: Asked, asking: Asking) -> list[Section]:
    made = [("entries", index.ENTRIES, entries)]
    if not wanted.question.narrowed.statuses:  # Documents have none.
        made.append(("documents", index.DOCUMENTS, documents))
    sections = []
    for code, table, find in made:
        counted = tally(asking, table)
        page: Found[Line] | Found[Hit] = Found()
        if counted.many and wanted.what in ("all", code):
            page = find(asking, PAGE, **_at(wanted.at)) if wanted.what == code else find(asking, FIRST)
        whole = wanted.what == code
        sections.append(
            Section(
                code,
                counted,
                page.items,
                "" if whole or counted.many <= len(page.items) else wanted.address(what=code),
                wanted.address(at=_written(page.before, False)) if whole and page.before else "",
                wanted.address(at=_written(page.after, True)) if whole and page.after else "",
            )
        )
    return sections


def _at(given: str) -> dict[str, Mark]:
    """Where the page begins, by what the address says."""
    where = pages.read(given, 2)
    if where.first or not all(part.isdecimal() and len(part) < 19 for part in where.key):
        return {}
    rank, place = map(int, where.key)
    return {"after" if where.forward else "before": Mark(rank, place)}


def _written(mark: Mark, forward: bool) -> str:
    return pages.written((mark.rank, mark.place), forward)


def _tabs(wanted: Asked, called: Tally, sections: list[Section]) -> list[dict[str, Any]]:
    many = {s.code: s.tally for s in sections} | ({"parties": called} if called.many else {})
    shown = [("all", None), *((code, many[code]) for code in ("parties", "entries", "documents") if code in many)]
    return [
        {
            "code": code,
            "tally": counted,
            "here": code == wanted.what,
            "address": wanted.address(what="" if code == "all" else code),
        }
        for code, counted in shown
        if counted is None or counted.many or code == wanted.what
    ]


def _plain(named: list[Named], sections: list[Section]) -> dict[str, Any]:
    """The page for a script: what was found, how much there is (`more`: than was counted), where it goes on."""
    found: dict[str, Any] = {
        "counted_to": COUNTED,
        "parties": [
            {"name": n.party.name, "country": n.party.country, "page": reverse("party", args=[n.party.pk])}
            for n in named
        ],
    }
    for s in sections:
        rows = [_entry(x) if isinstance(x, Line) else _document(x) for x in s.items]
        found[s.code] = {"many": s.tally.many, "more": s.tally.more, "items": rows, "next": s.on, "all": s.all}
    return found


def _entry(line: Line) -> dict[str, Any]:
    return {
        "id": line.id, "type": line.type, "kind": line.kind, "status": line.status, "what": line.what,
        "parties": list(line.sides), "fields": list(line.fields), "when": line.when,
        "day": line.day.isoformat() if line.day else None, "page": reverse("entry", args=[line.id]),
    }  # fmt: skip


def _document(hit: Hit) -> dict[str, Any]:
    d = hit.document
    return {
        "id": d.ident, "sha256": d.sha256, "title": d.title, "lang": d.lang, "published": d.published, "url": d.url,
        "excerpt": hit.excerpt.text, "page": reverse("document", args=[d.id]),
    }  # fmt: skip
