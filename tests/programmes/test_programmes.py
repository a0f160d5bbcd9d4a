"""A programme from promise to outcome, and what is kept about persons on the way."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
from django.utils import timezone

from ikrar.programmes import privacy, running
from ikrar.programmes.models import Call, Nomination, Programme
from ikrar.register import decisions, entry_details, files, subjects
from ikrar.register.filing import file_reading
from ikrar.register.integrity import check
from ikrar.register.models import (
    AttachedFile,
    ClaimRecord,
    Commitment,
    Decision,
    Partnership,
    Party,
    Personal,
    StoredDocument,
)
from ikrar.register.parties import subject as party
from ikrar.register.rebuilding import rebuild_all
from ikrar.register.values import CannotChange
from tests.register.build import SHANGHAI, Say, invites, reading, signed
from tests.register.test_parties import DKI

pytestmark = pytest.mark.django_db

TODAY = date(2023, 6, 15)
PDF = b"%PDF-1.4\n1 0 obj << /Type /Catalog >> endobj\n%%EOF\n"


@pytest.fixture(autouse=True)
def _files(settings, tmp_path) -> None:
    settings.IKRAR_FILES = tmp_path / "files"


@pytest.fixture
def pledge() -> Commitment:
    file_reading(reading("Shanghai invites Jakarta to its expo.", invites("Shanghai invites Jakarta")))
    return Commitment.objects.get()


@pytest.fixture
def expo(pledge) -> Programme:
    return running.start(running.draft(pledge) | {"seats": 2}, "ani")


@pytest.fixture
def call(expo) -> Call:
    values = {"opens": "2023-06-01", "closes": "2023-06-30", "who": ["company", "officer"]}
    return running.open_call(expo, values, "ani")


def nominate(expo: Programme, name: str = "Sari Dewi", **values: str) -> Nomination:
    return running.nominate(expo, {"who": "officer", "name": name, "email": "sari@example.org"} | values, "ani", TODAY)


def test_it_is_made_from_a_commitment_in_one_step(expo, pledge):
    assert (expo.kind, expo.title, expo.when) == ("expo", "China International Import Expo", "2023-11-05/2023-11-10")
    assert (expo.commitment, expo.partnership) == (pledge, pledge.partnership)
    assert (expo.starts, expo.ends) == (date(2023, 11, 5), date(2023, 11, 10))


def test_it_holds_on_to_its_commitment_when_the_register_is_built_anew(expo, pledge):
    rebuild_all()
    expo.refresh_from_db()
    assert expo.commitment_id == Commitment.objects.get().pk
    assert check() == []


def test_a_call_takes_whom_it_is_for_and_only_in_its_window(expo, call):
    company = running.nominate(expo, {"who": "company", "name": "Pasar Jaya", "call": call.key}, "ani", TODAY)
    assert (company.shown, company.personal, company.call) == ("Pasar Jaya", None, call)
    with pytest.raises(CannotChange, match="for others"):
        running.nominate(expo, {"who": "student", "name": "Budi", "call": call.key}, "ani", TODAY)
    with pytest.raises(CannotChange, match="closed on 2023-06-30"):
        running.nominate(expo, {"who": "officer", "name": "Budi", "call": call.key}, "ani", date(2023, 7, 1))


def test_who_is_selected_is_told_with_the_reason_and_seats_are_counted(expo):
    one, two, three = (nominate(expo, name) for name in ("Sari", "Budi", "Cici"))
    with pytest.raises(CannotChange, match="Say why"):
        running.select(one, "selected", " ", "ani")
    running.select(one, "selected", "Speaks Chinese", "ani")
    running.select(two, "selected", "Knows the trade", "ani")
    assert running.standing(expo).free == 0
    with pytest.raises(CannotChange, match="All seats"):
        running.select(three, "selected", "Also good", "ani")
    running.select(three, "selected", "A third seat was given", "ani", over=True)
    assert running.standing(expo).selected == 3


def test_attendance_and_outcome_stand_with_each(expo):
    one = nominate(expo)
    running.change(one, {"attendance": "attended", "outcome": "Two contracts"}, "ani")
    one.refresh_from_db()
    assert (one.attendance, one.outcome, running.standing(expo).attended) == ("attended", "Two contracts", 1)


def test_what_was_decided_can_be_taken_back(expo):
    one = nominate(expo)
    step = running.select(one, "selected", "Speaks Chinese", "ani")
    decisions.undo(step, "budi")
    one.refresh_from_db()
    assert one.state == "nominated"


def test_taking_a_programme_back_takes_its_nominations_along_and_brings_them_back(expo, call):
    nominate(expo)
    removed = running.remove(expo, "ani")
    assert (Programme.objects.count(), Call.objects.count(), Nomination.objects.count()) == (0, 0, 0)
    decisions.undo(removed, "ani")
    assert (Programme.objects.count(), Call.objects.count(), Nomination.objects.get().shown) == (1, 1, "Sari Dewi")


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"kind": "party"},
        {"seats": "many"},
        {"when": "soon"},
        {"costs": [{"what": "flights", "amount": "-3"}]},
        {"fields": ["no-such-field"]},
    ],
)
def test_what_makes_no_programme_is_refused(pledge, wrong):
    with pytest.raises(CannotChange):
        running.start(running.draft(pledge) | wrong, "ani")
    assert not Programme.objects.exists()


def test_two_people_on_one_nomination_the_second_is_told(expo):
    one = nominate(expo)
    seen = running.last_number(one)
    running.select(one, "reserve", "", "ani", seen)
    with pytest.raises(subjects.ChangedMeanwhile):
        running.select(one, "selected", "Speaks Chinese", "budi", seen)


# ---- persons


def test_names_of_persons_do_not_stand_in_the_journal(expo):
    nominate(expo)
    assert "Sari" not in str(list(Decision.objects.values_list("before", "after", "why")))


def test_all_that_is_kept_about_a_person_is_found(expo):
    one = nominate(expo)
    running.select(one, "selected", "Speaks Chinese", "ani")
    (kept,) = privacy.kept_about("sari")
    assert kept.values == {"name": "Sari Dewi", "email": "sari@example.org"}
    assert (kept.where, kept.told["reason"]) == ("China International Import Expo", "Speaks Chinese")


def test_a_person_is_erased_for_good_and_the_seat_still_counts(expo):
    one = nominate(expo)
    running.select(one, "selected", "Speaks Chinese", "ani")
    assert privacy.erase(f"nomination:{one.key}", "ani", "Asked for it")
    one.refresh_from_db()
    assert (one.shown, one.erased, running.standing(expo).selected) == ("", True, 1)
    assert "Sari" not in str(list(Personal.objects.values()))
    assert privacy.kept_about("sari") == []
    rebuild_all()
    assert check() == []


def test_what_is_kept_too_long_is_erased_by_itself(expo):
    one = nominate(expo)
    assert privacy.erase_old(date(2024, 11, 1), 365) == 0
    assert privacy.erase_old(date(2024, 11, 11), 365) == 1
    one.refresh_from_db()
    assert one.erased
    assert privacy.erase_old(date(2024, 11, 12), 365) == 0


def test_where_nobody_knows_when_a_programme_ends_the_last_that_was_decided_counts(pledge):
    expo = running.start({"kind": "forum", "title": "Mayors' forum"}, "ani")
    one = nominate(expo)
    day = timezone.localdate(Decision.objects.latest("number").at)
    assert privacy.erase_old(day + timedelta(days=365), 365) == 0
    assert privacy.erase_old(day + timedelta(days=366), 365) == 1
    one.refresh_from_db()
    assert one.erased


def letter(one: Nomination, name: str = "Surat Sari Dewi.pdf", content: bytes = PDF) -> AttachedFile:
    files.attach(f"nomination:{one.key}", io.BytesIO(content), name, "ani", note="From her university", private=True)
    return AttachedFile.objects.latest("number")


class TestFilesAboutPersons:
    def test_they_are_kept_with_their_name_but_not_in_the_journal(self, expo):
        file = letter(nominate(expo))
        assert (file.name, file.note, file.size) == ("Surat Sari Dewi.pdf", "From her university", len(PDF))
        assert files.store(file.personal).open(file.sha256).read() == PDF
        written = str(list(Decision.objects.values_list("before", "after", "why")))
        assert not [word for word in ("Sari", "university", file.sha256) if word in written]
        before = AttachedFile.objects.values().get()
        rebuild_all()
        assert AttachedFile.objects.values().get() | {"id": 0} == before | {"id": 0}
        assert check() == []

    def test_they_are_found_with_the_person_and_lead_to_them_by_their_names(self, expo):
        one = nominate(expo, "Budi")
        letter(one, "Paspor Dewi.pdf")
        for asked in ("budi", "paspor"):
            (kept,) = privacy.kept_about(asked)
            assert (kept.subject, kept.values["name"]) == (f"nomination:{one.key}", "Budi")
            assert [f.values["name"] for f in kept.files] == ["Paspor Dewi.pdf"]

    def test_they_are_erased_with_the_person_from_the_disk_too(self, expo, django_capture_on_commit_callbacks):
        one, other = nominate(expo), nominate(expo, "Budi")
        file, its = letter(one), letter(other)
        with django_capture_on_commit_callbacks(execute=True):
            assert privacy.erase(f"nomination:{one.key}", "ani", "Asked for it")
        file.refresh_from_db()
        assert (file.erased, file.name, file.note, file.sha256) == (True, "", "", "")
        assert not files.store(file.personal).root.exists()
        assert files.store(its.personal).open(its.sha256).read() == PDF  # the same content, of somebody else
        assert "Surat Sari" not in str(list(Personal.objects.filter(token=file.personal).values()))
        rebuild_all()
        assert check() == []

    @pytest.mark.parametrize("undone", [False, True])
    def test_one_that_was_taken_off_is_erased_too_and_never_comes_back(
        self, expo, undone, django_capture_on_commit_callbacks
    ):
        one = nominate(expo)
        file = letter(one)
        gone = decisions.undo(file.decision, "ani") if undone else files.detach(file, "ani")
        assert files.store(file.personal).verify(file.sha256)
        with django_capture_on_commit_callbacks(execute=True):
            privacy.erase(f"nomination:{one.key}", "ani")
        assert not files.store(file.personal).root.exists()
        assert files.taken_off([f"nomination:{one.key}"]) == []
        if not undone:
            decisions.undo(gone, "ani")
            assert AttachedFile.objects.get().erased
        assert check() == []

    def test_those_of_a_body_are_erased_when_their_time_is_over(self, expo, django_capture_on_commit_callbacks):
        company = running.nominate(expo, {"who": "company", "name": "Pasar Jaya"}, "ani", TODAY)
        file = letter(company)
        with django_capture_on_commit_callbacks(execute=True):
            assert privacy.erase_old(date(2024, 11, 1), 365) == 0
            assert privacy.erase_old(date(2024, 11, 11), 365) == 1
        assert not files.store(file.personal).root.exists()

    def test_what_a_nomination_that_was_taken_back_left_is_erased_when_its_time_is_over(self, expo):
        one = nominate(expo)
        file = letter(one)
        running.remove(one, "ani")
        day = timezone.localdate(Decision.objects.latest("number").at)
        assert privacy.erase_old(day + timedelta(days=365), 365) == 0
        assert privacy.erase_old(day + timedelta(days=366), 365) == 1
        assert Personal.objects.filter(erased_at=None).count() == 0
        assert AttachedFile.objects.get(pk=file.pk).erased

    def test_content_that_lies_there_after_it_was_erased_is_told(self, expo):
        one = nominate(expo)
        letter(one)
        privacy.erase(f"nomination:{one.key}", "ani")  # within a transaction that never ends: nothing is thrown away
        assert any("lies there still" in told for told in check())

    def test_nothing_is_left_of_a_file_that_was_refused(self, expo, settings):
        with pytest.raises(CannotChange):
            files.attach("nomination:", io.BytesIO(PDF), "a.pdf", "ani", private=True)
        assert not list(settings.IKRAR_FILES.glob("persons/*"))

    def test_its_text_is_no_document_of_the_register(self, expo):
        with pytest.raises(CannotChange, match="about a person"):
            files.read_as(letter(nominate(expo)), "0" * 64, "ani")


def test_changing_a_persons_address_keeps_the_name(expo):
    one = nominate(expo)
    running.change(one, {"email": "sari.dewi@example.org"}, "ani")
    one.refresh_from_db()
    assert one.values == {"name": "Sari Dewi", "email": "sari.dewi@example.org"}


def test_a_programme_without_a_commitment_belongs_to_the_pair_that_is_named(pledge):
    made = running.start({"kind": "forum", "title": "Mayors' forum", "between": ["Jakarta|ID", "Shanghai|CN"]}, "ani")
    assert made.partnership == pledge.partnership


def test_a_programme_made_from_an_entry_by_hand(db):
    values = {"kind": "offer", "from": ["Shanghai|CN"], "to": ["Jakarta|ID"], "what": "ten scholarships"}
    entry_details.enter(values, "ani")
    made = running.start(running.draft(Commitment.objects.get()), "ani")
    rebuild_all()
    made.refresh_from_db()
    assert (made.kind, made.commitment_id) == ("scholarship", Commitment.objects.get().pk)


class TestPartiesThatAreOne:
    """`DKI Jakarta` was read as a party of its own until somebody says that it is Jakarta."""

    @pytest.fixture(autouse=True)
    def _both(self) -> None:
        file_reading(reading("They signed it.", signed("They signed it")))
        dki = Say("invitation", "invites DKI Jakarta", (SHANGHAI,), (DKI,), what="expo", when="2023-11-05")
        file_reading(reading("Shanghai invites DKI Jakarta to its expo.", dki))

    def merged(self) -> Decision:
        return party.merge(Party.objects.get(name="DKI Jakarta"), Party.objects.get(name="Jakarta"), "ani")

    @pytest.mark.parametrize("made_from", ["a pledge", "nothing"])
    def test_their_programmes_stand_with_the_one_pair_and_come_back(self, made_from):
        before = Partnership.objects.get(party_a__name="DKI Jakarta")
        given = running.draft(Commitment.objects.get()) if made_from == "a pledge" else {
            "kind": "forum", "title": "Forum", "between": ["Shanghai|CN", "DKI Jakarta|ID"],
        }  # fmt: skip
        made = running.start(given, "ani")
        assert made.partnership == before
        decision = self.merged()
        made.refresh_from_db()
        assert str(made.partnership) == "Jakarta – Shanghai"
        decisions.undo(decision, "ani")
        made.refresh_from_db()
        assert str(made.partnership) == "DKI Jakarta – Shanghai"
        assert check() == []

    def test_one_that_is_made_later_between_the_second_name_stands_there_too(self):
        self.merged()
        made = running.start({"kind": "forum", "title": "Forum", "between": ["DKI Jakarta|ID", "Shanghai|CN"]}, "ani")
        assert str(made.partnership) == "Jakarta – Shanghai"

    def test_a_programme_follows_its_pledge_to_other_parties_when_a_claim_is_corrected(self):
        made = running.start(running.draft(Commitment.objects.get()), "ani")
        decisions.correct(ClaimRecord.objects.get(kind="invitation"), {"to": ["Jakarta|ID"]}, "ani")
        made.refresh_from_db()
        assert str(made.partnership) == "Jakarta – Shanghai"

    def test_a_document_is_found_by_the_party_that_its_parties_are_now(self):
        found = StoredDocument.objects.get(claims__kind="invitation")
        jakarta, dki = (f"=p{Party.objects.get(name=name).pk}" for name in ("Jakarta", "DKI Jakarta"))
        decision = self.merged()
        found.refresh_from_db()
        assert jakarta in found.facets.split()
        assert dki not in found.facets.split()
        decisions.undo(decision, "ani")
        found.refresh_from_db()
        assert dki in found.facets.split()
