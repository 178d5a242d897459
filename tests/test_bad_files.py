"""Bad files: each gives an issue that names file, place and remedy, and the others are published."""

import json
import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline import shard
from pipeline.corpus import LARGEST_BYTES
from tests.conftest import REAL, changed, read_folder

GOOD = REAL.read_bytes()


@pytest.fixture
def beside(raw):
    """The tables of a raw folder with the good document and what ``put`` puts beside it."""

    def publish(put):
        folder = raw / "wilson_center"
        (folder / "188161.md").write_bytes(GOOD)
        put(folder)
        frames = read_folder(raw)
        assert "wilson_center:188161" in set(frames["documents"]["document_id"]), "the good one is published"
        outcomes = frames["ledger"]["outcome"].value_counts()
        assert outcomes.sum() == len(frames["ledger"])
        assert outcomes["published"] == len(frames["captures"])
        return frames

    return publish


def another(text=GOOD, record=b"188162"):
    return text.replace(b"188161", record)


BAD = {
    "empty": (b"", "empty", "remove it"),
    "blank": (b" \n\n ", "empty", "remove it"),
    "binary": (bytes(range(1, 256)) * 10, "byte 127 (line 2) is not UTF-8", "iconv"),
    "invalid utf-8": (another().replace(b"Urgent", b"Urg\xe9nt"), "(line 40) is not UTF-8", "iconv"),
    "nul": (another().replace(b"Urgent", b"Urg\x00nt"), "(line 40) is a NUL", "replace it"),
    "a long line": (b"x" * (50 * 1024 * 1024), "52,428,800 bytes", "split it"),
    "no record": (
        b"# Shopping list\n\nBread.\n",
        "neither a title nor a date nor an address",
        "save its page or its PDF anew",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_files_that_are_no_document(beside, name):
    data, place, remedy = BAD[name]
    frames = beside(lambda folder: (folder / "list.md").write_bytes(data))
    (issue,) = frames["issues"].query("code == 'unreadable-file'").to_dict("records")
    assert issue["raw_path"] == "raw/wilson_center/list.md"
    assert "raw/wilson_center/list.md" in issue["message"]
    assert place in issue["message"]
    assert remedy in issue["message"]
    assert issue["severity"] == "error"
    assert dict(frames["ledger"].set_index("raw_path")["outcome"])["raw/wilson_center/list.md"] == "quarantined"


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (lambda data: b"\xef\xbb\xbf" + data, "byte-order mark"),
        (lambda data: data.replace(b"\n", b"\r\n"), "carriage returns"),
    ],
    ids=["byte-order mark", "CRLF"],
)
def test_unusual_encodings_are_read_and_noted(beside, change, what):
    frames = beside(lambda folder: (folder / "b.md").write_bytes(change(another())))
    (issue,) = frames["issues"].query("code == 'unusual-encoding'").to_dict("records")
    assert what in issue["message"]
    assert issue["document_id"] == "wilson_center:188162"
    assert issue["start"] >= 0
    both = [group.drop(columns=["event_id", "document_id", "recipient_group", "to_actor_id"]).reset_index(drop=True)
            for _, group in frames["routing_events"].groupby("document_id")]  # fmt: skip
    assert both[0].equals(both[1]), "the same cable gives the same events however its lines end"
    documents = frames["documents"].set_index("document_id")
    for field in ("title", "subject", "summary", "date_edtf", "reference_code", "copies_check", "credits"):
        assert documents[field].nunique() == 1
    text = (change(another())).decode()
    evidence = frames["evidence"].query("document_id == 'wilson_center:188162'")
    assert all(text[row.start : row.end] == row.text for row in evidence.itertuples())
    assert not set(frames["issues"]["code"]) & {"unread-text", "missing-element", "unreadable-value"}


def test_two_files_of_one_record(beside):
    frames = beside(lambda folder: (folder / "188161-again.md").write_bytes(GOOD.replace(b"Urgent", b"Rush")))
    (issue,) = frames["issues"].query("code == 'differing-captures'").to_dict("records")
    assert issue["raw_path"] == "raw/wilson_center/188161-again.md"
    assert "“Urgent” in raw/wilson_center/188161.md and “Rush” in" in issue["message"]
    assert len(frames["routing_events"]) == 18
    assert list(frames["documents"]["priority_text"]) == ["Urgent"], "of the file of which more was read"
    (variant,) = frames["variants"].to_dict("records")
    assert (variant["field"], variant["value"], variant["other_value"]) == ("priority_text", "Urgent", "Rush")
    assert dict(frames["captures"].set_index("raw_path")["is_primary"]) == {
        "raw/wilson_center/188161.md": True,
        "raw/wilson_center/188161-again.md": False,
    }
    title = frames["evidence"].query("table == 'documents' and field == 'title'")
    assert set(title["raw_path"]) == set(frames["captures"]["raw_path"]), "both files are evidence of what both say"


def test_another_capture_fills_what_the_first_leaves_empty(beside):
    start, end = GOOD.index(b"**Credits:**"), GOOD.index(b"**Original Language:**")
    whole = GOOD.replace(b"Distribution:", b"Disposition:")
    frames = beside(
        lambda folder: (
            (folder / "188161.md").write_bytes(GOOD[:start] + GOOD[end:]),
            (folder / "again.md").write_bytes(whole),
        )
    )
    (row,) = frames["documents"].to_dict("records")
    assert row["raw_path"] == "raw/wilson_center/188161.md"
    assert row["credits"].startswith("This document was made possible")
    witnesses = frames["evidence"].query("table == 'documents' and field == 'credits'")
    assert list(witnesses["raw_path"]) == ["raw/wilson_center/again.md"]


def test_a_capture_that_knows_only_the_words_of_its_address_gets_the_number(beside):
    address = b"https://wilson-center-digital-archive.dvincitest.com/document/188161"
    slug = b"https://digitalarchive.wilsoncenter.org/document/cable-chinese-embassy"

    def put(folder):
        (folder / "page.md").write_bytes(GOOD.replace(address, slug))
        (folder / "188161.md").write_bytes(GOOD.replace(b"**Summary:**", b"<" + slug + b">\n\n**Summary:**"))

    frames = beside(put)
    assert set(frames["documents"]["document_id"]) == {"wilson_center:188161"}
    assert set(frames["captures"]["document_id"]) == {"wilson_center:188161"}


def test_the_same_file_twice(beside):
    frames = beside(lambda folder: (folder / "copy.md").write_bytes(GOOD))
    (issue,) = frames["issues"].query("code == 'duplicate-file'").to_dict("records")
    assert issue["severity"] == "note"
    assert dict(frames["ledger"].set_index("raw_path")["outcome"])["raw/wilson_center/copy.md"] == "excluded"


def test_a_link_out_of_raw_is_not_followed(beside, tmp_path):
    secret = tmp_path / "188199.md"
    secret.write_bytes(another(record=b"188199"))
    frames = beside(lambda folder: (folder / "188199.md").symlink_to(secret))
    assert "is a link" in frames["issues"].query("code == 'unreadable-file'")["message"].item()
    assert "wilson_center:188199" not in set(frames["documents"]["document_id"])


def test_a_folder_behind_a_link_is_not_followed(beside, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "188199.md").write_bytes(another(record=b"188199"))
    frames = beside(lambda folder: (folder / "more").symlink_to(tmp_path / "elsewhere"))
    assert len(frames["documents"]) == 1
    assert "link" in frames["issues"].query("code == 'unreadable-file'")["message"].item()


def test_a_folder_where_a_file_should_be(beside):
    frames = beside(lambda folder: (folder / "188162.md").mkdir())
    issue = frames["issues"].query("code == 'unreadable-file'")["message"].item()
    assert "raw/wilson_center/188162.md" in issue
    assert "rename it" in issue


def test_a_pipe_is_not_waited_for(beside):
    frames = beside(lambda folder: os.mkfifo(folder / "188162.md"))
    assert "no regular file" in frames["issues"].query("code == 'unreadable-file'")["message"].item()


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (b"x..\\..\\evil.md", "raw/wilson_center/x..\\..\\evil.md"),
        (b"%2e%2e%2fevil.md", "raw/wilson_center/%2e%2e%2fevil.md"),
        (b"\xff\xfe.md", "raw/wilson_center/\\xff\\xfe.md"),
        (b"a\nb\x1b[31m.md", "raw/wilson_center/a\\nb\\x1b[31m.md"),
    ],
)
def test_names_of_files_are_shown_and_not_obeyed(beside, name, shown):
    frames = beside(lambda folder: (folder / os.fsdecode(name)).write_bytes(another()))
    assert shown in set(frames["ledger"]["raw_path"])
    assert "wilson_center:188162" in set(frames["documents"]["document_id"])


def test_files_in_the_wrong_place_are_told_where_to_go(beside):
    def put(folder):
        (folder.parent / "188162.md").write_bytes(another())
        (folder.parent / "no_such_source").mkdir()
        (folder.parent / "no_such_source" / "188163.md").write_bytes(another(record=b"188163"))
        (folder / "188164.docx").write_bytes(another())

    frames = beside(put)
    messages = dict(
        frames["issues"].query("code == 'unreadable-file'")[["raw_path", "message"]].itertuples(index=False)
    )
    assert "raw/wilson_center/" in messages["raw/188162.md"]
    assert "no source is named no_such_source" in messages["raw/no_such_source/188163.md"]
    assert ".md" in messages["raw/wilson_center/188164.docx"]


def test_readmes_sidecars_and_hidden_files_are_no_documents(beside):
    def put(folder):
        (folder / "README.md").write_text("about these files")
        (folder / ".188161.md.swp").write_text("x")
        (folder / ".git").mkdir()

    frames = beside(put)
    assert sorted(frames["ledger"]["outcome"]) == ["excluded", "excluded", "excluded", "published"]
    assert set(frames["issues"]["code"]) == {"unusual-order"}


def test_deep_folders_are_read(beside):
    def put(folder):
        (folder / "korea" / "1961").mkdir(parents=True)
        (folder / "korea" / "1961" / "188162.md").write_bytes(another())

    assert len(beside(put)["documents"]) == 2


@pytest.mark.parametrize(
    ("sidecar", "what"),
    [
        (json.dumps({"sha256": "0" * 64}), "its sidecar says 000"),
        ("{", "no JSON"),
        ("[]", "no JSON"),
        ("[" * 100_000, "no JSON"),
    ],
)
def test_a_file_that_is_not_the_one_its_sidecar_describes(beside, sidecar, what):
    frames = beside(lambda folder: (folder / "188161.md.provenance.json").write_text(sidecar))
    (issue,) = frames["issues"].query("code == 'changed-file'").to_dict("records")
    assert what in issue["message"]
    assert issue["severity"] == "warning"


def test_a_rule_that_fails_costs_one_document(beside, monkeypatch):
    def broken(document, source):
        if document.path.endswith("188162.md"):
            raise ZeroDivisionError("a fault")
        return parse(document, source)

    parse = shard.parse
    monkeypatch.setattr(shard, "parse", broken)
    frames = beside(lambda folder: (folder / "188162.md").write_bytes(another()))
    assert "ZeroDivisionError: a fault" in frames["issues"].query("code == 'unreadable-file'")["message"].item()
    assert len(frames["documents"]) == 1


def test_the_limit_of_size_lets_the_largest_records_through():
    assert 100 * max(len(GOOD), 50_000) < LARGEST_BYTES


HOSTILE = [
    '=HYPERLINK("http://evil","x")',
    "<script>alert(1)</script>",
    "a" * 10_000,
    "\u202egnp.exe",
    '"; DROP',
    "..",
    "`",
]


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("place", ["Premier's Office", "Korea Desk", "Henry Luce Foundation", "David Cowhig", "Urgent"])
def test_hostile_words_are_kept_as_words_or_refused(tables, cable, words, place):
    text = changed(cable, place, words)
    frames = tables(text)
    assert frames["quarantine"].empty
    assert len(frames["documents"]) == 1
    for row in frames["evidence"].itertuples():
        assert text[row.start : row.end] == row.text


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_damage_leaves_a_closed_ledger_and_true_evidence(tables, cable, data):
    """Cut, doubled, moved and overwritten stretches: nothing raises, and what is published stands in the text."""
    text = cable
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.integers(0, 200)))
        put = data.draw(st.one_of(st.just(""), st.just(text[start:end] * 2), st.text(max_size=30)))
        text = text[:start] + put + text[end:]
    frames = tables(text.encode("utf-8", "replace").decode())
    assert len(frames["ledger"]) == 1
    text = text.encode("utf-8", "replace").decode()
    for row in frames["evidence"].itertuples():
        assert text[row.start : row.end] == row.text
    assert not frames["issues"]["message"].str.contains("fault of chancery").any()
