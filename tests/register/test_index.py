"""The index: it holds what the rows say, whoever writes them, and answers alike on both databases."""

from __future__ import annotations

from datetime import date
from unittest.mock import patch

import pytest
from django.core.management import call_command
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from ikrar.model.tokens import tokens
from ikrar.register import index
from ikrar.register.database import connection
from ikrar.register.facets import of_claims
from ikrar.register.index import DOCUMENTS, places, postgresql
from ikrar.register.index.asking import All, Asked, Either, Facet, Without, Words
from ikrar.register.index.places import between, id_at, place
from ikrar.register.models import StoredDocument

DAYS = [None, date(2019, 12, 31), date(2020, 1, 1), date(2024, 2, 29)]
ROWS = st.tuples(
    st.lists(st.sampled_from(["port", "porto", "kota", "友好城市", "城市"]), max_size=2).map(" ".join),
    st.lists(st.sampled_from(["port", "ports", "kota", "友好", "好城", "banjir"]), max_size=5).map(" ".join),
    st.sampled_from(["", "=cid", "=cid =p1", "=p1 =p12"]),
    st.sampled_from(DAYS),
)
LEAVES = st.one_of(
    st.builds(
        Words,
        st.sampled_from([("port",), ("kota",), ("友好", "好城"), ("port", "kota"), ("城",), ("ban",)]),
        st.booleans(),
        st.booleans(),
    ),
    st.builds(Facet, st.sampled_from(["=cid", "=p1", "=p12"])),
)
ASKED = st.recursive(
    LEAVES,
    lambda of: st.one_of(
        st.builds(All, st.lists(of, min_size=1, max_size=3).map(tuple)),
        st.builds(Either, st.lists(of, min_size=1, max_size=3).map(tuple)),
        st.builds(Without, of, of),
    ),
    max_leaves=5,
)


def add(i: int, headline: str = "", folded: str = "", facets: str = "", day: date | None = None) -> StoredDocument:
    told = {"headline": tokens(headline), "folded": tokens(folded), "facets": facets}
    return StoredDocument.objects.create(sha256=str(i), ident=str(i), text="x", published_day=day, **told)


def holds(row: StoredDocument, asked: Asked) -> bool:
    """Whether a row meets what is asked, by its meaning."""
    match asked:
        case Words(wanted, begins, headline):
            return any(_stands(part, wanted, begins) for part in (row.headline, *([] if headline else [row.folded])))
        case Facet(token):
            return token in row.facets.split()
        case All(parts):
            return all(holds(row, p) for p in parts)
        case Either(parts):
            return any(holds(row, p) for p in parts)
        case Without(this, that):
            return holds(row, this) and not holds(row, that)


def _stands(text: str, wanted: tuple[str, ...], begins: bool) -> bool:
    there = text.split()
    runs = (there[i : i + len(wanted)] for i in range(len(there) - len(wanted) + 1))
    return any(
        run[:-1] == list(wanted[:-1]) and (run[-1].startswith(wanted[-1]) if begins else run[-1] == wanted[-1])
        for run in runs
    )


def found(asked: Asked, limit: int = 100, **given_: object) -> list[int]:
    return [id_at(p) for p in places(DOCUMENTS, asked, limit=limit, **given_)]  # type: ignore[arg-type]


class Asking(TestCase):
    @settings(max_examples=150, deadline=None)
    @given(st.lists(ROWS, max_size=6), ASKED, st.sampled_from([0, 2, postgresql._ALL]))
    def test_it_finds_what_is_meant_the_latest_first(self, rows, asked, reach):
        with patch.object(postgresql, "_reach", lambda *_: reach):  # Whichever way PostgreSQL goes, and how far.
            self.finds(rows, asked)

    def finds(self, rows, asked):
        made = [add(i, *row) for i, row in enumerate(rows)]
        wanted = [d for d in made if holds(d, asked)]
        wanted.sort(key=lambda d: (d.published_day or date.min, d.pk), reverse=True)
        ids = [d.pk for d in wanted]
        assert found(asked) == ids
        assert found(asked, forward=False) == ids[::-1]
        assert found(asked, limit=2) == ids[:2]
        if ids:
            beyond = place(wanted[0].published_day, wanted[0].pk)
            assert found(asked, high=beyond) == ids[1:]
        low, high = between(date(2020, 1, 1), date(2024, 2, 29))
        inside = [d.pk for d in wanted if d.published_day and d.published_day.year >= 2020]
        assert found(asked, low=low, high=high) == inside


pytestmark = pytest.mark.django_db
PORT = Words(("port",))


def test_whoever_changes_a_row_changes_the_index():
    row = add(1, "Port", day=date(2020, 1, 1))
    StoredDocument.objects.filter(pk=row.pk).update(headline="kota", published_day=date(2021, 1, 1))
    assert found(PORT) == []
    assert places(DOCUMENTS, Words(("kota",)), limit=9) == [place(date(2021, 1, 1), row.pk)]
    with connection().cursor() as cursor:
        cursor.execute("UPDATE register_storeddocument SET folded = 'port', facets = '=p7' WHERE id = %s", [row.pk])
    assert found(All((PORT, Facet("=p7")))) == [row.pk]
    row.delete()
    assert found(PORT) == found(Facet("=p7")) == []


def test_a_table_that_is_emptied_is_found_in_no_more():
    add(1, "Port")
    emptied = "DELETE FROM" if connection().vendor == "sqlite" else "TRUNCATE"
    with connection().cursor() as cursor:
        cursor.execute(f"{emptied} register_storeddocument{' CASCADE' if emptied == 'TRUNCATE' else ''}")
    assert found(PORT) == []


def test_the_end_of_a_title_and_the_beginning_of_its_text_do_not_stand_together():
    row = add(1, headline="port", folded="kota port kota")
    assert found(Words(("kota", "port"))) == [row.pk]
    row.folded = "kota"
    row.save()
    assert found(Words(("port", "kota"))) == []


def test_an_index_that_a_migration_took_along_is_made_anew_and_filled():
    row = add(1, "Port")
    index.remove(connection())
    StoredDocument.objects.filter(pk=row.pk).update(headline="kota")
    call_command("migrate", verbosity=0)
    assert found(Words(("kota",))) == [row.pk]
    assert index.keep(connection()) == []


def test_a_phrase_is_found_far_into_a_long_text():
    words = " ".join(f"w{i}" for i in range(40_000))
    row = add(1, folded=f"{words} letter of intent {words}")
    assert found(Words(("letter", "of", "intent"))) == [row.pk]


def test_a_text_longer_than_the_database_takes_is_searched_by_its_beginning():
    row = add(1, folded="pelabuhan " + " ".join(f"kata{i}x{i}y{i}" for i in range(90_000)))
    assert found(Words(("pelabuhan",))) == [row.pk]


def test_facets_of_claims_tell_kind_type_fields_parties_and_countries():
    assert of_claims("zh", [("visit", ["ports-logistics"])], [(12, "ID"), (3, "")]).split() == [
        "=any", "=cid", "=fports-logistics", "=kvisit", "=lzh", "=p12", "=p3", "=tencounter",
    ]  # fmt: skip
