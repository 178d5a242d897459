"""Marks of urgency and kinds of document, as written and as codes."""

import re

# The words of the marks on incoming cables, and the precedence that each states.
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


def priority(text: str) -> str | None:
    """Return the code of a mark of urgency; ``None`` for a mark whose rank is not known.

    >>> priority("Urgent")
    'urgent'
    """
    return _PRIORITIES.get(_words(text))


def document_kind(text: str) -> str:
    """Read the word a title opens with as a document type.

    Raises:
        ValueError: where the word names no known type.
    """
    if _words(text) not in _KINDS:
        raise ValueError(f"“{text}” is not a known kind of document ({', '.join(_KINDS)})")
    return _KINDS[_words(text)]


def _words(text: str) -> str:
    return " ".join(text.lower().split()).rstrip(".!")
