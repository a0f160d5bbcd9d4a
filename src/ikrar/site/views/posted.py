"""Addresses that take a decision. Whoever comes to one by a link or after signing in again sees the page itself."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def posted(page: str, *, bare: bool = False) -> Callable[[View[P]], View[P]]:
    """For a view that answers POST alone; all else is led to the page of this name (`bare`: one without a number)."""

    def wrap(view: View[P]) -> View[P]:
        @wraps(view)
        def answer(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if request.method != "POST":
                return redirect(page) if bare else redirect(page, *args, **kwargs)
            return view(request, *args, **kwargs)

        return answer

    return wrap
