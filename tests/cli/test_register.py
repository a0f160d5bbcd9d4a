"""The commands that work on the register: file, follow, show, check, user."""

from __future__ import annotations

import json

import pytest
from django.contrib.auth import get_user_model

from ikrar.office.people import join
from ikrar.register import entry_details
from ikrar.register.filing import file_reading
from tests.register.build import JAKARTA, SHANGHAI, Say, accepts, invites, met, reading, signed

pytestmark = pytest.mark.django_db

TEXT = "Shanghai invited Jakarta to the expo. They signed a memorandum. They met on Friday."


@pytest.fixture
def filed() -> None:
    said = (
        invites("Shanghai invited Jakarta to the expo"),
        signed("They signed a memorandum"),
        met("They met on Friday"),
    )
    file_reading(reading(TEXT, *said))


class TestFile:
    def test_it_says_what_is_new(self, ikrar, press):
        ran = ikrar("file", press)
        assert ran.code == 0
        assert ran.out.splitlines()[0] == "2 documents: 2 new"
        assert ran.err == ""

    def test_filing_again_changes_nothing(self, ikrar, press):
        ikrar("file", press)
        lines = ikrar("file", press).out.splitlines()
        assert lines[0] == "2 documents: 2 unchanged"
        assert lines[1].startswith("0 new claims")
        assert lines[2] == "0 new entries, 0 claims merged into others"

    def test_the_same_act_told_again_is_merged(self, ikrar, press):
        ikrar("file", press / "invites.txt")
        (press / "again.txt").write_text((press / "invites.txt").read_text() + "\n\nDemikian kabar dari Balai Kota.")
        assert ikrar("file", press / "again.txt").out.splitlines()[2] == "0 new entries, 1 claim merged into others"

    def test_what_cannot_be_read_is_named_and_the_others_are_filed(self, ikrar, press):
        (press / "a.txt").write_bytes(b"")
        ran = ikrar("file", press)
        assert ran.code == 1
        assert ran.out.splitlines()[0] == "2 documents: 2 new, 1 could not be read"
        assert "a.txt: is empty" in ran.err

    def test_what_no_database_can_hold_is_named(self, ikrar, press):
        (press / "zero.jsonl").write_text(json.dumps({"id": "z", "text": "Jakarta\0"}))
        ran = ikrar("file", press)
        assert ran.code == 1
        assert "zero.jsonl, line 1: cannot be filed" in ran.err

    def test_nothing_to_file_is_no_success(self, ikrar):
        assert ikrar("file", "gone.txt").code == 1


class TestFollow:
    def test_what_is_due_and_what_is_overdue(self, ikrar, filed):
        due = ikrar("follow", "--today", "2023-10-20").out
        assert due.startswith("Due, 2023-10-20 (1)\n")
        assert "Shanghai → Jakarta" in due
        assert "China International Import Expo" in due
        assert "“Shanghai invited Jakarta to the expo”" in due
        assert ikrar("follow", "--today", "2024-03-01").out.startswith("Overdue, 2024-03-01 (1)\n")

    def test_a_pledge_without_a_day_is_looked_at_again(self, ikrar):
        text = "Shanghai would like to learn how Jakarta runs its buses."
        file_reading(reading(text, Say("interest", text[:-1], from_=(SHANGHAI,), to=(JAKARTA,), state="wished")))
        out = ikrar("follow", "--today", "2024-03-01").out
        assert out.startswith("To be looked at again, 2024-03-01 (1)\n")
        assert "Overdue" not in out

    def test_days_ahead_can_be_set(self, ikrar, filed):
        assert "Due" not in ikrar("follow", "--today", "2023-09-01").out
        assert "Due" in ikrar("follow", "--today", "2023-09-01", "--days", "90").out

    def test_one_party_can_be_asked_for(self, ikrar, filed):
        assert "Due" in ikrar("follow", "--today", "2023-10-20", "--party", "jakarta").out
        ran = ikrar("follow", "--party", "Atlantis")
        assert (ran.code, ran.err) == (2, "ikrar: No party is called Atlantis\n")

    def test_agreements_are_followed_through_time_and_so_are_partnerships_that_fall_silent(self, db, ikrar):
        values = {"kind": "agreement", "parties": ["Denpasar|ID", "Mossel Bay|ZA"], "what": "memorandum"}
        entry_details.enter(values | {"when": "2019-11-27", "duration": 36, "notice": 3}, "ani")
        out = ikrar("follow", "--today", "2022-08-01").out
        assert out.startswith("To be decided on, 2022-08-01 (1)\n  2022-08-27")
        assert "Expiring, 2022-08-01 (1)\n  2022-11-27" in out
        assert "in 118 days" in out
        out = ikrar("follow", "--today", "2022-12-15").out
        assert out.startswith("Lapsed, 2022-12-15 (1)\n  2022-11-27")
        assert "Dormant partnerships, 2022-12-15 (1)\n  2019-11-27    Denpasar – Mossel Bay  1,114 days ago" in out
        told = [
            json.loads(line) for line in ikrar("follow", "--today", "2022-12-15", "--format", "jsonl").out.splitlines()
        ]
        assert [(t["list"], t["days"]) for t in told] == [("lapsed", -18), ("dormant", -1114)]

    def test_lines_for_programs(self, ikrar, filed):
        lines = ikrar("follow", "--today", "2023-10-20", "--format", "jsonl").out.splitlines()
        due = next(line for line in map(json.loads, lines) if line["list"] == "due")
        assert (due["from"], due["to"], due["due"], due["days"]) == ("Shanghai", "Jakarta", "2023-11-05", 16)
        assert due["quote"] == "Shanghai invited Jakarta to the expo"

    def test_nothing_to_do_is_said(self, ikrar):
        assert ikrar("follow", "--today", "2023-10-20").out == "Nothing needs attention on 2023-10-20.\n"

    def test_a_day_that_is_none_is_refused(self, ikrar):
        assert ikrar("follow", "--today", "soon").code == 2


class TestShow:
    def test_the_dossier_of_a_party(self, ikrar, filed):
        out = ikrar("show", "jakarta").out
        assert out.startswith("Jakarta, ID\n")
        for heading in (
            "Partners (1)",
            "Agreements (1)",
            "Promised to Jakarta (1)",
            "Encounters (1)",
            "From 1 document.",
        ):
            assert heading in out

    def test_the_dossier_of_a_pair(self, ikrar, filed):
        out = ikrar("show", "Jakarta", "Shanghai").out
        assert out.startswith("Jakarta and Shanghai\n")
        assert "From Shanghai to Jakarta (1)" in out
        assert "“They signed a memorandum”" in out

    def test_an_answer_counts_as_another_source(self, ikrar, filed):
        file_reading(reading("Jakarta accepted.", accepts("Jakarta accepted"), published="2023-05-02"))
        assert "and 1 more source" in ikrar("show", JAKARTA.name, SHANGHAI.name).out

    def test_names_near_an_unknown_one_are_offered(self, ikrar, filed):
        ran = ikrar("show", "Shanhai")
        assert ran.code == 2
        assert "near: Shanghai|CN" in ran.err

    def test_two_are_enough(self, ikrar):
        ran = ikrar("show", "Gold", "Coast", "Makassar")
        assert ran.code == 2
        assert "quotation marks" in ran.err


class TestCheck:
    def test_a_register_in_order(self, ikrar, filed):
        ran = ikrar("check")
        assert ran.code == 0
        assert ran.out == "The register is in order: 1 document, 3 claims, 3 entries, 0 decisions.\n"

    def test_what_is_wrong_is_said_and_the_exit_code_is_one(self, ikrar, filed):
        from ikrar.register.models import StoredDocument

        StoredDocument.objects.update(text="Somebody wrote over it.")
        ran = ikrar("check")
        assert ran.code == 1
        assert "is not the one that was filed" in ran.out


class TestUser:
    @pytest.fixture
    def types(self, monkeypatch):
        import io

        return lambda words: monkeypatch.setattr("sys.stdin", io.StringIO(words))

    def test_an_account_is_made_and_its_password_changed(self, ikrar, types):
        from django.contrib.auth import authenticate

        types("pisang-goreng-5\n")
        assert ikrar("user", "sari").out == "sari can sign in now\n"
        types("rendang-sapi-9\n")
        assert ikrar("user", "sari").out == "The password of sari was changed\n"
        assert authenticate(username="sari", password="rendang-sapi-9")

    def test_a_password_that_anybody_would_guess_is_refused(self, ikrar, types):
        types("12345678\n")
        ran = ikrar("user", "sari")
        assert ran.code == 2
        assert "too common" in ran.err


def test_tables_that_are_there_are_left_alone(ikrar):
    assert "is up to date" in ikrar("migrate").out


class TestOffice:
    def test_an_office_has_a_register_of_its_own(self, ikrar, office, press):
        office("bandung")
        ikrar("file", press / "invites.txt")
        ikrar("file", press / "meets.txt", "--office", "bandung")
        assert "Shanghai" in ikrar("show", "Jakarta").out
        assert "Busan" in ikrar("show", "Surabaya", "--office", "bandung").out
        assert ikrar("show", "Surabaya").code == 2
        assert ikrar("check", "--office", "bandung").out.startswith("The register is in order: 1 document,")

    def test_the_environment_names_it_too(self, ikrar, bandung, press, monkeypatch):
        monkeypatch.setenv("IKRAR_OFFICE", "bandung")
        ikrar("file", press)
        monkeypatch.setenv("IKRAR_OFFICE", "Jakarta|ID")  # as it was written before there were offices
        assert ikrar("check").out.startswith("The register is in order: 0 documents")

    def test_one_that_nobody_made_is_told_with_those_that_there_are(self, ikrar, bandung):
        ran = ikrar("follow", "--office", "medan")
        assert (ran.code, ran.err) == (2, "ikrar: no office is called medan; there are: main, bandung\n")

    def test_they_are_listed_with_their_people(self, ikrar, bandung):
        join(get_user_model().objects.create_user("sari"), bandung)
        first, second = ikrar("office", "list").out.splitlines()
        assert first.split()[:4] == ["main", "-", "0", "people"]
        assert second.split()[:5] == ["bandung", "Kota", "Bandung", "1", "person"]

    def test_making_one_tells_where_its_register_lies(self, ikrar, bandung, monkeypatch):
        monkeypatch.setattr("ikrar.office.making.make", lambda slug, name, home: bandung)
        ran = ikrar("office", "add", "bandung", "--name", "Kota Bandung")
        assert (ran.code, ran.err) == (0, "")
        assert ran.out.startswith("The office bandung has a register of its own now: ")

    def test_a_name_that_is_none_is_told(self, ikrar):
        ran = ikrar("office", "add", "Kota Bandung")
        assert ran.code == 2
        assert "Small letters, digits and hyphens" in ran.err


class TestShowByAnyName:
    @pytest.fixture(autouse=True)
    def _named(self, filed):
        from ikrar.register.models import Party
        from ikrar.register.parties import belongings

        jakarta = Party.objects.get(name="Jakarta")
        for name in ("Daerah Khusus Jakarta", "DKI Jakarta"):
            belongings.add(belongings.NAME, jakarta, {"name": name, "lang": "id", "kind": "official"}, "ani")
        held = {"person": "Pramono Anung", "title": "Gubernur", "since": "2025-02-20"}
        belongings.add(belongings.HOLDER, jakarta, held, "ani")

    @pytest.mark.parametrize("name", ["Daerah Khusus Jakarta", "dki jakarta", "雅加达", "Jakarta"])
    def test_a_party_is_found_by_any_of_its_names(self, ikrar, name):
        assert ikrar("show", name).out.startswith("Jakarta, ID\n")

    def test_it_tells_its_names_and_who_is_in_office(self, ikrar, settings):
        settings.IKRAR_TODAY = "2026-11-24"
        out = ikrar("show", "Jakarta").out
        assert "Also called" in out
        assert "Daerah Khusus Jakarta" in out
        assert "In office: Pramono Anung, Gubernur (since 2025-02-20)" in out
