"""One table of what a run costs: ``python -m benchmarks.scale --documents 1000 --documents 10000``.

For each size and number of cores: the floor, the run with its stages, the run with nothing changed, the run with one
document changed, and what one would write instead. Each is a process of its own, one after the other, in turns.
"""

import json
import os
import platform
import shutil
import tempfile
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from random import Random
from typing import Annotated, Any

import typer

from benchmarks import measured
from benchmarks.scale.goals import Figure, goals
from benchmarks.synthetic import corpus

_ALIGNED_DOCUMENTS = 200
# Seconds of a stage that is worth a line.
_SHOWN = 0.01
_HEADINGS = f"{'documents':>9} {'cores':>5} {'row':<12}{'s':>9}{'docs/s':>10}{'× floor':>9}{'× lean':>8}{'MiB':>8}{'own':>7}{'× 10k':>7}{'rows/doc':>10}"


def measure(work: Path, documents: int, cores: int, *, turn: int, peers: bool) -> Iterator[Figure]:
    """Yield the figures of all rows at one size and number of cores.

    Args:
        work: Folder for the raw files, which stay, and for what is written, which goes.
        documents: How many.
        cores: How many.
        turn: Which round this is.
        peers: Whether to measure what one would write instead too.
    """
    raw = work / f"raw-{documents}"
    corpus.write(raw, documents)
    outputs = work / "outputs"
    rows = ["floor", "chancery", *(["lean", "polars", "duckdb"] if peers else [])]
    for row in rows[turn % len(rows) :] + rows[: turn % len(rows)]:
        _remove(outputs)
        figure = _figure(row, raw, outputs, documents, cores)
        yield figure
        if row == "chancery":
            yield _figure("unchanged", raw, outputs, documents, cores)
            with _one_changed(raw, documents):
                yield _figure("one changed", raw, outputs, documents, cores)
    _remove(outputs)


def _figure(name: str, raw: Path, outputs: Path, documents: int, cores: int) -> Figure:
    """Measure a row; what runs again over the outputs of a run is another row of the same program."""
    row = "chancery" if name in {"unchanged", "one changed"} else name
    load = os.getloadavg()[0]
    try:
        usage = measured.run(measured.module("benchmarks.scale.rows", row, raw, outputs, str(cores)), cores)
    except RuntimeError as why:
        # the other rows are still worth having
        return {"row": name, "documents": documents, "cores": cores, "failed": str(why)}
    # what starting Python takes is not the row's
    return {
        "row": name,
        "documents": documents,
        "cores": cores,
        "load_before": load,
        "process_seconds": usage.seconds,
        "cpu_seconds": usage.cpu_seconds,
        "peak_mib": usage.peak_mib,
        "own_mib": usage.own_mib,
        **usage.said,
    }


class _one_changed:  # noqa: N801  read as a verb: with one changed
    """One document of a corpus says something else in this block, and then again what it said."""

    def __init__(self, raw: Path, documents: int) -> None:
        self._file = next(
            raw / made.path for place in range(documents // 2, documents) if (made := corpus.document(place))
        )

    def __enter__(self) -> None:
        self._data = self._file.read_bytes()
        corpus.put(self._file, self._data.replace(b"the season", b"the winter") + b"\n")

    def __exit__(self, *_: object) -> None:
        corpus.put(self._file, self._data)


def aligned(work: Path, python: str) -> Figure:
    """Return what langextract's aligner takes for the values that a release states, on a sample of documents."""
    import pandas as pd  # noqa: PLC0415

    raw, outputs = work / "raw-1000", work / "aligned"
    corpus.write(raw, 1000)
    _remove(outputs)
    measured.run(measured.module("benchmarks.scale.rows", "chancery", raw, outputs, "2"), 2)
    evidence = pd.read_parquet(outputs / "latest" / "evidence.parquet", columns=["document_id", "raw_path", "text"])
    evidence = evidence[~evidence["raw_path"].str.endswith(".xml")]
    paths = sorted(set(evidence["raw_path"]))
    chosen = Random(1).sample(paths, min(_ALIGNED_DOCUMENTS, len(paths)))
    given = evidence.groupby("raw_path")["text"].agg(list)
    lines = (
        json.dumps({"text": (raw.parent / _under(raw, path)).read_text("utf-8"), "values": given[path]})
        for path in chosen
    )
    file = work / "aligned.jsonl"
    file.write_text("\n".join(lines), "utf-8")
    script = Path(__file__).with_name("aligner.py")
    usage = measured.run([python, str(script), str(file)], 1, {"PYTHONPATH": ""})
    _remove(outputs)
    file.unlink()
    return {"row": "langextract", "cores": 1, "peak_mib": usage.peak_mib, **usage.said}


def _under(raw: Path, path: str) -> Path:
    return Path(raw.name, *Path(path).parts[1:])


def _remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)


def best(figures: list[Figure]) -> list[Figure]:
    """Return of each row at one size and number of cores the fastest round, in the order of the first; none that failed."""
    chosen: dict[tuple[Any, ...], Figure] = {}
    for each in figures:
        if "failed" in each:
            continue
        key = (each.get("documents"), each["cores"], each["row"])
        if key not in chosen or each["seconds"] < chosen[key]["seconds"]:
            chosen[key] = each
    return list(chosen.values())


def as_lines(figures: list[Figure]) -> Iterator[str]:
    """Yield the table, for people."""
    yield _HEADINGS
    known = _known(figures)
    order = ("floor", "chancery", "unchanged", "one changed", "lean", "polars", "duckdb")
    for each in sorted(known.values(), key=lambda each: (each["documents"], each["cores"], order.index(each["row"]))):
        yield _line(each, known)
        yield from _stages(each, known)
    for each in figures:
        if each["row"] == "langextract":
            rate = each["documents"] / each["seconds"]
            yield (
                f"langextract's aligner, one core: {each['given']:,} given values of {each['documents']} documents,"
                f" {rate:,.1f} documents/s; {each['placed']:,} placed, {each['exact']:,} at their very words"
            )
    for goal in goals(figures):
        verdict = {True: "met", False: "NOT met", None: "not measured at that size"}[goal.met]
        yield f"goal, {goal.goal}: {goal.measured}: {verdict}"


def _line(each: Figure, known: dict[tuple[str, int, int], Figure]) -> str:
    documents, cores, seconds = each["documents"], each["cores"], each["seconds"]
    at_10k = known.get((each["row"], 10_000, cores))
    grown = f"{(seconds / documents) / (at_10k['seconds'] / 10_000):>7.2f}" if at_10k else f"{'':>7}"
    return (
        f"{documents:>9,} {cores:>5} {each['row']:<12}{seconds:>9.2f}{each['cpu_seconds']:>9.2f}{documents / seconds:>10,.0f}"
        f"{_times(each, seconds, known)}{each['peak_mib']:>8,.0f}{each.get('own_mib', 0):>7,.0f}{grown}{_rows(each)}"
    )


def _times(each: Figure, seconds: float, known: dict[tuple[str, int, int], Figure]) -> str:
    """How many times as long as the floor and as the lean loop, at the same size and number of cores."""
    told = ""
    for name, width in (("floor", 9), ("lean", 8)):
        to = known.get((name, each["documents"], each["cores"]))
        told += f"{seconds / to['seconds']:>{width}.1f}" if to else f"{'':>{width}}"
    return told


def _rows(each: Figure) -> str:
    """How many rows of all tables were written for a document."""
    rows = each.get("rows")
    return f"{sum(rows.values()) / each['documents']:>10,.1f}" if rows else ""


def _stages(each: Figure, known: dict[tuple[str, int, int], Figure]) -> Iterator[str]:
    for name, seconds in each.get("stages", {}).items():
        if seconds >= _SHOWN:
            rate = each["documents"] / seconds
            yield f"{'':>15}   {name:<10}{seconds:>9.2f}{'':>9}{rate:>10,.0f}{_times(each, seconds, known)}"


def main(
    documents: Annotated[list[int] | None, typer.Option(min=1, help="Sizes to measure; 1,000 and 10,000.")] = None,
    cores: Annotated[list[int] | None, typer.Option(min=1, help="Numbers of cores; 1 and 2.")] = None,
    rounds: Annotated[int, typer.Option(min=1, help="Rounds; of each row the best is told.")] = 1,
    work: Annotated[Path | None, typer.Option(help="Folder for raw files, kept for the next time.")] = None,
    langextract: Annotated[str | None, typer.Option(help="Python of an environment that has langextract.")] = None,
    json_file: Annotated[Path | None, typer.Option("--json", help="File for all figures, round by round.")] = None,
    against: Annotated[Path | None, typer.Option(help="Such a file of a run before, to compare with.")] = None,
    *,
    peers: Annotated[bool, typer.Option(help="Measure what one would write instead too.")] = True,
) -> None:
    """Measure what a run costs at some sizes."""
    figures: list[Figure] = []

    def keep(figure: Figure) -> None:
        figures.append(figure)
        if json_file:
            json_file.write_text(json.dumps({"machine": machine(), "figures": figures}, indent=2) + "\n")

    with tempfile.TemporaryDirectory() as temporary:
        place = work or Path(temporary)
        place.mkdir(parents=True, exist_ok=True)
        for size, turn, number in product(documents or [1_000, 10_000], range(rounds), cores or [1, 2]):
            for figure in measure(place, size, number, turn=turn, peers=peers):
                typer.echo(figure.get("failed") or _line(figure, {}), err=True)
                keep(figure)
        if langextract:
            keep(aligned(place, langextract))
    print("\n".join(as_lines(best(figures))))
    if against:
        print("\n".join(compared(best(figures), best(json.loads(against.read_text("utf-8"))["figures"]))))


def machine() -> dict[str, Any]:
    """Return on what the figures were taken."""
    return {
        "system": platform.platform(),
        "python": platform.python_version(),
        "cores": len(os.sched_getaffinity(0)),
        "memory_gib": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3, 1),
    }


def compared(figures: list[Figure], before: list[Figure]) -> Iterator[str]:
    """Yield by how much each row is slower or larger than in a run that was kept, measured against the floor of each.

    What the machine was slower at both is taken out so.
    """
    yield f"{'documents':>9} {'cores':>5} {'row':<12}{'× floor':>9}{'before':>9}{'MiB':>9}{'before':>9}"
    known, old = _known(figures), _known(before)
    for key in [key for key in known if key in old]:
        floors = [each.get(("floor", *key[1:])) for each in (known, old)]
        if all(floors):
            times = [each[key]["seconds"] / floor["seconds"] for each, floor in zip((known, old), floors, strict=True)]  # type: ignore[index]
            yield (
                f"{key[1]:>9,} {key[2]:>5} {key[0]:<12}{times[0]:>9.1f}{times[1]:>9.1f}"
                f"{known[key]['peak_mib']:>9,.0f}{old[key]['peak_mib']:>9,.0f}"
            )


def _known(figures: list[Figure]) -> dict[tuple[str, int, int], Figure]:
    sized = [each for each in figures if each["row"] != "langextract"]
    return {(each["row"], each["documents"], each["cores"]): each for each in sized}


if __name__ == "__main__":
    typer.run(main)
