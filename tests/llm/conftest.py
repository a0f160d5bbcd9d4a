"""A reader that asks the stub, and a clock that nobody waits for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ikrar.llm import ModelReader, Settings
from ikrar.model import Document
from tests.llm.stub import Stub, stub

TEXT = (
    "SEMARANG – Wali Kota Semarang menerima kunjungan Wali Kota Brisbane, Senin (15/7).\n"
    "Pemerintah Kota Semarang mengundang Brisbane ke “Pekan Air\nSemarang” pada 3 Oktober 2019."
)
SEMARANG = {"name": "Semarang", "country": "ID", "level": "city"}
BRISBANE = {"name": "Brisbane", "country": "AU", "level": "city"}
INVITES = "Pemerintah Kota Semarang mengundang Brisbane ke “Pekan Air\nSemarang”"
NOW = 1_700_000_000.0


def row(**changed: Any) -> dict[str, Any]:
    """A claim as a model should give it."""
    return {
        "kind": "invitation",
        "state": "done",
        "from": [SEMARANG],
        "to": [BRISBANE],
        "parties": [],
        "what": "Pekan Air Semarang",
        "fields": ["water"],
        "when": "2019-10-03",
        "speaker": None,
        "evidence": [{"quote": INVITES}],
        "confidence": 0.9,
    } | changed


def document(text: str = TEXT, **more: Any) -> Document:
    return Document(id="letter", text=text, **{"published": "2019-07-16", "lang": "id"} | more)


@pytest.fixture
def endpoint(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stub]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with stub() as it:
        yield it


@pytest.fixture
def waits() -> list[float]:
    """How long the reader would have slept."""
    return []


@pytest.fixture
def reader(endpoint: Stub, waits: list[float], tmp_path: Path) -> Callable[..., ModelReader]:
    def make(**changed: Any) -> ModelReader:
        given = {"url": endpoint.url, "model": "small", "key": "secret", "cache": tmp_path / "answers", "timeout": 5}
        return ModelReader(Settings(**given | changed), sleep=waits.append, clock=lambda: NOW)

    return make
