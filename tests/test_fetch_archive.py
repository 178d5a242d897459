"""Fetching from archives, clones and files that the user has: what is taken, and what is not."""

import gzip
import io
import json
import re
import shutil
import subprocess
import tarfile
import zipfile

import pytest
from typer.testing import CliRunner

from pipeline import corpus
from pipeline.cli import app
from pipeline.fetch import Request, WrongRequestError, fetch
from pipeline.fetch.files import safe_name
from pipeline.origins import origins
from pipeline.sources import sources
from tests.conftest import REPOSITORY
from tests.playing import Reply, files, message, sidecar, states, with_validators

PAGE = REPOSITORY / "tests/examples/raw/wilson_center/900106.html"
ARCHIVE = "/wragge/dfat-documents/tar.gz/refs/heads/master"
COMMIT = "242c3dadcb58836ae7eaafad63b8047a66644bf1"
TEXT = b"[Sample made for the tests of Chancery: no real document.]\n\nCablegram 9 CANBERRA, 6 January 1945\n"
DOCUMENTS = {
    "volumes/volume-8-1945/1-one-to-two.md": TEXT + b"one",
    "volumes/volume-8-1945/2-two-to-one.md": TEXT + b"two",
    "volumes/volume-13-1948-indonesia/1-one-to-two.md": TEXT + b"three",
    "README.md": b"about",
    "harvest.py": b"import os",
}
VOLUME = b'<?xml version="1.0"?>\n<!-- [Sample made for the tests of Chancery: no real document.] -->\n<TEI></TEI>\n'


def tar(documents=DOCUMENTS, *, extra=(), folder="dfat-documents-master/", comment=COMMIT):
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz", format=tarfile.PAX_FORMAT, pax_headers={"comment": comment}) as made:
        for name, data in documents.items():
            member = tarfile.TarInfo(folder + name)
            member.size = len(data)
            made.addfile(member, io.BytesIO(data))
        for member, data in extra:
            member.size = len(data)
            made.addfile(member, io.BytesIO(data))
    return packed.getvalue()


def member(name, kind=tarfile.REGTYPE, link=""):
    made = tarfile.TarInfo(name)
    made.type, made.linkname = kind, link
    return made


@pytest.fixture
def dfat(get):
    return lambda *volumes, **options: get(*volumes, source="dfat", **options)


def names(raw, source="dfat"):
    folder = raw / source
    kept = (each for each in folder.rglob("*") if each.is_file() and corpus.WORKPLACE not in each.parts)
    return sorted(str(each.relative_to(folder)) for each in kept if not each.name.endswith(corpus.SIDECAR))


def test_a_volume_out_of_an_archive(site, dfat, raw):
    site.plays[ARCHIVE] = Reply(tar(), kind="application/x-gzip")
    assert states(dfat("8")) == ["new", "new"]
    assert names(raw) == ["volume-8-1945/1-one-to-two.md", "volume-8-1945/2-two-to-one.md"]
    stated = sidecar(raw / "dfat" / "volume-8-1945" / "1-one-to-two.md")
    assert stated["revision"] == COMMIT
    assert stated["source_url"] == (
        f"https://github.com/wragge/dfat-documents/blob/{COMMIT}/volumes/volume-8-1945/1-one-to-two.md"
    )
    assert stated["address"] == site.url + ARCHIVE
    assert stated["licence"] == sources()["dfat"].licence


def test_every_field_of_a_sidecar_is_described(site, get, dfat, raw):
    site.plays[ARCHIVE] = Reply(tar(), kind="application/x-gzip")
    dfat("8")
    dated = {"ETag": '"one"', "Last-Modified": "Tue, 24 Nov 2026 03:00:00 GMT"}
    site.plays["/document/900106"] = Reply(status=301, headers={"Location": "/document/cable"})
    site.plays["/document/cable"] = Reply(PAGE.read_bytes(), headers=dated)
    get("900106")
    written = [json.loads(file.read_text("utf-8")) for file in raw.rglob(f"*{corpus.SIDECAR}")]
    table = (REPOSITORY / "docs/fetch.md").read_text("utf-8").partition("| field | |")[2].partition("\n\n")[0]
    described = {name for line in table.strip().splitlines() for name in re.findall(r"`(\w+)`", line.split("|")[1])}
    assert described == {name for each in written for name in each}


def test_the_archive_is_got_once_and_serves_other_volumes(site, dfat, raw):
    site.plays[ARCHIVE] = with_validators(tar(), kind="application/x-gzip")
    assert states(dfat("8")) == ["new", "new"]
    assert states(dfat("13")) == ["new"]
    assert states(dfat(everything=True)) == ["unchanged"] * 3
    sent = [each.headers.get("If-None-Match") for each in site.of(ARCHIVE)]
    assert sent == [None, '"one"', '"one"']
    assert "raw/dfat/.fetch" not in [each.path for each in corpus.scan(raw)]


def test_an_archive_that_changed(site, dfat, raw):
    site.plays[ARCHIVE] = with_validators(tar(), kind="application/x-gzip")
    dfat(everything=True)
    newer = DOCUMENTS | {"volumes/volume-8-1945/2-two-to-one.md": TEXT + b"two, put right"}
    site.plays[ARCHIVE] = with_validators(tar(newer), '"two"', "application/x-gzip")
    assert sorted(states(dfat(everything=True))) == ["changed", "unchanged", "unchanged"]
    assert len(names(raw)) == 4
    assert (raw / "dfat/volume-8-1945/2-two-to-one.md").read_bytes() == TEXT + b"two"
    assert states(dfat(everything=True)) == ["unchanged"] * 3


def test_a_volume_that_is_not_there(site, dfat):
    site.plays[ARCHIVE] = Reply(tar(), kind="application/x-gzip")
    done = dfat("99", "8")
    assert states(done) == ["new", "new", "failed"]
    assert done.outcomes[2].message == "there is no volume 99; there are: 8, 13"


def test_an_archive_that_was_cut_off_goes_on(site, dfat, raw):
    data = tar(DOCUMENTS | {"noise": bytes(range(256)) * 40})
    whole = with_validators(data, kind="application/x-gzip")

    def play(asked):
        reply = whole(asked)
        reply.stop_after = None if "Range" in asked.headers else 700
        return reply

    site.plays[ARCHIVE] = play
    done = dfat("8", manners={"attempts": 1})
    assert states(done) == ["failed"]
    assert names(raw) == []
    assert states(dfat("8")) == ["new", "new"]
    assert site.of(ARCHIVE)[1].headers["Range"] == "bytes=700-"


@pytest.mark.parametrize(
    "damaged", [tar()[:-30], tar()[:200] + b"damage" + tar()[206:], b"\x1f\x8bno archive", b"<html>"]
)
def test_nothing_is_taken_from_a_damaged_archive(site, dfat, raw, damaged):
    site.plays[ARCHIVE] = [
        Reply(damaged, headers={"ETag": '"one"'}, kind="application/x-gzip"),
        Reply(tar(), kind="application/x-gzip"),
    ]
    done = dfat("8")
    assert states(done) == ["failed"]
    assert "the archive is damaged" in message(done)
    assert names(raw) == []
    assert states(dfat("8")) == ["new", "new"]
    assert "If-None-Match" not in site.of(ARCHIVE)[1].headers


def test_a_page_in_place_of_an_archive(site, dfat):
    site.plays[ARCHIVE] = Reply(b"<html>Sign in</html>")
    assert "it came as text/html" in message(dfat("8"))


def test_a_refused_archive_says_what_a_user_can_do(site, dfat):
    site.plays["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /\n", kind="text/plain")
    assert "git clone https://github.com/wragge/dfat-documents) and name its folder with --from" in message(dfat("8"))


HOSTILE = "volume-8-1945/evil.md"


@pytest.mark.parametrize(
    "extra",
    [
        member(f"../../../{HOSTILE}"),
        member(f"dfat/../../{HOSTILE}"),
        member(f"/tmp/{HOSTILE}"),
        member("a/volume-8-1945/..\\..\\evil.md"),
        member(f"a/{HOSTILE}", tarfile.SYMTYPE, "/etc/passwd"),
        member(f"a/{HOSTILE}", tarfile.LNKTYPE, "a/volumes/volume-8-1945/1-one-to-two.md"),
        member(f"a/{HOSTILE}", tarfile.FIFOTYPE),
        member(f"a/{HOSTILE}", tarfile.CHRTYPE),
    ],
    ids=lambda each: f"{each.name} {each.type!r}",
)
def test_hostile_members_are_refused_and_the_rest_is_taken(site, dfat, raw, tmp_path, extra):
    site.plays[ARCHIVE] = Reply(tar(extra=[(extra, b"")]), kind="application/x-gzip")
    before = {each for each in tmp_path.rglob("*") if each.name == "evil.md"}
    done = dfat("8")
    assert sorted(states(done)) == ["new", "new", "refused"]
    assert {each for each in tmp_path.rglob("*") if each.name == "evil.md"} == before
    assert done.outcomes[-1].message in {"its name leads out of the archive", "it is no regular file"}
    assert names(raw) == ["volume-8-1945/1-one-to-two.md", "volume-8-1945/2-two-to-one.md"]


def test_hostile_names_become_harmless(site, dfat, raw):
    wild = ["-rf.md", "..md", "con.md", "a\u202eb.md", "x" * 230 + ".md", "sub.provenance.json.md"]
    site.plays[ARCHIVE] = Reply(
        tar({f"volumes/volume-8-1945/{name}": name.encode() for name in wild}), kind="application/gzip"
    )
    done = dfat("8")
    assert states(done) == ["new"] * 6
    kept = files(raw / "dfat" / "volume-8-1945")
    assert kept[:5] == ["a-b.md", "con_.md", "md", "rf.md", "sub.provenance.json.md"]
    assert len(kept[5]) <= 200


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "etc-passwd"),
        ("..", "unnamed"),
        ("", "unnamed"),
        (".hidden.md", "hidden.md"),
        ("--help", "help"),
        ("a\0b\n\x1b]0;t\x07.md", "a-b-0-t-.md"),
        ("C:\\Windows\\x.md", "C-Windows-x.md"),
        ("NUL.txt", "NUL_.txt"),
        ("Übersicht (2).pdf", "Übersicht-2-.pdf"),
        ("$(rm -rf ~).md", "rm--rf-.md"),
    ],
)
def test_names_are_made_safe(name, safe):
    assert safe_name(name) == safe
    assert safe_name(safe) == safe
    assert len(safe_name(name * 100).encode()) <= 200


def test_a_bomb_does_not_go_off(site, dfat, raw, monkeypatch):
    monkeypatch.setattr("pipeline.fetch.archive._ALWAYS_ALLOWED", 1_000_000)
    site.plays[ARCHIVE] = Reply(tar(DOCUMENTS | {"zeros": b"0" * 20_000_000}), kind="application/x-gzip")
    assert "grows out of all measure" in message(dfat("8"))
    assert names(raw) == []
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("a/volumes/volume-8-1945/1.md", b"0" * 20_000_000)
    site.plays[ARCHIVE] = Reply(packed.getvalue(), kind="application/zip")
    assert "grows out of all measure" in message(dfat("8"))
    # gzip in gzip is only a file that is no archive
    site.plays[ARCHIVE] = Reply(gzip.compress(gzip.compress(b"0" * 20_000_000)), kind="application/gzip")
    assert "damaged" in message(dfat("8"))


def test_zip_archives_are_read_as_well(dfat, raw, tmp_path):
    saved = tmp_path / "dfat-documents-master.zip"
    with zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in DOCUMENTS.items():
            made.writestr(f"dfat-documents-master/{name}", data)
        link = zipfile.ZipInfo(f"dfat-documents-master/{HOSTILE}")
        link.external_attr = 0o120777 << 16
        made.writestr(link, "/etc/passwd")
        made.writestr(f"../../{HOSTILE}", b"evil")
        made.comment = COMMIT.encode()
    assert states(dfat(given=(saved,))) == ["new", "new", "new", "refused", "refused"]
    assert sidecar(raw / "dfat/volume-8-1945/1-one-to-two.md")["revision"] == COMMIT


@pytest.fixture
def clone(tmp_path):
    """A clone of a repository like the real one."""
    folder = tmp_path / "dfat-documents"
    for name, data in DOCUMENTS.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    for command in (["init", "-q"], ["add", "."], [*identity, "commit", "-qm", "one"]):
        subprocess.run(["git", "-C", str(folder), *command], check=True)
    return folder


def head(clone):
    return subprocess.run(
        ["git", "-C", str(clone), "rev-parse", "HEAD"], capture_output=True, text=True, check=True
    ).stdout.strip()


def test_a_clone_gives_its_documents_with_the_commit_that_holds_them(dfat, raw, clone):
    (clone / "volumes/volume-8-1945/2-two-to-one.md").write_bytes(TEXT + b"mine")
    assert states(dfat("8", given=(clone,))) == ["new", "new"]
    folder = raw / "dfat" / "volume-8-1945"
    assert sidecar(folder / "1-one-to-two.md")["revision"] == head(clone)
    # this one is not as it was committed
    assert "revision" not in sidecar(folder / "2-two-to-one.md")
    assert sidecar(folder / "2-two-to-one.md")["source_url"] == "https://github.com/wragge/dfat-documents"


def test_a_part_of_a_clone_and_a_clone_without_files(dfat, raw, clone, tmp_path):
    assert states(dfat("13", given=(clone / "volumes",))) == ["new"]
    bare = tmp_path / "mirror.git"
    subprocess.run(["git", "clone", "-q", "--mirror", str(clone), str(bare)], check=True)
    assert sorted(states(dfat(given=(bare,)))) == ["new", "new", "unchanged"]
    assert sidecar(raw / "dfat/volume-8-1945/1-one-to-two.md")["revision"] == head(clone)
    (bare / "HEAD").write_text("ref: refs/heads/nothing\n")
    assert "git could not read it" in message(dfat(given=(bare,)))


def test_a_volume_of_frus_by_its_address_and_from_a_folder(site, get, raw, tmp_path):
    address = "/HistoryAtState/frus/master/volumes/frus1955-57v23p2.xml"
    site.plays[address] = Reply(VOLUME, headers={"ETag": 'W/"one"'}, kind="text/plain; charset=utf-8")
    assert states(get("frus1955-57v23p2", source="frus")) == ["new"]
    assert (raw / "frus" / "frus1955-57v23p2.xml").read_bytes() == VOLUME
    assert sidecar(raw / "frus" / "frus1955-57v23p2.xml")["source_url"].startswith("https://raw.githubusercontent.com/")
    site.plays[address] = Reply(VOLUME[:-10], kind="text/plain")
    assert "it came without its end" in message(get("frus1955-57v23p2", source="frus"))
    for place in ("volumes/frus1861.xml", "bibliography/frus1861.xml", "volumes/frus1861.xml.bak"):
        (tmp_path / "frus" / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "frus" / place).write_bytes(VOLUME)
    assert states(get("frus1861", source="frus", given=(tmp_path / "frus",))) == ["new"]
    assert names(raw, "frus") == ["frus1861.xml", "frus1955-57v23p2.xml"]


def test_files_that_the_user_has_are_copied_with_a_sidecar(get, raw, tmp_path):
    mine = tmp_path / "telegrams"
    (mine / "1974").mkdir(parents=True)
    (mine / "one.pdf").write_bytes(b"%PDF one")
    (mine / "1974" / "two.txt").write_bytes(b"two")
    (mine / "notes.docx").write_bytes(b"no")
    (mine / ".hidden.pdf").write_bytes(b"no")
    (mine / "link.pdf").symlink_to("/etc/passwd")
    done = get(source="nara_aad", given=(mine, mine / "one.pdf", mine / "notes.docx"))
    assert states(done) == ["refused", "new", "new", "unchanged", "refused"]
    assert names(raw, "nara_aad") == ["1974/two.txt", "one.pdf"]
    stated = sidecar(raw / "nara_aad" / "one.pdf")
    assert stated["capture"] == "a copy of a file that the user had"
    assert str(tmp_path) not in json.dumps(stated)
    (mine / "one.pdf").write_bytes(b"%PDF another")
    assert states(get(source="nara_aad", given=(mine / "one.pdf",))) == ["changed"]
    assert len(names(raw, "nara_aad")) == 3


def test_a_page_that_a_person_saved(get, raw, tmp_path):
    saved = tmp_path / "900106.html"
    shutil.copy(PAGE, saved)
    assert states(get(given=(saved,))) == ["new"]
    assert "source_url" not in sidecar(raw / "wilson_center" / "900106.html")


@pytest.mark.parametrize(
    ("source", "request_", "why"),
    [
        ("dfat", Request(), "say which volume, such as: chancery fetch dfat 8, or all: chancery fetch dfat --all"),
        ("wilson_center", Request(), "say which record, such as: chancery fetch wilson_center 188161"),
        ("wilson_center", Request(everything=True), "has no list of all"),
        ("nara_aad", Request(), "is not fetched from the web: download the telegrams"),
        ("nara_aad", Request(("x.pdf",)), "there is no file or folder x.pdf"),
        ("dfat", Request(("8",), everything=True), "--all stands beside 8"),
        ("frus", Request(("frus55",)), "“frus55” is no volume of frus; give one such as frus1955-57v23p2"),
        ("dfat", Request(("8",), base_url="ftp://x"), "--base-url: ftp://x is no address"),
        ("dfat", Request(("8",), base_url="https://me:secret@x"), "--base-url"),
    ],
)
def test_a_wrong_request_says_what_is_right(source, request_, why, raw):
    with pytest.raises(WrongRequestError) as caught:
        fetch(origins()[source], request_, raw)
    assert why in str(caught.value)
    assert not (raw / "dfat").exists()


@pytest.fixture
def command(site, raw):
    def run(*words):
        options = ("--raw", str(raw), "--base-url", site.url, "--rate", "1000/s", "--retries", "0")
        return CliRunner().invoke(app, ["fetch", *options, *words])

    return run


def test_the_command_says_what_it_did(site, command, raw, tmp_path):
    site.plays["/document/900106"] = Reply(PAGE.read_bytes())
    done = command("wilson_center", "900106")
    assert done.exit_code == 0
    assert "wilson_center: 1 new, 0 unchanged" in done.stdout
    done = command("wilson_center", "900106", "5", "--json")
    assert done.exit_code == 1
    assert json.loads(done.stdout)["counts"] == {
        "new": 0,
        "unchanged": 1,
        "changed": 0,
        "refused": 0,
        "failed": 1,
        "left": 0,
    }
    assert command("wilson_center", "5").exit_code == 3
    assert command("wilson_center").exit_code == 2
    assert command("nowhere").exit_code == 2
    assert "there are: dfat, frus, nara_aad, wilson_center" in command("nowhere").stderr
    assert command("nara_aad", str(tmp_path / "nothing.pdf")).exit_code == 2
    assert command("wilson_center", "1", "--rate", "fast").exit_code == 2
    listed = tmp_path / "list.txt"
    listed.write_text("900106  # a cable\n\nhttps://digitalarchive.wilsoncenter.org/document/900107\n")
    asked = len(site.asked)
    done = command("wilson_center", "--list", str(listed), "--dry-run")
    assert done.exit_code == 0
    assert "wilson_center: 2 wanted" in done.stdout
    assert f"{site.url}/document/900107 → {raw}/wilson_center/900107.html" in done.stdout
    assert len(site.asked) == asked


def test_a_dry_run_leaves_nothing_behind(command, raw, clone):
    assert "dfat: 2 wanted" in command("dfat", "--volume", "8", "--from", str(clone), "--dry-run").stdout
    assert "volume 8, out of the archive" in command("dfat", "--volume", "8", "--dry-run").stdout
    assert not (raw / "dfat").exists()


def test_what_is_fetched_is_read(site, command, raw):
    site.plays["/document/900106"] = Reply(PAGE.read_bytes())
    command("wilson_center", "900106")
    done = CliRunner().invoke(app, ["parse", str(raw / "wilson_center" / "900106.html"), "--json"])
    assert json.loads(done.stdout)["document_id"] == "wilson_center:900106"
    assert json.loads(done.stdout)["form_id"] == "prc_mfa_cable"
