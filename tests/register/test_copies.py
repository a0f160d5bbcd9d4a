"""Documents that tell the same nearly word for word are known as copies, in whatever order they came."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from ikrar.register.copies import Tables, copies_of, group, independent
from ikrar.register.filing import file_reading
from ikrar.register.models import SketchBand, StoredDocument, StoredSketch
from tests.register.build import reading

WORDS = [f"word{i}" for i in range(3000)]


def story(seed: int, words: int = 120) -> list[str]:
    return random.Random(seed).choices(WORDS, k=words)


def cut(text: list[str], by: int) -> list[str]:
    """The text as another outlet prints it: its last words left out."""
    return text[: len(text) - by]


def file(*texts: list[str]) -> list[StoredDocument]:
    made = [file_reading(reading(" ".join(words))).document for words in texts]
    for document in made:
        document.refresh_from_db()
    return made


def grouped() -> set[frozenset[str]]:
    """Which texts are told to be copies of each other."""
    by_number: dict[int, set[str]] = {}
    for sha256, copies in StoredDocument.objects.exclude(copies=None).values_list("sha256", "copies"):
        by_number.setdefault(copies, set()).add(sha256)
    return {frozenset(g) for g in by_number.values()}


@pytest.mark.django_db
class TestCopies:
    def test_a_text_printed_again_with_a_few_words_less_is_a_copy(self):
        first, second, other = file(story(1), cut(story(1), 6), story(2))
        assert copies_of(first) == [second]
        assert copies_of(second) == [first]
        assert copies_of(other) == []

    def test_what_copies_a_copy_belongs_to_the_group(self):
        """Cut three times, the last has little over half of the first."""
        first, *_, last = file(story(1), cut(story(1), 18), cut(story(1), 34), cut(story(1), 50))
        assert len(copies_of(first)) == 3
        assert first.copies == last.copies == first.pk

    def test_two_groups_become_one_when_a_text_stands_between_them(self):
        text = story(1)
        file(text, cut(text, 5), cut(text, 36), cut(text, 40))
        assert {len(g) for g in grouped()} == {2}
        file(cut(text, 18))
        assert {len(g) for g in grouped()} == {5}

    def test_the_same_words_set_otherwise_are_one_text(self):
        first = file_reading(reading("Jakarta and Shanghai met on Friday.")).document
        second = file_reading(reading("JAKARTA and Shanghai met,  on Friday")).document
        first.refresh_from_db()
        assert copies_of(first) == [second]
        assert StoredSketch.objects.count() == 2
        assert set(SketchBand.objects.values_list("sketch", flat=True)) == {first.pk}

    def test_a_text_without_words_has_no_copies(self):
        (first,) = file(["…"])
        assert not StoredSketch.objects.filter(document=first).exists()

    def test_filing_again_looks_for_nothing(self):
        file(story(1))
        rows = list(SketchBand.objects.values_list("pk", flat=True))
        file(story(1))
        assert list(SketchBand.objects.values_list("pk", flat=True)) == rows

    def test_what_was_filed_before_there_were_sketches_is_grouped_when_it_is_looked_at(self):
        file(story(1), cut(story(1), 6), story(2))
        before = grouped()
        StoredSketch.objects.all().delete()
        StoredDocument.objects.update(copies=None)
        managers = Tables(StoredDocument.objects.all(), StoredSketch.objects.all(), SketchBand.objects.all())
        for document in StoredDocument.objects.order_by("-pk"):
            group(document, managers)
        assert grouped() == before

    def test_copies_count_as_one_source(self):
        assert independent([(1, None), (2, None), (3, 3), (4, 3), (5, 5)]) == 4

    def test_the_number_of_queries_does_not_grow_with_the_copies(self, django_assert_max_num_queries):
        text = story(1)
        file(text, cut(text, 1), *(cut(text, i) for i in range(3, 12)))
        fresh = StoredDocument.objects.create(sha256="0" * 64, ident="x", text=" ".join(cut(text, 12)))
        with django_assert_max_num_queries(9):
            group(fresh)
        assert len(copies_of(fresh)) == 11


class Laws(TestCase):
    @settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(
        st.lists(st.tuples(st.integers(0, 3), st.integers(0, 60)), min_size=1, max_size=8, unique=True),
        st.randoms(use_true_random=False),
    )
    def test_the_order_of_filing_does_not_matter(self, made, order):
        texts = [cut(story(seed, 90), by) for seed, by in made]
        file(*texts)
        first = grouped()
        StoredDocument.objects.all().delete()
        file(*order.sample(texts, len(texts)))
        assert grouped() == first
