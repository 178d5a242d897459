"""Which other documents a text means."""

from pipeline.schema.codes import LINK_BASES, LINK_TYPES, REFERENCE_BASES
from pipeline.schema.declaration import (
    EDTF,
    ISO_DATE,
    OF_DOCUMENT,
    code,
    count,
    declare,
    document_id,
    key,
    names,
    number,
    said,
    text,
)

DOCUMENT_REFERENCES = declare(
    "document_references",
    "References to documents",
    "One row per reference to another document in running text or in a line of references, by number or by date.",
    {
        "reference_id": key("`<document_id>/r<number>`."),
        "document_id": document_id(),
        "text": text("The reference as written.", required=True),
        "zone": code(
            "Where it stands: in the `header`, in the first words of the text (`opening`), further on (`body`), or in"
            " an editor's `note`.",
            ("header", "opening", "body", "note"),
            "chancery",
        ),
        "reference_letter": text("Letter under which the document lists it."),
        "kind": text(
            "Kind of document referred to; `document` for one that an editor cites by its number in the edition; empty"
            " where the text gives a number only."
        ),
        "direction": code(
            "`outgoing`: the writer's own (my, our); `incoming`: the addressee's (your).",
            ("outgoing", "incoming"),
        ),
        "from_text": text("Whose it is, where a name stands directly before it (Lisbon's LB718)."),
        "identifier": text("Its number, as written."),
        "series": text("Series of that number: letters before it that tell it from other series of the same post."),
        "series_basis": code(
            "Whether its series is `stated` with it, or is that of the number before it in the same `list`.",
            ("stated", "list"),
            "chancery",
        ),
        "number": text("Its number within the series."),
        "volume": text("Volume of the edition in which it is printed, as written."),
        "note": text("Word beside it, such as NOTAL: not all addressees have it."),
        "date_edtf": text("Its date in EDTF.", pattern=EDTF),
        "date_basis": code(
            "Whether its year is `stated` or taken from the document's date.",
            ("stated", "year_from_document"),
            "chancery",
        ),
        "target_document_id": text("The document meant, where it is held and certain.", "chancery"),
        "status": code(
            "`resolved`: it is held and certain; `missing`: it is not held; `ambiguous`: held documents could be meant"
            " (`candidates`), none certainly.",
            ("resolved", "missing", "ambiguous"),
            "chancery",
            required=True,
        ),
        "basis": code(
            f"What a resolved reference rests on. {said(REFERENCE_BASES)}",
            tuple(REFERENCE_BASES),
            "chancery",
        ),
        "candidates": names("Documents that could be meant, of an ambiguous reference.", "chancery"),
        "ghost_id": text("The document in `ghosts`, where it is not held.", "chancery"),
    },
    ("reference_id",),
    foreign_keys={
        **OF_DOCUMENT,
        "target_document_id": ("documents", "document_id"),
        "ghost_id": ("ghosts", "ghost_id"),
    },
)

GHOSTS = declare(
    "ghosts",
    "Documents that are not held",
    "One row per document that the texts refer to, or whose number is missing from a series, and that no release has"
    " held yet. One that has come to be held since keeps its row and its id, with the document. What is known of it is"
    " what the references say, and what its neighbours in the series say.",
    {
        "ghost_id": key("Id of the document, stable across releases."),
        "basis": code(
            "`reference`: texts refer to it; `gap`: the numbers before and after it are held.",
            ("reference", "gap"),
            "chancery",
            required=True,
        ),
        "status": code(
            "`missing`, or `resolved`: a document that has come in since is it.",
            ("missing", "resolved"),
            "chancery",
            required=True,
        ),
        "document_id": text("The document, where it has come in.", "chancery"),
        "source_id": text("The source whose documents speak of it.", "chancery", required=True),
        "kind": text("Kind of document, as the references call it."),
        "from_actor_id": text("Who sent it, as far as the references show.", "chancery"),
        "to_actor_id": text("To whom.", "chancery"),
        "identifier": text("Its number, as first written; of a gap, the number that is missing.", "chancery"),
        "series": text("The series of that number.", "chancery"),
        "number": text("Its number within the series.", "chancery"),
        "date_edtf": text("Its date in EDTF, as referred to.", "chancery", pattern=EDTF),
        "date_earliest": text("The first day on which it can have been written.", "chancery", pattern=ISO_DATE),
        "date_latest": text("The last.", "chancery", pattern=ISO_DATE),
        "before_document_id": text("Of a gap, the held document with the number before it.", "chancery"),
        "after_document_id": text("Of a gap, the held document with the number after it.", "chancery"),
        "reference_count": count("References to it.", "chancery", required=True),
    },
    ("ghost_id",),
    foreign_keys={
        "document_id": ("documents", "document_id"),
        "from_actor_id": ("actors", "actor_id"),
        "to_actor_id": ("actors", "actor_id"),
        "before_document_id": ("documents", "document_id"),
        "after_document_id": ("documents", "document_id"),
    },
)

DOCUMENT_LINKS = declare(
    "document_links",
    "Links between documents",
    "One row per relation of a held document to another held one, with what it rests on.",
    {
        "link_id": key("`<document_id>/<link_type>/<target_document_id>`."),
        "document_id": document_id(),
        "target_document_id": key("The other document."),
        "link_type": code("What the document is to the other.", LINK_TYPES, "chancery", required=True),
        "basis": code("What says so.", LINK_BASES, "chancery", required=True),
        "reference_id": text("The reference that says so, where one does.", "chancery"),
        "score": number(
            "Of texts that are alike, the share of their runs of words that both have, from 0 to 1.",
            "chancery",
            required=False,
        ),
    },
    ("link_id",),
    foreign_keys={
        **OF_DOCUMENT,
        "target_document_id": ("documents", "document_id"),
        "reference_id": ("document_references", "reference_id"),
    },
)
