"""Which code reads a source: one hash of its modules and their data, and of nothing else.

What is staged stands as long as this hash stands. Where a rule of one source is changed, no other source is read
again; where something that all need is changed, all are.
"""

import ast
import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pipeline
from pipeline.code import libraries
from pipeline.forms import declared_form, forms
from pipeline.sources import Source, declared, sources

_PACKAGE = Path(pipeline.__file__).parent
# What makes rows of a file.
_READS = "pipeline.shard"


def reader(source_ids: Iterable[str]) -> str:
    """Return the hash of the code by which files of some sources are read, as hexadecimal digits.

    Args:
        source_ids: The sources; of files that lie in no source's folder, none.
    """
    known = sources()
    modules = set(_modules(_READS))
    outside: set[Path] = set()
    for source_id in sorted(source_ids):
        for place in _places(known[source_id]):
            if place.is_relative_to(_PACKAGE):
                modules |= _modules(_name(place))
            else:
                outside |= set(_code_in(place))
                modules |= {module for file in _code_in(place) for each in _imported(file) for module in _modules(each)}
    files = {file for module in modules for file in _files(module)} | outside
    whole = hashlib.sha256(repr(libraries()).encode())
    for name, digest in sorted((_label(file), _sha256(file)) for file in files):
        whole.update(f"{name}\0{digest}\n".encode())
    return whole.hexdigest()


def _places(source: Source) -> Iterator[Path]:
    """Where a source and the forms that its content can have are declared."""
    yield declared(source.source_id).code
    stated = {layout.form for layout in source.layouts}
    for form_id in forms() if None in stated else stated:
        yield declared_form(form_id or "").code


@cache
def _modules(name: str) -> frozenset[str]:
    """A module of ours with all of ours that it imports, and that these import."""
    found: set[str] = set()
    left = [name]
    while left:
        module = left.pop()
        if module in found or _file(module) is None:
            continue
        found.add(module)
        parent = module.rpartition(".")[0]
        left += [parent] if parent else []
        left += [each for file in [_file(module)] if file for each in _imported(file)]
    return frozenset(found)


@cache
def _imported(file: Path) -> frozenset[str]:
    """The modules of ours that a file imports, wherever in it; names that are no modules are among them."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_bytes())):
        if isinstance(node, ast.Import):
            found |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {node.module, *(f"{node.module}.{each.name}" for each in node.names)}
    return frozenset(each for each in found if each.partition(".")[0] == pipeline.__name__)


def _file(module: str) -> Path | None:
    path = _PACKAGE.joinpath(*module.split(".")[1:])
    return next((each for each in (path / "__init__.py", path.with_suffix(".py")) if each.is_file()), None)


def _files(module: str) -> Iterator[Path]:
    """The file of a module, with the data that lie beside those of its package."""
    if file := _file(module):
        yield file
        yield from (each for each in file.parent.iterdir() if each.is_file() and each.suffix in {".csv", ".txt"})


def _name(place: Path) -> str:
    """The name of a module of ours by its file."""
    parts = place.relative_to(_PACKAGE).with_suffix("").parts
    return ".".join([pipeline.__name__, *(parts[:-1] if parts[-1] == "__init__" else parts)])


def _code_in(place: Path) -> Iterator[Path]:
    """The files of a package that is not ours, or its one file."""
    if place.name != "__init__.py":
        yield place
        return
    for file in sorted(place.parent.rglob("*")):
        if file.is_file() and "__pycache__" not in file.parts:
            yield file


def _label(file: Path) -> str:
    return file.relative_to(_PACKAGE).as_posix() if file.is_relative_to(_PACKAGE) else f"/{file.name}"


@cache
def _sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
