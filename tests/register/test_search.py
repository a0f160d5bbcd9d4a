"""Search finds every word, in any order and language, and shows where it stands."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from ikrar.register import index
from ikrar.register import search as register_search
from ikrar.register.facets import named
from ikrar.register.filing import file_reading
from ikrar.register.models import StoredDocument
from ikrar.register.search import Asking, Narrowed, Question, documents, search, tally
from tests.register.build import BOTH, JAKARTA, SHANGHAI, Say, invites, met, reading

pytestmark = pytest.mark.django_db


@pytest.fixture
def filed():
    file_reading(reading("Shanghai mengundang Jakarta ke Pameran Impor.", invites("mengundang", what="Pameran Impor")))
    file_reading(reading("上海市市長應邀訪問雅加達。", Say("visit", "訪問", (SHANGHAI,), (JAKARTA,), what="友好訪問")))
    file_reading(reading("The cities of São Paulo and Malmö: nothing.", published="2020-01-01"))
    file_reading(reading("They discussed 50% of waste.", Say("plan", "waste", parties=BOTH, what="waste")))


def titles(query: str) -> list[str]:
    return [hit.document.title for hit in search(query).documents.items]


def test_words_are_found_in_any_order_and_case(filed):
    assert titles("PAMERAN shanghai") == ["Shanghai mengundang Jakarta ke Pameran Impor"]


def test_every_word_has_to_occur(filed):
    assert search("pameran bandung").empty


def test_accents_may_be_left_out_or_put_in(filed):
    assert len(titles("sao paulo")) == 1
    assert len(titles("malmö são")) == 1


def test_chinese_is_found_by_any_part_of_it(filed):
    assert len(titles("应邀访问")) == 1


def test_traditional_and_simplified_find_each_other(filed):
    assert titles("訪問") == titles("访问") != []


def test_signs_that_databases_treat_specially_are_only_signs(filed):
    assert titles("50%") == ["They discussed 50% of waste"]
    assert search("%").empty
    assert search("_").empty


def test_an_empty_question_finds_nothing(filed):
    assert search("  ").empty


def test_parties_are_found_by_part_of_their_name(filed):
    assert [p.name for p in search("hangh").parties] == ["Shanghai"]


def test_parties_are_found_by_their_name_in_another_language(filed):
    assert [p.name for p in search("雅加达").parties] == ["Jakarta"]


def test_entries_are_found_by_their_object_their_quote_and_their_parties(filed):
    assert [e.kind for e in search("impor").entries.items] == ["invitation"]
    assert [e.kind for e in search("jakarta waste").entries.items] == ["plan"]
    assert [e.kind for e in search("友好").entries.items] == ["visit"]


def test_what_was_found_is_marked_in_the_words_of_the_text(filed):
    found = search("應邀訪問").documents.items[0].excerpt
    assert [found.text[a:b] for a, b in found.marks] == ["應邀訪問"]


def test_marks_are_right_where_invisible_characters_stand_in_a_word():
    file_reading(reading("A mem\u00adoran\u200bdum was signed.", met("was signed")))
    found = search("memorandum").documents.items[0].excerpt
    assert [found.text[a:b] for a, b in found.marks] == ["mem\u00adoran\u200bdum"]


def test_a_limit_holds_for_each_kind_of_result(filed):
    assert len(search("of", limit=1).documents.items) == 1


def test_the_number_of_queries_does_not_grow_with_the_results(queries):
    def more(first: int, last: int) -> None:
        for i in range(first, last):
            file_reading(reading(f"No. {i}: Jakarta they met.", met("they met", when=f"2022-0{1 + i % 9}-1{i}")))

    more(0, 2)
    few = queries(lambda: search("jakarta"))
    more(2, 10)
    assert queries(lambda: search("jakarta")) == few
    assert len(search("jakarta").entries.items) == 10


DAYS = [None, date(2020, 1, 1), date(2020, 1, 2), date(2024, 2, 29)]
TOLD = st.tuples(st.sampled_from(["port", "port kota", "kota"]), st.sampled_from(["", "port", "kota port"]))
FACETS = st.sampled_from(["=any", "=any =lid", "=any =cid =lid"])


class Pages(TestCase):
    """Wherever a page begins, and however far is counted, it shows what fits best first, and then the latest."""

    @settings(max_examples=60, deadline=None)
    @given(
        st.lists(st.tuples(TOLD, FACETS, st.sampled_from(DAYS)), max_size=9),
        st.sampled_from(
            [Question("port"), Question("port", newest=True), Question("port kota"), Question('"kota port"')]
        ),
        st.sampled_from([None, date(2020, 1, 2)]),
        st.integers(1, 8),
        st.integers(1, 3),
    )
    def test_pages_follow_each_other(self, rows, question, start, counted, size):
        question = replace(question, narrowed=Narrowed(start=start))
        made = [self.add(i, *row) for i, row in enumerate(rows)]
        phrase = question.text.strip('"') if '"' in question.text else None
        words = [phrase] if phrase else question.text.split()

        def says(text: str) -> bool:
            return all(f" {word} " in f" {text} " for word in words)

        found = [d for d in made if says(f"{d.headline} {d.folded}" if not phrase else f"{d.headline} | {d.folded}")]
        found = [d for d in found if not start or (d.published_day and d.published_day >= start)]
        found.sort(key=lambda d: (d.published_day or date.min, d.pk), reverse=True)
        best = found if question.newest else sorted(found, key=lambda d: not says(d.headline))
        with patch.object(register_search, "COUNTED", counted):
            self.walks(question, [d.pk for d in best], size)
            told = tally(Asking(question), index.DOCUMENTS)
        assert (told.many, told.more) == (min(len(found), counted), len(found) > counted)
        if not told.more:
            assert told.facets == Counter(named(f) for d in found for f in d.facets.split() if named(f))

    def walks(self, question: Question, wanted: list[int], size: int) -> None:
        page = documents(Asking(question), size)
        for i in range(0, max(len(wanted), 1), size):
            assert [hit.document.id for hit in page.items] == wanted[i : i + size]
            assert (page.after is not None) == (i + size < len(wanted))
            last = page
            page = documents(Asking(question), size, after=page.after) if page.after else page
        for i in range((max(len(wanted), 1) - 1) // size * size - size, -1, -size):
            last = documents(Asking(question), size, before=last.before)
            assert [hit.document.id for hit in last.items] == wanted[i : i + size]

    @staticmethod
    def add(i: int, told: tuple[str, str], facets: str, day: date | None) -> StoredDocument:
        headline, folded = told
        return StoredDocument.objects.create(
            sha256=str(i), ident=str(i), text=folded, headline=headline, folded=folded, facets=facets, published_day=day
        )
