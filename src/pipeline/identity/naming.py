"""What the names of persons say about who is who, over all documents."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import product

from pipeline.identity.occurrences import Occurrence
from pipeline.values.persons import PersonName, compatible, is_bare, person_name
from pipeline.values.text import fold, letters


class Naming:
    """The names of persons, by the ids that the documents give them."""

    def __init__(self, of: Sequence[Occurrence]) -> None:
        self._names: dict[str, dict[str, PersonName]] = defaultdict(dict)
        self._documents: dict[str, set[str]] = defaultdict(set)
        for each in of:
            self._documents[each.actor_id].add(each.document_id)
            for name in (*each.names, *each.aliases):
                self._names[each.actor_id][name] = person_name(name)
        self.whole_names = {
            actor_id: frozenset(name for name, parsed in names.items() if not is_bare(parsed))
            for actor_id, names in self._names.items()
        }
        self.fullness = {name: _fullness(parsed) for names in self._names.values() for name, parsed in names.items()}

    def families(self, actor_id: str) -> frozenset[str]:
        """Return the family names of an actor, folded; of a name whose order is not known each that it can be."""
        return frozenset(key for parsed in self._names.get(actor_id, {}).values() for key in parsed.family_keys)

    def is_whole(self, actor_id: str) -> bool:
        """Whether a whole name of an actor is known, and not the surname alone."""
        return bool(self.whole_names.get(actor_id))

    def share_family(self, one: str, other: str) -> bool:
        """Whether two actors can be of one family name."""
        return not self.families(one).isdisjoint(self.families(other))

    def family_or_id(self, actor_id: str) -> str:
        """Return a person's family names, and of another actor the id: that by which correspondents are compared."""
        return " ".join(sorted(self.families(actor_id))) or actor_id

    def shown(self, actor_id: str) -> str:
        """Return the fullest name of an actor."""
        return max(self._names[actor_id], key=lambda name: (self.fullness[name], name))

    def is_of_one_document(self, actor_id: str) -> bool:
        """Whether an id is made of a document's, and not of a name alone."""
        documents = self._documents.get(actor_id, set())
        return len(documents) == 1 and actor_id.startswith(f"{fold(next(iter(documents))).replace(' ', '-')}-")

    @staticmethod
    def letters(name: str) -> str | None:
        """Return the letters of a whole name without marks and blanks, by which spellings are one; else ``None``."""
        parsed = person_name(name)
        return None if is_bare(parsed) else "".join(map(letters, (*parsed.given, *parsed.particles, parsed.family)))

    @staticmethod
    def agree(one: str, other: str) -> bool:
        """Whether nothing in two names contradicts that they are of one person."""
        return _agree(*sorted((one, other)))

    def agree_all(self, one: Iterable[str], other: Iterable[str]) -> bool:
        """Whether no name of the one contradicts one of the other."""
        return all(self.agree(*pair) for pair in product(one, other))


def _fullness(name: PersonName) -> int:
    """How much of a whole name one gives: a given name counts twice, an initial once; capitals come last."""
    return 2 * sum(2 if len(letters(each)) > 1 else 1 for each in name.given) + (not name.family.isupper())


@lru_cache(maxsize=65_536)
def _agree(one: str, other: str) -> bool:
    return compatible(person_name(one), person_name(other)) != "different"
