"""Lists by key: every row once, forward and back, whatever the days and however many share one."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from ikrar.register.models import StoredDocument
from ikrar.register.paging import by_day
from ikrar.site.shown.pages import At, bounded, page, read, written

DAYS = st.lists(st.sampled_from([None, date(2020, 1, 1), date(2020, 1, 2), date(2024, 5, 6)]), max_size=14)


class Walking(TestCase):
    @settings(max_examples=40, deadline=None)
    @given(DAYS, st.booleans(), st.booleans(), st.integers(1, 5))
    def test_every_row_comes_once_in_order_and_the_way_back_is_the_same(self, days, latest, highest, size):
        StoredDocument.objects.bulk_create(
            StoredDocument(sha256=str(i), ident=str(i), text="x", published_day=day) for i, day in enumerate(days)
        )
        listed = by_day(StoredDocument.objects.all(), "published_day", latest, highest)
        rows = sorted(StoredDocument.objects.all(), key=lambda d: d.pk, reverse=highest)
        rows.sort(key=lambda d: d.published_day or date.min, reverse=latest)
        rows.sort(key=lambda d: d.published_day is None)

        shown = [page(listed, "", size)]
        while shown[-1].on:
            shown.append(page(listed, shown[-1].on, size))
        assert [d.pk for p in shown for d in p.items] == [d.pk for d in rows]
        assert [len(p.items) for p in shown[:-1]] == [size] * (len(shown) - 1)
        for before, after in pairwise(shown):
            back = page(listed, after.back, size)
            assert back.items == before.items


@pytest.mark.django_db
def test_what_comes_in_meanwhile_moves_nothing():
    def add(i: int, day: date) -> None:
        StoredDocument.objects.create(sha256=str(i), ident=str(i), text="x", published_day=day)

    for i in range(4):
        add(i, date(2020, 1, 1 + i))
    listed = by_day(StoredDocument.objects.all(), "published_day")
    first = page(listed, "", 2)
    add(9, date(2021, 1, 1))
    second = page(listed, first.on, 2)
    assert [d.ident for d in (*first.items, *second.items)] == ["3", "2", "1", "0"]


@given(st.text(max_size=30))
def test_an_address_that_makes_no_sense_is_the_first_page(given_):
    assert read(given_, 2) == At() or written(read(given_, 2).key, read(given_, 2).forward) == given_.rstrip("=")


def test_a_key_comes_back_as_it_was_written():
    assert read(written((None, 7), False), 2) == At(("", "7"), False)


@pytest.mark.django_db
def test_counting_stops_at_the_bound():
    StoredDocument.objects.bulk_create(StoredDocument(sha256=str(i), ident="", text="x") for i in range(5))
    assert (str(bounded(StoredDocument.objects.all(), 4)), str(bounded(StoredDocument.objects.all(), 5))) == ("4+", "5")
    assert not bounded(StoredDocument.objects.none())
