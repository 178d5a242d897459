"""How well a release is read, and the alarm when it is read worse: it rings for that, and for nothing else."""

import json

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.publish import NothingPublishedError, publish
from pipeline.release import latest
from tests.conftest import list_anew
from tests.edition import from_kirk, write

DAYS = tuple(f"{day} March 1948" for day in range(1, 13))
PLACE = "BATAVIA, "


def cables(first, days=DAYS):
    return [from_kirk(key, str(100 + key), day) for key, day in enumerate(days, first)]


def undated(pages):
    return [each.replace(PLACE + each.partition(PLACE)[2].partition("\n")[0], "BATAVIA") for each in pages]


@pytest.fixture
def outputs(tmp_path):
    return tmp_path / "outputs"


def scores(outputs):
    return json.loads((latest(outputs) / "scores.json").read_text("utf-8"))


def test_shares_say_of_how_many(raw, outputs):
    publish(write(raw, *cables(1), *undated(cables(20, DAYS[:4]))), outputs)
    source = scores(outputs)["sources"]["dfat"]
    assert source["documents"] == 16
    assert source["shares"]["date"] == {"of": 16, "share": 0.75, "low": 0.505, "high": 0.8982}
    assert source["shares"]["published"]["share"] == source["shares"]["sender"]["share"] == 1
    assert scores(outputs)["gold"] is None


def test_documents_that_are_read_worse_stop_the_release_until_it_is_accepted(raw, outputs):
    publish(write(raw, *cables(1)), outputs)
    write(raw, *undated(cables(1)))
    told = r"dfat\.date fell from 1\.000 \(0\.757–1\.000, of 12\) to 0\.000 .* both releases(?s:.*)--accept dfat\.date"
    with pytest.raises(NothingPublishedError, match=told):
        publish(raw, outputs)
    with pytest.raises(NothingPublishedError, match=r"dfat\.date"):
        publish(raw, outputs, accepted=["dfat.sender"])
    assert latest(outputs).name == "1.0.0"
    arguments = ["publish", "--raw", str(raw), "--outputs", str(outputs)]
    assert CliRunner().invoke(app, arguments).exit_code == 3
    assert CliRunner().invoke(app, [*arguments, "--accept", "dfat.sender, dfat.date"]).exit_code in {0, 1}
    release = latest(outputs)
    assert json.loads((release / "run.json").read_text("utf-8"))["parameters"]["accepted"] == ["dfat.date"]
    assert "## Scores that fell, and were accepted\n\n- dfat.date fell from" in (release / "CHANGES.md").read_text(
        "utf-8"
    )


def test_few_documents_do_not_ring(raw, outputs):
    publish(write(raw, *cables(1, DAYS[:2])), outputs)
    assert publish(write(raw, *undated(cables(1, DAYS[:2]))), outputs).release.is_new


def test_new_documents_that_state_less_do_not_ring(raw, outputs):
    publish(write(raw, *cables(1)), outputs)
    assert publish(write(raw, *undated(cables(20))), outputs).release.version == "1.1.0"


def test_new_files_that_cannot_be_read_ring(raw, outputs):
    publish(write(raw, *cables(1)), outputs)
    for key in range(20, 40):
        (raw / "dfat" / f"{key}.md").write_bytes(b"\xff\xfe no text")
    with pytest.raises(NothingPublishedError, match=r"dfat\.published fell from 1\.000"):
        publish(raw, outputs)


def test_a_new_source_does_not_ring(raw, outputs, cable):
    publish(write(raw, *cables(1)), outputs)
    (raw / "wilson_center" / "188161.md").write_text(cable, "utf-8")
    publish(raw, outputs)
    assert sorted(scores(outputs)["sources"]) == ["dfat", "wilson_center"]


def test_gold_is_scored_on_the_documents_of_the_release(raw, outputs, tmp_path):
    gold = tmp_path / "gold.jsonl"
    dates = [{"document_id": f"dfat:{key}", "date": f"1948-03-{key:02}"} for key in range(1, 13)]
    lines = [*dates, {"document_id": "dfat:99", "date": "1948-03-01"}, {"document_id": "frus:x", "date": "1948"}]
    gold.write_text("\n".join(map(json.dumps, lines)), "utf-8")
    publish(write(raw, *cables(1)), outputs, gold=gold)
    found = scores(outputs)["gold"]["sources"]
    assert (found["dfat"]["documents"], found["dfat"]["not_in_release"]) == (12, 1)
    assert found["dfat"]["f1"] == {"of": 12, "share": 1.0, "low": 0.7575, "high": 1.0}
    assert found["frus"] == {"documents": 0, "not_in_release": 1}
    write(raw, *cables(1, tuple(f"{day} April 1948" for day in range(1, 13))))
    with pytest.raises(NothingPublishedError, match=r"dfat\.f1 fell from 1\.000"):
        publish(raw, outputs, gold=gold)
    # on other gold nothing can be compared
    gold.write_text("\n".join(map(json.dumps, dates)), "utf-8")
    assert publish(raw, outputs, gold=gold).release.is_new


def test_a_release_of_older_code_has_no_scores_and_is_compared_by_its_tables(raw, outputs):
    publish(write(raw, *cables(1)), outputs)
    (latest(outputs) / "scores.json").unlink()
    list_anew(latest(outputs))
    with pytest.raises(NothingPublishedError, match=r"dfat\.date"):
        publish(write(raw, *undated(cables(1))), outputs)
