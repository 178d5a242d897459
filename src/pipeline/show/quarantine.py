"""What ``chancery quarantine`` prints. All of it can come from hostile files: nothing reaches the terminal as it is."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.text import Text

from pipeline.quarantine import Entry, Replay, Words
from pipeline.show import marked_lines, plain

_LONGEST = 160
_STYLES = {"passes": "green", "fails": "red", "gone": "yellow", "open": "yellow"}


def listed(of: Sequence[Entry], version: str) -> None:
    """Print what a release kept back, a line each."""
    console = Console(soft_wrap=True)
    kinds = Counter(each.kind for each in of)
    held = f"{kinds['file']:,} files and {kinds['row']:,} rows are in quarantine" if of else "nothing is in quarantine"
    console.print(Text(f"release {version}: {held}"))
    for each in of:
        console.print(Text.assemble((f"{each.number:>5}  ", "dim"), (plain(each.entry_id), "bold")))
        console.print(Text(f"       {_short(_why(each))}"))


def one(of: Entry, around: Words) -> None:
    """Print all that is known of an entry, the words around its place, and what to do."""
    console = Console(soft_wrap=True)
    console.print(Text(plain(of.entry_id), style="bold"))
    _line(console, "kept back", _why(of))
    _line(console, "issue", of.code)
    if of.document_id:
        _line(console, "document", of.document_id)
    if around.raw_path:
        _line(console, "file", around.raw_path)
    if around.note:
        _line(console, "", around.note)
    marked_lines(console, around.lines)
    if of.row:
        console.print(Text("  the row:", style="dim"))
        for name, value in json.loads(of.row).items():
            console.print(Text(f"    {plain(str(name))}: {plain(str(value))}"))
    _line(console, "what to do", of.remedy)
    _line(console, "then", f"chancery quarantine replay {of.number}, and chancery publish")


def replayed(of: Replay) -> None:
    """Print of each entry whether it would pass now, and why not."""
    console = Console(soft_wrap=True)
    for each in of.outcomes:
        changed = " (its file is another now)" if each.is_changed else ""
        head = (f"{each.state:<7}", _STYLES[each.state])
        console.print(Text.assemble(head, (plain(each.entry.entry_id), "bold"), changed))
        console.print(Text(f"       {plain(each.why)}"))
    for words in of.also:
        console.print(Text.assemble(("also   ", "red"), plain(words)))
    states = Counter(each.state for each in of.outcomes)
    console.print(Text(", ".join(f"{number:,} {state}" for state, number in states.items()) or "nothing to read"))
    console.print(Text("No release was made: chancery publish makes one."))


def listed_as_dict(of: Sequence[Entry], version: str) -> dict[str, Any]:
    """Return what a release kept back, for JSON."""
    return {"version": version, "quarantine": [asdict(each) for each in of]}


def one_as_dict(of: Entry, around: Words) -> dict[str, Any]:
    """Return an entry with the words around its place, for JSON."""
    lines = [line._asdict() for line in around.lines]
    return asdict(of) | {"remedy": of.remedy, "note": around.note, "lines": lines}


def replayed_as_dict(of: Replay) -> dict[str, Any]:
    """Return what became of entries, for JSON."""
    outcomes = [
        {"entry_id": each.entry.entry_id, "state": each.state, "why": each.why, "is_changed": each.is_changed}
        for each in of.outcomes
    ]
    return {"outcomes": outcomes, "also": list(of.also)}


def _why(of: Entry) -> str:
    if of.cell is None:
        return of.reason
    _, _, field, value = of.cell
    return f"{field} “{value}”: {of.reason}"


def _short(words: str) -> str:
    return plain(words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…")


def _line(console: Console, label: str, words: str) -> None:
    console.print(Text.assemble((f"  {label:<12}", "dim"), plain(words)))
