"""What people have decided about actors: who is one, who is not, and how an actor is called.

The folder ``authorities/`` holds decisions as data, in ``decisions.csv``: one row per decision, never changed. A later
decision about the same thing takes the place of an earlier one.
"""

from dataclasses import dataclass, fields

FILE_NAME = "decisions.csv"


class AuthoritiesError(Exception):
    """The decisions cannot be read; the message says which file and line, and what to do."""


@dataclass(frozen=True)
class Decision:
    """A decision of a person about an actor.

    Attributes:
        decision_id: Its id: ``d`` and a number.
        decision: A code of `DECISIONS`.
        actor_id: The actor decided on.
        other_actor_id: Of `same`, `different` and `parent` the other actor; of `split` the id of the new one.
        documents: Of `split`, the documents in which it is the new one.
        value: Of `name`, `country`, `type` and `same_as`, the value given.
        decided_by: Who decided.
        decided_on: When (ISO 8601).
        reason: Why: what it rests on.
    """

    decision_id: str
    decision: str
    actor_id: str
    other_actor_id: str
    documents: tuple[str, ...]
    value: str
    decided_by: str
    decided_on: str
    reason: str


FIELDS = tuple(each.name for each in fields(Decision))
