"""What ``chancery upload`` prints."""

from typing import Any

from rich.console import Console
from rich.text import Text

from pipeline.show import error, plain
from pipeline.upload import WANTED, Report

_MOST_FILES = 200


def uploaded(of: Report) -> None:
    """Print what was sent, or would be, and what became of the pointer; to standard error why something is amiss."""
    console = Console(soft_wrap=True)
    counts = ", ".join(f"{number} {state}" for state, number in of.counts.items()) or "nothing sent"
    console.print(Text(plain(f"release {of.version} → {of.place}: {counts} (proof: {of.proof})")))
    wanted = [each for each in of.outcomes if each.state == WANTED]
    for each in wanted[:_MOST_FILES]:
        console.print(Text(plain(f"{WANTED} {each.size:>11,}  {each.name}")))
    if len(wanted) > _MOST_FILES:
        console.print(Text(f"and {len(wanted) - _MOST_FILES:,} more; --json lists all"))
    if of.pointer:
        console.print(Text(plain(of.pointer)))
    if of.error:
        error(of.error)


def uploaded_as_dict(of: Report) -> dict[str, Any]:
    """Return what was sent, for JSON."""
    return {
        "destination": of.place,
        "version": of.version,
        "proof": of.proof,
        "counts": of.counts,
        "files": [each._asdict() for each in of.outcomes],
        "pointer": of.pointer,
        "error": of.error,
    }
