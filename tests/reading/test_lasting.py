"""How long an instrument is said to bind."""

from __future__ import annotations

import pytest

from ikrar.reading.lasting import lastings

STATED = [
    ("en", "A five-year memorandum of understanding was signed in May.", 60, "five-year memorandum"),
    ("en", "The agreement is valid for a period of 3 years.", 36, "valid for a period of 3 years"),
    ("en", "Both cities renewed the pact for another ten years.", 120, "renewed the pact for another ten years"),
    ("en", "It stays in force for 18 months.", 18, "in force for 18 months"),
    ("id", "Nota kesepahaman itu berlaku selama lima tahun.", 60, "berlaku selama lima tahun"),
    ("id", "Jangka waktunya 3 (tiga) tahun sejak ditandatangani.", 36, "Jangka waktunya 3 (tiga) tahun"),
    ("id", "Kerja sama diperpanjang untuk dua tahun.", 24, "Kerja sama diperpanjang untuk dua tahun"),
    ("zh", "协议有效期为五年。", 60, "有效期为五年"),
    ("zh", "双方签署三年合作备忘录。", 36, "三年合作备忘录"),
    ("zh", "兩市續簽協議十年。", 120, "續簽協議十年"),
]
NOTHING = [
    ("en", "They celebrated the 20-year anniversary; the mayor, a 50-year-old lawyer, spoke for five minutes."),
    ("en", "The cities have been friends for thirty years."),
    ("id", "Kedua kota telah bekerja sama selama 25 tahun terakhir."),
    ("id", "Perjanjian itu berlaku sejak dua tahun lalu."),
    ("zh", "两市签署2017年度友好交流协议，结好40周年。"),
    ("ja", "協定は三年間有効である。"),
    (None, "A five-year agreement."),
]


@pytest.mark.parametrize(("lang", "text", "months", "words"), STATED)
def test_a_term_is_found_with_its_words(lang, text, months, words):
    (told,) = lastings(text, lang)
    assert told.months == months
    assert text[told.start : told.end].endswith(words[-12:])


@pytest.mark.parametrize(("lang", "text"), NOTHING)
def test_ages_anniversaries_and_the_past_are_no_terms(lang, text):
    assert list(lastings(text, lang)) == []
