"""Any page as the register stood on an earlier day; meanwhile nothing can be changed."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from ikrar.register import decisions
from ikrar.register.filing import file_reading
from ikrar.register.models import Commitment, Decision
from tests.register.build import invites, reading, signed
from tests.site.page import words

pytestmark = pytest.mark.django_db

THEN = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def nothing(tmp_path_factory) -> Path:
    """Keeps the register without anything in it from one test to the next."""
    return tmp_path_factory.mktemp("nothing")


@pytest.fixture
def history(officer, settings, tmp_path, databases_beside, nothing, monkeypatch):
    """An invitation filed on 2 March; the day after it is declined, and a second document is filed."""
    settings.OFFICES = tmp_path / "offices"
    settings.IKRAR_TODAY = "2026-03-10"
    shutil.copytree(nothing, tmp_path / "past")
    with monkeypatch.context() as clock:
        clock.setattr(timezone, "now", lambda: THEN)
        told = invites("Shanghai invites Jakarta")
        file_reading(reading("Shanghai invites Jakarta to its expo.", told, published="2026-03-01"))
        clock.setattr(timezone, "now", lambda: THEN + timedelta(days=1))
        decisions.set_status(Commitment.objects.get(), "ani", "No money", status="declined")
        file_reading(reading("They signed it.", signed("They signed it"), published="2026-03-03"))
    yield
    for empty in (tmp_path / "past").glob("empty-*.sqlite3"):
        shutil.copy(empty, nothing)


def test_a_page_is_shown_as_of_an_earlier_day_and_says_so(history, get, officer):
    officer.get("/?as-of=2026-03-02")
    page = get(f"/entries/{Commitment.objects.get().pk}/")
    assert "As the register stood on 2 March 2026" in page.text("//main//*[@role='note']")
    assert "declined" not in words(page.one("//*[@class='rows life']"))
    assert "They signed it" not in get("/documents/").text()


def test_going_back_to_today(history, get, post, officer):
    officer.get("/?as-of=2026-03-02")
    page = post({"action": "/as-of/", "next": "/documents/"})
    assert "They signed it" in page.text()
    assert "As the register stood" not in page.text()


def test_nothing_can_be_changed_meanwhile(history, get, officer):
    pledge = Commitment.objects.get()
    form = get(f"/entries/{pledge.pk}/").form("/status/")
    officer.get("/?as-of=2026-03-02")
    before = Decision.objects.count()
    page = officer.post(form["action"], form | {"status": "kept", "why": "It came"}, follow=True)
    assert "Go back to today to change it" in page.content.decode()
    assert Decision.objects.count() == before
    assert Commitment.objects.get().status == "declined"


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-03-01", "The register began on 2 March 2026"),
        ("2026-03-10", "The register began on 2 March 2026"),
        ("2031-01-01", "The register began on 2 March 2026"),
        ("2026-02-30", "“2026-02-30” is no day"),
        ("yesterday", "“yesterday” is no day"),
    ],
)
def test_a_day_that_cannot_be_shown_is_told(history, officer, day, said):
    page = officer.get(f"/documents/?as-of={day}", follow=True).content.decode()
    assert said in page
    assert "They signed it" in page


def test_strangers_choose_no_day(history, client, officer):
    officer.logout()
    assert officer.get("/?as-of=2026-03-02").status_code == 302
    assert "as_of" not in officer.session
