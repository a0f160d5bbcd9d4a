"""The balance page: a picture, tables, and every number a click away from what it counts."""

from __future__ import annotations

import pytest

from ikrar.register.models import Partnership

pytestmark = pytest.mark.django_db


def test_every_number_leads_to_as_many_entries(register, get):
    seen = 0
    for pair in Partnership.objects.all():
        page = get(f"/partners/{pair.pk}/balance/")
        for link in page.all("//table//td/a"):
            listed = get(link.get("href"))
            assert len(listed.all("//main//ol[contains(@class, 'rows')]/li")) == int(link.text)
            seen += 1
    assert seen > 5


def test_the_picture_says_in_words_what_it_shows(register, get):
    pair = Partnership.objects.filter(entries__type="commitment").first()
    labels = get(f"/partners/{pair.pk}/balance/").tree.xpath("//figure//svg[@role='img']/@aria-label")
    assert labels
    assert all(any(char.isdigit() for char in label) for label in labels)


def test_a_number_that_is_none_of_ours_is_not_there(register, officer):
    pair = Partnership.objects.first()
    assert officer.get(f"/partners/{pair.pk}/balance/entries/?of=nonsense").status_code == 404
    assert officer.get(f"/partners/{pair.pk}/balance/entries/?year=abc").status_code == 404
