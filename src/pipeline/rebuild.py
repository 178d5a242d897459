"""A release made again from what it names, and compared byte by byte: the proof that nothing else went into it."""

import csv
import json
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from pipeline import corpus, staging
from pipeline.code import code
from pipeline.corpus import Found
from pipeline.publish import Begin, NothingPublishedError, Order, finish, order
from pipeline.release import LATEST, SUMS, ReleaseError, alone, files_of, listed
from pipeline.renditions.written import sha256_of
from pipeline.staging import Area, read_batch
from pipeline.staging.area import AREA
from pipeline.staging.manifest import hashes
from pipeline.storage import Address
from pipeline.versions import is_version

_RUN = "run.json"
# Files that name the code that made them: they differ where the code does.
_NAME_CODE = frozenset({_RUN, SUMS})


class NotPinnedError(Exception):
    """The release does not say what it was made of: there is none, or older code made it."""


class Difference(NamedTuple):
    """Something that is not as the release says, or a file that came out otherwise: which, and why."""

    what: str
    why: str


class Rebuilt(NamedTuple):
    """What `rebuild` found.

    Attributes:
        version: The release.
        same: How many of its files came out with the same bytes.
        missing: What it was made of and is not there any more, or is another file; then nothing was made.
        code: What differs in the code that made it.
        differs: Files that came out otherwise.
    """

    version: str
    same: int
    missing: tuple[Difference, ...]
    code: tuple[Difference, ...]
    differs: tuple[Difference, ...]

    @property
    def is_proved(self) -> bool:
        """Whether every file came out the same."""
        return not self.missing and not self.differs

    @property
    def is_same_data(self) -> bool:
        """Whether nothing differs but what names the code, which is another."""
        return bool(not self.missing and self.code and {each.what for each in self.differs} <= _NAME_CODE)


def rebuild(
    release: Path,
    raw: Path | Address,
    authorities: Path | None = None,
    gold: Path | None = None,
    begin: Begin = lambda _: lambda: None,
) -> Rebuilt:
    """Make a release again from the files that it names, on top of the same release before, and compare every file.

    Files that have come to `raw` since are left out. Nothing is written but to a folder that is removed afterwards.

    Args:
        release: Folder of the release; the one before it lies beside it.
        raw: Folder of the raw files.
        authorities: Folder of what people have decided about actors.
        gold: Documents as a person read them, where the release was scored on such.
        begin: Is told of the progress.

    Raises:
        NotPinnedError: where the folder holds no release that says what it was made of.
        AuthoritiesError, GoldError, RawFolderError: where these cannot be read.
    """
    run = _pinned(release)
    found = corpus.scan(raw)
    wanted = order(run["version"], authorities, run["parameters"]["accepted"], gold=gold)
    other_code = tuple(_code(run["code"], code()))
    if missing := tuple(_missing(run, release, found, wanted)):
        return Rebuilt(run["version"], 0, missing, other_code, ())
    named = {each["path"] for each in run["inputs"]}
    files = [each for each in found if each.path in named]
    with tempfile.TemporaryDirectory(prefix="chancery-rebuild-") as folder:
        outputs = Path(folder)
        if before := _before(run, release):
            (outputs / LATEST).symlink_to(before.resolve(), target_is_directory=True)
        try:
            advance = begin(len(files))
            plan = staging.plan(files, Area(outputs / AREA), anew=True)
            for batch in plan.batches():
                plan = plan.read(read_batch(batch, advance))
            with alone(outputs):
                made = finish(plan.tables, files, outputs, wanted).release.path
        except (ReleaseError, NothingPublishedError) as why:
            return Rebuilt(run["version"], 0, (), other_code, (Difference(release.name, str(why)),))
        differs = tuple(_differences(release, made, other_code))
    return Rebuilt(run["version"], len(_files(release)) - len(differs), (), other_code, differs)


def _pinned(release: Path) -> dict[str, Any]:
    file = release / _RUN
    if not file.is_file():
        raise NotPinnedError(f"{release} holds no release: it has no {_RUN}")
    run: dict[str, Any] = json.loads(file.read_text("utf-8"))
    pinned = run.get("parameters", {})
    if "previous" not in pinned:
        raise NotPinnedError(f"{release} was made by code that did not yet write down all that a release is made of")
    named = (run["version"], *([pinned["previous"]["version"]] if pinned["previous"] else []))
    if not all(map(is_version, named)):
        raise NotPinnedError(f"{file} names versions that are none: {', '.join(map(str, named))}")
    return run


def _before(run: Mapping[str, Any], release: Path) -> Path | None:
    """The release that it was made on top of."""
    stated = run["parameters"]["previous"]
    return release.resolve().parent / stated["version"] if stated else None


def _missing(run: Mapping[str, Any], release: Path, found: list[Found], wanted: Order) -> Iterator[Difference]:
    """What the release was made of and that is not there as it was."""
    if before := _before(run, release):
        stated = run["parameters"]["previous"]["sha256"]
        if not (before / SUMS).is_file():
            yield Difference(f"release {before.name}", f"it is not at {before}, and ids are kept from it")
        elif sha256_of(before / SUMS) != stated:
            yield Difference(f"release {before.name}", f"its {SUMS} is another than when this release was made")
    named = {each["path"] for each in run["inputs"] if each["sha256"]}
    files = [(each.path, each.file) for each in found if each.path in named]
    sha256 = dict(zip((path for path, _ in files), hashes(files, Path(), anew=True, is_noted=False), strict=True))
    there = {each.path for each in found}
    for each in run["inputs"]:
        if each["path"] not in there:
            yield Difference(each["path"], "the file is not there any more")
        elif each["sha256"] and sha256[each["path"]] != each["sha256"]:
            yield Difference(each["path"], "the file is another than the release was made from")
    for name, now in (("decisions", wanted.decisions_sha256), ("gold", wanted.gold_sha256)):
        if run["parameters"][f"{name}_sha256"] != now:
            yield Difference(name, _OTHER[bool(run["parameters"][f"{name}_sha256"]), bool(now)])


_OTHER = {
    (True, True): "they are others than when the release was made",
    (True, False): "the release was made with some, and none are given",
    (False, True): "the release was made without any",
}


def _code(stated: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Difference]:
    for name in ("version", "sha256", "python"):
        if stated.get(name) != now[name]:
            yield Difference(f"code, {name}", f"the release was made by {stated.get(name)}, this is {now[name]}")
    libraries = stated.get("libraries", {})
    for name, version in now["libraries"].items():
        if libraries.get(name) != version:
            yield Difference(name, f"the release was made with {libraries.get(name)}, this is {version}")


def _files(release: Path) -> list[str]:
    return [*files_of(release), SUMS]


def _differences(release: Path, made: Path, other_code: tuple[Difference, ...]) -> Iterator[Difference]:
    names = {name: set(_files(folder)) for name, folder in (("stated", release), ("made", made))}
    for name in sorted(names["stated"] | names["made"]):
        if name not in names["made"]:
            yield Difference(name, "it does not come out")
        elif name not in names["stated"]:
            yield Difference(name, "it comes out, and the release does not have it")
        elif sha256_of(release / name) != sha256_of(made / name):
            yield Difference(name, _why(name, release, made, other_code))


def _why(name: str, release: Path, made: Path, other_code: tuple[Difference, ...]) -> str:
    """Why a file came out otherwise, as far as the files tell."""
    if (why := _not_as_published(name, release)) is not None:
        return why
    if name in _NAME_CODE and other_code:
        return "it names the code, or has the hash of a file that does"
    csv_file = name.removesuffix(".parquet") + ".csv"
    if name.endswith(".parquet") and _is_same(csv_file, release, made):
        return "its rows are the same: another version of pyarrow wrote it"
    if name.endswith(".csv"):
        return f"{_rows_that_differ(release / name, made / name)}" + _because(other_code)
    return "it says something else" + _because(other_code)


def _not_as_published(name: str, release: Path) -> str | None:
    stated = listed((release / SUMS).read_text("utf-8"))
    is_changed = name != SUMS and stated.get(name) != sha256_of(release / name)
    return f"the release's own file is not the one that its {SUMS} states" if is_changed else None


def _because(other_code: tuple[Difference, ...]) -> str:
    names = ", ".join(each.what for each in other_code)
    return f"; what made it is another ({names})" if names else "; the code and all it was made of are the same"


def _is_same(name: str, release: Path, made: Path) -> bool:
    files = (release / name, made / name)
    return all(file.is_file() for file in files) and sha256_of(files[0]) == sha256_of(files[1])


def _rows_that_differ(one: Path, other: Path) -> str:
    """How many lines of two CSV files are only in one of them."""
    there, here = (_lines(file) for file in (one, other))
    return f"{len(there - here):,} of its rows do not come out, {len(here - there):,} others do"


def _lines(file: Path) -> set[tuple[str, ...]]:
    with file.open(encoding="utf-8", newline="") as opened:
        return set(map(tuple, csv.reader(opened)))
