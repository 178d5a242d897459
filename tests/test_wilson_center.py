"""The Wilson Center's samples: what must be in the tables, and what must not, besides the expected values."""

import importlib.util
import re
import shutil

import pytest
from conftest import read_folder
from exercises import CONVENTIONS, EXPECTED, PAGE, page, samples

from pipeline import corpus
from pipeline.coverage import coverage
from pipeline.evaluate import evaluate
from pipeline.parse import parse
from pipeline.sources import sources
from pipeline.values.citation import Citation, cite

EXAMPLES = EXPECTED.parent / "raw" / "wilson_center"
SAMPLES = samples()
# A letterhead and a stamp beside it, run into mixed lines: they are left unread, with an issue for each line.
COLUMNS_RUN_TOGETHER = {"900315"}
# A newspaper and a published diary: no form of ours.
OF_NO_FORM = {"900224", "900322"}


@pytest.fixture(scope="module")
def raw_folder(tmp_path_factory):
    """A raw folder with the samples of this source alone."""
    folder = tmp_path_factory.mktemp("wilson_center") / "raw"
    shutil.copytree(EXAMPLES, folder / "wilson_center")
    return folder


@pytest.fixture(scope="module")
def frames(raw_folder):
    return read_folder(raw_folder)


def test_every_sample_is_published_and_says_that_it_is_one(frames):
    assert set(frames["documents"]["document_id"]) == {each["document_id"] for each in SAMPLES.values()}
    said = frames["issues"].query("code == 'sample-document'")["document_id"]
    assert set(said) == set(frames["documents"]["document_id"])
    assert frames["quarantine"].empty


def test_nothing_of_the_samples_is_left_unread(frames):
    issues = frames["issues"]
    unread = issues[issues["code"] == "unread-text"]["document_id"].str.rpartition(":")[2]
    assert set(unread) == COLUMNS_RUN_TOGETHER
    unknown = issues[issues["code"] == "unknown-form"]["document_id"].str.rpartition(":")[2]
    assert set(unknown) == OF_NO_FORM


def test_coverage_counts_what_no_rule_reads(raw_folder):
    found = coverage(raw_folder)
    assert found.all.documents == len(list(EXAMPLES.iterdir()))
    assert {form for form, share in found.forms.items() if share.unread} == {"-", "brazilian_telegram"}
    line, number = found.lines.most_common(1)[0]
    assert number >= 1
    assert "900315" in found.examples[line]


def test_every_convention_is_exercised_and_the_page_is_up_to_date():
    exercised = {key for values in SAMPLES.values() for key in values["exercises"]}
    assert exercised == set(CONVENTIONS)
    assert PAGE.read_text("utf-8") == page(), "run: python tests/exercises.py"


def test_there_are_samples_of_every_layout(frames):
    assert len(SAMPLES) >= 60
    assert set(frames["captures"]["layout_id"]) == {"pdf", "old_site", "new_site", "ris"}
    endings = frames["captures"]["raw_path"].str.rpartition(".")[2]
    assert set(endings) == {"md", "txt", "html", "json", "ris", "pdf"}


def test_a_stray_line_above_the_date_is_no_summary(frames):
    row = frames["documents"].set_index("document_id").loc["wilson_center:900109"]
    assert row["summary"].startswith("The office in Andong reports by telephone")
    assert row["date_edtf"] == "1962-05-03"


def test_scripts_and_frames_of_a_page_are_not_read(frames):
    of_page = frames["evidence"].query("raw_path == 'raw/wilson_center/900106.html'")
    assert not of_page["text"].str.contains("Flash|Nobody|Contact").any()


def test_places_in_a_page_are_places_in_the_text_that_was_extracted(frames):
    capture = frames["captures"].set_index("raw_path").loc["raw/wilson_center/900125.pdf"]
    assert capture["text_sha256"] != capture["raw_sha256"]
    from pipeline.readers import pdf  # noqa: PLC0415  only this test reads a PDF

    text = pdf.text_of((EXAMPLES / "900125.pdf").read_bytes())
    evidence = frames["evidence"].query("raw_path == 'raw/wilson_center/900125.pdf'")
    assert len(evidence) > 50
    assert all(text[row.start : row.end] == row.text for row in evidence.itertuples())


def test_a_list_that_contradicts_its_total_is_published_as_such(frames):
    checks = frames["documents"].set_index("document_id")["copies_check"]
    assert checks["wilson_center:900202"] == "disagrees", "says eleven, lists eight"
    assert checks["wilson_center:900101"] == "agrees"


def test_a_figure_date_is_decided_by_evidence_or_left_open(frames):
    steps = frames["routing_events"].set_index("document_id")
    polish = steps.loc["wilson_center:900301"].query("event_type == 'received' and at_text.notna()")
    assert polish["at_local"].item() == "1962-10-27T03:15"
    open_day = steps.loc["wilson_center:900212"].query("event_type == 'stamped'")
    assert open_day["at_text"].item() == "8.11.55"
    assert open_day["at_edtf"].isna().item()


def test_all_witnesses_of_the_sender_are_kept(frames):
    witnesses = frames["senders"].query("document_id == 'wilson_center:900201'").set_index("witness")
    assert dict(witnesses["name"]) == {"signature": "S H T Y K O V", "header": "PYONGYANG", "title": "Shtykov"}
    assert list(witnesses.index[witnesses["is_chosen"]]) == ["signature"]


def test_the_place_of_a_talk_is_not_its_clock_time(frames):
    held = frames["document_dates"].query("document_id == 'wilson_center:900215' and date_role == 'conversation'")
    assert held["time_local"].item() == "19:00"
    assert held["place_name"].isna().item()


def test_brackets_are_told_apart(frames):
    kinds = frames["annotations"].groupby("annotation_type").size()
    for kind in ("supplied", "second_romanization", "original_term", "omission", "illegible", "sic"):
        assert kinds.get(kind, 0) > 0, kind


def _robustness():
    file = EXPECTED.parents[2] / "benchmarks" / "robustness.py"
    spec = importlib.util.spec_from_file_location("robustness", file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    "name",
    ["straight quotation marks", "curly quotation marks", "hard blanks", "no empty lines", "a label lost"],
)
def test_what_copying_does_to_a_text_costs_less_than_a_point(name):
    robustness = _robustness()
    found, _ = robustness.scored(robustness.DAMAGES[name])
    assert found.all.f1 > 0.99


def test_a_damaged_label_is_read_and_told(tmp_path):
    folder = tmp_path / "raw" / "wilson_center"
    folder.mkdir(parents=True)
    text = (EXAMPLES / "900101.md").read_text("utf-8")
    (folder / "900101.md").write_text(text.replace("**Citation:**", "**Citatiom:**"), "utf-8")
    frames = read_folder(tmp_path / "raw")
    assert "“Citatiom:” was read as “Citation:”" in set(frames["issues"]["message"])
    assert evaluate([SAMPLES["900101"]], frames).whole == (1, 1)


_JOINTS = re.compile(r"\band\b|[^\w/:]+")


def _cited(document):
    """The citation of a document in its parts, as read, and as it stands in the text."""
    envelope, text = document.envelope, document.raw.text

    def words(element):
        part = envelope.first(element)
        return " ".join(text[part.start : part.end].split()) if part else None

    of = envelope.first("citation")
    inside = [each for each in envelope.all("credit") if of.start <= each.start < of.end]
    sentences = tuple(" ".join(text[each.start : each.end].split()) for each in inside)
    address = next((p.value for p in envelope.parts("source_url") if of.start <= p.start < of.end), None)
    reference = words("reference")
    parts = Citation(words("cited_title"), words("cited_date"), words("programme"), reference, sentences, address)
    return parts, text[of.start : of.end]


def test_a_citation_that_is_printed_from_its_parts_says_what_was_cited(raw_folder):
    looked_at = 0
    for found in corpus.scan(raw_folder):
        raw, _ = corpus.read(found)
        document = parse(raw, sources()["wilson_center"])
        if document.envelope.first("citation") is None or document.envelope.first("cited_title") is None:
            continue
        parts, cited = _cited(document)
        looked_at += 1
        assert _JOINTS.sub(" ", cite(parts)).split() == _JOINTS.sub(" ", cited).split(), found.path
    assert looked_at > 30
