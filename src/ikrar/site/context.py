"""What every page needs: the day, the reader's language, how many claims wait."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from ikrar.register.models import ClaimRecord
from ikrar.site.clock import today
from ikrar.site.shown.pages import bounded
from ikrar.site.shown.tongue import html_code

# Each language by its own name, so that everybody finds theirs.
TONGUES = (("id", "id", "Indonesia"), ("en", "en", "English"), ("zh-hans", "zh-Hans", "中文"))


def shell(request: HttpRequest) -> dict[str, Any]:
    return {
        "today": today(),
        "as_of": getattr(request, "as_of", None),
        "come_back": request.get_full_path(),  # where a change of language leads back to
        "html_lang": html_code(),
        "tongues": TONGUES,
        "place": getattr(request, "place", None),
        "may": getattr(request, "may", frozenset()),  # {% if "review" in may %}
        "waiting": SimpleLazyObject(lambda: bounded(ClaimRecord.objects.filter(superseded=False, review="unreviewed"))),
    }
