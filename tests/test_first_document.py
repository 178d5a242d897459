"""What the one real document must give, cell by cell: read off the document by a person."""

import hashlib

import pandas as pd
import pytest

from pipeline.collection import Frames
from tests.conftest import REAL, REPOSITORY, read_folder


@pytest.fixture(scope="module")
def frames() -> Frames:
    return read_folder(REPOSITORY / "raw")


def rows(frame: pd.DataFrame, *fields: str) -> list[tuple[object, ...]]:
    """The rows of a frame as tuples, with ``None`` for what is empty."""
    chosen = frame[list(fields)].astype(object)
    return [tuple(row) for row in chosen.where(chosen.notna(), None).itertuples(index=False)]


def test_the_raw_file_is_the_one_given():
    assert hashlib.sha256(REAL.read_bytes()).hexdigest() == (
        "07e2db5b5c4dc8c3c3b4271f60e4e8ca068cb5f62c77613b7326cae3da05ace7"
    )


def test_document(frames):
    (document,) = frames["documents"].to_dict("records")
    expected = {
        "document_id": "wilson_center:188161",
        "source_id": "wilson_center",
        "source_url": "https://wilson-center-digital-archive.dvincitest.com/document/188161",
        "canonical_url": "https://digitalarchive.wilsoncenter.org/document/188161",
        "title": "Cable from the Chinese Embassy in North Korea, "
        "'Illegal Crossings of the International Border by Chinese Koreans'",
        "document_type": "cable",
        "form_id": "prc_mfa_cable",
        "date_text": "May 12, 1961",
        "date_edtf": "1961-05-12",
        "date_earliest": "1961-05-12",
        "date_latest": "1961-05-12",
        "date_basis": "stated",
        "subject": "Illegal Crossings of the International Border by Chinese Koreans [woguo Chaoxian zu]",
        "summary": "Pak Seong-cheol and Qiao Xiaoguang discuss the refugee crisis between Northeast China "
        "and North Korea.",
        "original_language": "zh",
        "text_language": "en",
        "text_type": "translation",
        "priority_text": "Urgent",
        "priority_code": "urgent",
        "repository_code": "PRC FMA",
        "reference_code": "PRC FMA 118-01026-03, 71",
        "credits": "This document was made possible with support from Henry Luce Foundation",
        "copies_total": 19,
        "copies_listed": 19,
        "copies_check": "agrees",
        "raw_path": "raw/wilson_center/188161.md",
        "text_length": 2665,
    }
    assert {name: document[name] for name in expected} == expected
    assert list(document["translators"]) == ["David Cowhig"]
    for not_stated in ("classification_text", "classification_code", "handling", "contributors"):
        assert pd.isna(document[not_stated])


def test_identifiers_and_holding(frames):
    assert rows(frames["identifiers"], "role", "identifier", "series", "number") == [
        ("record", "188161", None, None),
        ("sender_number", "Chen- 8/35", "Chen", "8/35"),
        ("receiver_number", "Chen-593", "Chen", "593"),
    ]
    assert rows(frames["holdings"], "repository_code", "reference_code", "file_code", "pages") == [
        ("PRC FMA", "PRC FMA 118-01026-03, 71", "118-01026-03", "71")
    ]


EMBASSY = "Chinese Embassy in [North] Korea"


def test_routing_events(frames):
    events = frames["routing_events"]
    assert list(events["sequence"]) == list(range(1, 19))
    assert rows(events, "event_type", "from_name", "from_desk_name", "to_name", "copies", "copies_basis") == [
        ("sent", EMBASSY, "Korea Desk", "Ministry of Foreign Affairs", None, None),
        ("sent", EMBASSY, "Korea Desk", "Ministry of Public Security", None, None),
        ("distributed", None, None, "Premier's Office", 2, "stated"),
        ("distributed", None, None, "Foreign Affairs Office", 5, "stated"),
        ("distributed", None, None, "Ministry of Public Security", 1, "implied_by_total"),
        ("distributed", None, None, "Nationalities Commission", 1, "implied_by_total"),
        ("distributed", None, None, "Chen", 1, "implied_by_total"),
        ("distributed", None, None, "Zhang", 1, "implied_by_total"),
        ("distributed", None, None, "Hui", 1, "implied_by_total"),
        ("distributed", None, None, "Zeng", 1, "implied_by_total"),
        ("distributed", None, None, "General Office", 3, "stated"),
        ("distributed", None, None, "Second Asian Department", 2, "stated"),
        ("distributed", None, None, "Consular Department", None, None),
        ("distributed", None, None, "XX", 1, "stated"),
        ("received", None, None, None, None, None),
        ("proofread", None, None, None, None, None),
        ("transcribed", None, None, None, None, None),
        ("copied", None, None, None, None, None),
    ]


def test_joint_entry_shares_a_group_and_redaction_has_no_actor(frames):
    events = frames["routing_events"].set_index("to_name")
    joint = events.loc[["Second Asian Department", "Consular Department"], "recipient_group"]
    assert joint.nunique() == 1
    assert events["recipient_group"].notna().sum() == 2
    redacted = events.loc["XX"]
    assert redacted["is_redacted"]
    assert pd.isna(redacted["to_actor_id"])
    assert events["is_redacted"].sum() == 1
    assert "XX" not in set(frames["actors"]["preferred_name"]) | set(frames["actor_names"]["name"])


def test_stamps_take_their_year_from_the_document(frames):
    stamps = frames["routing_events"].iloc[-4:]
    assert rows(stamps, "at_text", "at_edtf", "at_local", "at_basis") == [
        ("May 12 at 1700", "1961-05-12", "1961-05-12T17:00", "year_from_document"),
        ("May 13 at 0920", "1961-05-13", "1961-05-13T09:20", "year_from_document"),
        ("May 13 at 1600", "1961-05-13", "1961-05-13T16:00", "year_from_document"),
        ("May 13 at 21:35", "1961-05-13", "1961-05-13T21:35", "year_from_document"),
    ]


def test_actors(frames):
    actors = frames["actors"].set_index("preferred_name")
    assert set(actors.index) == {
        "Chinese Embassy in North Korea", "Ministry of Foreign Affairs", "Ministry of Public Security",
        "Premier's Office", "Foreign Affairs Office", "Nationalities Commission", "General Office", "Korea Desk",
        "Second Asian Department", "Consular Department", "Chen", "Zhang", "Hui", "Zeng", "Pak Seong-cheol",
        "Qiao Xiaoguang", "North Korean government", "Chinese government",
    }  # fmt: skip
    ministry = actors.loc["Ministry of Foreign Affairs", "actor_id"]
    parents = actors["parent_actor_id"].dropna().to_dict()
    assert parents == {"Second Asian Department": ministry, "Consular Department": ministry}
    assert actors["country_code"].dropna().to_dict() == {
        "Chinese Embassy in North Korea": "CN",
        "Chinese government": "CN",
        "Ministry of Foreign Affairs": "CN",
        "North Korean government": "KP",
        "Pak Seong-cheol": "KP",
    }
    assert actors.loc["Pak Seong-cheol", "role_text"] == "[North] Korean Foreign Minister"
    assert actors.loc["Chinese Embassy in North Korea", "event_count"] == 2
    # a bare surname is an actor of its document alone
    assert all("188161" in actors.loc[name, "actor_id"] for name in ("Chen", "Zhang", "Hui", "Zeng"))


def test_names_and_mentions_in_the_prose(frames):
    names = frames["actor_names"]
    of = {name: rows(group, "name", "name_type") for name, group in names.groupby("actor_id")}
    assert of["pak-seong-cheol"] == [
        ("Pak Seong-cheol", "as_written"),
        ("Pak Song Chol", "romanization"),
        ("Pak", "surname_only"),
    ]
    assert of["qiao-xiaoguang"] == [
        ("Qiao [Xiaoguang]", "as_written"),
        ("Qiao Xiaoguang", "bracket_expanded"),
        ("Qiao", "surname_only"),
    ]
    mentions = frames["mentions"]
    prose = mentions[mentions["zone"].isin(["body", "summary"])]
    assert rows(prose, "zone", "name", "role_text") == [
        ("summary", "Pak Seong-cheol", None),
        ("summary", "Qiao Xiaoguang", None),
        ("body", "Pak Seong-cheol", "[North] Korean Foreign Minister"),
        ("body", "Pak Song Chol", None),
        ("body", "Qiao [Xiaoguang]", "Ambassador"),
        ("body", "[North] Korean government", None),
        ("body", "Chinese government", None),
        ("body", "[North] Korean government", None),
        ("body", "Qiao", "Ambassador"),
        ("body", "Pak", None),
    ]


def test_a_ghost_and_a_quantity(frames):
    assert rows(
        frames["document_references"], "text", "kind", "date_edtf", "date_basis", "status", "target_document_id"
    ) == [("the cable of April 24", "cable", "1961-04-24", "year_from_document", "missing", None)]
    assert frames["document_references"]["ghost_id"].str.startswith("ghost:").all()
    assert rows(frames["quantities"], "value", "bound", "unit_text", "what_text", "period_edtf", "period_basis") == [
        (3500.0, "exactly", "people", "crossed the border", "1961-01/1961-05-10", "interpreted")
    ]


def test_nothing_is_left_unread_and_the_stamp_out_of_order_is_noted(frames):
    assert rows(frames["issues"], "code", "severity") == [("unusual-order", "note")]
    assert "Proofread" in frames["issues"]["message"][0]
    results = dict(rows(frames["checks"], "check", "result"))
    assert results.pop("steps_in_order") == "disagrees"
    # its publisher has no list that dates it
    assert results.pop("date_listed") == "not_stated"
    assert set(results.values()) == {"agrees"}


def test_evidence_is_what_stands_in_the_raw_file(frames, cable):
    evidence = frames["evidence"]
    for row in evidence.itertuples():
        assert cable[row.start : row.end] == row.text
    inferred = evidence[evidence["basis"] == "inferred"]
    year = inferred[(inferred["field"] == "at_local") & (inferred["row_id"] == "wilson_center:188161/e15")]
    assert set(year["text"]) == {"May 12, 1961", "May 12 at 1700"}
    one_each = inferred[(inferred["field"] == "copies") & (inferred["row_id"] == "wilson_center:188161/e07")]
    assert set(one_each["text"]) == {"Chen", "19"}
