"""What needs attention on a day. The day is given, so that these tests can travel."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

import pytest

from ikrar.follow import attention
from ikrar.follow.attention import Look
from ikrar.follow.times import Times
from ikrar.register import entry_details, paging
from ikrar.register.decisions import set_status, undo
from ikrar.register.filing import file_reading
from ikrar.register.finding import find_party
from ikrar.register.models import Agreement, Commitment
from ikrar.register.paging import Key, count, walk
from tests.register.build import BOTH, JAKARTA, KOCHI, SHANGHAI, SURABAYA, Say, invites, met, reading, signed

pytestmark = pytest.mark.django_db

review = partial(attention.review, times=Times())

BEFORE, DURING, AFTER = date(2023, 10, 20), date(2023, 11, 7), date(2023, 11, 11)

KOCHI_INVITES = Say("invitation", "invites", (KOCHI,), (SURABAYA,), when="2023-11-01")


@pytest.fixture
def expo():
    file_reading(reading("Shanghai invites Jakarta to its expo.", invites("Shanghai invites Jakarta")))


def test_on_an_empty_register_nothing_needs_attention():
    found = review(BEFORE)
    assert (found.due, found.overdue, found.expiring, found.unanswered, found.recent) == ((), (), (), (), ())


def test_an_event_within_the_horizon_is_due_with_its_parties_and_its_proof(expo):
    item = review(BEFORE, horizon_days=30).due[0]
    assert (item.title, item.due, item.days) == ("China International Import Expo", date(2023, 11, 5), 16)
    assert item.parties == ("Jakarta", "Shanghai")
    assert item.source.text == "Shanghai invites Jakarta"


def test_an_event_beyond_the_horizon_is_not_due_yet(expo):
    assert review(BEFORE, horizon_days=10).due == ()


def test_an_event_that_goes_on_is_due_until_it_ends(expo):
    assert len(review(DURING).due) == 1
    assert review(AFTER).due == ()


def test_an_event_that_has_passed_is_overdue(expo):
    assert [i.days for i in review(AFTER).overdue] == [-6]


def test_what_was_kept_or_declined_is_neither_due_nor_overdue(expo):
    set_status(Commitment.objects.get(), by="ayu", status="kept")
    assert review(BEFORE).due == review(AFTER).overdue == ()


def test_a_plan_for_a_year_is_due_when_the_year_ends():
    file_reading(reading("They plan a forum.", Say("plan", "plan a forum", parties=BOTH, when="2024")))
    assert review(date(2024, 2, 29)).due == ()
    assert len(review(date(2024, 12, 5)).due) == 1


def test_a_pledge_without_a_date_is_looked_at_after_the_time_the_office_sets():
    times = Times(review=100)
    file_reading(reading("They plan a forum.", Say("plan", "plan a forum", parties=BOTH), published="2023-04-29"))
    day = date(2023, 4, 29) + timedelta(days=100)
    assert review(day - timedelta(days=31), times=times).due == ()
    assert [i.basis for i in review(day, times=times).due] == ["review"]
    assert len(review(day + timedelta(days=1), times=times).overdue) == 1


def test_an_invitation_without_an_answer_is_unanswered_while_there_is_time(expo):
    assert len(review(BEFORE).unanswered) == 1
    assert review(AFTER).unanswered == ()


def test_an_accepted_invitation_is_not_unanswered(expo):
    set_status(Commitment.objects.get(), by="ayu", status="accepted")
    assert review(BEFORE).unanswered == ()


def test_for_a_party_only_what_waits_for_its_answer_is_unanswered(expo):
    assert len(review(BEFORE, party=find_party("Jakarta")).unanswered) == 1
    assert review(BEFORE, party=find_party("Shanghai")).unanswered == ()


def test_of_a_request_the_one_that_was_asked_has_to_answer():
    file_reading(reading("Jakarta asks for buses.", Say("request", "asks for buses", (JAKARTA,), (SHANGHAI,))))
    assert len(review(BEFORE, party=find_party("Shanghai")).unanswered) == 1
    assert review(BEFORE, party=find_party("Jakarta")).unanswered == ()


def test_for_a_party_only_its_own_affairs_count(expo):
    file_reading(
        reading("Kochi invites Surabaya.", Say("invitation", "invites", (KOCHI,), (SURABAYA,), when="2023-11-01"))
    )
    assert len(review(BEFORE).due) == 2
    assert len(review(BEFORE, party=find_party("Jakarta")).due) == 1


def test_an_agreement_that_runs_out_within_a_year_is_expiring():
    file_reading(reading("An MoU was signed.", signed("MoU was signed")))
    set_status(Agreement.objects.get(), by="ayu", valid_until=date(2024, 6, 30))
    assert [i.due for i in review(BEFORE).expiring] == [date(2024, 6, 30)]
    assert review(BEFORE, times=Times(expiring=90)).expiring == ()


def test_an_agreement_that_ran_out_has_lapsed_until_it_is_renewed_or_ended():
    file_reading(reading("An MoU was signed.", signed("MoU was signed")))
    set_status(Agreement.objects.get(), by="ayu", valid_until=date(2023, 6, 30))
    found = review(BEFORE)
    assert (found.expiring, found.lapsed[0].due, found.lapsed[0].days) == ((), date(2023, 6, 30), -112)
    set_status(Agreement.objects.get(), by="ayu", status="ended")
    assert review(BEFORE).lapsed == ()


class TestAgreements:
    """Denpasar and Mossel Bay: a memorandum of 27 November 2019 for three years, extended on 31 January 2023."""

    @pytest.fixture
    def memorandum(self, db) -> Agreement:
        text = "They signed it. They renewed it."
        said = (signed("They signed it", when="2019-11-27"),
                signed("They renewed it", when="2023-01-31", state="renewed"))  # fmt: skip
        file_reading(reading(text, *said, published="2023-02-01"))
        entry_details.change(Agreement.objects.get(), {"duration": 36, "notice": 3}, "ayu")
        return Agreement.objects.get()

    @pytest.mark.parametrize(
        ("today", "lists"),
        [
            ("2021-11-26", ()),
            ("2021-11-27", ("expiring",)),
            ("2022-05-28", ("expiring",)),
            ("2022-05-29", ("notice", "expiring")),
            ("2022-09-26", ("notice", "expiring")),
            ("2022-09-27", ("expiring",)),
            ("2022-11-27", ("expiring",)),
            ("2022-11-28", ("lapsed",)),
            ("2023-01-30", ("lapsed",)),
            ("2023-01-31", ()),
            ("2025-01-31", ("expiring",)),
            ("2026-02-01", ("lapsed",)),
        ],
    )
    def test_an_office_is_told_in_time_and_sees_the_gap(self, memorandum, today, lists):
        found = review(date.fromisoformat(today))
        names = ("notice", "expiring", "lapsed")
        assert tuple(name for name in names if getattr(found, name)) == lists
        assert {name: found.totals[name] for name in names} == {name: int(name in lists) for name in names}

    def test_what_renews_itself_is_to_be_decided_on_and_never_expires(self, memorandum):
        entry_details.change(memorandum, {"renewal": 36}, "ayu")
        found = review(date(2025, 9, 1))
        assert (found.expiring, [i.due for i in found.notice]) == ((), [date(2025, 10, 31)])
        assert review(date(2026, 3, 1)).lapsed == ()

    def test_how_near_an_end_is_the_office_sets(self, memorandum):
        times = Times(expiring=100, notice=10)
        assert review(date(2022, 8, 18), times=times).expiring == ()
        assert len(review(date(2022, 8, 19), times=times).expiring) == 1
        assert review(date(2022, 8, 16), times=times).notice == ()
        assert len(review(date(2022, 8, 17), times=times).notice) == 1

    def test_an_instrument_of_the_same_type_in_its_place_settles_it(self, memorandum):
        again = {"kind": "agreement", "parties": ["Jakarta|ID", "Shanghai|CN"], "when": "2026-03-01"}
        assert len(review(date(2026, 4, 1)).lapsed) == 1
        other = entry_details.enter(again | {"what": "letter of intent"}, "ayu")
        assert len(review(date(2026, 4, 1)).lapsed) == 1
        undo(other, "ayu")
        entry_details.enter(again | {"what": "new memorandum of understanding on waste"}, "ayu")
        assert review(date(2026, 4, 1)).lapsed == ()

    def test_the_number_of_queries_does_not_grow(self, memorandum, queries):
        def more(first: int, last: int) -> None:
            for year in range(first, last):
                values = {"kind": "agreement", "parties": [f"City {year}|ID", "Shanghai|CN"], "when": f"{year}-01-01"}
                entry_details.enter(values | {"what": "memorandum", "duration": 12}, "ayu")

        more(2000, 2002)
        few = queries(lambda: review(date(2026, 4, 1)))
        more(2002, 2012)
        assert queries(lambda: review(date(2026, 4, 1))) == few
        assert len(review(date(2026, 4, 1)).lapsed) == 13

    def test_those_that_lapsed_come_piece_by_piece_and_none_twice(self, memorandum, monkeypatch):
        """Also where many that were ended or replaced, and so have not lapsed, lie between them."""
        monkeypatch.setattr(paging, "_AT_ONCE", 3)
        for year in range(2000, 2012):
            values = {"kind": "agreement", "parties": [f"City {year}|ID", "Shanghai|CN"], "when": f"{year}-01-01"}
            entry_details.enter(values | {"what": "memorandum", "duration": 12}, "ayu")
            if year % 3:
                set_status(Agreement.objects.latest("pk"), by="ayu", status="ended")
        look = Look(date(2026, 4, 1), Times())
        (whole, every) = ([(k, r.pk) for k, r in walk(look.listed("lapsed"), limit)] for limit in (None, 100))
        assert whole == every
        assert len(whole) == 5
        pieces, key = [], None
        while piece := walk(look.listed("lapsed"), 2, key):
            pieces += [(k, r.pk) for k, r in piece]
            key = piece[-1][0]
        assert pieces == whole
        back = [(k, r.pk) for k, r in walk(look.listed("lapsed"), 2, whole[3][0], forward=False)]
        assert back == whole[1:3][::-1]
        assert (count(look.listed("lapsed")), count(look.listed("lapsed"), 3)) == (5, 4)


class TestDormant:
    @pytest.fixture
    def pair(self, db) -> None:
        file_reading(reading("An MoU was signed.", signed("MoU was signed"), published="2020-10-24"))

    def test_a_partnership_without_an_act_for_two_years_is_dormant(self, pair):
        assert review(date(2022, 10, 24)).dormant == ()
        (quiet,) = review(date(2022, 10, 25)).dormant
        assert (quiet.sides, quiet.last, quiet.days) == (("Jakarta", "Shanghai"), date(2020, 10, 24), -731)
        assert quiet.line.what == "memorandum of understanding"

    def test_after_how_long_the_office_sets(self, pair):
        assert len(review(date(2021, 3, 1), times=Times(dormant=100)).dormant) == 1

    def test_an_act_wakes_it_and_whoever_looks_back_sees_it_asleep(self, pair):
        file_reading(reading("They met.", met("They met", when="2024-02-01"), published="2024-02-02"))
        assert review(date(2024, 3, 1)).dormant == ()
        (quiet,) = review(date(2023, 12, 1)).dormant
        assert quiet.last == date(2020, 10, 24)

    def test_with_something_ahead_it_does_not_sleep(self, pair):
        file_reading(reading("They will meet.", met("They will meet", when="2023-11", state="planned"),
                             published="2020-11-01"))  # fmt: skip
        assert review(date(2023, 10, 1)).dormant == ()
        assert len(review(date(2024, 1, 1)).dormant) == 1

    def test_what_was_never_more_than_a_contact_cannot_fall_asleep(self, db):
        file_reading(reading("They met.", met("They met", when="2020-02-01"), published="2020-02-02"))
        assert review(date(2024, 1, 1)).dormant == ()

    def test_only_those_of_a_party_where_one_is_asked_for(self, pair):
        said = Say("agreement", "Kochi and Surabaya signed", parties=(KOCHI, SURABAYA), what="memorandum", when="2019")
        file_reading(reading("Kochi and Surabaya signed.", said, published="2019-05-01"))
        found = review(date(2024, 1, 1), party=find_party("Kochi"))
        assert [q.sides for q in found.dormant] == [("Kochi", "Surabaya")]
        assert found.totals["dormant"] == 1
        assert [q.last.year for q in review(date(2024, 1, 1)).dormant] == [2020, 2019]


def test_what_was_told_lately_is_recent_and_what_was_not_told_yet_is_not(expo):
    assert len(review(date(2023, 5, 1)).recent) == 1
    assert review(date(2023, 4, 28)).recent == ()
    assert review(date(2023, 8, 1)).recent == ()


def test_lists_can_be_limited(expo):
    file_reading(
        reading("Kochi invites Surabaya.", Say("invitation", "invites", (KOCHI,), (SURABAYA,), when="2023-11-01"))
    )
    found = review(BEFORE, limit=1)
    assert (len(found.due), found.totals["due"]) == (1, 2)


def test_the_number_of_queries_does_not_grow_with_what_is_due(queries):
    def more(first: int, last: int) -> None:
        for i in range(first, last):
            said = invites("invites", what=f"Expo {i}", when=f"2023-11-{i + 1:02}")
            file_reading(reading(f"No. {i}: Shanghai invites Jakarta.", said, published="2023-10-19"))

    more(0, 2)
    few = queries(lambda: review(BEFORE))
    more(2, 12)
    assert queries(lambda: review(BEFORE)) == few
    assert len(review(BEFORE).due) == 12


def test_what_is_only_to_be_looked_at_again_can_stand_apart_the_latest_first(expo):
    for day, what in (("2023-04-01", "forum"), ("2023-04-20", "festival")):
        said = Say("plan", f"plan a {what}", parties=BOTH, what=what)
        file_reading(reading(f"Of {day}: they plan a {what}.", said, published=day))
    found = review(AFTER, apart=True)
    assert [i.title for i in found.again] == ["festival", "forum"]
    assert [i.basis for i in found.overdue] == ["event"]
    assert (found.totals["again"], found.totals["overdue"]) == (2, 1)
    assert [i.title for i in review(AFTER).overdue][1:] == ["festival", "forum"]


def test_one_list_can_be_asked_for_piece_by_piece(expo):
    file_reading(reading("They plan a forum.", Say("plan", "plan a forum", parties=BOTH), published="2023-04-29"))
    found = review(AFTER, only="overdue", limit=1)
    assert [i.basis for i in found.overdue] == ["event"]
    assert (found.recent, found.totals["overdue"]) == ((), 2)
    after = Key(0, found.overdue[0].line.when_end, found.overdue[0].entry_id)
    assert [i.basis for i in review(AFTER, only="overdue", after=after, limit=1).overdue] == ["review"]


def test_totals_are_counted_no_further_than_asked(expo):
    for what in ("forum", "festival", "harbour"):
        said = Say("plan", f"plan a {what}", parties=BOTH, what=what)
        file_reading(reading(f"They plan a {what}.", said, published="2023-04-01"))
    assert review(AFTER, apart=True, count_to=2).totals["again"] == 3
    assert review(AFTER, apart=True, count_to=1).totals["again"] == 2
