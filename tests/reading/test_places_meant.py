"""Which place a name means in a text, and which names are no places there."""

from __future__ import annotations

import pytest

from tests.reading.pages import named
from tests.reading.pages import parties as cast_of

MEANT = [
    # what a dateline names does not hold the office behind it
    ("id", "SEMARANG - Duta Besar Suriname untuk Indonesia menemui gubernur.", "Suriname|SR"),
    ("en", "HULL - The mayor of Freetown arrived on Monday.", "Freetown|SL"),
    # a name that ends a sentence is no given name of the one that opens the next
    ("en", '"The rent stays low," said Kask. Malmö has asked for the plans. They met in Malmö.', "Malmö|SE"),
    # what is named after a place is no person
    ("en", "Two teachers from Omaha began work in Omaha Public Schools.", "Omaha|US"),
    ("en", "They will be in town for the Westport Arts Festival. Westport’s twinning is renewed.", "Westport|IE"),
    ("en", "KUCHING: Kuching South City Council will sign a pact with Ningbo.", "Kuching|MY"),
    # a doubtful name beside places, in a place, or with the words of a relation
    ("en", "The mayors of La Paz, Lima and Quito signed a plan.", "Lima|PE"),
    ("en", "The cities of Legazpi and Naga have renewed the pact.", "Naga|PH"),
    ("en", "Vernon became Modesto's sister city in 1983.", "Modesto|US"),
    # a stop after an abbreviated name
    ("en", "The officers rode along with St. Louis patrols.", "St. Louis|US"),
    # a list of cities, one of which is a region's name too
    ("en", "Windhoek has agreements with Berlin, Bremen and Shanghai.", "Bremen|DE"),
    ("en", "Johannesburg is twinned with Birmingham, London and New York.", "London|GB"),
    # the region that the text names
    ("en", "Adults from Kawagoe will come to Oregon. Salem has a sister city.", "Salem|US"),
    # envoys of several countries
    ("en", "Ambassadors of Belgium, Denmark and Switzerland paid a visit.", "Denmark|DK"),
    ("id", "Duta Besar Norwegia, Swedia, dan Finlandia mengunjungi Toraja Utara.", "Sweden|SE"),
    # a province is not a city of another land in which it is called so
    ("zh", "湖南省省长会见日本佐贺县知事。去年访问佐贺的湖南游客翻了一番。", "Hunan|CN"),
    # a capital in the land that it is the capital of
    ("en", "A team from Victoria, the capital of Seychelles, arrived on Monday.", "Victoria|SC"),
    ("en", "They flew to Georgetown, the capital of Guyana.", "Georgetown|GY"),
    # the text settles what its title leaves open
    ("zh", "加拿大维多利亚市市长访问苏州。维多利亚市人口约八万。", "Victoria|CA"),
    # a country rather than a place that shares its name
    ("zh", "太阳能路灯将从宁波运往格林纳达。", "Grenada|GD"),
    # a long name that is shortened once it is told
    ("zh", "会见前，巴伐利亚州代表观看了短片。巴州与山东省结好三十周年。", "Bavaria|DE"),
    ("zh", "苏州市市长会见加拿大维多利亚市议会代表团。维市企业愿来苏投资。", "Victoria|CA"),
    # a place that no table holds, behind a region that one does
    ("zh", "市长会见巴西马托格罗索州隆多诺波利斯市市长。", "隆多诺波利斯|BR"),
]


@pytest.mark.parametrize(("lang", "text", "place"), MEANT, ids=[m[1] for m in MEANT])
def test_a_place_is_read(lang: str, text: str, place: str) -> None:
    assert place in named(text, lang)


NOT_MEANT = [
    # an office, then a person's name
    ("en", "The delegation was led by Vice Mayor Gao Ming. Gao thanked the hosts.", "Gao|ML"),
    ("en", "Mayor Kerry Ballard greeted the group.", "County Kerry|IE"),
    ("en", "The head of the city People's Committee Tran Thi Hoai spoke.", "Trang|TH"),
    ("zh", "玉溪市市长江永恒会见客人。江永恒说，铁路已经开通。", "Jiangyong|CN"),
    ("zh", "冈山市长高谷义雄率团来访。高谷说，议会也将签署协议。", "Gaogu|CN"),
    ("zh", "李海涛说，双方保持沟通。", "Lehi|US"),
    # part of a longer foreign name
    ("zh", "大使会见大区主席阿图罗·贝拉斯科。贝拉斯科表示感谢。", "Beira|MZ"),
    ("zh", "阜阳市与圣乔治市签署协议。", "George Town|MY"),
    # letters that stand for something else
    ("en", "WA Premier Martin Cook met the governor of Zhejiang.", "Wa|GH"),
    # an institution that bears a person's name
    ("en", "Students of Massey University came along.", "Massey|NZ"),
    # a plural head names no place
    ("en", "They met at the Delta Cities conference.", "Delta|"),
    # the region in which a city lies, and the land, with its article
    ("en", "A delegation from Yibin City, Sichuan Province, China, visited Kochi.", "Sichuan|CN"),
    ("en", "Jinhua City in Zhejiang Province signed the agreement with Gwangyang.", "Zhejiang|CN"),
    ("en", "They received a delegation from Osan City, the Republic of Korea.", "South Korea|KR"),
    ("id", "Delegasi Kota Yibin, Provinsi Sichuan, mengunjungi Semarang.", "Sichuan|CN"),
]


@pytest.mark.parametrize(("lang", "text", "other"), NOT_MEANT, ids=[m[1] for m in NOT_MEANT])
def test_a_person_or_a_thing_is_no_place(lang: str, text: str, other: str) -> None:
    assert other not in named(text, lang)


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("HULL - The mayor of Freetown arrived on Monday.", "Hull|CA"),
        ("KUCHING: Kuching South City Council will sign a pact with Ningbo.", "South|CM"),
        ("The guests met Lawrence Hayward on Friday. Hayward thanked them.", "Hayward|US"),
    ],
)
def test_a_name_is_no_place(text: str, other: str) -> None:
    assert other not in named(text, "en")


SIDES = [
    # the holder of an office is not that of the next one
    (
        "en",
        "At the invitation of Busan Mayor Lee Jin-ho, a delegation led by Surabaya Mayor Tri Sari visited Busan.",
        ["Busan|KR", "Surabaya|ID"],
    ),
    ("en", "Bandung Mayor Dedi Rahman, Suwon Mayor Kim Min-su and others met.", ["Bandung|ID", "Suwon|KR"]),
    # a word for one's own side, right behind a name, is that name's
    ("zh", "苏州市代表团访问威尼斯市。", ["Suzhou|CN", "Venice|IT"]),
]


@pytest.mark.parametrize(("lang", "text", "parties"), SIDES, ids=[s[1] for s in SIDES])
def test_each_side_is_read(lang: str, text: str, parties: list[str]) -> None:
    assert named(text, lang) == parties


def test_a_group_that_begins_behind_a_comma_is_told_anew() -> None:
    read = cast_of("At the invitation of the mayor of Busan, a delegation of Surabaya visited the port.", "en")
    assert [[p.key for p in g.parties] for g in read.groups if g.parties] == [["Busan|KR"], ["Surabaya|ID"]]


def test_a_given_name_after_words_of_twinning_is_a_place() -> None:
    text = (
        "The mayor of Derby said on Thursday that the city remains twinned with Vladimir and that no vote is planned."
    )
    assert "Vladimir|RU" in named(text, "en")
