"""Everything in one file, and back: whole, proved, and nothing overwritten."""

from __future__ import annotations

import shutil
from pathlib import Path
from zipfile import ZipFile

import pytest

MOVED = "moved"


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("backups")


@pytest.fixture
def backup(process, press, tmp_path, made) -> Path:
    """A backup of a register with two documents and an officer; made once."""
    file = made / "friday.backup"
    if not file.exists():
        assert process("file", press).returncode == 0
        assert process("user", "ayu", stdin=b"ikrar-ikrar-42\n").returncode == 0
        ran = process("backup", file)
        assert ran.returncode == 0, ran.stderr
        shutil.copytree(tmp_path / "data", made / "data")
    if not (tmp_path / "data").exists():
        shutil.copytree(made / "data", tmp_path / "data")
    return file


def test_what_is_restored_is_what_was_backed_up(backup, process, tmp_path):
    elsewhere = {"IKRAR_DATA": str(tmp_path / MOVED)}
    ran = process("restore", backup, **elsewhere)
    assert (ran.returncode, ran.stderr.count(b"Traceback")) == (0, 0), ran.stderr
    assert b"in order" in ran.stdout
    for words in (("check",), ("show", "Jakarta"), ("follow", "--today", "2026-11-24", "--format", "jsonl")):
        assert process(*words, **elsewhere).stdout == process(*words).stdout


def test_work_goes_on_after_a_restoration(backup, process, press, tmp_path):
    elsewhere = {"IKRAR_DATA": str(tmp_path / MOVED)}
    process("restore", backup, **elsewhere)
    (press / "more.txt").write_text("Wali Kota Bandung bertemu Wali Kota Braunschweig di Bandung pada 2 Mei 2026.")
    assert process("file", press, **elsewhere).stdout.startswith(b"3 documents: 1 new, 2 unchanged")
    assert process("check", **elsewhere).returncode == 0


def test_a_register_that_is_there_is_left_alone(backup, process):
    before = process("check").stdout
    ran = process("restore", backup)
    assert (ran.returncode, b"already" in ran.stderr) == (2, True)
    assert process("check").stdout == before


def test_checking_alone_restores_nothing(backup, process, tmp_path):
    ran = process("restore", backup, "--check", IKRAR_DATA=str(tmp_path / MOVED))
    assert (ran.returncode, b"is whole" in ran.stdout) == (0, True)
    assert not (tmp_path / MOVED / "ikrar.sqlite3").exists()


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def _flip(file: Path) -> None:
    """One word of one document is another."""
    _rewrite(file, lambda name, data: data.replace(b"Surabaya", b"Semarang") if "storeddocument" in name else data)


def _lose(file: Path) -> None:
    _rewrite(file, lambda name, data: None if "decision" in name else data)


def _empty(file: Path) -> None:
    file.write_bytes(b"")


def _rewrite(file: Path, change) -> None:
    with ZipFile(file) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    with ZipFile(file, "w") as archive:
        for name, data in held.items():
            changed = change(name, data)
            if changed is not None:
                archive.writestr(name, changed)


@pytest.mark.parametrize("damage", [_cut, _flip, _lose, _empty], ids=lambda d: d.__name__)
def test_a_damaged_backup_is_named_and_nothing_is_written(backup, process, tmp_path, damage):
    file = tmp_path / "damaged.backup"
    shutil.copy(backup, file)
    damage(file)
    ran = process("restore", file, IKRAR_DATA=str(tmp_path / MOVED))
    assert ran.returncode == 2
    assert b"damaged.backup" in ran.stderr
    assert b"Traceback" not in ran.stderr
    assert not (tmp_path / MOVED / "ikrar.sqlite3").exists()


def test_a_backup_that_is_not_there_is_named(process):
    assert b"nowhere.backup is not there" in process("restore", "nowhere.backup").stderr
