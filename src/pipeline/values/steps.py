"""Steps of a document's handling, as stamps and headers name them."""

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

# Each word that states a step in a sentence or with another sign than a colon.
_ANY_STEPS = {
    **{word.lower(): event for word, event in _STEPS.items()},
    "sent by wire": "sent",
    "sent": "sent",
    "dispatched": "dispatched",
    "despatched": "dispatched",
    "arrived": "arrived",
    "came": "arrived",
    "drafted": "drafted",
    "approved": "approved",
    "cleared": "cleared",
    "prepared": "drafted",
    "read": "read",
    "stamp": "stamped",
    "recorded by": "drafted",
    "recorder": "drafted",
    "recording official": "drafted",
    "recording officials": "drafted",
    "notetaker": "drafted",
    "note taker": "drafted",
    "minutes": "drafted",
    "drafted by": "drafted",
    "call": "telephoned",
    "caller": "telephoned",
    "telephone call": "telephoned",
    "phone call": "telephoned",
}
ANY_STEP = (
    r"(?:Sent[ ]by[ ]wire|[Ss]ent|[Rr]eceived|[Dd]e?i?spatched|Arrived|Came|[Dd]eciphered|[Tt]yped|[Tt]ranscribed"
    r"|[Pp]roofread|[Cc]opied|[Pp]rinted|[Dd]rafted|[Aa]pproved|[Cc]leared)"
)


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


def any_step(text: str) -> str:
    """Read a word that states a step of a document's handling, in any case, as a type of event.

    >>> any_step("Sent by wire"), any_step("dispatched"), any_step("Came")
    ('sent', 'dispatched', 'arrived')

    Raises:
        ValueError: where the word states no such step.
    """
    word = " ".join(text.lower().split())
    if word not in _ANY_STEPS:
        raise ValueError(f"“{text}” states no step of a document's handling")
    return _ANY_STEPS[word]
