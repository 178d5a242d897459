"""What the benchmarks measure with: the synthetic corpus, the history of a soak, and what tells of growth."""

from benchmarks.history import History
from benchmarks.soak.__main__ import differences
from benchmarks.soak.counted import growths
from benchmarks.synthetic import corpus
from pipeline import corpus as raw_files
from pipeline.publish import publish
from pipeline.shard import read_shard

VOLUME = "frus/"


def contents(folder):
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_a_document_is_the_same_however_many_are_made(tmp_path):
    corpus.write(tmp_path / "few", 40)
    corpus.write(tmp_path / "many", 100)
    few, many = contents(tmp_path / "few"), contents(tmp_path / "many")
    assert len(few) == 37
    assert len(many) == 91
    assert all(many[name] == data for name, data in few.items() if not name.startswith(VOLUME))


def test_a_corpus_that_was_half_written_is_finished(tmp_path):
    corpus.write(tmp_path / "whole", 100)
    corpus.write(tmp_path / "stopped", 60)
    some = sorted((tmp_path / "stopped").rglob("*.md"))[:5]
    for file in some:
        file.rename(file.with_name(f".{file.name}"))
    assert corpus.write(tmp_path / "stopped", 100) == 42
    assert contents(tmp_path / "stopped") == contents(tmp_path / "whole")


def test_the_documents_are_read_in_all_their_forms_and_refer_to_each_other(tmp_path):
    corpus.write(tmp_path / "raw", 120)
    tables = read_shard(raw_files.scan(tmp_path / "raw"))
    assert set(tables["documents"]["form_id"].to_pylist()) - {None} == {
        "prc_mfa_cable", "soviet_telegram", "conversation_memorandum", "australian_record", "us_state_telegram",
        "frus_document",
    }  # fmt: skip
    numbers = set(tables["identifiers"]["identifier"].to_pylist())
    assert numbers & set(tables["document_references"]["number"].to_pylist())
    outcomes = tables["ledger"]["outcome"].to_pylist()
    assert 0 < outcomes.count("quarantined") < 0.05 * len(outcomes)


def test_a_history_can_be_gone_through_again(tmp_path):
    for name in ("one", "other"):
        history = History(tmp_path / name, 20, 3)
        for step in range(1, 30):
            history.step(step)
    assert contents(tmp_path / "one") == contents(tmp_path / "other")
    assert {"add", "remove", "change", "back", "move", "volume"} <= set(history.happened)


def test_what_leaks_is_told_and_what_only_swings_is_not():
    series = [
        {
            "leak": 100 + 0.5 * run,
            "files": 5.0 + run // 10,
            "swings": 100 + run % 7,
            "warm": 100.0 if run < 5 else 200.0,
        }
        for run in range(100)
    ]
    assert {each.name for each in growths(series) if each.grows} == {"leak", "files"}


def test_a_release_that_is_not_what_a_rebuild_makes_is_found(tmp_path):
    raw, outputs = tmp_path / "raw", tmp_path / "outputs"
    history = History(raw, 5, 1)
    before = publish(raw, outputs, workers=1).release.version
    while not history.step(len(history.happened) + 1):
        pass
    made = publish(raw, outputs, workers=1).release
    assert made.is_new
    (made.path / "documents.csv").write_bytes(b"")
    assert list(differences(raw, outputs, before)) == [f"{made.version}/documents.csv is not what a rebuild makes"]
