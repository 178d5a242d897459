"""What stands in a text: quantities, brackets, what is not there."""

from pipeline.schema.codes import ABSENCES, ANNOTATION_TYPES
from pipeline.schema.declaration import EDTF, OF_DOCUMENT, code, count, declare, document_id, key, number, text

QUANTITIES = declare(
    "quantities",
    "Quantities",
    "One row per number of people or goods stated in running text.",
    {
        "quantity_id": key("`<document_id>/q<number>`."),
        "document_id": document_id(),
        "text": text("The words as written.", required=True),
        "value": number("The number."),
        "bound": code("Whether it is exact, a least, or a most.", ("exactly", "over", "about", "under")),
        "unit_text": text("What is counted, as written; of “of them”, the noun it stands for."),
        "unit_basis": code(
            "`stated` beside the number, or `antecedent`: the last counted noun before “of them”.",
            ("stated", "antecedent"),
            "chancery",
        ),
        "what_text": text("What is said of the things counted, as written."),
        "period_text": text("The period it is stated for, as written."),
        "period_edtf": text("That period as an EDTF interval: an interpretation.", pattern=EDTF),
        "period_basis": code(
            "`interpreted`: the year is the document's, a third of a month is ten days.",
            ("interpreted",),
            "chancery",
        ),
    },
    ("quantity_id",),
    foreign_keys=OF_DOCUMENT,
)

ANNOTATIONS = declare(
    "annotations",
    "Annotations",
    "One row per square bracket that translators and editors put into the document.",
    {
        "annotation_id": key("`<document_id>/b<number>`."),
        "document_id": document_id(),
        "annotation_type": code(
            "What the bracket does, by its words and its place.", ANNOTATION_TYPES, "chancery", required=True
        ),
        "text": text("The words with their brackets.", required=True),
        "start": count("Where it begins in the raw file.", "chancery", required=True),
        "end": count("Where it ends.", "chancery", required=True),
    },
    ("annotation_id",),
    foreign_keys=OF_DOCUMENT,
)

ABSENCES_TABLE = declare(
    "absences",
    "Absences",
    "One row per place where a document or its copy shows that something is not there, and why.",
    {
        "absence_id": key("`<document_id>/x<number>`."),
        "document_id": document_id(),
        "state": code("Why it is not there.", ABSENCES, "chancery", required=True),
        "text": text("The words that show it.", required=True),
        "start": count("Where they begin in the raw file.", "chancery", required=True),
        "end": count("Where they end.", "chancery", required=True),
    },
    ("absence_id",),
    foreign_keys=OF_DOCUMENT,
)
