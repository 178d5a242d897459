"""Kinds of document as the editors of American diplomatic papers name them."""

_KINDS = {
    "telegram": "telegram",
    "circular telegram": "telegram",
    "backchannel message": "telegram",
    # the airgram took the place of the despatch in 1962: a despatch in the layout of a telegram, sent by air bag
    "airgram": "despatch",
    "circular airgram": "despatch",
    "despatch": "despatch",
    "operations memorandum": "despatch",
    "instruction": "despatch",
    "circular instruction": "despatch",
    "letter": "letter",
    "note": "note",
    "aide-mémoire": "note",
    "memorandum of conversation": "conversation",
    "memorandum of a conversation": "conversation",
    "memorandum of telephone conversation": "conversation",
    "memorandum of a telephone conversation": "conversation",
    "record of conversation": "conversation",
    "transcript of telephone conversation": "conversation",
    "transcript of a telephone conversation": "conversation",
    "memorandum of discussion": "minutes",
    "memorandum of a meeting": "minutes",
    "summary record": "minutes",
    "minutes": "minutes",
    "memorandum": "memorandum",
    "information memorandum": "memorandum",
    "action memorandum": "memorandum",
    "report": "report",
    "national security council report": "report",
    "national intelligence estimate": "report",
    "special national intelligence estimate": "report",
    "intelligence brief": "report",
    "diary entry": "journal",
    # the editors' own text, and no document of an archive: it is kept, as others refer to it by its number
    "editorial note": "other",
    "paper": "other",
}
US_KIND = (
    rf"(?i:{'|'.join(kind.replace(' ', '[ ]') for kind in sorted(_KINDS, key=lambda kind: (-len(kind), kind)))})(?!\w)"
)
# kinds that are sent from one to another, and kinds whose text opens with their number: 742. Foreign Minister called today …
SENT = frozenset({"telegram", "despatch", "letter", "note", "memorandum"})
NUMBERED = frozenset({"telegram", "despatch"})


def us_kind(text: str) -> str:
    """Read the words that a title opens with as a document type.

    >>> us_kind("Circular Telegram"), us_kind("Memorandum of a Conversation"), us_kind("Editorial Note")
    ('telegram', 'conversation', 'other')

    Raises:
        ValueError: where they name no known kind.
    """
    words = " ".join(text.lower().split())
    if words not in _KINDS:
        raise ValueError(f"“{text}” is not a known kind of document ({', '.join(_KINDS)})")
    return _KINDS[words]
