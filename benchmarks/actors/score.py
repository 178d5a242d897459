"""Pairs that are one and pairs that are joined: precision, recall, and what went wrong."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations

from benchmarks.actors.gold import Gold, Occurrence
from benchmarks.actors.names import folded
from pipeline.evaluate import interval

_LATE_DAYS = 183


@dataclass
class Score:
    """Counts of pairs, and the pairs that are wrong or missed.

    Attributes:
        right: Joined, and one person.
        false: Joined, and proved to be two; ``false_merges`` holds them.
        missed: One person, and not joined, by the kind of proof in the gold.
        found: Joined and one person, by the kind of proof.
        unread: Of those missed, pairs of which the reader gave no actor for one.
        alike: Joined, of one family name, and the pages prove neither.
        unalike: Joined, of two family names that may be one in two spellings.
        why: Of those missed, what stands between the two.
    """

    right: int = 0
    false: int = 0
    unread: int = 0
    alike: int = 0
    unalike: int = 0
    missed: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    why: Counter[str] = field(default_factory=Counter)
    false_merges: list[tuple[Occurrence, Occurrence, str]] = field(default_factory=list)
    b_cubed: tuple[float, float] = (1.0, 1.0)
    splits: int = 0
    identities: int = 0

    @property
    def positive(self) -> int:
        """Pairs that are one person."""
        return self.right + self.missed.total()

    @property
    def precision(self) -> float:
        """Share of the joined pairs that is one person, among those that the pages decide; 1 where none is joined."""
        return self.right / (self.right + self.false) if self.right + self.false else 1.0

    @property
    def precision_by_name(self) -> float:
        """Share of all joined pairs that are of one family name: what the editors hold to be one person in a volume."""
        joined = self.right + self.false + self.alike
        return (self.right + self.alike) / joined if joined else 1.0

    @property
    def recall(self) -> float:
        """Share of the pairs of one person that is joined."""
        return self.right / self.positive if self.positive else 1.0

    @property
    def intervals(self) -> dict[str, tuple[float, float]]:
        """Wilson intervals. Pairs that share a person are not independent of each other: they are too narrow."""
        joined = self.right + self.false + self.alike
        return {
            "precision": interval(self.right, self.right + self.false),
            "precision_by_name": interval(self.right + self.alike, joined),
            "recall": interval(self.right, self.positive),
        }


def score(gold: Gold, actors: Mapping[Occurrence, str], volumes: frozenset[int]) -> Score:
    """Compare the actors of all occurrences of some volumes with the gold.

    Args:
        gold: What the pages prove.
        actors: The actor of each occurrence that was read.
        volumes: Which volumes are scored; a pair may lie in two of them.
    """
    members = [each for each, what in gold.stated.items() if what.volume in volumes]
    made = Score()
    for one, other in _same_name_or_joined(members, actors):
        verdict = gold.relation(one, other)
        joined = bool(actors.get(one)) and actors.get(one) == actors.get(other)
        if verdict is None or verdict is False:
            made.alike += joined and verdict is None and one.family == other.family
            made.unalike += joined and verdict is None and one.family != other.family
            if joined and verdict is False:
                made.false += 1
                made.false_merges.append((one, other, actors[one]))
            continue
        section = gold.section(one, other)
        if joined:
            made.right += 1
            made.found[section] += 1
        else:
            made.missed[section] += 1
            made.unread += one not in actors or other not in actors
            made.why[_between(one, other, gold, actors)] += 1
    _clusters(made, gold, members, actors)
    return made


def _same_name_or_joined(
    members: list[Occurrence], actors: Mapping[Occurrence, str]
) -> Iterator[tuple[Occurrence, Occurrence]]:
    """Yield each pair once that has one family name, or one actor."""
    by_family: dict[str, list[Occurrence]] = defaultdict(list)
    by_actor: dict[str, list[Occurrence]] = defaultdict(list)
    for each in members:
        by_family[each.family].append(each)
        if each in actors:
            by_actor[actors[each]].append(each)
    for group in by_family.values():
        yield from combinations(group, 2)
    for group in by_actor.values():
        yield from ((one, other) for one, other in combinations(group, 2) if one.family != other.family)


def _between(one: Occurrence, other: Occurrence, gold: Gold, actors: Mapping[Occurrence, str]) -> str:
    """What stands between two occurrences of one person that were not joined: the first that applies."""
    here, there = gold.stated[one], gold.stated[other]
    checks = {
        "not read": one not in actors or other not in actors,
        "two volumes": here.volume != there.volume,
        "one document": one.document_id == other.document_id,
        "two offices": bool(here.role and there.role) and folded(here.role) != folded(there.role),
        "dates apart": abs(_months(here.day) - _months(there.day)) * 30 > _LATE_DAYS,
        "sender and addressee": one.side != other.side,
        "no post": not (here.place and there.place),
        "two posts": here.place != there.place,
        "two counterparts": not set(here.counterparts) & set(there.counterparts),
    }
    return next((name for name, applies in checks.items() if applies), "nothing known")


def _months(day: str) -> int:
    return int(day[:4]) * 12 + int(day[5:7]) if day else 0


def _clusters(made: Score, gold: Gold, members: list[Occurrence], actors: Mapping[Occurrence, str]) -> None:
    """B-cubed over the occurrences of proved identities, and how many identities lie with several actors."""
    identity: dict[int, list[Occurrence]] = defaultdict(list)
    for each in members:
        identity[gold.identity[each]].append(each)
    proved = {number: group for number, group in identity.items() if len(group) > 1}
    made.identities = len(proved)
    made.splits = sum(len({actors.get(each, each) for each in group}) > 1 for group in proved.values())
    of_actor: dict[object, list[Occurrence]] = defaultdict(list)
    for group in proved.values():
        for each in group:
            of_actor[actors.get(each, each)].append(each)
    precisions, recalls = [], []
    for number, group in proved.items():
        for each in group:
            together = [other for other in of_actor[actors.get(each, each)] if gold.relation(each, other) is not None]
            same = sum(gold.identity[other] == number for other in together)
            precisions.append(same / len(together))
            recalls.append(same / len(group))
    if precisions:
        made.b_cubed = sum(precisions) / len(precisions), sum(recalls) / len(recalls)
