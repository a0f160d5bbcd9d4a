from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "ikrar.programmes"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Programmes"
    of_the_office = True

    def ready(self) -> None:
        from ikrar.programmes import subjects
        from ikrar.register.signals import parties_joined, rebuilt
        from ikrar.register.subjects import add_kind

        for kind in subjects.kinds():
            add_kind(kind)
        rebuilt.connect(_retie, dispatch_uid="programmes.retie")
        parties_joined.connect(_follow_parties, dispatch_uid="programmes.follow_parties")


def _retie(**_: Any) -> None:
    from ikrar.programmes.subjects import retie

    retie()


def _follow_parties(keys: Collection[str], **_: Any) -> None:
    from ikrar.programmes.subjects import follow_parties

    follow_parties(keys)
