"""What the commands print of actors, and of pairs that may be one."""

from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.text import Text

from pipeline.authorities import Decision
from pipeline.review import Known, Question
from pipeline.show import plain

# Lines of a kind that are printed of an actor.
_MOST = 8
_MARGIN = 15


def question(of: Question, number: int, total: int) -> None:
    """Print two actors that may be one, one below the other."""
    console = Console(soft_wrap=True)
    settles = f"{of.value:,} {'document' if of.value == 1 else 'documents'}"
    score = "" if of.score is None else f", names alike {of.score:.2f}"
    console.print(Text(f"\n{number} of {total}: one or two? It settles {settles}{score}", style="bold"))
    console.print(Text(plain(f"  {of.reason}"), style="yellow"))
    for side in (of.one, of.other):
        known(side)


def known(of: Known) -> None:
    """Print what a release knows of an actor."""
    console = Console(soft_wrap=True)
    kind = of.actor_type.replace("_", " ")
    console.print(Text.assemble(("\n  ", ""), (plain(of.name), "bold"), f"  {of.actor_id}  ({kind})"))
    _lines(console, "names", [f"{name} ({count})" for name, count in of.names])
    _lines(console, "positions", [f"{words}, {days}" if days else words for words, days in of.positions])
    _lines(console, "writes with", [f"{name} ({count})" for name, count in of.correspondents])
    days = " to ".join(dict.fromkeys(filter(None, of.days))) or "no day"
    named = f"{of.document_count} {'document' if of.document_count == 1 else 'documents'}, {days}"
    _lines(console, "named in", [named, *(f"{each[0]}  {each[1]}  {each[2]}" for each in of.documents)])
    _lines(console, "also", [f"{actor_id}: {why}" for actor_id, why in of.same])


def _lines(console: Console, label: str, lines: list[str]) -> None:
    for place, line in enumerate(lines[:_MOST]):
        console.print(Text(f"    {'' if place else label:<{_MARGIN}}{plain(line)}"))
    if more := len(lines) - _MOST if len(lines) > _MOST else 0:
        console.print(Text(f"    {'':<{_MARGIN}}and {more} more", style="dim"))


def taken(of: Decision, file: str) -> None:
    """Print a decision that was written."""
    about = " ".join(filter(None, (of.actor_id, of.decision, of.other_actor_id or of.value)))
    Console(soft_wrap=True).print(Text(plain(f"  {of.decision_id} written to {file}: {about}"), style="green"))


def question_as_dict(of: Question) -> dict[str, Any]:
    """Return two actors that may be one, for JSON."""
    return asdict(of)


def known_as_dict(of: Known) -> dict[str, Any]:
    """Return what is known of an actor, for JSON."""
    return asdict(of)
