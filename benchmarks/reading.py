"""What reading a document costs, against a floor and against what one would write without this project.

Run as ``python -m benchmarks.reading [--documents 5000] [--rounds 5] [--json]``. Every round makes new made-up
documents and measures every row on them, on one core; the first round also shows that the bare loop and
Chancery read the same values.
"""

import datetime as dt
import hashlib
import json
import os
import re
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import pyarrow as pa
import typer

from benchmarks import synthetic
from pipeline import corpus
from pipeline.corpus import Found
from pipeline.model import ParsedDocument, RawDocument, Reading
from pipeline.parse import parse
from pipeline.publish import publish
from pipeline.records import records
from pipeline.sources import Source, sources

# Goals for reading with spans: documents a second, and how many times the bare loop it may take.
GOAL_PER_SECOND = 10_000
GOAL_TIMES_BARE = 3.0

Values = dict[str, Any]


class Fields(NamedTuple):
    """The 32 published fields that the bare loop reads, as published; a list of recipients entry by entry."""

    record: str
    source_url: str
    title: str
    document_type: str
    date_text: str
    date_edtf: str
    subject: str
    summary: str
    credits: str | None
    original_language: str
    text_type: str
    text_language: str
    priority_text: str | None
    priority_code: str | None
    repository_code: str
    reference_code: str
    file_code: str
    pages: str | None
    locator_text: str
    translators: list[str] | None
    contributors: list[str] | None
    sender_number: str
    receiver_number: str
    from_desk_name: str
    from_name: str
    sent_at_edtf: str
    addressees: list[str]
    recipients: list[str]
    copies: list[int | None]
    copies_total: int
    steps: list[str]
    stamped_at_local: list[str]


# --- the bare loop: one forward pass over envelope and header, one over the foot ---------------------------

_DATE = r"(?:[A-Z][a-z]+ \d{1,2}, \d{4}|\d{1,2} [A-Z][a-z]+ \d{4})"
_HEAD = re.compile(
    rf"\*\*({_DATE})\*\*\n\n"
    r"\*\*((\w+) from [^*]+)\*\*\n\n"
    rf'\*\*Citation:\*\*\n\n".+", {_DATE}, Wilson Center Digital Archive, '
    r"(([A-Z]+(?: [A-Z]+)*) ((\d{3}-\d{5}-\d\d)(?:, ([\d-]+))?))\."
    r"(?: Contributed by (.+?)\.)?(?: Translated by (.+?)\.)?  \n"
    r"<(https?://[^>]+/document/(\d+))>\n\n"
    r"\*\*Summary:\*\*\n\n(.+)\n\n"
    r"(?:\*\*Credits:\*\*\n\n(.+)\n\n)?"
    r"\*\*Original Language:\*\*\n\n(.+)\n\n"
    r"\*\*Contents:\*\*\n\n(\w+) - (\w+)\n\n"
    r"(?:Priority: (.+?)  \n)?"
    r"From the (.+?)  \nNo\. (.+?)  \n"
    rf"{_DATE}  \n.+? Received (.+)\n\n"
    r"Distribution: (.+)\. Total of ([\w-]+) copies\n\n"
    r"(.+)\n\nTo (.+):\n"
)
_TAIL = re.compile(rf"\n(.+?) *\n({_DATE})\n\n((?:[A-Z][a-z]+: .+\n)+)")
_RECIPIENT = re.compile(r"([^,(]+?)(?: \((\d+)\))?(?:, |$)")
_STAMP = re.compile(r"([A-Z][a-z]+): (\w+ \d+) at (\d\d):?(\d\d)")
_AND = re.compile(r",? and |, ")
_MONTHS = {dt.date(2000, month, 1).strftime("%B"): month for month in range(1, 13)}
_LANGUAGES = {"Chinese": "zh", "English": "en"}
_PRIORITIES = {
    "Urgent": "urgent", "Extremely Urgent": "most_immediate", "Routine": "routine", "Average": "routine",
    "Priority": "priority", "Immediate": "immediate",
}  # fmt: skip
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_DIGITS = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def bare(text: str) -> Fields:
    """Read the fields of one made-up document as a script for this one layout would, without spans or issues."""
    head = _HEAD.search(text)
    if head is None:
        raise ValueError("not the layout that this loop is written for")
    tail = _TAIL.search(text, head.end())
    if tail is None:
        raise ValueError("no signature")
    (
        day, title, kind, reference, repository, locator, file_code, pages, contributors, translators, url, record,
        summary, thanks, original, text_type, language, priority, desk, sender, receiver, listed, total, subject,
        addressed,
    ) = head.groups()  # fmt: skip
    signature, signed, stamps = tail.groups()
    date = _iso(day)
    entries = _RECIPIENT.findall(listed)
    stamped = _STAMP.findall(stamps)
    return Fields(
        record,
        url,
        " ".join(title.split()),
        kind.lower(),
        day,
        date,
        subject,
        summary,
        thanks,
        _LANGUAGES[original],
        text_type.lower(),
        _LANGUAGES[language],
        priority,
        _PRIORITIES[priority] if priority else None,
        repository,
        reference,
        file_code,
        pages,
        locator,
        _AND.split(translators) if translators else None,
        _AND.split(contributors) if contributors else None,
        sender,
        receiver,
        desk,
        signature,
        _iso(signed),
        _offices(addressed),
        [name for name, _ in entries],
        [int(number) if number else None for _, number in entries],
        _number(total),
        [step.lower() for step, _, _, _ in stamped],
        [f"{_near(day, date)}T{hour}:{minute}" for _, day, hour, minute in stamped],
    )


@cache
def _iso(words: str) -> str:
    first, second, year = words.replace(",", "").split()
    month, day = (first, second) if second.isdigit() else (second, first)
    return f"{year}-{_MONTHS[month]:02d}-{int(day):02d}"


@cache
def _near(words: str, anchor: str) -> str:
    """A day without its year, in the year that puts it near the anchor."""
    month, day = words.split()
    year = int(anchor[:4]) + (month == "January" and anchor[5:7] == "12")
    return f"{year}-{_MONTHS[month]:02d}-{int(day):02d}"


@cache
def _offices(words: str) -> list[str]:
    return [name.removeprefix("the ") for name in _AND.split(words)]


@cache
def _number(words: str) -> int:
    if words.isdigit():
        return int(words)
    tens, _, digit = words.partition("-")
    return _TENS[tens] + _DIGITS.index(digit)


# --- the same fields as Chancery publishes them -------------------------------------------------------------


def published(document: ParsedDocument, tables: dict[str, list[Values]]) -> Fields:
    """Take the same fields from the rows of a document; the recipients as the list has them, not office by office."""
    (row,), (holding,) = tables["documents"], tables["holdings"]
    numbers = {each["role"]: each["identifier"] for each in tables["identifiers"]}
    events = tables["routing_events"]
    sent = [event for event in events if event["event_type"] == "sent"]
    stamps = [event for event in events if event.get("at_local")]
    entries = _recipients(document)
    own = {
        "record": numbers["record"],
        "file_code": holding["file_code"],
        "pages": holding.get("pages"),
        "locator_text": holding["locator_text"],
        "sender_number": numbers["sender_number"],
        "receiver_number": numbers["receiver_number"],
        "from_desk_name": sent[0]["from_desk_name"],
        "from_name": sent[0]["from_name"],
        "sent_at_edtf": sent[0]["at_edtf"],
        "addressees": [event["to_name"] for event in sent],
        "recipients": [name for name, _ in entries],
        "copies": [copies for _, copies in entries],
        "steps": [event["event_type"] for event in stamps],
        "stamped_at_local": [event["at_local"] for event in stamps],
    }
    return Fields(**{field: own[field] if field in own else row.get(field) for field in Fields._fields})


def _recipients(document: ParsedDocument) -> list[tuple[str, int | None]]:
    content = document.content or Reading("", {}, (), (), ())
    found = []
    for entry in content.all("recipient"):
        name, copies = entry.parts["recipient"], entry.parts.get("copies")
        found.append((document.raw.text[name.start : name.end], copies.value if copies else None))
    return found


# --- the measured rows --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Bench:
    """The documents of one round: on disk, and as Chancery's reader takes them from memory."""

    found: list[Found]
    raw: list[RawDocument]
    source: Source
    folder: Path
    outputs: Path


def floor(bench: Bench) -> None:
    """Read the bytes of every file and take their SHA-256: what any reader of these files must do."""
    for found in bench.found:
        hashlib.sha256(found.file.read_bytes()).digest()


def bare_loop(bench: Bench) -> None:
    """Read the fields with the bare loop, from text in memory."""
    for raw in bench.raw:
        bare(raw.text)


def reading(bench: Bench) -> None:
    """Read everything with spans, from text in memory."""
    for raw in bench.raw:
        parse(raw, bench.source)


def reading_and_records(bench: Bench) -> None:
    """Read everything and make the rows of all tables."""
    for raw in bench.raw:
        records(parse(raw, bench.source), bench.source)


def whole(bench: Bench) -> None:
    """From the files to a release on disk, in this process: tables joined and validated, files written."""
    publish(bench.folder, bench.outputs, workers=1)


ROWS: dict[str, Callable[[Bench], None]] = {
    "floor: read bytes, sha256": floor,
    "bare re loop, 32 fields": bare_loop,
    "parse, with spans": reading,
    "parse + records": reading_and_records,
    "whole: files to release": whole,
}
FLOOR, BARE, PARSE, _, _ = ROWS


@dataclass(frozen=True)
class Figures:
    """What a run measured: seconds by row and round, and the peak of memory after each row's first turn."""

    documents: int
    characters: float
    seconds: dict[str, list[float]]
    peak_mib: dict[str, float]

    def per_second(self, row: str, of: Callable[[Sequence[float]], float] = min) -> float:
        """Documents a second, in the best round or in another that ``of`` picks."""
        return self.documents / of(self.seconds[row])

    def ratio(self, row: str, to: str) -> float:
        """How many times as long as another row it takes: the median of the rounds, each compared in itself."""
        pairs = zip(self.seconds[row], self.seconds[to], strict=True)
        return statistics.median(mine / other for mine, other in pairs)


def measure(number: int, rounds: int) -> Figures:
    """Measure all rows ``rounds`` times over, in another order each time, on ``number`` new documents a round."""
    seconds: dict[str, list[float]] = {row: [] for row in ROWS}
    peak: dict[str, float] = {}
    characters = 0.0
    for turn in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            bench = _bench(Path(folder), number, synthetic.SEED + turn)
            if turn == 0:
                characters = statistics.fmean(len(raw.text) for raw in bench.raw)
                check(bench)
            for row in _rotated(list(ROWS), turn):
                seconds[row].append(_timed(ROWS[row], bench))
                peak.setdefault(row, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    return Figures(number, characters, seconds, peak)


def check(bench: Bench) -> None:
    """Prove that the documents are read whole, and that the bare loop reads what Chancery publishes.

    Raises:
        ValueError: where a document has an issue, or a field differs.
    """
    for raw in bench.raw:
        document = parse(raw, bench.source)
        tables = records(document, bench.source)
        if issues := tables.get("issues"):
            raise ValueError(f"{raw.path}: {issues}")
        if (theirs := bare(raw.text)) != (ours := published(document, tables)):
            differing = [field for field in Fields._fields if getattr(theirs, field) != getattr(ours, field)]
            raise ValueError(f"{raw.path}: {differing}: {theirs} against {ours}")


def _bench(folder: Path, number: int, seed: int) -> Bench:
    synthetic.write(folder / "raw", number, seed)
    found = corpus.scan(folder / "raw")
    return Bench(found, list(_raw(found)), sources()[synthetic.SOURCE_ID], folder / "raw", folder / "outputs")


def _raw(found: Sequence[Found]) -> Iterator[RawDocument]:
    for each in found:
        raw, _ = corpus.read(each)
        if not isinstance(raw, RawDocument):
            raise TypeError(f"{each.path}: {raw.message}")
        yield raw


def _rotated(rows: list[str], turn: int) -> list[str]:
    place = turn % len(rows)
    return rows[place:] + rows[:place]


def _timed(run: Callable[[Bench], None], bench: Bench) -> float:
    begin = time.perf_counter()
    run(bench)
    return time.perf_counter() - begin


def _on_one_core() -> None:
    """Keep this process on one core, and Arrow to one thread."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    pa.set_cpu_count(1)


def goals(figures: Figures) -> dict[str, dict[str, Any]]:
    """The goals for reading with spans: what is wanted, what was measured, and whether it is met."""
    speed, times = figures.per_second(PARSE), figures.ratio(PARSE, BARE)
    return {
        "documents a second": {
            "wanted": f"at least {GOAL_PER_SECOND:,}",
            "measured": round(speed),
            "met": speed >= GOAL_PER_SECOND,
        },
        "times the bare loop": {
            "wanted": f"at most {GOAL_TIMES_BARE}",
            "measured": round(times, 2),
            "met": times <= GOAL_TIMES_BARE,
        },
    }


def as_dict(figures: Figures) -> dict[str, Any]:
    """All figures, for programs."""
    return {
        "documents": figures.documents,
        "characters_per_document": round(figures.characters),
        "rows": {
            row: {
                "documents_per_second_best": round(figures.per_second(row), 1),
                "documents_per_second_median": round(figures.per_second(row, statistics.median), 1),
                "microseconds_per_document_best": round(1e6 / figures.per_second(row), 1),
                "times_floor": round(figures.ratio(row, FLOOR), 2),
                "times_bare_loop": round(figures.ratio(row, BARE), 2),
                "peak_mib_so_far": round(figures.peak_mib[row]),
            }
            for row in ROWS
        },
        "goals": goals(figures),
    }


def as_lines(figures: Figures) -> Iterator[str]:
    """All figures, for people."""
    yield f"{figures.documents:,} made-up documents of {figures.characters:,.0f} characters, one core"
    yield f"{'':28}{'x floor':>9}{'x bare':>8}{'docs/s best':>13}{'median':>10}{'µs/doc':>10}{'peak MiB':>10}"
    for row in ROWS:
        best, middle = figures.per_second(row), figures.per_second(row, statistics.median)
        yield (
            f"{row:28}{figures.ratio(row, FLOOR):>9.2f}{figures.ratio(row, BARE):>8.2f}"
            f"{best:>13,.0f}{middle:>10,.0f}{1e6 / best:>10,.1f}{figures.peak_mib[row]:>10,.0f}"
        )
    for goal, outcome in goals(figures).items():
        verdict = "met" if outcome["met"] else "NOT met"
        yield f"goal for parse, {goal}: {outcome['wanted']}; measured {outcome['measured']:,}: {verdict}"


def main(
    number: Annotated[int, typer.Option("--documents", min=1, help="Documents in each round.")] = 5_000,
    rounds: Annotated[int, typer.Option("--rounds", min=1, help="Rounds, each with documents of its own.")] = 5,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")] = False,
) -> None:
    """Measure what reading costs, against a floor and a bare loop."""
    _on_one_core()
    figures = measure(number, rounds)
    if as_json:
        json.dump(as_dict(figures), sys.stdout, indent=2)
        print()
    else:
        print("\n".join(as_lines(figures)))


if __name__ == "__main__":
    typer.run(main)
