"""The lock files: complete, hashed, in step with each other, and bound to no registry."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-bench.lock")


def pins(lock: str) -> dict[str, set[str]]:
    """Name -> versions, several where Python versions differ."""
    found: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([A-Za-z0-9._-]+)==(\S+)", (ROOT / lock).read_text("utf-8"), re.M):
        found.setdefault(canonicalize_name(name), set()).add(version)
    return found


def wanted(*extras: str) -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    rows = [*project["dependencies"], *(r for e in extras for r in project["optional-dependencies"][e])]
    return [Requirement(r) for r in rows]


@pytest.mark.parametrize(("lock", "extras"), list(zip(LOCKS, ((), ("dev",), ("bench",)), strict=True)))
def test_holds_all_that_the_project_asks_for(lock: str, extras: tuple[str, ...]) -> None:
    locked = pins(lock)
    for need in wanted(*extras):
        versions = locked.get(canonicalize_name(need.name), set())
        assert versions, f"{need.name} is not in {lock}: run make lock"
        assert all(need.specifier.contains(v, prereleases=True) for v in versions), f"{need} in {lock}: run make lock"


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_a_hash(lock: str) -> None:
    blocks = re.split(r"^(?=[A-Za-z0-9])", (ROOT / lock).read_text("utf-8"), flags=re.M)
    assert all("--hash=sha256:" in block for block in blocks if "==" in block)


@pytest.mark.parametrize("lock", LOCKS)
def test_names_no_registry(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    assert "://" not in text
    assert "--index" not in text
    assert "--find-links" not in text


@pytest.mark.parametrize("lock", LOCKS[1:])
def test_agrees_with_the_lock_to_run_it(lock: str) -> None:
    run, other = pins("requirements.lock"), pins(lock)
    assert {name: other.get(name) for name in run} == run
