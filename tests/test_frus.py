"""Volumes of Foreign Relations: many documents in a file, read by their marks, with places in the raw file."""

import html
import json
import re
import shutil
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from pipeline import corpus
from pipeline.cli import app
from pipeline.corpus import Found, Refusal
from pipeline.explain import explain
from pipeline.forms import forms
from pipeline.parse import Unparted, UnreadableDocumentError, documents, parse
from pipeline.publish import publish
from pipeline.readers import tei
from pipeline.records import records
from pipeline.sources import sources
from pipeline.verify import verify
from tests.conftest import REPOSITORY, changed, read_folder

SAMPLES = REPOSITORY / "tests" / "examples" / "raw" / "frus"
VOLUME = (SAMPLES / "frus1955-57v98.xml").read_text("utf-8")
OLDER = (SAMPLES / "frus1941v98.xml").read_text("utf-8")
SOURCE = sources()["frus"]


@pytest.fixture(scope="module")
def frames(tmp_path_factory):
    folder = tmp_path_factory.mktemp("frus") / "raw"
    shutil.copytree(SAMPLES, folder / "frus")
    return read_folder(folder)


@pytest.fixture
def published(tmp_path):
    """The tables that files give, each by its name."""

    def read(**files):
        folder = tmp_path / "raw" / "frus"
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            (folder / f"{name.replace('_', '-')}.xml").write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_folder(tmp_path / "raw")

    return read


def parsed(text, stem="frus1955-57v98"):
    """The documents of a file, by the ids of their elements."""
    raw = corpus.RawDocument(f"raw/frus/{stem}.xml", "frus", "0" * 64, text)
    return {each.part: parse(each, SOURCE) for each in documents(raw, SOURCE) if not isinstance(each, Unparted)}


def volume(*texts):
    """A volume of documents with these texts, numbered from 1."""
    made = "".join(
        f'<div type="document" xml:id="d{number}"><head>{number}. Letter From Ash to Birch</head>{text}</div>'
        for number, text in enumerate(texts, 1)
    )
    return f'<TEI xml:id="frus1955-57v97"><text><body>{made}</body></text></TEI>'


def row(frames, name, document, **where):
    found = frames[name][frames[name]["document_id"] == f"frus:{document}"]
    for field, value in where.items():
        found = found[found[field] == value]
    (only,) = found.to_dict("records")
    return only


def issues(frames, code):
    return frames["issues"][frames["issues"]["code"] == code]["message"].tolist()


# one file, many documents


def test_each_document_of_a_file_has_a_line_of_the_ledger_and_its_own_address(frames):
    ledger = frames["ledger"].set_index("raw_path")
    assert list(ledger["outcome"].unique()) == ["published"]
    assert ledger.loc["raw/frus/frus1955-57v98.xml#d4", "document_id"] == "frus:frus1955-57v98.d4"
    assert ledger.loc["raw/frus/frus1955-57v98.xml#d4", "part"] == "d4"
    documents_ = frames["documents"].set_index("document_id")
    assert len(documents_) == len(ledger) == 11
    address = "https://history.state.gov/historicaldocuments/frus1955-57v98/d4"
    assert documents_.loc["frus:frus1955-57v98.d4", "canonical_url"] == address
    assert documents_.loc["frus:frus1955-57v98.d4", "raw_path"] == "raw/frus/frus1955-57v98.xml"


def test_a_file_with_one_document_is_read_and_its_volume_taken_from_the_name(frames):
    assert "frus:frus1969-76v98.d12" in set(frames["documents"]["document_id"])
    assert issues(frames, "inferred-key") == ["the volume frus1969-76v98 is taken from the name of the file"]


def test_every_place_is_one_of_the_raw_file_and_names_its_element(frames):
    texts = {f"raw/frus/{file.name}": file.read_bytes().decode() for file in SAMPLES.iterdir()}
    evidence = frames["evidence"]
    assert len(evidence) > 500
    for each in evidence.itertuples():
        assert texts[each.raw_path][each.start : each.end] == each.text
        nearest = each.element.partition("/")[0].partition("[")[0]
        assert nearest == "comment()" or f'xml:id="{nearest}"' in texts[each.raw_path], each.element
    for table in ("mentions", "annotations", "absences"):
        paths = frames["documents"].set_index("document_id")["raw_path"]
        assert len(frames[table]), table
        for each in frames[table].to_dict("records"):
            words = texts[paths[each["document_id"]]][each["start"] : each["end"]]
            name = each.get("name", each.get("text"))
            assert html.unescape(" ".join(re.sub(r"<[^<>]+>", "", words).split())) == name


def test_a_value_over_marks_is_clean_and_its_evidence_holds_them(frames):
    title = frames["documents"].set_index("document_id").loc["frus:frus1955-57v98.d2", "title"]
    assert title == "Telegram From the Embassy in Korea to the Department of State"
    witness = row(frames, "evidence", "frus1955-57v98.d2", table="documents", field="title")
    assert '<gloss type="from">Embassy in Korea</gloss>' in witness["text"]
    assert witness["element"] == "d2/head"


def test_a_release_of_volumes_is_proved_and_explained(tmp_path):
    shutil.copytree(SAMPLES, tmp_path / "raw" / "frus")
    release = publish(tmp_path / "raw", tmp_path / "outputs").release
    assert not verify(release.path, tmp_path / "raw").faults
    (cell,) = explain(release.path, tmp_path / "raw", "frus:frus1955-57v98.d3", "handling")
    (witness,) = cell.witnesses
    assert (cell.value, witness.text, witness.element) == ("Limit Distribution", "Limit Distribution", "d3fn1")
    assert "Limit Distribution. Drafted by" in witness.lines[0].text
    again = publish(tmp_path / "raw", tmp_path / "again").release
    sums = [(each.path / "SHA256SUMS").read_bytes() for each in (release, again)]
    assert sums[0] == sums[1], "same input, same bytes"


def test_a_volume_and_a_part_of_it_give_one_document(tmp_path):
    folder = tmp_path / "raw" / "frus"
    folder.mkdir(parents=True)
    (folder / "frus1955-57v98.xml").write_text(VOLUME, "utf-8")
    start = VOLUME.index("<div", VOLUME.index('xml:id="pg_3"'))
    part = VOLUME[start : VOLUME.index("</div>", start) + len("</div>")]
    (folder / "frus1955-57v98.d2.xml").write_text(part, "utf-8")
    release = publish(tmp_path / "raw", tmp_path / "outputs").release
    assert release.ledger == {"ingested": 8, "published": 8, "quarantined": 0, "excluded": 0}
    assert release.rows["documents"] == 7
    assert release.rows["captures"] == 8
    assert not verify(release.path, tmp_path / "raw").faults


def test_one_changed_letter_of_the_file_is_found(tmp_path):
    folder = tmp_path / "raw" / "frus"
    folder.mkdir(parents=True)
    (folder / "frus1955-57v98.xml").write_text(VOLUME, "utf-8")
    release = publish(tmp_path / "raw", tmp_path / "outputs").release
    (folder / "frus1955-57v98.xml").write_text(changed(VOLUME, "Niact", "Priac"), "utf-8")
    assert any("has changed" in fault.message for fault in verify(release.path, tmp_path / "raw").faults)


def test_parse_shows_one_document_of_a_volume():
    done = CliRunner().invoke(app, ["parse", str(SAMPLES / "frus1955-57v98.xml"), "--part", "d3"])
    assert done.exit_code == 0
    assert "frus:frus1955-57v98.d3" in done.output
    assert "frus:frus1955-57v98.d2" not in done.output
    place = VOLUME.index("Limit Distribution")
    assert f"{place}–{place + len('Limit Distribution')}" in done.output, "places are those of the file"
    as_json = CliRunner().invoke(app, ["parse", str(SAMPLES / "frus1955-57v98.xml"), "--part", "d3", "--json"])
    (title,) = [each for each in json.loads(as_json.output)["readings"][0]["elements"] if each["element"] == "title"]
    assert title["mark"] == "d3/head"
    assert VOLUME[title["start"] : title["end"]] == "Telegram From the Department of State to the Embassy in Korea"
    missing = CliRunner().invoke(app, ["parse", str(SAMPLES / "frus1955-57v98.xml"), "--part", "d999"])
    assert missing.exit_code == 3


# what is read


def test_a_document_without_a_day_has_the_interval_and_reason_of_its_editors(frames):
    document = row(frames, "documents", "frus1955-57v98.d6")
    assert (document["date_text"], document["date_basis"]) == ("undated", "editor")
    assert (document["date_earliest"], document["date_latest"]) == ("1956-06-01", "1956-06-30")
    rests_on = frames["evidence"].query("row_id == 'frus:frus1955-57v98.d6' and field == 'date_edtf'")
    assert set(rests_on["basis"]) == {"inferred"}
    assert {each.rpartition("@")[2] for each in rests_on["element"]} == {"notBefore", "notAfter", "ana"}


def test_a_day_that_the_editors_corrected_is_theirs(published):
    document = row(
        published(frus1955_57v98=changed(VOLUME, 'when="1955-05-13"', 'when="1955-05-18" ana="#date_apparent-typo"')),
        "documents",
        "frus1955-57v98.d5",
    )
    assert (document["date_text"], document["date_edtf"], document["date_basis"]) == (
        "May 13, 1955",
        "1955-05-18",
        "editor",
    )


def test_sending_has_local_time_zone_and_place(frames):
    sent = row(frames, "routing_events", "frus1955-57v98.d2", event_type="sent")
    assert (sent["at_local"], sent["time_zone"], sent["place_name"]) == ("1955-03-02T18:00", "+09:00", "Seoul")
    sent = row(frames, "routing_events", "frus1969-76v98.d12", event_type="sent", to_name="Department of State")
    assert (sent["at_local"], sent["time_zone"]) == ("1972-05-03T15:32", "Z")
    no_clock = row(frames, "routing_events", "frus1955-57v98.d5", event_type="sent")
    assert no_clock["at_edtf"] == "1955-05-13"
    assert not isinstance(no_clock["at_local"], str)


def test_the_head_names_the_sender_and_the_office_beside_a_name(frames):
    sender = row(frames, "senders", "frus1955-57v98.d5", witness="title")
    assert (sender["name"], sender["role_text"], sender["is_chosen"]) == (
        "Tarrant",
        "Deputy Secretary of Defense",
        True,
    )
    signed = row(frames, "senders", "frus1955-57v98.d2", witness="signature")
    assert (signed["name"], signed["is_chosen"]) == ("Fenwick", False)


def test_to_is_not_guessed_where_it_stands_twice(published):
    head = "<head>1. Memorandum From the Assistant to the President to the Secretary</head>"
    text = volume("<p>Words.</p>").replace("<head>1. Letter From Ash to Birch</head>", head)
    assert published(frus=text)["routing_events"].empty


def test_persons_have_the_entry_of_the_volumes_list(frames):
    actors = frames["actors"].set_index("actor_id")
    marlow = actors.loc["frus1955-57v98-persons-p-ml1"]
    assert (marlow["preferred_name"], marlow["role_text"]) == ("Marlow, Lionel", "Under Secretary of State")
    assert list(marlow["same_as"]) == ["https://history.state.gov/historicaldocuments/frus1955-57v98/persons#p_ML1"]
    mentions = frames["mentions"][frames["mentions"]["actor_id"] == "frus1955-57v98-persons-p-ml1"]
    assert set(mentions["document_id"]) == {"frus:frus1955-57v98.d3", "frus:frus1955-57v98.d4"}
    assert set(mentions["zone"]) == {"header", "body", "routing", "signature"}
    pell = actors.loc["frus1955-57v98-persons-p-pj1"]
    assert pell["preferred_name"] == "Pell & Sons, James", "an entity in the list is a letter"


def test_a_person_whom_two_volumes_list_by_one_name_is_one(published):
    other = VOLUME.replace("frus1955-57v98", "frus1955-57v97")
    tables = published(frus1955_57v98=VOLUME, frus1955_57v97=other)
    actors = tables["actors"].set_index("actor_id")
    (one,) = (each for each in actors.index if each.endswith("-persons-p-ml1"))
    assert one == "frus1955-57v97-persons-p-ml1"
    assert [address.partition("#")[2] for address in actors.loc[one, "same_as"]] == ["p_ML1", "p_ML1"]
    (led,) = tables["redirects"].loc[tables["redirects"]["new_id"] == one, ["old_id", "basis"]].to_numpy().tolist()
    assert led == ["frus1955-57v98-persons-p-ml1", "same_name"]


def test_a_name_without_an_entry_stays_of_its_document(published):
    text = re.sub(r"(?s)<item><hi.*?</item>", "", VOLUME)
    actors = published(frus1955_57v98=text)["actors"]
    assert not actors["actor_id"].str.contains("persons").any()
    assert "frus-frus1955-57v98-d3-text-marlow" in set(actors["actor_id"])


def test_posts_are_posts_and_no_persons(frames):
    actors = frames["actors"].set_index("actor_id")
    assert actors.loc["us-post-bern", "actor_type"] == "place_as_post"
    events = frames["routing_events"]
    assert set(events[events["event_type"] == "repeated"]["to_actor_id"]) >= {"us-post-bern", "us-post-london"}


def test_a_position_is_one_actor_in_all_documents(frames):
    actors = frames["actors"].set_index("actor_id")
    secretary = actors.loc["us-secretary-of-state"]
    assert (secretary["actor_type"], secretary["preferred_name"]) == ("position", "Secretary of State")
    # the heads of three, and the prose of one more
    assert secretary["document_count"] == 4


def test_references_are_resolved_where_the_document_is_held(frames):
    of = frames["document_references"]
    marked = of[of["kind"] == "document"].set_index("identifier")
    assert marked.loc["frus1955-57v98.d3", "target_document_id"] == "frus:frus1955-57v98.d3"
    assert marked.loc["frus1955-57v98.d3", "status"] == "resolved"
    for missing in ("frus1955-57v98.d99", "frus1952-54v99p2.d11"):
        assert marked.loc[missing, "status"] == "missing"
        assert marked.loc[missing, "ghost_id"] == f"ghost:frus:{missing}"
        assert not isinstance(marked.loc[missing, "target_document_id"], str)
    numbers = set(zip(of["kind"].fillna(""), of["identifier"], of["direction"].fillna(""), strict=True))
    assert {("", "633", "incoming"), ("telegram", "611", ""), ("despatch", "2207", "outgoing")} <= numbers


@pytest.mark.parametrize(
    ("head", "text", "numbers"),
    [
        ("Telegram From Ash to Birch", "<p>868. Words.</p>", ["868"]),
        ("Telegram From Ash to Birch", "<p>Dulte 5. Words.</p>", ["Dulte 5"]),
        ("Airgram From Ash to Birch", "<p>A–45</p><p>Words.</p>", ["A–45"]),
        ("Telegram From Ash to Birch", "<p>1. One point.</p><p>2. Another.</p>", []),
        ("Telegram 1219 to Geneva", "<p>1219. For Ash.</p>", ["1219"]),
        ("Telegram 1220 From Ash to Birch", "<p>Words.</p>", ["1220"]),
        ("Memorandum From Ash to Birch", "<p>12. A point of a memorandum.</p>", []),
        ("Telegram From Ash to Birch", "<p>1955 was a good year.</p>", []),
    ],
)
def test_the_number_of_a_telegram_opens_its_text(head, text, numbers):
    tables = records(parsed(with_head(head, text=text))["d1"], SOURCE)
    assert [each["identifier"] for each in tables["identifiers"] if each["role"] == "sender_number"] == numbers


def test_a_number_of_things_is_no_number_of_a_telegram():
    text = "<p>Your 16 allies met. My 3 points stand. Re your 1135, para 2. Our 14 is late. Embtel Rome 475.</p>"
    content = parsed(volume(text))["d1"].content
    assert [part.value for part in content.parts("referred_number")] == ["475", "1135"]


def test_footnotes_do_not_run_into_the_prose():
    text = parsed(VOLUME)["d2"].raw.text
    assert "742. Re Deptel 611. Called on Foreign Office this morning" in text
    assert text.index("Your 633 has not arrived.") < text.index("Telegram 611, February 21, is printed")


def test_an_enclosure_states_nothing_of_the_letter_around_it():
    document = parsed(VOLUME)["d5"]
    assert [part.value for part in document.content.parts("signature")] == ["R. W. Tarrant"]
    assert [part.value.edtf for part in document.content.parts("header_date")] == ["1955-05-13"]


def test_what_was_not_declassified_is_absent(frames):
    absence = row(frames, "absences", "frus1955-57v98.d2")
    assert (absence["state"], absence["text"]) == ("redacted", "[1 line of source text not declassified]")


@pytest.mark.parametrize(
    ("note", "unread"),
    [
        ("Source: Department of State, Central Files, 1.1/1–155. Secret. Drafted apparently in NA.", "Drafted"),
        ("Source: Department of State, Central Files, 1.1/1–155. Secret. Repeated, it seems, to Bern.", "Repeated"),
    ],
)
def test_a_step_that_no_rule_reads_is_told(published, note, unread):
    head = f'<head>1. Letter From Ash to Birch<note type="source">{note}</note></head>'
    text = volume("<p>Words.</p>").replace("<head>1. Letter From Ash to Birch</head>", head)
    assert any(unread in each for each in issues(published(frus=text), "unread-text"))


def test_a_document_without_a_title_is_published_and_told(published):
    frames = published(frus=volume("<p>Words.</p>").replace("<head>1. Letter From Ash to Birch</head>", ""))
    assert frames["documents"]["title"].isna().all()
    assert any("no title" in each for each in issues(frames, "missing-element"))


FILE = "Source: Department of State, Central Files, 795B.5–MSP/3–3055."
NOTES = {
    "steps with days, places and several who did them": (
        f"{FILE} Secret; Operational Immediate; Exdis; Plus. Drafted by Ash and Officer in Charge of River Affairs Paul"
        " M. Birch on January 17, cleared by Cole (EUR), the President, and in draft with Dole of S/S, and approved by"
        " Elm on January 18 in Tokyo.",
        {
            "steps": [
                "drafted Ash",
                "drafted Paul M. Birch",
                "cleared Cole",
                "cleared President",
                "cleared Dole",
                "approved Elm",
            ],
            "marks": ["Secret", "Operational Immediate", "Exdis", "Plus"],
            "file_code": ["795B.5–MSP/3–3055"],
        },
    ),
    "one who did two steps": (
        f"{FILE} Top Secret. Cleared and approved by Don T. Fern of S/S.",
        {"steps": ["cleared Don T. Fern", "approved Don T. Fern"], "marks": ["Top Secret"]},
    ),
    "posts, each with its urgency, its number or whom it is for": (
        f"{FILE} Secret. Repeated Immediate to Bonn, Paris for the Attorney General, London as 233, and USNATO and"
        " Priority to all NATO capitals.",
        {"to": ["Bonn", "Paris", "London", "USNATO", "all NATO capitals"], "marks": ["Secret"]},
    ),
    "prose about other papers, which is no step of this one": (
        f"{FILE} Confidential. The report was drafted by Ash, approved by Birch, and repeated to nobody. A note"
        " indicates that this telegram was pouched to Tokyo on March 30. According to a note, the estimate was"
        " prepared by the Board.",
        {"steps": [], "to": [], "marks": ["Confidential"]},
    ),
    "copies to persons": (
        f"{FILE} Secret. Copies were sent to Ash, Birch, and Cole for William Dole.",
        {"to": ["Ash", "Birch", "Cole"]},
    ),
    "a reference that ends with a letter, or holds the stop of a volume": (
        "Source: Eisenhower Library, River Papers, Box 7, Vol. 13, STALIN I. Secret. Filed by Ash.",
        {"holding": ["Eisenhower Library, River Papers, Box 7, Vol. 13, STALIN I"], "marks": ["Secret"]},
    ),
    "the same place as before, which names no repository": (
        "Source: Ibid., 795.00/3–3055. Secret.",
        {"holding": ["Ibid., 795.00/3–3055"], "repository_code": [], "file_code": ["795.00/3–3055"]},
    ),
    "no mark": (f"{FILE} No classification marking. Drafted by Ash.", {"marks": [], "steps": ["drafted Ash"]}),
}


def with_head(head, dateline="", text="<p>Words.</p>"):
    opener = f"<opener><dateline>{dateline}</dateline></opener>" if dateline else ""
    return volume(text).replace("<head>1. Letter From Ash to Birch</head>", f"<head>1. {head}</head>{opener}")


@pytest.mark.parametrize("name", NOTES)
def test_source_notes(name):
    note, expected = NOTES[name]
    document = parsed(with_head(f'Letter From Ash to Birch<note type="source">{note}</note>'))["d1"]
    content = document.content

    def values(*elements):
        return [part.value for element in elements for part in content.parts(element)]

    found = {element: values(element) for element in ("holding", "repository_code", "file_code")}
    found["marks"] = values("classification", "priority", "handling")
    found["to"] = [each.value[0].text for each in content.parts("recipient")]
    found["steps"] = [
        f"{step.value} {agent.text}"
        for each in content.having("step")
        for step in (each.parts.get("joint_step"), each.parts["step"])
        if step
        for agent in each.parts["step_agent"].value
    ]
    assert {key: found[key] for key in expected} == expected
    assert not content.issues


SENDER = '<persName type="from">Ash</persName>'
HEADS = {
    f"Memorandum From the Assistant to the President ({SENDER}) to the Special Assistant to the Secretary"
    ' (<persName type="to">Birch</persName>)': ([("Ash", "Assistant to the President")], ["Birch"]),
    f"Memorandum From {SENDER}, of the River Staff, and the Adviser (<persName type='from'>Cole</persName>) to"
    " <persName type='to'>President Dole</persName>": ([("Ash", None), ("Cole", None)], ["President Dole"]),
    "Memorandum by the Director of River Affairs (Ash) to the Secretary of State": (
        [("Ash", "Director of River Affairs")],
        ["Secretary of State"],
    ),
    "Letter From Prime Minister Ash to President Birch, Washington, June 3, 1955": (
        [("Prime Minister Ash", None)],
        ["President Birch"],
    ),
    "Memorandum From the Assistant to the President to the Secretary": ([], []),
    "Address by Secretary of State Ash to the River Club": ([], []),
    "Paper Prepared by the River Board": ([], []),
    "Memorandum of Discussion at the 245th Meeting of the River Council": ([], []),
}


@pytest.mark.parametrize("head", HEADS)
def test_heads(head):
    envelope = parsed(with_head(head))["d1"].envelope
    senders = [
        (each.parts["title_sender"].value, role.value if (role := each.parts.get("title_sender_role")) else None)
        for each in envelope.having("title_sender")
    ]
    addressees = [each.text for part in envelope.parts("title_addressee") for each in part.value]
    assert (senders, addressees) == HEADS[head]


DATELINES = {
    "<placeName>Tokyo</placeName>, <date when='1955-03-02T18:00:00+09:00'>2 March 1955—6 p.m.</date>": (
        "stated 1955-03-02 18:00 +09:00 Tokyo"
    ),
    "New York, N.Y., <date when='1955-06-03'>June 3, 1955</date>.": "stated 1955-06-03 New York, N.Y.",
    "[<placeName>Bonn</placeName>, <date when='1955-06-03'>June 3, 1955</date>.]": "stated 1955-06-03 Bonn",
    "Rome, <date when='1955-03'>March 1955</date>": "stated 1955-03 Rome",
    "Rome, <date when='1955'>1955</date>": "stated 1955 Rome",
    "Rome, <date>May 17, 1955</date>—midnight": "stated 1955-05-17 Rome",
    "Rome, <date when='1955-05-17'>Tuesday, May 17, 1955, 3–4:30 p.m.</date>": "stated 1955-05-17 Rome",
    "<date from='1986-10-11' to='1986-10-12'>October 11–12, 1986, 8 p.m.–4 a.m.</date>": "editor 1986-10-11/1986-10-12",
    "Rome, <date when='1955-05-17'>May 11, 1955</date>": "editor 1955-05-17 Rome",
    "Rome, <date notBefore='1955-01-01' notAfter='1955-01-31'>undated</date>": "editor 1955-01-01/1955-01-31 Rome",
    "Rome, <date when='1955-13-45'>undated</date>": "none Rome",
}


@pytest.mark.parametrize("dateline", DATELINES)
def test_datelines(dateline):
    document = parsed(with_head("Telegram From Ash to Birch", dateline))["d1"]
    tables = records(document, SOURCE)
    (row_,) = tables["documents"]
    sent = tables["routing_events"][0]
    clock = (sent["at_local"] or "").partition("T")[2]
    place = next((part.value for part in document.content.parts("header_place")), "")
    found = (row_["date_basis"] or "none", row_["date_edtf"] or "", clock, sent["time_zone"] or "", place)
    assert " ".join(filter(None, found)) == DATELINES[dateline]
    cells = [(each["table"], each["row_id"], each["field"], each["start"], each["end"]) for each in tables["evidence"]]
    assert len(cells) == len(set(cells)), "no value rests twice on the same words"
    assert not document.content.issues


def test_a_time_that_the_words_leave_open_is_not_filled_in():
    for words in ("midnight", "3–4:30 p.m."):
        document = parsed(with_head("Telegram From Ash to Birch", f"Rome, <date>May 17, 1955, {words}</date>"))["d1"]
        (sent,) = records(document, SOURCE)["routing_events"]
        assert (sent["at_edtf"], sent["at_local"]) == ("1955-05-17", None)


# hostile and broken files


def only_reason(frames):
    (line,) = frames["ledger"].to_dict("records")
    assert line["outcome"] == "quarantined"
    return line["reason"]


BOMB = (
    '<?xml version="1.0"?>\n<!DOCTYPE TEI [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>\n'
)
OUTSIDE = '<?xml version="1.0"?>\n<!DOCTYPE TEI [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n'


@pytest.mark.parametrize(
    ("text", "where"),
    [
        (BOMB + volume("<p>&c;</p>"), "line 2, column"),
        (OUTSIDE + volume("<p>&x;</p>"), "line 2, column"),
        ('<!DOCTYPE TEI SYSTEM "http://example.org/tei.dtd">\n' + volume("<p>x</p>"), "line 1, column"),
    ],
    ids=["entities of entities", "a file of the machine", "an address"],
)
def test_a_declared_document_type_is_refused(published, text, where):
    reason = only_reason(published(frus=text))
    assert where in reason
    assert "declares a document type" in reason
    assert "remove" in reason


def test_an_entity_that_nobody_declared_is_refused(published):
    assert "line 1, column" in only_reason(published(frus=volume("<p>&nothing;</p>")))


def test_a_file_that_breaks_off_is_one_line_with_its_place(published):
    cut = VOLUME[: VOLUME.index("Limit Distribution")]
    reason = only_reason(published(frus1955_57v98=cut))
    line = cut.count("\n") + 1
    assert f"line {line}, column {len(cut) - cut.rindex(chr(10))}" in reason
    assert "fetch the file anew" in reason


def test_a_mark_that_is_never_closed_is_one_line_with_its_place(published):
    text = changed(VOLUME, "<p>742. Re Deptel 611.", "<p><hi>742. Re Deptel 611.")
    assert re.search(
        r"line \d+, column \d+: it is no well-formed XML \(mismatched tag\)", only_reason(published(f=text))
    )


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ('xml:id="../../../etc/passwd"', "its xml:id “../../../etc/passwd” is none of a document"),
        ('xml:id="d2/../d1"', "is none of a document"),
        ('xml:id="d 2"', "is none of a document"),
        ('xml:id="d2&#10;"', "is none of a document"),
        ('xml:id="док2"', "is none of a document"),
        (f'xml:id="d{"2" * 500}"', "is none of a document"),
        ('xml:id="d1"', "is that of the document in line 1"),
        ("", "has no xml:id"),
    ],
)
def test_a_document_with_no_id_of_its_own_is_kept_back_and_the_others_published(published, wrong, why):
    frames = published(frus=changed(volume("<p>One.</p>", "<p>Two.</p>", "<p>Three.</p>"), 'xml:id="d2"', wrong))
    assert set(frames["documents"]["document_id"]) == {"frus:frus1955-57v97.d1", "frus:frus1955-57v97.d3"}
    (line,) = frames["ledger"][frames["ledger"]["outcome"] == "quarantined"].to_dict("records")
    assert why in line["reason"]
    assert line["reason"].startswith("line 1, column ")
    assert line["raw_path"].startswith("raw/frus/frus.xml#character ")
    assert frames["ledger"]["outcome"].value_counts().sum() == 3


def test_an_empty_document_is_kept_back(published):
    text = volume("<p>One.</p>", "").replace("<head>2. Letter From Ash to Birch</head>", " <p/> ")
    frames = published(frus=text)
    assert set(frames["ledger"]["outcome"]) == {"published", "quarantined"}
    assert "empty" in frames["ledger"]["reason"].dropna().item()


def test_a_file_without_documents_is_kept_back(published):
    assert 'no <div type="document">' in only_reason(published(frus='<TEI xml:id="frus1955-57v97"><div/></TEI>'))


def test_a_file_of_no_volume_is_kept_back(published):
    reason = only_reason(published(letters=volume("<p>x</p>").replace(' xml:id="frus1955-57v97"', "")))
    assert "such as frus1955-57v23p2.d4.xml" in reason


def test_a_megabyte_of_elements_within_each_other_ends_one_document_only(published):
    deep = "<hi>" * 125_000 + "x" + "</hi>" * 125_000
    frames = published(frus=volume("<p>One.</p>", f"<p>{deep}</p>", "<p>Three.</p>"))
    assert set(frames["documents"]["document_id"]) == {"frus:frus1955-57v97.d1", "frus:frus1955-57v97.d3"}
    assert "deep within each other" in frames["ledger"]["reason"].dropna().item()


def _nested(name, attributes=""):
    return f"<{name}{attributes}>x</{name}>"


@pytest.mark.parametrize(
    "text",
    [
        _nested("persName", ' corresp="#p_1"') * 20_000,
        _nested("note") * 20_000,
        _nested("ref", ' target="#d9"') * 10_000,
        '<list type="participants">' + "<item><persName>A B</persName></item>" * 20_000 + "</list>",
        "<p>" + "Ambassador Ash. " * 30_000 + "</p>",
        "<p>" + "Drafted by A. " * 30_000 + "</p>",
        "<p>" + "&amp;" * 100_000 + "</p>",
        "<p " + " ".join(f'a{number}="x"' for number in range(30_000)) + ">x</p>",
        "<dateline>" + "<date when='1955'>May 1, 1955</date>" * 10_000 + "</dateline>",
    ],
    ids=["persons", "notes", "references", "participants", "names", "drafts", "entities", "attributes", "dates"],
)
def test_a_hostile_document_is_read_in_seconds(published, text):
    start = time.perf_counter()
    frames = published(frus=volume("<p>One.</p>", text))
    assert "frus:frus1955-57v97.d1" in set(frames["documents"]["document_id"])
    assert time.perf_counter() - start < 60


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_hostile_head_or_note_is_read_in_linear_time(number):
    heads = {
        1: "<head>1. Letter From " + "<persName type='to'>A</persName> to the " * 5_000 + "</head>",
        2: "<head>1. Letter<note type='source'>Source: " + "Drafted by A and " * 20_000 + "</note></head>",
        3: "<head>1. Letter<note type='source'>" + "Secret; Secret. " * 20_000 + "</note></head>",
    }
    text = volume("<p>x</p>").replace("<head>1. Letter From Ash to Birch</head>", heads[number])
    start = time.process_time()
    parsed(text)
    assert time.process_time() - start < 20


@pytest.mark.parametrize(
    "change",
    [
        lambda text: "\ufeff" + text,
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("xmlns=", "encoding='x' xmlns="),
        lambda text: text.replace('encoding="UTF-8"', 'encoding="ISO-8859-1"'),
        lambda text: text.replace("Seoul", "Сеул 🏛"),
    ],
    ids=["byte-order mark", "CRLF", "an attribute", "another encoding declared", "letters of many bytes"],
)
def test_places_hold_however_the_file_is_written(published, change):
    text = change(VOLUME)
    frames = published(frus1955_57v98=text)
    assert len(frames["documents"]) == 7
    assert len(frames["evidence"]) > 350
    assert all(text[each.start : each.end] == each.text for each in frames["evidence"].itertuples())


MIXED = ["a b", " ", "\n", "é", "🏛", "&amp;", "&#65;", "<hi>x</hi>", "<lb/>", "<note>n</note>", "<!-- c -->", "’s"]
MIXED += ["<![CDATA[<&]]>", "<pb n='1'/>", "</p><p>", "<?pi?>"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(MIXED)))
def test_every_run_of_words_is_what_stands_at_its_place(parts):
    raw = volume(f"<p>{''.join(parts)}</p>")
    (sheet,) = tei.read(raw).documents
    text = sheet.text
    for run in sheet.places.runs:
        there = raw[run.raw_start : run.raw_end]
        assert text[run.start : run.end] in {there, html.unescape(there)}
    assert "<" not in re.sub(r"<&", "", text)
    starts = [run.raw_start for run in sheet.places.runs]
    assert sorted(starts) == sorted(set(starts)), "no word of the file is laid out twice"


def test_a_volume_of_five_hundred_documents_is_read_in_seconds():
    letter = "<p>" + "The survey of the harbor was discussed at length. " * 120 + "</p>"
    text = volume(*[letter] * 500)
    assert len(text) > 3_000_000
    start = time.perf_counter()
    assert len(parsed(text)) == 500
    assert time.perf_counter() - start < 20


def test_a_volume_may_be_larger_than_a_record(tmp_path):
    file = tmp_path / "frus1955-57v97.xml"
    file.write_text(volume("<p>" + "x" * 9 * 1024 * 1024 + "</p>"))
    raw, _ = corpus.read(Found("raw/frus/frus1955-57v97.xml", file, "frus"))
    assert not isinstance(raw, Refusal)
    file.write_bytes(b"x" * (SOURCE.largest_bytes + 1))
    refused, _ = corpus.read(Found("raw/frus/frus1955-57v97.xml", file, "frus"))
    assert isinstance(refused, Refusal)
    assert "32 MiB" in refused.message


def test_volumes_are_cut_into_shards_by_their_documents():
    found = [Found(f"raw/frus/{number}.xml", SAMPLES, "frus") for number in range(12)]
    assert [len(each) for each in corpus.shards(found)] == [1] * 12


def test_a_piece_says_why_a_file_cannot_be_taken_apart():
    with pytest.raises(UnreadableDocumentError, match="line 1, column 1"):
        parsed("no XML at all")


def test_no_title_of_another_publisher_is_taken_for_this_form():
    assert forms()["frus_document"].titled.search("Telegram From the Embassy in Korea") is None


def test_two_entries_of_one_name_in_one_list_are_two(published):
    twice = re.sub(r'(<item><hi[^>]*><persName xml:id="p_ML)1("[\s\S]*?</item>)', r"\g<0>\g<1>2\g<2>", VOLUME, count=1)
    assert twice.count('xml:id="p_ML2"') == 1
    twice = twice.replace('corresp="#p_ML1"', 'corresp="#p_ML2"', 1)
    actors = published(frus1955_57v98=twice)["actors"]["actor_id"]
    assert {"frus1955-57v98-persons-p-ml1", "frus1955-57v98-persons-p-ml2"} <= set(actors)
