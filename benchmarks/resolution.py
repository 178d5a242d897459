"""What it costs to find who is who and which document is meant, over all documents of a collection.

Run as ``python -m benchmarks.resolution --raw FOLDER [--documents 10000] [--json]``. ``FOLDER`` is a raw folder of one
source with real documents, such as volumes of the Australian edition; where it has fewer documents than are
asked for, further copies are made of it, each with other numbers and twenty years later, so that documents refer to
those of their own copy. Each size is resolved in a process of its own, beside a floor: the same tables brought
together, with their actors and references grouped once.
"""

import json
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import pandas as pd
import pyarrow.parquet
import typer

from pipeline import corpus, identity, linkage
from pipeline.arrow import to_pandas
from pipeline.captures import merge
from pipeline.continuity import NOTHING_BEFORE
from pipeline.shard import FILE, read_shard

# 10,000 documents on two cores
GOAL_SECONDS, GOAL_MIB, GOAL_DOCUMENTS = 60, 1024, 10_000
_YEAR = re.compile(r"\b(1[89]\d\d)\b")
_RECORD = re.compile(r"^(doc_id: )(\d+)$", re.MULTILINE)
# a record's number has six figures at most
_YEARS_APART, _IDS_APART = 20, 20_000
_PROJECT = Path(__file__).resolve().parents[1]


def write_copies(raw: Path, target: Path, number: int) -> None:
    """Write ``number`` documents of ``raw`` to ``target``, copy after copy."""
    files = sorted(file for file in raw.rglob("*.md") if file.is_file())
    for place in range(number):
        copy, index = divmod(place, len(files))
        file = files[index]
        text = file.read_text("utf-8")
        if copy:
            text = _RECORD.sub(lambda found, copy=copy: f"{found[1]}{copy * _IDS_APART + int(found[2])}", text)
            text = _YEAR.sub(lambda found, copy=copy: str(int(found[1]) + copy * _YEARS_APART), text)
        written = target / file.relative_to(raw).parent / f"{copy}-{file.name}"
        written.parent.mkdir(parents=True, exist_ok=True)
        written.write_text(text, "utf-8")


def read(raw: Path, folder: Path) -> None:
    """Read all documents, and keep the tables of the shards in ``folder``."""
    for number, shard in enumerate(corpus.shards(corpus.scan(raw))):
        for name, table in read_shard(shard).items():
            pyarrow.parquet.write_table(table, folder / f"{number:03d}-{name}.parquet")


def resolve(folder: Path, *, is_floor: bool) -> dict[str, float]:
    """Resolve the tables in ``folder``, and return seconds and the peak of memory in MiB."""
    names = sorted({file.stem.partition("-")[2] for file in folder.glob("*.parquet")})
    parts = {name: sorted(folder.glob(f"*-{name}.parquet")) for name in names}
    frames = {
        name: to_pandas(pyarrow.concat_tables(map(pyarrow.parquet.read_table, files))) for name, files in parts.items()
    }
    merge(frames)
    assert len(frames["documents"]) == len(frames["captures"]), "a copy has the number of another"
    loaded = _peak()
    steps = _FLOOR if is_floor else _RESOLVING
    seconds = {name: _timed(step, frames) for name, step in steps}
    return {**seconds, "seconds": sum(seconds.values()), "MiB loaded": loaded, "MiB": _peak()}


def _grouped(frames: dict[str, pd.DataFrame]) -> None:
    frames["actors"].groupby("actor_id")[FILE].first()
    frames["document_references"].groupby(["identifier", "kind"], dropna=False)[FILE].first()
    frames["mentions"].groupby("actor_id").size()


_FLOOR = (("references", lambda _: None), ("who is who", _grouped), ("ghosts and links", lambda _: None))
_RESOLVING = (
    ("references", linkage.resolve),
    ("who is who", lambda frames: identity.resolve(frames, (), NOTHING_BEFORE)),
    ("ghosts and links", lambda frames: linkage.note(frames, NOTHING_BEFORE)),
)


def _timed(step: Callable[[dict[str, pd.DataFrame]], None], frames: dict[str, pd.DataFrame]) -> float:
    start = time.perf_counter()
    step(frames)
    return time.perf_counter() - start


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(raw: Path, sizes: list[int]) -> list[dict[str, Any]]:
    """Measure each size, with the floor first."""
    rows: list[dict[str, Any]] = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as place:
            copies, tables = Path(place, "raw"), Path(place, "tables")
            tables.mkdir()
            write_copies(raw, copies, size)
            read(copies, tables)
            for is_floor in (True, False):
                command = [sys.executable, "-m", "benchmarks.resolution", "--tables", str(tables)]
                command += ["--floor"] if is_floor else []
                run = subprocess.run(command, cwd=_PROJECT, capture_output=True, text=True, check=True)
                rows.append({"documents": size, "row": "floor" if is_floor else "resolve", **json.loads(run.stdout)})
    return rows


def main(
    raw: Annotated[Path | None, typer.Option(help="Raw folder with documents of one source.")] = None,
    documents: Annotated[list[int] | None, typer.Option(help="Sizes to measure.")] = None,
    tables: Annotated[Path | None, typer.Option(hidden=True)] = None,
    floor: Annotated[bool, typer.Option("--floor", hidden=True)] = False,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Measure what resolving costs."""
    if tables:
        print(json.dumps(resolve(tables, is_floor=floor)))
        return
    if raw is None:
        raise typer.BadParameter("--raw is missing")
    rows = measure(raw, documents or [2_500, 5_000, GOAL_DOCUMENTS])
    if as_json:
        print(json.dumps(rows, indent=2))
        return
    steps = [name for name, _ in _RESOLVING]
    print(
        f"{'documents':>9}  {'row':<8}"
        + "".join(f"{name + ', s':>21}" for name in steps)
        + f"{'s':>7}{'MiB loaded':>12}{'MiB':>7}"
    )
    for row in rows:
        seconds = "".join(f"{row[name]:>21.1f}" for name in steps)
        print(
            f"{row['documents']:>9,}  {row['row']:<8}{seconds}{row['seconds']:>7.1f}{row['MiB loaded']:>12,.0f}"
            f"{row['MiB']:>7,.0f}"
        )
    print(f"goal: {GOAL_DOCUMENTS:,} documents within {GOAL_SECONDS} s and {GOAL_MIB:,} MiB")


if __name__ == "__main__":
    typer.run(main)
