"""Which document a reference means: each rule, and what must not be taken for it."""

import time

import pandas as pd
import pytest

from pipeline.arrow import with_rows
from pipeline.linkage.gaps import gaps
from pipeline.linkage.held import shelf
from pipeline.linkage.references import resolve_references
from pipeline.schema import TABLES
from tests.conftest import changed
from tests.edition import DEPARTMENT, cited, frames, from_kirk, page, to_kirk

MINE = from_kirk(1, "106", "3 March 1948")
THEIRS = to_kirk(2, "65", "4 March 1948")
WASHINGTON = page(3, f"Embassy in Washington to {DEPARTMENT}", "Cablegram 106 WASHINGTON, 2 March 1948", "It is so.")
LONDON = page(4, f"{DEPARTMENT} to Ross", "Cablegram 65 CANBERRA, 2 March 1948", "It is not so.")
RESOLVED = "series_number"


def asked(words: str, day: str = "6 March 1948") -> str:
    return from_kirk(9, "110", day, words)


@pytest.mark.parametrize(
    ("words", "number", "target"),
    [
        ("My telegram 106 told of the ferry.", "106", 1),
        ("Our 106 of 3rd March told of it.", "106", 1),
        ("Your telegram No. 65 asks for it.", "65", 2),
        ("Your 65.", "65", 2),
        ("Further to your telegram 4th March, 65.", "65", 2),
    ],
)
def test_whose_it_is_tells_who_wrote_it(raw, words, number, target):
    of = frames(raw, MINE, THEIRS, WASHINGTON, LONDON, asked(words))
    assert cited(of, 9) == [(number, "resolved", f"dfat:{target}", RESOLVED)]


@pytest.mark.parametrize(
    ("words", "pages"),
    [
        # another number
        ("My telegram 107 told of it.", (MINE, THEIRS)),
        # one of that number, from another post
        ("My telegram 106 told of it.", (THEIRS, WASHINGTON)),
        # one to another addressee
        ("Your telegram 65 asks for it.", (MINE, LONDON)),
        # whose it is, turned round
        ("Your telegram 106 told of it.", (MINE, THEIRS)),
        ("My telegram 65 asks for it.", (MINE, THEIRS)),
        # another day
        ("My telegram 106 of 8th January told of it.", (MINE, THEIRS)),
        # letters of another series
        ("My telegram H.106 told of it.", (changed(MINE, "Cablegram 106", "Cablegram K106"), THEIRS)),
        # a letter is no telegram
        ("My letter of 3 March 1948 told of it.", (MINE, THEIRS)),
    ],
)
def test_what_contradicts_it_is_not_the_one_meant(raw, words, pages):
    ((_, status, target, basis),) = cited(frames(raw, *pages, asked(words)), 9)
    assert (target, basis) == (None, None)
    # of Ross nothing but the name is known: he could be with Kirk
    assert status == ("ambiguous" if LONDON in pages else "missing")


def test_a_document_means_neither_itself_nor_a_later_one(raw):
    later = from_kirk(5, "112", "9 March 1948")
    itself = from_kirk(9, "110", "6 March 1948", "My telegrams 110 and 112 tell of it.")
    assert [status for _, status, *_ in cited(frames(raw, later, itself), 9)] == ["missing", "missing"]


def test_numbers_begin_again_each_year(raw):
    old = changed(MINE, "3 March 1948", "3 March 1946")
    assert cited(frames(raw, old, asked("My telegram 106 told of it.")), 9) == [("106", "missing", None, None)]


def test_of_two_that_could_be_meant_none_is_chosen(raw):
    twin = changed(MINE, "3 March 1948", "27 February 1948").replace("doc_id: 1\n", "doc_id: 6\n")
    of = frames(raw, MINE, twin, asked("My telegram 106 told of it."))
    assert cited(of, 9) == [("106", "ambiguous", None, None)]
    references = of["document_references"].set_index("document_id")
    assert list(references.loc["dfat:9", "candidates"]) == ["dfat:1", "dfat:6"]
    assert pd.isna(references.loc["dfat:9", "ghost_id"])


@pytest.mark.parametrize(("day", "status"), [("3 October 1947", "resolved"), ("2 January 1948", "ambiguous")])
def test_a_number_given_again_is_the_late_one_where_the_other_is_long_past(raw, day, status):
    twin = changed(MINE, "3 March 1948", day).replace("doc_id: 1\n", "doc_id: 6\n")
    ((_, found, target, _),) = cited(frames(raw, MINE, twin, asked("My telegram 106 told of it.")), 9)
    assert (found, target) == (status, "dfat:1" if status == "resolved" else None)


def test_a_post_is_the_same_whoever_signs_for_it(raw):
    successor = page(9, f"Lane to {DEPARTMENT}", "Cablegram 110 BATAVIA, 6 March 1948", "My telegram 106 told of it.")
    assert cited(frames(raw, MINE, WASHINGTON, successor), 9) == [("106", "resolved", "dfat:1", RESOLVED)]


def test_letters_can_be_left_out_where_one_document_is_left(raw):
    lettered = changed(MINE, "Cablegram 106", "Cablegram K106")
    other = changed(MINE, "Cablegram 106", "Cablegram H106").replace("doc_id: 1\n", "doc_id: 6\n")
    words = asked("My telegram 106 told of it.")
    assert cited(frames(raw, lettered, WASHINGTON, words), 9) == [("106", "resolved", "dfat:1", "number_in_other_form")]
    assert cited(frames(raw, lettered, other, words), 9) == [("106", "ambiguous", None, None)]


def test_letters_of_a_series_need_no_correspondents(raw):
    lettered = changed(MINE, "Cablegram 106", "Cablegram O.JA1068")
    letter = page(9, "Lane to Moss", "Letter MELBOURNE, 6 March 1948", "Of the ferry see 0.JA1068, and O.JA1069.")
    assert cited(frames(raw, lettered, letter), 9) == [
        ("0.JA1068", "resolved", "dfat:1", "letters_and_number"),
        ("O.JA1069", "missing", None, None),
    ]


def test_a_list_carries_on_the_letters_of_its_first_number(raw):
    held = [from_kirk(n, f"D{n}", "3 March 1948") for n in (16, 17)]
    of = frames(raw, *held, asked("My telegrams D.16, 17 and 18 told of it."))
    assert [row[:3] for row in cited(of, 9)] == [
        ("D.16", "resolved", "dfat:16"),
        ("17", "resolved", "dfat:17"),
        ("18", "missing", None),
    ]
    references = of["document_references"]
    assert list(references["series"]) == ["D", "D", "D"]
    assert list(references["series_basis"]) == ["stated", "list", "list"]
    evidence = of["evidence"]
    rests_on = evidence[(evidence["field"] == "series") & (evidence["row_id"] == references["reference_id"][1])]
    assert list(rests_on["text"]) == ["D.16", "17"]
    assert set(rests_on["basis"]) == {"inferred"}


@pytest.mark.parametrize(
    ("day", "status"), [("2nd March", "resolved"), ("4th March", "resolved"), ("5th March", "missing")]
)
def test_handed_in_one_day_and_sent_the_next(raw, day, status):
    assert cited(frames(raw, MINE, asked(f"My telegram 106 of {day} told of it.")), 9)[0][1] == status


def test_a_letter_is_known_by_its_day_and_who_wrote_it_to_whom(raw):
    letter = page(1, "Ross to Kirk", "Letter CANBERRA, 18 May 1948", "The ferry is in dock.")
    answer = page(9, "Kirk to Ross", "Letter BATAVIA, 2 June 1948", "Thank you for your letter of 18 May.")
    assert cited(frames(raw, letter, answer), 9) == [(None, "resolved", "dfat:1", "correspondents_and_date")]
    for old, new in (("18 May", "17 May"), ("Kirk to Ross", "Kirk to Moss"), ("your letter", "my letter")):
        assert old in answer
        ((_, status, target, _),) = cited(frames(raw, letter, answer.replace(old, new)), 9)
        assert (status != "resolved", target) == (True, None), new


def test_a_document_of_the_day_that_is_not_said_whose_is_a_candidate(raw):
    letter = page(1, "Ross to Kirk", "Letter CANBERRA, 18 May 1948", "The ferry is in dock.")
    other = page(9, "Lane to Moss", "Letter SYDNEY, 2 June 1948", "He spoke of the letter of 18 May at length.")
    assert cited(frames(raw, letter, other), 9) == [(None, "ambiguous", None, None)]


def test_whose_it_is_can_be_told_by_a_name(raw):
    words = page(
        9, "Lane to Kirk", "Cablegram 7 CANBERRA, 6 March 1948", "You will have seen Washington's telegram 106."
    )
    told = page(3, "Embassy in Washington to Lane", "Cablegram 106 WASHINGTON, 2 March 1948", "It is so.")
    of = frames(raw, told, MINE, words)
    assert cited(of, 9) == [("106", "resolved", "dfat:3", RESOLVED)]
    assert list(of["document_references"]["from_text"]) == ["Washington"]


def test_my_and_your_in_an_editors_note_are_not_the_writers(raw):
    text = page(
        9, f"Kirk to {DEPARTMENT}", "Cablegram 110 BATAVIA, 6 March 1948", "It was so.[1]",
        notes=("1 Ross wrote: 'My telegram 106 told of it.'",),
    )  # fmt: skip
    of = frames(raw, MINE, text)
    assert cited(of, 9)[0][1] != "resolved"
    assert list(of["document_references"]["zone"]) == ["note"]


def test_very_many_documents_of_one_number_are_no_burden():
    tables = {each.name: with_rows(_empty(each), []) for each in TABLES}
    count = 6_000
    names = [f"Post{number}" for number in range(count // 2)]
    for name, rows in _of_one_number(names).items():
        tables[name] = pd.DataFrame(rows, columns=list(tables[name].columns)).astype(tables[name].dtypes)
    start = time.perf_counter()
    held = shelf(tables)
    resolve_references(tables, held)
    list(gaps(held))
    assert time.perf_counter() - start < 20
    assert set(tables["document_references"]["status"]) == {"resolved"}


def _empty(of):
    return pd.DataFrame({name: pd.Series(dtype=column.dtype.type) for name, column in of.schema.columns.items()})


def _of_one_number(names):
    """For each post two cables to the capital on one day, the second of which refers to the first, its number 1."""
    rows = {name: [] for name in ("documents", "identifiers", "routing_events", "document_references")}
    for place, name in enumerate(names):
        for turn, number in enumerate(("1", "2")):
            document_id = f"dfat:{place * 2 + turn}"
            day = {"date_edtf": "1948-03-03", "date_earliest": "1948-03-03", "date_latest": "1948-03-03"}
            rows["documents"].append({"document_id": document_id, "source_id": "dfat", "document_type": "cable", **day})
            rows["identifiers"].append(
                {"document_id": document_id, "role": "sender_number", "identifier": number, "number": number}
            )
            sent = {"event_type": "sent", "from_name": name, "to_name": "Capital", "place_name": name}
            rows["routing_events"].append({"document_id": document_id, **sent})
            if turn:
                said = {"text": "my 1", "direction": "outgoing", "identifier": "1", "number": "1", "zone": "body"}
                rows["document_references"].append(
                    {"reference_id": f"{document_id}/r01", "document_id": document_id, **said, "status": "missing"}
                )
    return rows


@pytest.mark.parametrize(("writer", "status"), [("Australian Government", "resolved"), ("Moss", "ambiguous")])
def test_a_minister_writes_for_his_government_and_not_for_another_person(raw, writer, status):
    held = page(1, "Ross to Lane", "Cablegram 12 3 March 1948,", "It is so.")
    answer = page(9, f"Lane to {writer}", "Cablegram 7 LONDON, 6 March 1948", "Your telegram 12 is not clear.")
    assert cited(frames(raw, held, answer), 9)[0][1] == status


@pytest.mark.parametrize(
    ("role", "status"), [("Minister for External Affairs", "resolved"), ("Treasurer", "ambiguous")]
)
def test_who_holds_an_office_and_the_office_are_one_side(raw, role, status):
    held = page(1, f"Mr A. B. Ross, {role}, to Lane", "Letter 3 March 1948,", "It is so.")
    answer = page(9, f"Lane to {DEPARTMENT}", "Letter LONDON, 6 March 1948", "Thank you for your letter of 3 March.")
    assert cited(frames(raw, held, answer), 9)[0][1] == status
