"""What Ikrar is, how it reads, and whose data it stands on. Anyone may read this page."""

from __future__ import annotations

from importlib.metadata import version

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


@login_not_required
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "about.html", {"version": version("ikrar")})
