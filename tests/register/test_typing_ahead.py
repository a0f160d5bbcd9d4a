"""What somebody who types the name of a party may mean."""

from __future__ import annotations

import pytest

from ikrar.register.filing import file_reading
from ikrar.register.models import Party
from ikrar.register.parties import belongings, subject
from ikrar.register.parties.ahead import key_written, suggestions
from ikrar.register.parties.belongings import NAME
from tests.register.build import reading, signed

pytestmark = pytest.mark.django_db


@pytest.fixture
def _filed() -> None:
    file_reading(reading("They signed it.", signed("They signed it")))


@pytest.mark.usefixtures("_filed")
@pytest.mark.parametrize("typed", ["shang", "Shanghai", "上海", "SHANGHAI (CN)", "Shanghai|CN"])
def test_parties_of_the_register_come_first(typed):
    first = suggestions(typed, "en")[0]
    assert (first.key, first.id, first.written) == (
        "Shanghai|CN",
        Party.objects.get(name="Shanghai").pk,
        "Shanghai (CN)",
    )


@pytest.mark.usefixtures("_filed")
def test_places_that_are_no_parties_yet_follow_in_the_readers_language():
    found = suggestions("shang", "zh")
    assert found[0].name == "上海"
    assert all(s.id is None for s in found[1:])
    assert "Shangqiu|CN" in {s.key for s in found}
    assert len({s.key for s in found}) == len(found)


@pytest.mark.usefixtures("_filed")
def test_a_party_is_suggested_by_every_name_of_it():
    belongings.add(NAME, Party.objects.get(name="Jakarta"), {"name": "Daerah Khusus Jakarta", "lang": "id"}, "ani")
    found = suggestions("khusus", "en")
    assert found[0].key == "Jakarta|ID"
    assert "Daerah Khusus Jakarta" in found[0].names


@pytest.mark.usefixtures("_filed")
@pytest.mark.parametrize("typed", ["Kota Shang", "pemerintah kota shang", "City of Shanghai", "上海市"])
def test_what_stands_around_a_name_does_not_hide_it(typed):
    assert "Shanghai|CN" in {s.key for s in suggestions(typed, "en")}


def test_what_is_called_so_with_all_its_words_is_suggested_alone():
    assert {s.key for s in suggestions("kota kin", "en")} == {"Kota Kinabalu|MY"}


def test_a_second_name_suggests_the_party_itself_once():
    for key in ("Jakarta|ID", "DKI Jakarta|ID"):
        subject.add(key, {}, "ani")
    subject.merge(Party.objects.get(name="DKI Jakarta"), Party.objects.get(name="Jakarta"), "ani")
    assert [s.key for s in suggestions("dki", "en")] == ["Jakarta|ID"]
    assert [s.key for s in suggestions("jakarta", "en")].count("Jakarta|ID") == 1


@pytest.mark.parametrize("typed", ["", "  ", "|", "()", "\x00"])
def test_nothing_typed_suggests_nothing(typed):
    assert suggestions(typed, "en") == []


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Shanghai (CN)", "Shanghai|CN"),
        ("shanghai|cn", "Shanghai|CN"),
        ("上海", "Shanghai|CN"),
        ("Shanghai", "Shanghai|CN"),
        ("Surabaya", "Surabaya|ID"),
        ("Nowhere at All", ""),
        ("Nowhere at All (ID)", "Nowhere at All|ID"),
        ("", ""),
    ],
)
@pytest.mark.usefixtures("_filed")
def test_what_was_written_names_a_party(written, key):
    assert key_written(written) == key


@pytest.mark.usefixtures("_filed")
def test_the_number_of_queries_is_fixed(django_assert_max_num_queries):
    suggestions("shang", "en")
    with django_assert_max_num_queries(3):
        suggestions("sur", "en")
