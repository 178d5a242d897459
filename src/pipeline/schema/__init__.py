"""The published tables: the one declaration of each, with its fields, constraints and keys.

Validation, Arrow types, the data package's descriptor and the data dictionary are projected from here.

Each field says where its values come from (``origin``): ``text``, read from the document or inferred from
what it says, with evidence for every cell; ``chancery``, given by this project, such as ids and counts; or
``source``, declared once for a publisher.
"""

from pipeline.schema.accounts import CHECKS, EVIDENCE, ISSUES, LEDGER, QUARANTINE
from pipeline.schema.actors import (
    ACTOR_CANDIDATES,
    ACTOR_NAMES,
    ACTOR_POSITIONS,
    ACTORS,
    DECISIONS_TABLE,
    MENTIONS,
    PARTICIPANTS,
    REDIRECTS,
    SENDERS,
)
from pipeline.schema.codes import OUTCOMES
from pipeline.schema.contents import ABSENCES_TABLE, ANNOTATIONS, QUANTITIES
from pipeline.schema.declaration import Table
from pipeline.schema.documents import CAPTURES, DATES, DOCUMENTS, HOLDINGS, IDENTIFIERS, VARIANTS
from pipeline.schema.references import DOCUMENT_LINKS, DOCUMENT_REFERENCES, GHOSTS
from pipeline.schema.routing import ROUTING_EVENTS

__all__ = [
    "CAPTURES",
    "DOCUMENTS",
    "ISSUES",
    "LEDGER",
    "OUTCOMES",
    "TABLES",
    "VARIANTS",
    "Table",
    "table",
]

TABLES: tuple[Table, ...] = (
    DOCUMENTS,
    ACTORS,
    ROUTING_EVENTS,
    ACTOR_NAMES,
    ACTOR_POSITIONS,
    MENTIONS,
    IDENTIFIERS,
    HOLDINGS,
    DOCUMENT_REFERENCES,
    GHOSTS,
    DOCUMENT_LINKS,
    QUANTITIES,
    DATES,
    SENDERS,
    PARTICIPANTS,
    ANNOTATIONS,
    ABSENCES_TABLE,
    CAPTURES,
    VARIANTS,
    REDIRECTS,
    ACTOR_CANDIDATES,
    DECISIONS_TABLE,
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
