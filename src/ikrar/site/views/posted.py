"""Addresses that take a decision. Whoever comes to one by a link or after signing in again sees the page itself."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def posted(page: str) -> Callable[[View[P]], View[P]]:
    """For a view that answers POST alone; everything else is led to the page of this name."""

    def wrap(view: View[P]) -> View[P]:
        @wraps(view)
        def answer(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if request.method != "POST":
                return redirect(_address(page, kwargs))
            return view(request, *args, **kwargs)

        return answer

    return wrap


def _address(page: str, numbers: dict[str, Any]) -> str:
    """Of the page: of the same thing, where it is a page about one thing; else the page alone."""
    for kept in (numbers, *({name: numbers[name]} for name in ("pk", "number") if name in numbers)):
        with suppress(NoReverseMatch):
            return reverse(page, kwargs=kept)
    return reverse(page)
