"""States as adjectives of office and nationality name them, by date.

The table beside this module gives for an adjective or a name the state that it names (ISO 3166-1, and 3166-3 for a
state that is no more), from when and to when, and of some in whose documents. Where it has several readings, or none,
no state is named: "Korean" and, between 1949 and 1990, "German". A longer name without a code stands in the table so
that its first word is not taken for a state: "Netherlands Indies".
"""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from pipeline.values.beside import rows

TABLE = "states.csv"
# Burma Desk · Soviet Section: these words say what the office deals with, not whose it is
_DEALT_WITH = re.compile(r"[ ](?:Affairs|Branch|Bureau|Department|Desk|Division|Office|Section)\b(?![ ](?:of|for)\b)")
# Chinese · [North] Korean
NATIONALITY = r"(?:\[?(?:North|South)\]?[ ]Korean|[A-Z][a-z]{3,12}(?:ese|an|sh|iet|ch|ni|vak))"

# Adjectives that no name of a person opens with, those among them that name no one state
ADJECTIVE = (
    r"(?:Alban|Austral|Brazil|Bulgar|Hungar|Ind|Indones|Mongol|Roman|Ital|Canad|Malays|Austr|Norweg|Iran|Belg|Russ|As|Austrones)ians?"
    r"|(?:Afric|Americ|Cub|Kore|Germ|Malay|Europe|Mexic|Papu)ans?|(?:Chin|Japan|Portugu|Vietnam|Burm|Siam|Timor|Sudan)ese"
    r"|British|French|Dutch|Polish|Spanish|Swedish|Danish|Turkish|Irish|English|Soviet|Czechoslovak|Pakistani|Iraqi|Thai|Philippine"
    r"|Commonwealth|Imperial|Federal|Royal|Allied|Communist"
)


class Meaning(NamedTuple):
    """What a name means: a code, or nothing; from a day on, up to another; and in whose documents, else in all."""

    code: str
    begun: str
    ended: str
    of: frozenset[str]

    def holds(self, date: str) -> bool:
        """Whether it is the meaning on a day (ISO 8601)."""
        return self.begun <= date and (not self.ended or date < self.ended)


@lru_cache(maxsize=32_768)
def state_named(name: str, date: str | None = None, state: str | None = None) -> tuple[str, int, int] | None:
    """Return the code of the state that the name of an office opens with, and the place of its words.

    Brackets are the translator's and are read through.

    Args:
        name: The name as written.
        date: The day of the document (ISO 8601); without it, only what is so at all times is read.
        state: The state whose document it is, where its form tells.

    >>> state_named("Portuguese Government")
    ('PT', 0, 10)
    >>> state_named("[North] Korean Foreign Minister")
    ('KP', 0, 14)
    >>> state_named("German Embassy", "1938-09-01"), state_named("German Embassy", "1961-05-12")
    (('DE', 0, 6), None)
    >>> state_named("Burma Desk"), state_named("Burmese Embassy")
    (None, ('MM', 0, 7))
    >>> state_named("Chinese Embassy in [North] Korea", "1961-05-12", "CN")
    ('CN', 0, 7)
    """
    letters = [(place, letter) for place, letter in enumerate(name) if letter not in "[]"]
    words = "".join(letter for _, letter in letters).replace("’", "'")
    found = _first().match(words)
    if not found or _another().match(words, found.end()) or _DEALT_WITH.match(words, found.end()):
        return None
    code = _code(meanings()[found[0]], date, state)
    return (code, 0, letters[found.end() - 1][0] + 1) if code else None


def _code(known: tuple[Meaning, ...], date: str | None, state: str | None) -> str | None:
    """The one code that is meant; ``None`` where there are several, or none."""
    at_the_time = [each for each in known if date is None or each.holds(date)]
    own = [each for each in at_the_time if state in each.of]
    codes = {each.code for each in own or [each for each in at_the_time if not each.of]}
    return codes.pop() or None if len(codes) == 1 else None


@cache
def meanings() -> dict[str, tuple[Meaning, ...]]:
    """The adjectives and names of the table, with what each means."""
    found: dict[str, tuple[Meaning, ...]] = {}
    for row in rows(TABLE):
        meaning = Meaning(row["code"], row["from"], row["to"], frozenset(row["of"].split()))
        found[row["name"]] = (*found.get(row["name"], ()), meaning)
    return found


@cache
def _first() -> re.Pattern[str]:
    return re.compile(rf"(?:{_names()})(?![\w-])")


@cache
def _another() -> re.Pattern[str]:
    """British and American Governments: the name is of offices of two states."""
    return re.compile(rf"(?:,?[ ](?:and|or|&)[ ]|[ ]?/[ ]?)(?:the[ ])?(?:{_names()})(?![\w-])")


def _names() -> str:
    return "|".join(map(re.escape, sorted(meanings(), key=lambda name: (-len(name), name))))
