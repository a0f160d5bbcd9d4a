"""Every request is answered in one office: that of the person who asks, the one they chose where they have several."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from ikrar.office import current, routing
from ikrar.office.people import Place, chosen

CHOICE = "office"  # In the session: the slug of the office that was chosen last.


class CurrentOffice:
    """Sets `request.place` (None for strangers, and for people who belong to no office) and the register at hand."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        place: Place | None = chosen(request.user, request.session.get(CHOICE, ""))
        request.place = place  # type: ignore[attr-defined]
        with current.entered(place.office if place else None):
            response = self.get_response(request)
            if response.streaming:
                response.streaming_content = routing.kept(response.streaming_content)  # type: ignore[attr-defined]
        return response
