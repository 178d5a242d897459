"""Write a new source from the template: the source, a sample that its rules read, its page."""

import importlib
import keyword
import sys
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from pipeline.kit import page
from pipeline.kit.samples import read_samples
from pipeline.kit.slot import EXAMPLES, MODULES, OUTSIDE, PAGES, Slot, repository
from pipeline.sources import ADDRESS, SOURCE_ID, forget, sources, take_in

# The template is itself a source, with these in the place of what is asked for.
_NAME, _TITLE, _HOME = "example_archive", "Example Archive", "https://archive.example"
_LONGEST_TITLE = 60


class NewSourceError(Exception):
    """The source cannot be made as asked; nothing was written."""


class New(NamedTuple):
    """What was written; ``is_outside`` where that is no part of a repository."""

    source: Path
    sample: Path
    page: Path
    is_outside: bool


def new_source(name: str, title: str | None = None, home: str | None = None, into: Path | None = None) -> New:
    """Write a source that works, a sample and a page.

    In a repository of Chancery they are written where it keeps them; elsewhere, or with ``into``, the source stands by
    itself: a file with its samples and its page beside it.

    Args:
        name: Id of the source: also the name of its module and of its folder of raw files.
        title: Name of the archive for people; made of the id by default.
        home: Its address on the web.
        into: Folder for a source that stands by itself.

    Raises:
        NewSourceError: where the name cannot be one, is taken, or something that would be written is there already.
    """
    title, home = title or name.replace("_", " ").title(), (home or _HOME).rstrip("/")
    _check(name, title, home)
    root = None if into else _repository_around()
    if root:
        made = New(root / MODULES / f"{name}.py", _sample(root / EXAMPLES, name), root / PAGES / f"{name}.md", False)
        there = [root / MODULES / name, root / EXAMPLES / "raw" / name]
    else:
        folder = into or Path()
        made = New(folder / f"{name}.py", _sample(folder / OUTSIDE, name), folder / f"{name}.md", True)
        there = [folder / OUTSIDE / "raw" / name]
    if taken := [str(path) for path in (*made[:3], *there) if path.exists()]:
        raise NewSourceError(f"nothing was written, for there is already: {', '.join(taken)}")
    template = {"source": f"{_NAME}.py", "sample": f"{_NAME}.txt"}
    try:
        for part, resource in template.items():
            file: Path = getattr(made, part)
            file.parent.mkdir(parents=True, exist_ok=True)
            words = files("pipeline.kit").joinpath(resource).read_text("utf-8")
            file.write_text(words.replace(_NAME, name).replace(_TITLE, title).replace(_HOME, home), "utf-8")
        _describe(made, name)
    except OSError as why:
        raise NewSourceError(f"it cannot be written: {why}") from why
    return made


def _check(name: str, title: str, home: str) -> None:
    if not SOURCE_ID.fullmatch(name):
        raise NewSourceError(
            f"“{name}” cannot name a source: a letter first, then small letters, figures and underscores, 41 at most"
        )
    if keyword.iskeyword(name) or name in sys.stdlib_module_names:
        raise NewSourceError(f"“{name}” is a word of Python; add another to it, such as {name}_archive")
    if name in sources():
        raise NewSourceError(f"there is already a source {name}: {sources()[name].title}")
    if not title.strip() or not title.isprintable() or len(title) > _LONGEST_TITLE or set(title) & set('"\\{}'):
        raise NewSourceError(f"a title has at most {_LONGEST_TITLE} characters, no quotation marks and no braces")
    if not ADDRESS.fullmatch(home) or set(home) & set("\\{}"):
        raise NewSourceError(f"“{home}” is not an address of the web, such as {_HOME}")


def _sample(examples: Path, name: str) -> Path:
    return examples / "raw" / name / "42.txt"


def _repository_around() -> Path | None:
    """The repository that this package is run from, where the present folder lies in it."""
    root = repository()
    return root if root and Path.cwd().is_relative_to(root.resolve()) else None


def _describe(made: New, name: str) -> None:
    """Write the page, which is worked out by reading the sample with the source just written."""
    importlib.invalidate_caches()
    if made.is_outside:
        take_in(made.source)
    else:
        forget()
    page.write(read_samples(Slot(sources()[name], made.sample.parents[2], made.page)))
