"""Made-up memoranda of conversations, in the layout of records of the Wilson Center Digital Archive."""

import datetime as dt
from collections.abc import Iterator
from random import Random

from benchmarks.synthetic import record
from benchmarks.synthetic.words import SUBJECTS, day_first, happens, head, prose, somebody

FIRST_KEY = 920_000_000_000
_PLACES = 14
_OFFICES = (
    "Ambassador",
    "Counselor",
    "Deputy Premier",
    "Deputy Minister of Foreign Affairs",
    "First Secretary",
    "Attaché",
)
_ROOMS = ("Soviet embassy, Pyongyang", "Xihua Hall", "Ministry of Foreign Affairs", "Winter Garden", "Railway Station")
_STATING = (
    "{who} said that {quantity} lay at the landing and could not be moved before the ice.",
    "{other} answered that the wagons were the difficulty and not the season; {who} agreed.",
    "{who} gave the figures for August and asked {other} for a copy of the table.",
    "In reply to a question of {who}, {other} named {quantity}.",
    "{who} spoke of the {quantity} that were promised to {other} in the spring.",
)


def talk(index: int, seed: int) -> tuple[str, str]:
    """Return name and text of memorandum ``index``."""
    chance = Random(f"{seed}/talk/{index}")
    held = head(index, _PLACES, 1950, 30).day
    day = held + dt.timedelta(days=chance.randint(0, 4))
    guest, host = somebody(chance, index, "ru"), somebody(chance, index, "zh")
    begun = dt.datetime.combine(held, dt.time(9)) + dt.timedelta(minutes=5 * chance.randrange(120))
    title = f"Memorandum of Conversation between {guest.short} and {host.surname} {host.given}"
    reference = (
        f"AVPRF, f. {chance.randint(100, 900):04d}, op. {chance.randint(1, 60)}, p. {chance.randint(1, 200)},"
        f" d. {chance.randint(1, 90)}, pp. {chance.randint(1, 60)}-{chance.randint(61, 120)}."
        f" Translated by {somebody(chance, index, 'en').short}"
    )
    summary = f"The two sides talk of the {chance.choice(SUBJECTS).lower()}."
    made = record.Record(FIRST_KEY + index, title, day, reference, "Russian", summary)
    names = _names(chance, index, guest.surname, f"{host.surname} {host.given}")
    content = (
        "C O N F I D E N T I A L",
        "MEMORANDUM OF CONVERSATION",
        f"Date of conversation: {day_first(held)}  \nTime: {_clock(begun)} - {_clock(begun + dt.timedelta(minutes=45))}  \n"
        f"Place: {chance.choice(_ROOMS)}",
        "Participants:",
        "Soviet side:  \n" + "  \n".join(_side(chance, index, "ru", guest.short)),
        "Chinese side:  \n" + "  \n".join(_side(chance, index, "zh", f"{host.surname} {host.given}")),
        f"Interpreter: {_full(chance, index, 'zh')}  \nRecorded by: {somebody(chance, index, 'ru').short}",
        *prose(chance, _STATING, names, (3, 9)),
        day_first(day),
    )
    return f"{made.key}.md", record.page(chance, made, content)


def _clock(moment: dt.datetime) -> str:
    return f"{moment.hour % 12 or 12}.{moment:%M} {'a.m.' if moment.hour < 12 else 'p.m.'}"


def _full(chance: Random, index: int, tongue: str) -> str:
    named = somebody(chance, index, tongue)
    return f"{named.surname} {named.given}" if tongue == "zh" else named.short


def _side(chance: Random, index: int, tongue: str, first: str) -> Iterator[str]:
    yield f"{first}, {chance.choice(_OFFICES)}"
    for _ in range(chance.randint(0, 3)):
        yield f"{_full(chance, index, tongue)}, {chance.choice(_OFFICES)}"


def _names(chance: Random, index: int, guest: str, host: str) -> Iterator[str]:
    while True:
        if happens(chance, 0.7):
            yield chance.choice((guest, host))
        else:
            yield _full(chance, index, chance.choice(("ru", "zh")))
