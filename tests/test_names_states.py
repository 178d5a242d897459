"""Which state an adjective names, by date; and the tables of data beside the modules."""

import pytest
from babel import Locale

from pipeline.values.beside import rows
from pipeline.values.chinese import TABLE as SYLLABLES
from pipeline.values.countries import TABLE, meanings, state_named
from pipeline.values.family_names import table

# ISO 3166-3: formerly used codes that the table has
FORMER = {"ANHH", "BYAA", "CSHH", "DDDE", "SUHH", "TPTL", "VDVN", "YDYE", "YUCS"}


@pytest.mark.parametrize(
    ("name", "date", "state", "code"),
    [
        ("Portuguese Government", None, None, "PT"),
        ("Portuguese Timor Administration", "1942-02-20", None, "TPTL"),
        ("U.K. Foreign Office", None, None, "GB"),
        ("Dutch Government", None, None, "NL"),
        ("Netherlands Indies Government", "1941-12-08", None, None),
        ("Indonesian Government", "1941-12-08", None, None),
        ("Indonesian Government", "1948-01-01", None, "ID"),
        ("Siamese Government", "1941-12-08", None, "TH"),
        ("Manchukuo Government", "1938-01-01", None, None),
        ("Papua and New Guinea Administration", "1965-01-01", None, "PG"),
        ("Soviet Embassy", "1961-05-12", None, "SUHH"),
        ("Russian Government", "1938-01-01", None, "SUHH"),
        ("Russian Embassy", "1995-01-01", None, "RU"),
        ("Russian Embassy", None, None, None),
        ("German Embassy", "1938-09-30", None, "DE"),
        ("German Embassy", "1949-10-06", None, "DE"),
        ("German Embassy", "1949-10-07", None, None),
        ("German Embassy", "1990-10-03", None, "DE"),
        ("German Embassy", None, None, None),
        ("GDR Embassy in the DPRK", "1961-05-12", None, "DDDE"),
        ("West German Embassy", "1961-05-12", None, "DE"),
        ("Korean Foreign Minister", "1961-05-12", "KP", None),
        ("Korean Foreign Minister", None, None, None),
        ("North Korean Foreign Ministry", "1961-05-12", None, "KP"),
        ("ROK Embassy", "1961-05-12", None, "KR"),
        ("Republic of Korea Embassy", "1947-05-12", None, None),
        ("Chinese Embassy", "1945-08-15", "AU", "CN"),
        ("Chinese Embassy", "1961-05-12", "CN", "CN"),
        ("Chinese Embassy", "1961-05-12", "SUHH", "CN"),
        ("Chinese Embassy", "1961-05-12", "US", None),
        ("Chinese Embassy", "1961-05-12", "AU", None),
        ("Chinese Embassy", "1973-05-12", "AU", "CN"),
        ("Chinese Embassy", "1961-05-12", None, None),
        ("Republic of China Embassy", "1961-05-12", None, "TW"),
        ("PRC Embassy", "1961-05-12", None, "CN"),
        ("Vietnamese Embassy", "1965-01-01", None, None),
        ("Vietnamese Embassy", "1978-01-01", None, "VN"),
        ("North Vietnamese Embassy", "1965-01-01", None, "VDVN"),
        ("Czechoslovak Embassy", "1961-05-12", None, "CSHH"),
        ("Yugoslav Embassy", "1961-05-12", None, "YUCS"),
        ("South African Government", None, None, "ZA"),
        ("South Australian Government", None, None, None),
        ("British and American Governments", None, None, None),
        ("Anglo-American Council", None, None, None),
        ("Burma Desk", None, None, None),
        ("Burma Government", None, None, "MM"),
        ("Canadian Department of External Affairs", None, None, "CA"),
        ("American Department", None, None, None),
        ("Turkeys Office", None, None, None),
    ],
)
def test_a_state_is_named_only_where_the_date_decides(name, date, state, code):
    found = state_named(name, date, state)
    assert (found[0] if found else None) == code


def test_the_place_of_the_words_is_that_in_the_name_as_written():
    assert state_named("[North] Korean government") == ("KP", 0, 14)
    assert state_named("U.S. Department of State") == ("US", 0, 4)


def test_every_code_of_the_table_is_one_of_iso_3166():
    known = set(Locale("en").territories) | FORMER | {""}
    assert {row["code"] for row in rows(TABLE)} <= known
    assert {code for row in rows(TABLE) for code in row["of"].split()} <= known


def test_every_state_of_the_table_says_where_it_is_from_and_every_name_without_one_why():
    for row in rows(TABLE):
        assert row["source"] if row["code"] else row["note"], row
        assert not (row["from"] and row["to"]) or row["from"] < row["to"], row


def test_no_name_of_the_table_has_two_codes_at_one_time_but_those_that_say_so():
    for name, known in meanings().items():
        for one in known:
            others = {other.code for other in known if not other.of and not one.of and other.holds(one.begun or "0")}
            if one.code and len(others) > 1:
                notes = {row["note"] for row in rows(TABLE) if row["name"] == name}
                assert any(note.startswith("one of two") for note in notes), name


def test_the_tables_of_names_have_no_entry_twice():
    for keys in (
        [(each.language, each.family) for each in table()],
        [row["pinyin"] for row in rows(SYLLABLES)],
        [tuple(row.items()) for row in rows(TABLE)],
    ):
        assert len(keys) == len(set(keys))


def test_the_syllables_that_the_two_systems_write_alike_and_those_that_they_do_not():
    spelt = {row["pinyin"]: row["wade_giles"].split()[0] for row in rows(SYLLABLES)}
    wanted = {
        "zhou": "chou", "qiao": "ch'iao", "xian": "hsien", "nian": "nien", "guan": "kuan", "lai": "lai", "de": "te",
        "si": "ssu", "zi": "tzu", "ri": "jih", "guo": "kuo", "duo": "to", "xiong": "hsiung", "lü": "lü", "yan": "yen",
        "jie": "chieh", "xue": "hsüeh", "zhi": "chih", "er": "erh", "shuo": "shuo", "tie": "t'ieh",
    }  # fmt: skip
    assert {pinyin: spelt[pinyin] for pinyin in wanted} == wanted
