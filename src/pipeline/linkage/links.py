"""Documents that belong together: answers, repetitions, translations of one original, texts that are alike."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Any

from pipeline.arrow import with_rows
from pipeline.captures import Frames
from pipeline.linkage.held import Held, Shelf, rows_of
from pipeline.linkage.likeness import Alike, alike
from pipeline.schema import table
from pipeline.values.text import fold

Values = dict[str, Any]
# In these places a reference to the addressee's document says that it is answered.
_ANSWERING = frozenset({"header", "opening"})
# From this share on, two cables are one text sent twice.
_ONE_TEXT = 0.9


def note_links(frames: Frames, shelf: Shelf) -> None:
    """Write a row per relation of a held document to another, each once, with what it rests on."""
    found: dict[str, Values] = {}
    for row in (*_replies(frames, shelf), *_originals(frames), *_texts(alike(frames), shelf)):
        found.setdefault(row["link_id"], row)
    frames["document_links"] = with_rows(frames["document_links"], [found[each] for each in sorted(found)])


def _link(document_id: str, link_type: str, target: str, basis: str, **more: Any) -> Values:
    return {
        **table("document_links").blank,
        "link_id": f"{document_id}/{link_type}/{target}",
        "document_id": document_id,
        "target_document_id": target,
        "link_type": link_type,
        "basis": basis,
        **more,
    }


def _replies(frames: Frames, shelf: Shelf) -> Iterator[Values]:
    """A document answers the one of its addressee that its header or its first words refer to."""
    references = frames["document_references"]
    resolved = references[(references["status"] == "resolved") & references["zone"].isin(_ANSWERING)]
    for row in rows_of(resolved, "reference_id", "document_id", "target_document_id", "direction"):
        document, target = shelf.documents[row["document_id"]], shelf.documents[row["target_document_id"]]
        if row["direction"] == "incoming" or (row["direction"] is None and _is_to_writer(document, target)):
            yield _link(
                document.document_id, "reply_to", target.document_id, "reference", reference_id=row["reference_id"]
            )


def _is_to_writer(document: Held, target: Held) -> bool:
    """Whether the other document is from the one who is written to here, to the one who writes here."""
    return document.reader.meets(target.writer) is True and document.writer.meets(target.reader) is True


def _originals(frames: Frames) -> Iterator[Values]:
    """Records of one archival original: the same leaves of the same file, of one day and one title or kind."""
    documents = {
        row["document_id"]: row
        for row in rows_of(frames["documents"], "document_id", "title", "document_type", "date_edtf", "text_language")
    }
    by_place: dict[tuple[str, str], list[str]] = defaultdict(list)
    holdings = frames["holdings"]
    for row in rows_of(holdings[holdings["pages"].notna()], "document_id", "reference_code"):
        date = documents[row["document_id"]]["date_edtf"]
        if date:
            by_place[fold(row["reference_code"]), date].append(row["document_id"])
    for same in by_place.values():
        for one, other in _pairs(same):
            mine, theirs = documents[one], documents[other]
            if mine["document_type"] != theirs["document_type"]:
                continue
            if mine["text_language"] and theirs["text_language"] and mine["text_language"] != theirs["text_language"]:
                yield _link(one, "translation_of", other, "number_and_date")
            elif mine["title"] and theirs["title"] and fold(mine["title"]) == fold(theirs["title"]):
                yield _link(one, "same_document", other, "original_title")


def _pairs(of: Iterable[str]) -> Iterator[tuple[str, str]]:
    return combinations(sorted(set(of)), 2)


def _texts(found: Iterable[Alike], shelf: Shelf) -> Iterator[Values]:
    """Texts that are alike; one that the same writer sent to another on the day, or the next, repeats the other."""
    for one, other, score in found:
        if score >= _ONE_TEXT and (pair := _repeated(shelf.documents[one], shelf.documents[other])):
            yield _link(pair[0], "repetition_of", pair[1], "text", score=score)
        yield _link(one, "near_duplicate", other, "text", score=score)


def _repeated(one: Held, other: Held) -> tuple[str, str] | None:
    """The repetition and what it repeats: one writer, another number, another addressee, at most a day later."""
    if one.day is None or other.day is None or set(one.numbers) & set(other.numbers):
        return None
    is_repeated = (
        one.writer.meets(other.writer) is True
        and one.reader.meets(other.reader) is False
        and abs(one.day - other.day) <= 1
        and one.day != other.day
    )
    first, second = sorted((one, other), key=lambda each: each.day or 0)
    return (second.document_id, first.document_id) if is_repeated else None
