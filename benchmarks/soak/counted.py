"""What could grow from run to run: memory, open files, threads, files on disk, rows of the database."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

Counts = dict[str, float]

# Growth that is asked for, and where it ends.
_EXPECTED = {
    "releases": "each version stays, unless --keep says how many",
    "MiB of releases": "each version stays, unless --keep says how many",
    "accounts of runs": "the newest 1,000 stay in outputs/runs (docs/runs.md)",
    "rows of ": "a run stays in the history for 90 days (docs/operate.md)",
    "MiB of database": "a run stays in the history for 90 days (docs/operate.md)",
    "MiB in PREFECT_HOME": "that is the database",
}
# What grew by less than this share, and by less than so much a run, stays as it was.
_SHARE, _PER_RUN = 0.05, 0.02
# Runs at the beginning that are not looked at: what is loaded once is loaded then.
_WARM_UP = 0.1


class Growth(NamedTuple):
    """How a count went: its median early on and at the end, and by how much it grew a run."""

    name: str
    early: float
    late: float
    per_run: float
    grows: bool


def of_processes(pids: Iterable[int], name: str) -> Counts:
    """Return memory, open files and threads of some processes, under ``name``."""
    counts = {f"MiB, {name}": 0.0, f"open files, {name}": 0.0, f"threads, {name}": 0.0, f"processes, {name}": 0.0}
    for pid in pids:
        place = Path(f"/proc/{pid}")
        try:
            status = dict(line.split(":", 1) for line in (place / "status").read_text().splitlines() if ":" in line)
            counts[f"open files, {name}"] += len(list((place / "fd").iterdir()))
            counts[f"threads, {name}"] += int(status["Threads"])
            counts[f"MiB, {name}"] += int(status.get("VmRSS", "0 kB").split()[0]) / 1024
            counts[f"processes, {name}"] += 1
        except (OSError, KeyError):
            continue
    return counts


def of_outputs(outputs: Path) -> Counts:
    """Return how many releases there are and how large, and what else lies beside them."""
    releases = [
        each for each in outputs.iterdir() if each.is_dir() and not each.is_symlink() and each.name[0].isdigit()
    ]
    history = outputs / "runs"
    others = [each for each in outputs.iterdir() if each not in releases and each != history]
    return {
        "accounts of runs": _files(history) if history.is_dir() else 0,
        "releases": len(releases),
        "MiB of releases": sum(_bytes(each) for each in releases) / 1024**2,
        "other files in outputs": sum(_files(each) for each in others),
        "MiB of others in outputs": sum(_bytes(each) for each in others) / 1024**2,
    }


def of_folder(folder: Path, name: str) -> Counts:
    """Return how many files lie in a folder, and how large they are."""
    return {f"files in {name}": _files(folder), f"MiB in {name}": _bytes(folder) / 1024**2}


def of_database(file: Path) -> Counts:
    """Return the rows of the large tables of Prefect's database, and its size."""
    counts: Counts = {
        "MiB of database": sum(each.stat().st_size for each in file.parent.glob(f"{file.name}*")) / 1024**2
    }
    with sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=60) as connection:
        for name in ("flow_run", "task_run", "flow_run_state", "task_run_state", "log", "artifact", "events"):
            (counts[f"rows of {name}"],) = connection.execute(f"SELECT count(*) FROM {name}").fetchone()
    return counts


def expected(name: str) -> str | None:
    """Return why a count may grow, and where that ends; ``None`` where it may not."""
    return next((why for begin, why in _EXPECTED.items() if name.startswith(begin)), None)


def growths(series: Sequence[Counts]) -> Iterator[Growth]:
    """Yield how each count went over the runs, but for the first few."""
    after = series[int(len(series) * _WARM_UP) :]
    quarter = max(1, len(after) // 4)
    for name in series[-1]:
        values = [each[name] for each in after if name in each]
        early, late = median(values[:quarter]), median(values[-quarter:])
        per_run = (late - early) / max(1, len(values) - quarter)
        yield Growth(name, early, late, per_run, late - early > max(_SHARE * early, _PER_RUN * len(values)))


def _files(place: Path) -> int:
    if place.is_symlink() or place.is_file():
        return 1
    return sum(each.is_file() for each in place.rglob("*"))


def _bytes(place: Path) -> int:
    files = [place] if place.is_file() else place.rglob("*")
    return sum(each.stat().st_size for each in files if each.is_file() and not each.is_symlink())
