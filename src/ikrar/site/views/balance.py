"""The balance of a partnership: a picture, tables, and behind every number the entries that it counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from ikrar.follow.balance import MEASURES, NO_FIELD, Fact, by_field, by_year, chosen, facts, rate
from ikrar.office import settings
from ikrar.register.lines import lines_of
from ikrar.register.models import Partnership
from ikrar.register.paging import Held
from ikrar.site.clock import today as clock
from ikrar.site.given import number_in
from ikrar.site.office import ours_first
from ikrar.site.shown.balance import Cell, bars, measure_names
from ikrar.site.shown.pages import page
from ikrar.site.shown.who import named

SIDES = ("a", "b", "both")
PAGE = 50


@dataclass(frozen=True, slots=True)
class Counted:
    """An entry behind a number, before its words are loaded; without a day it stands before all days."""

    pk: int
    type: str
    day: date


def balance(request: HttpRequest, pk: int) -> HttpResponse:
    _pair, found, context = _known(pk)
    there = reverse("counted", args=[pk])

    years, fields = by_year(found), by_field(found)
    total: dict[tuple[Any, str], int] = {}
    for _when, counted in years:
        for key, n in counted.items():
            total[key] = total.get(key, 0) + n
    shown = [(m, side) for m in MEASURES for side in SIDES if total.get((side, m))]  # what is nowhere takes no room

    def cells(counted: dict[tuple[str, str], int], **where: str) -> list[Cell]:
        measures = [m for m, _side in shown]
        return [
            Cell(
                counted.get((side, m), 0),
                f"{there}?{urlencode({'side': side, 'of': m, **where})}",
                first=measures.index(m) == n,
            )
            for n, (m, side) in enumerate(shown)
        ]

    measures = [
        (m, name, [context["names"][side] for of, side in shown if of == m]) for m, name in measure_names().items()
    ]
    context |= {
        "measures": [one for one in measures if one[2]],
        "legend": measure_names().items(),
        "years": [(year, cells(counted, year=str(year or "none"))) for year, counted in years],
        "fields": [(code, cells(counted, field=code or "none")) for code, counted in fields],
        "total": cells(total),
        "rate": rate(found),
        "picture": bars(found, context["names"]),
    }
    return render(request, "balance.html", context)


def counted(request: HttpRequest, pk: int) -> HttpResponse:
    """The entries behind a number of the balance."""
    _pair, found, context = _known(pk)
    side, of = request.GET.get("side", ""), request.GET.get("of", "")
    year, field = request.GET.get("year", ""), request.GET.get("field")
    if side not in ("", *SIDES) or of not in ("", *MEASURES) or (year not in ("", "none") and number_in(year) is None):
        raise Http404
    code = NO_FIELD if field == "none" else field
    behind = chosen(found, side, of, year if number_in(year) is None else number_in(year), code)
    days = {f.entry: f.day or date.min for f in found}
    rows = tuple(Counted(pk, type_, days[pk]) for pk, type_ in behind)
    shown = page((Held(rows, "day"),), request.GET.get("at", ""), PAGE)
    kept = request.GET.copy()
    kept.pop("at", None)
    context |= {
        "total": len(rows),
        "page": shown,
        "kept": kept.urlencode(),
        "lines": lines_of((row.pk, row.type) for row in shown.items),
        "side": context["names"].get(side, ""),
        "measure": measure_names().get(of, ""),
        "year": year,
        "field": field,
    }
    return render(request, "counted.html", context)


def _known(pk: int) -> tuple[Partnership, tuple[Fact, ...], dict[str, Any]]:
    pair = get_object_or_404(Partnership.objects.with_parties(), pk=pk)
    a, b = ours_first(pair)
    today = clock()
    found = facts(pk, a.pk, today, settings.of().times.review)
    names = {"a": named(a), "b": named(b), "both": _("Both together")}
    return (
        pair,
        found,
        {"here": "partners", "pair": pair, "a": names["a"], "b": names["b"], "names": names, "today": today},
    )
