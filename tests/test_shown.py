"""What a run shows: words of documents stay words, and no more is shown than can be looked at."""

import json
import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from prefect import flow
from prefect.client.orchestration import get_client

from flows.publish import publish as publish_flow
from flows.shown import MOST_LETTERS, MOST_ROWS, as_words, show_table
from pipeline.show import plain
from tests.conftest import REAL, artifacts

HOSTILE = (
    "[read on](javascript:alert(1))",
    "![](https://elsewhere.example/seen.png)",
    "<img src=x onerror=alert(1)>",
    "https://elsewhere.example/login",
    "WWW.elsewhere.example",
    "someone@elsewhere.example",
    "``` x `` y ` z",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "# Release 9.9.9",
    "- all\n1. is\n> well",
    "\x1b[31mred",
)
# What Markdown makes of words that stay words.
_WORDS = {"paragraph_open", "inline", "paragraph_close", "text", "code_inline"}


def shown_of(markdown: str) -> tuple[set[str], str, str]:
    """The kinds of what stands in a text of Markdown, all its words, and those of them that are no code."""
    tokens = MarkdownIt("commonmark").parse(markdown)
    leaves = [leaf for token in tokens for leaf in token.children or ()]
    text = "".join(leaf.content for leaf in leaves if leaf.type == "text")
    return {each.type for each in [*tokens, *leaves]}, "".join(leaf.content for leaf in leaves), text


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_shown_and_do_nothing(words):
    kinds, content, text = shown_of(as_words(words))
    assert kinds <= _WORDS
    assert content == plain(" ".join(words.split()))
    # addresses become links by themselves, but not in code
    assert not any(sign in text.lower() for sign in ("://", "www.", "@"))


@given(st.text(alphabet=st.sampled_from("ab1 _*`[]()<>!#|~:/.@-+=\\&\n\t\x00ж"), max_size=40))
def test_whatever_the_words_are_they_stay_words(words):
    kinds, content, text = shown_of(as_words(words))
    assert kinds <= _WORDS
    assert content == plain(" ".join(words.split())).strip()
    assert "@" not in text


def test_ordinary_words_are_left_as_they_are():
    for words in ("raw/dfat/12.txt, character 7", "“9 January 1945”: no such day", "wilson_center", "unread-text"):
        assert as_words(words) == words


def test_a_long_text_is_cut():
    assert len(as_words("a" * 10_000)) == MOST_LETTERS + 1


@pytest.mark.usefixtures("server")
def test_a_long_table_is_cut_and_says_so():
    @flow
    def long() -> None:
        show_table("long", "Rows", ({"n": n} for n in range(2_500)), 2_500, "rows.csv")

    long()
    shown = artifacts()["long"]
    assert len(json.loads(shown["data"])) == MOST_ROWS
    assert shown["description"] == "Rows; 1,500 more are in rows.csv"


@pytest.mark.usefixtures("server")
def test_a_run_is_named_and_leaves_the_account_of_its_files(raw, tmp_path):
    """A file that gives no document stands in the account with its reason, and a name that is a mark is no mark."""
    shutil.copy(REAL, raw / "wilson_center")
    (raw / "wilson_center" / "188162.md").write_bytes(b"\xff\xfe")
    (raw / "wilson_center" / "[x](javascript:alert(1)).md").write_text("")
    publish_flow(raw, tmp_path / "out", outputs_url="https://data.example/releases/")
    with get_client(sync_client=True) as client:
        runs = client.read_flow_runs()
    assert "wilson_center: 1.0.0" in {run.name for run in runs}
    shown = artifacts()
    (row,) = json.loads(shown["ledger"]["data"])
    assert row == {"source": "wilson_center", "ingested": 3, "published": 1, "quarantined": 2, "excluded": 0}
    lost = json.loads(shown["not-published"]["data"])
    assert [each["outcome"] for each in lost] == ["quarantined", "quarantined"]
    assert "`raw/wilson_center/[x](javascript:alert(1)).md`" in {each["raw_path"] for each in lost}
    assert json.loads(shown["quarantine"]["data"]) == []
    summary = shown["release"]["data"]
    assert "[CHANGES.md](https://data.example/releases/1.0.0/CHANGES.md)" in summary
