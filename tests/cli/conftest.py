"""Commands run as a user runs them: in this process where the test's database is wanted, in one of their own else."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.utils import translation

from ikrar.cli import main

PROGRAM = Path(sys.executable).with_name("ikrar")
INVITES = "Pemerintah Kota Jakarta mengundang Pemerintah Kota Shanghai pada 22 Juni 2027."
OTHER = "Wali Kota Surabaya bertemu Wali Kota Busan di Busan pada 20 Agustus 2026."


@dataclass
class Ran:
    code: int
    out: str
    err: str


@pytest.fixture
def ikrar(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    def run(*words: object) -> Ran:
        capsys.readouterr()
        # In a process of its own a command speaks English; here a page may have been asked for before.
        with translation.override("en"), pytest.raises(SystemExit) as left:
            main([str(word) for word in words])
        out, err = capsys.readouterr()
        return Ran(int(left.value.code or 0), out, err)

    return run


@pytest.fixture
def process(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """A real process with a register of its own in tmp_path/data."""

    def run(*words: object, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
        command = [str(PROGRAM), *map(str, words)]
        return subprocess.run(command, input=stdin, capture_output=True, env=surroundings(tmp_path, environment))

    return run


def surroundings(folder: Path, more: Mapping[str, str] = {}) -> dict[str, str]:
    kept = {
        name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "TMPDIR", "PYTHONPATH"}
    }
    return kept | {"IKRAR_DATA": str(folder / "data")} | more


@pytest.fixture
def press(tmp_path: Path) -> Path:
    """A folder with two documents."""
    folder = tmp_path / "press"
    folder.mkdir()
    head = "---\ntitle: Undangan\npublished: 2026-10-16\nurl: https://example.org/undangan\nlang: id\n---\n"
    (folder / "invites.txt").write_text(head + INVITES, encoding="utf-8")
    (folder / "meets.txt").write_text(OTHER, encoding="utf-8")
    return folder
