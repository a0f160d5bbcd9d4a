"""The register may lie in any database: its rooms open no transaction or cursor on Django's default one."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import ikrar

HOUSE = Path(ikrar.__file__).parent
ROOMS = ("register", "follow")
BOUND = {"connection", "transaction"}  # of django.db: both mean the default database unless told otherwise


def imported_from_django(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module == "django.db":
            yield from (name.name for name in node.names)


@pytest.mark.parametrize("room", ROOMS)
def test_it_asks_the_room_itself_for_its_database(room):
    files = [f for f in (HOUSE / room).rglob("*.py") if "migrations" not in f.parts]
    asking = {f.name for f in files if BOUND & set(imported_from_django(f.read_text("utf-8")))}
    assert files
    assert asking <= {"database.py"}, "use ikrar.register.database: atomic(), connection(), on_commit()"
