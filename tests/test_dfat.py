"""Documents on Australian Foreign Policy: datelines, titles, marks, the figures of notes, and what damage does."""

import time

import pytest

from pipeline.model import RawDocument
from pipeline.parse import UnreadableDocumentError, parse
from pipeline.records import records
from pipeline.sources import sources
from pipeline.values.parties import correspondents
from pipeline.vocabulary.footnotes import unmarked
from tests.conftest import REPOSITORY, changed, read_folder

SAMPLES = REPOSITORY / "tests" / "examples" / "raw" / "dfat"


def sample(name):
    return next(SAMPLES.glob(f"{name}-*.md")).read_text("utf-8")


def read(text, name="a"):
    """The rows of a text, by table."""
    source = sources()["dfat"]
    document = parse(RawDocument(f"raw/dfat/{name}.md", "dfat", "", text), source)
    return records(document, source)


def page(title, *lines, notes=()):
    """A page of the edition with a title, the lines of a document and its notes."""
    body = "\n\n".join((*lines, "_ [AA : A1, 2/3]_", *notes))
    return f'---\ntitle: "{title}"\nvolume: "Volume 1: 1"\ndoc_id: 5\nvol_id: 1\n---\n\n# {title}\n\n{body}\n'


def one(rows, table, **where):
    (row,) = (row for row in rows[table] if all(row[key] == value for key, value in where.items()))
    return row


def issues(rows):
    return [row["code"] for row in rows["issues"] if row["code"] != "sample-document"]


@pytest.mark.parametrize(
    ("dateline", "number", "place", "at"),
    [
        ("Cablegram E39 SAN FRANCISCO, 3 June 1945, 12.56 p.m.", "E39", "SAN FRANCISCO", "1945-06-03T12:56"),
        ("Cablegram 124[A] LONDON, 3 June 1945, 12.07 a.m.", "124[A]", "LONDON", "1945-06-03T00:07"),
        ("Cablegram [UNY]398 NEW YORK, 3 June 1945, 9 [a.m.]", "[UNY]398", "NEW YORK", "1945-06-03T09:00"),
        ("## Cablegram Hag. 142 THE HAGUE, [4] September 194[8]", "Hag. 142", "THE HAGUE", None),
        ("Circular Cablegram B73 LONDON, l December 1938, midnight", "B73", "LONDON", None),
        ("Cablegram unnumbered Lo February 1938,", None, None, None),
        ("LONDON, 3 May 1940 Cablegram 9", "9", "LONDON", None),
    ],
)
def test_a_dateline_states_number_place_and_time(dateline, number, place, at):
    rows = read(page("1 Roe to Doe", dateline, "MOST SECRET", "The text begins here and goes on."))
    sent = one(rows, "routing_events", event_type="sent")
    numbers = [row["identifier"] for row in rows["identifiers"] if row["role"] == "sender_number"]
    assert numbers == ([number] if number else [])
    assert (sent["place_name"], sent["at_local"]) == (place, at)
    assert sent["at_edtf"] is not None
    dated = one(rows, "document_dates", date_role="header")
    assert (dated["place_name"], dated["time_local"]) == (place, at and at[-5:])
    assert rows["documents"][0]["date_basis"] == "stated"
    assert rows["documents"][0]["classification_code"] == "top_secret"


@pytest.mark.parametrize(
    ("lines", "text", "code", "handling"),
    [
        (["SECRET PERSONAL IMMEDIATE"], "IMMEDIATE", "immediate", "PERSONAL"),
        (["O.JA8418 SECRET AUSTEO PRIORITY"], "PRIORITY", "priority", "AUSTEO"),
        (["1652\\. Secret Immediate"], "Immediate", "immediate", None),
        (["IMPORTANT SECRET"], "IMPORTANT", None, None),
        (["CLEAR THE LINE SECRET AUS/UK EYES ONLY"], "CLEAR THE LINE", None, "AUS/UK EYES ONLY"),
        (["Secret Priority Immediate"], "Priority Immediate", "priority", None),
        (["SECRET 1. The text begins in the line of the marks and goes on."], None, None, None),
        (["Secret. The text begins behind the mark and goes on."], None, None, None),
    ],
)
def test_marks_are_read_wherever_the_header_has_them(lines, text, code, handling):
    rows = read(page("1 Roe to Doe", "Jakarta, 23 March 1975", *lines, "The text goes on."))
    document = rows["documents"][0]
    assert document["classification_text"].upper() == "SECRET"
    assert (document["priority_text"], document["priority_code"]) == (text, code)
    assert document["handling"] == handling


def test_marks_are_not_read_in_running_text():
    rows = read(
        page("1 Roe to Doe", "LONDON, 3 May 1940", "The reply was secret and most urgent, and they were told so.")
    )
    assert rows["documents"][0]["classification_text"] is None
    assert rows["documents"][0]["priority_text"] is None


@pytest.mark.parametrize(
    ("title", "senders", "addressees"),
    [
        ("Mr R. Roe, Minister to Belgium, to Sir A. Doe, Ambassador to Japan", ["Mr R. Roe"], ["Sir A. Doe"]),
        ("Australian Delegation, United Nations, to Roe", ["Australian Delegation, United Nations"], ["Roe"]),
        ("Roe to Embassy in Washington and Doe", ["Roe"], ["Embassy in Washington", "Doe"]),
        (
            "Roe, Doe and Poe to Department of Trade and Customs",
            ["Roe", "Doe", "Poe"],
            ["Department of Trade and Customs"],
        ),
        ("Roe to Doe, Officer, Poe 12", ["Roe"], ["Doe", "Officer", "Poe"]),
        ("Roe to Doe for Poe", ["Roe"], ["Doe", "Poe"]),
        ("to Canberra, New York and Lisbon", [], ["Canberra", "New York", "Lisbon"]),
        ("[Roe To Warwick Doe]", ["Roe"], ["Warwick Doe"]),
        ("to Roe by Doe", ["Doe"], ["Roe"]),
    ],
)
def test_a_title_says_who_writes_to_whom(title, senders, addressees):
    found = correspondents(title)
    assert [each.text for each in found.senders] == senders
    assert [each.text for each in found.addressees] == addressees
    for party in (*found.senders, *found.addressees):
        assert title[party.start : party.end] == party.text


def test_a_title_in_the_shape_of_an_address_is_read():
    rows = read(page("49-Letter-from-Roe-to-Warwick-Doe", "LONDON, 3 May 1940", "The text begins here and goes on."))
    sent = one(rows, "routing_events", event_type="sent")
    assert (sent["from_name"], sent["to_name"]) == ("Roe", "Warwick Doe")
    assert rows["documents"][0]["document_type"] == "letter"


def test_the_name_of_a_web_site_is_no_addressee():
    title = "1 Roe to Doe | Historical documents | Department of Foreign Affairs and Trade"
    rows = read(page(title, "Cablegram 5 LONDON, 3 May 1940", "The text begins here."))
    assert one(rows, "routing_events", event_type="sent")["to_name"] == "Doe"


@pytest.mark.parametrize(
    ("words", "cited"),
    [
        (
            "see minute, A.B. Roe (Head, Ferries) to Doe, Poe and Moe, 1 June 1966, ibid.",
            [("minute", None, "1966-06-01")],
        ),
        ("your telegram 26th October No. 106.", [("telegram", "106", "1966-10-26")]),
        ("Cabinet agreed (Decision No. 417(M)).", [("decision", "417(M)", None)]),
        ("Your 4323 ferry matters.", [(None, "4323", None)]),
        ("in continuation of H.25, and of (O.JA2652).", [(None, "H.25", None), (None, "O.JA2652", None)]),
        ("see note 4 to Document 183.", [("document", "183", None)]),
        ("see Documents 63–5.", [("document", number, None) for number in ("63", "64", "65")]),
        ("In our 1936 programme your 3 ships were named.", []),
        ("He wrote a letter and sent a telegram on 3 May.", []),
        (
            "Your telegrams of 12th and 13th November came.",
            [("telegram", None, "1966-11-12"), ("telegram", None, "1966-11-13")],
        ),
        ("my letters of March 26th and 31st", [("letter", None, "1966-03-26"), ("letter", None, "1966-03-31")]),
        ("our letter of 12 November and 3 ships", [("letter", None, "1966-11-12")]),
        (
            "My telegram 22nd June No 184 and my telegram 11th October D No.98.",
            [
                ("telegram", "184", "1966-06-22"),
                ("telegram", "D No.98", "1966-10-11"),
            ],
        ),
        ("your telegram of 3 May 1966 said so", [("telegram", None, "1966-05-03")]),
        ("Your letter to me of 17 April.", [("letter", None, "1966-04-17")]),
    ],
)
def test_other_documents_are_cited_in_these_ways(words, cited):
    rows = read(page("1 Roe to Doe", "LONDON, 30 December 1966", f"It was so, {words}"))
    found = [(row["kind"], row["identifier"], row["date_edtf"]) for row in rows.get("document_references", ())]
    assert found == cited


def test_several_days_are_an_interval():
    rows = read(page("1 Notes of Discussion", "Canberra, 31 July – 1 August 1969", "It was discussed."))
    document = rows["documents"][0]
    assert (document["date_edtf"], document["date_latest"]) == ("1969-07-31/1969-08-01", "1969-08-01")


def test_a_figure_that_ran_into_a_number_is_told_from_it():
    notes = ("  * 1 Not printed.", "  * 2 Document 7.", "  * 3 Document 9.")
    text = page(
        "1 Roe to Doe",
        "Jakarta, 2 March 1975",
        "I saw him.1 Your telegram 17462 came, and my UN2103. He left.",
        notes=notes,
    )
    assert [row["identifier"] for row in read(text)["document_references"]] == ["1746", "UN210", "7", "9"]


def test_figures_that_are_no_marks_stay():
    text = page(
        "1 Roe to Doe",
        "Jakarta, 1 November 1975, 2.00 p.m.",
        "In 1931 he had 12 ships.1 It was so.",
        notes=("1 Not so.",),
    )
    prepared = unmarked(text)
    assert len(prepared) == len(text)
    assert "1 November 1975, 2.00" in prepared
    assert "In 1931 he had 12 ships. " in prepared
    assert "[4] September" in unmarked(page("1 Roe to Doe", "Letter [4] September 1945 [1]", "Text.", notes=("1 So.",)))


def test_a_dateline_that_contradicts_the_list_is_told_and_stands():
    text = changed(sample("990001"), "doc_date: 1945-06-04", "doc_date: 1945-06-14")
    rows = read(text)
    assert issues(rows) == ["failed-check"]
    assert rows["documents"][0]["date_edtf"] == "1945-06-04"
    assert one(rows, "checks", check="date_listed")["result"] == "disagrees"


def test_without_a_dateline_the_list_dates_and_says_so():
    text = changed(sample("990008"), "Canberra, 30 June 1967\n", "")
    document = read(text)["documents"][0]
    assert (document["date_edtf"], document["date_basis"]) == ("1967-06-30", "publisher")


def test_midnight_is_left_open_and_told():
    text = changed(sample("990001"), "10.07 p.m.", "12 midnight")
    rows = read(text)
    assert issues(rows) == ["unreadable-value"]
    assert one(rows, "routing_events", event_type="sent")["at_local"] is None


def test_words_of_the_header_that_no_rule_reads_are_told():
    rows = read(changed(sample("990001"), "10.07 p.m.", "10.07 p.m. by hand"))
    (issue,) = (row for row in rows["issues"] if row["code"] == "unread-text")
    assert "by hand" in issue["message"]
    assert one(rows, "routing_events", event_type="sent")["at_local"] == "1945-06-04T22:07"


def test_day_and_signature_of_an_enclosure_are_not_those_of_the_letter():
    rows = read(sample("990007"))
    assert rows["documents"][0]["date_edtf"] == "1945-09-14"
    assert "T. W. SANDE" not in {row["name"] for row in rows["senders"]}


def test_a_file_without_number_and_title_is_refused_with_what_to_do():
    with pytest.raises(UnreadableDocumentError, match=r"save its page"):
        read("Cablegram 5 LONDON, 3 May 1940\n\nThe text.\n", name="notes of mine")


def test_an_editor_cites_by_number_what_another_file_holds(tmp_path):
    folder = tmp_path / "raw" / "dfat" / "volume-98"
    folder.mkdir(parents=True)
    for name in ("990001", "990006"):
        (folder / f"{name}.md").write_text(
            changed(sample(name), "Document 5.", "Document 12.") if name == "990006" else sample(name)
        )
    references = read_folder(tmp_path / "raw")["document_references"].set_index("identifier")
    assert references.loc["12", "status"] == "resolved"
    assert references.loc["12", "target_document_id"] == "dfat:990001"
    assert references.loc["9", "status"] == "missing"


@pytest.mark.parametrize(
    "filler", ["1 ", "[1] ", "1\n", "x1 ", "SECRET ", "Roe to ", "Document 1, ", "_ ", "# ", "\\. "]
)
def test_a_megabyte_of_anything_is_read_in_seconds(filler):
    start = time.perf_counter()
    text = page(
        "1 Roe to Doe", "Cablegram 5 LONDON, 3 May 1940", filler * (1_000_000 // len(filler)), notes=("1 So.", "2 So.")
    )
    assert read(text)["documents"]
    assert time.perf_counter() - start < 60


def test_documents_of_all_sources_stand_in_the_same_tables():
    frames = read_folder(REPOSITORY / "tests" / "examples" / "raw")
    assert frames["quarantine"].empty
    documents = frames["documents"]
    assert set(documents["source_id"]) == {"wilson_center", "dfat", "frus", "nara_aad"}
    sent = frames["routing_events"].query("event_type == 'sent'")
    assert set(sent["document_id"].str.partition(":")[0]) == set(documents["source_id"])
    assert set(frames["actors"]["actor_id"]) >= set(sent["from_actor_id"].dropna()) | set(sent["to_actor_id"].dropna())
    # one vocabulary: the same code in the words of each
    secret = documents[documents["classification_code"] == "secret"]
    assert set(secret["source_id"]) == set(documents["source_id"])
