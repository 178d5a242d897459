"""Decisions about actors as data: what is read, what is refused with what advice, what takes the place of what."""

from dataclasses import replace

import pytest

from pipeline.authorities import (
    FIELDS,
    FILE_NAME,
    AuthoritiesError,
    Decision,
    add_decision,
    in_force,
    next_id,
    read_decisions,
)

SAME = Decision(
    "d0001", "same", "ann-ash", "x-1-ash", (), "", "R. Reader", "2026-11-28", "Both sign as consul, on one day"
)
SPLIT = replace(SAME, decision_id="d0002", decision="split", other_actor_id="ann-ash-younger", documents=("x:1", "x:2"))


def test_what_is_written_is_read(tmp_path):
    assert read_decisions(tmp_path) == ()
    reason = replace(SAME, reason='He "signs", so\nthey; are =one')
    for each in (reason, SPLIT):
        add_decision(tmp_path, each)
    assert read_decisions(tmp_path) == (reason, SPLIT)
    assert sorted(file.name for file in tmp_path.iterdir()) == [FILE_NAME]
    assert next_id(read_decisions(tmp_path)) == "d0003"


@pytest.mark.parametrize(
    ("wrong", "advice"),
    [
        ({"decision": "merge"}, "decision must be one of same, different"),
        ({"other_actor_id": ""}, "same needs other_actor_id"),
        ({"other_actor_id": "ann-ash"}, "needs two actors"),
        ({"actor_id": "../ann"}, "actor_id must be an id"),
        ({"documents": ("x:1",)}, "split needs documents, and nothing else"),
        ({"decision": "split"}, "split needs documents"),
        ({"decision": "name", "other_actor_id": ""}, "name needs a value"),
        ({"decision": "country", "other_actor_id": "", "value": "Korea"}, "country needs a value"),
        ({"decision": "same_as", "other_actor_id": "", "value": "javascript:alert(1)"}, "same_as needs a value"),
        ({"value": "Ash"}, "same has no value"),
        ({"decided_by": " "}, "say who decided"),
        ({"reason": ""}, "say what it rests on"),
        ({"decided_on": "28.11.2026"}, "must be a day such as"),
        ({"decision_id": "1"}, "d and a number"),
    ],
)
def test_a_wrong_decision_is_refused_with_advice(tmp_path, wrong, advice):
    with pytest.raises(AuthoritiesError, match=advice):
        add_decision(tmp_path, replace(SAME, **wrong))
    assert not (tmp_path / FILE_NAME).exists()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", r"decisions\.csv, line 1: its fields must be decision_id"),
        ("a,b\n", "line 1: its fields must be"),
        (",".join(FIELDS) + "\nd1,same\n", "line 2: it has 2 fields"),
        (",".join(FIELDS) + '\n"d1\n', "cannot be read as CSV"),
    ],
)
def test_a_broken_file_says_where(tmp_path, text, message):
    (tmp_path / FILE_NAME).write_text(text, "utf-8")
    with pytest.raises(AuthoritiesError, match=message):
        read_decisions(tmp_path)


def test_an_id_stands_once(tmp_path):
    add_decision(tmp_path, SAME)
    file = tmp_path / FILE_NAME
    file.write_text(file.read_text("utf-8") + file.read_text("utf-8").splitlines(keepends=True)[1], "utf-8")
    with pytest.raises(AuthoritiesError, match="line 3: another line has the id d0001"):
        read_decisions(tmp_path)


def test_a_later_decision_takes_the_place_of_an_earlier_one():
    turned = replace(SAME, decision_id="d0003", decision="different", actor_id="x-1-ash", other_actor_id="ann-ash")
    assert in_force((SAME, SPLIT, turned)) == (SPLIT, turned)
    named = replace(SAME, decision_id="d0004", decision="name", other_actor_id="", value="Ann Ash")
    renamed = replace(named, decision_id="d0005", value="A. Ash")
    assert in_force((named, renamed)) == (renamed,)
