"""What the commands about releases print."""

from typing import Any

from rich.console import Console
from rich.text import Text

from pipeline import show
from pipeline.changes import changes, sentences
from pipeline.comparison import cells
from pipeline.rebuild import Rebuilt
from pipeline.summary import by_table
from pipeline.versions import Since


def diff(version: str, since: Since) -> None:
    """Print what changed, as `CHANGES.md` of a release says it."""
    Console(soft_wrap=True).print(Text(show.plain_lines(changes(version, since).rstrip())))


def diff_as_dict(version: str, since: Since) -> dict[str, Any]:
    """Return what changed, for JSON."""
    return {
        "from": since.previous,
        "to": version,
        "kind": since.kind,
        "breaks": list(since.breaks),
        "additions": list(since.additions),
        "sentences": [*sentences(since), *by_table(since)],
        "tables": {
            name: {
                "added": change.added,
                "removed": change.removed,
                "redirected": change.redirected,
                "renumbered": change.renumbered,
                "changed": change.changed,
                "fields": dict(change.fields),
            }
            for name, change in since.comparison.items()
        },
        "cells": cells(since.comparison).to_pylist(),
    }


def rebuilt(of: Rebuilt) -> None:
    """Print whether a release comes out the same, and what does not."""
    console = Console(soft_wrap=True)
    for each in of.missing:
        console.print(Text(show.plain(f"{each.what}: {each.why}"), style="red"))
    if of.missing:
        console.print(Text(f"release {of.version} cannot be made again from this", style="red"))
        return
    for each in of.code:
        console.print(Text(show.plain(f"{each.what}: {each.why}"), style="yellow"))
    for each in of.differs:
        console.print(Text(show.plain(f"{each.what}: {each.why}"), style="red"))
    verdict = "every byte comes out the same" if of.is_proved else f"{len(of.differs):,} files come out otherwise"
    if of.is_same_data and not of.is_proved:
        verdict = "only what names the code is not"
    console.print(Text(f"release {of.version}: {of.same:,} files are the same; {verdict}"))


def rebuilt_as_dict(of: Rebuilt) -> dict[str, Any]:
    """Return whether a release comes out the same, for JSON."""
    return {
        "version": of.version,
        "is_proved": of.is_proved,
        "files_that_are_the_same": of.same,
        "missing": [each._asdict() for each in of.missing],
        "code": [each._asdict() for each in of.code],
        "differs": [each._asdict() for each in of.differs],
    }
