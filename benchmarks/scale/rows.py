"""One row of the table, in a process of its own: prints the seconds of each of its stages as JSON.

Run by `benchmarks.scale` as ``python -m benchmarks.scale.rows ROW RAW TARGET CORES``.
"""

import hashlib
import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from benchmarks.scale import bare, lean


def floor(raw: Path, target: Path, cores: int) -> dict[str, Any]:
    """Read the bytes of every file, hash them, and write them one behind the other: what nobody can do without."""
    files = sorted(os.path.join(folder, name) for folder, _, names in os.walk(raw) for name in names)  # noqa: PTH118
    target.mkdir(parents=True)
    parts = [(files[place::cores], target / f"{place}.bytes") for place in range(cores)]
    begin = time.perf_counter()
    if cores == 1:
        written = list(map(_copy, parts))
    else:
        with get_context("fork").Pool(cores) as pool:
            written = pool.map(_copy, parts)
    return {"seconds": time.perf_counter() - begin, "bytes": sum(written), "files": len(files)}


def _copy(part: tuple[Sequence[str], Path]) -> int:
    files, target = part
    written = 0
    with target.open("wb") as out:
        for file in files:
            with open(file, "rb", buffering=0) as opened:  # noqa: PTH123  a million times
                data = opened.read()
            hashlib.sha256(data).digest()
            written += out.write(data)
        out.flush()
        os.fsync(out.fileno())
    return written


def lean_loop(raw: Path, target: Path, cores: int) -> dict[str, Any]:
    """Read and write with the loop that is written by hand for this corpus."""
    begin = time.perf_counter()
    rows = lean.write(raw, target, cores)
    return {"seconds": time.perf_counter() - begin, "rows": rows}


def polars_columns(raw: Path, target: Path, cores: int) -> dict[str, Any]:
    """Take nine columns with polars."""
    begin = time.perf_counter()
    rows = bare.polars(raw, target)
    return {"seconds": time.perf_counter() - begin, "rows": {"documents": rows}}


def duckdb_columns(raw: Path, target: Path, cores: int) -> dict[str, Any]:
    """Take nine columns with DuckDB."""
    begin = time.perf_counter()
    rows = bare.duckdb(raw, target, cores)
    return {"seconds": time.perf_counter() - begin, "rows": {"documents": rows}}


def chancery(raw: Path, target: Path, cores: int) -> dict[str, Any]:
    """Publish a release with all its tables, descriptions and pages; again, where ``target`` holds one."""
    begin = time.perf_counter()
    from pipeline.publish import publish  # noqa: PLC0415  what is imported counts as starting
    from pipeline.stages import stopwatch  # noqa: PLC0415

    started = time.perf_counter() - begin
    begin = time.perf_counter()
    with stopwatch() as seconds:
        report = publish(raw, target, workers=cores)
    whole = time.perf_counter() - begin
    seconds["other"] = whole - sum(seconds.values())
    return {
        "seconds": whole,
        "start-up": started,
        "stages": seconds,
        "rows": dict(report.release.rows),
        "is_new": report.release.is_new,
    }


ROWS: dict[str, Callable[[Path, Path, int], dict[str, Any]]] = {
    "floor": floor,
    "lean": lean_loop,
    "polars": polars_columns,
    "duckdb": duckdb_columns,
    "chancery": chancery,
}


def main() -> None:
    """Run one row and print what it took."""
    row, raw, target, cores = sys.argv[1:]
    print(json.dumps(ROWS[row](Path(raw), Path(target), int(cores))))


if __name__ == "__main__":
    main()
