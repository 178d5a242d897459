"""What historians download: each form is read back by a program that is not ours, and says what the tables say."""

import hashlib
import json
import os
import re
import subprocess
import sys
import warnings
import zipfile
from pathlib import Path

import networkx as nx
import openpyxl
import pandas as pd
import pandera.pandas as pa
import pyarrow
import pytest
import xlsxwriter
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from lxml import etree
from pybtex.bibtex.utils import split_name_list
from pybtex.database import parse_string

from pipeline.arrow import arrow_schema, to_arrow
from pipeline.renditions.edition import Edition
from pipeline.renditions.historians import FOLDER, for_historians, workbook
from pipeline.renditions.historians.bibtex import key
from pipeline.renditions.historians.layout import MOST, places
from pipeline.renditions.historians.legible import legible
from pipeline.renditions.historians.network import URGENT, network
from pipeline.schema import TABLES, Table
from tests import edition as pages
from tests.conftest import REPOSITORY, Frames

SCHEMAS = os.environ.get("OFFICIAL_SCHEMAS")
TEI = "{http://www.tei-c.org/ns/1.0}"
HOSTILE = (
    '=HYPERLINK("https://example.org","click")',
    "+1+cmd|' /C calc'!A0",
    "-2",
    "@SUM(A1)",
    "{=1+1}",
    "https://example.org/",
    "mailto:nobody@example.org",
    "internal:documents!A1",
    "<script>alert(1)</script>",
    "</note></correspDesc>]]>&amp;&bogus;",
    "javascript:alert(1)",
    "\N{RIGHT-TO-LEFT OVERRIDE}gnp.exe",
    "N" * 10_000,
    "..",
    'a "quoted"\nsecond line; third',
    "bell\x07 nul\x00 escape\x1b carriage\r\N{NOT SIGN}￾￿",
    "<r><t>rich</t></r>",
    "_x0041_",
    "}, evil = {x}}\n@misc{other, title = {",
    r"\write18{ls} \input{/etc/passwd} 50% & $5 #1 a_b ~ ^",
    '"open and {unbalanced',
    "  blanks around  ",
    "\N{GRINNING FACE}" * 20_000,
    "x" * 40_000,
)


def edition(frames: Frames) -> Edition:
    tables = {each.name: to_arrow(frames[each.name], each) for each in TABLES}
    return Edition("1.0.0", tables, tuple(sorted(set(frames["documents"]["source_id"]))), {}, None)


def made(**rows: list[dict]) -> Edition:
    """An edition of rows that say only what matters; every other table is empty."""
    tables = {each.name: pyarrow.Table.from_pylist(rows.get(each.name, []), arrow_schema(each)) for each in TABLES}
    return Edition("1.0.0", tables, ("wilson_center",), {}, None)


def document(number: int, **stated: object) -> dict:
    return {"document_id": f"wilson_center:{number}", "source_id": "wilson_center", "rights": "none"} | stated


def actor(actor_id: str, **stated: object) -> dict:
    return {"actor_id": actor_id, "actor_type": "person", "preferred_name": actor_id.title()} | stated


def sent(number: int, one: str | None, other: str | None, **stated: object) -> dict:
    return {
        "document_id": f"wilson_center:{number}",
        "event_type": "sent",
        "from_actor_id": one,
        "to_actor_id": other,
    } | stated


def hostile() -> Edition:
    """Every text that a table of this kind may hold, in every column that does not refuse it."""
    rows = {each.name: [_hostile(each, text, place) for place, text in enumerate(HOSTILE)] for each in TABLES}
    for place, event in enumerate(rows["routing_events"]):
        event["event_type"] = "sent"
        event["document_id"] = rows["documents"][place]["document_id"]
        event["from_actor_id"] = event["to_actor_id"] = rows["actors"][place]["actor_id"]
    return made(**rows)


def _hostile(of: Table, text: str, place: int) -> dict:
    stated = {name: _value(column, text) for name, column in of.schema.columns.items()}
    given = {"source_id": "wilson_center", "document_id": f"wilson_center:{place}{{%,\\}}=<x>"}
    return (
        stated
        | {name: value for name, value in given.items() if name in stated}
        | {f"{of.name[:-1]}_id": None}
        | ({"document_id": given["document_id"]} if "document_id" in stated else {"actor_id": f"actor-{place:02}"})
    )


def _value(column: pa.Column, text: str) -> object:
    checks = {check.name: check.statistics for check in column.checks}
    if "isin" in checks:
        return checks["isin"]["allowed_values"][0]
    if "str_matches" in checks:
        pattern = re.compile(checks["str_matches"]["pattern"])
        allowed = ("1961-05-12", "1961-05-12T17:00", "https://example.org/a{b}\\%_'", "CN", "en", "17:00", "0" * 64)
        return next((each for each in allowed if pattern.match(each)), None)
    return {"Int64": 7, "Float64": 0.5, "boolean": True, "object": [text, "second"]}.get(str(column.dtype), text)


@pytest.fixture(scope="module")
def letters(tmp_path_factory):
    """Cables to and fro, made up, as an edition and as the files that it gives."""
    raw = tmp_path_factory.mktemp("letters")
    days = [f"{day} March 1948" for day in (3, 4, 9)]
    texts = [pages.from_kirk(number, str(10 + number), day) for number, day in enumerate(days, 1)]
    texts += [pages.to_kirk(number, str(30 + number), "11 March 1948") for number in (4, 5)]
    return edition(pages.frames(raw, *texts)), raw


@pytest.fixture(scope="module")
def damage(tmp_path_factory):
    """The hostile edition, and the folder of its forms."""
    folder = tmp_path_factory.mktemp("hostile")
    bad = hostile()
    for_historians(bad, folder)
    return bad, folder / FOLDER


def write(of: Edition, folder: Path) -> Path:
    for_historians(of, folder)
    return folder / FOLDER


# --- the index of letters -----------------------------------------------------------------------------------------


def index(of: Edition, folder: Path) -> list[etree._Element]:
    return list(etree.parse(write(of, folder) / "correspondence.cmif.xml").iter(f"{TEI}correspDesc"))


def said(action: etree._Element) -> list[tuple[str, str | None, dict]]:
    return [(each.tag.removeprefix(TEI), each.text, dict(each.attrib)) for each in action if each.tag != f"{TEI}note"]


@pytest.mark.skipif(not SCHEMAS, reason="OFFICIAL_SCHEMAS does not name the folder of the official schemas")
def test_the_index_passes_the_official_schema_and_damage_does_not(tables, cable, damage, tmp_path):
    schema = etree.RelaxNG(etree.parse(Path(str(SCHEMAS)) / "cmif.rng"))
    real = etree.parse(write(edition(tables(cable)), tmp_path) / "correspondence.cmif.xml")
    assert schema.validate(real), schema.error_log
    assert schema.validate(etree.parse(damage[1] / "correspondence.cmif.xml")), schema.error_log
    next(real.iter(f"{TEI}correspAction")).set("type", "copied")
    assert not schema.validate(real)


def test_the_real_cable_is_one_letter_without_its_copies(tables, cable, tmp_path):
    (letter,) = index(edition(tables(cable)), tmp_path)
    assert letter.get("key") == "wilson_center:188161"
    assert letter.get("ref") == "https://digitalarchive.wilsoncenter.org/document/188161"
    came_from, went_to = map(said, letter)
    assert came_from == [("orgName", "Chinese Embassy in North Korea", {}), ("date", None, {"when": "1961-05-12"})]
    assert [words for kind, words, _ in went_to if kind == "orgName"] == [
        "Ministry of Foreign Affairs",
        "Ministry of Public Security",
    ]


def test_what_is_not_stated_is_unknown_and_what_others_dated_is_a_conjecture(tmp_path):
    stated = {"date_edtf": "1961-05", "date_basis": "publisher"}
    letters = index(
        made(
            documents=[
                document(1, **stated),
                document(2, date_earliest="1961-05-01", date_latest="1961-05-09"),
                document(3),
            ],
            actors=[
                actor("one", same_as=["https://example.org/1", "https://example.org/one"]),
                actor("other", actor_type="position", same_as=[]),
            ],
            routing_events=[
                sent(1, "one", None, to_name="[blank]", place_name="SEOUL"),
                sent(2, None, "other"),
                sent(3, "one", "other", at_edtf="1961-05-12/1961-05-13"),
                sent(3, "one", "one", at_edtf="1961-05-12/1961-05-13"),
            ],
        ),
        tmp_path,
    )
    one = ("persName", "One", {"ref": "https://example.org/1 https://example.org/one"})
    assert [[said(action) for action in letter] for letter in letters] == [
        [
            [one, ("placeName", "SEOUL", {}), ("date", None, {"when": "1961-05", "evidence": "conjecture"})],
            [("name", "[blank]", {})],
        ],
        [
            [
                ("persName", "Unknown", {}),
                ("date", None, {"notBefore": "1961-05-01", "notAfter": "1961-05-09"}),
            ],
            [("name", "Other", {})],
        ],
        [
            [one, ("date", None, {"from": "1961-05-12", "to": "1961-05-13"})],
            [("name", "Other", {}), one],
        ],
    ]


# --- the network --------------------------------------------------------------------------------------------------


def recount(of: Edition) -> pd.DataFrame:
    """The arrows, counted in another way than the network does it."""
    events = of.frames["routing_events"].query("event_type == 'sent'").dropna(subset=["from_actor_id", "to_actor_id"])
    rows = events.merge(of.frames["documents"], on="document_id")
    rows["urgent"] = rows["document_id"].where(rows["precedence_code"].fillna(rows["priority_code"]).isin(URGENT))
    return rows.groupby(["from_actor_id", "to_actor_id"]).agg(
        documents=("document_id", "nunique"),
        urgent=("urgent", "nunique"),
        first=("date_earliest", "min"),
        last=("date_latest", "max"),
    )


def test_the_network_counts_what_pandas_counts(letters):
    graph, table = network(letters[0]), recount(letters[0])
    assert {(one, other): values["weight"] for one, other, values in graph.edges(data=True)} == dict(table["documents"])
    for pair, row in table.iterrows():
        values = graph.edges[pair]
        assert (values["documents"], values["urgent_documents"]) == (row["documents"], row["urgent"])
        assert (values["first_day"], values["last_day"]) == (row["first"], row["last"])
    assert (max(table["documents"]), sum(table["documents"])) == (3, 5)


def test_a_document_counts_once_in_an_arrow_and_urgency_is_that_for_the_addressee():
    graph = network(
        made(
            documents=[document(1, priority_code="flash"), document(2, priority_code="routine"), document(3)],
            actors=[actor("a"), actor("b", country_code="CN"), actor("c")],
            routing_events=[
                sent(1, "a", "b"),
                sent(1, "a", "b"),
                sent(1, "a", "c", precedence_code="routine"),
                sent(2, "a", "b", precedence_code="urgent"),
                sent(3, "a", "b") | {"event_type": "distributed"},
                sent(3, "c", None),
            ],
        )
    )
    assert {
        pair: (at["weight"], at["urgent_documents"]) for *pair, at in graph.edges(data=True) for pair in [tuple(pair)]
    } == {
        ("a", "b"): (2, 2),
        ("a", "c"): (1, 0),
    }
    assert {name: at["documents"] for name, at in graph.nodes(data=True)} == {"a": 2, "b": 2, "c": 1}
    assert graph.nodes["b"] == {"label": "B", "actor_type": "person", "country_code": "CN", "documents": 2}


@pytest.mark.parametrize("which", ["letters", "damage"])
def test_the_files_of_the_network_read_back_as_the_network(which, request, tmp_path):
    of, _ = request.getfixturevalue(which)
    folder, graph = write(of, tmp_path), network(of)
    gexf = nx.read_gexf(folder / "network.gexf")
    graphml = nx.read_graphml(folder / "network.graphml")
    nodes = pd.read_csv(folder / "nodes.csv", keep_default_na=False)
    edges = pd.read_csv(folder / "edges.csv", keep_default_na=False)
    for name, values in graph.nodes(data=True):
        readable = values | {"label": legible(values["label"])}
        one, other = gexf.nodes[legible(name)], graphml.nodes[legible(name)]
        place = one.pop("viz")["position"]
        assert (place["x"], place["y"]) == (other.pop("x"), other.pop("y"))
        assert other == readable
        assert one == readable
    assert list(nodes["Label"]) == [values["label"] for _, values in graph.nodes(data=True)]
    arrows = {(legible(one), legible(other)): at["weight"] for one, other, at in graph.edges(data=True)}
    for read in (gexf, graphml):
        assert {(one, other): at["weight"] for one, other, at in read.edges(data=True)} == arrows
    found = edges[["Source", "Target", "Weight"]].itertuples(index=False)
    assert {(legible(one), legible(other)): weight for one, other, weight in found} == arrows
    assert set(edges["Type"]) == {"Directed"}


def test_a_part_too_large_to_place_is_left_without_places():
    graph = nx.DiGraph([("hub", f"spoke{number:03}") for number in range(MOST)])
    graph.add_edge("a", "b")
    assert sorted(places(graph)) == ["a", "b"]
    graph.remove_node("spoke000")
    assert len(places(graph)) == len(graph)


# --- the spreadsheet ----------------------------------------------------------------------------------------------


def live(file: Path) -> list[str]:
    """All in a spreadsheet that does more than stand there."""
    found = [
        f"{sheet.title}!{cell.coordinate}"
        for sheet in openpyxl.load_workbook(file).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f" or cell.hyperlink
    ]
    with zipfile.ZipFile(file) as opened:
        parts = {name: opened.read(name) for name in opened.namelist()}
    for name, part in parts.items():
        if b"<f>" in part or b"<hyperlink" in part or b'TargetMode="External"' in part or "vba" in name.lower():
            found.append(name)
    return found


def rows_of(file: Path, sheet: str) -> list[tuple]:
    return list(openpyxl.load_workbook(file, read_only=True)[sheet].iter_rows(values_only=True))


def in_cell(value: object) -> object:
    """A value of a table as a cell shows it."""
    if isinstance(value, list):
        value = "; ".join(value)
    return (workbook.cell_text(value) or None) if isinstance(value, str) else value


def shown(value: object) -> object:
    """A cell as Excel shows it: openpyxl can leave the mark that stands before what looks like an escape."""
    return value.replace("_x005F_x0041_", "_x0041_") if isinstance(value, str) else value


def test_nothing_in_the_spreadsheet_is_a_formula_or_a_link(damage, monkeypatch, tmp_path):
    assert live(damage[1] / "chancery.xlsx") == []
    monkeypatch.setattr(workbook, "KEPT_ROWS", 0)
    workbook.write(damage[0], tmp_path / "by_files.xlsx")
    assert live(tmp_path / "by_files.xlsx") == []
    with xlsxwriter.Workbook(tmp_path / "live.xlsx") as book:
        for place, text in enumerate(HOSTILE[:6]):
            book.add_worksheet(f"s{place}").write(0, 0, text)
    assert len(live(tmp_path / "live.xlsx")) >= 3


@pytest.mark.parametrize(("which", "kept"), [("letters", 0), ("letters", 5_000), ("damage", 0), ("damage", 5_000)])
def test_the_spreadsheet_says_what_the_tables_say(which, kept, request, monkeypatch, tmp_path):
    monkeypatch.setattr(workbook, "KEPT_ROWS", kept)
    of, _ = request.getfixturevalue(which)
    file = write(of, tmp_path) / "chancery.xlsx"
    for name in workbook.SHEETS:
        table = of.tables[name]
        header, *rows = rows_of(file, name)
        assert list(header) == table.column_names
        read = [tuple(map(shown, row)) for row in rows]
        assert read == [tuple(map(in_cell, row.values())) for row in table.to_pylist()], name


def test_what_a_cell_cannot_hold_is_cut_and_marked():
    assert workbook.cell_text("as it is\n") == "as it is\n"
    assert workbook.cell_text("x" * workbook.MOST_CHARACTERS) == "x" * workbook.MOST_CHARACTERS
    for text in ("x" * 40_000, "\N{GRINNING FACE}" * 20_000):
        cut = workbook.cell_text(text)
        assert len(cut.encode("utf-16-le")) // 2 in range(workbook.MOST_CHARACTERS - 1, workbook.MOST_CHARACTERS + 1)
        assert cut.endswith(workbook.CUT)
        assert text.startswith(cut.removesuffix(workbook.CUT))
    assert workbook.cell_text("bell\x07") == "bell\N{REPLACEMENT CHARACTER}"


def test_a_sheet_says_when_it_holds_less_than_its_table(letters, monkeypatch, tmp_path):
    monkeypatch.setattr(workbook, "MOST_ROWS", 3)
    file = write(letters[0], tmp_path) / "chancery.xlsx"
    assert len(rows_of(file, "documents")) == 3
    (note,) = [words for name, words in rows_of(file, "about") if name == "documents"]
    assert "Rows: 5." in note
    assert "the first 2 of them: all are in documents.csv" in note


def test_the_first_sheet_says_what_is_here_and_what_is_not(letters, tmp_path):
    lines = dict(rows_of(write(letters[0], tmp_path) / "chancery.xlsx", "about"))
    assert set(workbook.SHEETS) <= lines.keys()
    left_out = {each.name for each in TABLES} - set(workbook.SHEETS)
    assert all(name in lines["Not here"] for name in left_out)
    assert "citations.bib" in lines["Cite a document"]


# --- citations ----------------------------------------------------------------------------------------------------


def bibliography(items: list[dict]) -> list[str]:
    """The items as a processor of citations prints them; its warnings are errors."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        printed = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
        for each in items:
            printed.register(Citation([CitationItem(each["id"])]))
        return [str(entry) for entry in printed.bibliography()]


def test_the_real_cable_is_cited_as_its_archive_does(tables, cable, tmp_path):
    folder = write(edition(tables(cable)), tmp_path)
    (item,) = json.loads((folder / "citations.json").read_text("utf-8"))
    assert item["archive_location"] == "PRC FMA 118-01026-03, 71"
    assert item["issued"] == {"date-parts": [[1961, 5, 12]]}
    assert item["translator"] == [{"literal": "David Cowhig"}]
    (printed,) = bibliography([item])
    assert "Illegal Crossings of the International Border" in printed
    assert "Translated by David Cowhig" in printed
    entry = parse_string((folder / "citations.bib").read_text("utf-8"), "bibtex").entries["wilson_center:188161"]
    assert entry.fields["howpublished"] == "{PRC FMA 118-01026-03, 71}"
    assert entry.fields["date"] == "1961-05-12"
    assert entry.fields["url"] == "https://digitalarchive.wilsoncenter.org/document/188161"
    assert split_name_list(entry.fields["translator"]) == ["{David Cowhig}"]
    (row,) = pd.read_csv(folder / "citations.csv").to_dict("records")
    assert row["key"] == "wilson_center:188161"
    assert row["citation"] == (
        "“Cable from the Chinese Embassy in North Korea, 'Illegal Crossings of the International Border by Chinese"
        " Koreans'”, May 12, 1961, PRC FMA 118-01026-03, 71, Wilson Center Digital Archive, translated by David Cowhig,"
        " https://digitalarchive.wilsoncenter.org/document/188161."
    )


def test_a_processor_refuses_what_is_no_item():
    with pytest.raises(UserWarning, match="sender"):
        bibliography([{"id": "1", "type": "document", "title": "x", "sender": "y"}])


TEX = {
    r"{\textbackslash}": "\\",
    r"{\textbraceleft}": "{",
    r"{\textbraceright}": "}",
    r"{\textasciitilde}": "~",
    r"{\textasciicircum}": "^",
} | {rf"\{letter}": letter for letter in "%$&#_"}


def untexed(text: str) -> str:
    """The words that TeX would print; anything it would act on is wrong."""
    assert (text[0], text[-1]) == ("{", "}")
    known = re.compile("|".join(map(re.escape, TEX)))
    assert not re.search(r"[\\{}%$&#_~^]", known.sub("", text[1:-1])), text[:200]
    return known.sub(lambda found: TEX[found[0]], text[1:-1])


def test_entries_hold_against_any_words(damage):
    bad, folder = damage
    documents = bad.tables["documents"].to_pylist()
    entries = parse_string((folder / "citations.bib").read_text("utf-8"), "bibtex").entries
    assert list(entries) == [key(each["document_id"]) for each in documents]
    for entry, row in zip(entries.values(), documents, strict=True):
        words = " ".join(legible(row["title"]).split())
        assert untexed(entry.fields["title"]) == words
        assert [untexed(name) for name in split_name_list(entry.fields["translator"])] == [words, "second"]
        assert not set("{}\\") & set(entry.fields["url"])


def test_keys_are_stable_and_no_two_are_alike():
    assert key("wilson_center:188161") == "wilson_center:188161"
    ids = ["a:1{2", "a:1}2", "a:1-2", "a:1%2", "a:1ä2"]
    assert len({key(each) for each in ids}) == len(ids)
    assert all(re.fullmatch(r"[A-Za-z0-9:_.+-]+", key(each)) for each in ids)


def test_items_hold_against_any_words(damage):
    bad, folder = damage
    items = json.loads((folder / "citations.json").read_text("utf-8"))
    assert [each["id"] for each in items] == bad.tables["documents"]["document_id"].to_pylist()
    assert [each["title"] for each in items] == list(HOSTILE)
    assert len(bibliography(items)) == len(HOSTILE)


# --- all together -------------------------------------------------------------------------------------------------


def sums(folder: Path) -> dict[str, str]:
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in sorted(folder.iterdir())}


def test_the_same_bytes_twice_and_with_other_hashes(letters, tmp_path):
    of, raw = letters
    (tmp_path / "here").mkdir()
    here = sums(write(of, tmp_path / "here"))
    program = (
        "import sys; from pathlib import Path; from tests.test_for_historians import *; from tests.conftest import *\n"
        "write(edition(read_folder(Path(sys.argv[1]))), Path(sys.argv[2]))"
    )
    (tmp_path / "there").mkdir()
    environment = os.environ | {"PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland"}
    call = [sys.executable, "-c", program, str(raw), str(tmp_path / "there")]
    subprocess.run(call, check=True, env=environment, cwd=REPOSITORY)
    assert sums(tmp_path / "there" / FOLDER) == here
    assert len(here) == 9


def test_an_edition_without_documents_gives_files_too(tmp_path):
    folder = write(made(), tmp_path)
    assert json.loads((folder / "citations.json").read_text("utf-8")) == []
    assert len(nx.read_graphml(folder / "network.graphml")) == 0
    etree.parse(folder / "correspondence.cmif.xml")
