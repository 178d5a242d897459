"""What was done with a document."""

from pipeline.schema.codes import DAY_BASES, EVENT_TYPES, WITNESSES
from pipeline.schema.declaration import (
    EDTF,
    LOCAL_TIME,
    OF_DOCUMENT,
    code,
    count,
    declare,
    document_id,
    flag,
    key,
    text,
)

ROUTING_EVENTS = declare(
    "routing_events",
    "Routing events",
    "One row per step in the handling of a document, in the order in which the document states them. Rows of the type"
    " `excluded` name whom the document leaves out of those it goes to: it was not sent to them.",
    {
        "event_id": key("`<document_id>/e<sequence>`."),
        "document_id": document_id(),
        "sequence": count("Place among the document's events, from 1.", "chancery", required=True),
        "event_type": code("What was done.", EVENT_TYPES, required=True),
        "from_actor_id": text("The sender.", "chancery"),
        "from_name": text("The sender's name as written."),
        "from_basis": code(
            "Which witness the sender was taken from; all of them are in `senders`.",
            WITNESSES,
            "chancery",
        ),
        "from_desk_actor_id": text("The desk or post that the header says it is from.", "chancery"),
        "from_desk_name": text("Its name as written."),
        "to_actor_id": text("The addressee or recipient; empty when redacted.", "chancery"),
        "to_name": text("The addressee's or recipient's name as written."),
        "to_basis": code(
            "Where the addressee was read: the `salutation`, a line of the `header`, or the `title`.",
            ("salutation", "header", "title"),
            "chancery",
        ),
        "agent_actor_id": text("Who carried the step out.", "chancery"),
        "agent_name": text("Their name as written."),
        "recipient_group": text(
            "Shared by the rows of one joint entry; copies stand on the first row when the entry shares them.",
            "chancery",
        ),
        "action_code": code(
            "`action` or `info` where the form tells them apart; `origin`: the office that the document comes from.",
            ("action", "info", "origin"),
        ),
        "precedence_text": text(
            "Precedence for this addressee, as written beside the name or before the date-time group."
        ),
        "precedence_code": code(
            "The same as a code.", ("routine", "priority", "urgent", "immediate", "most_immediate", "flash")
        ),
        "precedence_basis": code(
            "`addressee`: it stands beside the name; `group`: the letter before the date-time group, of two the first"
            " for action and the second for information.",
            ("addressee", "group"),
            "chancery",
        ),
        "to_number": text("Number of the document among those to this addressee."),
        "copies": count("Copies for this recipient."),
        "copies_basis": code(
            "`stated`, `implied_by_total`, or `implied_by_number`: one numbered copy is one copy.",
            ("stated", "implied_by_total", "implied_by_number"),
            "chancery",
        ),
        "copy_number": text("Number of one copy (not a count)."),
        "is_redacted": flag("Whether the recipient is blanked in the document."),
        "at_text": text("Time of the step as written."),
        "at_edtf": text("Day of the step in EDTF.", pattern=EDTF),
        "at_local": text("Local time of the step, without a zone (`YYYY-MM-DDTHH:MM`).", pattern=LOCAL_TIME),
        "at_basis": code(
            "Whether the day is `stated`, its year or century was taken from the document's date, that date decided"
            " which figure is the day and which the month, or the century is that in which the form was in use.",
            DAY_BASES,
            "chancery",
        ),
        "time_zone": text("Time zone, where the document prints one."),
        "place_name": text("Place of the step as written."),
    },
    ("event_id",),
    foreign_keys={
        **OF_DOCUMENT,
        "from_actor_id": ("actors", "actor_id"),
        "from_desk_actor_id": ("actors", "actor_id"),
        "to_actor_id": ("actors", "actor_id"),
        "agent_actor_id": ("actors", "actor_id"),
    },
    sort=("document_id", "sequence"),
)
