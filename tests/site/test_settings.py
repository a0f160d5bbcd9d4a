"""What an installation gets without setting anything, and what it can set."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

SHOW = """
import json
from ikrar.site import settings as s
names = "DEBUG SESSION_COOKIE_SECURE CSRF_COOKIE_SECURE ALLOWED_HOSTS SECRET_KEY".split()
found = {name: getattr(s, name) for name in names}
print(json.dumps(found | {"db": s.DATABASES["default"], "languages": [code for code, _ in s.LANGUAGES]}))
"""


@pytest.fixture
def settings_with(tmp_path: Path):
    def read(**environment: str) -> dict:
        plain = {k: v for k, v in os.environ.items() if not k.startswith("IKRAR_")}
        plain = {k: v for k, v in plain.items() if k not in {"DATABASE_URL", "SECRET_KEY"}}
        plain |= {"IKRAR_DATA": str(tmp_path / "data")} | environment
        ran = subprocess.run([sys.executable, "-c", SHOW], env=plain, capture_output=True, text=True, check=True)
        return json.loads(ran.stdout)

    return read


def test_the_default_is_safe(settings_with):
    found = settings_with()
    assert found["DEBUG"] is False
    assert found["SESSION_COOKIE_SECURE"] is found["CSRF_COOKIE_SECURE"] is True
    assert "*" not in found["ALLOWED_HOSTS"]


def test_the_default_is_sqlite_in_the_data_folder_with_a_write_ahead_log(settings_with, tmp_path):
    found = settings_with()["db"]
    assert found["NAME"] == str(tmp_path / "data" / "ikrar.sqlite3")
    assert "journal_mode=WAL" in found["OPTIONS"]["init_command"]


def test_an_address_makes_it_postgresql(settings_with):
    found = settings_with(DATABASE_URL="postgres://ikrar:x@db.example.org/ikrar")["db"]
    assert (found["ENGINE"], found["HOST"]) == ("django.db.backends.postgresql", "db.example.org")


def test_the_secret_is_made_once_and_nobody_else_can_read_it(settings_with, tmp_path):
    first, second = settings_with()["SECRET_KEY"], settings_with()["SECRET_KEY"]
    assert first == second
    assert len(first) > 50
    assert stat.S_IMODE((tmp_path / "data" / "secret").stat().st_mode) == 0o600


def test_a_secret_that_is_given_is_used_and_not_written_down(settings_with, tmp_path):
    assert settings_with(SECRET_KEY="given")["SECRET_KEY"] == "given"
    assert not (tmp_path / "data" / "secret").exists()


def test_the_pages_come_in_three_languages(settings_with):
    assert settings_with()["languages"] == ["id", "en", "zh-hans"]
