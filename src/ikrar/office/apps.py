from __future__ import annotations

from typing import Any

from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "ikrar.office"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Offices"

    def ready(self) -> None:
        from ikrar.register.signals import erased

        erased.connect(_forget_copies, dispatch_uid="office.forget_copies")


def _forget_copies(alias: str, **_: Any) -> None:
    """What was erased about a person is not to live on in copies of earlier days; they are made anew without it."""
    from ikrar.office import past

    past.forget(alias)
