"""Names, days and sentences that the synthetic documents are made of.

Who is named depends on where a document stands: each new person enters after some twenty documents and is named for
some hundreds, a few are named throughout. So the number of persons grows with that of documents, and many share a
surname, as the frequency of surnames falls steeply.
"""

import datetime as dt
from collections.abc import Iterator
from functools import lru_cache
from random import Random
from typing import NamedTuple
from zlib import crc32

WARNING = "Made-up text for measuring speed: no archive holds it."

# Documents of one post in one year before the next year begins.
_A_YEAR = 40
# A new person after so many documents; who is named entered some hundred documents before.
_DOCUMENTS_PER_PERSON, _ACTIVE = 20, 1 / 12
_NAMED_THROUGHOUT = 12

# Chinese surnames; beginnings, middles and ends of Russian and of English ones; syllables and given names
_PARTS = """\
Chen Zhang Hui Zeng Wang Li Liu Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo He Lin Gao Luo Zheng Liang Xie Song Tang Han Feng Deng Cao Peng Xiao Tian Dong Pan Yuan Cai Jiang Yu Du Ye Cheng Wei Su
Bar Gol Kar Mal Ner Pol Rom Sav Tar Vor Zar Bel Dan Fil Gor Kol Lap Mir Nov Ost Pet Rud Sok Tul Ush Yar Zub Chern
l n sh r tk zh m k v
ov in sky enko aev ilov ukhin
Ash Bar Brad Burn Cal Cart Chat Craw Dal Den El Fair Farn Gran Hal Hart Hol Kel Lang Lin Mal Mar Nor Pem Pres Rad Shel Stan Thorn Wad Wake Wel Whit Win Yar
er en ing al or ar el is
ley ton ford man son well field ham wick by worth stead
an bin cheng da fang guo hai hua jian jun kai lan ming ning ping qing rong shan tao wen xin yong yun zhi bo chang dong fu gang heng hong jie ke liang long mei nan peng qi ren sheng shu tian wei xiang yi ying ze zhen zong
Aleksei Boris Dmitri Fyodor Grigori Ivan Konstantin Leonid Mikhail Nikolai Oleg Pavel Sergei Vasily
Alan Brian Clement David Edward Francis George Herbert Ian James Keith Leslie Mark Norman Oliver Peter
"""
_ZH, _RU, _RU_MIDDLES, _RU_ENDS, _EN, _EN_MIDDLES, _EN_ENDS, _SYLLABLES, *_GIVEN_NAMES = map(
    str.split, _PARTS.splitlines()
)
# the most frequent first
_SURNAMES = {
    "zh": _ZH,
    "ru": [first + middle + last for middle in ("", *_RU_MIDDLES) for last in _RU_ENDS for first in _RU],
    "en": [first + middle + last for middle in ("", *_EN_MIDDLES) for last in _EN_ENDS for first in _EN],
}
_GIVEN = dict(zip(("ru", "en"), _GIVEN_NAMES, strict=True))
_PATRONYMICS = "ABDFGIKLMNPSV"

# what goes on in the sentences
PLAIN = (
    "He stressed repeatedly that the matter should be settled by friendly consultation between the two sides.",
    "The other side listened carefully and did not give an answer on the spot.",
    "The atmosphere of the conversation was cordial, and tea was served twice.",
    "According to our understanding, the local authorities have not yet received instructions in writing.",
    "It is suggested that the competent departments study the question and reply as soon as possible.",
    "Because of the floods of last autumn the roads are poor, and the work goes slowly.",
    "He then turned to the exchange of delegations and praised the performance of the acrobats.",
    "We are of the opinion that no concession need be made before the end of the season.",
    "The details will be sent with the next courier, as they are long and not of the first importance.",
    "Please instruct us on how the question should be answered if it is raised again.",
    "The harbour was closed for nine days, and the boats that lay outside went on to the southern port.",
    "Nothing that was said on the second day went beyond what the newspapers had printed on the first.",
    "The draft was read paragraph by paragraph, and the last of them was left open.",
    "It was the first time that the question of the mills was raised at this level.",
)
UNITS = (
    "people",
    "households",
    "families",
    "workers",
    "students",
    "tons",
    "kilometers",
    "residents",
    "bales",
    "wagons",
)
BOUNDS = ("over", "more than", "about", "at least", "nearly")
SUBJECTS = (
    "Ferries across the Boundary River", "Supply of Coking Coal", "Journey of the Writers", "Repairs to the Long Bridge",
    "Return of the Fishing Boats", "Courses of Study Abroad", "Payment for Rice and Cotton", "Consulate in the North",
    "Locusts in the Frontier Counties", "Exhibition of Farm Machinery", "Wool Prices", "Weather Stations", "Mail and Parcels",
    "Marking Stones on the Southern Section", "Fares on the Coastal Line", "Quarantine of Cattle", "Survey of the Harbour",
)  # fmt: skip
SUPPORTERS = ("Northern Lamp", "River Bend", "Old Harbor", "Stone Bridge", "Blue Valley")


class Person(NamedTuple):
    """A made-up person: surname, given name, and the initials before the surname."""

    surname: str
    given: str
    initials: str

    @property
    def short(self) -> str:
        """Initials and surname, such as ``A. B. Karlov``."""
        return f"{self.initials} {self.surname}"


class Head(NamedTuple):
    """Where a document stands among those of its kind: post, number in the post's year, day."""

    post: int
    number: int
    day: dt.date


def happens(chance: Random, probability: float) -> bool:
    """Whether something of that probability happens this time."""
    return chance.random() < probability


@lru_cache(1 << 16)
def person(number: int, tongue: str) -> Person:
    """Return person ``number`` of those whose names are Chinese (``zh``), Russian (``ru``) or English (``en``)."""
    chance = Random(crc32(f"{tongue}/{number}".encode()))
    names = _SURNAMES[tongue]
    surname = names[int(len(names) * chance.random() ** 3)]
    if tongue == "zh":
        given = "".join(chance.choices(_SYLLABLES, k=chance.choice((1, 2, 2)))).capitalize()
        return Person(surname, given, "")
    given = chance.choice(_GIVEN[tongue])
    return Person(surname, given, f"{given[0]}. {chance.choice(_PATRONYMICS)}.")


def somebody(chance: Random, index: int, tongue: str) -> Person:
    """Return one of the persons who are named about document ``index`` of a kind."""
    if happens(chance, 0.15):
        return person(chance.randrange(_NAMED_THROUGHOUT), tongue)
    return person(max(0, index // _DOCUMENTS_PER_PERSON - int(chance.expovariate(_ACTIVE))), tongue)


def head(index: int, posts: int, first_year: int, years: int) -> Head:
    """Return post, number and day of document ``index`` of a kind that so many posts write in so many years.

    A post's documents are numbered from 1 in each year, and their days follow their numbers.
    """
    step, post = divmod(index, posts)
    turn, place = divmod(step, _A_YEAR * years)
    year, in_year = divmod(place, _A_YEAR)
    day = dt.date(first_year + (post * 7 + year) % years, 1, 2)
    days = in_year * 9 + crc32(b"%d" % index) % 9
    return Head(post, turn * _A_YEAR + in_year + 1, day + dt.timedelta(days=days))


def earlier(chance: Random, index: int, posts: int) -> int | None:
    """Return the index of an earlier document that this one may refer to, half of them of the same post."""
    back = posts * chance.randint(1, 6) if happens(chance, 0.5) else chance.randint(1, posts * 8)
    return index - back if back <= index else None


def written(day: dt.date) -> str:
    """Return a day as ``March 3, 1961``."""
    return f"{day:%B} {day.day}, {day.year}"


def day_first(day: dt.date) -> str:
    """Return a day as ``3 March 1961``."""
    return f"{day.day} {day:%B} {day.year}"


def prose(chance: Random, stating: tuple[str, ...], names: Iterator[str], paragraphs: tuple[int, int]) -> Iterator[str]:
    """Yield paragraphs of plain sentences with some that state something.

    Args:
        chance: What is drawn from.
        stating: Sentences with places for two persons (``{who}``, ``{other}``) and a quantity.
        names: Persons as these documents write them.
        paragraphs: How many there are at least and at most.
    """
    for _ in range(chance.randint(*paragraphs)):
        yield " ".join(_sentence(chance, stating, names) for _ in range(chance.randint(1, 5)))


def _sentence(chance: Random, stating: tuple[str, ...], names: Iterator[str]) -> str:
    if happens(chance, 0.6):
        return chance.choice(PLAIN)
    number = chance.choice((1, 10, 100)) * chance.randint(2, 99)
    sentence = chance.choice(stating).format(
        who=next(names),
        other=next(names),
        quantity=f"{chance.choice(BOUNDS)} {number:,} {chance.choice(UNITS)}",
    )
    return sentence[0].upper() + sentence[1:]
