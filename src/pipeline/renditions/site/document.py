"""The page of a document: its way through the offices, what is known of it, and the words that say so."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.issues import CODES
from pipeline.records.checks import CHECKS
from pipeline.renditions.site import templates
from pipeline.renditions.site.cells import Cell, Grid, Numbers, actor, cell, grid, label
from pipeline.renditions.site.contents import Contents, Part, Row
from pipeline.renditions.site.paths import document_page, is_web
from pipeline.renditions.site.words import Words, words
from pipeline.schema import DOCUMENTS, TABLES
from pipeline.sources import sources

# Fields of a document that its page tells in another place.
_ELSEWHERE = {"document_id", "title", "rights", "raw_path", "raw_sha256", "text_length", "source_url", "canonical_url"}
# They say nothing new where the date is a day.
_BOUNDS = {"date_earliest", "date_latest"}
# Tables that have a section of their own making, or say nothing of the content.
_APART = {"documents", "routing_events", "issues", "checks", "evidence", "quarantine", "ledger", "ghosts",
          "captures", "mentions", "variants"}  # fmt: skip


class Fact(NamedTuple):
    """A field of the document with its value."""

    field: str
    label: str
    description: str
    cell: Cell


@dataclass(frozen=True)
class Step:
    """A row of the routing slip."""

    sequence: int
    event_type: str
    sender: tuple[Cell, ...]
    to: tuple[Cell, ...]
    agent: tuple[Cell, ...]
    copies: tuple[Cell, ...]
    when: tuple[Cell, ...]


def write_documents(contents: Contents, folder: Path) -> None:
    """Write a page for each document, where there are not too many."""
    of = contents.documents if contents.has_pages else []
    for number, row in enumerate(of):
        before, after = (of[at]["document_id"] if 0 <= at < len(of) else None for at in (number - 1, number + 1))
        _write(row, contents, folder, before, after)


def _write(row: dict[str, Any], contents: Contents, folder: Path, before: str | None, after: str | None) -> None:
    document_id = row["document_id"]
    said = words(contents.witnesses.get(document_id, ()), row["raw_path"])
    templates.write(
        folder,
        document_page(document_id),
        "document.html.j2",
        **view(row, contents, said),
        neighbours=[_neighbour(each, contents) for each in (before, after)],
        version=contents.edition.version,
    )


def view(row: dict[str, Any], contents: Contents, said: Words) -> dict[str, Any]:
    """Return what a page about a document shows."""
    document_id, numbers = row["document_id"], said.numbers
    return {
        "row": row,
        "title": contents.titles[document_id],
        "title_numbers": numbers.get(("documents", document_id, "title"), []),
        "source": sources().get(row["source_id"]),
        "addresses": _addresses(row),
        "citation": citation(row, contents),
        "steps": [_step(each, contents, numbers) for each in contents.about("routing_events", document_id)],
        "facts": list(_facts(row, contents, numbers)),
        "grids": list(_grids(document_id, contents, numbers)),
        "incoming": _incoming(document_id, contents),
        "issues": [(each, CODES.get(each["code"])) for each in contents.about("issues", document_id)],
        "checks": [(each, CHECKS.get(each["check"], "")) for each in contents.about("checks", document_id)],
        "mentioned": _mentioned(document_id, contents),
        "captures": contents.about("captures", document_id),
        "variants": contents.about("variants", document_id),
        "words": said,
    }


def _addresses(row: Row) -> list[str]:
    found = (row["canonical_url"], row["source_url"])
    return list(dict.fromkeys(each for each in found if each and is_web(each)))


def citation(row: Row, contents: Contents) -> str:
    """Return how to cite a document: its title, its date, the archive's reference, who published it, and our id."""
    source = sources().get(row["source_id"])
    parts = [
        contents.titles[row["document_id"]],
        row["date_text"] or row["date_edtf"] or "no date",
        row["reference_code"] or row["repository_code"],
        source.title if source else row["source_id"],
        row["canonical_url"] or row["source_url"],
    ]
    said = ", ".join(part for part in parts if part)
    return f"{said} (Chancery {contents.edition.version}, {row['document_id']})."


def _neighbour(document_id: str | None, contents: Contents) -> tuple[str, str] | None:
    return (contents.titles[document_id], document_page(document_id)) if document_id else None


def _facts(row: Row, contents: Contents, numbers: Numbers) -> Iterator[Fact]:
    for name in DOCUMENTS.fields:
        shown = cell(name, row[name], contents, _numbers(numbers, "documents", row["document_id"], name))
        if name not in _ELSEWHERE and shown.parts and not (name in _BOUNDS and row[name] == row["date_edtf"]):
            yield Fact(name, label(name), DOCUMENTS.schema.columns[name].description, shown)


def _numbers(numbers: Numbers, name: str, row_id: str, *fields: str) -> tuple[int, ...]:
    found = dict.fromkeys(number for field in fields for number in numbers.get((name, row_id, field), ()))
    return tuple(found)


def _step(row: Row, contents: Contents, numbers: Numbers) -> Step:
    """A routing event as a row of the slip."""
    return Step(
        row["sequence"],
        row["event_type"],
        (_party(row, "from", contents, numbers), _party(row, "from_desk", contents, numbers, "desk: ")),
        tuple(_addressee(row, contents, numbers)),
        (_party(row, "agent", contents, numbers),),
        tuple(_copies(row, numbers)),
        tuple(_when(row, numbers)),
    )


def _party(row: Row, side: str, contents: Contents, numbers: Numbers, before: str = "") -> Cell:
    """An actor of a step by the name as written; what an actor is called, where that is not the name."""
    name, actor_id = row[f"{side}_name"], row[f"{side}_actor_id"]
    if not name and not actor_id:
        return Cell()
    shown = actor(actor_id, contents, name)
    called = contents.name(actor_id)
    remark = f"= {called}" if called and name and _bare(called) != _bare(name) else ""
    found = _numbers(numbers, "routing_events", row["event_id"], f"{side}_name", f"{side}_actor_id")
    return Cell((shown._replace(text=before + shown.text),), remark, found)


def _bare(name: str) -> str:
    """A name without the brackets in which translators put what they supplied."""
    return name.replace("[", "").replace("]", "").casefold()


def _addressee(row: Row, contents: Contents, numbers: Numbers) -> Iterator[Cell]:
    yield _party(row, "to", contents, numbers)
    if row["is_redacted"]:
        yield Cell((Part("blanked in the document"),))
    if row["action_code"]:
        yield _remark(row, numbers, "for {}", "action_code")
    if row["precedence_text"] or row["precedence_code"]:
        yield _remark(row, numbers, "{}", "precedence_text" if row["precedence_text"] else "precedence_code")
    if row["to_number"]:
        yield _remark(row, numbers, "no. {}", "to_number")
    if row["recipient_group"]:
        yield Cell(remark="joint entry")


def _copies(row: Row, numbers: Numbers) -> Iterator[Cell]:
    if row["copies"] is not None:
        found = _numbers(numbers, "routing_events", row["event_id"], "copies")
        basis = row["copies_basis"] or ""
        yield Cell((Part(str(row["copies"])),), "" if basis == "stated" else basis.replace("_", " "), found)
    if row["copy_number"]:
        yield _remark(row, numbers, "no. {}", "copy_number")


def _when(row: Row, numbers: Numbers) -> Iterator[Cell]:
    exact = (row["at_local"] or "").replace("T", " ") or row["at_edtf"] or ""
    found = _numbers(numbers, "routing_events", row["event_id"], "at_text", "at_edtf", "at_local")
    if row["at_text"] or exact:
        yield Cell((Part(row["at_text"] or exact),), exact if row["at_text"] and exact != row["at_text"] else "", found)
    if row["at_basis"] and row["at_basis"] != "stated":
        yield Cell(remark=row["at_basis"].replace("_", " "))
    for field in ("time_zone", "place_name"):
        if row[field]:
            yield _remark(row, numbers, "{}", field)


def _remark(row: Row, numbers: Numbers, pattern: str, field: str) -> Cell:
    found = _numbers(numbers, "routing_events", row["event_id"], field)
    return Cell(remark=pattern.format(row[field]), numbers=found)


def _grids(document_id: str, contents: Contents, numbers: Numbers) -> Iterator[Grid]:
    """The other tables that say something of the document."""
    for of in TABLES:
        if "document_id" in of.fields and of.name not in _APART:
            rows = contents.about(of.name, document_id)
            if of.name == "actor_names":
                rows = [each for each in rows if each["role_text"] or each["name_type"] != "as_written"]
            found = grid(of, rows, contents, numbers, ("start", "end", "is_chosen"))
            if found.rows:
                yield found


def _incoming(document_id: str, contents: Contents) -> list[tuple[str, Part]]:
    """Documents that refer to this one, or are linked to it."""
    referring = contents.referring.get(document_id, [])
    return [(words, contents.document(each)) for each, words in referring]


def _mentioned(document_id: str, contents: Contents) -> Sequence[tuple[Part, int]]:
    """Actors of the document, with how often their names stand in it."""
    counts: dict[str, int] = {}
    for row in contents.about("mentions", document_id):
        counts[row["actor_id"]] = counts.get(row["actor_id"], 0) + 1
    order = sorted(counts, key=lambda each: (-counts[each], contents.name(each) or each, each))
    return [(actor(each, contents), counts[each]) for each in order]
