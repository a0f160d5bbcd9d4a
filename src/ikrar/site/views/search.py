"""Search: parties, entries and documents that hold every word, with the words marked."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ikrar.register.search import search as find

MOST = 200  # characters of a query


def search(request: HttpRequest) -> HttpResponse:
    q = request.GET.get("q", "").replace("\0", " ").strip()[:MOST]  # PostgreSQL takes no zero bytes
    return render(request, "search.html", {"here": "search", "q": q, "results": find(q)})
