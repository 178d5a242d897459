"""Made-up volumes in the layout of Foreign Relations of the United States: one file of TEI XML with many documents."""

import datetime as dt
from collections.abc import Iterator
from random import Random
from xml.sax.saxutils import escape

from benchmarks.synthetic.words import WARNING, Person, happens, person, prose, written

SOURCE_ID = "frus"
IN_A_VOLUME = 100
_FIRST_YEAR, _YEARS = 1950, 25
_POSTS = (
    "Korea",
    "Japan",
    "France",
    "Indonesia",
    "India",
    "Egypt",
    "Poland",
    "Cuba",
    "Ghana",
    "Burma",
    "Turkey",
    "Norway",
)
_CITIES = (
    "Seoul", "Tokyo", "Paris", "Djakarta", "New Delhi", "Cairo", "Warsaw", "Habana", "Accra", "Rangoon", "Ankara", "Oslo",
)  # fmt: skip
_SECRECY = ("Confidential", "Secret", "Top Secret", "Official Use Only", "Confidential; Priority", "Secret; Niact")
_OFFICES = ("Under Secretary of State", "Ambassador to {post}", "Counselor of Embassy", "Deputy Secretary of Defense")
_STATING = (
    "{who} said that nothing more than {quantity} can be spared.",
    "Called on {who} this morning with {other}.",
    "{who} thanked {other} for the list and asked about the {quantity}.",
    "The view of {who} is that the survey can wait.",
)
_OPENING = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xml:id="{key}" xmlns="http://www.tei-c.org/ns/1.0" xmlns:frus="http://history.state.gov/frus/ns/1.0">
<teiHeader><fileDesc><titleStmt><title type="complete">Foreign Relations of the United States, {year}, Volume {number}: \
{warning}</title></titleStmt><publicationStmt><publisher>Nobody</publisher><idno type="frus">{key}</idno></publicationStmt>\
<sourceDesc><p>{warning}</p></sourceDesc></fileDesc></teiHeader>
<text><front><div subtype="index" type="section" xml:id="persons"><head>List of Persons</head><list type="persons">
"""


def volume(number: int, documents: int, seed: int) -> tuple[str, str]:
    """Return name and text of volume ``number`` with its first so many documents."""
    key = _key(number)
    opening = _OPENING.format(key=key, year=_year(number), number=number + 1, warning=WARNING)
    cast = _cast(number)
    listed = "".join(
        f'<item><hi rend="strong"><persName xml:id="p_{place}">{each.surname}, {each.given}</persName>,</hi> {office}</item>\n'
        for place, (each, office) in enumerate(cast)
    )
    made = "".join(_document(number, place, cast, seed) for place in range(documents))
    return (
        f"{key}.xml",
        f'{opening}{listed}</list></div></front>\n<body><div type="compilation" xml:id="comp1"><head>Documents</head>\n'
        f"{made}</div></body></text></TEI>\n",
    )


def _year(number: int) -> int:
    return _FIRST_YEAR + number % _YEARS


def _key(number: int) -> str:
    return f"frus{_year(number)}v{1000 + number}"


def _cast(number: int) -> list[tuple[Person, str]]:
    """The persons of a volume; half of them are in the next one too."""
    return [
        (person(10 * number + place, "en"), _OFFICES[place % len(_OFFICES)].format(post=_POSTS[place % len(_POSTS)]))
        for place in range(20)
    ]


def _day(number: int, place: int) -> dt.date:
    return dt.date(_year(number), 1, 3) + dt.timedelta(days=place * 3)


def _document(number: int, place: int, cast: list[tuple[Person, str]], seed: int) -> str:
    chance = Random(f"{seed}/volume/{number}/{place}")
    day = _day(number, place)
    kind = chance.choices((_note, _telegram, _talk, _letter), (1, 5, 2, 2))[0]
    head, content = kind(chance, number, place, day, cast)
    subtype = "editorial-note" if kind is _note else "historical-document"
    return (
        f'<div frus:doc-dateTime-max="{day}T23:59:59-05:00" frus:doc-dateTime-min="{day}T00:00:00-05:00" n="{place + 1}"'
        f' subtype="{subtype}" type="document" xml:id="d{place + 1}">\n<head>{place + 1}. {head}</head>\n{content}</div>\n'
    )


def _note(chance: Random, number: int, place: int, day: dt.date, cast: list[tuple[Person, str]]) -> tuple[str, str]:
    meant = chance.randint(1, max(1, place))
    text = f'The talks of {written(day)} are documented in this chapter. See <ref target="#d{meant}">Document {meant}</ref>.'
    return "Editorial Note", f"<p>{text}</p>\n"


def _telegram(chance: Random, number: int, place: int, day: dt.date, cast: list[tuple[Person, str]]) -> tuple[str, str]:
    post = chance.randrange(len(_POSTS))
    head = (
        f'Telegram From the <gloss type="from">Embassy in {_POSTS[post]}</gloss> to the <gloss type="to">Department of State'
        f"</gloss>{_source(chance, place, day)}"
    )
    hour = chance.randint(1, 11)
    return head, (
        f"{_dateline(_CITIES[post], day, f'—{hour} p.m.')}<p>{100 + place}. {_referring(chance, number, place)}"
        f"{_prose(chance, cast)}{_signed(chance, cast)}"
    )


def _talk(chance: Random, number: int, place: int, day: dt.date, cast: list[tuple[Person, str]]) -> tuple[str, str]:
    present = chance.sample(range(len(cast)), chance.randint(2, 5))
    items = "".join(f"<item>{_named(cast, each)}, {cast[each][1]}</item>\n" for each in present)
    return f"Memorandum of Conversation{_source(chance, place, day)}", (
        f"{_dateline('Washington', day, '')}"
        f'<list type="participants"><head>PARTICIPANTS</head>\n{items}</list>\n<p>{_prose(chance, cast)}'
    )


def _letter(chance: Random, number: int, place: int, day: dt.date, cast: list[tuple[Person, str]]) -> tuple[str, str]:
    writer, reader = chance.sample(range(len(cast)), 2)
    head = (
        f'Letter From the {cast[writer][1]} (<persName corresp="#p_{writer}" type="from">{cast[writer][0].surname}</persName>)'
        f' to the {cast[reader][1]} (<persName corresp="#p_{reader}" type="to">{cast[reader][0].surname}</persName>)'
        f"{_source(chance, place, day)}"
    )
    opening = '<p><hi rend="smallcaps">Dear Mr. Secretary</hi>: '
    return head, f"{_dateline('Washington', day, '')}{opening}{_prose(chance, cast)}{_signed(chance, cast, writer)}"


def _source(chance: Random, place: int, day: dt.date) -> str:
    text = (
        f"Source: Department of State, Central Files, {chance.randint(100, 900)}.{chance.randint(1, 99)}/"
        f"{day.month}–{day.day}{day:%y}. {chance.choice(_SECRECY)}."
    )
    return f'<note n="1" type="source" xml:id="d{place + 1}fn1">{text}</note>'


def _dateline(city: str, day: dt.date, hour: str) -> str:
    return (
        f'<opener><dateline rendition="#right"><placeName><hi rend="italic">{city}</hi></placeName>,'
        f' <date calendar="gregorian" when="{day}"><hi rend="italic">{written(day)}{hour}</hi></date></dateline></opener>\n'
    )


def _referring(chance: Random, number: int, place: int) -> str:
    if not place or happens(chance, 0.4):
        return ""
    meant = chance.randrange(place)
    day = _day(number, meant)
    return (
        f'Re Embtel {100 + meant}.<note n="2" xml:id="d{place + 1}fn2">Telegram {100 + meant}, {day:%B} {day.day}, is printed'
        f' as <ref target="#d{meant + 1}">Document {meant + 1}</ref>.</note> '
    )


def _prose(chance: Random, cast: list[tuple[Person, str]]) -> str:
    """Paragraphs, of which the first is open already."""
    paragraphs = prose(chance, _STATING, _names(chance, cast), (2, 6))
    return "</p>\n<p>".join(paragraphs) + "</p>\n"


def _names(chance: Random, cast: list[tuple[Person, str]]) -> Iterator[str]:
    while True:
        yield _named(cast, chance.randrange(len(cast)))


def _named(cast: list[tuple[Person, str]], place: int) -> str:
    return f'Mr. <persName corresp="#p_{place}">{escape(cast[place][0].surname)}</persName>'


def _signed(chance: Random, cast: list[tuple[Person, str]], signer: int | None = None) -> str:
    place = chance.randrange(len(cast)) if signer is None else signer
    name = f'<persName corresp="#p_{place}"><hi rend="strong">{cast[place][0].surname}</hi></persName>'
    return f"<closer><signed>{name}</signed></closer>\n"
