"""Documents that are not held: one row each, under ids that stay; gaps; documents that belong together."""

import shutil

import pyarrow.parquet
import pytest

from pipeline.arrow import to_pandas
from pipeline.publish import publish
from pipeline.verify import verify
from tests.conftest import REPOSITORY, read_folder
from tests.edition import frames, from_kirk, page, to_kirk, write

SAYS_MY = from_kirk(9, "110", "6 March 1948", "My telegram 106 told of it.")
SAYS_YOUR = to_kirk(8, "71", "7 March 1948", "Your telegram 106 of 3rd March is understood.")
MEANT = from_kirk(1, "106", "3 March 1948")


def ghosts(of, **where):
    found = of["ghosts"].astype(object)
    found = found.where(found.notna(), None).to_dict("records")
    return [row for row in found if all(row[key] == value for key, value in where.items())]


def changes(release):
    return (release.path / "CHANGES.md").read_text("utf-8")


def tables(release):
    names = ("ghosts", "document_references", "redirects", "document_links")
    return {name: to_pandas(pyarrow.parquet.read_table(release.path / f"{name}.parquet")) for name in names}


def test_what_two_say_of_one_document_is_one_ghost(raw):
    of = frames(raw, SAYS_MY, SAYS_YOUR)
    (ghost,) = ghosts(of)
    assert (ghost["basis"], ghost["status"], ghost["reference_count"]) == ("reference", "missing", 2)
    assert (ghost["number"], ghost["kind"], ghost["date_edtf"]) == ("106", "telegram", "1948-03-03")
    assert (ghost["date_earliest"], ghost["date_latest"]) == ("1948-03-03", "1948-03-03")
    # it is of who wrote it to whom, and not of a document that speaks of it
    assert ghost["ghost_id"] == "ghost:dfat:batavia:canberra:106:1948"
    assert set(of["document_references"]["ghost_id"]) == {ghost["ghost_id"]}
    events = of["routing_events"].set_index("document_id")
    assert ghost["from_actor_id"] == events.loc["dfat:9", "from_actor_id"]


@pytest.mark.parametrize(
    "other",
    [
        SAYS_YOUR.replace("106 of 3rd March", "107 of 3rd March"),
        SAYS_YOUR.replace("Your telegram", "My telegram"),
        SAYS_YOUR.replace("telegram 106 of", "telegram H.106 of"),
        SAYS_MY.replace("doc_id: 9", "doc_id: 7").replace("1948", "1950").replace("110", "111"),
    ],
)
def test_what_differs_is_another_ghost(raw, other):
    assert len(ghosts(frames(raw, SAYS_MY, other))) == 2


def test_what_nothing_identifies_is_a_ghost_of_its_document_alone(raw):
    words = "He spoke of telegram 106 at length."
    letter = page(7, "Lane to Moss", "Letter SYDNEY, 7 March 1948", words)
    of = frames(raw, from_kirk(9, "110", "6 March 1948", words), letter)
    assert [ghost["ghost_id"] for ghost in ghosts(of)] == ["ghost:dfat:7:106:1948", "ghost:dfat:9:106:1948"]


def test_a_document_that_comes_in_is_the_ghost_under_its_id(raw, tmp_path):
    outputs = tmp_path / "outputs"
    write(raw, SAYS_MY)
    (before,) = ghosts(tables(publish(raw, outputs).release))
    write(raw, SAYS_YOUR)
    second = publish(raw, outputs).release
    (again,) = ghosts(tables(second))
    assert (again["ghost_id"], again["reference_count"], again["status"]) == (before["ghost_id"], 2, "missing")
    write(raw, MEANT)
    third = publish(raw, outputs).release
    (now,) = ghosts(tables(third))
    assert (now["ghost_id"], now["status"], now["document_id"]) == (before["ghost_id"], "resolved", "dfat:1")
    references = tables(third)["document_references"]
    assert set(references["target_document_id"]) == {"dfat:1"}
    assert references["ghost_id"].isna().all()
    told = changes(third)
    assert "The telegram “106” of 1948-03-03 (referred to 2 times), which no release held, has come in" in told
    assert f"Its id as a missing document was `{before['ghost_id']}`" in told
    assert not verify(third.path, raw).faults
    # it stays known by that id, and once told is not told again
    write(raw, page(6, "Lane to Moss", "Letter SYDNEY, 9 March 1948", "Nothing of this."))
    fourth = publish(raw, outputs).release
    assert [row["ghost_id"] for row in ghosts(tables(fourth), status="resolved")] == [before["ghost_id"]]
    assert "has come in" not in changes(fourth)


def test_a_document_that_is_gone_again_is_a_ghost_again(raw, tmp_path):
    outputs = tmp_path / "outputs"
    write(raw, SAYS_MY)
    (before,) = ghosts(tables(publish(raw, outputs).release))
    write(raw, MEANT)
    publish(raw, outputs)
    (raw / "dfat" / "1.md").unlink()
    (now,) = ghosts(tables(publish(raw, outputs).release))
    assert (now["ghost_id"], now["status"], now["document_id"]) == (before["ghost_id"], "missing", None)


def test_two_ghosts_that_turn_out_one_keep_one_id_and_a_redirect(raw, tmp_path):
    outputs = tmp_path / "outputs"
    named = from_kirk(9, "110", "6 March 1948", "Lane told me that the K.106 was late.")
    # of the second nothing tells from where Lane wrote, until a cable of his does
    unknown = page(
        7, "Department of External Affairs to Lane", "Cablegram 12 CANBERRA, 9 March 1948", "Your telegram 106."
    )
    mine = page(8, "Moss to Department of External Affairs", "Cablegram 14 BATAVIA, 10 March 1948", "My telegram 106.")
    write(raw, unknown, mine)
    first = publish(raw, outputs).release
    ids = {row["ghost_id"] for row in ghosts(tables(first))}
    assert len(ids) == 2
    write(
        raw, page(6, "Lane to Department of External Affairs", "Cablegram 9 BATAVIA, 8 March 1948", "It is so."), named
    )
    second = publish(raw, outputs).release
    kept = {row["ghost_id"] for row in ghosts(tables(second))} & ids
    redirects = tables(second)["redirects"]
    (row,) = redirects[redirects["entity"] == "ghost"].to_dict("records")
    assert {row["old_id"]} | kept == ids
    assert (row["new_id"], row["basis"]) == (*kept, "ghost_joined")
    assert f"(`{row['old_id']}`) is now one with `{row['new_id']}`" in changes(second)
    # the id that was given up leads there in every later release
    write(raw, page(5, "Lane to Moss", "Letter SYDNEY, 9 March 1948", "Nothing of this."))
    third = tables(publish(raw, outputs).release)["redirects"]
    assert list(third[third["entity"] == "ghost"]["old_id"]) == [row["old_id"]]


def test_a_ghost_that_nothing_means_any_more_is_told(raw, tmp_path):
    outputs = tmp_path / "outputs"
    write(raw, SAYS_MY, MEANT.replace("106", "104"))
    publish(raw, outputs)
    write(raw, SAYS_MY.replace("My telegram 106", "A telegram"))
    release = publish(raw, outputs).release
    assert ghosts(tables(release)) == []
    ghost_id = "ghost:dfat:batavia:department-of-external-affairs:106:1948"
    assert f"The telegram “106” (referred to once) (`{ghost_id}`): what referred to it" in changes(release)


SERIES = [from_kirk(n, f"K{n}", f"{day} March 1948") for n, day in ((20, 1), (21, 3), (22, 4), (24, 6), (25, 9))]


def test_a_number_missing_between_two_that_are_held_is_a_gap(raw):
    (gap,) = ghosts(frames(raw, *SERIES))
    assert (gap["basis"], gap["identifier"], gap["series"], gap["number"]) == ("gap", "K23", "K", "23")
    assert (gap["before_document_id"], gap["after_document_id"]) == ("dfat:22", "dfat:24")
    assert (gap["date_earliest"], gap["date_latest"], gap["reference_count"]) == ("1948-03-04", "1948-03-06", 0)


def test_a_gap_that_is_referred_to_is_one_ghost_with_both_facts(raw):
    asks = to_kirk(9, "65", "8 March 1948", "Your K.23 is not clear.")
    (ghost,) = ghosts(frames(raw, *SERIES, asks))
    assert (ghost["basis"], ghost["reference_count"], ghost["before_document_id"]) == ("reference", 1, "dfat:22")
    assert (ghost["date_earliest"], ghost["date_latest"]) == ("1948-03-04", "1948-03-06")


@pytest.mark.parametrize(
    "pages",
    [
        # too few of the series
        SERIES[2:4],
        # a selection: numbers far apart
        [*SERIES[:3], *(from_kirk(n, f"K{n}", f"{n - 20} March 1948") for n in (26, 30))],
        # the missing number went to somebody else
        [*SERIES, page(9, "Kirk to Lane", "Cablegram K23 BATAVIA, 5 March 1948", "It is so.")],
        # numbers that do not run with their days
        [from_kirk(n, f"K{n}", f"{day} March 1948") for n, day in ((20, 9), (21, 3), (22, 8), (24, 2), (25, 1))],
        # half a year between the two
        [*SERIES[:3], *(from_kirk(n, f"K{n}", f"{n - 20} September 1948") for n in (24, 25))],
    ],
)
def test_a_selection_is_no_gap(raw, pages):
    assert ghosts(frames(raw, *pages)) == []


def test_a_gap_is_filled_under_its_id(raw, tmp_path):
    outputs = tmp_path / "outputs"
    write(raw, *SERIES)
    (before,) = ghosts(tables(publish(raw, outputs).release))
    write(raw, from_kirk(23, "K23", "5 March 1948"))
    release = publish(raw, outputs).release
    (now,) = ghosts(tables(release))
    assert (now["ghost_id"], now["status"], now["document_id"]) == (before["ghost_id"], "resolved", "dfat:23")
    assert "The document “K23” (missing from its series), which no release held, has come in" in changes(release)


def links(of):
    return [
        tuple(row)
        for row in of["document_links"][["document_id", "link_type", "target_document_id"]].itertuples(index=False)
    ]


def test_what_opens_with_the_addressees_document_answers_it(raw):
    answer = to_kirk(8, "71", "7 March 1948", "Your telegram 106. We agree with what you say of the ferry.")
    mentions = to_kirk(7, "72", "8 March 1948", "We agree with what you said of the ferry in your telegram 106.")
    own = from_kirk(6, "109", "9 March 1948", "My telegram 106. The ferry has come.")
    assert links(frames(raw, MEANT, answer, mentions, own)) == [("dfat:8", "reply_to", "dfat:1")]


STORY = " ".join(f"On day {n} the ferry of line {n * 7} came {n * 3} minutes late to pier {n * 11}." for n in range(30))


def test_texts_that_are_alike_are_found_by_their_runs_of_words(raw):
    copy = STORY.replace("day 7", "the seventh day")
    other = " ".join(f"Line {n * 5} lost {n * 13} passengers and {n} crates at quay {n * 17}." for n in range(30))
    pages = (
        from_kirk(1, "1", "1 March 1948", STORY),
        from_kirk(2, "2", "9 May 1948", copy),
        from_kirk(3, "3", "9 May 1948", other),
    )
    of = frames(raw, *pages)
    assert links(of) == [("dfat:1", "near_duplicate", "dfat:2")]
    assert of["document_links"]["score"][0] > 0.8


def test_short_texts_are_alike_by_chance(raw):
    assert links(frames(raw, from_kirk(1, "1", "1 March 1948"), from_kirk(2, "2", "9 May 1948"))) == []


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("900203", [("483/sh", "sh", "483", None, "header")]),
        ("900302", [("1190", None, "1190", "incoming", "header")]),
        (
            "900124",
            [("811", None, "811", "incoming", "header"), ("812-813", None, "812-813", "incoming", "header")],
        ),
    ],
)
def test_the_line_that_says_what_is_answered_is_a_reference(raw, name, read):
    (sample,) = (REPOSITORY / "tests" / "examples" / "raw" / "wilson_center").glob(f"{name}.*")
    shutil.copy(sample, raw / "wilson_center")
    references = read_folder(raw)["document_references"].astype(object)
    references = references[references["zone"] == "header"]
    fields = ["identifier", "series", "number", "direction", "zone"]
    assert [
        tuple(row) for row in references[fields].where(references[fields].notna(), None).itertuples(index=False)
    ] == read


def test_a_number_of_an_office_and_a_year_is_cited_as_it_is_borne(raw):
    samples = REPOSITORY / "tests" / "examples" / "raw" / "wilson_center"
    shutil.copy(samples / "900102.txt", raw / "wilson_center")
    text = (samples / "900105.txt").read_text("utf-8").replace("1960", "1963").replace("(60)", "(63)")
    says = " The cable (62) North Korea Consular No. 114 told of it, and the letter (62) North Korea Consular No. 115."
    place = text.index(".\n", len(text) // 2) + 1
    (raw / "wilson_center" / "900105.txt").write_text(text[:place] + says + text[place:], "utf-8")
    of = read_folder(raw)["document_references"]
    of = of[of["number"].isin(["114", "115"])]
    assert list(zip(of["series"], of["number"], of["status"], strict=True)) == [
        ("North Korea Consular", "114", "resolved"),
        ("North Korea Consular", "115", "missing"),
    ]
