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
# The words with which editors of documents name kinds that a title or a dateline opens with.
_EDITED = {
    "cablegram": "cable", "cablegrams": "cable", "cable": "cable",
    "telegram": "telegram", "telegrams": "telegram", "telex": "telegram",
    "savingram": "telegram", "teleprinter message": "telegram", "letter": "letter", "letters": "letter",
    "dispatch": "despatch", "despatch": "despatch",
    "note verbale": "note", "note": "note",
    "note for file": "note", "file note": "note", "notes": "note", "aide-memoire": "note", "aide memoire": "note",
    "aide-mémoire": "note", "briefing note": "note", "memorandum": "memorandum",
    "minute": "memorandum", "war cabinet minute": "minutes", "cabinet minute": "minutes", "defence committee minute": "minutes",
    "minutes": "minutes", "record of conversation": "conversation",
    "record of telephone conversation": "conversation", "record of meeting": "conversation",
    "record of second meeting": "conversation", "notes of discussion": "conversation", "notes of discussions": "conversation",
    "notes on discussion": "conversation", "note of conversation": "conversation", "note of meeting": "minutes",
    "record of discussion": "conversation", "report": "report", "final report": "report", "message": "other",
    "submission": "other", "cabinet submission": "other", "full cabinet submission": "other", "war cabinet submission": "other",
    "agendum": "other", "cabinet decision": "other", "brief": "other", "paper": "other",
    "working paper": "other", "background paper": "other", "statement": "other", "press statement": "other",
    "telegraph message": "telegram", "policy planning paper": "other", "record of policy discussion": "conversation",
    "meeting": "minutes", "second meeting": "minutes", "speech": "other", "comments": "other", "communique": "other",
    "first interim report": "report", "interim report": "report", "monthly intelligence summary": "report", "mis": "report",
    "tic paper": "other", "lic note": "note", "cabinet paper": "other", "press release": "other", "news release": "other",
    "extract": "other", "extracts": "other", "defence committee agendum": "other", "war cabinet agendum": "other",
}  # fmt: skip
_DRAFT = re.compile(r"(?:(?:draft|circular|departmental|ministerial|confidential|extracts? from) )+(?=\w)")
EDITED_KIND = rf"(?:(?i:(?:(?:draft|circular|departmental|ministerial|confidential|extracts?[ ]from)[ ]){{0,2}}(?:{'|'.join(re.escape(kind).replace(chr(92) + ' ', '[ ]') for kind in sorted(_EDITED, key=lambda kind: (-len(kind), kind)))}))(?!\w))"
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


def edited_kind(text: str) -> str:
    """Read the word that editors give a kind of document as a document type.

    >>> edited_kind("Cablegram"), edited_kind("Departmental Dispatch"), edited_kind("Minute")
    ('cable', 'despatch', 'memorandum')

    Raises:
        ValueError: where the word names no known type.
    """
    word = _DRAFT.sub("", _words(text))
    if word not in _EDITED:
        raise ValueError(f"“{text}” is not a kind of document that editors name")
    return _EDITED[word]


def _words(text: str) -> str:
    return " ".join(text.lower().split()).rstrip(".!")
