"""Made-up telegrams of the State Department, as the National Archives give them."""

import datetime as dt
import textwrap
from collections.abc import Iterator
from random import Random

from benchmarks.synthetic.words import SUBJECTS, WARNING, Head, earlier, happens, head, prose, somebody

SOURCE_ID = "nara_aad"
_POSTS = (
    ("SEOUL", "AMEMBASSY SEOUL"), ("BONN", "AMEMBASSY BONN"), ("TOKYO", "AMEMBASSY TOKYO"), ("SAIGON", "AMEMBASSY SAIGON"),
    ("MANILA", "AMEMBASSY MANILA"), ("OTTAWA", "AMEMBASSY OTTAWA"), ("LAPAZ", "AMEMBASSY LA PAZ"),
    ("PARIS", "AMEMBASSY PARIS"), ("LONDON", "AMEMBASSY LONDON"), ("MOSCOW", "AMEMBASSY MOSCOW"),
    ("JAKARTA", "AMEMBASSY JAKARTA"), ("CAIRO", "AMEMBASSY CAIRO"), ("NAIROBI", "AMEMBASSY NAIROBI"),
    ("LISBON", "AMEMBASSY LISBON"), ("ATHENS", "AMEMBASSY ATHENS"), ("ANKARA", "AMEMBASSY ANKARA"),
    ("LAGOS", "AMEMBASSY LAGOS"), ("LIMA", "AMEMBASSY LIMA"), ("BOGOTA", "AMEMBASSY BOGOTA"), ("OSLO", "AMEMBASSY OSLO"),
)  # fmt: skip
_OFFICES = (
    "OCT", "ISO", "CIAE", "DODE", "PM", "H", "INR", "L", "NSAE", "NSC", "PA", "RSC", "PRS", "SP", "SS", "USIA", "COME", "TRSE",
)  # fmt: skip
# Numbers of telegrams have four figures at least.
_FIRST = 1_000
_SECRECY = (
    "C O N F I D E N T I A L",
    "S E C R E T",
    "U N C L A S S I F I E D",
    "L I M I T E D  O F F I C I A L  U S E",
)
_STATING = (
    "{who} told emboff that {quantity} would be shipped before the end of the month.",
    "Embassy notes that {who} made no mention of {other}.",
    "According to {who}, {quantity} are in dispute.",
    "{other} asked whether the department has views on {quantity}.",
)


def telegram(index: int, seed: int) -> tuple[str, str]:
    """Return name and text of telegram ``index``."""
    chance = Random(f"{seed}/state/{index}")
    place = _head(index)
    short, sender = _POSTS[place.post]
    number = f"{place.number:05d}"
    moment = dt.datetime.combine(place.day, dt.time()) + dt.timedelta(minutes=chance.randrange(1440))
    secrecy = chance.choice(_SECRECY)
    mark = "".join(secrecy.replace("  ", "_").split(" ")).replace("_", " ")
    subject = chance.choice(SUBJECTS).upper()
    lines = (
        f"                       Message Text\n\n{mark}\n",
        f"PAGE 01        {short}  {number}  {moment:%d%H%M}Z\n\n{chance.randint(10, 99)}",
        _offices(chance),
        f"                     --------------------- {chance.randrange(1_000_000):06d}",
        f"{chance.choice('RPO')} {moment:%d%H%M}Z {moment:%b %y}".upper(),
        f"FM {sender}",
        f"TO SECSTATE WASHDC {'PRIORITY ' if happens(chance, 0.2) else ''}{chance.randint(1, 9999)}",
        *_informed(chance, place.post),
        f"\n{secrecy} {short} {int(number)}\n",
        f"E.O. 11652: GDS\nTAGS: PFOR, {chance.choice(('KS', 'GW', 'JA', 'RP', 'CA', 'BL'))}\nSUBJECT: {subject}\n",
        *_referring(chance, index),
        *_paragraphs(chance, index),
        f"{somebody(chance, index, 'en').surname.upper()}\n\n{mark}\n\nNNN\n",
        f"                       Message Attributes\n\nDraft Date: {moment.day:02d} {f'{moment:%b}'.upper()} {moment.year}",
        f"Document Number: {moment:%Y}{short}{number}\nOriginal Classification: {mark}\nSubject: {subject}\nType: TE\n",
    )
    return f"{moment:%Y}{short}{number}.txt", "\n".join(lines)


def _head(index: int) -> Head:
    place = head(index, len(_POSTS), 1973, 7)
    return place._replace(number=place.number + _FIRST)


def _offices(chance: Random) -> str:
    """The offices that got it, with the copies of each; the total is their sum."""
    listed = [(office, chance.choice((0, 0, 1, 2, 5, 10))) for office in chance.sample(_OFFICES, chance.randint(4, 14))]
    action = chance.choice(("EA", "EUR", "ARA", "AF", "NEA")), chance.choice((9, 14, 20))
    total = action[1] + sum(copies for _, copies in listed)
    words = "  ".join(f"{office}-{copies:02d}" for office, copies in listed)
    return f"ACTION {action[0]}-{action[1]:02d}\n\nINFO  " + textwrap.fill(f"{words}  /{total:03d} W", 66)


def _informed(chance: Random, post: int) -> Iterator[str]:
    others = [name for place, (_, name) in enumerate(_POSTS) if place != post]
    for number, name in enumerate(chance.sample(others, chance.randint(0, 4))):
        yield ("" if number else "INFO ") + name


def _referring(chance: Random, index: int) -> Iterator[str]:
    meant = [found for _ in range(chance.randint(0, 2)) if (found := earlier(chance, index, len(_POSTS))) is not None]
    names = []
    for each in meant:
        place = _head(each)
        names.append(f"{_POSTS[place.post][0]} {place.number} OF {place.day:%b} {place.day.day}".upper())
    if len(names) == 1:
        yield f"REF: {names[0]}\n"
    elif names:
        yield f"REF: A. {names[0]}; B. {names[1]}\n"


def _paragraphs(chance: Random, index: int) -> Iterator[str]:
    for number, paragraph in enumerate(prose(chance, _STATING, _names(chance, index), (2, 6)), 1):
        yield textwrap.fill(f"{number}. {paragraph}".upper(), 66) + "\n"
    if happens(chance, 0.02):
        yield f"COMMENT: {WARNING}\n".upper()


def _names(chance: Random, index: int) -> Iterator[str]:
    while True:
        named = somebody(chance, index, "en")
        yield chance.choice(("Mr. {0.surname}", "Minister {0.surname}", "{0.given} {0.surname}")).format(named)
