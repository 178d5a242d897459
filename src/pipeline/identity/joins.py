"""Which ids stand for one person, by what the documents say.

A surname alone proves nothing. It does beside a whole name in one document, and on one of the grounds of
`pipeline.identity.grounds` where nobody else of it is there.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, combinations, pairwise

from pipeline.identity.clusters import Clusters, Join
from pipeline.identity.grounds import GROUNDS, Ground, Key
from pipeline.identity.naming import Naming
from pipeline.identity.occurrences import Occurrence, by_document

# So many surnames share what only few may share.
_FEW = 4


def join_all(clusters: Clusters, of: Sequence[Occurrence], naming: Naming, letters: Iterable[Join]) -> None:
    """Join what the documents prove to be one, the surest grounds first; ``letters`` are what references prove."""
    for join in chain(_in_one_document(of, naming), _of_one_spelling(of, naming), letters):
        clusters.join(join)
    for ground in GROUNDS:
        for key, run in _runs(of, naming, ground):
            if _is_one(run, clusters, naming):
                for one, other in pairwise(run):
                    words = f"“{one.names[0]}”, {ground.words.format(*key)}, {one.day} and {other.day}"
                    clusters.join(Join(one.actor_id, other.actor_id, ground.basis, words))


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


def _runs(of: Sequence[Occurrence], naming: Naming, ground: Ground) -> Iterator[tuple[Key, list[Occurrence]]]:
    """Yield the persons of one surname under one key, as long as their dates meet."""
    groups: dict[Key, dict[str, list[Occurrence]]] = defaultdict(lambda: defaultdict(list))
    for each in of:
        if each.day is None or each.is_listed:
            continue
        for key in dict.fromkeys(ground.keys(each, naming)):
            for family in naming.families(each.actor_id):
                groups[key][family].append(each)
    for key in sorted(groups):
        for family in sorted(groups[key]):
            for run in _meeting(groups[key][family], ground.meet):
                if not ground.of_few or _are_few(groups[key], run, ground.meet):
                    yield key, run


def _meeting(of: Sequence[Occurrence], meet: dt.timedelta) -> Iterator[list[Occurrence]]:
    """Yield the runs of which each day is near the one before."""
    run: list[Occurrence] = []
    for each in sorted(of, key=lambda one: (str(one.day), one.document_id, one.actor_id)):
        if run and _day(each) - _day(run[-1]) > meet:
            yield run
            run = []
        run.append(each)
    yield run


def _day(of: Occurrence) -> dt.date:
    return of.day or dt.date.min


def _are_few(there: Mapping[str, Sequence[Occurrence]], run: Sequence[Occurrence], meet: dt.timedelta) -> bool:
    """Whether few surnames are under a key about the days of a run."""
    first, last = _day(run[0]) - meet, _day(run[-1]) + meet
    families = (any(first <= _day(each) <= last for each in of) for of in there.values())
    return sum(families) <= _FEW


def _is_one(run: Sequence[Occurrence], clusters: Clusters, naming: Naming) -> bool:
    """Whether nobody else of the surname is there: no two whole names that contradict each other."""
    whole = {name for each in run for name in clusters.names(each.actor_id)}
    return all(naming.agree(one, other) for one, other in combinations(sorted(whole), 2))
