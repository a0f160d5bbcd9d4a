"""When a session was last in use, written down every few minutes at most: reading pages must not wait for writing."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

EVERY = 5 * 60  # Seconds.


class LastSeen:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = request.session.session_key
        if key and request.user.is_authenticated and cache.add(f"seen:{key}", True, EVERY):
            with suppress(OperationalError):  # The database is busy with something that matters more.
                UserSession.objects.filter(session_key=key).update(last_seen_at=timezone.now())
        return self.get_response(request)
