"""Short names of messages in the traffic of American posts."""

_KINDS = {
    "embtel": "telegram",
    "deptel": "telegram",
    "contel": "telegram",
    "congentel": "telegram",
    "legtel": "telegram",
    "circtel": "telegram",
    "tel": "telegram",
    "telegram": "telegram",
    "telegrams": "telegram",
    "cable": "cable",
    "airgram": "airgram",
    "embdes": "despatch",
    "embdesp": "despatch",
    "despatch": "despatch",
    "instruction": "instruction",
}
# Embtel · circular telegram · Despatch
SHORT_KIND = rf"(?:[Cc]ircular[ ])?(?:{'|'.join(f'[{kind[0].upper()}{kind[0]}]{kind[1:]}' for kind in sorted(_KINDS, key=lambda kind: (-len(kind), kind)))})"


def short_kind(text: str) -> str:
    """Read the short name of a message as the kind that it is of.

    >>> short_kind("Embtel"), short_kind("circular telegram")
    ('telegram', 'telegram')

    Raises:
        ValueError: where it names no such message.
    """
    word = text.lower().split()[-1] if text.split() else ""
    if word not in _KINDS:
        raise ValueError(f"“{text}” names no kind of message ({', '.join(_KINDS)})")
    return _KINDS[word]
