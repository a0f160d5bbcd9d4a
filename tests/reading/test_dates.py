"""Dates in all the forms of three languages, resolved against the day of publication."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ikrar
from tests.reading.pages import dates

STAYS = [
    # days told by their number up to the day on which they ended
    ("en", "2024-06-15", "They returned on Friday from a four-day visit.", "2024-06-11/2024-06-14"),
    ("id", "2024-06-15", "Rombongan kembali Jumat (14/6) setelah kunjungan kerja empat hari.", "2024-06-11/2024-06-14"),
    ("zh", "2024-06-15", "代表团14日返回，在当地停留4天。", "2024-06-11/2024-06-14"),
    # from the day of coming to that of leaving
    ("en", "2024-06-15", "They landed on June 10 and will leave on June 18.", "2024-06-10/2024-06-18"),
    ("id", "2024-06-15", "Rombongan tiba Senin (10/6) dan kembali Selasa (18/6).", "2024-06-10/2024-06-18"),
    ("zh", "2024-06-15", "代表团6月10日抵达，6月18日离开。", "2024-06-10/2024-06-18"),
    ("zh", "2010-05-12", "日本訪問團於五月九日抵台,預定十四日返日。", "2010-05-09/2010-05-14"),
    # from one day to the other, each told in full
    ("en", "2019-12-05", "It runs from Monday (9 December) to Friday (13 December).", "2019-12-09/2019-12-13"),
    ("id", "2024-09-26", "Duta Besar bertandang ke Padang, Selasa (24/9)–Rabu (25/9).", "2024-09-24/2024-09-25"),
    ("id", "2019-10-22", "Mereka melatih petugas sejak Selasa hingga Kamis.", "2019-10-22/2019-10-24"),
    ("zh", "2016-12-08", "議員於本月4日至6日訪問花蓮縣。", "2016-12-04/2016-12-06"),
]


@pytest.mark.parametrize(("lang", "published", "text", "days"), STAYS)
def test_the_days_of_a_stay_are_offered(lang: str, published: str, text: str, days: str) -> None:
    assert days in [m.edtf for m in dates(text, lang, published).moments]


DAYS_APART = [
    ("en", "They met on Monday (3 June) and Wednesday (12 June).", False),
    ("en", "They met on Monday (3 June) and Tuesday (4 June).", True),
    ("id", "Pertemuan digelar Senin (3/6) dan Rabu (12/6).", False),
    ("id", "Pertemuan digelar Senin (3/6) dan Selasa (4/6).", True),
]


@pytest.mark.parametrize(("lang", "text", "stay"), DAYS_APART)
def test_two_days_make_a_stay_where_one_follows_the_other(lang: str, text: str, stay: bool) -> None:
    assert any("/" in m.edtf for m in dates(text, lang, "2024-06-15").moments) == stay


NO_DAYS_OF_SIGNING = [
    ("zh", "2021-11-18", "两市市长签署了《2018—2020年合作备忘录》。"),
    ("zh", "2021-11-18", "两市市长签署了“结好40周年协议书”。"),
]


@pytest.mark.parametrize(("lang", "published", "text"), NO_DAYS_OF_SIGNING)
def test_the_name_of_an_instrument_tells_no_day(lang: str, published: str, text: str) -> None:
    assert dates(text, lang, published).moments == []


FORMS = [
    # written in full
    ("en", "2024-06-15", "They signed on May 14, 2024.", ["2024-05-14"]),
    ("en", "2024-06-15", "They signed on 14 May 2024.", ["2024-05-14"]),
    ("en", "2024-06-15", "They signed on the 14th of May, 2024.", ["2024-05-14"]),
    ("id", "2024-06-15", "Nota itu diteken pada 14 Mei 2024.", ["2024-05-14"]),
    ("id", "2024-06-15", "Nota itu diteken Selasa (14/5/2024).", ["2024-05-14"]),
    ("id", "2024-06-15", "Nota itu diteken pada 7 Pebruari 2024.", ["2024-02-07"]),
    ("zh", "2024-06-15", "双方于2024年5月14日签署备忘录。", ["2024-05-14"]),
    ("zh", "2024-06-15", "双方于二〇二四年五月十四日签署备忘录。", ["2024-05-14"]),
    ("zh", "2024-06-15", "兩市於民國113年5月14日締盟。", ["2024-05-14"]),
    ("zh", "2024-06-15", "两市于令和6年5月14日结好。", ["2024-05-14"]),
    # the year left out: the nearest to publication
    ("en", "2024-01-05", "The visit ended on December 28.", ["2023-12-28"]),
    ("en", "2023-12-28", "The forum opens on January 5.", ["2024-01-05"]),
    ("id", "2016-04-13", "Pertemuan berlangsung Rabu (13/4).", ["2016-04-13"]),
    ("zh", "2025-11-20", "11月19日，代表团抵达。", ["2025-11-19"]),
    ("zh", "2025-11-20", "19日，代表团抵达。", ["2025-11-19"]),
    # ranges
    ("en", "2023-04-29", "It is held from November 5 to 10, 2023.", ["2023-11-05/2023-11-10"]),
    ("en", "2023-05-05", "The trip lasts from May 30 to June 2, 2023.", ["2023-05-30/2023-06-02"]),
    ("id", "2023-04-29", "Pameran digelar pada 5-10 November 2023.", ["2023-11-05/2023-11-10"]),
    ("id", "2016-04-15", "Kunjungan berlangsung tanggal 22 hingga 23 April.", ["2016-04-22/2016-04-23"]),
    ("zh", "2011-04-17", "代表团将于4月17日至28日出访。", ["2011-04-17/2011-04-28"]),
    ("zh", "2019-05-01", "5月30日至6月2日，一行访问该市。", ["2019-05-30/2019-06-02"]),
    # the day with a word for its year
    ("en", "2019-12-05", "The expo opens on 9 October next year.", ["2020-10-09"]),
    ("id", "2019-12-05", "Pameran dibuka pada 9 Oktober tahun depan.", ["2020-10-09"]),
    # years of seasons, of school years, in the names of events, told by their number
    ("en", "2019-01-19", "The trams come between 2020 and 2022.", ["2020/2022"]),
    ("en", "2018-07-05", "Schools will take part in a show in the fall.", ["2018"]),
    ("en", "2023-05-05", "They were invited to the World Expo 2025.", ["2025"]),
    ("id", "2023-11-16", "Beasiswa itu diberikan mulai tahun ajaran 2024/2025.", ["2024"]),
    ("id", "2020-05-30", "Pertukaran pemuda dilanjutkan pada musim panas 2021.", ["2021"]),
    ("id", "2023-05-05", "Samarkand diundang ke Bogor Street Festival 2024.", ["2024"]),
    ("id", "2024-09-05", "Keduanya telah menjalin sister province selama 34 tahun.", ["1990"]),
    ("zh", "2023-12-27", "结好21年来，夏令营从未间断。", ["2002"]),
    # months and years
    ("en", "2023-09-12", "They have been friends since October 2005.", ["2005-10"]),
    ("en", "2023-09-12", "They have been twinned since 1985.", ["1985"]),
    ("id", "2023-04-29", "Forum itu berlangsung pada Agustus 2023.", ["2023-08"]),
    ("id", "2023-04-29", "Hubungan itu terjalin sejak tahun 1989.", ["1989"]),
    ("zh", "2021-11-18", "1980年5月两市结好。", ["1980-05"]),
    ("zh", "2021-11-18", "两市自1980年起交往。", ["1980"]),
    # quarters and halves of a year
    ("en", "2023-09-12", "The line opens in the first quarter of 2024.", ["2024-01/2024-03"]),
    ("en", "2023-09-12", "They met in the second half of last year.", ["2022-07/2022-12"]),
    ("id", "2023-04-29", "Naskah diteken pada triwulan IV tahun ini.", ["2023-10/2023-12"]),
    ("zh", "2021-11-18", "两市将于下半年续签。", ["2021-07/2021-12"]),
    ("zh", "2021-11-18", "2022年第一季度开工。", ["2022-01/2022-03"]),
    # a list that opens with its years; the years of a title are those of no act
    ("en", "2015-09-18", "1972 – Kushiro donates a set of carvings", ["1972"]),
    ("id", "2015-09-18", "2. Busan, Korea Selatan (1994)", ["1994"]),
    ("zh", "2018-06-14", "5月3日，双方签署《2018—2020年合作备忘录》。", ["2018-05-03"]),
    # relative to the day of publication
    ("en", "2017-05-23", "They met yesterday.", ["2017-05-22"]),
    ("en", "2017-05-23", "They meet tomorrow.", ["2017-05-24"]),
    ("en", "2023-10-31", "They signed it on Monday.", ["2023-10-30"]),
    ("en", "2023-10-31", "They will sign it next Monday.", ["2023-11-06"]),
    ("en", "2023-10-31", "The forum is next month.", ["2023-11"]),
    ("en", "2023-10-31", "It was founded last year.", ["2022"]),
    ("en", "2023-10-31", "The pact of May last year is in force.", ["2022-05"]),
    ("id", "2023-04-29", "Mereka bertemu kemarin.", ["2023-04-28"]),
    ("id", "2023-04-29", "Delegasi datang bulan depan.", ["2023-05"]),
    ("id", "2023-04-29", "Nota diteken Oktober tahun lalu.", ["2022-10"]),
    ("id", "2022-09-20", "Empat puluh ekor disalurkan Mei lalu.", ["2022-05"]),
    ("id", "2022-09-20", "Beasiswa tersedia mulai tahun depan.", ["2023"]),
    ("en", "2022-09-20", "Experts will be hosted this autumn.", ["2022"]),
    ("zh", "2016-10-20", "昨日，两市签署协议。", ["2016-10-19"]),
    ("zh", "2016-10-20", "明年两市将互派学生。", ["2017"]),
    ("en", "2017-05-23", "The experts come next spring.", ["2018"]),
    ("en", "2017-05-23", "They met two years ago.", ["2015"]),
    ("en", "2017-05-23", "On the morning of the 20th, they met.", ["2017-05-20"]),
    ("zh", "2017-11-02", "市府下個月派團前往。", ["2017-12"]),
    ("zh", "2017-11-02", "双方前年签署备忘录。", ["2015"]),
    # relative to the date read before
    ("en", "2023-05-20", "They met on May 3, 2023. The following day they signed.", ["2023-05-03", "2023-05-04"]),
    (
        "id",
        "2020-03-16",
        "Rombongan tiba pada 13 Maret 2020. Keesokan harinya mereka bertemu.",
        ["2020-03-13", "2020-03-14"],
    ),
    # anniversaries tell the year of what they celebrate
    ("en", "2022-08-09", "This year marks the fifth anniversary of the pact.", ["2017"]),
    ("en", "2004-10-20", "It is the 20th anniversary of their ties.", ["1984"]),
    ("id", "2023-07-17", "Keduanya merayakan 25 tahun kerja sama.", ["1998"]),
]


@pytest.mark.parametrize(("lang", "published", "text", "expected"), FORMS, ids=[f"{f[0]}: {f[2]}" for f in FORMS])
def test_reads(lang: str, published: str, text: str, expected: list[str]) -> None:
    found = dates(text, lang, published)
    assert [m.edtf for m in found.moments][: len(expected)] == expected


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "It takes 20 years and 14 men."),
        ("en", "Flight 2023 carried 1985 passengers."),
        ("id", "Anggaran sebesar 2023 juta rupiah."),
        ("zh", "日本和中国有40对友好城市。"),
        ("zh", "三日本料理店开业。"),
    ],
)
def test_numbers_are_no_dates(lang: str, text: str) -> None:
    assert dates(text, lang, "2023-04-29").moments == []


@pytest.mark.parametrize(
    ("lang", "text", "word"),
    [
        ("id", "dalam keterangan resmi, Sabtu (28/4/2023)", "Friday"),
        ("en", "They met on Monday, 14 May 2024", "Tuesday"),
    ],
)
def test_a_weekday_that_contradicts_its_date_is_kept_and_noted(lang: str, text: str, word: str) -> None:
    (moment,) = dates(text, lang, "2024-06-01").moments
    assert moment.note is not None
    assert word in moment.note


def test_without_a_day_of_publication_what_depends_on_it_stays_open() -> None:
    assert dates("They met yesterday and again on May 3.", "en", None).moments == []


@settings(max_examples=60, deadline=None)
@given(st.dates(date(1990, 1, 1), date(2030, 12, 31)), st.integers(1, 150))
def test_a_day_without_its_year_is_read_as_meant(published: date, back: int) -> None:
    """What news dates without a year lies within half a year of it."""
    day = published - timedelta(back)
    text = f"Rombongan datang pada {day.day} {_MONTHS[day.month - 1]}."
    assert [m.edtf for m in dates(text, "id", published.isoformat()).moments] == [day.isoformat()]


_MONTHS = ["Januari", "Februari", "Maret", "April", "Mei", "Juni"]
_MONTHS += ["Juli", "Agustus", "September", "Oktober", "November", "Desember"]


@pytest.mark.parametrize(
    ("lang", "text", "recalls"),
    [
        ("en", "During the visit, the two mayors signed a pact.", True),
        ("en", "The two mayors signed a pact on Friday.", False),
        ("id", "Dalam kunjungan itu, kedua wali kota meneken nota.", True),
        ("id", "Kedua wali kota meneken nota pada Jumat.", False),
        ("zh", "论坛活动上，两市签署备忘录。", True),
        ("zh", "两市在上海签署备忘录。", False),
    ],
)
def test_a_sentence_may_recall_the_occasion_told_before(lang: str, text: str, recalls: bool) -> None:
    assert dates(text, lang, "2024-06-15").recalls(0, len(text)) is recalls


@pytest.mark.parametrize(
    ("lang", "text", "day"),
    [
        ("en", "The mayor of Suva will visit Brisbane on Friday.", "2017-11-24"),
        ("en", "The mayor of Suva visited Brisbane on Friday.", "2017-11-17"),
        ("id", "Wali Kota Bandung akan mengunjungi Kota Suwon pada Jumat.", "2017-11-24"),
        ("id", "Wali Kota Bandung mengunjungi Kota Suwon pada Jumat.", "2017-11-17"),
    ],
)
def test_a_weekday_of_what_is_to_come_is_the_next_one(lang: str, text: str, day: str) -> None:
    claims = ikrar.read(text, published="2017-11-19", lang=lang).claims
    assert [c.when for c in claims if c.kind == "visit"] == [day]
