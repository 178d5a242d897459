"""Kinds of document, and the marks that stand for a blanked name."""

import re

_KINDS = {
    "ciphered telegram": "telegram",
    "coded telegram": "telegram",
    "cipher telegram": "telegram",
    "ciphergram": "telegram",
    "cable": "cable",
    "telegram": "telegram",
    "telephone log": "telephone_log",
    "telephone record": "telephone_log",
    "record of telephone call": "telephone_log",
    "record of a telephone conversation": "telephone_log",
    "letter": "letter",
    "note": "note",
    "notes": "note",
    "verbal note": "note",
    "note verbale": "note",
    "memorandum of conversation": "conversation",
    "memorandum of a conversation": "conversation",
    "memorandum on conversation": "conversation",
    "memorandum of the conversation": "conversation",
    "memorandum on a conversation": "conversation",
    "record of conversation": "conversation",
    "record of a conversation": "conversation",
    "record of the conversation": "conversation",
    "record of talk": "conversation",
    "minutes of conversation": "conversation",
    "minutes of the conversation": "conversation",
    "minutes of a conversation": "conversation",
    "transcript of conversation": "conversation",
    "transcript of a conversation": "conversation",
    "note on a conversation": "conversation",
    "note about a conversation": "conversation",
    "notes on a conversation": "conversation",
    "conversation": "conversation",
    "memorandum": "memorandum",
    "memo": "memorandum",
    "minutes": "minutes",
    "protocol": "minutes",
    "reports": "report",
    "report": "report",
    "from the journal": "journal",
    "from the diary": "journal",
    "journal": "journal",
    "diary": "journal",
    "despatch": "despatch",
    "dispatch": "despatch",
}
# Cable from … · Memorandum of Conversation between … · From the Journal of …
DOCUMENT_KIND = (
    rf"(?i:{'|'.join(kind.replace(' ', '[ ]') for kind in sorted(_KINDS, key=lambda kind: (-len(kind), kind)))})(?!\w)"
)
# A recipient that the publisher or the archive has blanked: XX · [redacted] · ███
REDACTED = re.compile(r"X{2,}|\[(?:redacted|excised|deleted)\]|[█■]+|_{2,}", re.IGNORECASE)


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
