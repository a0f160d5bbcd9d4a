from __future__ import annotations

from typing import Any

from django.apps import AppConfig


class FollowConfig(AppConfig):
    name = "ikrar.follow"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Follow"
    of_the_office = True  # Each office of an installation has its own: office/routing.py.

    def ready(self) -> None:
        from ikrar.register.signals import rebuilt

        rebuilt.connect(_propose, dispatch_uid="follow.propose")


def _propose(touched: Any, **_: Any) -> None:
    from ikrar.follow.proposals import propose

    propose(touched.partnerships)
