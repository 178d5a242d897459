"""One documentary form a file: how the content of such a document is laid out.

A module here that defines ``FORM`` is a form; nothing else needs to name it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from pipeline.discovery import declared
from pipeline.grammar import Grammar
from pipeline.model import Reading

# So many of a form's hallmarks must be read for the form to be recognised: one alone can be chance.
ENOUGH = 2


@dataclass(frozen=True)
class Form:
    """A documentary form.

    Attributes:
        form_id: Its name in the tables.
        title: Its name for people.
        grammar: What its documents look like.
        hallmarks: Rules of the grammar that hardly match in any other form.
        state: ISO 3166 code of the state whose offices write such documents: it keeps offices of the same
            name in different states apart.
    """

    form_id: str
    title: str
    grammar: Grammar
    hallmarks: frozenset[str]
    state: str

    def recognises(self, reading: Reading) -> bool:
        """Whether what the grammar read is enough to call the content a document of this form."""
        return len(self.hallmarks & {extraction.rule for extraction in reading.extractions}) >= ENOUGH


@cache
def forms() -> Mapping[str, Form]:
    """Return every form by its id.

    Raises:
        ValueError: where two modules give one id.
    """
    return declared(__name__, "FORM", lambda each: each.form_id)
