"""What is too large, too deep or too much is refused with its place and what to do (`docs/security.md`), in seconds."""

import importlib
import io
import json
import re
import tarfile
import time
import zlib

import pytest

from pipeline import corpus, parse
from pipeline.corpus import DEEPEST_FOLDER, LONGEST_BLANK
from pipeline.fetch import archive
from pipeline.fetch.archive import ArchiveError, members
from pipeline.readers import html, pdf, tei
from tests.conftest import REPOSITORY, changed, read_folder
from tests.test_fuzzed import small_pdf

VOLUME = (REPOSITORY / "tests" / "examples" / "raw" / "frus" / "frus1955-57v98.xml").read_text("utf-8")


@pytest.fixture
def reason(raw):
    """Why a file is not read, as the ledger says it."""

    def publish(name, content, source_id="wilson_center"):
        (raw / source_id).mkdir(exist_ok=True)
        (raw / source_id / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        start = time.process_time()
        frames = read_folder(raw)
        assert time.process_time() - start < 20
        (line,) = frames["ledger"].to_dict("records")
        assert line["outcome"] == "quarantined"
        (issue,) = frames["issues"].query("code == 'unreadable-file'")["message"]
        assert f"raw/{source_id}/{name}" in issue, "the issue names the file"
        return line["reason"]

    return publish


@pytest.mark.parametrize("blank", [" ", "\t\n ", "\u00a0"])
def test_blanks_in_a_row(reason, cable, blank):
    hole = blank * (LONGEST_BLANK + 1)
    told = reason("188161.md", changed(cable, "Priority: Urgent", f"Priority: {hole}Urgent"))
    assert told.startswith("line 40: ") and "blanks or empty lines in a row" in told and "take them out" in told


def test_as_many_blanks_as_any_page_has_are_let_through(tables, cable):
    frames = tables(changed(cable, "Priority: Urgent", f"Priority: {'x' * 900}{' ' * (LONGEST_BLANK - 9)}"))
    assert len(frames["documents"]) == 1


def test_a_table_that_would_fill_the_memory(reason):
    wide = "<tr><td>" + "a" * 3_000 + "</td><td>x</td></tr>"
    page = f"<html><body><table>{wide}{'<tr><td>b</td><td>x</td></tr>' * 3_000}</table></body></html>"
    told = reason("900001.html", page)
    assert f"more than the limit of {html.LARGEST_TABLE:,}" in told and "split it" in told


@pytest.mark.parametrize("cells", ["<tr>" + "<td>x" * 3_000 + "</tr>" + "<tr><td>y</td></tr>" * 3_000])
def test_a_table_of_many_rows_and_columns(reason, cells):
    assert "a table in it takes" in reason("900001.html", f"<table>{cells}</table>")


def test_a_table_in_a_table_is_counted_as_wide_as_it_is_laid_out():
    inner = "<table><tr><td>" + "a" * 3_000 + "</td></tr>" + "<tr><td>b</td></tr>" * 2_000 + "</table>"
    with pytest.raises(ValueError, match="a table in it takes"):
        html.text_of(f"<table><tr><td>{inner}</td><td>{inner}</td></tr></table>".encode())


def test_what_unpacks_out_of_all_measure_in_a_pdf(reason, monkeypatch):
    monkeypatch.setattr(pdf, "MOST_UNPACKED", 4 * 1024**2)
    told = reason("900001.pdf", small_pdf(content=zlib.compress(b" " * 5_000_000)))
    assert "more than 4 MiB" in told and "remove it" in told


def test_many_small_streams_of_a_pdf_are_passed_over_in_seconds(reason):
    told = reason("900001.pdf", b"%PDF-1.4\n" + (b"stream\n" + zlib.compress(b"a")) * 40_000)
    assert "no PDF that can be opened" in told


def test_too_many_pages_of_a_pdf(reason):
    told = reason("900001.pdf", small_pdf(content=zlib.compress(b"BT ET"), count=501))
    assert "501 pages, more than the limit of 500" in told and "split it" in told


@pytest.mark.parametrize("depth", [tei.DEEPEST + 1, 20_000])
def test_elements_too_deep_cost_their_document(raw, depth):
    deep = "<hi>" * depth + "x" + "</hi>" * depth
    paragraph = VOLUME.index("<p>", VOLUME.index('type="document"')) + len("<p>")
    (raw / "frus").mkdir()
    (raw / "frus" / "frus1955-57v98.xml").write_text(VOLUME[:paragraph] + deep + VOLUME[paragraph:], "utf-8")
    ledger = read_folder(raw)["ledger"]
    (told,) = ledger.loc[ledger["outcome"] == "quarantined", "reason"]
    assert re.search(r"^line \d+, column \d+: .* more than 300 deep", told)


@pytest.mark.parametrize(
    "declared",
    ['<!DOCTYPE a [<!ENTITY x "y">]>', '<!DOCTYPE a SYSTEM "file:///etc/passwd">',
     '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'],
)  # fmt: skip
def test_entities_of_a_volumes_own(reason, declared):
    head, _, rest = VOLUME.partition("?>")
    told = reason("frus1955-57v98.xml", f"{head}?>{declared}{rest}", "frus")
    assert told.startswith("line 1, column ") and "remove the declaration" in told


def test_too_many_elements_and_documents_of_a_volume(reason, monkeypatch):
    monkeypatch.setattr(tei, "MOST_ELEMENTS", 50)
    assert "more than 50 elements" in reason("frus1955-57v98.xml", VOLUME, "frus")
    monkeypatch.undo()
    monkeypatch.setattr(parse, "MOST_DOCUMENTS", 2)
    told = reason("frus1955-57v98.xml", VOLUME, "frus")
    assert "more than 2 documents" in told and "split it" in told


@pytest.mark.parametrize(
    "record",
    [
        "[" * 100_000,
        '{"a":' * 100_000,
        '{"id": 1' + "0" * 5_000 + ', "title": "a"}',
        '{"id": 1, "title": {}}',
        "{" + '"a": 1,' * 9,
    ],
)
def test_json_too_deep_or_of_another_shape(reason, record):
    assert "JSON" in reason("900001.json", record) or "neither a title" in reason("900001.json", record)


def test_a_sidecar_as_large_as_no_sidecar_is(tables, raw, cable):
    (raw / "wilson_center" / "188161.md.provenance.json").write_text(json.dumps({"sha256": "0" * 2_000_000}))
    (message,) = tables(cable)["issues"].query("code == 'changed-file'")["message"]
    assert "no JSON object of at most 1 MiB" in message


def test_folders_without_end(raw, tables, cable):
    deep = raw / "wilson_center"
    for _ in range(DEEPEST_FOLDER + 5):
        deep /= "a"
    deep.mkdir(parents=True)
    frames = tables(cable)
    assert len(frames["documents"]) == 1
    (told,) = frames["ledger"]["reason"].dropna()
    assert f"more than {DEEPEST_FOLDER} folders deep" in told and "move it up" in told


def test_a_file_larger_than_any_record(reason):
    told = reason("188161.md", b"x" * (corpus.LARGEST_BYTES + 1))
    assert "8,388,609 bytes, more than the limit of 8 MiB; split it" in told


def test_a_header_of_an_archive_that_grows_out_of_all_measure(tmp_path, monkeypatch):
    """The name of a member is a file of its own in a tar, and can be as long as one likes."""
    monkeypatch.setattr(archive, "_ALWAYS_ALLOWED", 1024**2)
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz", format=tarfile.GNU_FORMAT) as made:
        made.addfile(tarfile.TarInfo("a" * 4_000_000))
    (tmp_path / "a.tar.gz").write_bytes(packed.getvalue())
    with pytest.raises(ArchiveError, match="out of all measure"):
        list(members(tmp_path / "a.tar.gz", re.compile("a")))


def test_the_page_has_the_limits_that_hold():
    page = (REPOSITORY / "docs" / "security.md").read_text("utf-8")
    rows = re.findall(r"^\|[^|]+\| ([\d,]+)( MiB)? \| `(pipeline\.[\w.]+)\.(\w+)` \|$", page, re.MULTILINE)
    assert len(rows) > 10
    for number, mebibytes, module, name in rows:
        stated = int(number.replace(",", "")) * (1024**2 if mebibytes else 1)
        assert getattr(importlib.import_module(module), name) == stated, name
