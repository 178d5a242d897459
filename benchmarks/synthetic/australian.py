"""Made-up cablegrams and letters, in the layout of pages of the Australian edition of historical documents."""

import datetime as dt
from collections.abc import Iterator
from random import Random

from benchmarks.synthetic.words import (
    SUBJECTS,
    WARNING,
    Head,
    Person,
    day_first,
    earlier,
    happens,
    head,
    person,
    prose,
    somebody,
)

SOURCE_ID = "dfat"
# The keys of the edition have six figures at most.
FIRST_KEY = 100_000
_IN_A_VOLUME = 500
_POSTS = (
    "LONDON", "WASHINGTON", "BATAVIA", "JAKARTA", "WELLINGTON", "OTTAWA", "MOSCOW", "PARIS", "THE HAGUE", "SINGAPORE", "TOKYO",
    "NEW DELHI", "LISBON", "COLOMBO", "PORT MORESBY",
)  # fmt: skip
_SECRECY = ("SECRET", "TOP SECRET", "CONFIDENTIAL", "RESTRICTED", "UNCLASSIFIED", "SECRET AUSTEO")
_PRECEDENCES = ("IMMEDIATE", "MOST IMMEDIATE", "PRIORITY", "ROUTINE", "")
_STATING = (
    "{who} told me that the Minister would welcome an early reply.",
    "I understand from {who} that {quantity} have been offered.",
    "{who} said in confidence that {other} had not been consulted.",
    "The views of {who} on the {quantity} still stand.",
    "In conversation {other} referred to {quantity} and asked what we should do.",
)


def page(index: int, seed: int) -> tuple[str, str]:
    """Return name and text of document ``index`` of the edition."""
    chance = Random(f"{seed}/australian/{index}")
    place = _head(index)
    officer, other = _officer(place), somebody(chance, index, "en")
    is_cablegram = happens(chance, 0.65)
    inward = happens(chance, 0.6)
    there, here = officer.surname, "Department of External Affairs" if is_cablegram else other.surname
    number = index % _IN_A_VOLUME + 1
    title = f"{number} {there} to {here}" if inward else f"{number} {here} to {there}"
    notes = list(_notes(chance, index))
    body = _body(chance, index, notes)
    origin = _POSTS[place.post] if inward else "CANBERRA"
    signer = officer.short if inward else other.short
    if is_cablegram:
        hours = dt.datetime.combine(place.day, dt.time()) + dt.timedelta(minutes=chance.randrange(1, 1440))
        at = f"{hours.hour % 12 or 12}.{hours:%M} {'a.m.' if hours.hour < 12 else 'p.m.'}"
        opening = f"Cablegram {place.number} {origin}, {day_first(place.day)}, {at}"
        marks = f"{chance.choice(_PRECEDENCES)} {chance.choice(_SECRECY)}".strip()
        signature = signer.rpartition(" ")[2].upper()
    else:
        opening = f"Letter {origin}, {day_first(place.day)}"
        marks = chance.choice(_SECRECY)
        signature = signer.upper()
    paragraphs = (
        _front(index, title, place.day),
        f"# {title}",
        opening,
        marks,
        chance.choice(SUBJECTS).upper(),
        *body,
        signature,
        *(("_", *(f"{mark} {note}" for mark, (_, note) in enumerate(notes, 1)), "_") if notes else ()),
        f"_ [AA : A{chance.randint(1000, 9999)}, {place.day:%y}/{chance.randint(1, 400)}/{chance.randint(1, 9)}]_",
    )
    return f"{FIRST_KEY + index}.md", "\n\n".join(paragraphs) + "\n"


def _front(index: int, title: str, day: dt.date) -> str:
    volume = index // _IN_A_VOLUME + 1
    return (
        f'---\ntitle: "{title}"\nvolume: "Volume {volume}: {WARNING}"\ndoc_id: {FIRST_KEY + index}\nvol_id: {volume}\n'
        f"doc_date: {day.isoformat()}\n---"
    )


def _head(index: int) -> Head:
    return head(index, len(_POSTS), 1937, 35)


def _officer(place: Head) -> Person:
    """Who heads a post: another person every third year."""
    return person(20 + place.post + 15 * (place.day.year // 3 - 640), "en")


def _notes(chance: Random, index: int) -> Iterator[tuple[str, str]]:
    """Words that refer to an earlier document, each with the editors' note on it."""
    for _ in range(chance.randint(0, 2)):
        meant = earlier(chance, index, len(_POSTS))
        if meant is None:
            yield f"Your telegram {chance.randint(1, 400)}", "Not printed."
            continue
        place = _head(meant)
        words = f"{chance.choice(('Your', 'My'))} telegram {place.number} of {place.day.day} {place.day:%B}"
        known = meant // _IN_A_VOLUME == index // _IN_A_VOLUME
        yield words, f"Document {meant % _IN_A_VOLUME + 1}." if known else "Not printed."


def _body(chance: Random, index: int, notes: list[tuple[str, str]]) -> Iterator[str]:
    for mark, (words, _) in enumerate(notes, 1):
        yield f"{words} [{mark}] refers. {next(prose(chance, _STATING, _names(chance, index), (1, 1)))}"
    for number, paragraph in enumerate(prose(chance, _STATING, _names(chance, index), (2, 5)), 2):
        yield f"{number}\\. {paragraph}"


def _names(chance: Random, index: int) -> Iterator[str]:
    while True:
        named = somebody(chance, index, "en")
        yield chance.choice(("Mr {0.surname}", "Sir {0.given} {0.surname}", "{0.initials} {0.surname}")).format(named)
