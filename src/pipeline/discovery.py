"""Find what the modules of a package declare, so that a new one needs no list to be edited."""

from collections.abc import Callable, Mapping
from importlib import import_module
from pkgutil import iter_modules
from typing import TypeVar

Declared = TypeVar("Declared")


def declared(package: str, constant: str, key: Callable[[Declared], str]) -> Mapping[str, Declared]:
    """Return what each module of ``package`` defines as ``constant``, by its key.

    Raises:
        AttributeError: where a module does not define it.
        ValueError: where two modules give one key.
    """
    found: dict[str, Declared] = {}
    for module in iter_modules(import_module(package).__path__, f"{package}."):
        each: Declared = getattr(import_module(module.name), constant)
        if key(each) in found:
            raise ValueError(f"two modules of {package} declare {key(each)}")
        found[key(each)] = each
    return found
