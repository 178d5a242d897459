"""Family names that stand before the given name: Chinese, Korean, Vietnamese.

The table beside this module gives, by language, family names in their standard spelling (Pinyin, McCune-Reischauer,
Vietnamese without accents), and of the Korean ones the other spellings in use. It is a choice of frequent names made by
hand: of a name that is not in it the order is not known.
"""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from pipeline.values.beside import rows

TABLE = "family_names.csv"


class FamilyName(NamedTuple):
    """A family name in one language, its spellings, and those of them that English has as given names too."""

    language: str
    family: str
    spellings: tuple[str, ...]
    given: tuple[str, ...]


def table() -> Iterator[FamilyName]:
    """Yield the rows of the table."""
    for row in rows(TABLE):
        yield FamilyName(row["language"], row["family"], tuple(row["spellings"].split()), tuple(row["given"].split()))


@cache
def family_names(language: str) -> dict[str, FamilyName]:
    """The family names of a language by their standard spelling."""
    return {each.family: each for each in table() if each.language == language}
