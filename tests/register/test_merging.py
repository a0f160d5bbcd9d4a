"""The same act told by several documents is one entry with all of its evidence."""

from __future__ import annotations

import pytest

from ikrar.register.filing import file_reading
from ikrar.register.models import Agreement, Commitment, Encounter
from tests.register.build import JAKARTA, SHANGHAI, Say, accepts, invites, met, reading, signed

pytestmark = pytest.mark.django_db

count = iter(range(10_000))


def tell(say: Say, published: str | None = "2023-04-29") -> None:
    """Another outlet tells it, in a text of its own."""
    file_reading(reading(f"Outlet {next(count)}: {say.quote}.", say, published=published))


def test_one_meeting_told_by_two_outlets_is_one_entry_with_two_pieces_of_evidence():
    tell(met("They met"))
    tell(met("The two had talks"))
    assert Encounter.objects.get().evidence.count() == 2


def test_meetings_on_two_days_are_two():
    tell(met("They met"))
    tell(met("They met", when="2023-06-01"))
    assert Encounter.objects.count() == 2


def test_a_meeting_told_without_a_date_is_the_one_of_that_week():
    tell(met("They met"))
    tell(met("They met", when=None), published="2023-05-01")
    assert Encounter.objects.count() == 1


def test_a_meeting_told_without_a_date_a_year_later_is_another():
    tell(met("They met"))
    tell(met("They met", when=None), published="2024-05-01")
    assert Encounter.objects.count() == 2


def test_the_more_precise_date_wins_and_each_source_keeps_its_own():
    tell(signed("An MoU was signed in 2020", when="2020"))
    tell(signed("An MoU was signed", when="2020-10-23"))
    entry = Agreement.objects.get()
    assert entry.signed == "2020-10-23"
    assert sorted(c.when for c in entry.claims.all()) == ["2020", "2020-10-23"]


def test_instruments_are_compared_by_what_they_are_in_any_language():
    tell(signed("nota kesepahaman", what="nota kesepahaman kerja sama kota bersahabat"))
    tell(signed("谅解备忘录", what="谅解备忘录"))
    tell(signed("a memorandum", what="Memorandum of Understanding"))
    assert Agreement.objects.count() == 1


def test_two_instruments_signed_on_one_day_are_two():
    tell(signed("a letter of intent", what="letter of intent"))
    tell(signed("a protocol", what="protocol"))
    assert Agreement.objects.count() == 2


def test_two_memoranda_in_different_fields_are_two():
    tell(signed("on health", fields=("health",)))
    tell(signed("on waste", fields=("waste",)))
    assert Agreement.objects.count() == 2


def test_an_event_named_in_two_languages_is_one_by_its_precise_date():
    tell(invites("invites Jakarta"))
    tell(invites("邀请雅加达", what="中国国际进口博览会"))
    assert Commitment.objects.count() == 1


def test_invitations_in_opposite_directions_are_two():
    tell(invites("Shanghai invites Jakarta"))
    tell(Say("invitation", "Jakarta invites Shanghai", (JAKARTA,), (SHANGHAI,), when="2023-11-05/2023-11-10"))
    assert Commitment.objects.count() == 2


def test_one_text_that_names_two_events_means_two():
    text = "Jakarta invites Shanghai to a mayors' forum and to a governors' meeting in August."
    file_reading(
        reading(
            text,
            Say("invitation", "a mayors' forum", (JAKARTA,), (SHANGHAI,), what="mayors' forum", when="2023-08"),
            Say(
                "invitation", "a governors' meeting", (JAKARTA,), (SHANGHAI,), what="governors' meeting", when="2023-08"
            ),
        )
    )
    assert Commitment.objects.count() == 2


def test_a_signing_announced_and_a_signing_done_are_one_agreement():
    tell(signed("will sign", state="planned", when=None), published="2020-03-01")
    tell(signed("has signed"), published="2020-10-24")
    entry = Agreement.objects.get()
    assert (entry.status, entry.signed) == ("in-force", "2020-10-23")
    assert [x.role for x in entry.evidence.all()] == ["states", "prepares"]


def test_a_renewal_belongs_to_the_agreement_it_renews():
    tell(signed("signed", when="2019-11-27"), published="2019-11-28")
    tell(signed("renewed", when="2023-01-31", state="renewed"), published="2023-02-01")
    entry = Agreement.objects.get()
    assert (entry.status, entry.signed) == ("renewed", "2019-11-27")


def test_an_end_ends_the_only_agreement_there_is():
    tell(signed("signed", when="2019-11-27"), published="2019-11-28")
    tell(signed("ended", what=None, when="2022-03-05", state="ended"), published="2022-03-06")
    entry = Agreement.objects.get()
    assert (entry.status, entry.ended) == ("ended", "2022-03-05")
    assert entry.partnership.status == "ended"


def test_an_end_of_nothing_known_stands_alone():
    tell(signed("ended", when="2022-03-05", state="ended"))
    assert Agreement.objects.get().status == "ended"


def test_an_acceptance_that_names_nothing_answers_the_only_invitation():
    tell(invites("invites Jakarta"))
    tell(accepts("we will come", what=None), published="2023-05-10")
    assert Commitment.objects.get().status == "accepted"


def test_an_acceptance_that_names_nothing_answers_none_of_two():
    tell(invites("invites Jakarta"))
    tell(invites("to a show", what="Flower Show", when="2023-09"))
    tell(accepts("we will come", what=None), published="2023-05-10")
    assert set(Commitment.objects.filter(kind="invitation").values_list("status", flat=True)) == {"made"}


def test_an_acceptance_does_not_answer_an_invitation_of_other_years():
    tell(invites("invites Jakarta", when="2021-11"), published="2021-04-01")
    tell(accepts("we will come"), published="2023-05-10")
    assert Commitment.objects.get(kind="invitation").status == "made"


def test_entries_keep_their_ids_when_another_document_tells_of_them():
    tell(met("They met", when="2023-04"))
    first = Encounter.objects.get().pk
    tell(met("They met"))
    assert Encounter.objects.get().pk == first
