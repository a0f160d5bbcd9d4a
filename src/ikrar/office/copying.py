"""Tables as plain rows: out of one database and into another, whatever either is."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connections
from django.db.models import Field, Model
from django.db.models.sql import InsertQuery

from ikrar.office import routing

BATCH = 500
Row = list[Any]


def tables_of_the_register() -> list[type[Model]]:
    """The tables that each office has for itself."""
    return [m for m in _models() if routing.of_the_office(m._meta.app_label)]


def tables_of_accounts(left_out: Iterable[str]) -> list[type[Model]]:
    """The tables that the installation has once, but those of the apps that are left out."""
    out = set(left_out)
    return [m for m in _models() if not routing.of_the_office(m._meta.app_label) and m._meta.app_label not in out]


def columns(model: type[Model]) -> list[Field]:
    """The columns of the model's own table."""
    return list(model._meta.local_concrete_fields)


def rows(model: type[Model], alias: str) -> Iterator[Row]:
    """Every row of the table, in the order of its key, as JSON."""
    names = [f.attname for f in columns(model)]
    found = model._base_manager.using(alias).order_by("pk").values_list(*names)
    for row in found.iterator(chunk_size=BATCH):
        yield [_plain(f, value) for f, value in zip(columns(model), row, strict=True)]


def insert(model: type[Model], given: Iterable[Row], alias: str) -> int:
    """Write these rows, keys and all; says how many there were. Constraints are checked when the transaction ends."""
    fields, batch, count = columns(model), [], 0
    for row in given:
        batch.append(_object(model, fields, row))
        if len(batch) == BATCH:
            count += _write(model, fields, batch, alias)
            batch = []
    return count + _write(model, fields, batch, alias)


def copy(source: str, target: str) -> None:
    """All rows of one register into another, which is empty."""
    for model in tables_of_the_register():
        insert(model, rows(model, source), target)
    count_on(tables_of_the_register(), target)


def count_on(models: Iterable[type[Model]], alias: str) -> None:
    """Let the database number new rows after those that were written with their keys."""
    statements = connections[alias].ops.sequence_reset_sql(no_style(), list(models))
    with connections[alias].cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _models() -> list[type[Model]]:
    found = apps.get_models(include_auto_created=True)
    return [m for m in found if m._meta.managed and not m._meta.proxy]


def _plain(field: Field, value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float | str | list | dict):
        return value
    if isinstance(value, bytes | memoryview):
        return b64encode(value).decode()  # As a binary field reads it.
    return str(field.to_python(value).isoformat() if hasattr(value, "isoformat") else value)


def _object(model: type[Model], fields: list[Field], row: Row) -> Model:
    """An object of the model with these columns alone; those of a parent lie in the parent's table."""
    made = model.__new__(model)
    made.__dict__.update(
        zip((f.attname for f in fields), (f.to_python(v) for f, v in _paired(fields, row)), strict=True)
    )
    return made


def _paired(fields: list[Field], row: Row) -> Iterator[tuple[Field, Any]]:
    for field, value in zip(fields, row, strict=True):
        yield (field.target_field if field.is_relation else field), value


def _write(model: type[Model], fields: list[Field], batch: list[Model], alias: str) -> int:
    """Rows as they are: no defaults, no times of now, no signals."""
    if batch:
        most = max(1, connections[alias].ops.bulk_batch_size(fields, batch))
        for i in range(0, len(batch), most):
            query = InsertQuery(model)
            query.insert_values(fields, batch[i : i + most], raw=True)
            query.get_compiler(using=alias).execute_sql()
    return len(batch)
