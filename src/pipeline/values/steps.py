"""Steps of a cable office, as its stamps name them."""

# Each word of a stamp, and the type of event that it states.
_STEPS = {
    "Received": "received",
    "Deciphered": "deciphered",
    "Transcribed": "transcribed",
    "Proofread": "proofread",
    "Typed": "typed",
    "Copied": "copied",
    "Printed": "printed",
}
STEP = rf"(?:{'|'.join(_STEPS)})"
# The order of the work: what came in is read, written out, compared, and copied last.
ORDER = tuple(_STEPS.values())


def step(text: str) -> str:
    """Read the word of a stamp as a type of event.

    >>> step("Proofread")
    'proofread'

    Raises:
        ValueError: where the word names no step of a cable office.
    """
    if text not in _STEPS:
        raise ValueError(f"“{text}” is no step of a cable office ({', '.join(_STEPS)})")
    return _STEPS[text]
