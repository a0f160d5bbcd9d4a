"""What Ikrar is and whose data it stands on: for anyone."""

from __future__ import annotations

import pytest

from tests.site.page import Page

pytestmark = pytest.mark.django_db


def test_a_stranger_may_read_it(client):
    page = Page("/about/", client.get("/about/").content.decode())
    assert page.title == "About Ikrar"
    assert not page.all("//nav[@class='nav']")


def test_it_names_whose_data_it_stands_on_with_their_licence(get):
    said = get("/about/").text()
    for name in ("GeoNames", "CC BY 4.0", "Unicode License", "pycountry", "Apache License 2.0"):
        assert name in said


def test_it_says_which_version_runs(get):
    from importlib.metadata import version

    assert f"Ikrar {version('ikrar')} is free software" in get("/about/").text()
