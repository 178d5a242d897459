"""The published tables: the one declaration of each, with its fields, constraints and keys.

Validation, Arrow types, the data package's descriptor and the data dictionary are projected from here.

Each field says where its values come from (``origin``): ``text``, read from the document or inferred from
what it says, with evidence for every cell; ``chancery``, given by this project, such as ids and counts; or
``source``, declared once for a publisher.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

import pandera.pandas as pa

from pipeline.issues import CODES

Origin = Literal["text", "chancery", "source"]

# EDTF (ISO 8601-2) level 0: a day, a month, a year, or an interval of these
_EDTF_DAY = r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?"
EDTF = rf"^{_EDTF_DAY}(?:/{_EDTF_DAY})?$"
ISO_DATE = r"^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$"
LOCAL_TIME = r"^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d$"
LANGUAGE = r"^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$"
WEB_ADDRESS = r"^https?://[^\s<>\"]+$"
SHA256 = r"^[0-9a-f]{64}$"
DOCUMENT_ID = r"^[a-z][a-z0-9_]*:[^\s/]+$"

DOCUMENT_TYPES = (
    "cable", "telegram", "letter", "note", "memorandum", "conversation", "minutes", "report", "journal",
    "telephone_log", "despatch", "other",
)  # fmt: skip
EVENT_TYPES = (
    "sent", "distributed", "forwarded", "repeated", "drafted", "approved", "cleared", "dispatched", "received",
    "arrived", "deciphered", "proofread", "transcribed", "typed", "copied", "printed", "stamped", "read",
    "telephoned", "excluded",
)  # fmt: skip
ACTOR_TYPES = ("person", "corporate_body", "position", "group", "place_as_post", "unknown")
NAME_TYPES = ("as_written", "bracket_expanded", "romanization", "surname_only", "code_name", "abbreviation")
ZONES = ("header", "body", "routing", "signature", "summary", "note")
IDENTIFIER_ROLES = (
    "record", "sender_number", "receiver_number", "cipher_number", "in_reply_to", "file_class", "copy_number",
    "edition_number", "film_number",
)  # fmt: skip
WITNESSES = ("signature", "header", "letterhead", "title")
DAY_BASES = ("stated", "year_from_document", "order_from_document", "year_from_form")
DATE_ROLES = ("record", "citation", "header", "signature", "conversation", "uploaded", "listed")
ANNOTATION_TYPES = (
    "supplied", "second_romanization", "original_term", "gloss", "sic", "illegible", "omission", "uncertain",
    "emphasis", "stamp", "handwritten", "signature", "translators_note", "footnote_mark", "redaction",
)  # fmt: skip
ABSENCES = ("omitted_by_editor", "illegible", "redacted", "value_lost", "left_blank")
CHECK_RESULTS = ("agrees", "disagrees", "ambiguous", "not_stated")
OUTCOMES = ("published", "quarantined", "excluded")


@dataclass(frozen=True)
class Table:
    """A published table.

    Attributes:
        name: Its name, and that of its files.
        title: Its name for people.
        description: What one row is, and what to know before using it.
        schema: Its fields, in order, with their constraints.
        primary_key: The fields that identify a row; rows are sorted by them.
        foreign_keys: For a field, the table and field it points to.
        sort: The order of rows where it is not that of the primary key.
    """

    name: str
    title: str
    description: str
    schema: pa.DataFrameSchema
    primary_key: tuple[str, ...]
    foreign_keys: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    sort: tuple[str, ...] = ()

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """The names of the fields, in order."""
        return tuple(self.schema.columns)

    @cached_property
    def blank(self) -> Mapping[str, None]:
        """A row of it with every field empty."""
        return dict.fromkeys(self.fields)

    @property
    def order(self) -> tuple[str, ...]:
        """The fields by which rows are sorted."""
        return self.sort or self.primary_key

    def origin(self, name: str) -> Origin:
        """Where the values of a field come from."""
        origin: Origin = self.schema.columns[name].metadata["origin"]
        return origin


def _field(dtype: Any, description: str, origin: Origin, required: bool, checks: Sequence[pa.Check]) -> pa.Column:
    return pa.Column(dtype, list(checks), nullable=not required, description=description, metadata={"origin": origin})


def _text(
    description: str,
    origin: Origin = "text",
    *,
    pattern: str | None = None,
    required: bool = False,
) -> pa.Column:
    checks = [pa.Check.str_matches(pattern)] if pattern else []
    return _field(str, description, origin, required, checks)


def _code(description: str, codes: Sequence[str], origin: Origin = "text", *, required: bool = False) -> pa.Column:
    return _field(str, description, origin, required, [pa.Check.isin(list(codes))])


def _count(description: str, origin: Origin = "text", *, required: bool = False) -> pa.Column:
    return _field("Int64", description, origin, required, [pa.Check.ge(0)])


def _number(description: str) -> pa.Column:
    return _field("Float64", description, "text", True, [])


def _flag(description: str) -> pa.Column:
    return _field("boolean", description, "chancery", True, [])


def _names(description: str, origin: Origin = "text") -> pa.Column:
    """A list of names; it has no constraint that a data package can state."""
    return _field(object, description, origin, False, [])


def _table(
    name: str,
    title: str,
    description: str,
    fields: Mapping[str, pa.Column],
    primary_key: tuple[str, ...],
    *,
    foreign_keys: Mapping[str, tuple[str, str]] | None = None,
    sort: tuple[str, ...] = (),
) -> Table:
    schema = pa.DataFrameSchema(
        dict(fields), name=name, title=title, description=description, strict=True, ordered=True
    )
    return Table(name, title, description, schema, primary_key, foreign_keys or {}, sort)


def _document_id() -> pa.Column:
    return _text("The document.", "chancery", pattern=DOCUMENT_ID, required=True)


def _id(description: str) -> pa.Column:
    return _text(description, "chancery", required=True)


_OF_DOCUMENT = {"document_id": ("documents", "document_id")}

DOCUMENTS = _table(
    "documents",
    "Documents",
    "One row per archival record, with what its publisher and its own header say of it.",
    {
        "document_id": _text(
            "`<source_id>:<record key>`; the key is the publisher's own number.",
            "chancery",
            pattern=DOCUMENT_ID,
            required=True,
        ),
        "source_id": _text("Who published the text.", "source", required=True),
        "source_url": _text("Address of the record as its citation gives it.", pattern=WEB_ADDRESS),
        "canonical_url": _text(
            "Address of the record on the publisher's own host, made from the record's number.",
            pattern=WEB_ADDRESS,
        ),
        "title": _text("Title as published."),
        "document_type": _code("What kind of document the title calls it.", DOCUMENT_TYPES),
        "form_id": _text("Documentary form that read the content; empty when none recognised it.", "chancery"),
        "date_text": _text("The record's date as written."),
        "date_edtf": _text("The record's date in EDTF.", pattern=EDTF),
        "date_earliest": _text("First day that the date can mean (ISO 8601).", pattern=ISO_DATE),
        "date_latest": _text("Last day that the date can mean (ISO 8601).", pattern=ISO_DATE),
        "date_basis": _code(
            "`stated` at the head of the record, or the place it was taken from instead: the `citation`, the"
            " `publisher`'s list, the document's `header`, or their `editor`, who dates what bears no date of its own,"
            " or a wrong one.",
            ("stated", "editor", "citation", "header", "publisher"),
            "chancery",
        ),
        "subject": _text("Subject line of the document, with the translator's brackets."),
        "summary": _text("The publisher's abstract."),
        "original_language": _text("Language of the original (BCP 47).", pattern=LANGUAGE),
        "text_language": _text("Language of the text that was read (BCP 47).", pattern=LANGUAGE),
        "text_type": _code("What that text is.", ("translation", "transcript", "original")),
        "classification_text": _text("Mark of secrecy as written."),
        "classification_code": _code(
            "Mark of secrecy as a code.",
            ("unclassified", "restricted", "confidential", "secret", "top_secret"),
        ),
        "priority_text": _text("Mark of urgency as written."),
        "priority_code": _code(
            "Mark of urgency as a code.",
            ("routine", "priority", "urgent", "immediate", "most_immediate", "flash"),
        ),
        "handling": _text("Caveats beside the classification, as written."),
        "attention": _text("For whom, and from whom, the header says it is within the posts, as written."),
        "executive_order": _text(
            "Executive order on secrecy that the document cites, with its mark of downgrading, as written."
        ),
        "tags": _names("Codes of subjects and countries that the document gives itself."),
        "sections_total": _count("Sections in which the document says it was sent."),
        "sections_listed": _count("Sections of it that the text holds."),
        "repository_code": _text("Code of the repository that holds the original, as cited (first holding)."),
        "reference_code": _text("The archive's own reference, as cited (first holding)."),
        "translators": _names("Who is credited with the translation."),
        "contributors": _names("Who is credited with bringing the document."),
        "editors": _names("Who is credited with editing it."),
        "credits": _text("Whom the publisher thanks for support, as written."),
        "copies_total": _count("Total of copies that the document states."),
        "copies_listed": _count(
            "Sum of the list of recipients under the reading accepted; where none is, under the usual one"
            " (an unnumbered recipient counts one, a joint entry shares its number)."
        ),
        "copies_check": _code(
            "Whether list and total agree. `ambiguous`: several readings give the total.",
            ("agrees", "disagrees", "ambiguous", "no_total", "no_list"),
            "chancery",
        ),
        "rights": _text("What the publisher says about reuse, in our words.", "source", required=True),
        "raw_path": _text("The file it was read from.", "chancery", required=True),
        "raw_sha256": _text("SHA-256 of that file.", "chancery", pattern=SHA256, required=True),
        "text_length": _count(
            "Length of the text in Unicode code points; of a file that holds many documents, of this one's.",
            "chancery",
            required=True,
        ),
    },
    ("document_id",),
)

ACTORS = _table(
    "actors",
    "Actors",
    "One row per person, body, office or group that a document names. A bare surname stays an actor of its"
    " document alone; a redaction mark is no actor.",
    {
        "actor_id": _id("Id of the actor, stable across releases."),
        "actor_type": _code("What kind of actor it is.", ACTOR_TYPES, "chancery", required=True),
        "actor_type_basis": _code(
            "What the kind rests on: a `noun` of office in the name, a `title` before it, the `form`, whose"
            " lists give persons by surname, posts by their place, or offices and posts by code, or the publisher's"
            " `mark`; empty where the kind is unknown.",
            ("noun", "title", "form", "mark"),
            "chancery",
        ),
        "preferred_name": _text("The name to show, with words that a translator supplied.", required=True),
        "role_text": _text("Office or role as first stated."),
        "country_code": _text(
            "State that the name or role states (ISO 3166-1, 3166-3 for former states).",
            pattern=r"^[A-Z]{2}(?:[A-Z]{2})?$",
        ),
        "parent_actor_id": _text("The body it belongs to (a department's ministry), as the name states."),
        "same_as": _names("Addresses of the same actor elsewhere; only with evidence.", "chancery"),
        "document_count": _count("Documents that name it.", "chancery", required=True),
        "event_count": _count("Routing events it takes part in.", "chancery", required=True),
        "earliest_date": _text("First day of the documents that name it.", "chancery", pattern=ISO_DATE),
        "latest_date": _text("Last day of the documents that name it.", "chancery", pattern=ISO_DATE),
    },
    ("actor_id",),
    foreign_keys={"parent_actor_id": ("actors", "actor_id")},
)

ROUTING_EVENTS = _table(
    "routing_events",
    "Routing events",
    "One row per step in the handling of a document, in the order in which the document states them. Rows of the type"
    " `excluded` name whom the document leaves out of those it goes to: it was not sent to them.",
    {
        "event_id": _id("`<document_id>/e<sequence>`."),
        "document_id": _document_id(),
        "sequence": _count("Place among the document's events, from 1.", "chancery", required=True),
        "event_type": _code("What was done.", EVENT_TYPES, required=True),
        "from_actor_id": _text("The sender.", "chancery"),
        "from_name": _text("The sender's name as written."),
        "from_basis": _code(
            "Which witness the sender was taken from; all of them are in `senders`.",
            WITNESSES,
            "chancery",
        ),
        "from_desk_actor_id": _text("The desk or post that the header says it is from.", "chancery"),
        "from_desk_name": _text("Its name as written."),
        "to_actor_id": _text("The addressee or recipient; empty when redacted.", "chancery"),
        "to_name": _text("The addressee's or recipient's name as written."),
        "to_basis": _code(
            "Where the addressee was read: the `salutation`, a line of the `header`, or the `title`.",
            ("salutation", "header", "title"),
            "chancery",
        ),
        "agent_actor_id": _text("Who carried the step out.", "chancery"),
        "agent_name": _text("Their name as written."),
        "recipient_group": _text(
            "Shared by the rows of one joint entry; copies stand on the first row when the entry shares them.",
            "chancery",
        ),
        "action_code": _code(
            "`action` or `info` where the form tells them apart; `origin`: the office that the document comes from.",
            ("action", "info", "origin"),
        ),
        "precedence_text": _text(
            "Precedence for this addressee, as written beside the name or before the date-time group."
        ),
        "precedence_code": _code(
            "The same as a code.", ("routine", "priority", "urgent", "immediate", "most_immediate", "flash")
        ),
        "precedence_basis": _code(
            "`addressee`: it stands beside the name; `group`: the letter before the date-time group, of two the first"
            " for action and the second for information.",
            ("addressee", "group"),
            "chancery",
        ),
        "to_number": _text("Number of the document among those to this addressee."),
        "copies": _count("Copies for this recipient."),
        "copies_basis": _code(
            "`stated`, `implied_by_total`, or `implied_by_number`: one numbered copy is one copy.",
            ("stated", "implied_by_total", "implied_by_number"),
            "chancery",
        ),
        "copy_number": _text("Number of one copy (not a count)."),
        "is_redacted": _flag("Whether the recipient is blanked in the document."),
        "at_text": _text("Time of the step as written."),
        "at_edtf": _text("Day of the step in EDTF.", pattern=EDTF),
        "at_local": _text("Local time of the step, without a zone (`YYYY-MM-DDTHH:MM`).", pattern=LOCAL_TIME),
        "at_basis": _code(
            "Whether the day is `stated`, its year or century was taken from the document's date, that date decided"
            " which figure is the day and which the month, or the century is that in which the form was in use.",
            DAY_BASES,
            "chancery",
        ),
        "time_zone": _text("Time zone, where the document prints one."),
        "place_name": _text("Place of the step as written."),
    },
    ("event_id",),
    foreign_keys={
        **_OF_DOCUMENT,
        "from_actor_id": ("actors", "actor_id"),
        "from_desk_actor_id": ("actors", "actor_id"),
        "to_actor_id": ("actors", "actor_id"),
        "agent_actor_id": ("actors", "actor_id"),
    },
    sort=("document_id", "sequence"),
)

ACTOR_NAMES = _table(
    "actor_names",
    "Names of actors",
    "One row per form of a name in a document.",
    {
        "name_id": _id("`<document_id>/a<number>`."),
        "actor_id": _id("The actor."),
        "document_id": _document_id(),
        "name": _text("The form of the name.", required=True),
        "name_type": _code("How this form relates to what is written.", NAME_TYPES, "chancery", required=True),
        "role_text": _text("Office or role stated with it."),
    },
    ("name_id",),
    foreign_keys={**_OF_DOCUMENT, "actor_id": ("actors", "actor_id")},
)

MENTIONS = _table(
    "mentions",
    "Mentions",
    "One row per occurrence of an actor in a text: names of the header, the routing and the signature, and in"
    " running text persons introduced by an office, governments and missions introduced by their nationality,"
    " and their names again in the same document.",
    {
        "mention_id": _id("`<document_id>/m<number>`, in the order of the text."),
        "document_id": _document_id(),
        "actor_id": _id("The actor."),
        "name": _text("The name as written here.", required=True),
        "role_text": _text("Office or role stated with it here."),
        "zone": _code("Part of the document.", ZONES, "chancery", required=True),
        "start": _count("Where it begins in the raw file.", "chancery", required=True),
        "end": _count("Where it ends.", "chancery", required=True),
    },
    ("mention_id",),
    foreign_keys={**_OF_DOCUMENT, "actor_id": ("actors", "actor_id")},
)

IDENTIFIERS = _table(
    "identifiers",
    "Identifiers",
    "One row per number that a document carries.",
    {
        "identifier_id": _id("`<document_id>/n<number>`."),
        "document_id": _document_id(),
        "identifier": _text("The number as written.", required=True),
        "role": _code("Whose number it is, or what it counts.", IDENTIFIER_ROLES, "chancery", required=True),
        "series": _text("The series it belongs to, where the number shows one."),
        "number": _text("Its number within the series."),
        "year": _count("The year within the number, where it states one."),
    },
    ("identifier_id",),
    foreign_keys=_OF_DOCUMENT,
)

HOLDINGS = _table(
    "holdings",
    "Holdings",
    "One row per archival reference that a citation gives.",
    {
        "holding_id": _id("`<document_id>/h<number>`."),
        "document_id": _document_id(),
        "repository_code": _text("Code of the repository."),
        "reference_code": _text("The whole reference, as cited.", required=True),
        "file_code": _text("Number of the file within the repository."),
        "pages": _text("Pages or leaves within the file."),
        "locator_text": _text("What the reference says after the repository's code."),
    },
    ("holding_id",),
    foreign_keys=_OF_DOCUMENT,
)

DOCUMENT_REFERENCES = _table(
    "document_references",
    "References to documents",
    "One row per reference to another document in running text or in a line of references, by number or by date.",
    {
        "reference_id": _id("`<document_id>/r<number>`."),
        "document_id": _document_id(),
        "text": _text("The reference as written.", required=True),
        "reference_letter": _text("Letter under which the document lists it."),
        "kind": _text(
            "Kind of document referred to; `document` for one that an editor cites by its number in the edition; empty"
            " where the text gives a number only."
        ),
        "direction": _code(
            "`outgoing`: the writer's own (my, our); `incoming`: the addressee's (your).",
            ("outgoing", "incoming"),
        ),
        "identifier": _text("Its number, as written."),
        "volume": _text("Volume of the edition in which it is printed, as written."),
        "note": _text("Word beside it, such as NOTAL: not all addressees have it."),
        "date_edtf": _text("Its date in EDTF.", pattern=EDTF),
        "date_basis": _code(
            "Whether its year is `stated` or taken from the document's date.",
            ("stated", "year_from_document"),
            "chancery",
        ),
        "target_document_id": _text(
            "The document meant, where it is held and certain: the publisher's mark names it.", "chancery"
        ),
        "status": _code(
            "`resolved`: the publisher's mark names a document that is held; `missing`: not held; `ambiguous`: held"
            " documents could be meant, none certainly.",
            ("resolved", "missing", "ambiguous"),
            "chancery",
            required=True,
        ),
        "ghost_id": _text("Id of a document that is referred to and not held.", "chancery"),
    },
    ("reference_id",),
    foreign_keys={**_OF_DOCUMENT, "target_document_id": ("documents", "document_id")},
)

QUANTITIES = _table(
    "quantities",
    "Quantities",
    "One row per number of people or goods stated in running text.",
    {
        "quantity_id": _id("`<document_id>/q<number>`."),
        "document_id": _document_id(),
        "text": _text("The words as written.", required=True),
        "value": _number("The number."),
        "bound": _code("Whether it is exact, a least, or a most.", ("exactly", "over", "about", "under")),
        "unit_text": _text("What is counted, as written; of “of them”, the noun it stands for."),
        "unit_basis": _code(
            "`stated` beside the number, or `antecedent`: the last counted noun before “of them”.",
            ("stated", "antecedent"),
            "chancery",
        ),
        "what_text": _text("What is said of the things counted, as written."),
        "period_text": _text("The period it is stated for, as written."),
        "period_edtf": _text("That period as an EDTF interval: an interpretation.", pattern=EDTF),
        "period_basis": _code(
            "`interpreted`: the year is the document's, a third of a month is ten days.",
            ("interpreted",),
            "chancery",
        ),
    },
    ("quantity_id",),
    foreign_keys=_OF_DOCUMENT,
)

CHECKS = _table(
    "checks",
    "Checks",
    "One row per check of a document against itself. Nothing is put right: both places are published.",
    {
        "check_id": _id("`<document_id>/<check>`."),
        "document_id": _document_id(),
        "check": _text("Name of the check; the dictionary has a sentence for each.", "chancery", required=True),
        "result": _code("What it found.", CHECK_RESULTS, "chancery", required=True),
        "left_text": _text("What the one place says."),
        "right_text": _text("What the other place says."),
    },
    ("check_id",),
    foreign_keys=_OF_DOCUMENT,
)

DATES = _table(
    "document_dates",
    "Dates of documents",
    "One row per date that a record or its document bears: they need not be one day, and none is put right.",
    {
        "date_id": _id("`<document_id>/d<number>`."),
        "document_id": _document_id(),
        "date_role": _code("Where or for what it stands.", DATE_ROLES, "chancery", required=True),
        "date_text": _text("The date as written.", required=True),
        "date_edtf": _text("The date in EDTF; empty where the words leave it open.", pattern=EDTF),
        "time_local": _text("Clock time beside it (`HH:MM`), of a range its beginning.", pattern=r"^[0-2]\d:[0-5]\d$"),
        "place_name": _text("Place beside it, as written."),
        "date_basis": _code("What it rests on; see `routing_events.at_basis`.", DAY_BASES, "chancery"),
    },
    ("date_id",),
    foreign_keys=_OF_DOCUMENT,
)

SENDERS = _table(
    "senders",
    "Witnesses of the sender",
    "One row per place of a document that names its sender. The signature is taken first, then an office or person in"
    " the header, the title, a place in the header, the letterhead; disagreement is published, not decided.",
    {
        "witness_id": _id("`<document_id>/w<number>`."),
        "document_id": _document_id(),
        "witness": _code("Where it stands.", WITNESSES, "chancery", required=True),
        "name": _text("The sender as written there.", required=True),
        "role_text": _text("Office stated with it."),
        "actor_id": _text("The actor.", "chancery"),
        "is_chosen": _flag("Whether `routing_events` takes the sender from here."),
    },
    ("witness_id",),
    foreign_keys={**_OF_DOCUMENT, "actor_id": ("actors", "actor_id")},
)

PARTICIPANTS = _table(
    "participants",
    "Participants",
    "One row per person or group named as taking part in a conversation or meeting.",
    {
        "participant_id": _id("`<document_id>/p<number>`."),
        "document_id": _document_id(),
        "actor_id": _id("The actor."),
        "name": _text("The name as written.", required=True),
        "side_text": _text("The side it is named for, as written."),
        "participant_role": _code(
            "`participant` or `interpreter`.", ("participant", "interpreter"), "chancery", required=True
        ),
    },
    ("participant_id",),
    foreign_keys={**_OF_DOCUMENT, "actor_id": ("actors", "actor_id")},
)

ANNOTATIONS = _table(
    "annotations",
    "Annotations",
    "One row per square bracket that translators and editors put into the document.",
    {
        "annotation_id": _id("`<document_id>/b<number>`."),
        "document_id": _document_id(),
        "annotation_type": _code(
            "What the bracket does, by its words and its place.", ANNOTATION_TYPES, "chancery", required=True
        ),
        "text": _text("The words with their brackets.", required=True),
        "start": _count("Where it begins in the raw file.", "chancery", required=True),
        "end": _count("Where it ends.", "chancery", required=True),
    },
    ("annotation_id",),
    foreign_keys=_OF_DOCUMENT,
)

ABSENCES_TABLE = _table(
    "absences",
    "Absences",
    "One row per place where a document or its copy shows that something is not there, and why.",
    {
        "absence_id": _id("`<document_id>/x<number>`."),
        "document_id": _document_id(),
        "state": _code("Why it is not there.", ABSENCES, "chancery", required=True),
        "text": _text("The words that show it.", required=True),
        "start": _count("Where they begin in the raw file.", "chancery", required=True),
        "end": _count("Where they end.", "chancery", required=True),
    },
    ("absence_id",),
    foreign_keys=_OF_DOCUMENT,
)

CAPTURES = _table(
    "captures",
    "Captures",
    "One row per file that holds a record. Values come from the primary one, and what it leaves empty from the others.",
    {
        "raw_path": _id("The file; where it holds many documents, with `#` and the part."),
        "part": _text("Id of the document's element in the file, where that holds many documents.", "chancery"),
        "document_id": _document_id(),
        "layout_id": _text("The publisher's layout it is in.", "chancery", required=True),
        "addresses": _names("Every address of the record that it gives."),
        "is_primary": _flag("Whether the rows of the document come from it."),
        "raw_sha256": _text("SHA-256 of the file.", "chancery", pattern=SHA256, required=True),
        "text_sha256": _text(
            "SHA-256 of the text extracted from a web page, a PDF or a JSON file, in which evidence has its places;"
            " empty where the file is that text.",
            "chancery",
            pattern=SHA256,
        ),
    },
    ("raw_path",),
    foreign_keys=_OF_DOCUMENT,
)

VARIANTS = _table(
    "variants",
    "Variants",
    "One row per field in which another capture of a record reads differently from the primary one.",
    {
        "variant_id": _id("`<document_id>/<raw_path>/<field>`."),
        "document_id": _document_id(),
        "raw_path": _text("The other file.", "chancery", required=True),
        "field": _text("The field of `documents`.", "chancery", required=True),
        "value": _text("What is published.", "chancery", required=True),
        "other_value": _text("What the other file says.", "chancery", required=True),
    },
    ("variant_id",),
    foreign_keys=_OF_DOCUMENT,
)

EVIDENCE = _table(
    "evidence",
    "Evidence",
    "One row per published cell and place it was read from: in the raw file, decoded as UTF-8 with nothing"
    " stripped, the characters from `start` up to `end` are `text`. A cell that was inferred has a row for"
    " each place it rests on.",
    {
        "table": _id("Table of the cell."),
        "row_id": _id("Primary key of its row."),
        "field": _id("Field of the cell."),
        "document_id": _document_id(),
        "start": _count("Where the words begin, 0-based, in code points.", "chancery", required=True),
        "end": _count("Where they end (half-open).", "chancery", required=True),
        "rule_id": _id("The rule that read them."),
        "basis": _code(
            "`read`: the words state the value; `inferred`: it rests on them.",
            ("read", "inferred"),
            "chancery",
            required=True,
        ),
        "text": _text("The words, with the marks that stand between them.", "chancery", required=True),
        "raw_path": _text(
            "The file they stand in. Of a web page or a PDF, the places are those of the text extracted from it"
            " (see `captures`).",
            "chancery",
            required=True,
        ),
        "element": _text(
            "Of a file with marks (XML), the path of the innermost element that holds the words, from the nearest that"
            " has an id; empty for plain text.",
            "chancery",
        ),
    },
    ("table", "row_id", "field", "document_id", "raw_path", "start", "end"),
    foreign_keys=_OF_DOCUMENT,
)

ISSUES = _table(
    "issues",
    "Issues",
    "One row per surprise that a person should look at.",
    {
        "issue_id": _id("`<document_id>/i<number>`; `<raw_path>/i<number>` where a file gave no document."),
        "document_id": _text("The document; empty where a file gave none.", "chancery", pattern=DOCUMENT_ID),
        "code": _code("Kind of issue; the dictionary says what to do.", tuple(CODES), "chancery", required=True),
        "severity": _code("`error`: something was kept back.", ("note", "warning", "error"), "chancery", required=True),
        "message": _text("What was found.", "chancery", required=True),
        "start": _count("Where in the raw file.", "chancery"),
        "end": _count("Where it ends.", "chancery"),
        "raw_path": _text("The file.", "chancery"),
    },
    ("issue_id",),
    foreign_keys=_OF_DOCUMENT,
)

QUARANTINE = _table(
    "quarantine",
    "Quarantine",
    "One row per row that was kept back, with the reason.",
    {
        "quarantine_id": _id("`<table>/<row_id>`, and a number where several rows of one key were kept back."),
        "table": _id("Table it was meant for."),
        "row_id": _id("Primary key it would have had."),
        "document_id": _text("The document it was read from.", "chancery"),
        "field": _text("Field that breaks a rule.", "chancery"),
        "value": _text("Value that breaks it.", "chancery"),
        "reason": _text("The rule.", "chancery", required=True),
        "start": _count("Where the value was read.", "chancery"),
        "end": _count("Where it ends.", "chancery"),
        "row": _text("The whole row, as JSON.", "chancery", required=True),
    },
    ("quarantine_id",),
)

LEDGER = _table(
    "ledger",
    "Ledger",
    "One row per raw file, or per document of a file that holds many, and what became of it: ingested = published"
    " + quarantined + excluded.",
    {
        "raw_path": _id("The file; where it holds many documents, with `#` and the part."),
        "part": _text("Id of the document's element in the file, or the place of it.", "chancery"),
        "raw_sha256": _text("SHA-256 of it; empty when it could not be read.", "chancery", pattern=SHA256),
        "raw_bytes": _count("Its size in bytes.", "chancery"),
        "source_id": _text("The source whose folder it lies in.", "chancery"),
        "document_id": _text("The document it gave.", "chancery"),
        "outcome": _code("What became of it.", OUTCOMES, "chancery", required=True),
        "reason": _text("Why, when it was not published.", "chancery"),
    },
    ("raw_path",),
)

TABLES: tuple[Table, ...] = (
    DOCUMENTS,
    ACTORS,
    ROUTING_EVENTS,
    ACTOR_NAMES,
    MENTIONS,
    IDENTIFIERS,
    HOLDINGS,
    DOCUMENT_REFERENCES,
    QUANTITIES,
    DATES,
    SENDERS,
    PARTICIPANTS,
    ANNOTATIONS,
    ABSENCES_TABLE,
    CAPTURES,
    VARIANTS,
    CHECKS,
    EVIDENCE,
    ISSUES,
    QUARANTINE,
    LEDGER,
)

_BY_NAME = {each.name: each for each in TABLES}


def table(name: str) -> Table:
    """Return a table by its name.

    Raises:
        KeyError: where there is no such table.
    """
    return _BY_NAME[name]
