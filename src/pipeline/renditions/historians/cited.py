"""What of a document its archive cites it by."""

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.renditions.edition import Edition
from pipeline.sources import sources

_FIELDS = (
    "document_id",
    "source_id",
    "source_url",
    "canonical_url",
    "title",
    "document_type",
    "date_text",
    "date_edtf",
    "text_language",
    "repository_code",
    "reference_code",
    "translators",
    "editors",
)


@dataclass(frozen=True)
class Cited:
    """What a citation of a document is made of; what is not stated is ``None``, or empty.

    Attributes:
        document_id: Its id.
        title: Its title as published.
        document_type: What kind of document the title calls it.
        date_text: Its date as written.
        date_edtf: Its date in EDTF.
        language: Language of the text that was read (BCP 47).
        repository: Code of the repository that holds the original.
        reference: The archive's own reference.
        publisher: Who published the text.
        url: Its address: on the publisher's own host, else as its citation gives it.
        translators: Who translated it.
        editors: Who edited it.
    """

    document_id: str
    title: str | None
    document_type: str | None
    date_text: str | None
    date_edtf: str | None
    language: str | None
    repository: str | None
    reference: str | None
    publisher: str
    url: str | None
    translators: tuple[str, ...]
    editors: tuple[str, ...]


def cited(edition: Edition) -> Iterator[Cited]:
    """Yield what each document is cited by, in the order of `documents`."""
    titles = {source_id: sources()[source_id].title for source_id in edition.source_ids}
    for batch in edition.tables["documents"].select(_FIELDS).to_batches(max_chunksize=10_000):
        for row in batch.to_pylist():
            yield Cited(
                document_id=row["document_id"],
                title=row["title"],
                document_type=row["document_type"],
                date_text=row["date_text"],
                date_edtf=row["date_edtf"],
                language=row["text_language"],
                repository=row["repository_code"],
                reference=row["reference_code"],
                publisher=titles[row["source_id"]],
                url=row["canonical_url"] or row["source_url"],
                translators=tuple(row["translators"] or ()),
                editors=tuple(row["editors"] or ()),
            )


def sentence(of: Cited) -> str:
    """Return a citation as it stands in a footnote: title, date, reference, publisher, translators, address.

    >>> from dataclasses import fields
    >>> blank = dict.fromkeys([each.name for each in fields(Cited)]) | {"translators": ("Ann Lee",), "editors": ()}
    >>> sentence(Cited(**blank | {"title": "A cable", "reference": "A 12", "publisher": "The Archive"}))
    '“A cable”, A 12, The Archive, translated by Ann Lee.'
    """
    title = f"“{of.title}”" if of.title else of.document_id
    translators = f"translated by {', '.join(of.translators)}" if of.translators else None
    parts = (title, of.date_text or of.date_edtf, of.reference, of.publisher, translators, of.url)
    return " ".join(f"{', '.join(part for part in parts if part)}.".split())
