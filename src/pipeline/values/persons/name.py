"""A person's name in its parts, and the keys by which names are compared."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from pipeline.values.romanization import readings
from pipeline.values.text import letters

Order = Literal["given_first", "family_first", "family_only", "unknown"]


@dataclass(frozen=True)
class PersonName:
    """The name of a person as it is written.

    Attributes:
        honorifics: Titles before and behind it.
        given: Given names in order, as written; one letter for one of which only the initial is written.
        initials: The first letter of each, upper-case.
        particles: Words before the family name that belong to it: "van", "de".
        family: The family name, as written.
        order: Which part stands first. ``unknown``: nothing shows it; the parts are those of ``given_first``,
            and `ways` has the other reading too. ``family_only``: there is no given name.
    """

    honorifics: tuple[str, ...]
    given: tuple[str, ...]
    initials: tuple[str, ...]
    particles: tuple[str, ...]
    family: str
    order: Order

    @cached_property
    def family_key(self) -> str:
        """The letters of the family name with its particles, folded."""
        return letters(" ".join((*self.particles, self.family)))

    @cached_property
    def sounds(self) -> frozenset[str]:
        """What the family name can stand for in the systems of romanization."""
        return readings(" ".join((*self.particles, self.family)))

    @cached_property
    def bare_key(self) -> str:
        """The letters of the family name without its particles."""
        return letters(self.family)

    @cached_property
    def given_key(self) -> str:
        """The letters of the given names, folded."""
        return "".join(map(letters, self.given))

    @cached_property
    def given_parts(self) -> tuple[str, ...]:
        """The letters of the given names one by one, of those with a hyphen part by part."""
        return tuple(part for each in self.given for part in map(letters, each.split("-")) if part)

    @cached_property
    def family_keys(self) -> frozenset[str]:
        """The keys under which the name can be looked for: of each reading, with particles and without."""
        return frozenset(key for each in self.ways for key in (each.family_key, each.bare_key) if key)

    @cached_property
    def fold_keys(self) -> frozenset[str]:
        """What the name can stand for in the systems of romanization (see `pipeline.values.romanization`)."""
        return frozenset().union(
            *(readings(" ".join((*each.particles, each.family)), each.given) for each in self.ways)
        )

    @cached_property
    def ways(self) -> tuple["PersonName", ...]:
        """The ways to read the name: one where the order is known, else both."""
        if self.order != "unknown":
            return (self,)
        words = (*self.given, *self.particles, self.family)
        initials = tuple(letters(each)[:1].upper() for each in words[1:])
        return self, replace(
            self, given=words[1:], initials=initials, particles=(), family=words[0], order="family_first"
        )


def is_bare(name: PersonName) -> bool:
    """Whether only a family name is written."""
    return not name.given
