from __future__ import annotations

from typing import Any

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "ikrar.programmes"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Programmes"
    of_the_office = True

    def ready(self) -> None:
        from ikrar.programmes import subjects
        from ikrar.register.signals import rebuilt
        from ikrar.register.subjects import add_kind

        for kind in subjects.kinds():
            add_kind(kind)
        rebuilt.connect(_retie, dispatch_uid="programmes.retie")


def _retie(touched: Any, **_: Any) -> None:
    from ikrar.programmes.subjects import retie

    retie(touched)
