"""What simple rules would decide, on the same gold: a guide to which evidence is worth reading.

Each rule says of two occurrences of one family name whether they are one person. Rules are judged pair by pair and
after their joins are followed, where a chain of right joins may lead to a wrong one.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from itertools import combinations
from typing import NamedTuple

from benchmarks.actors.gold import Gold, Occurrence, Stated, days_between
from benchmarks.actors.names import folded
from benchmarks.actors.pages import ADDRESSEE, PARTICIPANT

# a post from which more persons write than this is a seat of government or a conference
_FEW = 4


class View(NamedTuple):
    """What a rule may know of an occurrence.

    ``post`` is empty for who is addressed; ``rare`` are the counterparts of few names.
    """

    side: str
    day: str
    post: str
    is_seat: bool
    role: str
    persons: frozenset[str]
    bodies: frozenset[str]
    rare: frozenset[str]


Rule = Callable[[View, View], bool]


def within(days: int) -> Rule:
    """Days of the two that are not further apart."""
    return lambda a, b: bool(a.day and b.day) and days_between(a.day, b.day) <= days


def one_post(a: View, b: View) -> bool:
    """Both write from one place."""
    return bool(a.post) and a.post == b.post


def one_mission(a: View, b: View) -> bool:
    """Both write from one place from which few write."""
    return one_post(a, b) and not a.is_seat


def one_role(a: View, b: View) -> bool:
    """One office stands with both."""
    return bool(a.role) and a.role == b.role


def one_body(a: View, b: View) -> bool:
    """A body or place is the counterpart of both, on the same side."""
    return a.side == b.side and bool(a.bodies & b.bodies)


def one_person(a: View, b: View) -> bool:
    """A person who is named is the counterpart of both."""
    return bool(a.persons & b.persons)


def exchange(a: View, b: View) -> bool:
    """One writes, the other is written to, and the counterpart is one, who is named."""
    return a.side != b.side and bool((a.persons | a.bodies) & (b.persons | b.bodies))


def one_rare(a: View, b: View) -> bool:
    """One of few names is the counterpart of both."""
    return bool(a.rare & b.rare)


def both(*rules: Rule) -> Rule:
    """All of several rules."""
    return lambda a, b: all(rule(a, b) for rule in rules)


def either(*rules: Rule) -> Rule:
    """One of several rules at least."""
    return lambda a, b: any(rule(a, b) for rule in rules)


def always(a: View, b: View) -> bool:
    """The family name alone."""
    return True


_COUNTERPART = either(one_body, one_person)
_SURE = either(
    both(one_role, within(365)),
    both(one_post, _COUNTERPART, within(183)),
    both(one_mission, within(183)),
    both(one_rare, within(92)),
)
RULES: dict[str, Rule] = {
    "family name alone": always,
    "within 31 days": within(31),
    "within 365 days": within(365),
    "one post": one_post,
    "one post, 92 days": both(one_post, within(92)),
    "one post of few": one_mission,
    "one post of few, 92 days": both(one_mission, within(92)),
    "one post of few, 183 days": both(one_mission, within(183)),
    "one office": one_role,
    "one office, 365 days": both(one_role, within(365)),
    "one person as counterpart": one_person,
    "one person as counterpart, 92 days": both(one_person, within(92)),
    "one person as counterpart, 183 days": both(one_person, within(183)),
    "one body as counterpart, 31 days": both(one_body, within(31)),
    "one body as counterpart, 92 days": both(one_body, within(92)),
    "exchange, 31 days": both(exchange, within(31)),
    "exchange, 92 days": both(exchange, within(92)),
    "exchange with a person, 92 days": both(exchange, one_person, within(92)),
    "post and person, 183 days": both(one_post, one_person, within(183)),
    "post and body, 183 days": both(one_post, one_body, within(183)),
    "post and body, of few, 183 days": both(one_mission, one_body, within(183)),
    "post and counterpart, 183 days": both(one_post, _COUNTERPART, within(183)),
    "counterpart of few, 92 days": both(one_rare, within(92)),
    "counterpart of few, exchange, 92 days": both(one_rare, exchange, within(92)),
    "office 365 | post and counterpart 183 | post of few 183 | counterpart of few 92": _SURE,
}


class Outcome(NamedTuple):
    """Pairs a rule joins, those of them proved to be one person or two; all proved; all of one family name."""

    decided: int
    right: int
    wrong: int
    proved: int
    alike: int

    @property
    def share(self) -> float:
        """Share of the pairs of one family name that is joined."""
        return self.decided / self.alike if self.alike else 0.0

    @property
    def recall(self) -> float:
        """Share of the pairs proved to be one person that is joined."""
        return self.right / self.proved if self.proved else 1.0

    @property
    def precision(self) -> float:
        """Share of the joined pairs that is of one family name before names were shared."""
        return 1 - self.wrong / self.decided if self.decided else 1.0


def views(proved: Gold, family: Callable[[int, str], str]) -> dict[Occurrence, View]:
    """What rules may know of each occurrence."""
    seats = _seats(proved, family)
    counterparts = {each: _counterparts(what, family) for each, what in proved.stated.items()}
    names: dict[tuple[int, str], set[str]] = defaultdict(set)
    for each, what in proved.stated.items():
        for other in counterparts[each]:
            names[what.volume, other].add(family(what.volume, each.family))
    found = {}
    for each, what in proved.stated.items():
        post = "" if each.side in {ADDRESSEE, PARTICIPANT} else what.place
        found[each] = View(
            side="to" if each.side == ADDRESSEE else "from",
            day=what.day,
            post=post,
            is_seat=post in seats.get(what.volume, set()),
            role=folded(what.role),
            persons=counterparts[each] - set(what.bodies),
            bodies=frozenset(what.bodies),
            rare=frozenset(other for other in counterparts[each] if len(names[what.volume, other]) <= _FEW),
        )
    return found


def _counterparts(what: Stated, family: Callable[[int, str], str]) -> frozenset[str]:
    return frozenset(what.bodies) | {family(what.volume, other) for other in what.counterparts}


def _seats(proved: Gold, family: Callable[[int, str], str]) -> dict[int, set[str]]:
    """The places of each volume from which many write."""
    writers: dict[int, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for each, what in proved.stated.items():
        if what.place and each.side not in {ADDRESSEE, PARTICIPANT}:
            writers[what.volume][what.place].add(family(what.volume, each.family))
    return {volume: {place for place, who in of.items() if len(who) > _FEW} for volume, of in writers.items()}


def judge(
    proved: Gold, rule: Rule, volumes: frozenset[int], family: Callable[[int, str], str], *, followed: bool
) -> Outcome:
    """Judge a rule on some volumes; two family names that share one in a copy are two persons."""
    seen = views(proved, family)
    groups: dict[tuple[int, str], list[Occurrence]] = defaultdict(list)
    for each, what in proved.stated.items():
        if what.volume in volumes:
            groups[what.volume, family(what.volume, each.family)].append(each)
    decided = right = wrong = positive = alike = 0
    for group in groups.values():
        joined = _followed(group, seen, rule) if followed else None
        for one, other in combinations(group, 2):
            verdict = proved.relation(one, other)
            positive += verdict is True
            alike += one.family == other.family
            if joined[one] == joined[other] if joined else rule(seen[one], seen[other]):
                decided += 1
                right += verdict is True
                wrong += verdict is False or one.family != other.family
    return Outcome(decided, right, wrong, positive, alike)


def _followed(group: list[Occurrence], seen: Mapping[Occurrence, View], rule: Rule) -> dict[Occurrence, Occurrence]:
    top = {each: each for each in group}

    def find(each: Occurrence) -> Occurrence:
        while top[each] != each:
            top[each] = top[top[each]]
            each = top[each]
        return each

    for one, other in combinations(group, 2):
        if rule(seen[one], seen[other]):
            top[find(other)] = find(one)
    return {each: find(each) for each in group}
