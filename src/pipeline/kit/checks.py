"""What every source holds to, whatever its samples: one check a function, which yields what does not hold.

``chancery check-source`` and the tests run these same checks.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd

from pipeline import corpus
from pipeline.collection import Frames
from pipeline.corpus import Found, Refusal
from pipeline.forms import forms
from pipeline.kit import hostile, page, patterns
from pipeline.kit.samples import Fault, Samples, differences, tables
from pipeline.kit.slot import from_here
from pipeline.publish import NothingPublishedError, publish
from pipeline.schema import TABLES
from pipeline.shard import read_shard
from pipeline.verify import verify

Check = Callable[[Samples], Iterator[Fault]]

# Samples, evenly chosen, that the checks which read each many times take.
_CHOSEN = 12
# Lines of a sample, of its head, below which a line without meaning is put, one at a time.
_HEAD = 60
_NONSENSE = "Qzx vorpal 7731 brillig wug"
# How a document's time is measured: against a piece of work that takes about 2.5 ms where a document takes 1 ms.
_WORK, _MOST_WORK, _CHARACTERS = 50_000, 20, 4_000


def ids(samples: Samples) -> Iterator[Fault]:
    """Ids are the same in each run, and do not depend on the names of the files or their order."""
    again = tables(samples.files)
    for each in TABLES:
        if not samples.frames[each.name].equals(again[each.name]):
            yield Fault(each.name, "reading the same samples twice gives different rows")
    source_id = samples.slot.source.source_id
    with TemporaryDirectory() as folder:
        renamed = []
        for number, found in enumerate(reversed(samples.files)):
            name = f"renamed-{number:03}{found.file.suffix}"
            (Path(folder) / name).write_bytes(found.file.read_bytes())
            renamed.append(
                Found(f"raw/{source_id}/{name}", Path(folder) / name, source_id, found.problem, found.excluded)
            )
        other = tables(renamed)
    by_name = {*_named_by_file(samples.frames), *_named_by_file(other)}
    several = samples.frames["captures"]["document_id"].value_counts()
    by_name |= set(several[several > 1].index)
    for name, key in (("documents", "document_id"), ("routing_events", "event_id")):
        before, after = (_ids(frames[name], key, by_name) for frames in (samples.frames, other))
        for row_id in sorted(before ^ after):
            yield Fault(name, f"{row_id} is there or not, as the files are named or ordered")


def _named_by_file(frames: Frames) -> set[str]:
    """The documents whose key was taken from the name of the file, which an issue says."""
    return set(frames["issues"].query("code == 'inferred-key'")["document_id"])


def _ids(frame: pd.DataFrame, key: str, but: set[str]) -> set[str]:
    return set(frame[~frame["document_id"].isin(but)][key])


def notice(samples: Samples) -> Iterator[Fault]:
    """Every sample says that it is one, so that none is ever taken for a document."""
    said = set(samples.frames["issues"].query("code == 'sample-document'")["document_id"])
    captures = samples.frames["captures"]
    for path in captures.loc[~captures["document_id"].isin(said), "raw_path"]:
        yield Fault(
            path, "no rule reads in it, as its first line, [Sample made for the tests of Chancery: no real document.]"
        )


def layouts(samples: Samples) -> Iterator[Fault]:
    """There is a sample of each layout that the source declares."""
    there = set(samples.frames["captures"]["layout_id"])
    for layout in samples.slot.source.layouts:
        if layout.layout_id not in there:
            yield Fault(layout.layout_id, "there is no sample of this layout")


def residue(samples: Samples) -> Iterator[Fault]:
    """A line without meaning in the publisher's head of a sample is reported, in each layout at one place at least."""
    source_id = samples.slot.source.source_id
    of = dict(zip(samples.frames["captures"]["raw_path"], samples.frames["captures"]["layout_id"], strict=True))
    told: dict[str, bool] = {}
    with TemporaryDirectory() as folder:
        for found in samples.files:
            text, layout = _text(found), of.get(found.path)
            if text is None or layout is None or told.get(layout):
                continue
            head = _end_of_head(samples.frames["evidence"], found.path)
            files = _with_nonsense(text, head, found.file.suffix, Path(folder), source_id)
            told[layout] = any(map(_is_told, files))
    for layout in sorted(layout for layout, is_told in told.items() if not is_told):
        yield Fault(layout, f"a line without meaning, “{_NONSENSE}”, is nowhere reported in the head of its samples")


def _text(found: Found) -> str | None:
    """The text of a file that is text."""
    try:
        return found.file.read_bytes().decode()
    except UnicodeDecodeError:
        return None


def _end_of_head(evidence: pd.DataFrame, path: str) -> int:
    """Where the last thing begins that a layout reads before the first that a form reads."""
    here = evidence[evidence["raw_path"] == path]
    of_form = here["rule_id"].str.partition(".")[0].isin(forms().keys())
    of_layout = here.loc[~of_form, "start"]
    last = of_layout[of_layout < here.loc[of_form, "start"].min()] if of_form.any() else of_layout
    return int(last.max()) if len(last) else 0


def _with_nonsense(text: str, head: int, suffix: str, folder: Path, source_id: str) -> Iterator[Found]:
    """The text as files, with a line without meaning below one line of its head in each."""
    place = 0
    for number, line in enumerate(text.splitlines(keepends=True)):
        if place > head or number > _HEAD:
            return
        place += len(line)
        if line.strip():
            file = folder / f"{number}{suffix}"
            file.write_bytes(f"{text[:place]}{_NONSENSE}\n{text[place:]}".encode())
            yield Found(f"raw/{source_id}/{file.name}", file, source_id)


def _is_told(found: Found) -> bool:
    read = read_shard([found])
    outcome = read["ledger"]["outcome"].to_pylist()
    return outcome != ["published"] or any(_NONSENSE in message for message in read["issues"]["message"].to_pylist())


def release(samples: Samples) -> Iterator[Fault]:
    """The samples give a release that verifies: evidence, keys, tables, ledger."""
    with samples.slot.alone() as raw:
        yield from _published(raw)


def damage(samples: Samples) -> Iterator[Fault]:
    """Samples that are damaged in any way are published or set aside; nothing stops the run, the ledger closes."""
    yield from _hostile(samples, _chosen(samples.files, _CHOSEN), hostile.damaged)


def size(samples: Samples) -> Iterator[Fault]:
    """Nor does a line of a megabyte, or a million of lines."""
    yield from _hostile(samples, _chosen(samples.files, 2), hostile.huge)


def _hostile(
    samples: Samples, files: Sequence[Found], damages: Callable[[bytes], Iterator[tuple[str, bytes]]]
) -> Iterator[Fault]:
    source_id = samples.slot.source.source_id
    with TemporaryDirectory() as folder:
        raw = Path(folder) / "raw"
        (raw / source_id).mkdir(parents=True)
        for number, found in enumerate(files):
            data = found.file.read_bytes()
            (raw / source_id / f"{number}-whole{found.file.suffix}").write_bytes(data)
            for name, bad in damages(data):
                (raw / source_id / f"{number}-{name}{found.file.suffix}").write_bytes(bad)
        yield from _published(raw)


def _published(raw: Path) -> Iterator[Fault]:
    with TemporaryDirectory() as outputs:
        try:
            report = publish(raw, Path(outputs))
        except NothingPublishedError as why:
            yield Fault("publish", str(why))
            return
        except Exception as why:
            yield Fault("publish", f"the run stopped: {type(why).__name__}: {why}")
            return
        for told in report.notices:
            if "a fault of chancery" in told.message:
                yield Fault(told.where, told.message)
        for fault in verify(report.release.path, raw).faults:
            yield Fault(fault.where, f"{fault.check}: {fault.message}")


def speed(samples: Samples) -> Iterator[Fault]:
    """No sample takes long to read, measured beside a fixed piece of work in the same run."""
    work = _least(lambda: sum(number * number for number in range(_WORK)))
    documents = samples.frames["captures"]["raw_path"].value_counts()
    for found in samples.files:
        read, _ = corpus.read(found) if found.problem is None else (Refusal(""), None)
        if isinstance(read, Refusal):
            continue
        most = _MOST_WORK * documents.get(found.path, 1) + len(read.text) / _CHARACTERS
        if (seconds := _least(partial(read_shard, [found]))) > most * work:
            yield Fault(found.path, f"it takes {1000 * seconds:.0f} ms to read, more than {1000 * most * work:.0f} ms")


def _least(do: Callable[[], Any]) -> float:
    """The least of some times, in seconds: what else the machine does is not counted."""
    times = []
    for _ in range(5):
        start = time.perf_counter()
        do()
        times.append(time.perf_counter() - start)
    return min(times)


def linear(samples: Samples) -> Iterator[Fault]:
    """Each rule reads its example, and each pattern takes linear time on hostile text."""
    seen = set()
    for layout in samples.slot.source.layouts:
        rules = [(layout.grammar.rule_ids[each.name], each) for each in layout.grammar.rules if each not in seen]
        seen |= {each for _, each in rules}
        yield from patterns.faults(rules)
        for name in ("sign", "breaks", "unwrapped"):
            pattern = getattr(layout, name)
            if pattern and (why := patterns.slow(pattern)):
                yield Fault(f"{layout.layout_id}.{name}", why)
    if why := patterns.slow(samples.slot.source.key):
        yield Fault("key", why)


def written_page(samples: Samples) -> Iterator[Fault]:
    """The page of the source says what its declaration and its samples say; where it does not, it is written anew."""
    if page.write(samples):
        yield Fault(
            str(from_here(samples.slot.page)),
            "it was missing or out of date, and was written: look at it, then commit",
        )


def _chosen(files: Sequence[Found], number: int) -> list[Found]:
    documents = [found for found in files if found.problem is None]
    return documents[:: max(1, len(documents) // number)][:number]


# By the name under which each is shown.
CHECKS: dict[str, Check] = {
    "expected values": differences,
    "sample notice": notice,
    "sample of each layout": layouts,
    "stable ids": ids,
    "residue reported": residue,
    "release verifies": release,
    "damaged files": damage,
    "very long files": size,
    "linear patterns": linear,
    "speed": speed,
    "page": written_page,
}
