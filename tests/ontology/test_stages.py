"""Stages and instruments are whole, and an office's own file is taken or refused with a reason."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikrar.ontology.instruments import instrument_of, instruments, ladder, manners
from ikrar.ontology.stages import BadStages, Stage, actors, own_text, parsed, stages, written
from ikrar.register.kinds import KINDS

LANGUAGES = {"id", "en", "zh", "ja"}

OWN = """
[actors.us]
label = { id = "Kami", en = "We", zh = "我们" }

[stages.talk]
label = { id = "Bicara", en = "Talk", zh = "商谈" }
acts = "us"

[stages.sign]
label = { id = "Tanda tangan", en = "Sign", zh = "签署" }
acts = "us"
concludes = true
"""


def test_the_way_of_an_agreement_in_indonesia():
    assert list(stages()) == [
        "initiative", "exploration", "letter-of-intent", "plan", "council", "verification", "draft", "full-powers",
        "signing", "implementation", "evaluation",
    ]  # fmt: skip
    assert [code for code, stage in stages().items() if stage.concludes] == ["signing"]


@pytest.mark.parametrize("stage", stages().values(), ids=lambda stage: stage.code)
def test_every_stage_is_told_in_every_language(stage):
    assert set(stage.labels) == set(stage.actors) == set(stage.yields) == LANGUAGES
    assert all(stage.documents(lang) for lang in LANGUAGES)
    assert stage.kinds <= KINDS
    assert stage.instruments <= set(instruments())


def test_an_office_may_have_its_own_stages(tmp_path):
    own = tmp_path / "own.toml"
    own.write_text(OWN)
    found = stages(str(own))
    assert list(found) == ["talk", "sign"]
    assert (found["talk"].label("zh"), found["talk"].label("ja"), found["talk"].who("id")) == ("商谈", "Talk", "Kami")


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ("", "[", "no TOML"),
        (', zh = "商谈"', "", "missing in zh"),
        ('acts = "us"', 'acts = "them"', "acts has to be one of us"),
        ("[stages.talk]", "[stages.'a talk']", "letters, digits and hyphens"),
        ("concludes = true", "", "put the agreement in force"),
        ("concludes = true", "conclude = true", "stages.sign: there is no key called conclude"),
        ("concludes = true", "concludes = 'yes'", "has to be true or false"),
        ("concludes = true", "concludes = true\nyields = ['memo']", "stages.sign.yields"),
        ("concludes = true", "concludes = true\nyields.en = 'memo'", "en has to be a list of texts"),
        ("concludes = true", "concludes = true\nshown_by = { kinds = ['wedding'] }", "no kind called wedding"),
        ("concludes = true", "concludes = true\nshown_by = { instruments = ['pact'] }", "no instrument called pact"),
        ("[actors.us]\nlabel", "[others.us]\nlabel", "no table called others"),
        ('id = "Bicara"', "id = 3", "stages.talk: the label is missing in id"),
    ],
)
def test_a_file_that_makes_no_sense_is_refused_with_the_reason(tmp_path, was, now, told):
    own = tmp_path / "own.toml"
    own.write_text(OWN.replace(was, now) if was else now)
    with pytest.raises(BadStages, match=told):
        stages(str(own))


@given(
    st.integers(0, len(OWN)), st.integers(0, 30), st.sampled_from(["", "[", "'", "=", " = 1", "\n[a]\n"]) | st.text()
)
def test_whatever_is_given_it_is_stages_or_a_reason(at, gone, text):
    written = OWN[:at] + text + OWN[at + gone :]
    try:
        found = parsed(written)
    except BadStages:
        found = {}
    assert all(stage.label("zh") and stage.who("zh") for stage in found.values())


def test_what_is_written_down_is_read_as_the_same():
    own = own_text()
    assert parsed(written(parsed(own).values(), actors(own))) == parsed(own)
    assert actors(written(parsed(own).values(), actors(own))) == actors(own)


TEXTS = st.text(min_size=1).filter(lambda text: text.strip() and text.isprintable()) | st.sampled_from(
    ['"', "\\", "\x7f"]
)


@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS), min_size=1, max_size=4))
def test_whatever_a_stage_is_called_it_is_written_down_whole(labels):
    us = {"id": "Kami", "en": "We", "zh": "我们"}
    given_ = [
        Stage(f"s{i}", dict(zip(("id", "en", "zh"), names, strict=True)), "us", us, {}, concludes=True)
        for i, names in enumerate(labels)
    ]
    assert list(parsed(written(given_)).values()) == given_


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(BadStages, match="cannot be read"):
        stages(str(tmp_path / "none.toml"))


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("letter of intent on sister city cooperation", "letter-of-intent"),
        ("LoI", "letter-of-intent"),
        ("Surat Pernyataan Kehendak Kerja Sama", "letter-of-intent"),
        ("意向书", "letter-of-intent"),
        ("Nota Kesepahaman tentang Kota Kembar", "sister-agreement"),
        ("缔结友好城市关系协议书", "sister-agreement"),
        ("友好交流城市协议", "friendship-agreement"),
        ("memorandum of understanding", "memorandum"),
        ("MoU", "memorandum"),
        ("备忘录", "memorandum"),
        ("perjanjian kerja sama", "agreement"),
        ("implementing arrangement under the MoU", "implementing-arrangement"),
        ("pernyataan bersama tentang pelestarian warisan budaya", "joint-statement"),
        ("moustache", ""),
        ("", ""),
    ],
)
def test_which_instrument_a_name_means(name, code):
    assert instrument_of(name) == code


def test_the_ladder_goes_from_the_first_letter_to_the_closest_bond():
    assert [i.code for i in ladder()] == ["letter-of-intent", "memorandum", "friendship-agreement", "sister-agreement"]


@pytest.mark.parametrize("labels", [*(i.labels for i in instruments().values()), *manners().values()])
def test_types_and_manners_are_told_in_every_language(labels):
    assert set(labels) == LANGUAGES
