"""Importing: all of it or nothing, in the journal, undoable as a whole; the same file twice enters nothing twice."""

from __future__ import annotations

import pytest

from ikrar.register.decisions import undo_batch
from ikrar.register.integrity import check
from ikrar.register.models import Agreement, Decision, Entry, Partnership, Party
from ikrar.register.rebuilding import rebuild_all
from ikrar.register.snapshot import snapshot
from ikrar.work import uploads
from ikrar.work.doing import importing
from ikrar.work.models import Message, TableImport
from ikrar.work.queue import ask
from ikrar.work.tables.mapping import guess
from tests.work.conftest import NOON
from tests.work.test_tables import table

pytestmark = pytest.mark.django_db

LIST = """Our city,Partner,Country,Type,Instrument,Signed,Valid until,Fields
Bandung,Suwon,KR,Sister city,Memorandum of understanding,25/08/1997,2027-08-24,trade
Bandung,Braunschweig,DE,Sister city,,1960,,
Bandung,Nowhere at all,,Sister city,,,,
"""


@pytest.fixture
def given():
    """A list that was uploaded, with its columns."""

    def make(text: str = LIST) -> TableImport:
        sha256, columns = uploads.keep([text.encode()]), guess(table(text).header)
        return TableImport.objects.create(name="list.csv", sha256=sha256, columns=columns, who="sari", at=NOON)

    return make


@pytest.fixture
def imported(given, do):
    made = given()
    job = do(ask("import-table", {"import": made.pk}, at=NOON, who="sari"))
    return made, job


def test_looking_through_tells_what_is_wrong_and_enters_nothing(given, do):
    job = do(ask("check-table", {"import": given().pk}, at=NOON))
    assert job.state == "done"
    assert job.result == {"rows": 3, "entering": 2, "faulty": 1, "doubtful": 0, "statements": 3}
    line = job.lines.get()
    assert (line.level, line.about) == ("fault", "4: Bandung – Nowhere at all")
    assert "“Nowhere at all” is no place that is known" in Message.told(line.message)
    assert not Decision.objects.exists()


def test_rows_in_order_are_entered_with_what_they_say(imported):
    _made, job = imported
    assert (job.state, job.result["entering"], job.result["faulty"]) == ("done", 2, 1)
    agreement = Agreement.objects.get()
    assert (agreement.signed, str(agreement.valid_until), agreement.fields) == ("1997-08-25", "2027-08-24", ["trade"])
    assert {(str(p), p.since, p.status) for p in Partnership.objects.all()} == {
        ("Bandung – Suwon", "1997-08-25", "active"), ("Bandung – Braunschweig", "1960", "active"),
    }  # fmt: skip
    assert check() == []


def test_every_row_is_a_decision_that_names_its_file_and_row(imported):
    made, _job = imported
    assert set(Decision.objects.values_list("batch", "who")) == {(made.batch, "sari")}
    assert Decision.objects.order_by("number").first().why == "list.csv, 2"


def test_a_register_built_anew_holds_what_was_imported(imported):
    before = snapshot()
    rebuild_all()
    assert snapshot() == before


def test_the_whole_is_taken_back_in_one_go(imported):
    made, _job = imported
    undo_batch(made.batch, "sari")
    assert not Entry.objects.exists()
    assert not Partnership.objects.exists()
    assert not Party.objects.exists()
    assert check() == []


def test_a_job_that_is_done_twice_enters_once(imported, do):
    made, _job = imported
    many = Decision.objects.count()
    assert do(ask("import-table", {"import": made.pk}, at=NOON, who="sari")).state == "done"
    assert Decision.objects.count() == many


def test_the_same_list_again_states_nothing_new(imported, given, do):
    many = Decision.objects.count()
    job = do(ask("import-table", {"import": given().pk}, at=NOON, who="sari"))
    assert (job.state, Decision.objects.count()) == ("failed", many)
    assert "No row of this table states anything that is new" in Message.told(job.message)


def test_where_one_row_is_refused_nothing_is_entered(given, do, monkeypatch):
    from ikrar.register.values import CannotChange

    real, calls = importing.decide, []

    def decide(intents, by, batch):
        calls.append(batch)
        if len(calls) == 2:
            raise CannotChange("not this one")
        return real(intents, by, batch)

    monkeypatch.setattr(importing, "decide", decide)
    monkeypatch.setattr(importing, "_CHUNK", 1)
    job = do(ask("import-table", {"import": given().pk}, at=NOON, who="sari"))
    assert (job.state, Message.told(job.message)) == ("failed", "Nothing was entered: not this one")
    assert not Decision.objects.exists()
    assert not Party.objects.exists()
