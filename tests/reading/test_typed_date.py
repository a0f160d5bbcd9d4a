"""Dates as people type them, in three languages; 25 November 2026 is today, a Wednesday."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikrar.model.edtf import interval
from ikrar.reading.typed_date import typed_date

TODAY = date(2026, 11, 25)

MEANT = {
    "2026-11-05": "2026-11-05",
    "2026-11": "2026-11",
    "2026": "2026",
    "2026-11-05/2026-11-10": "2026-11-05/2026-11-10",
    "5 Nov 2026": "2026-11-05",
    "5 November": "2026-11-05",
    "November 5, 2026": "2026-11-05",
    "5th of November 2026": "2026-11-05",
    "Nov 2026": "2026-11",
    "November": "2026-11",
    "5-10 November 2026": "2026-11-05/2026-11-10",
    "5 to 10 November 2026": "2026-11-05/2026-11-10",
    "end of March 2027": "2027-03",
    "March next year": "2027-03",
    "tomorrow": "2026-11-26",
    "Friday": "2026-11-27",
    "next month": "2026-12",
    "5 November 2026 ": "2026-11-05",
    "akhir Maret 2027": "2027-03",
    "Maret": "2027-03",
    "5 Agustus 2026": "2026-08-05",
    "5 s.d. 10 November 2026": "2026-11-05/2026-11-10",
    "5/11/2026": "2026-11-05",
    "05.11.2026": "2026-11-05",
    "5/11": "2026-11-05",
    "Jumat, 27 November 2026": "2026-11-27",
    "besok": "2026-11-26",
    "tahun depan": "2027",
    "Maret tahun depan": "2027-03",
    "2026年11月5日": "2026-11-05",
    "2026年11月": "2026-11",
    "2026年": "2026",
    "11月5日": "2026-11-05",
    "11月5日至10日": "2026-11-05/2026-11-10",
    "明年3月": "2027-03",
    "2027年3月底": "2027-03",
    "二〇二六年十一月五日": "2026-11-05",
    "明天": "2026-11-26",
    "周五": "2026-11-27",
    "2020–2025": "2020/2025",
    "next week": "2026-11-30/2026-12-06",
    "minggu depan": "2026-11-30/2026-12-06",
    "下周": "2026-11-30/2026-12-06",
    "next Monday": "2026-11-30",
    "Senin depan": "2026-11-30",
    "Rabu depan": "2026-12-02",
    "下周五": "2026-12-04",
    "last Friday": "2026-11-20",
    "Rabu lalu": "2026-11-18",
    "Q3 2026": "2026-07/2026-09",
    "third quarter of 2026": "2026-07/2026-09",
    "second half of 2027": "2027-07/2027-12",
    "triwulan III 2026": "2026-07/2026-09",
    "TW I 2027": "2027-01/2027-03",
    "semester pertama 2027": "2027-01/2027-06",
    "triwulan I tahun depan": "2027-01/2027-03",
    "第三季度": "2026-07/2026-09",
    "2026年下半年": "2026-07/2026-12",
    "明年上半年": "2027-01/2027-06",
}


@pytest.mark.parametrize(("typed", "meant"), MEANT.items())
def test_what_is_typed_is_understood(typed, meant):
    assert typed_date(typed, TODAY) == meant


@pytest.mark.parametrize("typed", ["", "next spring", "soon", "31 February 2026", "2026-13", "5 November and later",
                                   "yesterday or today", "12345", "five", "5 Nov 2026, 6 Dec 2027"])  # fmt: skip
def test_what_is_no_date_is_none(typed):
    assert typed_date(typed, TODAY) is None


def test_the_year_left_open_is_the_nearest():
    assert typed_date("5 January", TODAY) == "2027-01-05"
    assert typed_date("5 July", TODAY) == "2026-07-05"


@given(st.dates(date(1900, 1, 1), date(2150, 12, 31)))
@settings(deadline=None)
def test_every_day_written_out_is_that_day_in_every_language(day):
    months = [
        "Januari",
        "Februari",
        "Maret",
        "April",
        "Mei",
        "Juni",
        "Juli",
        "Agustus",
        "September",
        "Oktober",
        "November",
        "Desember",
    ]
    assert typed_date(f"{day.day} {months[day.month - 1]} {day.year}", TODAY) == day.isoformat()
    assert typed_date(f"{day:%B} {day.day}, {day.year}", TODAY) == day.isoformat()
    assert typed_date(f"{day.year}年{day.month}月{day.day}日", TODAY) == day.isoformat()
    assert typed_date(f"{day.day}/{day.month}/{day.year}", TODAY) == day.isoformat()


@given(st.text(max_size=60))
@settings(deadline=None)
def test_whatever_is_typed_it_is_a_date_or_none(text):
    found = typed_date(text, TODAY)
    assert found is None or interval(found)
