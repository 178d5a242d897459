"""Telegrams of the State Department: the samples, the sums of their office counts, what is left out, broken heads."""

import json
import re
import shutil
import time

import pandas as pd
import pytest
from conftest import REPOSITORY, read_folder

from pipeline.evaluate import evaluate
from pipeline.publish import publish
from pipeline.sources.nara_aad.lines import restored
from pipeline.verify import verify

EXAMPLES = REPOSITORY / "tests" / "examples"
RAW, EXPECTED = EXAMPLES / "raw" / "nara_aad", EXAMPLES / "expected" / "nara_aad"
SAMPLES = sorted(RAW.iterdir())
GOLD = {file.stem: json.loads(file.read_text("utf-8")) for file in EXPECTED.iterdir()}
# what the sum of the list disagrees with in the one sample that was typed so
WRONG_SUM = "nara_aad:1974BONN06190"
# of this one the archives have no text
NO_TEXT = "nara_aad:1978OTTAWA00815"


@pytest.fixture(scope="module")
def frames(tmp_path_factory):
    folder = tmp_path_factory.mktemp("samples") / "raw"
    shutil.copytree(RAW, folder / "nara_aad")
    return read_folder(folder)


@pytest.fixture
def read(tmp_path):
    """What the tables say of one telegram: an incoming one with a word of it put in place of another."""

    def tables(*changes, name="1974SEOUL03051.txt", text=None):
        words = (RAW / name).read_text("utf-8") if text is None else text
        for old, new in changes:
            assert old in words, old
            words = words.replace(old, new)
        folder = tmp_path / "raw" / "nara_aad"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(words, "utf-8")
        return read_folder(folder.parent)

    return tables


def codes(frames):
    return set(frames["issues"]["code"]) - {"sample-document"}


def rows(frames, event_type):
    return frames["routing_events"].query("event_type == @event_type")


@pytest.mark.parametrize("name", GOLD)
def test_what_is_read_is_what_was_read_by_a_person(frames, name):
    found = evaluate([GOLD[name]], frames)
    assert not found.differences
    assert not found.unread


def test_every_sample_says_that_it_is_one_and_is_published(frames):
    assert len(frames["documents"]) == len(SAMPLES) == len(GOLD) >= 10
    assert set(frames["issues"].query("code == 'sample-document'")["document_id"]) == set(
        frames["documents"]["document_id"]
    )
    assert frames["quarantine"].empty
    assert set(frames["ledger"]["outcome"]) == {"published"}


def test_nothing_of_a_sample_is_left_unread(frames):
    assert "unread-text" not in set(frames["issues"]["code"])
    unknown = frames["issues"].query("code == 'unknown-form'")["document_id"]
    assert list(unknown) == [NO_TEXT]


def test_office_counts_add_up_to_the_printed_total_in_every_sample_but_the_wrong_one(frames):
    documents = frames["documents"].set_index("document_id")
    stated = documents[documents["copies_total"].notna()]
    assert len(stated) >= 10
    offices = rows(frames, "distributed").groupby("document_id")["copies"].sum()
    for key, document in stated.iterrows():
        assert offices[key] == document["copies_listed"]
        assert (document["copies_check"], document["copies_listed"] == document["copies_total"]) == (
            ("disagrees", False) if key == WRONG_SUM else ("agrees", True)
        )


def test_a_wrong_sum_is_reported_where_the_total_stands(frames):
    issue = frames["issues"].query("code == 'failed-check' and message.str.startswith('copies_total')")
    assert list(issue["document_id"]) == [WRONG_SUM]
    text = (RAW / "1974BONN06190.txt").read_text("utf-8")
    (issue,) = issue.itertuples()
    assert text[issue.start : issue.end] == "040"
    assert "“40” against “38 listed”" in issue.message


@pytest.mark.parametrize(
    ("old", "new"),
    [("/092 W", "/093 W"), ("PM-07", "PM-08"), ("INR-10", "INR-1O"), ("EA-14", "EA-41"), ("PRS-01  ", "")],
)
def test_a_count_that_does_not_add_up_is_reported_in_each_section(read, old, new):
    found = read((old, new))
    failed = found["issues"].query("code == 'failed-check'")
    assert len(failed) == 2, "once for each section"
    assert found["documents"]["copies_check"].item() == "disagrees"
    if new == "INR-1O":
        assert "“INR-1O”" in " ".join(found["issues"].query("code == 'unread-text'")["message"])


def test_no_total_is_no_disagreement(read):
    found = read(("/092 W", ""))
    document = found["documents"].iloc[0]
    assert pd.isna(document["copies_total"])
    assert (document["copies_listed"], document["copies_check"]) == (92, "no_total")
    assert "failed-check" not in codes(found)


def test_an_office_that_got_none_has_none(frames):
    of_telegram = rows(frames, "distributed").query("document_id == 'nara_aad:1974SEOUL03051'").set_index("to_name")
    assert of_telegram.loc["ISO", "copies"] == 0
    assert of_telegram.loc["EA", ["copies", "copies_basis", "action_code"]].tolist() == [14, "stated", "action"]
    assert of_telegram.loc["SS", "action_code"] == "info"


def test_who_is_left_out_was_sent_nothing(frames):
    left_out = rows(frames, "excluded")
    assert list(left_out["to_name"]) == ["AMEMBASSY VIENTIANE", "AMCONSUL CEBU", "AMEMBASSY REYKJAVIK"]
    assert left_out[["action_code", "precedence_code", "at_text", "copies"]].isna().all(axis=None)
    sent = rows(frames, "sent").query("document_id == 'nara_aad:1976STATE077301'")
    assert not set(sent["to_name"]) & set(left_out["to_name"])
    kinds = frames["actors"].set_index("preferred_name")["actor_type"]
    assert kinds["NATO COLLECTIVE"] == "group"
    assert kinds["AMEMBASSY REYKJAVIK"] == "corporate_body"


def test_of_two_precedences_the_second_is_for_information(frames):
    sent = rows(frames, "sent").set_index("to_name").query("document_id == 'nara_aad:1975STATE091242'")
    shown = sent[["precedence_text", "precedence_code", "precedence_basis"]]
    assert shown.loc["AMEMBASSY SEOUL"].tolist() == ["IMMEDIATE", "immediate", "addressee"]
    assert shown.loc["AMEMBASSY TOKYO"].tolist() == ["NIACT IMMEDIATE", "immediate", "addressee"]
    assert shown.loc["AMEMBASSY TAIPEI"].tolist() == ["P", "priority", "group"]


def test_the_time_is_universal_and_says_what_its_century_rests_on(frames):
    sent = rows(frames, "sent").groupby("document_id").first()
    assert set(sent["time_zone"]) == {"Z"}
    with_attributes, alone = sent.loc["nara_aad:1974SEOUL03051"], sent.loc["nara_aad:1973SAIGON17744"]
    assert (with_attributes["at_text"], with_attributes["at_local"]) == ("070912Z MAY 74", "1974-05-07T09:12")
    assert with_attributes["at_basis"] == "year_from_document"
    assert (alone["at_local"], alone["at_basis"]) == ("1973-10-09T11:05", "year_from_form")


def test_the_year_can_rest_on_the_number_of_the_document(read):
    found = read(("Draft Date: 07 MAY 1974\n", ""))
    assert rows(found, "sent")["at_basis"].unique().tolist() == ["year_from_document"]
    rests = found["evidence"].query("field == 'at_edtf' and basis == 'inferred'")
    assert "1974" in set(rests["text"])


@pytest.mark.parametrize(
    ("group", "edtf", "local"),
    [
        ("R 320912Z MAY 74", None, None),
        ("R 300912Z FEB 74", None, None),
        ("R 290912Z FEB 74", None, None),
        ("R 070912Z MAI 74", None, None),
        ("R 072512Z MAY 74", "1974-05-07", None),
        ("R 070960Z MAY 74", "1974-05-07", None),
    ],
)
def test_a_broken_group_is_told_and_its_words_are_kept(read, group, edtf, local):
    found = read(("R 070912Z MAY 74", group))
    assert "unreadable-value" in codes(found)
    sent = rows(found, "sent").iloc[0]
    assert sent["at_text"] == group[2:]
    assert [None if pd.isna(sent[each]) else sent[each] for each in ("at_edtf", "at_local")] == [edtf, local]


def test_a_group_of_another_decade_without_attributes_stays_open(read):
    found = read(("091105Z OCT 73", "091105Z OCT 83"), name="1973SAIGON17744.txt")
    sent = rows(found, "sent").iloc[0]
    assert sent["at_text"] == "091105Z OCT 83"
    assert pd.isna(sent["at_edtf"])
    # neither can the number of the document be made of it
    assert found["documents"]["document_id"].item() == "nara_aad:1973SAIGON17744"
    assert "taken from the name of the file" in " ".join(found["issues"]["message"])


def test_the_key_is_the_archives_number_and_says_where_it_was_made(frames):
    made = frames["issues"].query("code == 'inferred-key'")
    assert set(made["document_id"].str.partition(":")[2]) == {"1973SAIGON17744", "1974TOKYO05120", "1976JAKART10964"}
    assert frames["documents"]["canonical_url"].isna().all()


def test_a_file_of_no_telegram_is_set_aside_with_a_reason(read):
    found = read(text="Shopping list: eggs, flour.\n", name="list.txt")
    assert found["documents"].empty
    assert found["ledger"]["outcome"].item() == "quarantined"
    assert found["ledger"]["reason"].item().startswith("neither a title nor a date")


def test_the_signer_answers_for_the_post_that_sends(frames):
    witnesses = frames["senders"].query("document_id == 'nara_aad:1974SEOUL03051'").set_index("witness")
    assert dict(witnesses["name"]) == {"header": "AMEMBASSY SEOUL", "signature": "ROE"}
    assert list(witnesses.index[witnesses["is_chosen"]]) == ["header"]
    assert set(rows(frames, "sent").query("document_id == 'nara_aad:1974SEOUL03051'")["from_name"]) == {
        "AMEMBASSY SEOUL"
    }


def test_the_last_word_of_the_text_signs_nothing(read):
    unsigned = read(("CHANNEL.\nROE\n", "CHANNEL\nROE\n"))
    assert "signature" not in set(unsigned["senders"]["witness"])


def test_who_drafted_approved_and_cleared_has_his_office(frames):
    done = frames["routing_events"].query("document_id == 'nara_aad:1975STATE091242' and agent_name.notna()")
    roles = frames["actors"].set_index("actor_id")["role_text"]
    assert [(row.event_type, row.agent_name, roles[row.agent_actor_id]) for row in done.itertuples()] == [
        ("drafted", "RFOE", "EA/K"),
        ("approved", "PROE", "EA"),
        ("cleared", "JPOE", "EA/J"),
        ("cleared", "COL MOE", "PM/NPO"),
        ("cleared", "MR. LOE", "S/S"),
    ]


def test_banners_and_stamps_are_nothing_that_is_said(frames):
    said = frames["evidence"].query("field != 'identifier'")
    assert not said["text"].str.contains("Grafeld|Systematic|PAGE 0").any()
    assert not frames["actor_names"]["name"].str.contains("Grafeld|Margaret").any()


def test_sections_that_the_file_leaves_out_are_told(frames):
    documents = frames["documents"].set_index("document_id")
    assert documents.loc["nara_aad:1974SEOUL03051", ["sections_total", "sections_listed"]].tolist() == [2, 2]
    assert documents.loc["nara_aad:1975USUNN01200", ["sections_total", "sections_listed"]].tolist() == [3, 1]
    told = frames["issues"].query("code == 'missing-element'")
    assert list(told["document_id"]) == ["nara_aad:1975USUNN01200"]
    assert told["message"].item().endswith("not in the file: 2, 3")


def test_a_day_of_the_archives_that_is_not_the_telegrams_is_told(frames):
    told = frames["issues"].query("code == 'failed-check' and message.str.startswith('date_header')")
    assert list(told["document_id"]) == ["nara_aad:1974BONN06190"]


def test_a_line_break_that_was_lost_moves_no_place(frames):
    for name in ("1974TOKYO05120.txt", "1975MANILA04410.txt"):
        text = (RAW / name).read_text("utf-8")
        again = restored(text)
        assert len(again) == len(text)
        assert again.count("\n") > 20
        assert again.replace("\n", " ") == text.replace("\n", " ")
        of_file = frames["evidence"].query("raw_path == @path", local_dict={"path": f"raw/nara_aad/{name}"})
        assert all(text[row.start : row.end] == row.text for row in of_file.itertuples())


def test_a_telegram_that_kept_its_lines_is_left_as_it_is():
    text = (RAW / "1974SEOUL03051.txt").read_text("utf-8")
    assert restored(text) == text


def one_line(text):
    notice, _, rest = text.partition("\n")
    return f"{notice}\n{' '.join(rest.split())}\n"


def bold(text):
    """The archives' labels as a page turned into Markdown has them."""
    telegram, heading, attributes = text.partition("Message Attributes")
    labels = re.sub(r"^([A-Z][A-Za-z ]+:)(?= )", r"**\1**", attributes, flags=re.MULTILINE)
    return f"{telegram}**{heading}**{labels}" if heading else text


# what copying does to a telegram
DAMAGES = {
    "one line": one_line,
    "no empty lines": lambda text: re.sub(r"\n[ ]*(?=\n)", "", text),
    "carriage returns": lambda text: text.replace("\n", "\r\n"),
    "hard blanks": lambda text: text.replace("  ", " \u00a0"),
    "single blanks": lambda text: re.sub(r"[ ]{2,}", " ", text),
    "blanks before lines": lambda text: re.sub(r"\n(?=\S)", "\n    ", text),
    "E.O. without its stops": lambda text: text.replace("E.O.", "EO"),
    "labels in bold": bold,
    "a stamp in the head": lambda text: text.replace("\nFM ", f"\n{STAMP}\nFM "),
}
STAMP = "Margaret P. Grafeld Declassified/Released US Department of State EO Systematic Review 30 JUN 2005"


@pytest.mark.parametrize("name", DAMAGES)
def test_what_copying_does_to_a_telegram_costs_nothing(tmp_path, name):
    folder = tmp_path / "raw" / "nara_aad"
    folder.mkdir(parents=True)
    for file in RAW.glob("*.txt"):
        (folder / file.name).write_bytes(DAMAGES[name](file.read_text("utf-8")).encode())
    gold = [GOLD[file.stem] for file in RAW.glob("*.txt")]
    assert not evaluate(gold, read_folder(tmp_path / "raw")).differences


HOSTILE = {
    "offices": ("ACTION EA-14", "ACTION " + "EA-01 " * 170_000),
    "offices on lines": ("ACTION EA-14", "ACTION EA-14\n" + "INFO  EA-01\n" * 20_000),
    "addressees": ("AMCONSUL HONG KONG", "AMEMBASSY SEOUL PRIORITY 1\n" * 10_000 + "X"),
    "posts": ("AMCONSUL HONG KONG", "TO " * 75_000),
    "banners": ("1. SUMMARY", "PAGE 01  SEOUL  03051\n" * 10_000 + "1. SUMMARY"),
    "banners in one line": ("1. SUMMARY", "PAGE 01 SEOUL 03051 FM " * 10_000 + "1. SUMMARY"),
    "stamps": (
        "1. SUMMARY",
        "Declassified/Released US Department of State EO Systematic Review " * 3_000 + "1. SUMMARY",
    ),
    "captions": ("REF: A.", "SUBJECT: A\n" * 20_000 + "REF: A."),
    "references": ("REF: A.", "REF: " + "STATE 1234, " * 20_000),
    "clearances": ("                       --------------------- 013372", "DRAFTED BY A:B\n" + "EA:RROE\n" * 25_000),
    "dashes": ("--------------------- 013372", "-" * 250_000),
    "letters": ("C O N F I D E N T I A L  SECTION 1", "C O N F I D E N T I A L " * 10_000),
    "attributes": ("Capture Date", "Concepts: n/a\n" * 17_000 + "Capture Date"),
    "blanks": ("TAGS:", " " * 250_000 + "TAGS:"),
    "signers": ("ROE\n", ".\nROE\n\n" * 30_000),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_telegrams_are_read_in_seconds(read, name):
    start = time.perf_counter()
    found = read(HOSTILE[name])
    assert time.perf_counter() - start < 15
    assert len(found["ledger"]) == 1


@pytest.mark.parametrize(
    "filler",
    [
        "PAGE 01 SEOUL 03051 ", "FM A ", "TO SECSTATE ", "EA-01 ", "C O N F I D E N T I A L ", "SUBJ: A ", "NNN ",
        "A:B ", " ", "A", "Declassified Released US Department of State ", "Message Attributes Type: TE ",
        "P 040230Z APR 75 ", "X. ROE ", "--",
    ],
)  # fmt: skip
def test_lines_are_restored_in_linear_time(filler):
    head, _, rest = (RAW / "1975MANILA04410.txt").read_text("utf-8").partition(" FM ")

    def seconds(size):
        text = f"{head} {filler * (size // len(filler))} FM {rest}"
        start = time.perf_counter()
        assert len(restored(text)) == len(text)
        return time.perf_counter() - start

    once = min(seconds(60_000) for _ in range(2))
    assert min(seconds(480_000) for _ in range(2)) < 25 * max(once, 0.004)


def test_a_release_of_telegrams_verifies(tmp_path):
    shutil.copytree(RAW, tmp_path / "raw" / "nara_aad")
    publish(tmp_path / "raw", tmp_path / "outputs")
    proof = verify(tmp_path / "outputs" / "latest", tmp_path / "raw")
    assert not proof.faults
