"""What is measured on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import texts


def test_irrelevant_texts_are_the_same_at_every_call() -> None:
    assert texts.irrelevant(30) == texts.irrelevant(30)


def test_irrelevant_texts_are_news_in_three_languages() -> None:
    rows = texts.irrelevant(30)
    assert {r["lang"] for r in rows} == {"en", "id", "zh"}
    assert all(len(r["text"]) > 200 and "{" not in r["text"] for r in rows)


def test_gold_texts_come_without_their_claims(tmp_path: Path) -> None:
    row = {"id": "a", "lang": "en", "title": None, "published": "2024-01-02", "text": "Words."}
    (tmp_path / "a.json").write_text(json.dumps({**row, "source": "x", "claims": [{"kind": "visit"}]}), "utf-8")
    assert texts.gold(tmp_path) == [row]


def test_an_absent_gold_folder_gives_no_texts(tmp_path: Path) -> None:
    assert texts.gold(tmp_path / "nowhere") == []


def test_gold_data_where_it_is_there() -> None:
    if not texts.GOLD.is_dir():
        pytest.skip("../shared/gold is not on this machine")
    assert len(texts.gold()) > 0
