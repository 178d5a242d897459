"""Values: what each converter refuses. What it reads is shown by its doctests."""

import datetime as dt

import pytest

from pipeline.values.citation import address
from pipeline.values.clock import clock_time, moment
from pipeline.values.codes import document_kind
from pipeline.values.countries import state_named
from pipeline.values.counts import bound, count, quantity
from pipeline.values.dates import Date, date, full_date, latest_before, nearest
from pipeline.values.groups import group_day
from pipeline.values.languages import language, text_type
from pipeline.values.marks import priority
from pipeline.values.names import below, is_second_romanization, offices, whole_name
from pipeline.values.periods import period
from pipeline.values.serials import serial
from pipeline.values.text import fold, plain

REFUSED = [
    (date, ["May 32, 1961", "February 29, 1961", "May 12, 61", "the twelfth", "May", "12/5/61", "1961-05-12", ""]),
    (date, ["May 12, 0061", "9999", "May 12, 1961\u0000", "٣١ May 1961x"]),
    (full_date, ["May 1961", "May 12", "1961"]),
    (clock_time, ["9920", "2460", "24:00", "5", "17:00:00", "noon", "17 00", "-100", ""]),
    (moment, ["noon", "May 12 at noon", "at 1700", "May 12 at", "12/5 at 1700"]),
    (count, ["many", "-1", "1.5", "", "twenty-zero", "twenty-eleven", "one hundred", "²", "ten-two"]),
    (quantity, ["", "about 5", "1.2.3", "5 dozen"]),
    (bound, ["exactly", ""]),
    (document_kind, ["Poem", ""]),
    (language, ["Klingonese", "", "zh"]),
    (text_type, ["summary", ""]),
    (period, ["in May", "between spring and autumn", "Between May 33 and June", "Between the first third of and May"]),
    (serial, ["Chen", "", "№"]),
    (group_day, ["070950Z MAI 74", "310950Z FEB 74", f"070950Z MAY {'9' * 30}"]),
    (
        address,
        [
            "javascript:alert(1)//document/1",
            "ftp://example.org/document/1",
            "https:///document/1",
            'https://example.org/"onclick=',
            "https://example.org/<b>",
            "http://[::1",
        ],
    ),
    (plain, ["", "   ", "a\x00b", "a\x1b[31mb", "a\x07"]),
]


@pytest.mark.parametrize(("convert", "text"), [(convert, text) for convert, texts in REFUSED for text in texts])
def test_refused(convert, text):
    with pytest.raises(ValueError, match=r"\w"):
        convert(text)


@pytest.mark.parametrize(
    ("text", "edtf", "earliest", "latest"),
    [
        ("May 12, 1961", "1961-05-12", "1961-05-12", "1961-05-12"),
        ("12 May 1961", "1961-05-12", "1961-05-12", "1961-05-12"),
        ("June 07, 1973", "1973-06-07", "1973-06-07", "1973-06-07"),
        ("November 1967", "1967-11", "1967-11-01", "1967-11-30"),
        ("September, 1959", "1959-09", "1959-09-01", "1959-09-30"),
        ("February 1960", "1960-02", "1960-02-01", "1960-02-29"),
        ("1956", "1956", "1956-01-01", "1956-12-31"),
        ("Sept. 3, 1950", "1950-09-03", "1950-09-03", "1950-09-03"),
        ("May 12", None, None, None),
    ],
)
def test_dates(text, edtf, earliest, latest):
    read = date(text)
    assert (read.edtf, read.earliest, read.latest) == (edtf, earliest, latest)


def test_years_left_out():
    assert nearest(Date(None, 2, 29), dt.date(1961, 3, 1)) == Date(1960, 2, 29)
    assert nearest(Date(None, 2, 29), dt.date(1963, 1, 1)) == Date(1964, 2, 29)
    assert nearest(Date(None, 2, 29), dt.date(1958, 6, 1)) is None
    assert nearest(Date(None, 12, 31), dt.date(1962, 1, 2)) == Date(1961, 12, 31)
    assert latest_before(Date(None, 4, 24), dt.date(1961, 5, 12)) == Date(1961, 4, 24)
    assert latest_before(Date(None, 5, 12), dt.date(1961, 5, 12)) == Date(1961, 5, 12)


def test_periods():
    assert period("Between January and the first third of May").edtf(1961) == "1961-01/1961-05-10"
    assert period("between November and the last third of February").edtf(1961) == "1960-11/1961-02"
    assert period("between May 3 and June 7").edtf(1961) == "1961-05-03/1961-06-07"


def test_marks_of_unknown_rank_have_no_code():
    assert priority("Additional Rush") is None
    assert priority("Extremely urgent.") == "most_immediate"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ministry of Trade and Industry", ["Ministry of Trade and Industry"]),
        ("Second Asian Department and Consular Department", ["Second Asian Department", "Consular Department"]),
        ("the General Office, the Consular Department and the Ministry of Defense",
         ["General Office", "Consular Department", "Ministry of Defense"]),
        ("Premier Zhou Enlai and Vice Premier Chen Yi", ["Premier Zhou Enlai", "Vice Premier Chen Yi"]),
        ("Ministry of Trade and Industry and the Ministry of Foreign Affairs",
         ["Ministry of Trade and Industry", "Ministry of Foreign Affairs"]),
        ("Zhang", ["Zhang"]),
        ("Office for Overseas and Minority Questions", ["Office for Overseas and Minority Questions"]),
    ],
)  # fmt: skip
def test_joint_entries(text, names):
    read = offices(text)
    assert [each.text for each in read] == names
    assert [text[each.start : each.end] for each in read] == names


def test_a_body_is_split_off_only_where_the_document_shows_it_alone():
    name = "Ministry of Foreign Affairs Second Asian Department"
    assert below(name, set()) == 0
    assert name[below(name, {"Ministry of Foreign Affairs"}) :] == "Second Asian Department"
    assert below("Ministry of Foreign Affairs", {"Ministry of Foreign Affairs"}) == 0


def test_what_a_bracket_after_a_name_means():
    assert whole_name("Qiao", "Qiguang") == "Qiao Qiguang"
    assert whole_name("Qiao", "Qiao Xiaoguang") == "Qiao Xiaoguang"
    assert whole_name("Qiao", "Chinese Ambassador") is None
    assert whole_name("Pak Seong-cheol", "Pak Song Chol") is None
    assert is_second_romanization("Choe Yong-geon", "Choe Yonggon")
    assert not is_second_romanization("Zhou Enlai", "Chen Yi")
    assert not is_second_romanization("Qiao", "Xiaoguang")


def test_states():
    assert state_named("Korean Foreign Minister") is None
    assert state_named("Chinatown Office") is None
    assert state_named("People’s Republic of China Ministry of Foreign Affairs") == ("CN", 0, 26)
    assert state_named("[North Korean] government") == ("KP", 0, 13)


def test_fold_is_blind_to_case_accents_and_brackets():
    assert fold("[Yang] Shan-Kun") == "yang shan kun"
    assert fold("DROŻNIAK") == fold("drozniak")
