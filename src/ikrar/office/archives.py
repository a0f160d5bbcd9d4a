"""Backup and restore of a whole installation: one file, independent of the database, that proves itself.

A backup is a ZIP archive. Each table is a member of JSON Lines: the names of its columns, then a list a row. Files
that were attached lie beside them under their hashes. `manifest.json`, written last, names every member with its
SHA-256 and its rows: a backup without it was never finished. Sessions and work that waits are left out; accounts,
with the hashes of their passwords, are in it: keep it as safe as the register.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.models import Model

from ikrar.office import copying, databases, making, routing
from ikrar.office.models import Office
from ikrar.register import triggers
from ikrar.register.integrity import check as flaws

FORMAT = 1
MANIFEST = "manifest.json"
LEFT_OUT = ("admin", "contenttypes", "sessions", "usersessions", "django_tasks_database", "work")
_PERMISSIONS = ("auth_permission", "auth_group_permissions", "auth_user_user_permissions")  # made by Django itself


class BadArchive(ValueError):
    """A file that is no backup, or not the one that was written."""


class NotEmpty(ValueError):
    """There is a register already where one was to be restored."""


@dataclass(frozen=True, slots=True)
class Told:
    """What an archive holds: when it was made, by which version, and how many rows and files."""

    made_at: str
    made_by: str
    offices: tuple[str, ...]
    rows: int
    files: int


# ---- writing


def write(path: Path, now: datetime) -> Told:
    """Write a backup of everything; a file that was there is replaced once the new one is complete."""
    half = path.with_name(f"{path.name}.half")
    members: dict[str, dict[str, Any]] = {}
    try:
        with ZipFile(half, "w", ZIP_DEFLATED, compresslevel=6) as archive:
            with consistent(DEFAULT_DB_ALIAS) as alias:
                for model in _accounts():
                    _table(archive, f"accounts/{model._meta.db_table}.jsonl", model, alias, members)
            for name, database in _registers():
                with consistent(database) as alias:
                    for model in copying.tables_of_the_register():
                        _table(archive, f"offices/{name}/{model._meta.db_table}.jsonl", model, alias, members)
            for file in _attached():
                _file(archive, file, members)
            manifest = {
                "format": FORMAT,
                "made_at": now.isoformat(timespec="seconds"),
                "made_by": version("ikrar"),
                "offices": dict(_registers()),
                "members": members,
            }
            archive.writestr(MANIFEST, json.dumps(manifest, indent=1, ensure_ascii=False))
        os.replace(half, path)
    finally:
        half.unlink(missing_ok=True)
    return _told(manifest)


def _registers() -> list[tuple[str, str]]:
    """Name and database of each office's register, the first office's first."""
    found = list(Office.objects.order_by("pk").values_list("slug", "database"))
    if not any(database == DEFAULT_DB_ALIAS for _, database in found):
        found.insert(0, ("main", DEFAULT_DB_ALIAS))
    return sorted(found, key=lambda one: one[1] != DEFAULT_DB_ALIAS)


def _accounts() -> list[type[Model]]:
    return [m for m in copying.tables_of_accounts(LEFT_OUT) if m._meta.db_table not in _PERMISSIONS]


def _table(archive: ZipFile, member: str, model: type[Model], alias: str, members: dict[str, dict[str, Any]]) -> None:
    count, sealed = 0, hashlib.sha256()
    with archive.open(member, "w", force_zip64=True) as out:

        def line(value: Any) -> None:
            written = (json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n").encode("utf-8")
            sealed.update(written)
            out.write(written)

        line([f.attname for f in copying.columns(model)])
        for row in copying.rows(model, alias):
            line(row)
            count += 1
    members[member] = {"sha256": sealed.hexdigest(), "rows": count}


def _attached() -> Iterator[Path]:
    folder = files_folder()
    return (p for p in sorted(folder.rglob("*")) if p.is_file()) if folder.is_dir() else iter(())


def files_folder() -> Path:
    """Where attached files lie by their content."""
    return Path(settings.IKRAR_FILES)


def _file(archive: ZipFile, file: Path, members: dict[str, dict[str, Any]]) -> None:
    member = f"files/{file.relative_to(files_folder()).as_posix()}"
    sealed = hashlib.sha256()
    with file.open("rb") as source, archive.open(member, "w", force_zip64=True) as out:
        while piece := source.read(1 << 20):
            sealed.update(piece)
            out.write(piece)
    members[member] = {"sha256": sealed.hexdigest(), "rows": None}


@contextmanager
def consistent(alias: str) -> Iterator[str]:
    """A name under which this database can be read as it is now, while others go on writing."""
    connection = connections[databases.ensure(alias)]
    if connection.vendor != "sqlite":
        with transaction.atomic(using=alias):
            if not connection.savepoint_ids:
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            yield alias
        return
    connection.ensure_connection()
    with tempfile.TemporaryDirectory(prefix="ikrar-") as folder:
        still = Path(folder) / "still.sqlite3"
        target = sqlite3.connect(still)
        connection.connection.backup(target)
        target.close()
        name = databases.add(
            f"still_{alias}_{still.parent.name}", NAME=str(still), OPTIONS={"init_command": "PRAGMA query_only=1;"}
        )
        try:
            yield name
        finally:
            databases.forget(name)


# ---- reading


def verify(path: Path) -> Told:
    """Read a backup through and compare everything with its manifest. Raises `BadArchive`."""
    with _opened(path) as (archive, manifest):
        for member, known in manifest["members"].items():
            _verify(archive, member, known)
        extra = set(archive.namelist()) - {MANIFEST, *manifest["members"]}
        if extra:
            raise BadArchive(f"holds what its manifest does not name: {min(extra)}")
        return _told(manifest)


def restore(path: Path) -> tuple[Told, list[str]]:
    """Restore a backup into an installation without documents, decisions and people, and check what came of it.

    Gives what was restored, and what is not in order. Nothing is written unless the whole backup is sound.
    Raises `BadArchive` and `NotEmpty`.
    """
    told = verify(path)
    _must_be_empty()
    with _opened(path) as (archive, manifest):
        _fill(archive, "accounts/", _accounts(), DEFAULT_DB_ALIAS)
        for name, database in manifest["offices"].items():
            making.migrate(database)
            _fill(archive, f"offices/{name}/", copying.tables_of_the_register(), database)
        for member in manifest["members"]:
            if member.startswith("files/"):
                _put(archive, member)
        found = _compare(manifest)
    for name, database in manifest["offices"].items():
        with routing.using(database):
            found += [f"{name}: {flaw}" for flaw in flaws()]
    return told, found


@contextmanager
def _opened(path: Path) -> Iterator[tuple[ZipFile, dict[str, Any]]]:
    try:
        with ZipFile(path) as archive:
            manifest = json.loads(archive.read(MANIFEST))
            if manifest.get("format") != FORMAT:
                raise BadArchive(f"was made by another version of Ikrar (format {manifest.get('format')})")
            yield archive, manifest
    except (BadZipFile, EOFError) as e:
        raise BadArchive(f"is damaged: {e}") from None
    except KeyError:
        raise BadArchive("is no backup, or one that was never finished") from None
    except ValueError as e:
        raise e if isinstance(e, BadArchive | NotEmpty) else BadArchive(f"cannot be read: {e}") from None


def _verify(archive: ZipFile, member: str, known: dict[str, Any]) -> None:
    sealed = hashlib.sha256()
    try:
        with archive.open(member) as source:
            while piece := source.read(1 << 20):
                sealed.update(piece)
    except KeyError:
        raise BadArchive(f"lacks {member}") from None
    if sealed.hexdigest() != known["sha256"]:
        raise BadArchive(f"{member} is not as it was written")


def _must_be_empty() -> None:
    from ikrar.register.models import Decision, StoredDocument

    held = [m for m in (StoredDocument, Decision) if m._base_manager.using(DEFAULT_DB_ALIAS).exists()]
    if held or Office.objects.exclude(database=DEFAULT_DB_ALIAS).exists():
        raise NotEmpty("there is a register already")


def _fill(archive: ZipFile, folder: str, models: list[type[Model]], alias: str) -> None:
    names = set(archive.namelist())
    with transaction.atomic(using=alias):
        triggers_off = routing.of_the_office(models[0]._meta.app_label)
        if triggers_off:
            triggers.unguard(connections[alias])
        for model in reversed(models):
            model._base_manager.using(alias).all()._raw_delete(alias)
        for model in models:
            member = f"{folder}{model._meta.db_table}.jsonl"
            if member in names:
                with archive.open(member) as source:
                    copying.insert(model, _rows(source, model, member), alias)
        copying.count_on(models, alias)
        if triggers_off:
            triggers.guard(connections[alias])


def _rows(source: IO[bytes], model: type[Model], member: str) -> Iterator[copying.Row]:
    """The rows in the order of today's columns; a column that came since has its default."""
    given = json.loads(source.readline())
    wanted = copying.columns(model)
    unknown = set(given) - {f.attname for f in wanted}
    if unknown:
        raise BadArchive(f"{member} was made by a later version of Ikrar: it has {min(unknown)}")
    place = {name: i for i, name in enumerate(given)}
    for line in source:
        row = json.loads(line)
        yield [row[place[f.attname]] if f.attname in place else f.get_default() for f in wanted]


def _put(archive: ZipFile, member: str) -> None:
    target = (files_folder() / member.removeprefix("files/")).resolve()
    if not target.is_relative_to(files_folder().resolve()):
        raise BadArchive(f"{member} would lie outside the folder of files")
    target.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(member) as source, target.open("wb") as out:
        while piece := source.read(1 << 20):
            out.write(piece)


def _compare(manifest: dict[str, Any]) -> list[str]:
    """Tables whose rows are not as many as were written."""
    tables = {m._meta.db_table: m for m in (*_accounts(), *copying.tables_of_the_register())}
    found = []
    for member, known in manifest["members"].items():
        where, _slash, rest = member.partition("/")
        if known["rows"] is None:
            continue
        alias = DEFAULT_DB_ALIAS if where == "accounts" else manifest["offices"][rest.partition("/")[0]]
        table = Path(rest).stem
        model = tables.get(table)
        count = model._base_manager.using(alias).count() if model else 0
        if count != known["rows"]:
            found.append(f"{table} has {count} rows where the backup has {known['rows']}.")
    return found


def _told(manifest: dict[str, Any]) -> Told:
    rows = [m["rows"] for m in manifest["members"].values()]
    return Told(
        made_at=manifest["made_at"],
        made_by=manifest["made_by"],
        offices=tuple(manifest["offices"]),
        rows=sum(r for r in rows if r is not None),
        files=sum(r is None for r in rows),
    )
