"""Persons whose names may be one person's."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, product

from pipeline.identity.blocks import MOST, grouped, left_out, pairs, slips
from pipeline.identity.known import Known, Pairs, is_excluded, rank
from pipeline.identity.likeness import Likeness, likeness
from pipeline.values.persons import PersonName, is_bare, person_name
from pipeline.values.romanization import readings

# whole names less alike are no candidate
LEAST = 0.4
# a surname alone with the only whole name of it at its dates, and at one post
ONE_AT_THE_TIME = 0.5
ONE_POST = 0.7
# so many forms of a name are compared: the first in the order of letters
_MOST_NAMES = 8


@dataclass(frozen=True)
class _Person:
    """A person with the names that are compared: whole ones, or the surname where there is no other."""

    known: Known
    names: tuple[PersonName, ...]
    is_bare: bool

    @cached_property
    def families(self) -> frozenset[str]:
        return frozenset().union(*(name.family_keys for name in self.names))

    @cached_property
    def sounds(self) -> frozenset[str]:
        """What the family name can stand for."""
        return frozenset(sound for name in self.names for way in name.ways for sound in way.sounds)


def propose(people: Iterable[Known], proposed: Pairs) -> None:
    """Propose pairs of persons: whole names that agree or nearly do, and surnames that something ties to a name."""
    persons = [_person(known) for known in sorted(people, key=rank)]
    whole, bare = [each for each in persons if not each.is_bare], [each for each in persons if each.is_bare]
    _whole_names(whole, proposed)
    _surnames(bare, whole, proposed)
    _slips(persons, proposed)


def _person(known: Known) -> _Person:
    names = [person_name(name) for name in sorted(set(known.names))]
    whole = tuple(name for name in names if not is_bare(name))[:_MOST_NAMES]
    return _Person(known, whole or tuple(names[:_MOST_NAMES]), not whole)


def _whole_names(persons: Sequence[_Person], proposed: Pairs) -> None:
    """Compare those whose names sound alike, or whose surname does and whose first initial is one."""
    blocks = grouped((key, each) for each in persons for key in sorted(_keys(each)))
    seen: set[tuple[str, str]] = set()
    for block in blocks.values():
        proposed.left_out += left_out(len(block))
        for one, other in pairs(block):
            pair = one.known.actor_id, other.known.actor_id
            if pair not in seen:
                seen.add(pair)
                _compare(one, other, proposed)


def _keys(person: _Person) -> Iterator[tuple[str, str]]:
    keys = set()
    for name in person.names:
        keys |= {(reading, "") for reading in name.fold_keys}
        for way in name.ways:
            # Van Mook is looked for as Mook too
            sounds = way.sounds | readings(way.family) if way.particles else way.sounds
            keys |= {(sound, initial) for initial in way.initials[:1] for sound in sounds}
    yield from keys


def _compare(one: _Person, other: _Person, proposed: Pairs) -> None:
    if is_excluded(one.known, other.known):
        return
    found = _likeness(one, other)
    if found.score >= LEAST:
        value = min(one.known.documents, other.known.documents)
        proposed.add(one.known, other.known, found.reason, found.score, value)


def _likeness(one: _Person, other: _Person) -> Likeness:
    return max(likeness(*names) for names in product(one.names, other.names))


def _surnames(bare: Sequence[_Person], whole: Sequence[_Person], proposed: Pairs) -> None:
    """Tie each surname to the one whole name at its dates or to those at its post, else to the largest surname."""
    at_posts = grouped(
        ((sound, post), each) for each in whole for sound in sorted(each.sounds) for post in sorted(each.known.posts)
    )
    times = {family: _Times(block) for family, block in _by_family(whole).items()}
    tied: set[str] = set()
    for each in bare:
        for post, sound in product(sorted(each.known.posts), sorted(each.sounds)):
            block = at_posts.get((sound, post), [])
            proposed.left_out += max(len(block) - MOST, 0)
            for other in block[:MOST]:
                _tie(each, other, f"both {post}", ONE_POST, proposed)
                tied.add(each.known.actor_id)
        for family in sorted(each.families & times.keys()):
            if only := times[family].only_one_at(each.known):
                _tie(each, only, "the only whole name of it at these dates", ONE_AT_THE_TIME, proposed)
                tied.add(each.known.actor_id)
    for block in _by_family(bare).values():
        for each in block[1:]:
            if each.known.actor_id not in tied:
                _tie(each, block[0], "the surname that most documents name", 0.0, proposed)


def _by_family(persons: Iterable[_Person]) -> dict[str, list[_Person]]:
    return grouped((family, each) for each in persons for family in sorted(each.families))


def _tie(bare: _Person, other: _Person, evidence: str, score: float, proposed: Pairs) -> None:
    """Propose a surname with what ties it; a decision settles the documents of the surname."""
    found = _likeness(bare, other)
    if found.score:
        proposed.add(
            bare.known, other.known, f"{found.reason}; {evidence}", max(found.score, score), bare.known.documents
        )


class _Times:
    """The days at which the persons of a surname are named."""

    def __init__(self, persons: Sequence[_Person]) -> None:
        self._persons = [each for each in persons if each.known.earliest and each.known.latest]
        self._begun = sorted((each.known.earliest or "", place) for place, each in enumerate(self._persons))
        self._ended = sorted((each.known.latest or "", place) for place, each in enumerate(self._persons))
        # sums of places: where one person is left, the difference of two is its place
        self._sum_begun = list(accumulate((place for _, place in self._begun), initial=0))
        self._sum_ended = list(accumulate((place for _, place in self._ended), initial=0))

    def only_one_at(self, known: Known) -> _Person | None:
        """Return the one person who is named at the dates of an actor; ``None`` for none or several."""
        if not (known.earliest and known.latest):
            return None
        begun = bisect_right(self._begun, (known.latest, len(self._persons)))
        ended = bisect_left(self._ended, (known.earliest, -1))
        return self._persons[self._sum_begun[begun] - self._sum_ended[ended]] if begun - ended == 1 else None


def _slips(persons: Sequence[_Person], proposed: Pairs) -> None:
    """Compare those whose surnames differ by a slip: the first of each surname and initial."""
    first: dict[tuple[str, tuple[str, ...]], _Person] = {}
    for each in persons:
        for name in each.names:
            for family in name.family_keys:
                first.setdefault((family, name.initials[:1]), each)
    initials = grouped((family, initial) for family, initial in sorted(first))
    for one, other in slips(initials):
        for initial in sorted(set(initials[one]) & set(initials[other])):
            left, right = first[one, initial], first[other, initial]
            found = _likeness(left, right)
            if found.score:
                value = min(left.known.documents, right.known.documents)
                proposed.add(left.known, right.known, found.reason, found.score, value)
