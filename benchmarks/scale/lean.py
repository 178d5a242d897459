"""A lean loop, as one would write it by hand for the synthetic corpus and for nothing else.

One expression over the head of each layout, one over its foot, a few over lists and running text. It writes documents,
actors, events, references, quantities and evidence, each with the place of its words, as CSV and Parquet. It knows no
damage: of a text that is not as it expects it keeps the name alone. It has no issues, checks, validation, descriptions,
no one who is who, no references resolved, and no page of the release.
"""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

Rows = dict[str, list[tuple[Any, ...]]]

_TEXT, _PLACE = pa.string(), pa.int64()
SCHEMAS = {
    "documents": pa.schema(
        [
            (name, _TEXT)
            for name in ("document_id", "raw_path", "form", "title", "date", "number", "reference", "summary")
        ]
    ),
    "events": pa.schema([("document_id", _TEXT), ("kind", _TEXT), ("agent", _TEXT), ("at", _TEXT), ("copies", _PLACE)]),
    "references": pa.schema([("document_id", _TEXT), ("text", _TEXT), ("number", _TEXT), ("date", _TEXT)]),
    "quantities": pa.schema([("document_id", _TEXT), ("bound", _TEXT), ("number", _PLACE), ("unit", _TEXT)]),
    "evidence": pa.schema(
        [("document_id", _TEXT), ("field", _TEXT), ("text", _TEXT), ("start", _PLACE), ("end", _PLACE)]
    ),
    "actors": pa.schema([("actor_id", _TEXT), ("name", _TEXT), ("documents", _PLACE)]),
}
_CHUNK = 1_000
_ROW_GROUP = 100_000

_DAY = r"(?:[A-Z][a-z]+ \d{1,2}, \d{4}|\d{1,2} [A-Z][a-z]+ \d{4})"
_RECORD = (
    rf"\*\*(?P<date>{_DAY})\*\*\n\n\*\*(?P<title>[^*]+)\*\*\n\n\*\*Citation:\*\*\n\n"
    r'".+", [^"]+?, Wilson Center Digital Archive, (?P<reference>.+?)\.(?: Contributed by (?P<contributor>.+?)\.)?'
    r"(?: Translated by (?P<translator>.+?)\.)?  \n<(?P<url>https?://[^>]+/document/(?P<key>\d+))>\n\n"
    r"\*\*Summary:\*\*\n\n(?P<summary>.+)\n\n(?:\*\*Credits:\*\*\n\n(?P<credits>.+)\n\n)?"
    r"\*\*Original Language:\*\*\n\n(?P<language>.+)\n\n\*\*Contents:\*\*\n\n(?P<contents>.+)\n\n"
)
_CABLE = re.compile(
    _RECORD + r"(?:Priority: (?P<priority>.+?)  \n)?From the (?P<desk>.+?)  \nNo\. (?P<number>.+?)  \n"
    rf"(?P<header_date>{_DAY})  \n.+? Received (?P<received_number>.+)\n\n"
    r"Distribution: (?P<recipients>.+)\. Total of (?P<total>[\w-]+) copies\n\n(?P<subject>.+)\n\nTo (?P<addressees>.+):\n"
)
_CABLE_FOOT = re.compile(rf"\n(?P<sender>.+?) *\n(?P<signed_on>{_DAY})\n\n(?P<stamps>(?:[A-Z][a-z]+: .+\n)+)")
_SOVIET = re.compile(
    _RECORD + r"(?P<secrecy>.+)\n\n.+\n\nCopy #(?P<copy>\d+)\n\nCIPHERED TELEGRAM # (?P<number>\S+)\n\n"
    r"From (?P<desk>.+)\n\n(?P<stamps>(?:.+\n\n)+?)Distribution list - (?P<total>\d+) copies: (?P<recipients>.+)\n\n"
    r"To (?P<addressees>.+)\n"
)
_SOVIET_FOOT = re.compile(rf"\n(?P<sender>[A-Z]+)\n\nNo\. (?P<foot_number>\S+)\n\n(?P<signed_on>{_DAY})\Z")
_TALK = re.compile(
    _RECORD + rf"(?P<secrecy>.+)\n\nMEMORANDUM OF CONVERSATION\n\nDate of conversation: (?P<held_on>{_DAY})  \n"
    r"Time: (?P<time>.+?)  \nPlace: (?P<place>.+)\n\nParticipants:\n\n(?P<participants>(?:.+ side:  \n(?:.+\n)+\n)+)"
    r"Interpreter: (?P<interpreter>.+?)  \nRecorded by: (?P<recorder>.+)\n"
)
_AUSTRALIAN = re.compile(
    r'---\ntitle: "(?P<title>.+)"\nvolume: "(?P<summary>.+)"\ndoc_id: (?P<key>\d+)\nvol_id: \d+\ndoc_date: (?P<date>.+)\n'
    rf"---\n\n# .+\n\n(?P<kind>Cablegram|Letter)(?: (?P<number>\d+))? (?P<place>[A-Z ]+), (?P<opened_on>{_DAY})(?:, (?P<time>.+))?\n\n"
    r"(?P<secrecy>.+)\n\n(?P<subject>.+)\n"
)
_AUSTRALIAN_FOOT = re.compile(
    r"\n(?P<sender>[A-Z][A-Z. ]+)\n\n(?P<notes>_\n\n(?:\d .+\n\n)+_\n\n)?_ \[(?P<reference>.+)\]_\n\Z"
)
_STATE = re.compile(
    r"\s+Message Text\n\n(?P<secrecy>.+)\n\nPAGE 01 +(?P<post>\S+)  (?P<serial>\d+)  \d+Z\n\n\d+\n(?P<offices>ACTION [^/]+)/"
    r"(?P<total>\d+) W\n +-+ \d+\n(?P<precedence>[ZOPR]) (?P<group>\d{6}Z (?P<month>[A-Z]{3}) (?P<year>\d\d))\nFM (?P<sender>.+)\n"
    r"TO (?P<addressees>.+)\n(?:INFO (?P<informed>(?:.+\n)+))?\n[A-Z ]+ (?P<number>[A-Z]+ \d+)\n\nE\.O\. (?P<order>.+)\n"
    r"TAGS: (?P<tags>.+)\nSUBJECT: (?P<title>.+)\n"
)
_STATE_FOOT = re.compile(r"\n(?P<signer>[A-Z]+)\n\n[A-Z ]+\n\nNNN\n[^*]*Document Number: (?P<key>\S+)\n")
_VOLUME = re.compile(r'<TEI xml:id="(\S+?)"')
_DIV = re.compile(r'<div frus:[^>]*type="document" xml:id="(d\d+)">.*?</div>', re.DOTALL)
_DIV_HEAD = re.compile(
    r'<div [^>]*min="(?P<date>\d{4}-\d\d-\d\d)[^>]*>\n<head>\d+\. (?P<title>.*?)(?:<note [^>]*>Source: (?P<reference>.*?)</note>)?'
    r"</head>\n(?:<opener>.*?<placeName>(?:<[^>]+>)?(?P<place>[^<]+).*?</opener>\n)?"
)
_DIV_FOOT = re.compile(r"<signed>(?:<[^>]+>)*(?P<sender>[^<]+)")

_RECIPIENT = re.compile(r"([^,(]+?)(?: \((\d+)\)| - (\d+))?(?:, |$)")
_OFFICE = re.compile(r"([A-Z]+)-(\d\d)")
_STAMP = re.compile(r"([A-Z][a-z]+)(?:: | by (\S+) |[^\n:]*: )([\w. ]+?) at (\d\d:?\d\d)")
_PARTICIPANT = re.compile(r"(?m)^(?!.*side:)([^,\n]+), (.+?) *$")
_INFORMED = re.compile(r".+")
_PERSON = re.compile(
    r"(?:Ambassador|Vice Premier|Premier|Deputy Foreign Minister|Chairman|Marshal|Counselor|Foreign Minister|Comrade|Mr\.?"
    r'|Sir|MR\.|MINISTER)(?: (?:<persName corresp="#p_\d+">)?)([A-Z]\w+(?: \[?[A-Z]\w+\]?)?)'
)
# what is looked for begins with letters or figures that are rare; what stands before it is asked afterwards
_QUANTITY = re.compile(r"(\d[\d,]*) ([A-Za-z]+)")
_BOUND = re.compile(r"(over|more than|about|at least|nearly) \Z", re.IGNORECASE)
_REFERENCE = re.compile(r" of (\d{1,2} [A-Z][a-z]+(?: \d{4})?|[A-Z][a-z]+ \d{1,2}(?:, \d{4})?)")
_KIND = re.compile(r"(?:telegram|cable|letter|note|report)(?: (?:No\. )?(\w*-? ?\d[\d/]*\w*))?\Z")
_REF_LINE = re.compile(r" ([A-Z]+ \d+) OF ([A-Z]{3} \d+)")
_BEFORE = 40
_MONTHS = {dt.date(2000, month, 1).strftime("%B"): month for month in range(1, 13)}


class _Layout(NamedTuple):
    """A layout: its name, a word that only it has, and what reads its head and its foot."""

    form: str
    sign: str
    head: re.Pattern[str]
    foot: re.Pattern[str]


_LAYOUTS = (
    _Layout("cable", "\nForeign Ministry Received ", _CABLE, _CABLE_FOOT),
    _Layout("soviet", "CIPHERED TELEGRAM # ", _SOVIET, _SOVIET_FOOT),
    _Layout("talk", "Date of conversation: ", _TALK, re.compile(rf"\n(?P<signed_on>{_DAY})\Z")),
    _Layout("australian", "\ndoc_id: ", _AUSTRALIAN, _AUSTRALIAN_FOOT),
    _Layout("state", "Message Text", _STATE, _STATE_FOOT),
)


def read(path: str, text: str) -> Rows:
    """Read one file into the rows of all tables."""
    rows: Rows = defaultdict(list)
    if path.endswith(".xml"):
        volume = _VOLUME.search(text)
        for div in _DIV.finditer(text):
            name = f"{volume[1] if volume else path}.{div[1]}"
            _document(rows, path, name, text, *div.span(), _Layout("volume", "", _DIV_HEAD, _DIV_FOOT))
        return rows
    for layout in _LAYOUTS:
        if layout.sign in text:
            _document(rows, path, None, text, 0, len(text), layout)
            return rows
    rows["documents"].append((path, path, *[None] * 6))
    return rows


def _document(rows: Rows, path: str, name: str | None, text: str, start: int, end: int, layout: _Layout) -> None:
    head = layout.head.search(text, start, end)
    if head is None:
        rows["documents"].append((name or path, path, layout.form, *[None] * 5))
        return
    foot = layout.foot.search(text, head.end(), end)
    found = head.groupdict() | (foot.groupdict() if foot else {})
    key = name or found.get("key") or path
    date = _iso(found.get("date") or "") or found.get("date") or found.get("group")
    title = " ".join((found.get("title") or "").split())
    number = found.get("number")
    rows["documents"].append(
        (key, path, layout.form, title, date, number, found.get("reference"), found.get("summary"))
    )
    evidence = rows["evidence"]
    for match in (head, foot) if foot else (head,):
        for field, words in match.groupdict().items():
            if words is not None:
                evidence.append((key, field, words, match.start(field), match.end(field)))
    _events(rows, key, head, foot, date)
    _running_text(rows, key, text, head.end(), foot.start() if foot else end)


def _events(rows: Rows, key: str, head: re.Match[str], foot: re.Match[str] | None, date: str | None) -> None:
    """What was done with the document: written, sent to, stamped, and who took part."""
    events, evidence = rows["events"], rows["evidence"]
    for match in (head, foot) if foot else (head,):
        for field, words in match.groupdict().items():
            listed = _LISTED.get(field)
            if words is None:
                continue
            if listed is None:
                if field in _AGENTS:
                    events.append((key, _AGENTS[field], words, date, None))
                continue
            start = match.start(field)
            for entry in listed.finditer(words):
                events.append((key, field, *_ENTRY[field](entry, date)))
                evidence.append((key, field, entry[0], start + entry.start(), start + entry.end()))


def _running_text(rows: Rows, key: str, text: str, start: int, end: int) -> None:
    events, evidence = rows["events"], rows["evidence"]
    for person in _PERSON.finditer(text, start, end):
        events.append((key, "mentioned", person[1], None, None))
        evidence.append((key, "mention", person[0], *person.span()))
    for quantity in _QUANTITY.finditer(text, start, end):
        if bound := _BOUND.search(text, quantity.start() - _BEFORE, quantity.start()):
            rows["quantities"].append((key, bound[1], int(quantity[1].replace(",", "")), quantity[2]))
            evidence.append((key, "quantity", text[bound.start() : quantity.end()], bound.start(), quantity.end()))
    for reference in _REFERENCE.finditer(text, start, end):
        if kind := _KIND.search(text, reference.start() - _BEFORE, reference.start()):
            words = text[kind.start() : reference.end()]
            rows["references"].append((key, words, kind[1], reference[1]))
            evidence.append((key, "reference", words, kind.start(), reference.end()))
    for reference in _REF_LINE.finditer(text, start, end):
        rows["references"].append((key, *reference.group(0, 1, 2)))
        evidence.append((key, "reference", reference[0], *reference.span()))


def _copies(entry: re.Match[str], date: str | None) -> tuple[Any, ...]:
    number = entry[2] or entry[3]
    return entry[1], date, int(number) if number else None


def _office(entry: re.Match[str], date: str | None) -> tuple[Any, ...]:
    return entry[1], date, int(entry[2])


def _stamp(entry: re.Match[str], date: str | None) -> tuple[Any, ...]:
    return entry[2], f"{date} {entry[3]}T{entry[4]}", None


def _named(entry: re.Match[str], date: str | None) -> tuple[Any, ...]:
    return entry[1] if entry.re.groups else entry[0], date, None


_LISTED = {
    "recipients": _RECIPIENT,
    "offices": _OFFICE,
    "stamps": _STAMP,
    "participants": _PARTICIPANT,
    "informed": _INFORMED,
}
_ENTRY: dict[str, Callable[[re.Match[str], str | None], tuple[Any, ...]]] = {
    "recipients": _copies,
    "offices": _office,
    "stamps": _stamp,
    "participants": _named,
    "informed": _named,
}
_AGENTS = {
    "sender": "sent",
    "addressees": "received",
    "interpreter": "interpreted",
    "recorder": "recorded",
    "signer": "signed",
    "translator": "translated",
}


@cache
def _iso(words: str) -> str | None:
    parts = words.replace(",", "").split()
    if len(parts) != 3:
        return None
    first, second, year = parts
    month, day = (first, second) if second.isdigit() else (second, first)
    return f"{year}-{_MONTHS[month]:02d}-{int(day):02d}" if month in _MONTHS and day.isdigit() else None


# --- from files to tables ------------------------------------------------------------------------------------


def write(raw: Path, target: Path, workers: int) -> dict[str, int]:
    """Read all files under ``raw`` and write the tables to ``target``; return the number of rows of each."""
    target.mkdir(parents=True)
    files = sorted(str(file) for file in raw.rglob("*") if file.is_file() and not file.name.startswith("."))
    chunks = [files[place : place + _CHUNK] for place in range(0, len(files), _CHUNK)]
    if workers == 1:
        return _written(map(_chunk, chunks), target)
    with get_context("spawn").Pool(workers) as pool:
        return _written(pool.imap(_chunk, chunks), target)


def _chunk(files: Sequence[str]) -> tuple[dict[str, pa.Table], dict[str, int]]:
    rows: Rows = defaultdict(list)
    for file in files:
        for name, given in read(file, Path(file).read_text("utf-8", "replace")).items():
            rows[name] += given
    tables = {}
    for name, schema in SCHEMAS.items():
        if name != "actors":
            columns = zip(*rows[name], strict=True) if rows[name] else [()] * len(schema)
            tables[name] = pa.table([pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)], schema=schema)  # fmt: skip
    actors: dict[str, int] = defaultdict(int)
    for _, _, agent, *_ in rows["events"]:
        if agent:
            actors[" ".join(agent.split())] += 1
    return tables, actors


def _written(chunks: Iterable[tuple[dict[str, pa.Table], dict[str, int]]], target: Path) -> dict[str, int]:
    counts: dict[str, int] = dict.fromkeys(SCHEMAS, 0)
    actors: dict[str, int] = defaultdict(int)
    sinks = {name: _sink(target, name) for name in SCHEMAS}
    for tables, named in chunks:
        for name, table in tables.items():
            sinks[name](table)
            counts[name] += table.num_rows
        for name, number in named.items():
            actors[name] += number
    sinks["actors"](_actors(actors))
    counts["actors"] = len(actors)
    for sink in sinks.values():
        sink(None)
    return counts


def _actors(actors: dict[str, int]) -> pa.Table:
    names = sorted(actors)
    ids = [f"a{place:07d}" for place in range(len(names))]
    return pa.table([ids, names, [actors[name] for name in names]], schema=SCHEMAS["actors"])


def _sink(target: Path, name: str) -> Callable[[pa.Table | None], None]:
    """Return what takes tables to a CSV and a Parquet file, and closes them at ``None``."""
    columns = pa.csv.CSVWriter(target / f"{name}.csv", SCHEMAS[name])
    parquet = pa.parquet.ParquetWriter(target / f"{name}.parquet", SCHEMAS[name], compression="zstd")
    waiting: list[pa.Table] = []

    def take(table: pa.Table | None) -> None:
        if table is not None:
            waiting.append(table)
        if waiting and (table is None or sum(each.num_rows for each in waiting) >= _ROW_GROUP):
            whole = pa.concat_tables(waiting)
            columns.write(whole)
            parquet.write_table(whole)
            waiting.clear()
        if table is None:
            columns.close()
            parquet.close()

    return take


def coverage(raw: Path) -> Iterator[tuple[str, bool]]:
    """Yield form and whether head and foot were read, file by file: that the loop reads what it is measured on."""
    for file in sorted(raw.rglob("*.*")):
        text = file.read_text("utf-8", "replace") if file.is_file() else ""
        for layout in _LAYOUTS:
            if layout.sign in text:
                head = layout.head.search(text)
                yield layout.form, bool(head and layout.foot.search(text, head.end()))
                break
