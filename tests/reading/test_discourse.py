"""What a text as a whole says of its parties: which of a country's places it is on, which it names together."""

from __future__ import annotations

import pytest

from ikrar.model import Document
from ikrar.reading.discourse import Discourse
from ikrar.reading.judging import judge
from ikrar.reading.reader import draft
from tests.reading.pages import page
from tests.reading.pages import parties as cast_of


def discourse(text: str, lang: str) -> Discourse:
    return Discourse(page(text, lang), cast_of(text, lang))


def ways(read: Discourse, name: str) -> tuple[str, ...]:
    """How the text offers a party by itself."""
    party = next(p for p in read.cast.rank if p.name == name)
    return read.known((party,)).ways


def pairing(read: Discourse, *names: str) -> tuple[str, ...]:
    a, b = (read.known((next(p for p in read.cast.rank if p.name == n),)) for n in names)
    return read.pairing(a, b)


# A city with its province and a guest; the city is spoken of more.
CITY_AND_PROVINCE = [
    ("en", "The mayor of Kandy met the mayor of Chengdu. Kandy thanked Chengdu. Chengdu is in Sichuan.", "Chengdu"),
    ("id", "Wali Kota Medan menemui Wali Kota Chengdu. Medan menjamu Chengdu. Chengdu ada di Sichuan.", "Chengdu"),
    ("zh", "康提市市长会见成都市市长。康提市感谢成都市。成都市位于四川省。", "Chengdu"),
]


@pytest.mark.parametrize(("lang", "text", "city"), CITY_AND_PROVINCE)
def test_of_a_city_and_its_province_the_text_is_on_one(lang: str, text: str, city: str) -> None:
    read = discourse(text, lang)
    assert "city-behind0" in ways(read, city)
    assert "region-behind1" in ways(read, "Sichuan")


@pytest.mark.parametrize(("lang", "text", "city"), CITY_AND_PROVINCE)
def test_a_place_without_another_of_its_country_stands_alone(lang: str, text: str, city: str) -> None:
    read = discourse(text, lang)
    other = next(p.name for p in read.cast.rank if p.country != "CN")
    assert "city-alone" in ways(read, other)


PAIRS = [
    ("en", "Leeds and Lille met in May. Lille thanked Leeds. The mayor of Leeds spoke of Dortmund."),
    ("id", "Leeds dan Lille bertemu pada Mei. Lille menjamu Leeds. Wali Kota Leeds bicara tentang Dortmund."),
    ("zh", "利兹市和里尔市五月举行会谈。里尔市感谢利兹市。利兹市市长谈到多特蒙德市。"),
]


@pytest.mark.parametrize(("lang", "text"), PAIRS)
def test_the_closest_are_named_together_most(lang: str, text: str) -> None:
    read = discourse(text, lang)
    assert {"levels:city-city", "together2", "closest"} <= set(pairing(read, "Leeds", "Lille"))
    assert pairing(read, "Lille", "Leeds") == pairing(read, "Leeds", "Lille")
    assert "together1" in pairing(read, "Leeds", "Dortmund")
    assert "together0" in pairing(read, "Lille", "Dortmund")


def test_where_no_sentence_names_two_none_are_closest() -> None:
    read = discourse("Leeds spoke. Lille answered.", "en")
    assert "closest" not in pairing(read, "Leeds", "Lille")


def test_a_city_and_its_country_are_no_closest_pair() -> None:
    read = discourse("Lille in France. France spoke of Lille, France.", "en")
    assert "closest" not in pairing(read, "Lille", "France")


@pytest.mark.parametrize(("title", "way"), [("Leeds hosts a fair", "titled"), ("Ghent hosts a fair", "untitled")])
def test_the_title_names_some(title: str, way: str) -> None:
    text = "Leeds and Lille met in May."
    read = Discourse(page(text, "en"), cast_of(text, "en", title))
    assert way in ways(read, "Leeds")


LEFT_OUT = [
    ("en", "Leeds, Lille and Dortmund signed a memorandum of understanding."),
    ("id", "Leeds, Lille dan Dortmund menandatangani nota kesepahaman."),
    ("zh", "利兹市、里尔市和多特蒙德市签署谅解备忘录。"),
]


@pytest.mark.parametrize(("lang", "text"), LEFT_OUT)
def test_a_casting_tells_how_many_it_leaves_out(lang: str, text: str) -> None:
    trace = []
    draft(Document("x", text, lang, None, "2024-06-15"), judge(), trace)
    signed = next(act for act in trace if act.kind == "agreement")
    for casting in signed.castings:
        left = 3 - len(casting.everyone)
        assert {("mutual", f"without{left}"), ("mutual", f"clause-without{left}")} <= set(casting.features)


OFFICIALS = [
    ("en", "The mayor of Leeds, John Hart, and the mayor of Lille, Anne Roux, went to Ghent.", ["Leeds", "Lille"]),
    ("en", "Mayor of Seoul Park Min-jun and Mayor of Busan Kim Ji-ho went to Jakarta.", ["Seoul", "Busan"]),
    ("id", "Duta Besar (Dubes) Meksiko, Carlos Ortiz dan Dubes Filipina Ana Rey ke Ambon.", ["Mexico", "Philippines"]),
    ("zh", "出席的有泰国清莱府副府长颂吉·派汶和印度尼西亚外南梦县县长穆约诺。", ["Chiang Rai", "Banyuwangi"]),
]


@pytest.mark.parametrize(("lang", "text", "names"), OFFICIALS)
def test_officials_are_listed_over_their_names(lang: str, text: str, names: list[str]) -> None:
    assert [p.name for p in cast_of(text, lang).groups[0].parties] == names


def test_an_official_who_does_something_is_in_no_list() -> None:
    groups = cast_of("The mayor of Leeds visited Lille, and the mayor of Dortmund met them.", "en").groups
    assert [[p.name for p in g.parties] for g in groups[:3]] == [["Leeds"], ["Lille"], ["Dortmund"]]


ALIKE = [
    ("en", "Leeds in Yorkshire, England, hosted Lille and Hauts-de-France.", "both cities", {"Leeds", "Lille"}),
    ("en", "Kerala met Saxony. The mayor of Dresden came too.", "the two states", {"Kerala", "Saxony"}),
    ("id", "Jawa Barat menjamu Saxony. Wali Kota Dresden turut serta.", "kedua provinsi", {"West Java", "Saxony"}),
    ("zh", "云南省会见萨克森州代表团。德累斯顿市市长出席。", "两省", {"Yunnan", "Saxony"}),
]


@pytest.mark.parametrize(("lang", "text", "words", "names"), ALIKE)
def test_two_cities_are_cities_and_two_provinces_provinces(lang: str, text: str, words: str, names: set[str]) -> None:
    whole = f"{text} {words.capitalize()} …" if lang != "zh" else f"{text}{words}…"
    laid, read = page(whole, lang), cast_of(whole, lang)
    state = Discourse(laid, read)
    for sentence in laid.sentences[:-1]:
        state.saw([g for g in read.groups if sentence.start <= g.start < sentence.end])
    last = read.groups[-1]
    assert last.pronoun == "pair"
    assert {p.name for p in state.resolve(last)} == names
