"""Which place a name means in a text, and which names are no places there."""

from __future__ import annotations

import pytest

from tests.reading.pages import named

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
]


@pytest.mark.parametrize(("lang", "text", "place"), MEANT, ids=[m[1] for m in MEANT])
def test_a_place_is_read(lang: str, text: str, place: str) -> None:
    assert place in named(text, lang)


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
