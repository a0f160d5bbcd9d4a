"""Dates in forms: as people write them in any of the languages; what is none is refused in the reader's words."""

from __future__ import annotations

import pytest
from django import forms
from django.utils import translation

from ikrar.site.forms.agreements import Details
from ikrar.site.forms.dates import DateField

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
