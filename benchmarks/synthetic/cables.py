"""Made-up documents for measuring speed: no archive holds them, and nothing read from them is a result.

Each has the layout of a record of the Wilson Center Digital Archive that holds an incoming cable of the
Chinese Foreign Ministry, addresses at ``example.org``, and a sentence in its summary that says it is made up.
Names, numbers and events are drawn at random from lists; a name that some person bears is there by chance.

A document depends only on the seed and on its own place, not on how many are made. Its parts agree: one date
in head, citation, header and signature, and a total of copies that is the sum of the list. Some refer to an earlier
one by number and day.
"""

import datetime as dt
import textwrap
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

from benchmarks.synthetic.words import (
    BOUNDS,
    PLAIN,
    SUPPORTERS,
    WARNING,
    Head,
    earlier,
    happens,
    head,
    somebody,
    written,
)

SOURCE_ID = "wilson_center"
SEED = 1961

# Numbers of records begin here: far above any that the archive has given.
_FIRST_NUMBER = 900_000_000_000
_HOST = "digitalarchive.example.org"
_FIRST_YEAR, _YEARS = 1950, 18
_WIDTH_OF_TITLE = 52

_COUNTRIES = (
    "[North] Korea", "Mongolia", "Albania", "Romania", "Bulgaria", "Hungary", "Poland", "Cuba", "Indonesia", "India",
    "Pakistan", "Burma", "Nepal", "Ceylon", "Egypt", "Syria", "Iraq", "Guinea", "Ghana", "Mali", "Algeria", "Laos",
)  # fmt: skip
_NATIONALITIES = (
    "[North] Korean", "Mongolian", "Albanian", "Romanian", "Bulgarian", "Hungarian", "Polish", "Cuban", "Indonesian",
    "Indian", "Pakistani", "Soviet", "Japanese", "French", "British",
)  # fmt: skip
_MATTERS = (
    "Public Security", "Foreign Trade", "Culture", "Education", "Public Health", "Railways", "Communications",
    "Agriculture", "Forestry", "Water Conservancy", "Finance", "Labor", "Light Industry", "National Defense",
)  # fmt: skip
_CENTRAL = (
    "Premier's Office", "Foreign Affairs Office", "General Office", "Nationalities Commission", "Secretariat",
    "State Planning Commission", "Overseas Chinese Affairs Commission", "Scientific Commission",
)  # fmt: skip
_PROVINCES = ("Jilin", "Liaoning", "Heilongjiang", "Yunnan", "Guangxi", "Xinjiang", "Inner Mongolia", "Tibet")
_ORDINALS = ("First", "Second", "Third", "Fourth")
_REGIONS = ("Asian", "African", "European", "American", "West Asian")
_BRANCHES = ("Consular", "Protocol", "Information", "Treaty", "Personnel", "Cipher")
_DESKS = ("Korea", "Mongolia", "Albania", "Cuba", "India", "Burma", "Southeast Asia", "Balkans", "West Africa")
_PRIORITIES = ("Urgent", "Extremely Urgent", "Routine", "Average", "Priority", "Immediate")
_SERIES = ("Chen", "Xu", "Wei", "Lin", "Bei", "Dong", "Nan", "Ji", "Ping")
# in the order of the work; every cable is received first
_STEPS = ("Deciphered", "Transcribed", "Proofread", "Typed", "Copied", "Printed")
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_DIGITS = ("", "-one", "-two", "-three", "-four", "-five", "-six", "-seven", "-eight", "-nine")

_TOPICS = (
    ("Illegal Crossings of the International Border", "[feifa yuejing]"),
    ("The Supply of Coking Coal in the Coming Year", "[jiaotan gongying]"),
    ("A Delegation of Writers and Its Itinerary", "[zuojia daibiaotuan]"),
    ("Repairs to the Bridge over the Boundary River", "[jiehe daqiao]"),
    ("The Return of Fishing Boats Adrift since the Storm", "[yuchuan qianfan]"),
    ("Students Who Wish to Change Their Course of Study", "[liuxuesheng zhuanye]"),
    ("Terms of Payment for Rice and Cotton Cloth", "[maoyi zhifu]"),
    ("The Opening of a Consulate in the Northern Port", "[lingshiguan kaishe]"),
    ("Locusts in the Frontier Counties", "[bianjing huangchong]"),
    ("An Exhibition of Farm Machinery", "[nongji zhanlan]"),
)
_SCOPES = ("{topic}", "{topic} in {province}", "Report on {topic} in {province}", "Further Views on {topic}")

_TITLES = ("Ambassador", "Vice Premier", "Premier", "Deputy Foreign Minister", "Chairman", "Marshal", "Counselor")
_UNITS = ("people", "households", "families", "workers", "students", "tons", "kilometers", "yuan", "residents")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October")
_PARTS = ("", "the first third of ", "the last third of ")
_KINDS = ("cable", "telegram", "letter", "note", "report")
_STATING = (
    "{who} called in {other} to tell him that {bound} {number} {unit} had been moved to the other bank.",
    "The {nationality} government has promised {number} {unit} and asks that transport be arranged by us.",
    "Of the {bound} {number} {unit} in the frontier counties, he said, few had asked for anything.",
    "Between {month} and {part}{later}, {number} of them were registered at the frontier posts.",
    "On the afternoon of the same day {who} spoke with {other} about the matter.",
    "According to {who}, the plan was approved last week and {surname} will see to it.",
    "When {who} asked about the schedule, {other} answered that it depends on the weather.",
    "Our position was stated according to the {kind} of {day}.",
    "As to the second point, see your {kind} No. {serial} of {day}.",
    "We have received the {kind} of {day} and have acted on it.",
)


class Document(NamedTuple):
    """A made-up raw document: the name of its file, and its text."""

    name: str
    text: str


class _Entry(NamedTuple):
    """An entry of the list of recipients: its words, the copies it states, and how many offices it names."""

    name: str
    copies: int | None
    offices: int = 1


def documents(number: int, seed: int = SEED) -> Iterator[Document]:
    """Yield ``number`` documents, always the same for one seed."""
    for place in range(number):
        yield document(place, seed)


def document(place: int, seed: int = SEED) -> Document:
    """Return the made-up document at ``place``, counted from 0."""
    chance = Random(f"{seed}/{place}")
    record = str(_FIRST_NUMBER + place)
    standing = _head(place)
    embassy, day = f"Chinese Embassy in {_COUNTRIES[standing.post]}", standing.day
    topic, original = chance.choice(_TOPICS)
    subject = chance.choice(_SCOPES).format(topic=topic, province=chance.choice(_PROVINCES))
    ministries = ["Foreign Affairs", *chance.sample(_MATTERS, chance.choice((0, 1, 1, 2)))]
    addressees = [f"Ministry of {matter}" for matter in ministries]
    paragraphs = (
        *_envelope(chance, place, day, embassy, subject),
        _header(chance, standing),
        _distribution(chance, place, addressees),
        f"{subject} {original}" if happens(chance, 0.5) else subject,
        f"To {_listed([f'the {name}' for name in addressees])}:",
        *_prose(chance, place),
        f"{embassy}  \n{written(day)}",
        _stamps(chance, day),
        "People's Republic of China Ministry of Foreign Affairs",
    )
    text = "\n\n\n\n" + "\n\n".join(paragraphs)
    return Document(f"{record}.md", text.replace("'s", "’s") if happens(chance, 0.25) else text)


def write(raw: Path, number: int, seed: int = SEED) -> list[Path]:
    """Write ``number`` documents into the folder of their source under ``raw``, and return their files."""
    folder = raw / SOURCE_ID
    folder.mkdir(parents=True)
    files = []
    for made in documents(number, seed):
        file = folder / made.name
        file.write_text(made.text, "utf-8")
        files.append(file)
    return files


def _without_year(day: dt.date) -> str:
    return f"{day:%B} {day.day}"


def _listed(names: list[str]) -> str:
    """Names as ``A``, ``A and B``, or ``A, B, and C``."""
    *before, last = names
    if not before:
        return last
    return f"{', '.join(before)}, and {last}" if before[1:] else f"{before[0]} and {last}"


def _envelope(chance: Random, place: int, day: dt.date, embassy: str, subject: str) -> Iterator[str]:
    """The publisher's wrapper, paragraph by paragraph."""
    title = f"Cable from the {embassy.replace('[', '').replace(']', '')}, '{subject}'"
    yield "**Wilson  \nCenter**"
    yield "**Digital Archive**  \nInternational History Declassified"
    yield f"[{_HOST}](https://{_HOST})"
    yield f"**{written(day)}**"
    yield f"**{_wrapped(title)}**"
    yield "**Citation:**"
    yield _citation(chance, place, day, title)
    yield "**Summary:**"
    yield f"{_name(chance, place)} and {_name(chance, place)} discuss {subject[0].lower()}{subject[1:]}. {WARNING}"
    if happens(chance, 0.8):
        yield "**Credits:**"
        yield f"This document was made possible with support from {chance.choice(SUPPORTERS)} Foundation"
    yield "**Original Language:**"
    yield "Chinese"
    yield "**Contents:**"
    yield "Translation - English"


def _wrapped(title: str) -> str:
    return "  \n".join(textwrap.wrap(title, _WIDTH_OF_TITLE, break_on_hyphens=False))


def _citation(chance: Random, place: int, day: dt.date, title: str) -> str:
    reference = f"PRC FMA {chance.randint(100, 120)}-{chance.randint(1, 2999):05d}-{chance.randint(1, 9):02d}"
    first = chance.randint(1, 160)
    pages = chance.choice(("", f", {first}", f", {first}-{first + chance.randint(1, 9)}"))
    credit = ""
    if happens(chance, 0.2):
        credit += f" Contributed by {_name(chance, place)}."
    if happens(chance, 0.85):
        credit += f" Translated by {_listed([_name(chance, place) for _ in range(chance.choice((1, 1, 1, 2, 3)))])}."
    cited = f'"{title}", {written(day)}, Wilson Center Digital Archive, {reference}{pages}.{credit}'
    return f"{cited}  \n<https://{_HOST}/document/{_FIRST_NUMBER + place}>"


def _head(place: int) -> Head:
    return head(place, len(_COUNTRIES), _FIRST_YEAR, _YEARS)


def _number(of: Head) -> str:
    """The number of a cable, such as ``Chen- 8/35``: in the year no other has it."""
    return f"{_SERIES[of.post % len(_SERIES)]}- {of.number}/{of.post + 1}"


def _header(chance: Random, standing: Head) -> str:
    series, day = _SERIES[standing.post % len(_SERIES)], standing.day
    lines = [
        f"From the {chance.choice(_DESKS)} Desk",
        f"No. {_number(standing)}",
        written(day) if happens(chance, 0.85) else f"{day.day} {day:%B} {day.year}",
        f"Foreign Ministry Received {series}-{chance.randint(1, 2000)}",
    ]
    if happens(chance, 0.85):
        lines.insert(0, f"Priority: {chance.choice(_PRIORITIES)}")
    return "  \n".join(lines)


def _distribution(chance: Random, place: int, addressees: list[str]) -> str:
    """The list of recipients and the total that is its sum.

    One reading alone gives that total: a joint entry states another number than there are unnumbered ones.
    """
    entries = list(_entries(chance, place, addressees))
    chance.shuffle(entries)
    unnumbered = sum(entry.copies is None for entry in entries)
    entries = [
        entry._replace(copies=unnumbered + 1) if entry.offices > 1 and entry.copies == unnumbered else entry
        for entry in entries
    ]
    total = sum(1 if entry.copies is None else entry.copies for entry in entries)
    words = ", ".join(entry.name + ("" if entry.copies is None else f" ({entry.copies})") for entry in entries)
    return f"Distribution: {words}. Total of {_counted(chance, total)} copies"


def _entries(chance: Random, place: int, addressees: list[str]) -> Iterator[_Entry]:
    """The addressees, central bodies, persons by surname, and now and then one that is blanked."""
    foreign_affairs, *others = addressees
    region, branch = f"{chance.choice(_ORDINALS)} {chance.choice(_REGIONS)}", chance.choice(_BRANCHES)
    if happens(chance, 0.4):
        yield _Entry(f"{foreign_affairs} {region} Department and {branch} Department", chance.randint(2, 4), offices=2)
    else:
        yield _Entry(f"{foreign_affairs} {region} Department", _copies(chance))
    for name in (*others, *chance.sample(_CENTRAL, chance.randint(1, 5))):
        yield _Entry(name, _copies(chance))
    for province in chance.sample(_PROVINCES, chance.randint(0, 2)):
        yield _Entry(f"{province} Foreign Affairs Bureau", _copies(chance))
    for surname in sorted({_surname(chance, place) for _ in range(chance.randint(0, 7))}):
        yield _Entry(surname, None)
    if happens(chance, 0.3):
        yield _Entry("XX", chance.randint(1, 2))


def _copies(chance: Random) -> int | None:
    return chance.randint(1, 6) if happens(chance, 0.5) else None


def _counted(chance: Random, total: int) -> str:
    """A number in figures, or now and then in words."""
    tens, digit = divmod(total, 10)
    if 2 <= tens <= 9 and happens(chance, 0.1):
        return f"{_TENS[tens]}{_DIGITS[digit]}"
    return str(total)


def _prose(chance: Random, place: int) -> Iterator[str]:
    """Paragraphs of plain sentences with some that name persons, quantities and other documents."""
    for _ in range(chance.randint(2, 6)):
        yield " ".join(_sentence(chance, place) for _ in range(chance.randint(1, 5)))


def _sentence(chance: Random, place: int) -> str:
    if happens(chance, 0.6):
        return chance.choice(PLAIN)
    first, later = sorted(chance.sample(range(len(_MONTHS)), 2))
    sentence = chance.choice(_STATING).format(
        who=_person(chance, place),
        other=_person(chance, place),
        surname=_surname(chance, place),
        nationality=chance.choice(_NATIONALITIES),
        bound=chance.choice(BOUNDS),
        number=f"{chance.choice((1, 10, 100)) * chance.randint(2, 99):,}",
        unit=chance.choice(_UNITS),
        month=_MONTHS[first],
        part=chance.choice(_PARTS),
        later=_MONTHS[later],
        kind=chance.choice(_KINDS),
        **_earlier(chance, place),
    )
    return sentence[0].upper() + sentence[1:]


def _earlier(chance: Random, place: int) -> dict[str, str]:
    """Day and number of an earlier cable, or of one that nobody holds."""
    meant = earlier(chance, place, len(_COUNTRIES))
    if meant is None:
        day = _head(place).day - dt.timedelta(days=chance.randint(2, 60))
        return {"day": _without_year(day), "serial": str(chance.randint(1, 900))}
    of = _head(meant)
    return {"day": written(of.day), "serial": _number(of)}


def _person(chance: Random, place: int) -> str:
    """A person with an office, in one of the ways that translators write names."""
    (surname, given, _), title = somebody(chance, place, "zh"), chance.choice(_TITLES)
    return chance.choice(
        (
            f"{title} {surname} [{given}]",
            f"{title} {surname} {given}",
            f"{title} {surname}",
            f"{chance.choice(_NATIONALITIES)} Foreign Minister {surname} {given} [{surname} {given.upper().title()}]",
        )
    )


def _name(chance: Random, place: int) -> str:
    surname, given, _ = somebody(chance, place, "zh")
    return f"{surname} {given}"


def _surname(chance: Random, place: int) -> str:
    return somebody(chance, place, "zh").surname


def _stamps(chance: Random, day: dt.date) -> str:
    """The stamps of the cable office, two a line, none earlier than the one before it."""
    steps = sorted(chance.sample(_STEPS, chance.randint(1, 5)), key=_STEPS.index)
    moment = dt.datetime.combine(day, dt.time()) + dt.timedelta(minutes=chance.randrange(6 * 60, 24 * 60))
    stamps = []
    for step in ("Received", *steps):
        clock = f"{moment:%H:%M}" if happens(chance, 0.3) else f"{moment:%H%M}"
        stamps.append(f"{step}: {_without_year(moment)} at {clock}")
        moment += dt.timedelta(minutes=chance.randrange(15, 900))
    lines = [" ".join(stamps[place : place + 2]) for place in range(0, len(stamps), 2)]
    return "  \n".join(lines)
