"""The alarm rings: the real document, damaged in a known way, gives the right issue and no wrong value."""

import pandas as pd
import pytest

from tests.conftest import changed


def issues(frames, code):
    found = frames["issues"]
    return found[found["code"] == code]


def the_issue(frames, code):
    found = issues(frames, code)
    assert len(found) == 1, frames["issues"][["code", "message"]].to_string()
    return found.iloc[0]


def document(frames):
    (row,) = frames["documents"].to_dict("records")
    return row


@pytest.mark.parametrize(
    "before",
    ["Priority: Urgent", "From the Korea Desk", "Foreign Ministry Received", "Distribution:"],
)
def test_a_header_line_nobody_knows(tables, cable, before):
    text = changed(cable, before, f"Colour of the folder: blue  \n{before}")
    frames = tables(text)
    issue = the_issue(frames, "unread-text")
    assert text[issue["start"] : issue["end"]] == "Colour of the folder: blue"
    assert issues(frames, "missing-element").empty
    assert len(frames["routing_events"]) == 18


def test_a_line_between_subject_and_salutation_leaves_the_subject_open(tables, cable):
    frames = tables(changed(cable, "To the Ministry of", "Colour of the folder: blue\n\nTo the Ministry of"))
    assert "Illegal Crossings" in the_issue(frames, "unread-text")["message"]
    assert pd.isna(document(frames)["subject"])


def test_a_section_of_the_wrapper_nobody_knows(tables, cable):
    text = changed(cable, "**Credits:**", "**Rights:**\n\nAsk first.\n\n**Credits:**")
    frames = tables(text)
    assert "**Rights:**" in the_issue(frames, "unread-text")["message"]
    assert document(frames)["summary"].endswith("North Korea.")


def test_a_line_after_the_stamps_nobody_knows(tables, cable):
    frames = tables(changed(cable, "\n\nPeople's Republic", "\n\nBurn after reading\n\nPeople's Republic"))
    assert "Burn after reading" in the_issue(frames, "unread-text")["message"]


@pytest.mark.parametrize("total", ["twenty", "20"])
def test_a_total_that_no_reading_gives(tables, cable, total):
    frames = tables(changed(cable, "Total of 19", f"Total of {total}"))
    assert document(frames)["copies_check"] == "disagrees"
    assert document(frames)["copies_total"] == 20
    assert document(frames)["copies_listed"] == 19
    assert "copies_total" in the_issue(frames, "failed-check")["message"]
    copies = frames["routing_events"].set_index("to_name")["copies"]
    assert pd.isna(copies["Chen"]), "without a total that fits, one each is a guess"
    assert copies["Premier's Office"] == 2


def test_a_total_that_only_another_reading_gives(tables, cable):
    frames = tables(changed(cable, "Total of 19", "Total of 21"))
    assert document(frames)["copies_check"] == "agrees"
    assert document(frames)["copies_listed"] == 21
    assert "each office" in the_issue(frames, "unusual-reading")["message"]
    events = frames["routing_events"].set_index("to_name")
    assert events.loc["Second Asian Department", "copies"] == 2
    assert events.loc["Consular Department", "copies"] == 2
    assert events.loc["Consular Department", "copies_basis"] == "implied_by_total"


def test_a_total_that_cannot_be_read(tables, cable):
    frames = tables(changed(cable, "Total of 19", "Total of many"))
    assert "many" in the_issue(frames, "unreadable-value")["message"]
    assert pd.isna(document(frames)["copies_total"])
    assert document(frames)["copies_check"] == "no_total"


def test_a_time_no_clock_shows(tables, cable):
    frames = tables(changed(cable, "at 0920", "at 9920"))
    issue = the_issue(frames, "unreadable-value")
    assert "99:20" in issue["message"]
    assert issue["severity"] == "error"
    proofread = frames["routing_events"].set_index("event_type").loc["proofread"]
    assert proofread["at_text"] == "May 13 at 9920"
    assert proofread["at_edtf"] == "1961-05-13"
    assert pd.isna(proofread["at_local"])


def test_a_stamp_of_another_shape_is_kept_as_written(tables, cable):
    frames = tables(changed(cable, "May 13 at 1600", "the next afternoon"))
    assert "the next afternoon" in the_issue(frames, "unreadable-value")["message"]
    transcribed = frames["routing_events"].set_index("event_type").loc["transcribed"]
    assert transcribed["at_text"] == "the next afternoon"
    assert pd.isna(transcribed["at_edtf"])


def test_a_day_the_calendar_does_not_have(tables, cable):
    frames = tables(changed(cable, "Proofread: May 13", "Proofread: May 33"))
    assert "no such day" in the_issue(frames, "unreadable-value")["message"]
    assert pd.isna(frames["routing_events"].set_index("event_type").loc["proofread", "at_edtf"])


def test_a_salutation_that_is_none(tables, cable):
    salutation = "To the Ministry of Foreign Affairs and the Ministry of Public Security:"
    frames = tables(changed(cable, salutation, "Dear comrades,"))
    assert "salutation" in the_issue(frames, "missing-element")["message"]
    sent = frames["routing_events"].query("event_type == 'sent'")
    assert sent["to_name"].isna().all(), "nobody is named as addressee"
    assert pd.isna(document(frames)["subject"])
    assert len(issues(frames, "unread-text")) >= 1


def test_a_salutation_to_somebody_who_is_not_on_the_list(tables, cable):
    frames = tables(changed(cable, "the Ministry of Public Security:", "the Ministry of Agriculture:"))
    issue = the_issue(frames, "failed-check")
    assert "addressees_listed" in issue["message"]
    assert "Ministry of Agriculture" in issue["message"]


def test_a_citation_with_another_date(tables, cable):
    frames = tables(changed(cable, "Koreans'\", May 12, 1961", "Koreans'\", May 21, 1961"))
    issue = the_issue(frames, "failed-check")
    assert "date_citation" in issue["message"]
    assert "May 21, 1961" in issue["message"]
    assert document(frames)["date_edtf"] == "1961-05-12"


def test_a_citation_with_another_title(tables, cable):
    frames = tables(changed(cable, '"Cable from the Chinese', '"Letter from the Chinese'))
    assert "title_citation" in the_issue(frames, "failed-check")["message"]


def test_a_signature_with_another_date(tables, cable):
    frames = tables(changed(cable, "Korea  \nMay 12, 1961", "Korea  \nMay 11, 1961"))
    assert "date_signature" in the_issue(frames, "failed-check")["message"]


def test_another_subject_than_the_title_quotes(tables, cable):
    frames = tables(changed(cable, "Illegal Crossings of the International Border by Chinese Koreans [", "Trade ["))
    assert "title_subject" in the_issue(frames, "failed-check")["message"]


@pytest.mark.parametrize(
    ("label", "field"),
    [("Summary", "summary"), ("Original Language", "original_language")],
)
def test_a_missing_section(tables, cable, label, field):
    start = cable.index(f"**{label}:**")
    end = cable.index("**", start + len(label) + 5)
    frames = tables(cable[:start] + cable[end:])
    assert label.lower() in the_issue(frames, "missing-element")["message"]
    assert pd.isna(document(frames)[field])


def test_a_missing_label_of_the_contents_keeps_the_cable(tables, cable):
    frames = tables(changed(cable, "**Contents:**\n\nTranslation - English\n\n", ""))
    assert "contents" in the_issue(frames, "missing-element")["message"]
    assert pd.isna(document(frames)["text_language"])
    assert len(frames["routing_events"]) == 18


def test_a_missing_signature(tables, cable):
    frames = tables(changed(cable, "Chinese Embassy in [North] Korea  \nMay 12, 1961\n\n", ""))
    assert "signature" in the_issue(frames, "missing-element")["message"]
    sent = frames["routing_events"].query("event_type == 'sent'")
    assert set(sent["from_name"]) == {"Chinese Embassy in North Korea"}
    assert set(sent["from_basis"]) == {"title"}
    assert len(frames["routing_events"]) == 18


def test_a_missing_citation_takes_the_number_from_the_name_of_the_file(tables, cable):
    start, end = cable.index("**Citation:**"), cable.index("**Summary:**")
    frames = tables(cable[:start] + cable[end:])
    assert document(frames)["document_id"] == "wilson_center:188161"
    assert pd.isna(document(frames)["source_url"])
    assert pd.isna(document(frames)["canonical_url"])
    assert not issues(frames, "inferred-key").empty
    assert not issues(frames, "missing-element").empty


def test_a_stamp_before_the_one_it_follows(tables, cable):
    frames = tables(changed(cable, "Copied: May 13 at 21:35", "Copied: May 12 at 21:35"))
    assert len(issues(frames, "unusual-order")) == 1
    copied = frames["routing_events"].set_index("event_type").loc["copied"]
    assert copied["at_local"] == "1961-05-12T21:35"


def test_a_stamp_before_the_date_of_the_cable(tables, cable):
    in_order = changed(cable, "Proofread: May 13 at 0920", "Received: May 12 at 1710")
    assert issues(tables(in_order), "unusual-order").empty
    frames = tables(changed(in_order, "Received: May 12 at 1700", "Received: May 10 at 1700"))
    assert "May 10 at 1700" in the_issue(frames, "unusual-order")["message"]


def test_a_content_no_form_knows(tables, cable):
    start = cable.index("Priority: Urgent")
    poem = (cable[:start] + "A poem about the sea.\n\nIt has two lines.\n").replace("Cable from", "Poem from")
    frames = tables(poem)
    assert not issues(frames, "unknown-form").empty
    assert pd.isna(document(frames)["form_id"])
    assert document(frames)["reference_code"] == "PRC FMA 118-01026-03, 71"
    assert frames["routing_events"].empty


def test_urgency_in_the_body_is_prose(tables, cable):
    frames = tables(
        changed(changed(cable, "Priority: Urgent  \n", ""), "Our view is", "Priority: Flash\n\nOur view is")
    )
    assert pd.isna(document(frames)["priority_text"])


def test_a_mark_of_urgency_of_unknown_rank_keeps_its_words(tables, cable):
    frames = tables(changed(cable, "Priority: Urgent", "Priority: Additional Rush"))
    assert document(frames)["priority_text"] == "Additional Rush"
    assert pd.isna(document(frames)["priority_code"])


def test_two_recipients_of_one_name_stay_two(tables, cable):
    frames = tables(changed(cable, "Chen, Zhang, Hui", "Zhang, Zhang, Hui"))
    zhang = frames["routing_events"].query("to_name == 'Zhang'")["to_actor_id"]
    assert zhang.nunique() == 2


def test_a_surname_two_persons_bear_joins_neither(tables, cable):
    text = changed(cable, "Our view is", "Ambassador Pak Chol was there. Our view is")
    frames = tables(text)
    bare = frames["mentions"].query("zone == 'body' and name == 'Pak'")
    assert bare.empty, "which of the two said that he agrees is not stated"


def test_a_year_left_out_is_the_nearest(tables, cable):
    text = cable.replace("May 12, 1961", "December 30, 1961")
    frames = tables(changed(text, "Copied: May 13 at 21:35", "Copied: January 2 at 21:35"))
    assert frames["routing_events"].set_index("event_type").loc["copied", "at_local"] == "1962-01-02T21:35"


@pytest.mark.parametrize(
    ("credit", "translators", "contributors"),
    [
        ("Translated by N. P. Varnov and Wu Bo.", ["N. P. Varnov", "Wu Bo"], None),
        ("Translated for NKIDP by Ann Lee, Wu Bo, and Li Min", ["Ann Lee", "Wu Bo", "Li Min"], None),
        ("Obtained by Shen Zhihua.", None, ["Shen Zhihua"]),
        ("Obtained by Shen Zhihua and translated by Wu Bo.", ["Wu Bo"], ["Shen Zhihua"]),
        ("Contributed, transcribed, and translated by Wu Bo.", ["Wu Bo"], ["Wu Bo"]),
        ("Obtained and translated for NKIDP by Eliza Hart.", ["Eliza Hart"], ["Eliza Hart"]),
        ("Translated from Portuguese by James G. Moor (Troy University).", ["James G. Moor"], None),
        (
            "Obtained by the National Security Archive, translated by 7Brands.",
            ["7Brands"],
            ["National Security Archive"],
        ),
        ("", None, None),
    ],
)
def test_credits(tables, cable, credit, translators, contributors):
    frames = tables(changed(cable, "Translated by David Cowhig.", credit))
    assert document(frames)["reference_code"] == "PRC FMA 118-01026-03, 71"
    for field, expected in (("translators", translators), ("contributors", contributors)):
        found = document(frames)[field]
        assert (None if found is None else list(found)) == expected
    assert issues(frames, "unread-text").empty


def test_a_credit_nobody_knows_is_left_unread(tables, cable):
    frames = tables(changed(cable, "Translated by David Cowhig.", "Typeset in Garamond at Wu Bo's."))
    assert document(frames)["translators"] is None
    assert document(frames)["reference_code"] != "Typeset"
