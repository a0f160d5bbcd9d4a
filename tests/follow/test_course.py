"""How far a preparation has come: who has to act next, since when. Pure, but for what documents suggest."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ikrar.follow.course import course
from ikrar.ontology.stages import stages

STAGES = stages()
CODES = list(STAGES)


def states(recorded: dict) -> dict[str, str]:
    return {step.stage.code: step.state for step in course(STAGES, recorded).steps}


def test_before_anything_is_recorded_all_stages_lie_ahead_and_nobody_is_waited_for():
    way = course(STAGES, {})
    assert {step.state for step in way.steps} == {"ahead"}
    assert (way.at, way.since, way.begun, way.next.stage.code) == (None, "", False, "initiative")


def test_the_furthest_stage_entered_is_the_one_to_be_completed():
    way = course(STAGES, {"initiative": {"entered": "2024-01"}, "council": {"entered": "2024-05-02"}})
    assert (way.at.stage.code, way.at.stage.actor, way.since) == ("council", "council", "2024-05-02")
    assert way.next.stage.code == "verification"


def test_what_nobody_recorded_before_it_was_passed_over():
    found = states({"initiative": {"entered": "2024-01"}, "council": {"entered": "2024-05-02"}})
    assert [found[code] for code in CODES[:6]] == [
        "done", "passed-over", "passed-over", "passed-over", "current", "ahead",
    ]  # fmt: skip


def test_once_it_was_left_the_next_waits_since_that_day():
    way = course(STAGES, {"council": {"entered": "2024-05-02", "left": "2024-06-30"}})
    assert (way.at.stage.code, way.at.state, way.at.stage.actor, way.since) == (
        "verification", "ahead", "home-affairs", "2024-06-30",
    )  # fmt: skip


def test_after_the_last_stage_nobody_is_waited_for():
    way = course(STAGES, {CODES[-1]: {"entered": "2025", "left": "2026"}})
    assert (way.at, way.since, way.next) == (None, "", None)


def test_records_of_a_stage_that_the_office_has_no_more_are_kept_apart():
    way = course(STAGES, {"blessing": {"entered": "2020"}})
    assert way.others == (("blessing", {"entered": "2020"}),)
    assert way.begun


_RECORD = st.fixed_dictionaries({"entered": st.just("2024")}, optional={"left": st.just("2025")})


@given(st.dictionaries(st.sampled_from(CODES), _RECORD))
def test_stages_run_from_what_is_behind_to_what_lies_ahead(recorded):
    way = course(STAGES, recorded)
    found = [step.state for step in way.steps]
    assert [step.stage.code for step in way.steps] == CODES
    assert found.count("current") <= 1
    ahead = found.index("ahead") if "ahead" in found else len(found)
    assert set(found[ahead:]) <= {"ahead"}
    assert {step.stage.code for step in way.steps if step.entered} == set(recorded)
