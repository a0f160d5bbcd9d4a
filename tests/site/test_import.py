"""Importing a list on the site: from the upload to the register and back, with every doubtful row told."""

from __future__ import annotations

from threading import Event

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ikrar.office.models import Membership
from ikrar.register.models import Decision, Partnership
from ikrar.work.models import ColumnMapping, Job, TableImport
from ikrar.work.run import Place
from ikrar.work.running import attempt

LIST = """City A,Country A,City B,Country B,Signed
Haifa,IL,Lexington,US,1998
Bergen,NO,Gothenburg,SE,1946
Bergen,NO,,SE,
"""


@pytest.fixture(autouse=True)
def _administrator(settings, tmp_path, officer):
    settings.DATA = tmp_path / "data"
    Membership.objects.update(role="administrator")


@pytest.fixture
def given(officer) -> str:
    """The address of a list that was uploaded."""
    return officer.post("/documents/import/", {"file": SimpleUploadedFile("ties.csv", LIST.encode())}).url


def work() -> None:
    for job in Job.objects.filter(state="queued"):
        attempt(job.pk, Place(stop=Event()))


def test_an_uploaded_list_shows_its_columns_as_they_were_guessed(given, get):
    page = get(given)
    assert page.texts("//table//tr")[1] == "HaifaILLexingtonUS1998"
    assert page.one('//select[@name="party_b"]/option[@selected]').text == "City B"
    assert page.one('//select[@name="date"]/option[@selected]').text == "Signed"


def test_looking_through_tells_every_row_that_is_doubtful(given, get, post):
    post(get(given).form(given))
    assert "being looked through" in get(given).text()
    work()
    page = get(given)
    assert page.texts('//ul[@class="counts"]/li') == ["2 rows to be entered", "1 left out", "1 with remarks"]
    assert page.texts('//ol//span[@class="source-title"]') == ["4: Bergen", "2: Haifa – Lexington"]
    assert not Decision.objects.exists()


@pytest.fixture
def looked_through(given, get, post) -> str:
    post(get(given).form(given))
    work()
    return given


def test_a_place_that_may_be_several_is_chosen(looked_through, post):
    address = looked_through
    post({"action": address, "how": "choices", "place.Lexington|US": "Lexington|US"})
    work()
    assert TableImport.objects.get().choices == {"Lexington|US": "Lexington|US"}
    assert Job.objects.latest("pk").result["doubtful"] == 0


def test_a_list_is_entered_and_taken_back_as_a_whole(looked_through, get, post):
    post({"action": looked_through, "how": "enter"})
    work()
    assert {str(p) for p in Partnership.objects.all()} == {"Haifa – Lexington", "Bergen – Gothenburg"}
    page = get(looked_through)
    assert "2 rows stand in the register." in page.text()
    back = post({"action": page.one('//form[contains(@action, "undo")]').get("action")})
    assert "Decisions taken back: 2." in back.text()
    assert not Partnership.objects.exists()
    assert "Enter the 2 rows" in get(looked_through).text()


def test_a_list_is_not_entered_twice(looked_through, post):
    post({"action": looked_through, "how": "enter"})
    work()
    page = post({"action": looked_through, "how": "enter"})
    assert "This list was entered already." in page.text()
    assert Decision.objects.count() == 2


def test_columns_that_are_kept_serve_the_next_list(given, get, post, officer):
    post(get(given).form(given), keep="Our archive", note="5")
    assert ColumnMapping.objects.get().headers["note"] == "Signed"
    other = officer.post("/documents/import/", {"file": SimpleUploadedFile("b.csv", LIST.encode())}).url
    post({"action": other, "how": "columns", "mapping": "Our archive"})
    assert TableImport.objects.latest("pk").columns["note"] == 4


def test_a_list_without_partners_says_which_column_is_missing(given, get, post):
    page = post(get(given).form(given), party_b="")
    assert "Say which column names the second party." in page.text()
    assert not Job.objects.exists()


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (None, "Choose a file."),
        (SimpleUploadedFile("a.csv", b"nothing"), "a.csv: holds no table"),
        (
            SimpleUploadedFile("a.xls", b"\xd0\xcf\x11\xe0"),
            "a.xls: is an old Excel file (.xls): save it as XLSX or CSV",
        ),
    ],
)
def test_what_is_no_list_is_refused_in_plain_words(officer, file, said):
    answer = officer.post("/documents/import/", {"file": file} if file else {})
    assert answer.status_code == 422
    assert said in answer.content.decode()
