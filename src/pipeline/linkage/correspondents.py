"""Who wrote to whom, so far as two documents can be compared by it: actors, names and the posts they wrote from."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from pipeline.values.names import is_office
from pipeline.values.text import fold

# Days within which a person is taken to be at the post that he wrote from: a mission or a conference lasts longer, a
# journey shorter.
_STAY = 60
# and within which he is taken to hold the office that a title gives him
_TERM = 366
_OFFICE = re.compile(r"(?:^minister (?:for|of)|(?:^|[ ])department of) (.+)")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
# last words of names that are nobody's surname
_NO_SURNAMES = frozenset(
    (
        "the",
        "of",
        "and",
        "in",
        "for",
        "to",
        "government",
        "cabinet",
        "delegation",
        "nations",
        "administration",
        "branch",
        "division",
    )
)


class Party(NamedTuple):
    """One side of a correspondence: the keys of its actors and names, and the posts it wrote from then."""

    names: frozenset[str]
    posts: frozenset[str]

    def meets(self, other: "Party") -> bool | None:
        """Whether both can be one side: by an actor or a name, or by a post; ``None`` where one side is not known."""
        if self.names & other.names or self.posts & other.posts:
            return True
        if not (self.names and other.names):
            return None
        # two names with no post to compare: one office can be called by both
        return False if self.posts and other.posts else None

    @property
    def is_government(self) -> bool:
        """Whether it is called a government, and not by the names of those who write for it."""
        return any(name.endswith(" government") for name in self.names)

    @property
    def keys(self) -> frozenset[str]:
        """All keys of the side; those of posts are marked."""
        return self.names | {f"@{post}" for post in self.posts}

    @property
    def label(self) -> str | None:
        """One key to call the side by: its post, where it is one, or else its shortest name."""
        if len(self.posts) == 1:
            return min(self.posts)
        return min(
            (name for name in self.names if not name.startswith("=")), key=lambda each: (len(each), each), default=None
        )


NOBODY = Party(frozenset(), frozenset())


def name_keys(name: str) -> frozenset[str]:
    """Return the keys by which a name is compared: the whole, and of a person's the last word.

    >>> sorted(name_keys("Mr J. A. Lyons")), sorted(name_keys("Department of External Affairs"))
    (['lyons', 'mr j a lyons'], ['department of external affairs'])
    >>> sorted(name_keys("New Zealand Government"))
    ['new zealand government']
    """
    whole = fold(name)
    words = _WORD.findall(whole)
    is_body = " of " in f" {whole} " or not words or words[-1] in _NO_SURNAMES or is_office(name)
    return frozenset({whole}) if is_body else frozenset({whole, words[-1]})


def office_key(role: str) -> str | None:
    """Return the key of the office that a role is of: a minister, a secretary and their department are one side.

    >>> office_key("Secretary of Department of External Affairs"), office_key("Minister for External Affairs")
    ('department of external affairs', 'department of external affairs')
    >>> office_key("Prime Minister"), office_key("Prime Minister's Department"), office_key("U.K. Prime Minister")
    ('prime ministers department', 'prime ministers department', None)
    """
    words = fold(role)
    if found := _OFFICE.search(words):
        return f"department of {found[1]}"
    if words == "prime minister":
        return "prime ministers department"
    return words if words.endswith(" department") else None


def post_key(place: str) -> str:
    """Return the key of a post, without an editor's brackets: ``[TOKYO]`` and ``Tokyo`` are one.

    >>> post_key("[TOKYO]"), post_key("THE HAGUE")
    ('tokyo', 'hague')
    """
    return fold(place).removeprefix("the ")


@dataclass(frozen=True)
class Posts:
    """From which posts each name wrote, and when: by days, in order."""

    written: Mapping[str, tuple[list[int], list[str]]]
    places: frozenset[str]
    stay: int = _STAY

    def of(self, names: Iterable[str], stated: Iterable[str], day: int | None) -> frozenset[str]:
        """Return the posts of names at a day: those that the names or roles state, or else where they wrote then."""
        said = {place for words in stated for place in self._within(fold(words))}
        if said or day is None:
            return frozenset(said)
        return self.held_by(names, day)

    def held_by(self, names: Iterable[str], day: int | None) -> frozenset[str]:
        """Return what was noted of names at the day, or the nearest days before and after it."""
        return frozenset(place for name in names for place in self._near(name, day)) if day else frozenset()

    def _within(self, words: str) -> list[str]:
        """Posts whose names stand in a name or role: High Commissioner in London."""
        parts = _WORD.findall(words)
        runs = (" ".join(parts[i:j]) for i in range(len(parts)) for j in range(i + 1, min(i + 3, len(parts)) + 1))
        return [run for run in runs if run in self.places]

    def _near(self, name: str, day: int) -> list[str]:
        days, places = self.written.get(name, ([], []))
        at = bisect_left(days, day)
        near = [index for index in (at - 1, at) if 0 <= index < len(days) and abs(days[index] - day) <= self.stay]
        return [places[index] for index in near]


def offices(held: Iterable[tuple[frozenset[str], str, int]]) -> Posts:
    """Learn which offices names held, and when, as `posts` does."""
    return replace(posts(held), stay=_TERM)


def posts(sent: Iterable[tuple[frozenset[str], str, int]]) -> Posts:
    """Learn from which posts names wrote: each document gives the keys of its writer, the post and the day."""
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    places: set[str] = set()
    for names, place, day in sent:
        places.add(place)
        for name in names:
            found[name].append((day, place))
    ordered = {name: sorted(each) for name, each in found.items()}
    return Posts(
        {name: ([day for day, _ in each], [place for _, place in each]) for name, each in ordered.items()},
        frozenset(places),
    )
