"""What each value rests on, what a person should look at, and what became of each file."""

from pipeline.issues import CODES
from pipeline.schema.codes import CHECK_RESULTS, OUTCOMES
from pipeline.schema.declaration import DOCUMENT_ID, OF_DOCUMENT, SHA256, code, count, declare, document_id, key, text

CHECKS = declare(
    "checks",
    "Checks",
    "One row per check of a document against itself. Nothing is put right: both places are published.",
    {
        "check_id": key("`<document_id>/<check>`."),
        "document_id": document_id(),
        "check": text("Name of the check; the dictionary has a sentence for each.", "chancery", required=True),
        "result": code("What it found.", CHECK_RESULTS, "chancery", required=True),
        "left_text": text("What the one place says."),
        "right_text": text("What the other place says."),
    },
    ("check_id",),
    foreign_keys=OF_DOCUMENT,
)

EVIDENCE = declare(
    "evidence",
    "Evidence",
    "One row per published cell and place it was read from: in the raw file, decoded as UTF-8 with nothing"
    " stripped, the characters from `start` up to `end` are `text`. A cell that was inferred has a row for"
    " each place it rests on.",
    {
        "table": key("Table of the cell."),
        "row_id": key("Primary key of its row."),
        "field": key("Field of the cell."),
        "document_id": document_id(),
        "start": count("Where the words begin, 0-based, in code points.", "chancery", required=True),
        "end": count("Where they end (half-open).", "chancery", required=True),
        "rule_id": key("The rule that read them."),
        "basis": code(
            "`read`: the words state the value; `inferred`: it rests on them.",
            ("read", "inferred"),
            "chancery",
            required=True,
        ),
        "text": text("The words, with the marks that stand between them.", "chancery", required=True),
        "raw_path": text(
            "The file they stand in. Of a web page or a PDF, the places are those of the text extracted from it"
            " (see `captures`).",
            "chancery",
            required=True,
        ),
        "element": text(
            "Of a file with marks (XML), the path of the innermost element that holds the words, from the nearest that"
            " has an id; empty for plain text.",
            "chancery",
        ),
    },
    ("table", "row_id", "field", "document_id", "raw_path", "start", "end"),
    foreign_keys=OF_DOCUMENT,
)

ISSUES = declare(
    "issues",
    "Issues",
    "One row per surprise that a person should look at.",
    {
        "issue_id": key("`<document_id>/i<number>`; `<raw_path>/i<number>` where a file gave no document."),
        "document_id": text("The document; empty where a file gave none.", "chancery", pattern=DOCUMENT_ID),
        "code": code("Kind of issue; the dictionary says what to do.", tuple(CODES), "chancery", required=True),
        "severity": code("`error`: something was kept back.", ("note", "warning", "error"), "chancery", required=True),
        "message": text("What was found.", "chancery", required=True),
        "start": count("Where in the raw file.", "chancery"),
        "end": count("Where it ends.", "chancery"),
        "raw_path": text("The file.", "chancery"),
    },
    ("issue_id",),
    foreign_keys=OF_DOCUMENT,
)

QUARANTINE = declare(
    "quarantine",
    "Quarantine",
    "One row per row that was kept back, with the reason.",
    {
        "quarantine_id": key("`<table>/<row_id>`, and a number where several rows of one key were kept back."),
        "table": key("Table it was meant for."),
        "row_id": key("Primary key it would have had."),
        "document_id": text("The document it was read from.", "chancery"),
        "field": text("Field that breaks a rule.", "chancery"),
        "value": text("Value that breaks it.", "chancery"),
        "reason": text("The rule.", "chancery", required=True),
        "start": count("Where the value was read.", "chancery"),
        "end": count("Where it ends.", "chancery"),
        "row": text("The whole row, as JSON.", "chancery", required=True),
    },
    ("quarantine_id",),
)

LEDGER = declare(
    "ledger",
    "Ledger",
    "One row per raw file, or per document of a file that holds many, and what became of it: ingested = published"
    " + quarantined + excluded.",
    {
        "raw_path": key("The file; where it holds many documents, with `#` and the part."),
        "part": text("Id of the document's element in the file, or the place of it.", "chancery"),
        "raw_sha256": text("SHA-256 of it; empty when it could not be read.", "chancery", pattern=SHA256),
        "raw_bytes": count("Its size in bytes.", "chancery"),
        "source_id": text("The source whose folder it lies in.", "chancery"),
        "document_id": text("The document it gave.", "chancery"),
        "outcome": code("What became of it.", OUTCOMES, "chancery", required=True),
        "reason": text("Why, when it was not published.", "chancery"),
    },
    ("raw_path",),
)
