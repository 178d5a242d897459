"""A run reads only what was not read before, and gives what a run that reads everything gives."""

import os
import random
import shutil
import textwrap
from pathlib import Path

import grimp
import pytest

from pipeline import corpus
from pipeline.publish import Order, publish
from pipeline.release import files_of
from pipeline.shard import read_shard
from pipeline.sources import forget, take_in
from pipeline.staging import Area, Processes, manifest, planning, read_batch
from pipeline.staging import plan as plan_of
from pipeline.staging.area import AREA, DamagedError
from pipeline.staging.manifest import hashes
from pipeline.staging.reader import _modules, _sha256, reader
from pipeline.status import status

SAMPLES = Path(__file__).parent / "examples" / "raw"


@pytest.fixture
def outputs(tmp_path):
    return tmp_path / "outputs"


@pytest.fixture
def read(monkeypatch):
    """The paths of all files that were read."""
    paths = []

    def watched(shard, *given):
        paths.extend(each.path for each in shard)
        return read_shard(shard, *given)

    monkeypatch.setattr(planning, "read_shard", watched)
    return paths


def bring(raw: Path, *names: str) -> None:
    """Bring samples into a raw folder, long enough ago for their times to be believed."""
    for name in names:
        target = raw / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(SAMPLES / name, target)


@pytest.fixture
def settled(monkeypatch):
    """Times of files are believed at once."""
    monkeypatch.setattr("pipeline.staging.manifest._SETTLED_NS", -60_000_000_000)


def plan(raw: Path, outputs: Path, **given):
    return plan_of(corpus.scan(raw), Area(outputs / AREA), **given)


def test_a_run_in_which_nothing_changed_reads_nothing_and_tells_the_same(tmp_path, outputs, read):
    bring(tmp_path / "raw", "wilson_center/900101.md", "wilson_center/900125.pdf", "dfat/990009-mr-h-fenner.md")
    first = publish(tmp_path / "raw", outputs)
    assert len(read) == 3
    read.clear()
    again = publish(tmp_path / "raw", outputs)
    assert not read
    assert not again.release.is_new
    assert again.release.path == first.release.path
    assert (again.notices, again.release.ledger, again.exit_code) == (
        first.notices,
        first.release.ledger,
        first.exit_code,
    )
    publish(tmp_path / "raw", outputs, anew=True)
    assert len(read) == 3


def test_a_release_that_was_removed_does_not_stand(tmp_path, outputs):
    bring(tmp_path / "raw", "wilson_center/900101.md")
    made = publish(tmp_path / "raw", outputs).release
    (outputs / "latest").unlink()
    shutil.rmtree(made.path)
    assert publish(tmp_path / "raw", outputs).release.is_new


@pytest.mark.parametrize("seed", range(2))
def test_whatever_happens_to_the_files_the_release_is_that_of_a_full_reading(tmp_path, monkeypatch, seed):
    """Documents come, change and go; after each step a run that reads all anew, beside it, gives the same bytes."""
    monkeypatch.setattr(corpus, "SHARD_SIZE", 4)
    chance, raw = random.Random(seed), tmp_path / "raw"
    names = [f.relative_to(SAMPLES).as_posix() for f in sorted(SAMPLES.rglob("*.*")) if "frus" not in f.parts]
    bring(raw, *chance.sample(names, 8))
    for _ in range(3):
        there = [f.relative_to(raw).as_posix() for f in raw.rglob("*.*")]
        bring(raw, *chance.sample(sorted(set(names) - set(there)), 2))
        (raw / chance.choice(there)).unlink()
        changed = chance.choice([each for each in there if (raw / each).exists() and each.endswith((".md", ".txt"))])
        text = (raw / changed).read_text("utf-8").splitlines(keepends=True)
        (raw / changed).write_text("".join(text[: len(text) - chance.randrange(4)]), "utf-8")
        kept = publish(raw, tmp_path / "kept", accepted=_ALL).release
        anew = publish(raw, tmp_path / "anew", accepted=_ALL, anew=True).release
        assert kept.is_new == anew.is_new
        assert contents(kept.path) == contents(anew.path)


class _Everything:
    """A set that holds every name: scores may fall here."""

    def __iter__(self):
        return iter(f"{source}.{score}" for source in _SOURCES for score in _SCORES)


_SOURCES = ("dfat", "frus", "nara_aad", "wilson_center")
_SCORES = ("published", "form", "read_whole", "date", "sender", "addressee", "reference", "recipients", "copies")
_ALL = _Everything()


def contents(release: Path) -> dict[str, bytes]:
    return {name: (release / name).read_bytes() for name in files_of(release)}


def test_one_file_more_changes_one_shard(tmp_path, monkeypatch):
    monkeypatch.setattr(corpus, "SHARD_SIZE", 16)
    names = [f"raw/wilson_center/{number}.txt" for number in range(1000)]
    found = [corpus.Found(name, tmp_path / name, "wilson_center") for name in names]
    before = {tuple(each.path for each in shard) for shard in corpus.shards(found)}
    found.insert(500, corpus.Found("raw/wilson_center/499a.txt", tmp_path / "x", "wilson_center"))
    after = {tuple(each.path for each in shard) for shard in corpus.shards(found)}
    assert len(before) > 30
    assert len(after - before) <= 2


def test_a_file_with_the_size_and_day_of_the_one_before_is_another(tmp_path, settled):
    file, kept = tmp_path / "a.txt", tmp_path / "manifest.parquet"
    file.write_text("one")
    times = file.stat()
    (first,) = hashes([("a", file)], kept)
    file.write_text("two")
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
    (second,) = hashes([("a", file)], kept)
    assert first != second


def test_a_file_that_was_changed_just_now_is_read_again(tmp_path, monkeypatch):
    file, kept = tmp_path / "a.txt", tmp_path / "manifest.parquet"
    file.write_text("one")
    (first,) = hashes([("a", file)], kept)
    same = manifest._stamp(file)
    file.write_text("two")
    monkeypatch.setattr(manifest, "_stamp", lambda _: same)  # within one tick of the clock
    assert hashes([("a", file)], kept) != [first]


def test_a_manifest_that_is_damaged_is_made_anew(tmp_path, settled):
    file, kept = tmp_path / "a.txt", tmp_path / "manifest.parquet"
    file.write_text("one")
    (first,) = hashes([("a", file)], kept)
    kept.write_bytes(b"PAR1 nothing")
    assert hashes([("a", file)], kept) == [first]


def test_a_file_that_changes_while_it_is_read_is_not_kept_under_what_it_was(tmp_path, outputs):
    raw = tmp_path / "raw"
    bring(raw, "wilson_center/900101.md")
    before = plan(raw, outputs)
    shutil.copyfile(SAMPLES / "wilson_center" / "900119.md", raw / "wilson_center" / "900101.md")
    (batch,) = before.batches()
    assert before.read(read_batch(batch)).keys != before.keys
    assert not Area(outputs / AREA).holds(before.keys[0])
    assert list(plan(raw, outputs).batches()) == []


def test_rows_that_were_damaged_on_disk_are_read_again(tmp_path, outputs, read):
    raw = tmp_path / "raw"
    bring(raw, "wilson_center/900101.md")
    done = plan(raw, outputs)
    read_batch(next(done.batches()))
    (file,) = (outputs / AREA).glob("??/*.zip")
    file.write_bytes(file.read_bytes()[:-2000])
    with pytest.raises(DamagedError):
        done.area.read(done.keys[0])
    read.clear()
    (tables,) = done.tables()
    assert tables["documents"]["document_id"].to_pylist() == ["wilson_center:900101"]
    assert read == ["raw/wilson_center/900101.md"]


def test_rows_of_files_that_are_gone_are_not_kept(tmp_path, outputs):
    raw = tmp_path / "raw"
    bring(raw, "wilson_center/900101.md", "wilson_center/900119.md")
    publish(raw, outputs)
    unfinished = next((outputs / AREA).glob("??")) / ".unfinished-1"
    unfinished.write_text("of a run that was killed")
    (raw / "wilson_center" / "900119.md").unlink()
    publish(raw, outputs, accepted=_ALL)
    assert len(list((outputs / AREA).glob("??/*.zip"))) == 1
    assert not unfinished.exists()


def test_the_code_that_reads_is_all_that_it_imports():
    """What is found of imports is what the import graph, made by another library, says."""
    graph = grimp.build_graph("pipeline", cache_dir=None)
    for module in ("pipeline.shard", "pipeline.sources.dfat", "pipeline.sources.frus", "pipeline.forms.report"):
        needed = {module, *graph.find_upstream_modules(module)}
        packages = {each.rpartition(".")[0] for each in needed} - {""}
        assert needed <= _modules(module)
        # a package runs before its modules, and brings what it imports itself
        above = {each for package in packages for each in graph.find_upstream_modules(package)}
        assert _modules(module) <= needed | packages | above


def test_a_source_is_read_again_where_its_own_code_changed_and_no_other_is(tmp_path):
    file = tmp_path / "archive.py"
    code = (Path(__file__).parent.parent / "src/pipeline/sources/nara_aad/__init__.py").read_text("utf-8")
    code = code.replace('source_id="nara_aad"', 'source_id="an_archive"')
    try:
        file.write_text(code)
        take_in(file)
        before, others = reader(["an_archive"]), reader(["dfat", "frus", "nara_aad", "wilson_center"])
        forget()
        _sha256.cache_clear()
        file.write_text(code + "\n# another rule\n")
        take_in(file)
        assert reader(["an_archive"]) != before
        assert reader(["dfat", "frus", "nara_aad", "wilson_center"]) == others
    finally:
        forget()
    assert reader(["dfat"]) != reader(["frus"])


HARMFUL = textwrap.dedent("""
    import os, time
    from dataclasses import replace
    from pipeline.sources.wilson_center import SOURCE as _WILSON

    def _harmful(data):
        if b"ends" in data:
            os._exit(9)
        if b"hangs" in data:
            time.sleep(600)
        return data.decode()

    SOURCE = replace(_WILSON, source_id="harmful", suffixes=frozenset({".txt"}), readers={".txt": _harmful})
""")


def test_a_file_that_brings_its_process_down_costs_only_itself(tmp_path, outputs):
    raw, code = tmp_path / "raw", tmp_path / "harmful.py"
    code.write_text(HARMFUL)
    for name in ("900102.txt", "900103.txt"):
        bring(raw, f"wilson_center/{name}")
    (raw / "wilson_center").rename(raw / "harmful")
    (raw / "harmful" / "1.txt").write_text("this one ends the process")
    (raw / "harmful" / "2.txt").write_text("this one hangs")
    try:
        take_in(code)
        done = plan(raw, outputs, source_files=[code])
        (batch,) = done.batches()
        with Processes(2, seconds=5) as processes:
            done = done.read(processes.read(batch))
        (tables,) = done.tables()
    finally:
        forget()
    became = {line["raw_path"]: (line["outcome"], line["reason"]) for line in tables["ledger"].to_pylist()}
    assert became["raw/harmful/900102.txt"][0] == became["raw/harmful/900103.txt"][0] == "published"
    assert became["raw/harmful/1.txt"][0] == became["raw/harmful/2.txt"][0] == "quarantined"
    assert "the process that read it was ended" in became["raw/harmful/1.txt"][1]
    assert "took longer than its time" in became["raw/harmful/2.txt"][1]


def test_processes_give_what_this_process_gives(tmp_path, monkeypatch):
    monkeypatch.setattr("pipeline.corpus.SHARD_SIZE", 2)
    monkeypatch.setattr("pipeline.staging.planning.BATCH_SIZE", 2)
    raw = tmp_path / "raw"
    bring(raw, *(f"wilson_center/{number}.txt" for number in range(900102, 900110) if number != 900106))
    here = publish(raw, tmp_path / "here", workers=1).release
    there = publish(raw, tmp_path / "there", workers=2).release
    assert contents(here.path) == contents(there.path)


def test_status_tells_what_a_run_would_find_and_writes_nothing(tmp_path, outputs):
    raw = tmp_path / "raw"
    bring(raw, "wilson_center/900101.md", "wilson_center/900119.md", "dfat/990009-mr-h-fenner.md")
    before = status(raw, outputs, Order())
    assert (before.release, len(before.new), before.to_read, before.stands) == (None, 3, 3, False)
    assert not outputs.exists()
    publish(raw, outputs)
    unchanged = status(raw, outputs, Order())
    assert (unchanged.new, unchanged.changed, unchanged.gone, unchanged.to_read) == ((), (), (), 0)
    assert unchanged.stands
    assert not status(raw, outputs, Order(decisions_sha256="0" * 64)).stands
    (raw / "wilson_center" / "900119.md").unlink()
    bring(raw, "wilson_center/900102.txt")
    (raw / "dfat" / "990009-mr-h-fenner.md").write_text("changed")
    found = status(raw, outputs, Order())
    assert found.new == ("raw/wilson_center/900102.txt",)
    assert found.changed == ("raw/dfat/990009-mr-h-fenner.md",)
    assert found.gone == ("raw/wilson_center/900119.md",)
    assert not found.stands
