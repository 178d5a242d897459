"""The parts of a person's name as it is written, and how two agree."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.values import chinese, korean
from pipeline.values.persons import compatible, person_name
from pipeline.values.romanization import readings
from pipeline.values.syllables import MOST_READINGS
from pipeline.values.text import fold, letters

WRITTEN = [
    ("Mr S. M. Bruce", ("Mr",), ("S", "M"), (), "Bruce", "given_first"),
    ("S.M. Bruce", (), ("S", "M"), (), "Bruce", "given_first"),
    ("SM Bruce", (), ("S", "M"), (), "Bruce", "given_first"),
    ("Bruce S. M.", (), ("S", "M"), (), "Bruce", "family_first"),
    ("Bruce, Sir Stanley", ("Sir",), ("Stanley",), (), "Bruce", "family_first"),
    ("Sir Earle Page", ("Sir",), ("Earle",), (), "Page", "given_first"),
    ("Lt Col W. R. Hodgson", ("Lt", "Col"), ("W", "R"), (), "Hodgson", "given_first"),
    ("R. G. Casey C.H. M.C.", ("C.H.", "M.C."), ("R", "G"), (), "Casey", "given_first"),
    ("NEVILLE CHAMBERLAIN", (), ("NEVILLE",), (), "CHAMBERLAIN", "unknown"),
    ("S H T Y K O V", (), (), (), "SHTYKOV", "family_only"),
    ("PARK Chung Hee", (), ("Chung", "Hee"), (), "PARK", "family_first"),
    ("KÁLLAI Gyula", (), ("Gyula",), (), "KÁLLAI", "family_first"),
    ("Kállai Gyula", (), ("Kállai",), (), "Gyula", "unknown"),
    ("Pak Seong-cheol", (), ("Seong-cheol",), (), "Pak", "family_first"),
    ("Pak Seong-cheol [Pak Song Chol]", (), ("Seong-cheol",), (), "Pak", "family_first"),
    ("Qiao Xiaoguang", (), ("Xiaoguang",), (), "Qiao", "family_first"),
    ("[Zhou] Enlai", (), ("Enlai",), (), "Zhou", "family_first"),
    ("Ho Chi Minh", (), ("Chi", "Minh"), (), "Ho", "family_first"),
    ("Chiang Kai-shek", (), ("Kai-shek",), (), "Chiang", "family_first"),
    ("Syngman Rhee", (), ("Syngman",), (), "Rhee", "given_first"),
    ("Kim Philby", (), ("Kim",), (), "Philby", "unknown"),
    ("Lee Martin", (), ("Lee",), (), "Martin", "unknown"),
    ("Lip[p]man[n]", (), (), (), "Lippmann", "family_only"),
    ("Van Mook", (), (), ("Van",), "Mook", "family_only"),
    ("De Gaulle", (), (), ("De",), "Gaulle", "family_only"),
    ("H. J. van Mook", (), ("H", "J"), ("van",), "Mook", "given_first"),
    ("Gorbachev, Mikhail Sergeevich", (), ("Mikhail", "Sergeevich"), (), "Gorbachev", "family_first"),
    ("Adlai Stevenson, Jr.", ("Jr.",), ("Adlai",), (), "Stevenson", "unknown"),
    ("Ali Murtopo", (), ("Ali",), (), "Murtopo", "unknown"),
    ("M. Bidault", ("M.",), (), (), "Bidault", "family_only"),
    ("Ben Chifley", (), ("Ben",), (), "Chifley", "unknown"),
    ("Evatt", (), (), (), "Evatt", "family_only"),
    ("Major", (), (), (), "Major", "family_only"),
    ("", (), (), (), "", "family_only"),
]


@pytest.mark.parametrize(("written", "honorifics", "names", "particles", "family", "order"), WRITTEN)
def test_the_parts_of_a_name(written, honorifics, names, particles, family, order):
    name = person_name(written)
    assert (name.honorifics, name.given, name.particles, name.family, name.order) == (
        honorifics, names, particles, family, order,
    )  # fmt: skip
    assert name.initials == tuple(letters(each)[0].upper() for each in names)


def test_where_the_order_is_not_known_both_readings_are_offered():
    name = person_name("Kállai Gyula")
    assert name.family_keys == {"kallai", "gyula"}
    assert [each.family for each in name.ways] == ["Gyula", "Kállai"]
    assert person_name("H. V. Evatt").family_keys == {"evatt"}


def test_an_apostrophe_that_a_telegram_leaves_out_makes_several_readings():
    assert readings("Chu", ("Teh",)) >= {"Chinese zhu de", "Chinese qu de"}
    assert chinese.readings("Ch'u", ("Teh",)) == {"chu de", "qu de"}
    # Giles's syllable is lai; some tables have lei
    assert "zhou enlai" in chinese.readings("Chou", ("En-lai",))


@pytest.mark.parametrize(
    ("family", "names"), [("Chiang", ("Kai-shek",)), ("Smith", ("Warwick",)), ("Zhang", ("Stanley",))]
)
def test_what_is_no_syllable_of_mandarin_has_no_reading(family, names):
    assert chinese.readings(family, names) == frozenset()


def test_korean_vowels_keep_apart_what_their_marks_keep_apart():
    assert not korean.readings("Kim", ("Sŏng",)) & korean.readings("Kim", ("Song-o",))
    assert not korean.readings("Kim", ("Sŏng",)) & korean.readings("Kim", ("Sŭng",))
    assert korean.readings("Kim", ("Sung",)) >= korean.readings("Kim", ("Sŏng",))


WORDS = st.sampled_from(
    [
        "S.",
        "M.",
        "Stanley",
        "Bruce",
        "Zhang",
        "Wentian",
        "Yi",
        "Kim",
        "Il",
        "Sung",
        "van",
        "Mook",
        "Mr",
        "Mrs",
        "LI",
        ",",
    ]
)
NAMES = st.one_of(st.lists(WORDS, max_size=5).map(" ".join), st.text(max_size=30))


@given(NAMES, NAMES)
def test_agreement_is_symmetrical(one, other):
    left, right = person_name(one), person_name(other)
    assert compatible(left, right) == compatible(right, left)


@given(NAMES)
def test_no_name_contradicts_itself(written):
    name = person_name(written)
    if name.family_key:
        assert compatible(name, name) == ("same" if name.given_key else "compatible")


@given(st.text(max_size=60))
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)
    assert letters(letters(text)) == letters(text)


@given(NAMES)
def test_every_text_is_a_name_with_as_many_initials_as_given_names(written):
    name = person_name(written)
    assert len(name.given) == len(name.initials)
    assert all(len(each) >= 1 for each in name.initials)


HOSTILE = [
    "a" * 10_000,
    "A. " * 5_000,
    "e" + "\u0301" * 10_000,
    "Zhang " + "xian" * 3_000,
    "[" * 10_000,
    "Pak " + "o-" * 5_000,
    "chu" * 8 + " " + "chu" * 8,
    "van " * 3_000 + "Mook",
    "A" + "’-" * 5_000,
    ", " * 5_000,
]


@pytest.mark.parametrize("written", HOSTILE)
def test_hostile_names_are_read_at_once(written):
    start = time.perf_counter()
    name = person_name(written)
    assert compatible(name, person_name("S. M. Bruce")) == "different"
    assert time.perf_counter() - start < 0.5


def test_readings_are_bounded():
    assert len(readings("Chu", ("Chuchu",))) <= 6 * MOST_READINGS
    assert readings("Chu", ("chu" * 4_000,)) == frozenset()
