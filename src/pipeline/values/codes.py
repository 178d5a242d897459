"""Marks of urgency and kinds of document, as written and as codes."""

import re

# The words of the marks on incoming cables, and the precedence that each states. A word that is not here
# is published as written with an empty code.
_PRIORITIES = {
    "routine": "routine",
    "average": "routine",
    "priority": "priority",
    "urgent": "urgent",
    "immediate": "immediate",
    "extremely urgent": "most_immediate",
    "most immediate": "most_immediate",
    "flash": "flash",
}
_KINDS = {
    "cable": "cable",
    "telegram": "telegram",
    "letter": "letter",
    "note": "note",
    "memorandum": "memorandum",
    "memorandum of conversation": "conversation",
    "record of conversation": "conversation",
    "minutes": "minutes",
    "report": "report",
    "journal": "journal",
    "despatch": "despatch",
}
# Cable from … · Memorandum of Conversation between …
DOCUMENT_KIND = (
    r"(?:Cable|Telegram|Letter|Note|Memorandum[ ]of[ ]Conversation|Record[ ]of[ ]Conversation"
    r"|Memorandum|Minutes|Report|Journal|Despatch)"
)
# A recipient that the publisher or the archive has blanked: XX · [redacted] · ███
REDACTED = re.compile(r"X{2,}|\[(?:redacted|excised|deleted)\]|[█■]+|_{2,}", re.IGNORECASE)


def priority(text: str) -> str:
    """Read a mark of urgency as its code.

    >>> priority("Urgent")
    'urgent'

    Raises:
        ValueError: where the mark is not one of those that are known.
    """
    return _look_up(text, _PRIORITIES, "mark of urgency")


def document_kind(text: str) -> str:
    """Read the word a title opens with as a document type.

    Raises:
        ValueError: where the word names no known type.
    """
    return _look_up(text, _KINDS, "kind of document")


def _look_up(text: str, codes: dict[str, str], what: str) -> str:
    words = " ".join(text.lower().split()).rstrip(".!")
    if words not in codes:
        raise ValueError(f"“{text}” is not a known {what} ({', '.join(codes)})")
    return codes[words]
