"""What people say of statements constrains how they are grouped; the last word on any two of them stands."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ikrar.register.bonds import Apart, Bonds, Together, bonds

NAMES = st.sampled_from("abcdefg")
SETS = st.sets(NAMES, min_size=1, max_size=4).map(lambda s: tuple(sorted(s)))
SAID = st.lists(st.one_of(st.builds(Together, SETS), st.builds(Apart, SETS, SETS)), max_size=8)


def one(given_: Bonds, a: str, b: str) -> bool:
    return given_.one([a], [b])


def test_who_merges_twice_merges_all():
    found = bonds([Together(("a", "b")), Together(("b", "c"))])
    assert one(found, "a", "c")


def test_who_splits_what_was_merged_has_the_last_word():
    found = bonds([Together(("a", "b", "c")), Apart(("c",), ("a", "b"))])
    assert one(found, "a", "b")
    assert not one(found, "a", "c")
    assert found.apart(["c"], ["a"])


def test_who_merges_what_was_split_has_the_last_word():
    found = bonds([Apart(("c",), ("a",)), Together(("a", "c"))])
    assert one(found, "a", "c")
    assert not found.apart(["a"], ["c"])


def test_what_is_split_off_together_stays_merged():
    found = bonds([Together(("a", "b", "c", "d")), Apart(("c", "d"), ("a", "b"))])
    assert one(found, "c", "d")
    assert one(found, "a", "b")
    assert not one(found, "b", "c")


def test_taking_out_the_one_that_held_others_together_leaves_them_together():
    found = bonds([Together(("a", "b")), Together(("b", "c")), Apart(("b",), ("a", "c"))])
    assert one(found, "a", "c")


@given(SAID)
def test_nothing_is_both_one_and_two(said):
    found = bonds(said)
    assert not any(one(found, *sorted(pair)) for pair in found.parted)


@given(SAID)
def test_the_last_word_stands(said):
    if not said:
        assert bonds(said) == Bonds()
        return
    last, found = said[-1], bonds(said)
    if isinstance(last, Together):
        assert all(a == b or one(found, a, b) for a in last.names for b in last.names)
    else:
        assert all(found.apart([a], [b]) for a in last.names for b in last.others if b not in last.names)


@given(SAID)
def test_to_be_one_has_no_direction_and_goes_on(said):
    found = bonds(said)
    for a in "abcdefg":
        for b in "abcdefg":
            assert one(found, a, b) == one(found, b, a)
            for c in "abcdefg":
                assert not (one(found, a, b) and one(found, b, c)) or one(found, a, c)


@given(SAID, st.data())
def test_saying_it_again_at_once_changes_nothing(said, data):
    if said:
        i = data.draw(st.integers(0, len(said) - 1))
        assert bonds([*said[: i + 1], said[i], *said[i + 1 :]]) == bonds(said)
