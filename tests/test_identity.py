"""Who is who over many documents: what is joined and why, what never is, and ids that hold from release to release.

The texts are made up, in the form of the Australian edition.
"""

from dataclasses import replace

import pandas as pd
import pytest

from pipeline import corpus
from pipeline.authorities import Decision, add_decision
from pipeline.collection import collect
from pipeline.continuity import Before
from pipeline.publish import publish
from pipeline.shard import read_shard
from pipeline.tables import validated
from pipeline.verify import verify
from tests.conftest import REPOSITORY, read_folder

SAME = Decision("d0001", "same", "", "", (), "", "R. Reader", "2026-11-28", "One hand in both letters")


def write(raw, number, title, day, *, place="BATAVIA", signed="", text="The committee met again.", volume="1948"):
    """Put a cablegram of the edition into the raw folder."""
    folder = raw / "dfat"
    folder.mkdir(exist_ok=True)
    year, month, date = day.split("-")
    months = ["January", "February", "March", "April", "May", "June"]
    dateline = f"Cablegram {number} {place}, {int(date)} {months[int(month) - 1]} {year}, 5.10 p.m."
    lines = ["---", f'title: "{number} {title}"', f'volume: "Volume 99: {volume}"', f"doc_id: {9000 + number}",
             "vol_id: 99", f"doc_date: {day}", "---", "", f"# {number} {title}", "", dateline, "", "SECRET", "", text,
             "", signed, "", "_ [AA:A1, 2/3]_", ""]  # fmt: skip
    (folder / f"{number}.md").write_text("\n".join(lines), "utf-8")


@pytest.fixture
def frames(raw):
    return lambda: read_folder(raw)


def sender(frames, number):
    """The id of the actor who sent a document."""
    events = frames["routing_events"]
    sent = events[(events["document_id"] == f"dfat:{9000 + number}") & (events["event_type"] == "sent")]
    (actor_id,) = set(sent["from_actor_id"])
    return actor_id


def redirect(frames, old):
    rows = frames["redirects"]
    (row,) = rows[rows["old_id"] == old].to_dict("records")
    return row


def test_a_surname_at_one_post_is_one_person(raw, frames):
    write(raw, 1, "Thornley to Government", "1948-01-10")
    write(raw, 2, "Thornley to Administration", "1948-03-02")
    found = frames()
    assert sender(found, 1) == sender(found, 2) == "dfat-9001-thornley"
    row = redirect(found, "dfat-9002-thornley")
    assert (row["new_id"], row["basis"]) == ("dfat-9001-thornley", "post_and_date")
    assert row["rests_on"] == "“Thornley”, at batavia, 1948-01-10 and 1948-03-02"


@pytest.mark.parametrize(
    "other",
    [
        {"title": "Thornley to Administration", "day": "1948-03-02", "place": "MOSCOW"},
        {"title": "Thornley to Administration", "day": "1951-03-02"},
        {"title": "Thornbury to Administration", "day": "1948-03-02"},
    ],
    ids=["another post", "years later", "another surname"],
)
def test_a_surname_alone_joins_nothing(raw, frames, other):
    write(raw, 1, "Thornley to Government", "1948-01-10")
    write(raw, 2, **other)
    found = frames()
    assert sender(found, 1) != sender(found, 2)
    assert found["redirects"].empty


def test_where_two_of_a_surname_are_at_a_post_a_surname_is_neither(raw, frames):
    write(raw, 1, "Thornley to Government", "1948-01-10", signed="A. B. THORNLEY")
    write(raw, 2, "Thornley to Government", "1948-01-20", signed="C. D. THORNLEY")
    write(raw, 3, "Thornley to Administration", "1948-01-30")
    found = frames()
    assert (sender(found, 1), sender(found, 2)) == ("a-b-thornley", "c-d-thornley")
    assert sender(found, 3) == "dfat-9003-thornley"


def test_the_whole_name_of_one_document_is_that_of_all(raw, frames):
    write(raw, 1, "Thornley to Government", "1948-01-10")
    write(raw, 2, "Thornley to Government", "1948-01-20", signed="A. B. THORNLEY")
    found = frames()
    assert sender(found, 1) == sender(found, 2) == "a-b-thornley"
    actors = found["actors"].set_index("actor_id")
    assert actors.loc["a-b-thornley", "preferred_name"] == "A. B. THORNLEY"
    assert actors.loc["a-b-thornley", "document_count"] == 2
    evidence = found["evidence"]
    shown = evidence[(evidence["table"] == "actors") & (evidence["row_id"] == "a-b-thornley")]
    assert shown.loc[shown["field"] == "preferred_name", "text"].tolist() == ["A. B. THORNLEY"]


def test_those_who_write_to_each_other_are_the_same_two(raw, frames):
    write(raw, 1, "Thornley to Medway", "1948-01-10")
    write(raw, 2, "Medway to Thornley", "1948-01-20", place="LONDON")
    found = frames()
    assert sender(found, 2) == "dfat-9001-medway"
    assert redirect(found, "dfat-9002-thornley")["basis"] == "correspondents_and_date"


def with_decision(folder, **said):
    add_decision(folder, replace(SAME, **said))
    return folder


@pytest.fixture
def released(raw, tmp_path):
    """Publish the raw folder with the decisions taken so far, and return the tables."""

    def run():
        release = publish(raw, tmp_path / "outputs", authorities=tmp_path / "authorities").release
        assert verify(release.path, raw).faults == ()
        tables = ("actors", "redirects", "routing_events", "issues", "decisions", "actor_candidates")
        return {name: pd.read_parquet(release.path / f"{name}.parquet") for name in tables} | {
            "changes": (release.path / "CHANGES.md").read_text("utf-8")
        }

    return run


def test_an_id_that_was_published_stays_when_more_is_learnt(raw, released):
    write(raw, 1, "Thornley to Government", "1948-01-10")
    assert sender(released(), 1) == "dfat-9001-thornley"
    write(raw, 2, "Thornley to Government", "1948-01-20", signed="A. B. THORNLEY")
    found = released()
    assert sender(found, 1) == sender(found, 2) == "dfat-9001-thornley"
    assert redirect(found, "a-b-thornley")["new_id"] == "dfat-9001-thornley"
    assert "“Thornley” is now “A. B. THORNLEY” (`dfat-9001-thornley`)." in found["changes"]


def test_two_actors_that_a_new_document_joins_leave_a_redirect_that_stays(raw, released):
    write(raw, 1, "Thornley to Administration", "1948-01-10", place="BATAVIA")
    write(raw, 3, "Thornley to Government", "1948-03-10", place="MOSCOW")
    write(raw, 4, "Thornley to Government", "1948-03-12", place="MOSCOW")
    before = released()
    assert (sender(before, 1), sender(before, 3)) == ("dfat-9001-thornley", "dfat-9003-thornley")
    write(raw, 2, "Medway to Thornley", "1948-02-20", place="LONDON")
    write(raw, 5, "Thornley to Medway", "1948-03-20", place="MOSCOW")
    write(raw, 6, "Thornley to Medway", "1948-01-22", place="BATAVIA")
    found = released()
    # of two ids that were published, that of more documents stays
    assert sender(found, 1) == sender(found, 3) == "dfat-9003-thornley"
    assert redirect(found, "dfat-9001-thornley")["new_id"] == "dfat-9003-thornley"
    assert "“Thornley” (`dfat-9001-thornley`) is now one with “Thornley” (`dfat-9003-thornley`)" in found["changes"]
    for number in (1, 2, 6):
        (raw / "dfat" / f"{number}.md").unlink()
    assert redirect(released(), "dfat-9001-thornley")["new_id"] == "dfat-9003-thornley"


def test_publishing_again_changes_nothing(raw, tmp_path, released):
    write(raw, 1, "Thornley to Government", "1948-01-10")
    released()
    write(raw, 2, "Thornley to Government", "1948-01-20", signed="A. B. THORNLEY")
    released()
    assert not publish(raw, tmp_path / "outputs", authorities=tmp_path / "authorities").release.is_new


def test_a_decision_joins_and_is_told(raw, tmp_path, released):
    write(raw, 1, "Thornley to Government", "1948-01-10")
    write(raw, 2, "Thornley to Administration", "1948-01-10", place="MOSCOW")
    released()
    with_decision(tmp_path / "authorities", actor_id="dfat-9001-thornley", other_actor_id="dfat-9002-thornley")
    found = released()
    assert sender(found, 1) == sender(found, 2) == "dfat-9001-thornley"
    row = redirect(found, "dfat-9002-thornley")
    assert (row["basis"], row["decision_id"]) == ("decision", "d0001")
    assert "decided by R. Reader on 2026-11-28 (One hand in both letters)" in found["changes"]
    assert found["decisions"]["reason"].tolist() == ["One hand in both letters"]


def test_a_decision_keeps_apart_what_the_documents_join(raw, tmp_path, released):
    write(raw, 1, "Thornley to Government", "1948-01-10")
    write(raw, 2, "Thornley to Government", "1948-01-20")
    assert sender(released(), 2) == "dfat-9001-thornley"
    with_decision(
        tmp_path / "authorities", decision="different", actor_id="dfat-9001-thornley",
        other_actor_id="dfat-9002-thornley",
    )  # fmt: skip
    found = released()
    assert (sender(found, 1), sender(found, 2)) == ("dfat-9001-thornley", "dfat-9002-thornley")
    assert "is an actor of its own again" in found["changes"]


def test_a_split_gives_some_documents_to_another(raw, tmp_path, released):
    for number, day in ((1, "1948-01-10"), (2, "1948-01-20"), (3, "1948-02-20")):
        write(raw, number, "Mr A. B. Thornley to Government", day)
    assert sender(released(), 3) == "a-b-thornley"
    with_decision(
        tmp_path / "authorities", decision="split", actor_id="a-b-thornley", other_actor_id="a-b-thornley-younger",
        documents=("dfat:9002",),
    )  # fmt: skip
    found = released()
    assert [sender(found, number) for number in (1, 2, 3)] == ["a-b-thornley", "a-b-thornley-younger", "a-b-thornley"]
    counts = found["actors"].set_index("actor_id")["document_count"]
    assert (counts["a-b-thornley"], counts["a-b-thornley-younger"]) == (2, 1)
    assert "is split: in `dfat:9002` it is" in found["changes"]


def test_values_that_people_give_stand_in_place_of_those_read(raw, tmp_path, released):
    write(raw, 1, "Thornley to Government", "1948-01-10")
    of = {"other_actor_id": "", "actor_id": "dfat-9001-thornley"}
    folder = tmp_path / "authorities"
    with_decision(folder, decision="name", value="Arthur Thornley", **of)
    with_decision(folder, decision_id="d0002", decision="country", value="AU", **of)
    with_decision(folder, decision_id="d0003", decision="same_as", value="https://example.org/people/7", **of)
    actor = released()["actors"].set_index("actor_id").loc["dfat-9001-thornley"]
    assert (actor["preferred_name"], actor["country_code"]) == ("Arthur Thornley", "AU")
    assert list(actor["same_as"]) == ["https://example.org/people/7"]


def test_a_decision_about_nobody_is_told(raw, tmp_path, released):
    write(raw, 1, "Thornley to Government", "1948-01-10")
    with_decision(tmp_path / "authorities", actor_id="dfat-9001-thornley", other_actor_id="nobody-at-all")
    issues = released()["issues"]
    (message,) = issues.loc[issues["code"] == "stale-decision", "message"]
    assert message == "d0001 (same) is about nobody-at-all, which no document names"


def test_what_was_told_before_is_told_again():
    """All samples of all sources, on top of what they gave: nothing moves."""
    shards = [read_shard(shard) for shard in corpus.shards(corpus.scan(REPOSITORY / "tests" / "examples" / "raw"))]
    first = validated(collect(shards))
    again = validated(collect(shards, (), Before("1.0.0", first)))
    assert [name for name in first if not first[name].astype(str).equals(again[name].astype(str))] == []
