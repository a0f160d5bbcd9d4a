"""What is kept changes how soon things are built, never what they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from ikrar.places import kept


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package of one table, and a user's cache, both of this test alone."""
    monkeypatch.setattr(kept, "PACKAGE", tmp_path / "package")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "package" / "tables").mkdir(parents=True)
    (tmp_path / "package" / "tables" / "names.toml").write_text("a = 1")
    return tmp_path / "package"


def build(made: list[int]) -> list[int]:
    """What `kept` gives; `made` counts how often it was built."""

    def make() -> list[int]:
        made.append(1)
        return [len(made)]

    return kept.kept("names", ["tables"], make)


def test_is_built_once(package: Path) -> None:
    made: list[int] = []
    assert [build(made), build(made)] == [[1], [1]]


def test_is_built_anew_when_a_table_changes(package: Path) -> None:
    made: list[int] = []
    build(made)
    (package / "tables" / "names.toml").write_text("a = 12")
    assert build(made) == [2]


def test_is_built_anew_when_a_table_is_added(package: Path) -> None:
    made: list[int] = []
    build(made)
    (package / "tables" / "more.toml").write_text("b = 1")
    assert build(made) == [2]


@pytest.mark.parametrize("damage", [b"", b"no pickle", b"\x80\x05X\x01"], ids=["empty", "other", "cut"])
def test_a_damaged_file_is_built_anew(package: Path, damage: bytes) -> None:
    made: list[int] = []
    build(made)
    (package / "kept" / "names.pickle").write_bytes(damage)
    assert [build(made), build(made)] == [[2], [2]]


def test_where_the_package_cannot_be_written_the_users_cache_serves(package: Path) -> None:
    (package / "kept").write_text("a file where the folder would be")
    made: list[int] = []
    assert [build(made), build(made)] == [[1], [1]]


def test_where_nothing_can_be_written_it_is_built_each_time(package: Path) -> None:
    (package / "kept").write_text("")
    (package.parent / "cache").write_text("")
    made: list[int] = []
    assert [build(made), build(made)] == [[1], [2]]
