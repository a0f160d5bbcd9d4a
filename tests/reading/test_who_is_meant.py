"""Whom words stand for that name no place of their own: epithets, guests, offices, envoys, pronouns, home."""

from __future__ import annotations

import pytest

from ikrar.reading.discourse import Discourse
from tests.reading.pages import named, page
from tests.reading.pages import parties as cast_of


def group_of(text: str, lang: str, words: str) -> list[str]:
    """The parties of the group whose words hold `words`."""
    read = cast_of(text, lang)
    at = text.index(words)
    return [p.key for g in read.groups if g.start <= at < g.end for p in g.parties]


EPITHETS = [
    ("en", "Padang received a team from Hildesheim, Germany. The German side offered grants.", "German side"),
    ("en", "Padang received a team from Hildesheim, Germany. The German delegation left.", "German delegation"),
    ("en", "Padang and Hildesheim, Germany, met. Padang will send cooks to the German city.", "German city"),
    ("id", "Padang menerima utusan Hildesheim, Jerman. Delegasi Jerman meninjau pasar.", "Delegasi Jerman"),
    ("id", "Padang menerima utusan Hildesheim, Jerman. Pihak Jerman menawarkan beasiswa.", "Jerman menawarkan"),
    ("zh", "巴东市市长会见德国希尔德斯海姆市代表团。德国客人参观了市场。", "德国客人"),
]


@pytest.mark.parametrize(("lang", "text", "words"), EPITHETS, ids=[e[2] for e in EPITHETS])
def test_a_country_beside_a_side_is_its_city(lang: str, text: str, words: str) -> None:
    assert group_of(text, lang, words) == ["Hildesheim|DE"]


def test_the_first_character_of_a_name_makes_a_side() -> None:
    text = "咸阳市代表团访问乌兹别克斯坦布哈拉市。布方希望派遣专家，双方各方案不变。"
    assert group_of(text, "zh", "布方") == ["Bukhara|UZ"]
    assert "Bukhara|UZ" not in group_of(text, "zh", "方案")


def test_a_country_whose_consul_takes_part_speaks_for_itself() -> None:
    text = (
        "Konsul Jenderal Jepang menemui Wali Kota Malang. Pihak Jepang akan melatih petugas; Kota Kobe, Jepang, ikut."
    )
    assert group_of(text, "id", "Jepang akan") == ["Japan|JP"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Padang is a partner of the French city of Brest.", "Brest|FR"),
        ("The mayor of the German town of Ilsenberg arrived.", "Ilsenberg|DE"),
        ("The US state of Georgia signed.", "Georgia|US"),
    ],
)
def test_a_city_told_by_its_nation_keeps_its_name(text: str, place: str) -> None:
    assert named(text, "en")[-1] == place


def test_a_delegation_is_of_whoever_leads_it() -> None:
    text = "Bendigo welcomed visitors. The delegation, led by Los Altos Mayor Jeanette Brunner, arrived on Tuesday."
    assert group_of(text, "en", "The delegation") == ["Los Altos|US"]


@pytest.mark.parametrize(
    ("lang", "first", "second"),
    [
        ("en", "A delegation of Kleve came to Worcester.", "The guests saw the cathedral."),
        ("id", "Rombongan Kota Kleve tiba di Padang.", "Para tamu meninjau pasar."),
        ("zh", "苏州市市长会见德国康斯坦茨市代表团。", "客人参观了园林。"),
    ],
)
def test_guests_are_the_delegation_told_last(lang: str, first: str, second: str) -> None:
    text = first + second if lang == "zh" else f"{first} {second}"
    read = page(text, lang)
    cast = cast_of(text, lang)
    state = Discourse(read, cast)
    state.saw([g for g in cast.groups if g.start < len(first)])
    guests = next(g for g in cast.groups if g.pronoun == "guests")
    assert [p.name for p in state.resolve(guests)] in (["Kleve"], ["Konstanz"])


def test_a_delegation_that_is_led_is_no_new_subject() -> None:
    assert not [g for g in cast_of("苏州市市长率代表团访问京都市。", "zh").groups if g.pronoun]


@pytest.mark.parametrize(
    ("lang", "text", "words"),
    [
        ("en", "The governors of Bali, Maluku and Aceh met. The three governors signed a pact.", "The three governors"),
        (
            "id",
            "Gubernur Bali, Gubernur Maluku, dan Gubernur Aceh bertemu. Ketiga gubernur sepakat.",
            "Ketiga gubernur",
        ),
        ("zh", "釜山市、大连市和福冈市举行会议。三方签署协议。", "三方"),
    ],
)
def test_three_are_the_three_told_last(lang: str, text: str, words: str) -> None:
    cast = cast_of(text, lang)
    state, at = Discourse(page(text, lang), cast), text.index(words)
    state.saw([g for g in cast.groups if g.end <= at])
    three = next(g for g in cast.groups if g.start == at)
    assert len(state.resolve(three)) == 3


def test_an_office_told_alone_is_that_of_its_own_word() -> None:
    text = "Lisbon Councillor Rui Vaz met Panjim Mayor Uday Naik. The councillor invited Panjim to the feast."
    assert group_of(text, "en", "councillor invited") == ["Lisbon|PT"]


@pytest.mark.parametrize(
    ("lang", "text", "words", "party"),
    [
        # the head of an office tells whose it is
        ("zh", "黄山市代表团赴普斯科夫州访问，与州长切尔诺夫举行会谈。", "州长切尔诺夫", "Pskov|RU"),
        # a consulate's page tells of its host
        ("zh", "中国驻棉兰总领事黄立言赴亚齐省访问，拜会省长马祖基。中国南宁市将办展。", "省长马祖基", "Aceh|ID"),
        # an office behind a name that was told behind the office
        ("zh", "总领事会见普斯科夫州州长维德尔尼科夫。维德尔尼科夫州长致谢。", "维德尔尼科夫州长致", "Pskov|RU"),
        # a regency writes from its seat
        (
            "id",
            "MANGGAR – Bupati Belitung Timur menerima tamu. Wakil bupati ikut hadir.",
            "Wakil bupati",
            "Belitung Timur|ID",
        ),
    ],
    ids=["head", "consulate", "name", "seat"],
)
def test_a_bare_office_is_of_the_right_place(lang: str, text: str, words: str, party: str) -> None:
    assert group_of(text, lang, words) == [party]


@pytest.mark.parametrize(
    ("lang", "text", "other"),
    [
        ("en", "The Deputy Mayor for Balanced Development met the guests from Busan.", "Balanced Development|"),
        ("en", "Officials of Foreign Relations met the guests from Busan.", "Foreign Relations|"),
        ("id", "Ia meninjau Benteng Victoria seusai upacara di Ambon.", "Victoria|AU"),
        ("id", "Tugas dijalankan wakilnya. Selama wali kota di luar negeri, Ambon tenang.", "Selama|MY"),
    ],
)
def test_what_an_office_is_for_is_no_place(lang: str, text: str, other: str) -> None:
    assert not [key for key in named(text, lang) if key.split("|")[0] == other.split("|")[0]]


def test_what_follows_an_office_is_not_always_a_name() -> None:
    names = cast_of("布哈拉市副市长尤苏波夫举行工作会谈，市外办负责人组成代表团。", "zh").names
    assert "尤苏波夫" in names
    assert not [n for n in names if "举行" in n or "组成" in n]


ENVOYS = [
    ("en", "Zarqa's mayor received Romania's Ambassador to Jordan, Andrei Popa.", "Ambassador", "Romania|RO"),
    ("en", "Zarqa's mayor received French Ambassador to Jordan Pierre Dupont.", "Ambassador", "France|FR"),
    ("zh", "驻厄瓜多尔大使陈立新访问昆卡市。", "大使陈立新", "China|CN"),
    ("zh", "智利驻华大使罗哈斯访问唐山市。市长会见了罗哈斯大使一行。", "罗哈斯大使一行", "Chile|CL"),
    ("id", "Duta Besar Jerman untuk Indonesia Ina Lepel menemui Wali Kota Malang.", "Duta Besar", "Germany|DE"),
]


@pytest.mark.parametrize(("lang", "text", "words", "party"), ENVOYS)
def test_an_envoy_is_of_who_sent_him(lang: str, text: str, words: str, party: str) -> None:
    assert group_of(text, lang, words) == [party]


OFFICES = [
    # the possessive of a place before an office
    ("Irbid's mayor received Buffalo's Deputy Mayor Samer Haddad.", "Deputy Mayor", "Buffalo|US"),
    # a place, then the holder's name
    ("The deputy akim of Almaty Yerlan Dzhumakhanov met the consul of Japan.", "akim", "Almaty|KZ"),
    # a name that hyphens join
    ("A group led by Mr. Choi Dong-wook, Vice Mayor of Gangneung, came. Mr. Choi left.", "Choi left", "Gangneung|KR"),
]


@pytest.mark.parametrize(("text", "words", "party"), OFFICES)
def test_an_office_is_of_its_place(text: str, words: str, party: str) -> None:
    assert group_of(text, "en", words) == [party]


def test_an_office_makes_a_place_that_no_gazetteer_holds_known() -> None:
    assert group_of("The Governor of Duhork received the consul of Japan.", "en", "Governor") == ["Duhork|"]


@pytest.mark.parametrize("lang", ["en", "id", "zh"])
def test_he_is_whose_official_spoke_last(lang: str) -> None:
    text = {
        "en": "The mayor of Kleve said that he likes Worcester. He will come to the schools of Worcester.",
        "id": "Wali Kota Kleve mengatakan senang di Padang. Ia akan datang ke sekolah Padang.",
        "zh": "康斯坦茨市市长表示喜欢苏州。他将到苏州访问。",
    }[lang]
    read, cast = page(text, lang), cast_of(text, lang)
    state = Discourse(read, cast)
    said = next(g for g in cast.groups if g.parties)
    state.person = said.parties
    state.saw([g for g in cast.groups if g.parties])
    he = [g for g in cast.groups if g.pronoun == "he"][-1]
    assert state.resolve(he) == said.parties


def test_the_other_side_stands_opposite_the_topic() -> None:
    text = "苏州市与康斯坦茨市会谈。对方提出建议。"
    read, cast = page(text, "zh"), cast_of(text, "zh")
    state = Discourse(read, cast)
    state.saw([g for g in cast.groups if g.parties])
    state.topic = next(g for g in cast.groups if g.parties).parties[:1]
    other = next(g for g in cast.groups if g.pronoun == "other")
    assert {*state.resolve(other), *state.topic} == {p for g in cast.groups for p in g.parties}


@pytest.mark.parametrize(
    "text",
    [
        "大连市市长会见日本驻沈阳总领事西尾良一。",
        "大连市市长会见日本驻沈阳总领事石川健二和韩国驻沈阳总领事韩斗镇。",
        "市长接见了前来拜访的日本駐大連總領事山田秀樹。",
    ],
)
def test_the_name_of_a_consul_is_no_place(text: str) -> None:
    assert set(named(text, "zh")) <= {"Dalian|CN", "Japan|JP", "South Korea|KR"}


def test_a_foreign_name_goes_on_to_its_head() -> None:
    assert "Pula|HR" not in named("佛得角普拉亚市市长访问澳门。", "zh")


def test_an_article_is_no_part_of_a_name() -> None:
    assert "Oberlin|" in named("The Oberlin City Council met the mayor of Kolomyia.", "en")


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("釜山市市长和泗水市市长举行会谈。", ["Busan|KR", "Surabaya|ID"]),
        ("徐州市委书记与杜伊斯堡市市长举行会谈。", ["Xuzhou|CN", "Duisburg|DE"]),
        ("司長與里斯本市長簽署協議。", ["Lisbon|PT"]),
    ],
)
def test_and_behind_an_office_begins_no_name(text: str, parties: list[str]) -> None:
    assert named(text, "zh") == parties


def test_in_begins_no_part_of_a_name() -> None:
    text = "Gubernur Jawa Timur bertemu Gubernur Osaka Yoshimura di Surabaya."
    assert group_of(text, "id", "Surabaya") == ["Surabaya|ID"]


def test_a_surname_is_no_place() -> None:
    text = "Rombongan Pemerintah Kota Jeonju yang dipimpin Wakil Wali Kota Kim In-tae tiba."
    assert named(text, "id") == ["Jeonju|KR"]
