"""What fuzzing found (`benchmarks.fuzz`), each as a small document of our own that is named by what it shows."""

import time
from contextlib import suppress

import pytest

from benchmarks.fuzz import checks, run
from benchmarks.fuzz.documents import document
from benchmarks.fuzz.run import Tally
from pipeline import corpus
from pipeline.evaluate import GoldError, read_gold
from pipeline.forms import forms
from pipeline.parse import UnreadableDocumentError, parse
from pipeline.publish import publish
from pipeline.readers import pdf
from pipeline.records import records
from pipeline.shard import read_shard
from pipeline.sources import sources
from tests.conftest import REPOSITORY, changed, read_folder

SAMPLES = REPOSITORY / "tests" / "examples" / "raw"


def put(raw, source_id, name, content):
    (raw / source_id).mkdir(exist_ok=True)
    (raw / source_id / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return raw


def true(raw):
    """The frames of a raw folder, of whose rows all holds that must hold of any."""
    found = corpus.scan(raw)
    assert not list(checks.wrong(found, read_shard(found)))
    return read_folder(raw)


def test_a_number_of_a_seed_is_always_the_same_document():
    assert [document(7, number) for number in range(40)] == [document(7, number) for number in range(40)]
    assert document(7, 1).data != document(8, 1).data


def test_a_hundred_hostile_documents_are_read_and_released(tmp_path):
    tally = Tally()
    run.warm(tmp_path / "raw")
    (batch,) = run.batches(1961, 0, 100, 100)
    shard = run.written(batch, tmp_path / "raw")
    tables = run.read(shard, tally)
    run.released(tables, shard, tmp_path / "raw", tmp_path / "outputs", tally)
    assert not tally.findings
    assert (tally.files, tally.releases) == (100, 1)


def test_the_alarm_of_the_fuzzer_rings(tmp_path, monkeypatch):
    """Evidence that does not stand in the text, a place behind its end, a fault of ours, a document that takes long."""
    shard = run.written([document(1961, 3)], tmp_path / "raw")
    tables = read_shard(shard)
    shard[0].file.write_bytes(b"x" + shard[0].file.read_bytes())
    assert any("is not what stands" in what for _, what in checks.wrong(shard, tables))
    monkeypatch.setattr("pipeline.shard.parse", lambda raw, source: 1 / 0)
    assert any("fault of chancery" in what for _, what in checks.wrong(shard, read_shard(shard)))

    def forever(raw, source):
        while True:
            pass

    monkeypatch.setattr("pipeline.shard.parse", forever)
    tally = Tally()
    run.read(shard, tally)
    assert "it takes more than" in tally.findings[0].what


def test_a_name_that_only_another_capture_gives_is_published(tmp_path, cable):
    """A list of one name, filled from another capture, stopped every release."""
    raw = tmp_path / "raw"
    raw.mkdir()
    put(raw, "wilson_center", "188161.md", cable)
    put(raw, "wilson_center", "188161.b.md", changed(cable, "ranslated by David Cowhig", "ead by nobody"))
    frames = read_folder(raw)
    assert [list(each) for each in frames["documents"]["translators"]] == [["David Cowhig"]]
    short = changed(changed(cable, "Translated by David Cowhig.", ""), "Proofread: May 13", "Proofread: ")
    put(raw, "wilson_center", "188161.md", short)
    put(raw, "wilson_center", "188161.b.md", cable)
    assert publish(raw, tmp_path / "outputs").release.is_new


def test_a_page_of_a_pdf_that_cannot_be_loaded_costs_one_file(raw, cable):
    put(raw, "wilson_center", "188161.md", cable)
    put(raw, "wilson_center", "188162.pdf", small_pdf(b"null"))
    ledger = true(raw)["ledger"].set_index("raw_path")
    assert "page 1 cannot be read" in ledger.loc["raw/wilson_center/188162.pdf", "reason"]
    assert ledger.loc["raw/wilson_center/188161.md", "outcome"] == "published"


def test_a_reader_that_fails_costs_one_file(raw, cable, monkeypatch):
    put(raw, "wilson_center", "188161.md", cable)
    put(raw, "wilson_center", "188162.md", cable)
    really = corpus.read

    def read(found):
        return really(found) if found.path.endswith("1.md") else 1 / 0

    monkeypatch.setattr(corpus, "read", read)
    reasons = read_folder(raw)["ledger"].set_index("raw_path")["reason"]
    assert "ZeroDivisionError" in reasons["raw/wilson_center/188162.md"]
    assert reasons.isna().sum() == 1


def test_a_name_without_words_in_the_list_of_persons_says_nothing(raw):
    volume = (SAMPLES / "frus" / "frus1955-57v98.xml").read_text("utf-8")
    name = volume[volume.index('<persName xml:id="p_') :].partition("</persName>")[0]
    words = name.rpartition(">")[2]
    true(put(raw, "frus", "frus1955-57v98.xml", changed(volume, f">{words}</persName>", "></persName>", 1)))


@pytest.mark.parametrize("sample", ["900211.txt", "900201.md"])
def test_copies_printed_for_nobody_are_no_list(raw, sample):
    text = (SAMPLES / "wilson_center" / sample).read_text("utf-8")
    true(put(raw, "wilson_center", sample, text + "\n\nThree copies printed\n"))


def test_a_name_that_cannot_be_read_leaves_no_hole_in_its_list(raw):
    """A list with an empty member stopped the spreadsheet, and with it the release."""
    text = (SAMPLES / "wilson_center" / "900202.txt").read_text("utf-8")
    text = changed(text, "Ingrid Halloway", "Ingrid Halloway and Paul\x07 Tremaine")
    frames = true(put(raw, "wilson_center", "900202.txt", text))
    assert [list(each) for each in frames["documents"]["contributors"]] == [["Ingrid Halloway"]]
    assert "control character" in " ".join(frames["issues"]["message"])


def test_a_telegram_in_one_line_may_end_where_its_text_begins(raw):
    telegram = (
        "[Sample made for the tests of Chancery: no real document.]\nMessage Text LIMITED OFFICIAL USE PAGE 01 MANILA"
        " 04410 01 OF 01 040311Z 15 ACTION EA-10 INFO OCT-01 OSI-00 AID-05 EB-07 AGR-05 SP-02 /030 W -----------------"
        " 110254 P R 040230Z APR 75 FM AMEMBASSY MANILA TO SECSTATE WASHDC PRIORITY 180 INFO AMEMBASSY JAKARTA"
        " L I M I T E D O F F I C I A L U S E MANILA 441"
    )
    for end in range(len(telegram) - 60, len(telegram) + 1):
        put(raw, "nara_aad", f"1975MANILA{end:05}.txt", telegram[:end])
    true(raw)


@pytest.mark.parametrize("blank", ["\n", " "])
@pytest.mark.parametrize(
    "sample",
    ["wilson_center/900219.md", "wilson_center/900124.md", "wilson_center/900305.txt", "wilson_center/900308.txt",
     "wilson_center/900203.txt", "nara_aad/1974SEOUL03051.txt", "dfat"],
)  # fmt: skip
def test_blanks_in_a_row_cost_little(sample, blank):
    """As many as are let through, in the middle of every line: patterns tried each of them, and each again."""
    file = next((SAMPLES / "dfat").glob("990004*.md")) if sample == "dfat" else SAMPLES / sample
    source = sources()[file.parent.name]
    run_of = blank * (corpus.LONGEST_BLANK // len(blank) - 8)
    lines = file.read_text("utf-8").split("\n")
    start = time.process_time()
    for number in range(0, len(lines), max(1, len(lines) // 6)):
        text = "\n".join((*lines[:number], lines[number][:20] + run_of + lines[number][20:], *lines[number + 1 :]))
        raw = corpus.RawDocument(f"raw/{file.parent.name}/{file.name}", source.source_id, "", text)
        with suppress(UnreadableDocumentError):
            records(parse(raw, source), source)
    assert time.process_time() - start < 12


def test_no_rule_minds_as_many_blanks_as_are_let_through():
    grammars = [layout.grammar for source in sources().values() for layout in source.layouts]
    grammars += [form.grammar for form in forms().values()]
    slow = {}
    for each in {each.pattern: each for grammar in grammars for each in grammar.rules}.values():
        for blank in (" ", "\n"):
            words = [place for place, letter in enumerate(each.example) if letter == " "]
            for cut in (*words[:3], len(each.example)):
                text = each.example[:cut] + blank * (corpus.LONGEST_BLANK - 2) + each.example[cut:] + "\n\x01"
                start = time.process_time()
                for _ in each.pattern.finditer(text):
                    pass
                slow[each.name] = max(slow.get(each.name, 0), time.process_time() - start)
    assert not {name: seconds for name, seconds in slow.items() if seconds > 0.4}


@pytest.mark.parametrize(
    ("stated", "wanted"),
    [('"identifiers": true', "identifiers is no object with"), ('"title": {"a": 1}', "title is no text or number")],
)
def test_gold_of_another_shape_is_refused_in_words(tmp_path, stated, wanted):
    (tmp_path / "gold.json").write_text(f'[{{"document_id": "a:1", {stated}}}]')
    with pytest.raises(GoldError, match=rf"gold\.json, document 1: {wanted}"):
        read_gold(tmp_path / "gold.json")


@pytest.mark.parametrize("letter", ["9", "f"])
def test_a_recipient_as_long_as_a_page_costs_little(cable, letter):
    text = changed(cable, "Premier's Office (2)", letter * 100_000 + "(((")
    source = sources()["wilson_center"]
    start = time.process_time()
    parse(corpus.RawDocument("raw/wilson_center/188161.md", "wilson_center", "", text), source)
    assert time.process_time() - start < 1


def small_pdf(page=b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R>>", content=b"BT ET", count=1):
    """A PDF of a few hundred bytes: its one page so many times over."""
    kids = b" ".join([b"3 0 R"] * count)
    bodies = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count),
        page,
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(content), content),
    )
    parts, places = [b"%PDF-1.4\n"], []
    for number, body in enumerate(bodies, 1):
        places.append(sum(map(len, parts)))
        parts.append(b"%d 0 obj%sendobj\n" % (number, body))
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = sum(map(len, parts))
    end = b"xref\n0 5\n0000000000 65535 f \n%strailer<</Size 5/Root 1 0 R>>startxref\n%d\n%%%%EOF" % (table, start)
    return b"".join(parts) + end


def test_the_small_pdf_is_one():
    with pytest.raises(ValueError, match="only pictures"):
        pdf.text_of(small_pdf())
