"""Made-up ciphered telegrams of the Soviet services, in the layout of records of the Wilson Center Digital Archive."""

import datetime as dt
from collections.abc import Iterator
from random import Random

from benchmarks.synthetic import record
from benchmarks.synthetic.words import Head, day_first, earlier, happens, head, prose, somebody

FIRST_KEY = 910_000_000_000
_POSTS = (
    "Pyongyang", "Beijing", "Ulan Bator", "Hanoi", "Prague", "Warsaw", "Berlin", "Budapest", "Sofia", "Bucharest", "Tirana",
    "Belgrade", "Havana", "Delhi", "Cairo", "Djakarta",
)  # fmt: skip
_READERS = ("Filippov", "Molotov", "Vyshinsky", "Gromyko", "Suslov", "Ponomarev")
_ON_THE_LIST = (
    "Stalin", "Molotov", "Malenkov", "Beria", "Mikoyan", "Kaganovich", "Bulganin", "Khrushchev", "Zorin", "Gromyko", "file",
)  # fmt: skip
_STATING = (
    "{who} told me that {quantity} were brought across the river before the ice came.",
    "I visited {who}, who handed me a list and asked that it be shown to {other}.",
    "Of the {quantity} promised in the spring, said {who}, only a third has arrived.",
    "{who} asked to pass his greetings to {other}.",
    "The advisers count {quantity} in the northern district.",
)


def telegram(index: int, seed: int) -> tuple[str, str]:
    """Return name and text of telegram ``index``."""
    chance = Random(f"{seed}/soviet/{index}")
    place = _head(index)
    post, number, day = _POSTS[place.post], _number(index, place), place.day
    writer, reader = somebody(chance, index, "ru"), chance.choice(_READERS)
    title = f"Ciphered Telegram No. {number}, {writer.surname} to {reader}"
    made = record.Record(
        FIRST_KEY + index,
        title,
        day,
        f"APRF, Fond {chance.randint(3, 60)}, Opis {chance.randint(1, 70)}, Delo {chance.randint(1, 900)},"
        f" Listy {chance.randint(1, 40)}-{chance.randint(41, 90)}. Translated by {somebody(chance, index, 'en').short}",
        "Russian",
        f"{writer.surname} reports from {post}.",
    )
    content = (
        "TOP SECRET\n\nMaking Copies Prohibited",
        f"Copy #{chance.randint(1, 12)}",
        f"CIPHERED TELEGRAM # {number}",
        f"From {post.upper()}",
        *_stamps(chance, index, day),
        _distribution(chance),
        f"To Comrade {reader.upper()}",
        *_referring(chance, index),
        *prose(chance, _STATING, _names(chance, index), (2, 5)),
        writer.surname.upper(),
        f"No. {chance.randint(100, 3000)}/sh",
        day_first(day),
    )
    return f"{made.key}.md", record.page(chance, made, content)


def _head(index: int) -> Head:
    return head(index, len(_POSTS), 1946, 20)


def _number(index: int, place: Head) -> str:
    return f"{place.post * 10_000 + place.number + 100_000}/sh"


def _names(chance: Random, index: int) -> Iterator[str]:
    while True:
        named = somebody(chance, index, "ru")
        yield chance.choice(("Comrade {0.surname}", "{0.initials} {0.surname}", "Ambassador {0.surname}")).format(named)


def _referring(chance: Random, index: int) -> Iterator[str]:
    """Words on an earlier telegram, mostly one that is held."""
    meant = earlier(chance, index, len(_POSTS))
    if meant is not None and happens(chance, 0.6):
        place = _head(meant)
        yield f"In addition to telegram No. {_number(meant, place)} of {day_first(place.day)} I report the following."


def _stamps(chance: Random, index: int, day: dt.date) -> Iterator[str]:
    moment = dt.datetime.combine(day, dt.time()) + dt.timedelta(minutes=chance.randrange(360, 1200))
    yield f"Sent by wire: {_stamp(moment)}"
    for words in ("Received in Moscow:", "Arrived at the 8D/GS:"):
        moment += dt.timedelta(minutes=chance.randrange(10, 200))
        yield f"{words} {_stamp(moment)}"
    for words in ("Deciphered", "Typed"):
        moment += dt.timedelta(minutes=chance.randrange(10, 200))
        yield f"{words} by {somebody(chance, index, 'ru').surname} {_stamp(moment)}"


def _stamp(moment: dt.datetime) -> str:
    return f"{moment.day}.{moment.month}.{moment:%y} at {moment:%H:%M}"


def _distribution(chance: Random) -> str:
    """Who got how many copies; the total is their sum."""
    listed = [(name, chance.choice((1, 1, 1, 2, 3))) for name in chance.sample(_ON_THE_LIST, chance.randint(3, 9))]
    total = sum(copies for _, copies in listed)
    return f"Distribution list - {total} copies: {', '.join(f'{name} - {copies}' for name, copies in listed)}"
