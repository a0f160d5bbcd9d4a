"""Dates in forms: as people write them in any of the languages; what is none is refused in the reader's words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django import forms
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from ikrar.site.forms.agreements import Details
from ikrar.site.forms.dates import DateField
from ikrar.site.shown import dates

DAY, ANY = DateField(period=False), DateField()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", ""),
        ("5 November 2026", "2026-11-05"),
        ("5 Nov 2026", "2026-11-05"),
        ("5 Agustus 2026", "2026-08-05"),
        ("2026年11月5日", "2026-11-05"),
        ("Maret 2027", "2027-03"),
        ("2019", "2019"),
        ("2026-11-05", "2026-11-05"),
        ("kemarin", "2026-11-23"),
    ],
)
def test_a_date_is_taken_as_people_write_it(typed, meant):
    assert DAY.clean(typed) == ANY.clean(typed) == meant


@pytest.mark.parametrize(
    "typed", ["31 February 2026", "31 Februari 2026", "2026年2月31日", "2026-02-31", "soon", "\0", "9" * 80]
)
@pytest.mark.parametrize("field", [DAY, ANY])
def test_what_is_no_date_is_refused(typed, field):
    with pytest.raises(forms.ValidationError):
        field.clean(typed)


def test_a_period_is_taken_where_one_may_stand():
    assert ANY.clean("5–10 November 2026") == "2026-11-05/2026-11-10"
    with pytest.raises(forms.ValidationError):
        DAY.clean("5–10 November 2026")


@pytest.mark.parametrize(
    ("lang", "shown"), [("en", "5 November 2026"), ("id", "5 November 2026"), ("zh-hans", "2026年11月5日")]
)
def test_what_stands_there_is_written_as_its_reader_would_and_is_no_change(lang, shown):
    with translation.override(lang):
        assert ANY.prepare_value("2026-11-05") == shown
        assert not ANY.has_changed("2026-11-05", shown)
    assert ANY.has_changed("2026-11-05", "6 November 2026")
    assert ANY.prepare_value("31 February 2026") == "31 February 2026"


def test_lines_of_an_agreement_hold_dates_as_people_write_them():
    form = Details(
        {
            "extensions": "31 Januari 2023; 30 Januari 2026\n2026-01-20 2029-01-30",
            "amendments": "1 March 2024: fees\nMay be prolonged\n2025-02 seats",
        }
    )
    assert form.is_valid(), form.errors
    assert form.cleaned_data["extensions"] == [
        {"on": "2023-01-31", "until": "2026-01-30"},
        {"on": "2026-01-20", "until": "2029-01-30"},
    ]
    said = [(a.get("on") or "", a["what"]) for a in form.cleaned_data["amendments"]]
    assert said == [("2024-03-01", "fees"), ("", "May be prolonged"), ("2025-02", "seats")]


TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("since", "en", "id_", "zh"),
    [
        ("2026-11-26", "0 days", "0 hari", "0天"),
        ("2026-11-25", "1 day", "1 hari", "1天"),
        ("2026-10-12", "45 days", "45 hari", "45天"),
        ("2026-08-27", "91 days", "91 hari", "91天"),
        ("2026-08-26", "3 months", "3 bulan", "3个月"),
        ("2025-10-26", "13 months", "13 bulan", "13个月"),
        ("2024-12-26", "23 months", "23 bulan", "23个月"),
        ("2024-11-27", "23 months", "23 bulan", "23个月"),
        ("2024-11-26", "2 years", "2 tahun", "2年"),
        ("2023-04-20", "3 years 7 months", "3 tahun 7 bulan", "3年7个月"),
        ("2022-11-27", "3 years 11 months", "3 tahun 11 bulan", "3年11个月"),
        ("2025-11-25", "12 months", "12 bulan", "12个月"),
        ("2016-11-27", "9 years 11 months", "9 tahun 11 bulan", "9年11个月"),
        ("1999-01-01", "27 years", "27 tahun", "27年"),
    ],
)
def test_how_long_is_told_as_an_officer_writes_it(since, en, id_, zh):
    for code, said in (("en", en), ("id", id_), ("zh-hans", zh)):
        with translation.override(code):
            assert dates.span(date.fromisoformat(since), TODAY) == said


@pytest.mark.parametrize(
    ("day", "en", "id_", "zh"),
    [
        (TODAY, "today", "hari ini", "今天"),
        (date(2023, 4, 20), "3 years 7 months ago", "3 tahun 7 bulan yang lalu", "3年7个月前"),
        (date(2026, 12, 1), "in 5 days", "5 hari lagi", "5天后"),
        (date(2028, 1, 26), "in 14 months", "14 bulan lagi", "14个月后"),
    ],
)
def test_how_long_ago_and_how_soon(day, en, id_, zh):
    for code, said in (("en", en), ("id", id_), ("zh-hans", zh)):
        with translation.override(code):
            assert dates.ago(day, TODAY) == said


def test_a_month_that_ends_earlier_is_a_whole_month_at_its_end():
    with translation.override("en"):
        assert dates.span(date(2025, 11, 30), date(2026, 2, 28)) == "3 months"
        assert dates.span(date(2024, 2, 29), date(2026, 2, 28)) == "2 years"


DAYS = st.dates(date(1950, 1, 1), date(2100, 1, 1))


@given(DAYS, DAYS)
def test_which_of_two_days_comes_first_does_not_matter(one, other):
    with translation.override("en"):
        assert dates.span(one, other) == dates.span(other, one)


@given(DAYS, st.integers(90, 3600))
def test_no_more_is_told_than_has_passed_and_less_than_a_month_is_left_out(day, days):
    with translation.override("en"):
        said = dates.span(day, day + timedelta(days)).split()
    units = {"day": 1, "month": 365.25 / 12, "year": 365.25}
    told = sum(int(n) * units[unit.removesuffix("s")] for n, unit in zip(said[::2], said[1::2], strict=True))
    assert -4 <= days - told <= 35
