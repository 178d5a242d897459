"""What the commands print: for people, and as JSON for programs."""

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from pipeline.coverage import Coverage
from pipeline.evaluate import Evaluation, interval
from pipeline.explain import Cell, Line, Witness
from pipeline.fetch import FAILED, LEFT, REFUSED, UNCHANGED, WANTED
from pipeline.fetch import Report as Fetched
from pipeline.kit.new import New
from pipeline.kit.samples import Fault
from pipeline.kit.slot import from_here
from pipeline.model import ParsedDocument, Reading
from pipeline.report import Notice, Report
from pipeline.schema import TABLES
from pipeline.verify import Proof

_MOST_NOTICES = 20
# Room beside the words of a long line that is cut.
_AROUND = 60

_STYLES = {"error": "bold red", "warning": "yellow", "note": "dim"}


def plain(words: str) -> str:
    """Return words with every character that could act on a terminal, or turn its text round, replaced by "·"."""
    return "".join(letter if letter.isprintable() else "·" for letter in words)


def as_json(content: Any) -> None:
    """Print a value as JSON to standard output."""
    json.dump(content, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")


def error(message: str) -> None:
    """Print a message to standard error."""
    Console(stderr=True, soft_wrap=True).print(Text(f"chancery: {plain_lines(message)}", style="red"))


def plain_lines(message: str) -> str:
    """As `plain`, line by line."""
    return "\n".join(plain(line) for line in message.split("\n"))


@contextmanager
def progress(doing: str = "reading") -> Iterator[Callable[[int | None], Callable[[], None]]]:
    """Show a bar on standard error while files are read; nothing where that is not a terminal."""
    console = Console(stderr=True)
    columns = (TextColumn(doing), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:

        def begin(total: int | None) -> Callable[[], None]:
            task = bar.add_task(doing, total=total)
            return lambda: bar.advance(task)

        yield begin


def fetched(of: Fetched) -> None:
    """Print what was fetched, what is new or changed, and what was not got and why."""
    console = Console(soft_wrap=True)
    counts = {state: number for state, number in of.counts.items() if number or WANTED not in of.counts}
    console.print(Text(f"{of.source_id}: " + ", ".join(f"{number} {state}" for state, number in counts.items())))
    for state in counts:
        shown = [each for each in of.outcomes if each.state == state and (state != UNCHANGED or each.message)]
        for each in shown[:_MOST_NOTICES]:
            place = f"{each.what} → {each.file}" if state == WANTED else each.file or each.what
            words = f"{state:<9} {place}" + (f" ({each.message})" if each.message else "")
            console.print(Text(plain(words), style="red" if state in {REFUSED, FAILED, LEFT} else ""))
        if len(shown) > _MOST_NOTICES:
            console.print(Text(f"{state:<9} and {len(shown) - _MOST_NOTICES} more"))


def fetched_as_dict(of: Fetched) -> dict[str, Any]:
    """Return what was fetched, for JSON."""
    return {
        "source": of.source_id,
        "counts": of.counts,
        "documents": [each._asdict() for each in of.outcomes],
    }


def report(of: Report) -> None:
    """Print what a run did."""
    console = Console(soft_wrap=True)
    release = of.release
    state = "new" if release.is_new else "nothing has changed: the release stands"
    console.print(Text(f"release {release.version} ({state}): {release.path}"))
    table = Table("table", "rows", "CSV", "Parquet", box=None, pad_edge=False)
    table.columns[1].justify = "right"
    for each in TABLES:
        table.add_row(each.name, f"{release.rows[each.name]:,}", f"{each.name}.csv", f"{each.name}.parquet")
    console.print(table)
    ledger = release.ledger
    console.print(
        Text(
            f"{ledger['ingested']} files ingested = {ledger['published']} published"
            f" + {ledger['quarantined']} quarantined + {ledger['excluded']} excluded"
        )
    )
    if of.shrunk_from is not None:
        console.print(Text(f"warning: the release before had {of.shrunk_from} documents", style=_STYLES["warning"]))
    notices(console, of.notices)
    if len(of.notices) > _MOST_NOTICES:
        console.print(Text(f"and {len(of.notices) - _MOST_NOTICES} more in {release.path / 'issues.csv'}"))


def errors(of: Sequence[Notice]) -> None:
    """Print to standard error what kept something back in a run that made no release."""
    console = Console(stderr=True, soft_wrap=True)
    kept_back = [each for each in of if each.severity == "error"]
    notices(console, kept_back)
    if len(kept_back) > _MOST_NOTICES:
        console.print(Text(f"and {len(kept_back) - _MOST_NOTICES} more, which chancery publish --log FILE writes down"))


def notices(console: Console, of: Sequence[Notice]) -> None:
    """Print the first of some issues, a line each."""
    for notice in of[:_MOST_NOTICES]:
        where = "" if notice.message.startswith(notice.where) else f" ({notice.where})"
        line = f"{notice.severity} {notice.code}{where}: {notice.message}"
        console.print(Text(plain(line), style=_STYLES[notice.severity]))


def report_as_dict(of: Report) -> dict[str, Any]:
    """Return what a run did, for JSON."""
    release = of.release
    return {
        "release": str(release.path),
        "version": release.version,
        "is_new": release.is_new,
        "rows": dict(release.rows),
        "ledger": dict(release.ledger),
        "shrunk_from": of.shrunk_from,
        "issues": [notice._asdict() for notice in of.notices],
        "exit_code": of.exit_code,
    }


def parsed(document: ParsedDocument) -> None:
    """Print what was read of a document, and what was not."""
    console = Console(soft_wrap=True)
    console.print(Text(f"{document.document_id}  form: {document.form_id or 'none'}", style="bold"))
    for reading in document.readings:
        console.print(Text(f"\n{reading.grammar}", style="bold"))
        for element in _elements(document, reading):
            place = f"{element['start']}–{element['end']}"
            words = plain(" ".join(element["text"].split()))
            value = json.dumps(element["value"], ensure_ascii=False)
            means = "" if element["value"] == words else f"  → {plain(value)}"
            console.print(
                Text.assemble((f"{place:>11}  ", "dim"), f"{element['element']:<18} ", words, (means, "cyan"))
            )
        for start, end in reading.residue:
            first, last = document.raw.place(start, end)
            console.print(Text(f"not read, {first}–{last}: {plain(document.raw.text[start:end])}", style="yellow"))
    for issue in _issues(document):
        console.print(Text(f"issue {issue['code']}: {plain(issue['message'])}", style="yellow"))


def parsed_as_dict(document: ParsedDocument) -> dict[str, Any]:
    """Return what was read of a document, for JSON."""
    return {
        "document_id": document.document_id,
        "raw_path": document.raw.path,
        "form_id": document.form_id,
        "readings": [
            {
                "grammar": reading.grammar,
                "elements": list(_elements(document, reading)),
                "residue": [
                    {**_place(document, start, end), "text": document.raw.text[start:end]}
                    for start, end in reading.residue
                ],
            }
            for reading in document.readings
        ],
        "issues": _issues(document),
    }


def _elements(document: ParsedDocument, reading: Reading) -> Iterator[dict[str, Any]]:
    parts = [(extraction, part) for extraction in reading.extractions for part in extraction.parts.values()]
    for extraction, part in sorted(parts, key=lambda each: (each[1].start, -each[1].end)):
        yield {
            "rule": extraction.rule,
            "element": part.element,
            **_place(document, part.start, part.end),
            "text": document.raw.text[part.start : part.end],
            "value": _value(part.value),
        }


def _issues(document: ParsedDocument) -> list[dict[str, Any]]:
    issues = [*document.issues, *(issue for reading in document.readings for issue in reading.issues)]
    return [
        issue._asdict() | _place(document, issue.start, issue.end)
        for issue in sorted(issues, key=lambda issue: issue.start or 0)
    ]


def _place(document: ParsedDocument, start: int | None, end: int | None) -> dict[str, Any]:
    """A place in the raw file, and the path of the mark that holds it where it has marks."""
    if start is None or end is None:
        return {"start": None, "end": None}
    first, last = document.raw.place(start, end)
    mark = document.raw.element(start, end)
    return {"start": first, "end": last} | ({"mark": mark} if mark else {})


def evaluation(of: Evaluation) -> None:
    """Print scores by field, with intervals at 95 %, and every value that is wrong or missed."""
    console = Console(soft_wrap=True)
    heads = f"{'field':<20}{'right':>6}{'wrong':>6}{'missed':>7}  {'precision':<20}{'recall':<20}F1"
    console.print(Text(heads, style="bold"))
    for name, tally in (*of.fields.items(), ("all", of.all)):
        if tally.right + tally.wrong + tally.missed:
            shares = (_share(tally.precision, tally.right, tally.right + tally.wrong),
                      _share(tally.recall, tally.right, tally.right + tally.missed),
                      _share(tally.f1, tally.right, tally.right + (tally.wrong + tally.missed + 1) // 2))  # fmt: skip
            counts = f"{name:<20}{tally.right:>6}{tally.wrong:>6}{tally.missed:>7}  "
            console.print(Text(counts + "".join(f"{share:<20}" for share in shares).rstrip()))
    whole, documents = of.whole
    console.print(Text(f"whole documents right: {whole} of {documents}, {_share(whole / documents, whole, documents)}"))
    for document_id in of.unread:
        console.print(Text(f"not published: {plain(document_id)}", style="red"))
    for difference in of.differences:
        console.print(Text(plain(f"{difference.document_id} {difference.field} {difference.kind}: {difference.value}")))


def _share(share: float, right: int, of: int) -> str:
    low, high = interval(right, of)
    return f"{share:.3f} ({low:.3f}–{high:.3f})"


def evaluation_as_dict(of: Evaluation) -> dict[str, Any]:
    """Return scores and differences, for JSON."""
    fields = {
        name: {
            "right": tally.right,
            "wrong": tally.wrong,
            "missed": tally.missed,
            "precision": tally.precision,
            "recall": tally.recall,
            "f1": tally.f1,
        }
        for name, tally in (*of.fields.items(), ("all", of.all))
    }
    return {
        "fields": fields,
        "whole_right": of.whole[0],
        "documents": of.whole[1],
        "not_published": list(of.unread),
        "differences": [difference._asdict() for difference in of.differences],
    }


def covered(of: Coverage, lines: int) -> None:
    """Print how much is read by form, and the lines that are not, the most frequent first."""
    console = Console(soft_wrap=True)
    table = Table("form", "documents", "characters", "unread", "share", box=None, pad_edge=False)
    for column in table.columns[1:]:
        column.justify = "right"
    for name, share in (*sorted(of.forms.items()), ("all", of.all)):
        table.add_row(
            name, f"{share.documents:,}", f"{share.characters:,}", f"{share.unread:,}", f"{100 * share.residue:.2f} %"
        )
    console.print(table)
    if of.files:
        console.print(Text(f"{of.files:,} files could not be read"))
    for line, number in of.lines.most_common(lines):
        console.print(Text(plain(f"{number:>6} × {line}  ({of.examples[line]})")))


def covered_as_dict(of: Coverage, lines: int) -> dict[str, Any]:
    """Return how much is read, for JSON."""
    return {
        "forms": {name: {**asdict(share), "residue": share.residue} for name, share in sorted(of.forms.items())},
        "all": {**asdict(of.all), "residue": of.all.residue},
        "files_not_read": of.files,
        "lines": [
            {"line": line, "count": number, "example": of.examples[line]}
            for line, number in of.lines.most_common(lines)
        ],
    }


def proof(of: Proof) -> None:
    """Print what was verified, and what does not hold."""
    console = Console(soft_wrap=True)
    for check, number in of.looked_at.items():
        faults = [fault for fault in of.faults if fault.check == check]
        console.print(Text(f"{check}: {number:,} looked at, {len(faults):,} wrong", style="red" if faults else ""))
        for fault in faults[:_MOST_NOTICES]:
            console.print(Text(f"  {plain(fault.where)}: {plain(fault.message)}", style="red"))


def new_source(made: New) -> None:
    """Print what was written for a new source, and the next three steps."""
    console = Console(soft_wrap=True)
    name = made.source.stem
    source, sample, page = (from_here(file) for file in (made.source, made.sample, made.page))
    for what, file in (("source", source), ("sample", sample), ("page", page)):
        console.print(Text(f"wrote the {what:<6} {file}"))
    shown = f" --source-file {source}" if made.is_outside else ""
    expected = from_here(made.sample.parents[2] / "expected" / name)
    last = (
        f"Put documents into raw/{name}/ and publish them: chancery publish{shown}"
        if made.is_outside
        else f"Put documents into raw/{name}/, run make datasets, and commit."
    )
    steps = (
        f"Make the sample look like a page of the archive, with words of your own below its first line, and teach"
        f" {source} to read it:\n     chancery parse {sample}{shown}",
        f"Check it. The first time, what is read is written to {expected}/: review it, then check again:\n"
        f"     chancery check-source {source if made.is_outside else name}",
        last,
    )
    console.print(Text("\nNext:"))
    for number, step in enumerate(steps, 1):
        console.print(Text(f"  {number}. {step}"))


def checked(source_id: str, files: int, faults: Mapping[str, Sequence[Fault]]) -> None:
    """Print of each check of a source whether it holds, and what does not."""
    console = Console(soft_wrap=True)
    console.print(Text(f"{source_id}, {files} samples", style="bold"))
    for name, found in faults.items():
        console.print(Text(f"{name}: {f'{len(found)} to look at' if found else 'fine'}", style="red" if found else ""))
        for fault in found[:_MOST_NOTICES]:
            console.print(Text(plain(f"  {fault.where}: {fault.message}"), style="red"))
        if len(found) > _MOST_NOTICES:
            console.print(Text(f"  and {len(found) - _MOST_NOTICES} more"))


def explained(cells: list[Cell]) -> None:
    """Print values with the lines they were read from, the words marked."""
    console = Console(soft_wrap=True)
    for cell in cells:
        value = "; ".join(map(str, cell.value)) if isinstance(cell.value, list) else str(cell.value)
        shown = "(empty: the document does not state it)" if cell.value is None else plain(value)
        console.print(Text.assemble((f"{cell.table}.{cell.field}", "bold"), " = ", shown))
        if cell.value is not None and not cell.witnesses:
            console.print(Text(f"  not read from the document: stated by {cell.origin}", style="dim"))
        for witness in cell.witnesses:
            _witness(console, witness)


def _witness(console: Console, witness: Witness) -> None:
    element = f", {witness.element}" if witness.element else ""
    head = (
        f"  {witness.basis} by {witness.rule_id} from {witness.raw_path}{element}, characters {witness.start} to"
        f" {witness.end}"
    )
    console.print(Text(plain(head), style="dim"))
    if not witness.lines:
        console.print(Text(f"  the raw file has changed or is gone; the words were: {plain(witness.text)}"))
    marked_lines(console, witness.lines)


def marked_lines(console: Console, lines: Sequence[Line]) -> None:
    """Print lines of a raw file, with what is marked in them underlined; long ones are cut around the mark."""
    for line in lines:
        first, last = max(0, line.start - _AROUND), min(len(line.text), line.end + _AROUND)
        before, words, after = (
            plain(line.text[a:b]) for a, b in ((first, line.start), (line.start, line.end), (line.end, last))
        )
        margin = f"  {line.number:>5} │ " + ("…" if first else "")
        text = Text.assemble((margin, "dim"), before, (words, "bold underline"), after)
        console.print(text.append("…" if last < len(line.text) else ""))
        if words.strip():
            console.print(Text(" " * (len(margin) + len(before)) + "^" * len(words.rstrip())))


def _value(value: Any) -> Any:
    """A value as JSON has it; a tuple with names as an object, without the names that are empty."""
    if hasattr(value, "_asdict"):
        return {name: _value(each) for name, each in value._asdict().items() if each is not None}
    return [_value(each) for each in value] if isinstance(value, tuple) else value
