"""What is known of an actor when it is asked who else it could be, and the pairs that are proposed."""

from dataclasses import dataclass, field
from typing import NamedTuple


@dataclass(frozen=True)
class Known:
    """An actor with what its documents tell of it.

    Attributes:
        actor_id: Its id.
        names: The forms of its name.
        actor_type: Its kind (`pipeline.schema.codes.ACTOR_TYPES`).
        country_code: The state of it; ``None`` where no document names one.
        earliest: The first day of its documents (ISO 8601).
        latest: The last day of them.
        documents: How many documents name it.
        posts: Posts and positions in which it is named.
        cannot: Actors with which something proves that it is not one.
    """

    actor_id: str
    names: tuple[str, ...]
    actor_type: str
    country_code: str | None = None
    earliest: str | None = None
    latest: str | None = None
    documents: int = 1
    posts: frozenset[str] = frozenset()
    cannot: frozenset[str] = frozenset()


class Candidate(NamedTuple):
    """Two actors that may be one, by id, and what speaks for it; see the table `actor_candidates`."""

    actor_id: str
    other_actor_id: str
    reason: str
    score: float
    value: int


@dataclass
class Pairs:
    """The pairs proposed so far: each once, with the best that speaks for it.

    Attributes:
        left_out: Pairs of a block that were not compared, as it has too many members.
    """

    left_out: int = 0
    _found: dict[tuple[str, str], Candidate] = field(default_factory=dict)

    def add(self, one: Known, other: Known, reason: str, score: float, value: int) -> None:
        """Propose a pair, unless it is one actor or something proves that it is two."""
        if is_excluded(one, other):
            return
        key = (min(one.actor_id, other.actor_id), max(one.actor_id, other.actor_id))
        if key not in self._found or self._found[key].score < score:
            self._found[key] = Candidate(*key, reason, round(score, 2), value)

    def ordered(self) -> list[Candidate]:
        """Return the pairs, those first whose decision settles most documents."""
        return sorted(self._found.values(), key=lambda each: (-each.value, -each.score, *each[:2]))


def is_excluded(one: Known, other: Known) -> bool:
    """Whether two are one actor already, or something proves that they are not."""
    return one.actor_id == other.actor_id or other.actor_id in one.cannot or one.actor_id in other.cannot


def rank(known: Known) -> tuple[int, str]:
    """The key that puts first the actor of most documents."""
    return -known.documents, known.actor_id
