"""Which ids stand for one person, by what the documents say.

A surname alone proves nothing. It does beside a whole name in one document, at one post or in one office at dates that
meet, or in letters between the same two.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import combinations, pairwise

from pipeline.identity.clusters import Clusters, Join
from pipeline.identity.naming import Naming
from pipeline.identity.occurrences import Occurrence, by_document
from pipeline.values.text import fold

# Dates meet where so many days at most lie between two documents of a run.
_MEET = dt.timedelta(days=366)
# Offices that many hold at once, each somewhere: alone they tell nobody.
_ONE_WORD = 1

Key = tuple[Hashable, ...]


def join_all(clusters: Clusters, of: Sequence[Occurrence], naming: Naming) -> None:
    """Join what the documents prove to be one, the surest grounds first."""
    for join in _in_one_document(of, naming):
        clusters.join(join)
    for join in _of_one_spelling(of, naming):
        clusters.join(join)
    for basis, keys, words in (
        ("post_and_date", _posts, _at_post),
        ("post_and_date", _offices, _in_office),
        ("correspondents_and_date", lambda each: _letters(each, naming), _writing),
    ):
        for key, run in _runs(of, naming, keys):
            if _is_one(run, clusters, naming):
                for one, other in pairwise(run):
                    clusters.join(Join(one.actor_id, other.actor_id, basis, words(key, one, other)))


def _in_one_document(of: Sequence[Occurrence], naming: Naming) -> Iterator[Join]:
    """A surname is the one person of that surname whom the same document names in full."""
    for document_id, here in sorted(by_document(of).items()):
        whole = [each for each in here if naming.is_whole(each.actor_id)]
        for short in here:
            if short.is_listed or naming.is_whole(short.actor_id):
                continue
            bearers = {each.actor_id for each in whole if naming.share_family(short.actor_id, each.actor_id)}
            if len(bearers) == 1:
                (bearer,) = bearers
                words = f"“{short.names[0]}” and “{naming.shown(bearer)}” in {document_id}"
                yield Join(bearer, short.actor_id, "name_in_document", words)


def _of_one_spelling(of: Sequence[Occurrence], naming: Naming) -> Iterator[Join]:
    """One whole name in the same letters; or in another spelling that a document puts beside it."""
    bearers: dict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
    for each in of:
        for basis, names in (("same_name", each.names), ("spelling", each.aliases)):
            for name in names:
                if letters := naming.letters(name):
                    bearers[letters].setdefault(each.actor_id, (name, basis))
    for letters in sorted(bearers):
        for (one, (name, basis)), (other, (spelled, of_other)) in pairwise(sorted(bearers[letters].items())):
            yield Join(one, other, max(basis, of_other), f"“{name}” and “{spelled}”")


def _posts(each: Occurrence) -> Iterator[Key]:
    for post in each.posts:
        yield ("post", post)


def _offices(each: Occurrence) -> Iterator[Key]:
    """An office that says of what it is; another ("Ambassador") only with the post."""
    for role in each.roles:
        words = fold(role)
        if words.count(" ") >= _ONE_WORD:
            yield ("office", words)
        else:
            for post in each.posts:
                yield ("office", words, post)


def _letters(each: Occurrence, naming: Naming) -> Iterator[Key]:
    for other in each.others:
        yield ("letters", naming.family_or_id(other))


def _runs(
    of: Sequence[Occurrence], naming: Naming, keys: Callable[[Occurrence], Iterable[Key]]
) -> Iterator[tuple[Key, list[Occurrence]]]:
    """Yield the persons of one surname under one key, as long as their dates meet."""
    groups: dict[Key, list[Occurrence]] = defaultdict(list)
    for each in of:
        if each.day is None or each.is_listed:
            continue
        for family in naming.families(each.actor_id):
            for key in keys(each):
                groups[family, *key].append(each)
    for key in sorted(groups, key=repr):
        run: list[Occurrence] = []
        for each in sorted(groups[key], key=lambda one: (one.day, one.document_id, one.actor_id)):
            if run and each.day - run[-1].day > _MEET:  # type: ignore[operator]
                yield key, run
                run = []
            run.append(each)
        yield key, run


def _is_one(run: Sequence[Occurrence], clusters: Clusters, naming: Naming) -> bool:
    """Whether nobody else of the surname is there: no two whole names that contradict each other."""
    whole = {name for each in run for name in clusters.names(each.actor_id)}
    return all(naming.agree(one, other) for one, other in combinations(sorted(whole), 2))


def _at_post(key: Key, one: Occurrence, other: Occurrence) -> str:
    return f"“{one.names[0]}” at {key[2]}, {one.day} and {other.day}"


def _in_office(key: Key, one: Occurrence, other: Occurrence) -> str:
    at = f" at {key[3]}" if len(key) > 3 else ""  # noqa: PLR2004
    return f"“{one.names[0]}”, {key[2]}{at}, {one.day} and {other.day}"


def _writing(key: Key, one: Occurrence, other: Occurrence) -> str:
    return f"“{one.names[0]}” and {key[2]} write to each other, {one.day} and {other.day}"
