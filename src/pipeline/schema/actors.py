"""Who is named: actors, their names, where they stand."""

from pipeline.schema.codes import ACTOR_TYPES, DECISIONS, NAME_TYPES, REDIRECT_BASES, WITNESSES, ZONES
from pipeline.schema.declaration import (
    COUNTRY,
    ISO_DATE,
    OF_DOCUMENT,
    code,
    count,
    declare,
    document_id,
    flag,
    key,
    names,
    number,
    said,
    text,
)

# Decisions that give an actor a value, by the field that holds it.
DECIDED_FIELDS = {
    "name": "preferred_name",
    "country": "country_code",
    "parent": "parent_actor_id",
    "type": "actor_type",
    "same_as": "same_as",
}

ACTORS = declare(
    "actors",
    "Actors",
    "One row per person, body, office or group that a document names. A bare surname stays an actor of its"
    " document alone; a redaction mark is no actor.",
    {
        "actor_id": key("Id of the actor, stable across releases."),
        "actor_type": code("What kind of actor it is.", ACTOR_TYPES, "chancery", required=True),
        "actor_type_basis": code(
            "What the kind rests on: a `noun` of office in the name, a `title` before it (an office, a rank, or a form"
            " of address such as Mr or Sir), the `name` itself, where it has initials, the `form`, whose lists give"
            " persons by surname, posts by their place, or offices and posts by code, the publisher's `mark`, or a"
            " person's `decision`; empty where the kind is unknown.",
            ("noun", "title", "name", "form", "mark", "decision"),
            "chancery",
        ),
        "preferred_name": text(
            "The name to show, with words that a translator supplied: the fullest that a document gives.", required=True
        ),
        "role_text": text("Office or role as first stated."),
        "country_code": text(
            "State that the name or role states (ISO 3166-1, 3166-3 for former states).",
            pattern=COUNTRY,
        ),
        "parent_actor_id": text("The body it belongs to (a department's ministry), as the name states."),
        "same_as": names("Addresses of the same actor elsewhere; only with evidence.", "chancery"),
        "document_count": count("Documents that name it.", "chancery", required=True),
        "event_count": count("Routing events it takes part in.", "chancery", required=True),
        "earliest_date": text("First day of the documents that name it.", "chancery", pattern=ISO_DATE),
        "latest_date": text("Last day of the documents that name it.", "chancery", pattern=ISO_DATE),
    },
    ("actor_id",),
    foreign_keys={"parent_actor_id": ("actors", "actor_id")},
)

ACTOR_NAMES = declare(
    "actor_names",
    "Names of actors",
    "One row per form of a name in a document.",
    {
        "name_id": key("`<document_id>/a<number>`."),
        "actor_id": key("The actor."),
        "document_id": document_id(),
        "name": text("The form of the name.", required=True),
        "name_type": code("How this form relates to what is written.", NAME_TYPES, "chancery", required=True),
        "role_text": text("Office or role stated with it."),
    },
    ("name_id",),
    foreign_keys={**OF_DOCUMENT, "actor_id": ("actors", "actor_id")},
)

MENTIONS = declare(
    "mentions",
    "Mentions",
    "One row per occurrence of an actor in a text. Covered are the names of the header, the routing and the "
    "signature; in running text persons introduced by an office, a rank or a form of address, with the role before "
    "the name or after its comma; offices, ministries, governments and missions named by their noun in two words or "
    "more, but for those that open a sentence; whole names again, and the surname that one person of the document "
    "bears, introduced or as correspondent, never as one of a list of recipients; and, of the whole collection, "
    "whole names of persons and names of offices that another document proves, in notes and summaries too "
    "(`evidence` has the rule `gazetteer.known_name`). Not covered are pronouns, positions without a name, and "
    "names that nothing introduces.",
    {
        "mention_id": key("`<document_id>/m<number>`, in the order of the text."),
        "document_id": document_id(),
        "actor_id": key("The actor."),
        "name": text("The name as written here.", required=True),
        "role_text": text("Office or role stated with it here."),
        "zone": code("Part of the document.", ZONES, "chancery", required=True),
        "start": count("Where it begins in the raw file.", "chancery", required=True),
        "end": count("Where it ends.", "chancery", required=True),
    },
    ("mention_id",),
    foreign_keys={**OF_DOCUMENT, "actor_id": ("actors", "actor_id")},
)

SENDERS = declare(
    "senders",
    "Witnesses of the sender",
    "One row per place of a document that names its sender. The signature is taken first, then an office or person in"
    " the header, the title, a place in the header, the letterhead; disagreement is published, not decided.",
    {
        "witness_id": key("`<document_id>/w<number>`."),
        "document_id": document_id(),
        "witness": code("Where it stands.", WITNESSES, "chancery", required=True),
        "name": text("The sender as written there.", required=True),
        "role_text": text("Office stated with it."),
        "actor_id": text("The actor.", "chancery"),
        "is_chosen": flag("Whether `routing_events` takes the sender from here."),
    },
    ("witness_id",),
    foreign_keys={**OF_DOCUMENT, "actor_id": ("actors", "actor_id")},
)

PARTICIPANTS = declare(
    "participants",
    "Participants",
    "One row per person or group named as taking part in a conversation or meeting.",
    {
        "participant_id": key("`<document_id>/p<number>`."),
        "document_id": document_id(),
        "actor_id": key("The actor."),
        "name": text("The name as written.", required=True),
        "side_text": text("The side it is named for, as written."),
        "participant_role": code(
            "`participant` or `interpreter`.", ("participant", "interpreter"), "chancery", required=True
        ),
    },
    ("participant_id",),
    foreign_keys={**OF_DOCUMENT, "actor_id": ("actors", "actor_id")},
)

ACTOR_POSITIONS = declare(
    "actor_positions",
    "Who held which position",
    "One row per position that the documents show a person to hold, over the days of the documents that say so: it can"
    " have begun before and ended after.",
    {
        "holding_id": key("`<actor_id>/<position>`."),
        "actor_id": key("The person."),
        "position_actor_id": text("The position as an actor, where the words tell which one it is.", "chancery"),
        "position_text": text("The position, as first written.", required=True),
        "country_code": text("State that the words name.", pattern=COUNTRY),
        "earliest_date": text("First day of the documents that say so.", "chancery", pattern=ISO_DATE),
        "latest_date": text("Last day of them.", "chancery", pattern=ISO_DATE),
        "document_count": count("Documents that say so.", "chancery", required=True),
    },
    ("holding_id",),
    foreign_keys={"actor_id": ("actors", "actor_id"), "position_actor_id": ("actors", "actor_id")},
)

ACTOR_CANDIDATES = declare(
    "actor_candidates",
    "Actors that may be one",
    "One row per pair of actors that could be one and that nothing proves to be, those first whose decision would"
    " settle most. Decide with `chancery actors review`.",
    {
        "candidate_id": key("`<actor_id>/<other_actor_id>`."),
        "actor_id": key("The one."),
        "other_actor_id": key("The other."),
        "reason": text("What speaks for it.", "chancery", required=True),
        "score": number("How alike the names are, from 0 to 1.", "chancery"),
        "value": count("Documents that a decision would settle.", "chancery", required=True),
    },
    ("candidate_id",),
    foreign_keys={"actor_id": ("actors", "actor_id"), "other_actor_id": ("actors", "actor_id")},
)

DECISIONS_TABLE = declare(
    "decisions",
    "Decisions",
    "One row per decision of a person about actors, as `authorities/` has it.",
    {
        "decision_id": key("Id of the decision."),
        "decision": code(
            "`same` and `different`: of two actors; `split`: some documents are another's; the others give a value.",
            DECISIONS,
            "chancery",
            required=True,
        ),
        "actor_id": key("The actor, under its present id."),
        "other_actor_id": text("The other actor, as decided on; of a split, the new one.", "chancery"),
        "documents": names("Of a split, the documents of the other actor.", "chancery"),
        "value": text("The value given.", "chancery"),
        "decided_by": text("Who decided.", "chancery", required=True),
        "decided_on": text("When.", "chancery", pattern=ISO_DATE, required=True),
        "reason": text("Why: what it rests on.", "chancery", required=True),
    },
    ("decision_id",),
)

REDIRECTS = declare(
    "redirects",
    "Ids that lead to others",
    "One row per id that stands for what has another id: look it up here when an id that you noted is not found.",
    {
        "old_id": key("The id that is no longer used."),
        "entity": code("What it is an id of.", ("actor", "ghost"), "chancery", required=True),
        "new_id": key("The id to use."),
        "basis": code(f"Why. {said(REDIRECT_BASES)}", tuple(REDIRECT_BASES), "chancery", required=True),
        "rests_on": text("The names, posts, days or documents that it rests on.", "chancery"),
        "decision_id": text("The decision, where a person decided it.", "chancery"),
    },
    ("old_id",),
    foreign_keys={"decision_id": ("decisions", "decision_id")},
)
