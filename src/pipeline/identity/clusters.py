"""Actors joined into one, step by step, where nothing speaks against it."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Join:
    """Two ids that stand for one actor, and why.

    Attributes:
        one: The one id.
        other: The other.
        basis: A code of `REDIRECT_BASES`.
        rests_on: The names, posts, days or documents that it rests on.
        decision_id: The decision, where a person decided it.
    """

    one: str
    other: str
    basis: str
    rests_on: str | None = None
    decision_id: str | None = None


# Whether the whole names of two sets of ids let them be one.
Agree = Callable[[frozenset[str], frozenset[str]], bool]


@dataclass
class _Cluster:
    """Ids that stand for one actor.

    ``listed`` says for each list in which one of them stands which it is: two of one list are never one actor.
    """

    members: set[str]
    names: frozenset[str]
    listed: dict[Hashable, str]
    apart: set[str]


class Clusters:
    """Sets of ids that stand for one actor each, with the joins that made them.

    Args:
        names: The whole names of each id.
        listed: The lists that each id stands in.
        apart: Pairs that a person has found to be different.
        agree: Says of the names of two sets whether they let them be one.
    """

    def __init__(
        self,
        names: Mapping[str, frozenset[str]],
        listed: Mapping[str, Iterable[Hashable]],
        apart: Iterable[tuple[str, str]],
        agree: Agree,
    ) -> None:
        self._of = {
            each: _Cluster({each}, names.get(each, frozenset()), dict.fromkeys(listed.get(each, ()), each), set())
            for each in {*names, *listed}
        }
        self._agree = agree
        self.joins: list[Join] = []
        for one, other in apart:
            self._cluster(one).apart.add(other)
            self._cluster(other).apart.add(one)

    def _cluster(self, actor_id: str) -> _Cluster:
        return self._of.setdefault(actor_id, _Cluster({actor_id}, frozenset(), {}, set()))

    def members(self, actor_id: str) -> frozenset[str]:
        """Return all ids of the set in which an id is."""
        return frozenset(self._cluster(actor_id).members)

    def names(self, actor_id: str) -> frozenset[str]:
        """Return the whole names of the set in which an id is."""
        return self._cluster(actor_id).names

    def join(self, join: Join, *, is_decided: bool = False) -> bool:
        """Join two sets, and return whether they are one now; what a person decided, lists and names do not bar."""
        one, other = self._cluster(join.one), self._cluster(join.other)
        if one is other:
            return True
        if not is_decided and not self._can_be_one(one, other):
            return False
        # the smaller set goes into the larger
        if len(one.members) < len(other.members):
            one, other = other, one
        one.members |= other.members
        one.names |= other.names
        one.listed |= other.listed
        one.apart |= other.apart
        for each in other.members:
            self._of[each] = one
        self.joins.append(join)
        return True

    def _can_be_one(self, one: _Cluster, other: _Cluster) -> bool:
        """Whether nothing speaks against two sets being one: no decision, no list that has both, no name."""
        if one.apart & other.members:
            return False
        fewer, more = sorted((one.listed, other.listed), key=len)
        if any(more.get(place, as_listed) != as_listed for place, as_listed in fewer.items()):
            return False
        return self._agree(one.names, other.names)

    def sets(self) -> list[frozenset[str]]:
        """Return the sets of two ids and more, by their first id."""
        found = {id(each): frozenset(each.members) for each in self._of.values() if len(each.members) > 1}
        return sorted(found.values(), key=min)


def ways(joins: Iterable[Join], starts: Iterable[str]) -> dict[str, Join]:
    """Return for each id the join by which it is reached on the shortest way from the one of ``starts`` in its set."""
    beside: dict[str, list[Join]] = {}
    for join in joins:
        beside.setdefault(join.one, []).append(join)
        beside.setdefault(join.other, []).append(join)
    rim = sorted(starts)
    found: dict[str, Join] = {}
    reached = set(rim)
    while rim:
        here, rim = rim, []
        for actor_id in here:
            for join in beside.get(actor_id, ()):
                there = join.other if join.one == actor_id else join.one
                if there not in reached:
                    reached.add(there)
                    rim.append(there)
                    found[there] = join
    return found
