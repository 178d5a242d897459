"""The measurement of who is who: what it takes for proof, that it hides it, and that it sees what went wrong."""

import re
from pathlib import Path

import pytest

from benchmarks.actors import report
from benchmarks.actors.blind import Blinding, hider, shared_names, write_copy
from benchmarks.actors.gold import Occurrence, gold, pairs
from benchmarks.actors.names import INITIALS
from benchmarks.actors.pages import ADDRESSEE, SENDER, SIGNATURE, read_page, read_pages
from benchmarks.actors.report import Copy
from benchmarks.actors.score import score
from benchmarks.actors.tables import Found, actors, published

PAGE = """\
---
title: "{edition} {title}"
volume: "Volume {volume}"
doc_id: {number}
vol_id: {volume}
doc_date: {day}
---

# {edition} {title}

{dateline}

SECRET

{text}

{signature}

_

{notes}

_

_ [AA : A981, TIN 4, ii]_
"""
# number: title, day, dateline, text, signature, notes
PAGES = {
    11: ("Mr A. B. Tarlow, Minister in Lisbon, to Mr C. Ondry, Prime Minister", "1938-03-02",
         "Cablegram 31 LISBON, 2 March 1938", "The price of tin has risen.", "TARLOW", ""),
    12: ("Mr C. Ondry, Prime Minister, to Mr A. B. Tarlow, Minister in Lisbon", "1938-03-05",
         "Cablegram 7 CANBERRA, 5 March 1938", "Your 31. [1] We shall buy no tin.", "C. ONDRY", "1 Document 11."),
    13: ("Mr D. Tarlow, Secretary for Mines, to Mr C. Ondry, Prime Minister", "1938-03-06",
         "Letter CANBERRA, 6 March 1938", "The mines want to sell.", "D. TARLOW", "1 Edwin Ondry, miner."),
    14: ("Tarlow to Ondry", "1938-04-02", "Cablegram 40 LISBON, 2 April 1938", "My telegram 31 refers.",
         "A. B. TARLOW", ""),
    15: ("Velse to Ondry", "1938-04-03", "Cablegram 2 OSLO, 3 April 1938", "The ice is late.", "", ""),
    16: ("Velse to Ondry", "1938-04-09", "Cablegram 3 OSLO, 9 April 1938", "The ice is gone.", "", ""),
    17: ("Brann to Ondry", "1938-04-09", "Cablegram 8 ROME, 9 April 1938", "Nothing is known here of ice.", "", ""),
    18: ("Brann to Ondry", "1938-04-12", "Cablegram 9 ROME, 12 April 1938", "My telegram 8 was wrong.", "", ""),
}  # fmt: skip


def _page(number: int, volume: int = 1) -> str:
    title, day, dateline, text, signature, notes = PAGES[number]
    return PAGE.format(
        edition=number, number=number, volume=volume, title=title, day=day, dateline=dateline, text=text,
        signature=signature, notes=notes,
    )  # fmt: skip


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A volume of invented documents."""
    folder = tmp_path_factory.mktemp("raw")
    for number in PAGES:
        file = folder / "dfat" / "volume-1" / f"{number}-mr-a-b-tarlow.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(_page(number), "utf-8")
    return folder


def _at(number: int, side: str, family: str = "tarlow") -> Occurrence:
    return Occurrence(f"dfat:{number}", side, family)


def test_a_page_is_taken_apart() -> None:
    page = read_page(_page(12))
    assert page and (page.place, page.number, page.signature) == ("CANBERRA", "7", "C. ONDRY")
    assert [(each.side, each.name and each.name.family, each.role) for each in page.parties] == [
        (SENDER, "ondry", "Prime Minister"),
        (ADDRESSEE, "tarlow", "Minister in Lisbon"),
    ]


def test_what_the_pages_prove(raw: Path) -> None:
    proved = gold(read_pages(raw))
    # initials; the short form in the title of one with a full signature; "your 31"; "my telegram 31"
    assert proved.relation(_at(11, SENDER), _at(12, ADDRESSEE)) is True
    assert proved.relation(_at(14, SENDER), _at(14, SIGNATURE)) is True
    assert proved.section(_at(14, SENDER), _at(14, SIGNATURE)) == "in_document"
    assert proved.section(_at(11, SENDER), _at(14, SENDER)) == "reference"
    # other initials are another person, and a bare name proves nothing
    assert proved.relation(_at(11, SENDER), _at(13, SENDER)) is False
    assert proved.relation(_at(15, SENDER, "velse"), _at(16, SENDER, "velse")) is None
    assert proved.relation(_at(17, SENDER, "brann"), _at(18, SENDER, "brann")) is True


def test_two_letters_of_one_day_prove_nothing(raw: Path, tmp_path: Path) -> None:
    text = _page(18).replace("My telegram 8 was", "My telegram of 9th April was")
    for number, page in ((17, _page(17)), (18, text), (19, _page(17).replace("doc_id: 17", "doc_id: 19"))):
        (tmp_path / f"{number}.md").write_text(page, "utf-8")
    proved = gold(read_pages(tmp_path))
    assert proved.relation(_at(17, SENDER, "brann"), _at(18, SENDER, "brann")) is None
    (tmp_path / "19.md").unlink()
    assert gold(read_pages(tmp_path)).relation(_at(17, SENDER, "brann"), _at(18, SENDER, "brann")) is True


def _copied(raw: Path, target: Path, how: Blinding) -> dict[str, str]:
    pages = list(read_pages(raw))
    write_copy(raw, target, how, hider(pages, gold(pages)), frozenset({1}))
    return {file.name: file.read_text("utf-8") for file in sorted(target.rglob("*.md"))}


def test_names_are_hidden_everywhere(raw: Path, tmp_path: Path) -> None:
    copied = _copied(raw, tmp_path, Blinding(names=True))
    assert len(copied) == len(PAGES)
    for name, page in copied.items():
        # not in the name of the file either
        assert re.fullmatch(r"\d+\.md", name)
        assert not re.search(rf"(?:{INITIALS}|Mr |Edwin )(?i:tarlow|ondry)", page), page
    assert "# 12 Ondry, Prime Minister, to Tarlow, Minister in Lisbon" in copied["12.md"]
    assert "\nTARLOW\n" in copied["14.md"]
    assert "1 Ondry, miner." in copied["13.md"]


def test_offices_and_references_are_hidden(raw: Path, tmp_path: Path) -> None:
    copied = _copied(raw, tmp_path, Blinding(names=True, roles=True, references=True))
    assert "# 11 Tarlow to Ondry\n" in copied["11.md"]
    assert "Your. [1] We shall" in copied["12.md"] and "Document 11" not in copied["12.md"]
    assert "31" not in copied["14.md"].partition("1938\n")[2]
    # what stands of the letter itself stays
    assert "Cablegram 40 LISBON" in copied["14.md"]


def test_two_names_that_never_meet_become_one(raw: Path, tmp_path: Path) -> None:
    pages = list(read_pages(raw))
    shared = shared_names(pages, gold(pages), at_one_place=False)
    # Ondry stands beside every one of them
    assert shared == {1: {"brann": "tarlow"}}
    copied = _copied(raw, tmp_path, Blinding(shared=shared))
    assert "# 17 Tarlow to Ondry" in copied["17.md"]
    assert "Brann" not in "".join(copied.values())


def test_a_planted_false_merge_is_listed_with_its_reason(raw: Path) -> None:
    proved = gold(read_pages(raw))
    truth = {each: f"actor-{number}" for each, number in proved.identity.items()}
    made = score(proved, truth, frozenset({1}))
    assert (made.precision, made.recall, made.false_merges) == (1.0, 1.0, [])
    wrong = {each: "actor-x" if each.family == "tarlow" else actor for each, actor in truth.items()}
    made = score(proved, wrong, frozenset({1}))
    assert (_at(11, SENDER), _at(13, SENDER), "actor-x") in made.false_merges
    assert made.precision < 1 and made.recall == 1 and made.b_cubed[0] < 1
    found = Found(wrong, {"actor-x": [("dfat-13-tarlow", "post_and_date: 13 wrote from CANBERRA")]})
    lines = "\n".join(report.as_lines(proved, [Copy("as published", Blinding(), found)], frozenset({1})))
    assert "false: tarlow in dfat:11 (sender) and tarlow in dfat:13 (sender) are actor-x" in lines
    assert "post_and_date: 13 wrote from CANBERRA" in lines


def test_two_names_in_one_actor_are_a_false_merge(raw: Path) -> None:
    proved = gold(read_pages(raw))
    truth = {each: f"actor-{number}" for each, number in proved.identity.items()}
    joined = truth | {_at(15, SENDER, "velse"): "actor-y", _at(17, SENDER, "brann"): "actor-y"}
    assert [each[2] for each in score(proved, joined, frozenset({1})).false_merges] == ["actor-y"]


def test_a_planted_split_lowers_recall(raw: Path) -> None:
    proved = gold(read_pages(raw))
    truth = {each: f"actor-{number}" for each, number in proved.identity.items()}
    split = truth | {_at(14, SENDER): "actor-z"}
    made = score(proved, split, frozenset({1}))
    assert made.recall < 1 and made.precision == 1 and made.splits == 1
    assert made.why["one document"] == 1
    unread = {each: actor for each, actor in truth.items() if each != _at(14, SENDER)}
    made = score(proved, unread, frozenset({1}))
    assert made.recall < 1 and made.unread == made.missed.total() == made.why["not read"]


def test_pairs_are_of_one_family_name(raw: Path) -> None:
    proved = gold(read_pages(raw))
    assert {one.family == other.family for one, other, _ in pairs(proved)} == {True}
    assert {same for _, _, same in pairs(proved)} == {True, False}


def test_the_tables_are_asked(raw: Path, tmp_path: Path) -> None:
    pages = list(read_pages(raw))
    proved = gold(pages)
    _copied(raw, tmp_path, Blinding(names=True))
    found = actors(published(tmp_path), proved, Blinding(names=True)).actors
    assert set(found) == set(proved.stated)
    assert found[_at(15, SENDER, "velse")] != found[_at(15, ADDRESSEE, "ondry")]
