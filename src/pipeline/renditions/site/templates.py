"""The templates of the pages. Everything from the data is escaped: autoescape is on, and nothing turns it off."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from pipeline.renditions.site.words import KINDS


def escaping(package: str) -> Environment:
    """Return what fills the templates of a package: all values are escaped, and one that is not given is an error."""
    environment = Environment(
        loader=PackageLoader(package),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["number"] = "{:,}".format
    return environment


@cache
def _environment() -> Environment:
    environment = escaping("pipeline.renditions.site")
    environment.globals["kinds"] = KINDS
    return environment


def write(folder: Path, place: str, template: str, **values: Any) -> None:
    """Write a page.

    Args:
        folder: Folder of the site.
        place: Place of the page in it, which says how many steps lead back to its root.
        template: Name of the template.
        values: What the page shows.
    """
    page = text(template, {"root": "../" * place.count("/"), "place": place, **values})
    (folder / place).write_text(page, "utf-8")


def text(template: str, values: Mapping[str, Any]) -> str:
    """Return a page."""
    return _environment().get_template(template).render(values)


def write_assets(folder: Path) -> None:
    """Write the stylesheet and the scripts beside the pages of a folder."""
    (folder / "assets").mkdir(parents=True, exist_ok=True)
    for asset in files(__package__).joinpath("assets").iterdir():
        (folder / "assets" / asset.name).write_bytes(asset.read_bytes())
