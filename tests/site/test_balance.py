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


def test_many_entries_behind_a_number_come_in_pages_and_none_is_lost(register, get, monkeypatch):
    monkeypatch.setattr("ikrar.site.views.balance.PAGE", 1)
    pair = Partnership.objects.filter(entries__type="commitment").order_by("pk").first()
    page = get(f"/partners/{pair.pk}/balance/entries/?of=promised")
    many = int(page.text("//h1/span"))
    seen = []
    while True:
        seen += page.tree.xpath("//main//ol[contains(@class, 'rows')]/li/@id")
        following = page.all("//a[@rel='next']")
        if not following:
            break
        page = get(f"/partners/{pair.pk}/balance/entries/{following[0].get('href')}")
    assert len(seen) == len(set(seen)) == many > 1
