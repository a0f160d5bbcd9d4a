"""Each office has a register of its own: what is filed in one is in no other."""

from __future__ import annotations

import threading
from contextlib import suppress
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import connection, connections

from ikrar.office import current, databases, making, routing
from ikrar.office.models import Office
from ikrar.register import database, decisions
from ikrar.register.filing import file_reading
from ikrar.register.integrity import check
from ikrar.register.models import ClaimRecord, Decision, Partnership, StoredDocument
from ikrar.register.search import search
from tests.register.build import invites, met, reading

pytestmark = pytest.mark.django_db

INVITED = reading("Shanghai invites Jakarta to its expo.", invites("invites Jakarta"))
MET = reading("They met on Friday.", met("They met"))


def test_what_is_filed_in_one_office_is_in_no_other(bandung):
    file_reading(INVITED)
    with current.entered(bandung):
        assert not StoredDocument.objects.exists()
        file_reading(MET)
        assert [d.text for d in StoredDocument.objects.all()] == [MET.document.text]
        assert search("expo").empty
    assert [d.text for d in StoredDocument.objects.all()] == [INVITED.document.text]
    assert search("friday").empty


def test_each_office_has_a_journal_of_its_own_that_nobody_can_change(bandung):
    file_reading(INVITED)
    decisions.confirm(ClaimRecord.objects.get(), "ayu")
    with current.entered(bandung):
        file_reading(MET)
        assert decisions.confirm(ClaimRecord.objects.get(), "budi").number == 1
        with pytest.raises(Exception, match="append-only"), database.connection().cursor() as cursor:
            cursor.execute("UPDATE register_decision SET who = 'nobody'")
        assert check() == []
    assert [d.who for d in Decision.objects.all()] == ["ayu"]


def test_a_row_stays_in_the_register_that_it_came_from(bandung):
    with current.entered(bandung):
        filed = file_reading(INVITED).document
    claim = filed.claims.get()
    assert claim.document == filed
    decisions_before = Decision.objects.count()
    filed.title = "Undangan"
    filed.save()
    assert not StoredDocument.objects.exists()
    assert Decision.objects.count() == decisions_before == 0
    with current.entered(bandung):
        assert StoredDocument.objects.get().title == "Undangan"


def test_people_are_in_the_default_database_whatever_office_is_at_hand(bandung):
    with current.entered(bandung):
        person = get_user_model().objects.create_user("sari")
    assert person._state.db == "default"
    assert "auth_user" not in connections[bandung.database].introspection.table_names()


def test_a_transaction_of_the_register_is_one_on_the_database_at_hand(bandung):
    with current.entered(bandung):
        with suppress(ZeroDivisionError), database.atomic():
            assert file_reading(INVITED).created
            1 / 0  # noqa: B018
        assert not StoredDocument.objects.exists()
        called = []
        with database.atomic():
            database.on_commit(lambda: called.append(routing.alias()))
            assert called == []
        assert called == [bandung.database]


def test_a_decorated_function_asks_at_every_call(bandung):
    @database.atomic()
    def where() -> str:
        return database.alias()

    assert where() == "default"
    with current.entered(bandung):
        assert where() == bandung.database
    assert where() == "default"


def test_another_thread_is_not_in_the_office_that_this_one_is_in(bandung):
    seen = []
    with current.entered(bandung):
        thread = threading.Thread(target=lambda: seen.append(routing.alias()))
        thread.start()
        thread.join()
    assert seen == ["default"]


def test_what_is_sent_later_is_made_in_the_office_in_which_it_was_asked_for(bandung):
    def lines():
        yield from (d.text for d in StoredDocument.objects.all())

    file_reading(MET)
    with current.entered(bandung):
        file_reading(INVITED)
        later = routing.kept(lines())
    assert list(later) == [INVITED.document.text]
    assert routing.alias() == "default"


def test_leaving_an_office_by_an_error_leaves_it(bandung):
    with pytest.raises(ZeroDivisionError), current.entered(bandung):
        1 / 0  # noqa: B018
    assert (routing.alias(), current.office().slug) == ("default", "main")


def test_a_database_that_nobody_knows_is_none():
    with pytest.raises(databases.NoSuchDatabase), routing.using("elsewhere"):
        pass


@pytest.mark.skipif("connection.vendor != 'sqlite'")
def test_a_copy_of_the_register_can_be_shown_in_its_place(bandung, tmp_path):
    with current.entered(bandung):
        file_reading(INVITED)
    connections[bandung.database].close()
    copy = tmp_path / "as-of.sqlite3"
    copy.write_bytes(Path(connections.settings[bandung.database]["NAME"]).read_bytes())
    databases.add("as-of", NAME=f"file:{copy}?mode=ro", OPTIONS={})
    try:
        with routing.using("as-of"):
            assert StoredDocument.objects.get().text == INVITED.document.text
            with pytest.raises(Exception, match="readonly"):
                StoredDocument.objects.update(title="x")
    finally:
        databases.forget("as-of")


class TestMaking:
    @pytest.mark.parametrize(
        "slug", ["", "Bandung", "1st", "a_b", "a--b", "-a", "a" * 41, "x; drop schema public", "a\n"]
    )
    def test_a_name_that_is_none_is_refused(self, slug):
        with pytest.raises(ValidationError):
            making.make(slug)

    def test_no_two_offices_have_one_name(self, bandung):
        with pytest.raises(ValidationError):
            making.make("bandung")

    def test_all_registers_are_brought_up_to_date_together(self, bandung):
        with current.entered(bandung), database.connection().cursor() as cursor:
            cursor.execute("DELETE FROM django_migrations WHERE app = 'follow'")
            cursor.execute("DROP TABLE follow_proposal")
        assert making.is_behind(bandung.database)
        making.migrate_all()
        assert not making.is_behind(bandung.database)
        with current.entered(bandung):
            assert file_reading(INVITED).created

    def test_a_table_that_an_office_lacks_is_not_found_in_another_register(self, bandung):
        file_reading(INVITED)
        with current.entered(bandung):
            with database.connection().cursor() as cursor:
                cursor.execute("DROP TABLE follow_proposal")
                cursor.execute("DROP TABLE register_partnership" + " CASCADE" * (connection.vendor == "postgresql"))
            with pytest.raises(Exception, match="register_partnership"):
                Partnership.objects.count()

    def test_a_simple_installation_needs_no_office(self):
        assert not Office.objects.exists()
        assert current.office().database == "default"
        assert Office.objects.first_office() == Office.objects.first_office() == current.office()
