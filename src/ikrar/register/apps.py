from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class RegisterConfig(AppConfig):
    name = "ikrar.register"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Register"
    of_the_office = True  # Each office of an installation has its own: office/routing.py.

    def ready(self) -> None:
        from django.conf import settings
        from django.core.exceptions import ImproperlyConfigured

        from ikrar.ontology.stages import BadStages, stages
        from ikrar.register import assigning, entry_details, files
        from ikrar.register.parties import belongings
        from ikrar.register.parties import subject as party
        from ikrar.register.subjects import add_kind

        for kind in (party.KIND, entry_details.KIND, assigning.KIND, files.KIND, *belongings.kinds()):
            add_kind(kind)
        try:
            stages(getattr(settings, "IKRAR_STAGES", ""))
        except BadStages as e:
            raise ImproperlyConfigured(f"IKRAR_STAGES: {e}") from e
        post_migrate.connect(_keep_what_the_database_keeps, sender=self, dispatch_uid="register.index")


def _keep_what_the_database_keeps(using: str, **_: Any) -> None:
    """A migration on SQLite makes a changed table anew, and so drops its triggers: the journal's guard, the index."""
    from django.db import connections

    from ikrar.register import index, triggers
    from ikrar.register.database import atomic_on
    from ikrar.register.models import StoredDocument

    connection = connections[using]
    tables = connection.introspection.table_names()
    columns = {StoredDocument._meta.get_field(name).column for name in ("headline", "facets")}
    if triggers.TABLE not in tables or StoredDocument._meta.db_table not in tables:
        return
    with connection.cursor() as cursor:
        there = {c.name for c in connection.introspection.get_table_description(cursor, StoredDocument._meta.db_table)}
    if columns <= there:
        with atomic_on(using):
            triggers.guard(connection)
            index.keep(connection)
