"""What holds of the register whatever the documents say."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from ikrar.model import Reading
from ikrar.register.filing import file_reading
from ikrar.register.integrity import check
from ikrar.register.models import ClaimRecord, Entry, EntryClaim, Partnership, Party, StoredDocument
from ikrar.register.rebuilding import rebuild_all
from ikrar.register.snapshot import snapshot
from tests.register.build import BOTH, JAKARTA, SHANGHAI, Say, reading

WHENS = st.sampled_from([None, "2023", "2023-04", "2023-04-28", "2023-04-29", "2023-04-27/2023-04-29", "2022-10-23"])
WHATS = st.sampled_from([None, "memorandum", "nota kesepahaman", "letter of intent", "expo", "Import Expo", "博览会"])
FIELDS = st.sets(st.sampled_from(["trade", "waste"]), max_size=2).map(lambda s: tuple(sorted(s)))
SIDES = st.sampled_from([(JAKARTA, SHANGHAI), (SHANGHAI, JAKARTA)])


@st.composite
def sayings(draw) -> Say:
    kind = draw(st.sampled_from(["meeting", "agreement", "plan", "invitation", "acceptance", "visit", "partnership"]))
    given = {"when": draw(WHENS), "what": draw(WHATS), "fields": draw(FIELDS)}
    if kind == "agreement":
        given["state"] = draw(st.sampled_from(["done", "planned", "renewed", "ended"]))
    if kind in {"meeting", "agreement", "plan", "partnership"}:
        return Say(kind, "said so", parties=BOTH, **given)
    one, other = draw(SIDES)
    return Say(kind, "said so", (one,), (other,), **given)


@st.composite
def stories(draw) -> list[Reading]:
    days = st.sampled_from([None, "2023-04-29", "2023-05-02", "2023-12-01", "2022-10-24"])
    told = draw(st.lists(st.tuples(st.lists(sayings(), max_size=3), days), max_size=6))
    return [reading(f"Document {i}: it said so.", *said, published=day) for i, (said, day) in enumerate(told)]


few = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


class Laws(TestCase):
    @few
    @given(stories(), st.randoms(use_true_random=False))
    def test_the_order_of_filing_does_not_matter(self, story, random):
        for one in story:
            file_reading(one)
        first = snapshot()
        Entry.objects.all().delete()
        StoredDocument.objects.all().delete()
        Partnership.objects.all().delete()
        Party.objects.all().delete()
        for one in random.sample(story, len(story)):
            file_reading(one)
        assert snapshot() == first

    @few
    @given(stories())
    def test_filing_twice_is_filing_once(self, story):
        for one in story:
            file_reading(one)
        before = list(Entry.objects.order_by("pk").values())
        assert not any(file_reading(one).changed for one in story)
        assert list(Entry.objects.order_by("pk").values()) == before

    @few
    @given(stories())
    def test_building_all_anew_makes_the_same_register(self, story):
        for one in story:
            file_reading(one)
        before = snapshot(), list(Entry.objects.order_by("pk").values())
        rebuild_all()
        assert (snapshot(), list(Entry.objects.order_by("pk").values())) == before

    @few
    @given(stories())
    def test_no_evidence_is_lost_and_none_counts_twice(self, story):
        for one in story:
            file_reading(one)
        assert check() == []
        living = ClaimRecord.objects.live().exclude(kind="partnership").count()
        assert EntryClaim.objects.count() == living
