"""A document's whole text, with the words of every published value marked.

It is made from ``raw/`` on the reader's own computer: a release has no texts, and not every text may be passed on.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import pyarrow.parquet

from pipeline.model import file_of
from pipeline.release import LATEST
from pipeline.renditions.site import templates
from pipeline.renditions.site.paths import document_page, file_name
from pipeline.renditions.site.words import File, Piece, Witness, marked, words
from pipeline.sources import sources
from pipeline.storage import Address
from pipeline.texts import raw_texts

# Beside the releases, and no part of them.
FOLDER = "reading"


class UnknownDocumentError(Exception):
    """There is no such document in the release."""


@dataclass(frozen=True)
class Text:
    """One text of a document: the file, what of it is shown with its marks, and what was read from each mark.

    ``pieces`` is empty where the raw file is not there any more, or is another one; ``start`` is where the shown part
    begins in a file that holds many documents.
    """

    raw_path: str
    pieces: tuple[Piece, ...]
    start: int
    words: File


@dataclass(frozen=True)
class Marked:
    """A document with its texts, that it was read from first."""

    row: dict[str, Any]
    texts: tuple[Text, ...]


def read(release: Path, raw: Path | Address, document_id: str) -> Marked:
    """Return a document with its whole text, marked.

    Args:
        release: Folder of the release.
        raw: Folder of the raw files.
        document_id: The document.

    Raises:
        UnknownDocumentError: where the release has no such document.
    """
    found = _rows(release, "documents", document_id)
    if not found:
        raise UnknownDocumentError(f"{release} has no document {document_id}; ids look like wilson_center:188161")
    captures = sorted(_rows(release, "captures", document_id), key=lambda row: (not row["is_primary"], row["raw_path"]))
    files_of = {file_of(each["raw_path"], each["part"]): each["part"] for each in captures}
    evidence = _rows(release, "evidence", document_id)
    witnesses = [Witness(*(each[name] for name in Witness._fields)) for each in evidence]
    said = {each.raw_path: each for each in words(witnesses, next(iter(files_of), None)).files}
    texts = raw_texts(release, raw, said)
    shown = (_text(said[path], texts[path], found[0]["source_id"], files_of.get(path)) for path in said)
    return Marked(found[0], tuple(shown))


def _rows(release: Path, table: str, document_id: str) -> list[dict[str, Any]]:
    rows = pyarrow.parquet.read_table(release / f"{table}.parquet", filters=[("document_id", "==", document_id)])
    found: list[dict[str, Any]] = rows.to_pylist()
    return found


def _text(of: File, text: str | None, source_id: str, part: str | None) -> Text:
    if text is None:
        return Text(of.raw_path, (), 0, of)
    start, end = _bounds(text, of, source_id, part)
    spans = [each.span for each in of.told if start <= each.span.start <= end]
    return Text(of.raw_path, tuple(marked(text[start:end], start, spans)), start, of)


def _bounds(text: str, of: File, source_id: str, part: str | None) -> tuple[int, int]:
    """Where a document begins and ends in its file, which may hold many."""
    source = sources().get(source_id)
    if part is None or source is None or source.pieces is None:
        return 0, len(text)
    places = [(each.start, each.part) for each in source.pieces(text, PurePosixPath(of.raw_path).stem)]
    start = next(place for place, name in places if name == part)
    return start, min((place for place, _ in places if place > start), default=len(text))


def write(of: Marked, outputs: Path) -> Path:
    """Write a document's page beside the releases, and return the file.

    Args:
        of: The document.
        outputs: Folder of the releases.
    """
    folder = outputs / FOLDER
    templates.write_assets(folder)
    document_id = of.row["document_id"]
    page = templates.text("read.html.j2", {
        "root": f"../{LATEST}/site/",
        "assets": "assets/",
        "place": "",
        "version": "",
        "row": of.row,
        "title": of.row["title"] or document_id,
        "texts": of.texts,
        "page": document_page(document_id),
    })  # fmt: skip
    target = folder / file_name(document_id)
    target.write_text(page, "utf-8")
    return target


def lines(of: Marked) -> Iterator[tuple[str, str]]:
    """Yield a document for a terminal: words, each with the kind of what was read from them, empty for none.

    Brackets stand around what is marked, as not every terminal has colours.
    """
    for text in of.texts:
        if not text.pieces:
            yield "", f"{text.raw_path}: the raw file has changed or is gone\n"
        kinds = [""]
        for piece in text.pieces:
            if piece.type == "mark":
                yield piece.kind, "⟦" if len(kinds) == 1 else ""
                kinds.append(piece.kind)
            elif piece.type == "end":
                yield kinds.pop(), "⟧" if len(kinds) == 1 else ""
            else:
                yield kinds[-1], piece.text
        yield "", "\n"
