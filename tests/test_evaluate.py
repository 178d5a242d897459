"""The scores: what is wrong, missed or not published is counted and listed; gold that is none is refused."""

import json
import shutil

import pytest
from conftest import read_folder
from exercises import EXPECTED, samples

from pipeline.evaluate import GoldError, as_gold, evaluate, interval, read_gold

SAMPLE = EXPECTED.parent / "raw" / "wilson_center" / "900101.md"


@pytest.fixture
def one_sample(tmp_path):
    folder = tmp_path / "raw" / "wilson_center"
    folder.mkdir(parents=True)
    shutil.copy(SAMPLE, folder)
    return read_folder(tmp_path / "raw"), {**samples()["900101"]}


@pytest.mark.parametrize(
    ("field", "damaged", "kinds"),
    [
        ("title", "Another title", {"missed", "wrong"}),
        ("date", None, {"wrong"}),
        ("translators", ["Meilin Hart", "Somebody Else"], {"missed"}),
        ("recipients", [], {"wrong"}),
    ],
)
def test_a_difference_is_counted_and_listed(one_sample, field, damaged, kinds):
    frames, gold = one_sample
    assert evaluate([gold], frames).whole == (1, 1)
    found = evaluate([{**gold, field: damaged}], frames)
    assert found.whole == (0, 1)
    assert {each.kind for each in found.differences} == kinds
    assert {each.field for each in found.differences} == {field}
    assert found.fields[field].f1 < 1 or not found.fields[field].right


def test_a_document_that_is_not_published_is_told(one_sample):
    frames, gold = one_sample
    found = evaluate([{**gold, "document_id": "wilson_center:1"}], frames)
    assert found.unread == ("wilson_center:1",)
    assert found.all.right == 0


@pytest.mark.parametrize("text", ["", "[]", "{", '{"title": "x"}', "[1]"])
def test_gold_that_is_none_is_refused(tmp_path, text):
    file = tmp_path / "gold.json"
    file.write_text(text)
    with pytest.raises(GoldError):
        read_gold(file)


def test_gold_can_be_lines(tmp_path):
    file = tmp_path / "gold.jsonl"
    file.write_text("\n".join(json.dumps({"document_id": f"a:{number}"}) for number in range(3)))
    assert len(read_gold(file)) == 3


def test_intervals_hold_the_share_and_shrink_with_more():
    for of in (10, 100, 1000):
        low, high = interval(of * 9 // 10, of)
        assert low < 0.9 < high
    assert interval(90, 100)[0] < interval(900, 1000)[0]


def test_what_is_published_can_be_stated_as_gold(one_sample):
    """What `evaluate` compares is what `as_gold` states: one declaration for both directions."""
    frames, gold = one_sample
    (stated,) = as_gold(frames).values()
    assert json.loads(json.dumps(stated)) == stated
    assert evaluate([stated], frames).whole == (1, 1)
    both = stated.keys() & gold.keys()
    assert len(both) > 25
    different = {field for field in both if stated[field] != gold[field]} - {"events"}
    assert not different
    assert [{**event, "place": None} for event in stated["events"]] == gold["events"]
