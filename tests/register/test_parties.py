"""Parties through time: what they were called, who held office, what they came from, and parties that are one."""

from __future__ import annotations

from datetime import date

import pytest

from ikrar.model import Party as PartyValue
from ikrar.register import decisions, entry_details, subjects
from ikrar.register.filing import file_reading
from ikrar.register.finding import find_parties, find_party
from ikrar.register.integrity import check
from ikrar.register.models import (
    Agreement,
    ClaimRecord,
    Contact,
    Decision,
    Encounter,
    OfficeHolder,
    Partnership,
    Party,
    PartyName,
    Personal,
    StoredDocument,
    Succession,
)
from ikrar.register.parties import belongings, subject
from ikrar.register.parties.belongings import CONTACT, HOLDER, NAME, SUCCESSION
from ikrar.register.parties.offices import after, before, holders_on
from ikrar.register.rebuilding import rebuild_all
from ikrar.register.snapshot import snapshot
from ikrar.register.values import CannotChange
from tests.register.build import JAKARTA, SHANGHAI, Say, invites, met, reading, signed

pytestmark = pytest.mark.django_db

DKI = PartyValue("DKI Jakarta", "ID", "region")


def party(key: str, **values: object) -> Party:
    subject.add(key, values, "ani")
    name, _, country = key.partition("|")
    return Party.objects.get(name=name, country=country)


def named(of: Party, name: str, **more: object) -> Decision:
    return belongings.add(NAME, of, {"name": name} | more, "ani")


class TestNames:
    def test_the_gazetteer_names_a_party_in_the_languages_of_the_pages(self):
        file_reading(reading("They signed it.", signed("They signed it")))
        shanghai = Party.objects.get(name="Shanghai")
        assert [shanghai.name_on(None, lang) for lang in ("id", "en", "zh")] == ["Shanghai", "Shanghai", "上海"]

    def test_names_that_the_gazetteer_has_learned_since_come_with_building_anew(self):
        file_reading(reading("They signed it.", signed("They signed it")))
        PartyName.objects.update(name="上海滩")
        Party.objects.update(names=[])
        rebuild_all()
        assert Party.objects.get(name="Shanghai").name_on(None, "zh") == "上海"
        assert PartyName.objects.filter(party__name="Shanghai").count() == 1

    def test_a_name_that_a_person_entered_goes_before_the_gazetteers(self):
        file_reading(reading("They signed it.", signed("They signed it")))
        named(Party.objects.get(name="Shanghai"), "上海市", lang="zh")
        assert Party.objects.get(name="Shanghai").name_on(None, "zh") == "上海市"

    def test_the_name_of_a_day_is_the_one_that_held_then(self):
        astana = party("Astana|KZ")
        named(astana, "Akmola", until="1998-05-05")
        named(astana, "Nur-Sultan", since="2019-03-23", until="2022-09-17")
        astana.refresh_from_db()
        days = {date(1997, 1, 1): "Akmola", date(2010, 1, 1): "Astana", date(2020, 1, 1): "Nur-Sultan"}
        days[date(2024, 1, 1)] = "Astana"
        assert {day: astana.name_on(day, "en") for day in days} == days

    def test_the_official_name_stands_beside_the_one_that_is_shown(self):
        jakarta = party("Jakarta|ID")
        named(jakarta, "Daerah Khusus Ibukota Jakarta", lang="id", kind="official", until="2024-04-24")
        named(jakarta, "Daerah Khusus Jakarta", lang="id", kind="official", since="2024-04-25")
        named(jakarta, "Jakarta", lang="id")
        jakarta.refresh_from_db()
        assert jakarta.name_on(date(2020, 1, 1), "id") == "Jakarta"
        assert jakarta.official_on(date(2020, 1, 1), "id") == "Daerah Khusus Ibukota Jakarta"
        assert jakarta.official_on(date(2025, 1, 1), "id") == "Daerah Khusus Jakarta"
        assert jakarta.official_on(date(2025, 1, 1), "en") == ""

    @pytest.mark.parametrize("said", ["Daerah Khusus Jakarta", "dki jakarta", "雅加达", "Jakarta|ID", "Betawi"])
    def test_a_party_is_found_by_any_of_its_names(self, said):
        jakarta = party("Jakarta|ID", geonames="1642911")
        for name in ("Daerah Khusus Jakarta", "DKI Jakarta", "Betawi"):
            named(jakarta, name, lang="id")
        assert find_party(said) == jakarta

    def test_undoing_a_name_leaves_the_others(self):
        jakarta = party("Jakarta|ID")
        first = named(jakarta, "Batavia", until="1942-08-08")
        named(jakarta, "Jayakarta", until="1619-05-30")
        decisions.undo(first, "ani")
        assert list(PartyName.objects.exclude(key=None).values_list("name", flat=True)) == ["Jayakarta"]
        jakarta.refresh_from_db()
        assert jakarta.name_on(date(1900, 1, 1), "en") == "Jakarta"

    def test_a_name_is_changed_and_removed(self):
        jakarta = party("Jakarta|ID")
        named(jakarta, "Batavia")
        row = PartyName.objects.exclude(key=None).get()
        belongings.change(NAME, row, {"until": "1942-08-08"}, "ani", seen=belongings.last_number(NAME, row))
        assert PartyName.objects.exclude(key=None).get().until_day == date(1942, 8, 8)
        removed = belongings.remove(NAME, row, "ani")
        assert not PartyName.objects.exclude(key=None).exists()
        decisions.undo(removed, "ani")
        assert PartyName.objects.exclude(key=None).get().until == "1942-08-08"

    @pytest.mark.parametrize(
        "wrong",
        [
            {"name": ""},
            {"name": "x" * 201},
            {"since": "lately"},
            {"since": "2024", "until": "2020"},
            {"lang": "Javanese"},
            {"kind": "pet"},
            {"colour": "red"},
        ],
    )
    def test_what_is_no_name_is_refused_and_nothing_is_written(self, wrong):
        jakarta = party("Jakarta|ID")
        known = Decision.objects.count()
        with pytest.raises(CannotChange):
            named(jakarta, **({"name": "Batavia"} | wrong))
        assert Decision.objects.count() == known


class TestBodies:
    def test_a_body_belongs_to_a_government(self):
        jakarta = party("Jakarta|ID")
        mrt = party("MRT Jakarta|ID", body="company", belongs_to="Jakarta|ID")
        assert (mrt.belongs_to, list(jakarta.bodies.all())) == (jakarta, [mrt])

    def test_a_body_does_not_carry_the_names_of_a_place(self):
        assert party("Shanghai|CN", body="port").names == []

    def test_nothing_belongs_to_what_belongs_to_it(self):
        party("Jakarta|ID")
        party("MRT Jakarta|ID", body="company", belongs_to="Jakarta|ID")
        with pytest.raises(CannotChange, match="belongs to Jakarta already"):
            subject.change(Party.objects.get(name="Jakarta"), {"belongs_to": "MRT Jakarta|ID"}, "ani")

    def test_a_party_added_by_hand_stays_without_claims_until_it_is_taken_back(self):
        entered = subject.add("Port of Rotterdam|NL", {"body": "port"}, "ani")
        rebuild_all()
        assert Party.objects.get().kept
        assert check() == []
        decisions.undo(entered, "ani")
        assert not Party.objects.exists()

    @pytest.mark.parametrize("described", [True, False])
    def test_a_party_that_people_described_stays_when_no_claim_names_it_any_more(self, described):
        file_reading(reading("They signed it.", signed("They signed it")))
        if described:
            subject.change(Party.objects.get(name="Shanghai"), {"wikidata": "Q8686"}, "ani")
        decisions.correct(ClaimRecord.objects.get(), {"parties": ["Jakarta|ID", "Seoul|KR"]}, "ani")
        assert Party.objects.filter(name="Shanghai").exists() == described

    @pytest.mark.parametrize("key", ["|ID", "Jakarta", "Jakarta|id", "Jakarta|IDN", "Ja#karta|ID", "Ja~karta|ID"])
    def test_what_is_no_key_is_refused(self, key):
        with pytest.raises(CannotChange):
            subject.add(key, {}, "ani")

    def test_a_party_is_added_once(self):
        party("Jakarta|ID")
        with pytest.raises(CannotChange, match="in the register already"):
            subject.add("Jakarta|ID", {}, "ani")

    def test_undoing_a_description_brings_back_what_was_read(self):
        file_reading(reading("They signed it.", signed("They signed it")))
        jakarta = Party.objects.get(name="Jakarta")
        decision = subject.change(jakarta, {"level": "city"}, "ani")
        decisions.undo(decision, "ani")
        jakarta.refresh_from_db()
        assert (jakarta.level, jakarta.kept) == ("region", False)


class TestIdentifiers:
    def test_they_are_taken_as_numbers_or_addresses(self):
        jakarta = party(
            "Jakarta|ID", geonames="https://www.geonames.org/1642911/jakarta.html",
            wikidata="https://www.wikidata.org/wiki/Q3630", subdivision="id-jk",
        )  # fmt: skip
        assert (jakarta.geonames, jakarta.wikidata, jakarta.subdivision) == (1642911, "Q3630", "ID-JK")

    @pytest.mark.parametrize(
        "wrong", [{"geonames": "Jakarta"}, {"wikidata": "3630"}, {"subdivision": "ID-XX"}, {"subdivision": "CN-SH"}]
    )
    def test_what_is_none_is_refused(self, wrong):
        with pytest.raises(CannotChange):
            subject.add("Jakarta|ID", wrong, "ani")

    def test_no_two_parties_have_the_same(self):
        party("Jakarta|ID", wikidata="Q3630")
        with pytest.raises(CannotChange, match=r"Q3630 is Jakarta\|ID already"):
            subject.add("Batavia|ID", {"wikidata": "Q3630"}, "ani")

    def test_codes_are_suggested_by_name(self):
        from ikrar.register.parties.identifiers import suggestions

        assert suggestions("East Java", "ID")[0] == ("ID-JI", "Jawa Timur")
        assert suggestions("Jawa Barat", "ID")[0] == ("ID-JB", "Jawa Barat")
        assert suggestions("Nowhere", "") == []


class TestOffices:
    def held(self, of: Party, person: str, **more: object) -> Decision:
        return belongings.add(HOLDER, of, {"person": person, "title": "Gubernur"} | more, "ani")

    def test_who_held_an_office_on_a_day(self):
        jakarta = party("Jakarta|ID")
        self.held(jakarta, "Anies Baswedan", since="2017-10-16", until="2022-10-16")
        self.held(jakarta, "Heru Budi Hartono", since="2022-10-17", until="2024-10-18", acting=True)
        self.held(jakarta, "Pramono Anung", since="2025-02-20")
        days = [date(2017, 1, 1), date(2020, 1, 1), date(2023, 4, 28), date(2026, 1, 1)]
        found = [[h.person for h in holders_on([jakarta.pk], d)[jakarta.pk]] for d in days]
        assert found == [[], ["Anies Baswedan"], ["Heru Budi Hartono"], ["Pramono Anung"]]
        assert OfficeHolder.objects.get(acting=True).person == "Heru Budi Hartono"

    def test_on_the_day_of_a_handover_the_successor_counts(self):
        jakarta = party("Jakarta|ID")
        self.held(jakarta, "One", since="2020", until="2022-10-16")
        self.held(jakarta, "Other", since="2022-10-16")
        assert [h.person for h in holders_on([jakarta.pk], date(2022, 10, 16))[jakarta.pk]] == ["Other"]

    def test_several_offices_stand_in_the_order_of_their_rank(self):
        jakarta = party("Jakarta|ID")
        self.held(jakarta, "Speaker", post="council-speaker")
        self.held(jakarta, "Deputy", post="deputy-head")
        self.held(jakarta, "Governor")
        held = holders_on([jakarta.pk], date(2026, 1, 1))[jakarta.pk]
        assert [h.person for h in held] == ["Governor", "Deputy", "Speaker"]


class TestSuccession:
    def test_what_came_before_and_after(self):
        for name in ("East Berlin", "West Berlin", "Berlin"):
            party(f"{name}|DE")
        berlin = Party.objects.get(name="Berlin")
        for name in ("East Berlin", "West Berlin"):
            values = {"predecessor": f"{name}|DE", "how": "merged", "when": "1990-10-03"}
            belongings.add(SUCCESSION, berlin, values, "ani")
        assert {s.predecessor.name for s in before(berlin)} == {"East Berlin", "West Berlin"}
        assert [s.successor.name for s in after(Party.objects.get(name="West Berlin"))] == ["Berlin"]

    def test_a_circle_ends(self):
        one, other = party("One|DE"), party("Other|DE")
        belongings.add(SUCCESSION, one, {"predecessor": "Other|DE"}, "ani")
        belongings.add(SUCCESSION, other, {"predecessor": "One|DE"}, "ani")
        assert len(before(one)) == 1

    def test_nothing_comes_before_itself_or_from_what_is_not_there(self):
        one = party("One|DE")
        for key in ("One|DE", "Nobody|DE"):
            with pytest.raises(CannotChange):
                belongings.add(SUCCESSION, one, {"predecessor": key}, "ani")
        assert not Succession.objects.exists()


class TestContacts:
    WHO = {"name": "Siti Rahma", "email": "siti@example.org", "phone": "+62 21 555 0100", "note": "Speaks Mandarin"}

    def contact(self) -> Contact:
        jakarta = party("Jakarta|ID")
        belongings.add(CONTACT, jakarta, {"role": "Sister cities desk"} | self.WHO, "ani")
        return Contact.objects.get()

    def test_it_is_kept_with_the_person(self):
        row = self.contact()
        assert (row.role, row.values) == ("Sister cities desk", self.WHO)

    def test_nothing_about_the_person_stands_in_the_journal(self):
        row = self.contact()
        belongings.change(CONTACT, row, {"email": "rahma@example.org"}, "ani")
        journal = " ".join(f"{d.before} {d.after} {d.subject} {d.why}" for d in Decision.objects.all())
        for value in (*self.WHO.values(), "rahma@example.org"):
            assert value not in journal
        assert Contact.objects.get().values["email"] == "rahma@example.org"

    def test_undoing_a_change_brings_the_former_values_back(self):
        row = self.contact()
        decision = belongings.change(CONTACT, row, {"email": "rahma@example.org"}, "ani")
        decisions.undo(decision, "ani")
        assert Contact.objects.get().values == self.WHO

    def test_erasing_leaves_nothing_of_the_person_anywhere(self):
        row = self.contact()
        belongings.change(CONTACT, row, {"email": "rahma@example.org"}, "ani")
        decision = belongings.erase(row, "ani", "She left the office")
        kept = list(Personal.objects.values_list("values", "salt", "erased_by"))
        assert kept == [({}, "", "ani")] * 2
        assert (Contact.objects.get().values, Contact.objects.get().erased) == ({}, True)
        assert Contact.objects.get().role == "Sister cities desk"
        decisions.undo(decision, "ani")
        assert (Contact.objects.get().values, Contact.objects.get().erased) == ({}, True)

    def test_what_a_backup_brings_back_is_erased_again(self):
        row = self.contact()
        kept = list(Personal.objects.values())
        belongings.erase(row, "ani")
        for values in kept:
            Personal.objects.filter(pk=values["id"]).update(**values)
        rebuild_all()
        assert Contact.objects.get().values == {}

    def test_someone_new_in_the_same_role_is_kept_after_erasing(self):
        row = self.contact()
        belongings.erase(row, "ani")
        belongings.change(CONTACT, row, {"name": "Budi"}, "ani")
        rebuild_all()
        assert Contact.objects.get().values == {"name": "Budi"}

    def test_the_bytes_are_gone_from_the_database_file(self, tmp_path):
        import sqlite3

        row = self.contact()
        belongings.erase(row, "ani")
        from django.db import connection

        if connection.vendor != "sqlite":
            pytest.skip("of SQLite's file")
        assert sqlite3.sqlite_version
        assert connection.cursor().execute("PRAGMA secure_delete").fetchone() == (1,)

    def test_integrity_notices_personal_values_that_are_not_those_entered(self):
        self.contact()
        assert check() == []
        Personal.objects.update(values={"name": "Mallory"})
        assert any("contact" in said for said in check())

    @pytest.mark.parametrize("wrong", [{"email": "siti at example"}, {"of": "bar"}, {"name": "x" * 201}])
    def test_what_is_no_contact_is_refused(self, wrong):
        jakarta = party("Jakarta|ID")
        with pytest.raises(CannotChange):
            belongings.add(CONTACT, jakarta, {"role": "Desk"} | wrong, "ani")
        assert not Personal.objects.exists()

    def test_an_empty_one_is_refused(self):
        with pytest.raises(CannotChange):
            belongings.add(CONTACT, party("Jakarta|ID"), {}, "ani")


class TestOneParty:
    """Two parties that are one: `DKI Jakarta` was read as a party of its own."""

    def told_twice(self) -> None:
        file_reading(reading("They signed it.", signed("They signed it")))
        file_reading(reading("Met in April.", met("Met in April", parties=(DKI, SHANGHAI))))
        file_reading(reading("Both signed it.", signed("Both signed it", parties=(DKI, SHANGHAI))))

    def joined(self) -> Decision:
        one, other = Party.objects.get(name="DKI Jakarta"), Party.objects.get(name="Jakarta")
        return subject.merge(one, other, "ani", "Two spellings")

    def test_what_is_filed_under_the_one_counts_for_the_other_and_once(self):
        self.told_twice()
        assert (Partnership.objects.count(), Agreement.objects.count()) == (2, 2)
        self.joined()
        assert str(Partnership.objects.get()) == "Jakarta – Shanghai"
        assert Agreement.objects.get().claims.count() == 2
        assert Encounter.objects.get().partnership == Partnership.objects.get()
        assert check() == []

    def test_what_is_filed_later_under_the_second_name_counts_too(self):
        self.told_twice()
        self.joined()
        file_reading(reading("DKI met again.", met("DKI met again", parties=(DKI, SHANGHAI), when="2024-05-01")))
        assert Encounter.objects.count() == 2
        assert Partnership.objects.count() == 1

    def test_undoing_makes_them_two_again_as_before(self):
        self.told_twice()
        before_ = snapshot()
        decision = self.joined()
        assert snapshot() != before_
        decisions.undo(decision, "ani")
        assert snapshot() == before_
        assert check() == []

    def test_building_all_anew_keeps_them_one(self):
        self.told_twice()
        self.joined()
        before_ = snapshot()
        rebuild_all()
        assert snapshot() == before_

    def test_what_was_entered_by_hand_goes_along_and_comes_back(self):
        self.told_twice()
        values = {"kind": "agreement", "parties": ["DKI Jakarta|ID", "Seoul|KR"], "what": "letter", "when": "2019"}
        entry_details.enter(values, "ani")
        belongings.add(HOLDER, Party.objects.get(name="DKI Jakarta"), {"person": "Anies"}, "ani")
        before_ = snapshot()
        decision = self.joined()
        assert str(Agreement.objects.get(what="letter").partnership) == "Jakarta – Seoul"
        assert OfficeHolder.objects.get().party.name == "Jakarta"
        decisions.undo(decision, "ani")
        assert snapshot() == before_

    def test_claims_between_the_two_make_no_entry_while_they_are_one(self):
        file_reading(reading("DKI met Jakarta.", met("DKI met Jakarta", parties=(DKI, JAKARTA))))
        decision = self.joined()
        assert not Partnership.objects.exists()
        assert check() == []
        decisions.undo(decision, "ani")
        assert Encounter.objects.count() == 1

    def test_entries_between_them_have_to_go_first(self):
        entry_details.enter({"kind": "agreement", "parties": ["Jakarta|ID", "DKI Jakarta|ID"], "what": "x"}, "ani")
        with pytest.raises(CannotChange, match="entries with each other"):
            self.joined()

    def test_directions_hold(self):
        file_reading(reading("It invites DKI.", invites("It invites DKI")))
        say = Say("invitation", "Invites you", from_=(SHANGHAI,), to=(DKI,), what="Expo", when="2025-11-05")
        file_reading(reading("Invites you.", say))
        self.joined()
        from ikrar.register.models import Commitment

        assert {(c.debtor.name, c.creditor.name) for c in Commitment.objects.all()} == {("Shanghai", "Jakarta")}

    def test_a_second_name_of_a_second_name_is_the_same_party(self):
        for key in ("Jakarta|ID", "Batavia|ID", "Jacatra|ID"):
            party(key)
        rows = {p.name: p for p in Party.objects.all()}
        subject.merge(rows["Jacatra"], rows["Batavia"], "ani")
        subject.merge(Party.objects.get(name="Batavia"), rows["Jakarta"], "ani")
        assert find_party("Jacatra") == rows["Jakarta"]
        with pytest.raises(CannotChange, match="same party already"):
            subject.merge(Party.objects.get(name="Jakarta"), Party.objects.get(name="Jacatra"), "ani")

    def test_it_is_found_by_the_second_name_and_listed_once(self):
        self.told_twice()
        self.joined()
        assert [p.name for p in find_parties("DKI Jakarta")] == ["Jakarta"]
        assert [p.name for p in find_parties("Jakarta")] == ["Jakarta"]

    def test_two_people_on_the_same_party_the_second_is_told(self):
        self.told_twice()
        row = Party.objects.get(name="Jakarta")
        seen = subjects.details_of("party", row.key).number
        subject.change(row, {"wikidata": "Q3630"}, "ani", seen=seen)
        with pytest.raises(subjects.ChangedMeanwhile):
            subject.change(row, {"wikidata": "Q1"}, "budi", seen=seen)


def test_everything_about_parties_comes_back_from_the_journal():
    jakarta = party("Jakarta|ID", subdivision="ID-JK", level="region")
    party("MRT Jakarta|ID", body="company", belongs_to="Jakarta|ID")
    party("Batavia|ID")
    named(jakarta, "Betawi", until="1942-08-08")
    belongings.add(HOLDER, jakarta, {"person": "Pramono Anung", "since": "2025-02-20"}, "ani")
    belongings.add(SUCCESSION, jakarta, {"predecessor": "Batavia|ID", "when": "1942-08-08"}, "ani")
    belongings.add(CONTACT, jakarta, {"role": "Desk", "name": "Siti"}, "ani")
    before_ = snapshot()
    for model in (PartyName, OfficeHolder, Succession, Contact):
        model.objects.all().delete()
    Party.objects.update(belongs_to=None)
    Party.objects.all().delete()
    rebuild_all()
    assert snapshot() == before_
    assert check() == []


def test_all_that_was_decided_about_a_party_stands_in_its_history():
    jakarta = party("Jakarta|ID")
    named(jakarta, "Batavia")
    belongings.remove(NAME, PartyName.objects.exclude(key=None).get(), "ani")
    party("Jakarta Raya|ID")
    assert [d.what for d in belongings.history(jakarta)] == ["remove", "enter", "enter"]


def test_turned_back_parties_are_described_as_they_were_then():
    from datetime import timedelta

    from django.utils import timezone

    from ikrar.register.rewinding import rewind

    file_reading(reading("They signed it.", signed("They signed it")))
    jakarta = Party.objects.get(name="Jakarta")
    subject.change(jakarta, {"wikidata": "Q3630"}, "ani")
    named(jakarta, "Batavia", until="1942-08-08")
    then, before_ = timezone.now(), snapshot()
    StoredDocument.objects.update(filed_at=then - timedelta(days=1))
    party("Betawi|ID", body="association", belongs_to="Jakarta|ID")
    subject.change(Party.objects.get(name="Jakarta"), {"wikidata": "Q1"}, "budi")
    named(jakarta, "Jayakarta")
    belongings.remove(NAME, PartyName.objects.get(name="Batavia"), "budi")
    belongings.add(HOLDER, jakarta, {"person": "Pramono Anung"}, "ani")
    subject.merge(Party.objects.get(name="Shanghai"), jakarta, "ani")
    rewind(then)
    assert snapshot() == before_
    assert check() == []
