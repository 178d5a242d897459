"""A random history of a raw folder: documents come, change, move and go between the runs.

Drawn from a seed, so that it can be gone through again. The number of documents stays about what it was, so that what
grows over the runs does not grow with the documents.
"""

from collections import Counter
from pathlib import Path
from random import Random

from benchmarks.synthetic import corpus, volumes

# Of a hundred steps so many change nothing.
_QUIET = 20
_MOST_AT_ONCE = 3
_LONGEST_VOLUME = 12
_STRAY = {"README.md": b"Made-up texts.\n", "notes.tmp": b"\x00\x01", ".hidden": b"x"}


class History:
    """The documents of a raw folder, and what happens to them step by step.

    Attributes:
        happened: How often each kind of change has happened.
    """

    def __init__(self, raw: Path, documents: int, seed: int) -> None:
        """Begin a history in a folder that holds ``documents`` documents of a synthetic corpus."""
        self._raw, self._wanted, self._seed = raw, documents, seed
        self._next = 0
        self._held: list[Path] = []
        self._gone: list[tuple[Path, bytes]] = []
        self.happened: Counter[str] = Counter()
        while len(self._held) < documents:
            self._add(Random(seed))
        self.happened.clear()

    def step(self, number: int) -> list[str]:
        """Let happen what happens in step ``number``; return the kinds of changes, none where nothing did."""
        chance = Random(f"{self._seed}/step/{number}")
        if chance.randrange(100) < _QUIET:
            return []
        kinds = [self._change(chance) for _ in range(chance.randint(1, _MOST_AT_ONCE))]
        self.happened.update(kinds)
        return kinds

    def _change(self, chance: Random) -> str:
        kind = chance.choices(("add", "remove", "change", "back", "move", "volume", "stray"), (5, 4, 5, 2, 2, 2, 1))[0]
        if kind == "add" and len(self._held) > self._wanted * 1.1:
            kind = "remove"
        if kind == "remove" and len(self._held) < self._wanted * 0.9:
            kind = "add"
        happen = {
            "add": self._add,
            "remove": self._remove,
            "change": self._rewrite,
            "back": self._back,
            "move": self._move,
            "volume": self._volume,
            "stray": self._stray,
        }
        happen[kind](chance)
        return kind

    def _add(self, _: Random) -> None:
        """The next document of the corpus that is a file of its own."""
        while (made := corpus.document(self._next, self._seed)) is None:
            self._next += 1
        self._next += 1
        self._held.append(self._raw / made.path)
        corpus.put(self._held[-1], made.data)

    def _remove(self, chance: Random) -> None:
        file = self._held.pop(chance.randrange(len(self._held)))
        self._gone.append((file, file.read_bytes()))
        file.unlink()

    def _rewrite(self, chance: Random) -> None:
        """A few letters of a document are others from now on."""
        file = chance.choice(self._held)
        data = file.read_bytes()
        place = chance.randrange(len(data) + 1)
        corpus.put(
            file, data[:place] + chance.choice((b"", b" of the season", b"\n\n")) + data[place + chance.randint(0, 4) :]
        )

    def _back(self, chance: Random) -> None:
        """One that was removed comes back as it was."""
        if self._gone:
            file, data = self._gone.pop(chance.randrange(len(self._gone)))
            corpus.put(file, data)
            self._held.append(file)

    def _move(self, chance: Random) -> None:
        """A file lies in another folder from now on."""
        place = chance.randrange(len(self._held))
        file = self._held[place]
        target = file.parent.parent / f"moved-{chance.randint(0, 3)}" / file.name
        target.parent.mkdir(exist_ok=True)
        if not target.exists():
            file.rename(target)
            self._held[place] = target

    def _volume(self, chance: Random) -> None:
        """A volume comes, or has more or fewer documents than before."""
        name, text = volumes.volume(chance.randint(0, 2), chance.randint(1, _LONGEST_VOLUME), self._seed)
        corpus.put(self._raw / volumes.SOURCE_ID / name, text.encode())

    def _stray(self, chance: Random) -> None:
        """A file that is no document comes or goes."""
        name = chance.choice(sorted(_STRAY))
        file = self._held[0].parent / name
        if file.exists():
            file.unlink()
        else:
            corpus.put(file, _STRAY[name])
