"""The page that Ikrar began with: a governor and a mayor meet. Read in place, where it is there."""

from __future__ import annotations

from pathlib import Path

import pytest

import ikrar

PAGE = Path(__file__).resolve().parents[3] / "shared" / "documents" / "jakarta-shanghai-2023.txt"
JAKARTA, SHANGHAI = "Jakarta|ID", "Shanghai|CN"

if not PAGE.is_file():
    pytest.skip(f"{PAGE.name} is not on this machine", allow_module_level=True)


@pytest.fixture(scope="module")
def reading() -> ikrar.Reading:
    return ikrar.read(PAGE.read_text("utf-8"), published="2023-04-29")


def directed(reading: ikrar.Reading, kind: str) -> dict[tuple[str, str], ikrar.Claim]:
    """The surest claim for each two sides."""
    rising = sorted(reading.claims, key=lambda c: c.confidence)
    return {(c.from_[0].key, c.to[0].key): c for c in rising if c.kind == kind}


def joint(reading: ikrar.Reading, kind: str) -> list[ikrar.Claim]:
    return [c for c in reading.claims if c.kind == kind and {p.key for p in c.parties} == {JAKARTA, SHANGHAI}]


def test_each_invites_the_other(reading: ikrar.Reading) -> None:
    found = directed(reading, "invitation")
    assert found[SHANGHAI, JAKARTA].when == "2023-11-05/2023-11-10"
    assert found[JAKARTA, SHANGHAI].when == "2023-08"


def test_each_says_what_it_wants(reading: ikrar.Reading) -> None:
    found = directed(reading, "interest")
    assert {"public-administration", "scholarships"} <= set(found[SHANGHAI, JAKARTA].fields)
    assert {"waste", "urban-planning"} <= set(found[JAKARTA, SHANGHAI].fields)


def test_jakarta_accepts(reading: ikrar.Reading) -> None:
    assert (JAKARTA, SHANGHAI) in directed(reading, "acceptance")


def test_the_plan_has_its_five_fields(reading: ikrar.Reading) -> None:
    plan = max(joint(reading, "plan"), key=lambda c: len(c.fields))
    assert set(plan.fields) == {"trade", "investment", "culture", "sport", "tourism"}


def test_the_memorandum_has_its_day(reading: ikrar.Reading) -> None:
    assert "2020-10-23" in [c.when for c in joint(reading, "agreement")]


def test_they_met_and_the_mayor_came(reading: ikrar.Reading) -> None:
    assert joint(reading, "meeting")
    assert (SHANGHAI, JAKARTA) in directed(reading, "visit")


def test_they_share_a_profile_and_jakarta_has_an_aim(reading: ikrar.Reading) -> None:
    assert {"ports-logistics", "finance", "trade"} <= {f for c in joint(reading, "trait") for f in c.fields}
    assert any(c.kind == "aim" and c.parties[0].key == JAKARTA for c in reading.claims)


def test_a_friday_was_called_a_saturday(reading: ikrar.Reading) -> None:
    assert ["2023-04-28" in n.message and "Friday" in n.message for n in reading.notes] == [True]
