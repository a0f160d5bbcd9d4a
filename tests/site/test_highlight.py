"""A text cut where claims begin and end. Pure: no page, no database."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from ikrar.site.shown.context import around
from ikrar.site.shown.highlight import Stretch, paragraphs

TEXT = "Jakarta invites Shanghai. They met.\n\n  Both plan a forum.  \nThe end."


def of(*stretches: Stretch, text: str = TEXT):
    return paragraphs(text, stretches)


def test_paragraphs_are_the_lines_that_are_not_blank():
    assert ["".join(s.text for s in p.segments) for p in of()] == [
        "Jakarta invites Shanghai. They met.",
        "Both plan a forum.",
        "The end.",
    ]


def test_a_claim_begins_and_ends_where_its_words_do():
    segments = of(Stretch(7, 8, 15))[0].segments
    assert [(s.text, s.claims) for s in segments] == [
        ("Jakarta ", ()),
        ("invites", (7,)),
        (" Shanghai. They met.", ()),
    ]
    assert (segments[1].begins, segments[1].ends) == ((7,), (7,))


def test_nested_claims_share_their_words_and_the_narrower_is_the_inner():
    segments = of(Stretch(1, 0, 24), Stretch(2, 8, 15))[0].segments
    assert [(s.text, s.inner) for s in segments[:3]] == [("Jakarta ", 1), ("invites", 2), (" Shanghai", 1)]


def test_a_claim_over_two_paragraphs_begins_in_one_and_ends_in_the_other():
    first, second, _ = of(Stretch(1, 26, 50))
    assert first.claims == [1]
    assert second.claims == []
    assert [s.ends for s in first.segments] == [(), ()]
    assert second.segments[0].ends == (1,)


def test_a_claim_that_ends_in_the_white_space_after_a_paragraph_still_ends():
    assert of(Stretch(1, 26, 37))[0].segments[-1].ends == (1,)


def test_a_claim_in_two_pieces_begins_once_and_ends_once():
    segments = [s for p in of(Stretch(1, 0, 7), Stretch(1, 39, 43)) for s in p.segments]
    assert sum(1 in s.begins for s in segments) == 1
    assert sum(1 in s.ends for s in segments) == 1


spans = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30)), max_size=6)


@given(st.text(alphabet="ab \n。", max_size=60), spans)
def test_whatever_the_claims_no_letter_is_lost_or_told_twice(text, found):
    stretches = [Stretch(i, s, min(s + n, len(text))) for i, (s, n) in enumerate(found) if s < len(text)]
    cut = "".join(s.text for p in paragraphs(text, stretches) for s in p.segments)
    assert "".join(cut.split()) == "".join(text.split())


@example("aaaaa\na", [(0, 6)])  # The words end with the break of their line.
@example("a a", [(1, 1)])
@given(st.text(alphabet="ab \n。", min_size=1, max_size=60), spans)
def test_every_claim_that_covers_a_letter_begins_once_and_ends_once(text, found):
    stretches = [Stretch(i, s, min(s + n, len(text))) for i, (s, n) in enumerate(found) if s < len(text)]
    segments = [s for p in paragraphs(text, stretches) for s in p.segments]
    for stretch in stretches:
        expected = 1 if text[stretch.start : stretch.end].strip() else 0
        assert sum(stretch.of in s.begins for s in segments) == expected
        assert sum(stretch.of in s.ends for s in segments) == expected


def test_the_text_around_a_claim_is_cut_at_a_sentence():
    text = "One sentence. " * 40 + "They met. " + "Another sentence. " * 40
    start = text.index("They met")
    passage, cut = around(text, [{"start": start, "end": start + 9}], of=1, most=60)
    shown = "".join(s.text for p in passage for s in p.segments)
    assert cut
    assert shown.startswith("One sentence.")
    assert shown.rstrip().endswith("Another sentence.")
    assert len(shown) < 200
    assert [s.text for p in passage for s in p.segments if s.claims] == ["They met."]


def test_a_short_text_is_shown_whole():
    passage, cut = around(TEXT, [{"start": 0, "end": 7}], of=1)
    assert (len(passage), cut) == (3, False)
