"""What a document is: its record, its numbers, dates and files."""

from pipeline.schema.codes import DATE_ROLES, DAY_BASES, DOCUMENT_TYPES, IDENTIFIER_ROLES
from pipeline.schema.declaration import (
    DOCUMENT_ID,
    EDTF,
    ISO_DATE,
    LANGUAGE,
    OF_DOCUMENT,
    SHA256,
    WEB_ADDRESS,
    code,
    count,
    declare,
    document_id,
    flag,
    key,
    names,
    text,
)

DOCUMENTS = declare(
    "documents",
    "Documents",
    "One row per archival record, with what its publisher and its own header say of it.",
    {
        "document_id": text(
            "`<source_id>:<record key>`; the key is the publisher's own number.",
            "chancery",
            pattern=DOCUMENT_ID,
            required=True,
        ),
        "source_id": text("Who published the text.", "source", required=True),
        "source_url": text("Address of the record as its citation gives it.", pattern=WEB_ADDRESS),
        "canonical_url": text(
            "Address of the record on the publisher's own host, made from the record's number.",
            pattern=WEB_ADDRESS,
        ),
        "title": text("Title as published."),
        "document_type": code("What kind of document the title calls it.", DOCUMENT_TYPES),
        "form_id": text("Documentary form that read the content; empty when none recognised it.", "chancery"),
        "date_text": text("The record's date as written."),
        "date_edtf": text("The record's date in EDTF.", pattern=EDTF),
        "date_earliest": text("First day that the date can mean (ISO 8601).", pattern=ISO_DATE),
        "date_latest": text("Last day that the date can mean (ISO 8601).", pattern=ISO_DATE),
        "date_basis": code(
            "`stated` at the head of the record, or the place it was taken from instead: the `citation`, the"
            " `publisher`'s list, the document's `header`, or their `editor`, who dates what bears no date of its own,"
            " or a wrong one.",
            ("stated", "editor", "citation", "header", "publisher"),
            "chancery",
        ),
        "subject": text("Subject line of the document, with the translator's brackets."),
        "summary": text("The publisher's abstract."),
        "original_language": text("Language of the original (BCP 47).", pattern=LANGUAGE),
        "text_language": text("Language of the text that was read (BCP 47).", pattern=LANGUAGE),
        "text_type": code("What that text is.", ("translation", "transcript", "original")),
        "classification_text": text("Mark of secrecy as written."),
        "classification_code": code(
            "Mark of secrecy as a code.",
            ("unclassified", "restricted", "confidential", "secret", "top_secret"),
        ),
        "priority_text": text("Mark of urgency as written."),
        "priority_code": code(
            "Mark of urgency as a code.",
            ("routine", "priority", "urgent", "immediate", "most_immediate", "flash"),
        ),
        "handling": text("Caveats beside the classification, as written."),
        "attention": text("For whom, and from whom, the header says it is within the posts, as written."),
        "executive_order": text(
            "Executive order on secrecy that the document cites, with its mark of downgrading, as written."
        ),
        "tags": names("Codes of subjects and countries that the document gives itself."),
        "sections_total": count("Sections in which the document says it was sent."),
        "sections_listed": count("Sections of it that the text holds."),
        "repository_code": text("Code of the repository that holds the original, as cited (first holding)."),
        "reference_code": text("The archive's own reference, as cited (first holding)."),
        "translators": names("Who is credited with the translation."),
        "contributors": names("Who is credited with bringing the document."),
        "editors": names("Who is credited with editing it."),
        "credits": text("Whom the publisher thanks for support, as written."),
        "copies_total": count("Total of copies that the document states."),
        "copies_listed": count(
            "Sum of the list of recipients under the reading accepted; where none is, under the usual one"
            " (an unnumbered recipient counts one, a joint entry shares its number)."
        ),
        "copies_check": code(
            "Whether list and total agree. `ambiguous`: several readings give the total.",
            ("agrees", "disagrees", "ambiguous", "no_total", "no_list"),
            "chancery",
        ),
        "rights": text("What the publisher says about reuse, in our words.", "source", required=True),
        "raw_path": text("The file it was read from.", "chancery", required=True),
        "raw_sha256": text("SHA-256 of that file.", "chancery", pattern=SHA256, required=True),
        "text_length": count(
            "Length of the text in Unicode code points; of a file that holds many documents, of this one's.",
            "chancery",
            required=True,
        ),
    },
    ("document_id",),
)

IDENTIFIERS = declare(
    "identifiers",
    "Identifiers",
    "One row per number that a document carries.",
    {
        "identifier_id": key("`<document_id>/n<number>`."),
        "document_id": document_id(),
        "identifier": text("The number as written.", required=True),
        "role": code("Whose number it is, or what it counts.", IDENTIFIER_ROLES, "chancery", required=True),
        "series": text("The series it belongs to, where the number shows one."),
        "number": text("Its number within the series."),
        "year": count("The year within the number, where it states one."),
    },
    ("identifier_id",),
    foreign_keys=OF_DOCUMENT,
)

HOLDINGS = declare(
    "holdings",
    "Holdings",
    "One row per archival reference that a citation gives.",
    {
        "holding_id": key("`<document_id>/h<number>`."),
        "document_id": document_id(),
        "repository_code": text("Code of the repository."),
        "reference_code": text("The whole reference, as cited.", required=True),
        "file_code": text("Number of the file within the repository."),
        "pages": text("Pages or leaves within the file."),
        "locator_text": text("What the reference says after the repository's code."),
    },
    ("holding_id",),
    foreign_keys=OF_DOCUMENT,
)

DATES = declare(
    "document_dates",
    "Dates of documents",
    "One row per date that a record or its document bears: they need not be one day, and none is put right.",
    {
        "date_id": key("`<document_id>/d<number>`."),
        "document_id": document_id(),
        "date_role": code("Where or for what it stands.", DATE_ROLES, "chancery", required=True),
        "date_text": text("The date as written.", required=True),
        "date_edtf": text("The date in EDTF; empty where the words leave it open.", pattern=EDTF),
        "time_local": text("Clock time beside it (`HH:MM`), of a range its beginning.", pattern=r"^[0-2]\d:[0-5]\d$"),
        "place_name": text("Place beside it, as written."),
        "date_basis": code("What it rests on; see `routing_events.at_basis`.", DAY_BASES, "chancery"),
    },
    ("date_id",),
    foreign_keys=OF_DOCUMENT,
)

CAPTURES = declare(
    "captures",
    "Captures",
    "One row per file that holds a record. Values come from the primary one, and what it leaves empty from the others.",
    {
        "raw_path": key("The file; where it holds many documents, with `#` and the part."),
        "part": text("Id of the document's element in the file, where that holds many documents.", "chancery"),
        "document_id": document_id(),
        "layout_id": text("The publisher's layout it is in.", "chancery", required=True),
        "addresses": names("Every address of the record that it gives."),
        "is_primary": flag("Whether the rows of the document come from it."),
        "raw_sha256": text("SHA-256 of the file.", "chancery", pattern=SHA256, required=True),
        "text_sha256": text(
            "SHA-256 of the text extracted from a web page, a PDF or a JSON file, in which evidence has its places;"
            " empty where the file is that text.",
            "chancery",
            pattern=SHA256,
        ),
    },
    ("raw_path",),
    foreign_keys=OF_DOCUMENT,
)

VARIANTS = declare(
    "variants",
    "Variants",
    "One row per field in which another capture of a record reads differently from the primary one.",
    {
        "variant_id": key("`<document_id>/<raw_path>/<field>`."),
        "document_id": document_id(),
        "raw_path": text("The other file.", "chancery", required=True),
        "field": text("The field of `documents`.", "chancery", required=True),
        "value": text("What is published.", "chancery", required=True),
        "other_value": text("What the other file says.", "chancery", required=True),
    },
    ("variant_id",),
    foreign_keys=OF_DOCUMENT,
)
