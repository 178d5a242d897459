"""The documentation is true: its examples run, its links lead somewhere, its picture shows the real document."""

import contextlib
import io
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tomllib
import xml.etree.ElementTree as ET
from pathlib import Path
from textwrap import dedent
from typing import NamedTuple

import pytest

from pipeline.explore.sqlite import make
from pipeline.origins import origins
from pipeline.publish import publish

ROOT = Path(__file__).parent.parent
PAGES = (
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "DATA-RIGHTS.md",
    "docs/architecture.md",
    "docs/failures.md",
    "docs/fetch.md",
    "docs/descriptions.md",
    "docs/for-historians.md",
    "docs/operate.md",
    "docs/plugins.md",
    "docs/publish.md",
    "docs/recipes.md",
    "docs/runs.md",
    "docs/storage.md",
    "docs/who-is-who.md",
)
EXAMPLES = (
    "README.md",
    "CONTRIBUTING.md",
    "docs/fetch.md",
    "docs/who-is-who.md",
    "docs/recipes.md",
    "docs/publish.md",
    "docs/runs.md",
    "docs/storage.md",
)
PICTURE = ROOT / "docs" / "picture.svg"

_FENCE = re.compile(r"^(?P<indent>[ ]*)```(?P<kind>\w+)\n(?P<body>.*?)^(?P=indent)```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\((?!https?:)([^)#\s]+)(?:#[^)]*)?\)")
_SVG = "{http://www.w3.org/2000/svg}"


class Block(NamedTuple):
    kind: str
    body: str
    follows: bool  # nothing but blank lines stands between it and the block before


def text_of(page: str) -> str:
    return (ROOT / page).read_text("utf-8")


def blocks(page: str) -> list[Block]:
    text, end, found = text_of(page), 0, []
    for match in _FENCE.finditer(text):
        found.append(Block(match["kind"], dedent(match["body"]), text[end : match.start()].isspace()))
        end = match.end()
    return found


def shown(text: str) -> str:
    """A text without the blanks at the ends of its lines: they cannot be seen on a page."""
    return "\n".join(line.rstrip() for line in text.strip("\n").splitlines())


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder like the repository, with the raw files and a release of them."""
    folder = tmp_path_factory.mktemp("workplace")
    shutil.copytree(ROOT / "raw", folder / "raw")
    publish(folder / "raw", folder / "outputs")
    return folder


@pytest.mark.parametrize("page", EXAMPLES)
def test_python_examples_print_what_the_page_shows(page, workplace, monkeypatch):
    monkeypatch.chdir(workplace)
    found = blocks(page)
    examples = [place for place, block in enumerate(found) if block.kind == "python"]
    assert examples
    names = {"__name__": "example"}  # one example can go on from the one before
    for place in examples:
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(found[place].body, page, "exec"), names)
        assert shown(printed.getvalue()) == shown(answer(found, place)), found[place].body


def answer(found: list[Block], place: int) -> str:
    """What a page shows below a block; nothing where it shows none."""
    after = found[place + 1] if place + 1 < len(found) else None
    return after.body if after and after.kind == "text" and after.follows else ""


def test_sql_answers_what_the_page_shows(workplace):
    make(workplace / "outputs" / "latest", workplace / "chancery.db")
    found = blocks("docs/recipes.md")
    examples = [place for place, block in enumerate(found) if block.kind == "sql"]
    assert examples
    with contextlib.closing(sqlite3.connect(workplace / "chancery.db")) as database:
        for place in examples:
            rows = database.execute(found[place].body).fetchall()
            # as the program sqlite3 prints them
            printed = "\n".join("|".join(map(str, row)) for row in rows)
            assert shown(printed) == shown(answer(found, place)), found[place].body


@pytest.mark.parametrize("page", EXAMPLES)
def test_commands_print_what_the_page_shows(page, workplace):
    """A command is run where the page shows what it prints."""
    chancery = Path(sys.executable).parent / "chancery"
    for block in blocks(page):
        if block.kind != "console":
            continue
        for command, expected in re.findall(r"^\$ ([^\n]+)\n((?:(?!\$ )[^\n]*\n)*)", block.body, re.MULTILINE):
            if not expected.strip():
                continue
            name, *arguments = command.split()
            assert name == "chancery", f"no test runs {command}"
            done = subprocess.run(
                [chancery, *arguments],
                cwd=workplace,
                env={**os.environ, "NO_COLOR": "1", "FORCE_COLOR": ""},
                capture_output=True,
                text=True,
                check=True,
            )
            assert shown(done.stdout) == shown(expected), command


def test_the_configuration_shown_is_of_sources_that_can_be_fetched():
    (block,) = (block for block in blocks("docs/fetch.md") if block.kind == "toml")
    assert set(tomllib.loads(block.body)) <= set(origins())
    (table,) = re.findall(r"^\| source \| ask for .*?\n\n", text_of("docs/fetch.md"), re.MULTILINE | re.DOTALL)
    assert set(re.findall(r"^\| `(\w+)`", table, re.MULTILINE)) == set(origins())


def test_the_readme_shows_a_command_with_its_output():
    assert any(block.kind == "console" and "\n  " in block.body for block in blocks("README.md"))


@pytest.mark.parametrize("page", PAGES)
def test_targets_of_make_exist(page):
    targets = set(re.findall(r"^([a-z]+):", text_of("Makefile"), re.MULTILINE))
    code = re.findall(r"`([^`\n]+)`", text_of(page)) + [block.body for block in blocks(page)]
    assert set(re.findall(r"(?m)^(?:\$ )?make ([a-z]+)\b", "\n".join(code))) <= targets


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_to_files(page):
    folder = (ROOT / page).parent
    words = _FENCE.sub("", text_of(page))
    broken = [link for link in _LINK.findall(words) if not (folder / link).exists()]
    assert not broken


def test_tables_of_the_readme_are_those_of_a_release(workplace):
    (listed,) = re.findall(r"^\| table \| one row per \|\n.*?\n\n", text_of("README.md"), re.MULTILINE | re.DOTALL)
    named = re.findall(r"`(\w+)`", listed)
    files = list((workplace / "outputs" / "latest").iterdir())
    assert sorted(named) == sorted(file.stem for file in files if file.suffix == ".parquet")
    beside = {file.name for file in files if file.stem not in named}
    assert beside <= set(re.findall(r"`([\w.-]+)`", text_of("README.md")))


def test_rooms_are_those_that_the_contract_of_imports_names():
    (block,) = (block for block in blocks("docs/architecture.md") if block.kind == "rooms")
    lines = [line for line in block.body.splitlines() if not line.startswith(" ")]
    drawn = [re.match(r"(\w+(?: · \w+)*)", line)[1].split(" · ") for line in lines]
    settings = tomllib.loads(text_of("pyproject.toml"))
    (contract,) = (each for each in settings["tool"]["importlinter"]["contracts"] if each["type"] == "layers")
    layers = [re.findall(r"(?:pipeline\.)?(\w+)(?: \||$)", layer) for layer in contract["layers"]]
    assert drawn == layers


def test_the_picture_shows_words_of_the_document():
    raw = " ".join((ROOT / "raw" / "wilson_center" / "188161.md").read_text("utf-8").split())
    lines = [each.text for each in ET.parse(PICTURE).iter(f"{_SVG}text") if each.get("class") == "doc"]
    assert lines
    words = " ".join(lines).split("…")
    assert [each.strip() for each in words if " ".join(each.split()) not in raw] == []


def test_the_picture_needs_nothing_from_elsewhere():
    """A page that shows it fetches nothing, and runs nothing."""
    text = PICTURE.read_text("utf-8").replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert not re.search(r"https?:|href|url\(|@import|<script|<image|<foreignObject|\bon\w+=", text)


def test_the_version_has_its_place_in_the_changelog():
    version = tomllib.loads(text_of("pyproject.toml"))["project"]["version"]
    assert f"## [{version}]" in text_of("CHANGELOG.md")
