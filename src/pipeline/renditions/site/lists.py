"""Plain lists of all documents, actors and documents that are not held: they need no script."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipeline.renditions.site import templates
from pipeline.renditions.site.cells import actor
from pipeline.renditions.site.contents import MOST_ACTORS, PER_LIST, Contents, Part, grouped, list_page
from pipeline.renditions.site.paths import anchor


def write_lists(contents: Contents, folder: Path) -> None:
    """Write the lists, in pages."""
    documents = [
        (anchor(row["document_id"]), row["date_edtf"] or "", _title(row["document_id"], contents), row)
        for row in contents.documents
    ]
    _write(contents, folder, "documents", documents)
    _write(contents, folder, "actors", [_actor(row, contents) for row in contents.actors.values()])
    referring = grouped(contents.rows("document_references"), "ghost_id")
    ghosts = [(anchor(row["ghost_id"]), row, *_ghost(row, contents, referring)) for row in contents.rows("ghosts")]
    _write(contents, folder, "ghosts", ghosts)
    templates.write(
        folder, "actors/index.html", "actors.html.j2", version=contents.edition.version, total=len(contents.actors),
        lists=_number(contents.actors), most=MOST_ACTORS if contents.has_pages else None,
        paged=len(contents.paged_actors),
    )  # fmt: skip


def _title(document_id: str, contents: Contents) -> Part:
    """A document by its title; it leads to its page, where it has one."""
    return contents.document(document_id) if contents.has_pages else Part(contents.titles[document_id])


def _number(lines: Any) -> int:
    return max(1, -(-len(lines) // PER_LIST))


def _write(contents: Contents, folder: Path, name: str, lines: Sequence[Any]) -> None:
    total = _number(lines)
    for number in range(total):
        templates.write(
            folder, list_page(name, number), f"list_{name}.html.j2",
            lines=lines[number * PER_LIST : (number + 1) * PER_LIST], number=number, total=total, all=len(lines),
            version=contents.edition.version,
        )  # fmt: skip


def _actor(row: dict[str, Any], contents: Contents) -> tuple[str, Part, dict[str, Any]]:
    actor_id = row["actor_id"]
    place = contents.actor_place(actor_id) if actor_id in contents.paged_actors else None
    return anchor(actor_id), Part(row["preferred_name"], place), row


def _ghost(
    row: dict[str, Any], contents: Contents, referring: dict[str, list[dict[str, Any]]]
) -> tuple[list[Part], list[tuple[str, Part]], Part | None]:
    """The two sides of a document that is not held, who speaks of it in which words, and what it proved to be."""
    sides = [
        actor(row[side], contents) if row[side] else Part("") for side in ("from_actor_id", "to_actor_id")
    ]  # fmt: skip
    said = [
        (each["text"], contents.document(each["document_id"]))
        for each in referring.get(row["ghost_id"], ())
        if each["document_id"] in contents.titles
    ]
    said += [
        (words, contents.document(row[side]))
        for side, words in (("before_document_id", "the number before"), ("after_document_id", "the number after"))
        if row[side] in contents.titles
    ]
    held = row["document_id"]
    return sides, said, contents.document(held) if held in contents.titles else None
