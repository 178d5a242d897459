"""Find what is declared, so that a new source or form needs no list to be edited.

A declaration is a constant of a module: of one in a package of ours, of one that an installed package names as an
entry point, or of a file that the user names. The last two are code that the user chose to have run.
"""

import importlib.util
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from pkgutil import iter_modules
from traceback import extract_tb
from types import ModuleType
from typing import Any, Generic, NamedTuple, TypeVar
from zlib import crc32

Declared = TypeVar("Declared")


class DeclarationError(Exception):
    """A source or a form cannot be taken in; the message names the module, package or file, and what is wrong."""


class Placed(NamedTuple, Generic[Declared]):
    """What is declared, and where, in words for people.

    ``code`` is the file whose code declares it: the ``__init__.py`` of a package that is not ours, where it is one of
    its modules. ``named`` is the file, where the user named it.
    """

    value: Declared
    place: str
    code: Path
    named: Path | None = None


def of_package(package: str, constant: str) -> Iterator[Placed[Any]]:
    """Yield what each module of ``package`` defines as ``constant``.

    Raises:
        DeclarationError: where a module cannot be loaded, or does not define it.
    """
    for module in iter_modules(import_module(package).__path__, f"{package}."):
        try:
            loaded = import_module(module.name)
        except Exception as why:
            raise DeclarationError(f"{module.name} cannot be loaded: {_told(why)}") from why
        yield _constant(loaded, constant, module.name)


def of_installed(group: str, constant: str) -> Iterator[Placed[Any]]:
    """Yield what installed packages declare in a group of entry points: a ``constant``, or a module that defines it.

    Raises:
        DeclarationError: where a package cannot be loaded.
    """
    for each in sorted(entry_points(group=group), key=lambda each: (_package(each), each.name)):
        place = f"the installed package {_package(each)} ({group}: {each.name} = {each.value})"
        try:
            loaded = each.load()
        except (Exception, SystemExit) as why:
            raise DeclarationError(f"{place} cannot be loaded: {_told(why)}; mend it or uninstall it") from why
        code = Path(sys.modules[each.module.partition(".")[0]].__file__ or "")
        found = _constant(loaded, constant, place) if isinstance(loaded, ModuleType) else Placed(loaded, place, code)
        yield found._replace(code=code)


def of_file(path: Path, constant: str) -> Placed[Any]:
    """Return what a file, or a folder with an ``__init__.py``, defines as ``constant``. Its code is run.

    Raises:
        DeclarationError: where there is no such file, its code fails, or it does not define it.
    """
    file = path / "__init__.py" if path.is_dir() else path
    if not file.is_file() or file.suffix != ".py":
        raise DeclarationError(f"{path} is no Python file, nor a folder with an __init__.py")
    name = f"named_{crc32(str(file.resolve()).encode()):08x}"
    spec = importlib.util.spec_from_file_location(name, file.resolve())
    if spec is None or spec.loader is None:
        raise DeclarationError(f"{path} cannot be loaded as Python")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except (Exception, SystemExit) as why:
        del sys.modules[name]
        raise DeclarationError(f"{path} cannot be loaded: {_told(why)}") from why
    return _constant(module, constant, str(path))._replace(named=path)


def by_key(
    found: Iterable[Placed[Any]], kind: type[Declared], key: Callable[[Declared], str]
) -> Mapping[str, Placed[Declared]]:
    """Return what is declared by its key.

    Raises:
        DeclarationError: where a value is of another kind, or two have one key.
    """
    known: dict[str, Placed[Declared]] = {}
    for each in found:
        if not isinstance(each.value, kind):
            raise DeclarationError(f"{each.place}: what it declares is no {kind.__name__}")
        name = key(each.value)
        if name in known:
            raise DeclarationError(f"two declare {name}: {known[name].place} and {each.place}; rename one of them")
        known[name] = each
    return known


def _constant(module: ModuleType, constant: str, place: str) -> Placed[Any]:
    if not hasattr(module, constant):
        raise DeclarationError(f"{place} defines no {constant}")
    return Placed(getattr(module, constant), place, Path(module.__file__ or ""))


def _package(of: EntryPoint) -> str:
    return of.dist.name if of.dist else "?"


def _told(why: BaseException) -> str:
    """What went wrong, and the last line of the author's own that was run, such as a rule that is written wrongly."""
    frames = [frame for frame in extract_tb(why.__traceback__) if _is_authors(frame.filename)]
    place = f" ({Path(frames[-1].filename).name}, line {frames[-1].lineno})" if frames else ""
    return f"{type(why).__name__}: {why}{place}"


def _is_authors(file: str) -> bool:
    """Whether a file is of a source or a form, and not of the project's own machinery or of Python's."""
    ours, path = Path(__file__).parent, Path(file)
    rooms = (ours / "sources", ours / "forms")
    if path.is_relative_to(ours):
        return any(path.is_relative_to(room) and path != room / "__init__.py" for room in rooms)
    return not file.startswith("<")
