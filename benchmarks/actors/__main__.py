"""How well it is found out who is who: measured on what a collection itself proves, with the proof hidden.

Run as ``python -m benchmarks.actors --raw FOLDER [--volumes 8,13,20] [--copies "as published,all hidden"] [--rules]
[--json]``. ``FOLDER`` holds volumes of the Australian edition. Each copy has something hidden and is published anew.
"""

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from benchmarks.actors import report
from benchmarks.actors.blind import Blinding, hider, shared_names, write_copy
from benchmarks.actors.gold import Gold, gold
from benchmarks.actors.pages import Page, read_pages
from benchmarks.actors.report import Copy
from benchmarks.actors.tables import actors, published

HIDDEN = {
    "as published": Blinding(),
    "offices hidden": Blinding(roles=True),
    "names hidden": Blinding(names=True),
    "names and offices hidden": Blinding(names=True, roles=True),
    "all hidden": Blinding(names=True, roles=True, references=True),
}
NAMESAKES = {"namesakes": False, "namesakes at one post": True}


def ways(pages: list[Page], proved: Gold) -> dict[str, Blinding]:
    """All ways in which a copy is made, by name."""
    shared = {
        name: Blinding(names=True, shared=shared_names(pages, proved, at_one_place=at_one_place))
        for name, at_one_place in NAMESAKES.items()
    }
    return HIDDEN | shared


def copies(raw: Path, pages: list[Page], proved: Gold, volumes: frozenset[int], names: list[str]) -> Iterator[Copy]:
    """Write each copy and publish it."""
    hide = hider(pages, proved)
    for name, how in ways(pages, proved).items():
        if name in names:
            with tempfile.TemporaryDirectory() as place:
                write_copy(raw, Path(place), how, hide, volumes)
                yield Copy(name, how, actors(published(Path(place)), proved, how))


def main(
    raw: Annotated[Path, typer.Option(help="Raw folder with volumes of the Australian edition.")],
    volumes: Annotated[str, typer.Option(help="Numbers of the volumes; by default all.")] = "",
    wanted: Annotated[str, typer.Option("--copies", help="Names of the copies; by default all.")] = "",
    rules: Annotated[bool, typer.Option("--rules", help="Judge simple rules too.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")] = False,
) -> None:
    """Measure who is who."""
    pages = list(read_pages(raw))
    chosen = frozenset(int(each) for each in volumes.split(",") if each) or frozenset(page.volume for page in pages)
    pages = [page for page in pages if page.volume in chosen]
    proved = gold(pages)
    names = [each.strip() for each in wanted.split(",") if each.strip()] or [*HIDDEN, *NAMESAKES]
    made = list(copies(raw, pages, proved, chosen, names))
    if as_json:
        print(json.dumps(report.as_dict(proved, made, chosen), indent=2))
    else:
        print("\n".join(report.as_lines(proved, made, chosen)))
    if rules and not as_json:
        print("\n".join(report.of_rules(pages, proved, chosen)))


if __name__ == "__main__":
    typer.run(main)
