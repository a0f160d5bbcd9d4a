"""PDF: paragraphs out of lines, and what cannot be read."""

from __future__ import annotations

from ikrar.documents import load_stream
from ikrar.documents.pdf import _clean
from ikrar.documents.unwrap import unwrap
from tests.documents.make import pdf, refusal, text_of

LETTER = [
    "PRESS RELEASE",
    "On Thursday, 17 September 2026, the senator met the governor at City Hall. The two",
    "capitals agreed to hold a joint week on flood protection in the May of 2027.",
]


def test_lines_that_the_page_cut_are_paragraphs_again():
    text = text_of(pdf(LETTER))
    assert text == (
        "PRESS RELEASE\nOn Thursday, 17 September 2026, the senator met the governor at City Hall. The two"
        " capitals agreed to hold a joint week on flood protection in the May of 2027."
    )


def test_words_cut_by_a_hyphen_are_whole_again_and_pairs_keep_theirs():
    full = "x" * 60
    assert unwrap([f"{full} co-\noperate in the\n{full} Berlin-\nJakarta week"]).split("\n") == [
        f"{full} cooperate in the",
        f"{full} Berlin-Jakarta week",
    ]


def test_chinese_lines_join_without_a_space():
    assert unwrap(["上海市与雅加达签署友好城市合作备忘\n录，双方同意在五个领域开展合作交流。"]) == (
        "上海市与雅加达签署友好城市合作备忘录，双方同意在五个领域开展合作交流。"
    )


def test_page_numbers_are_no_part_of_the_text():
    line = "The two capitals agreed to hold a joint week on flood protection in the month of"
    assert unwrap([f"{line}\n- 1 -", f"2\n{line}"]) == f"{line} {line}"


def test_items_of_a_list_stay_apart():
    assert (
        unwrap(["1. Jakarta invites Shanghai to its fair\n2. Shanghai accepts the invitation it got"]).count("\n") == 1
    )


def test_pages_are_read_one_after_the_other():
    text = text_of(pdf(["Jakarta invited Shanghai."], ["Shanghai accepted."]))
    assert text.index("invited") < text.index("accepted")


def test_ligatures_and_halves_of_characters_are_mended():
    assert _clean("oﬀered a ﬁrst oﬃce \ud83c\udfd9 \ud800\0") == "offered a first office \U0001f3d9 \ufffd"


def test_its_properties_give_title_and_day():
    (document,) = load_stream(pdf(LETTER, title="A joint week", made="D:20260918090000+07'00'"), "letter.pdf")
    assert (document.id, document.title, document.published) == ("letter", "A joint week", "2026-09-18")


def test_a_title_that_a_word_processor_left_is_none():
    (document,) = load_stream(pdf(LETTER, title="Microsoft Word - final2.docx", made="never"), "letter.pdf")
    assert (document.title, document.published) == (None, None)


def test_an_encrypted_pdf_is_named():
    reason = refusal(pdf(LETTER, password="secret"), "letter.pdf")
    assert reason == "letter.pdf: is encrypted: save a copy without a password"


def test_a_pdf_of_pictures_is_named():
    assert "text recognition" in refusal(pdf([]), "scan.pdf")


def test_a_broken_pdf_is_named():
    assert "broken" in refusal(pdf(LETTER)[:200], "cut.pdf")
    assert "broken" in refusal(b"%PDF-1.7 and nothing more", "cut.pdf")


def test_what_is_called_pdf_and_is_none_is_named():
    assert "is not the PDF" in refusal(b"just words", "letter.pdf")
