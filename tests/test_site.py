"""The pages of a release, without a browser: links, ids, what could run, what the words lead to."""

import hashlib
import json
import re
import time
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from typer.testing import CliRunner

from pipeline import reading
from pipeline.cli import app
from pipeline.renditions.site import contents, lists, markdown
from pipeline.renditions.site.paths import file_name
from pipeline.renditions.site.search import as_script
from pipeline.renditions.site.words import Span, Witness, marked, passages, words
from tests.conftest import REAL
from tests.pages import edition, hostile, made, pages, rendered

CABLE = "wilson_center:188161"
# What the search takes from an address stands where a page has its anchors.
_SEARCH = re.compile(r"[a-z_]+=")


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="module")
def worse(release: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the same tables with hostile values in every column."""
    return rendered(hostile(edition(release)), tmp_path_factory.mktemp("worse") / "1.0.0")


@pytest.fixture(scope="module")
def many(release: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a release that has more documents and actors than can have pages."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(contents, "MOST_DOCUMENTS", 2)
        patch.setattr(contents, "MOST_ACTORS", 2)
        for module in (contents, lists):
            patch.setattr(module, "PER_LIST", 3)
        return rendered(edition(release), tmp_path_factory.mktemp("many") / "1.0.0")


@pytest.fixture(scope="module")
def vast(release: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a release that has more documents than any browser could look through."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(contents, "MOST_DOCUMENTS", 2)
        patch.setattr(contents, "MOST_LISTED", 3)
        return rendered(edition(release), tmp_path_factory.mktemp("vast") / "1.0.0")


@pytest.fixture(params=["release", "worse", "many", "vast"])
def folder(request: pytest.FixtureRequest) -> Path:
    found: Path = request.getfixturevalue(request.param)
    return found / "site" if request.param == "release" else found


def test_every_link_leads_somewhere(folder: Path) -> None:
    ids = {file: set(page.xpath("//@id")) for file, page in pages(folder)}
    broken = []
    for file, page in pages(folder):
        for href in page.xpath("//a/@href | //link[@rel='stylesheet']/@href | //script/@src"):
            parts = urlsplit(href)
            if parts.scheme in {"http", "https"}:
                continue
            target = (file.parent / unquote(parts.path)).resolve() if parts.path else file
            is_there = target.is_file() and target.is_relative_to(folder.parent.resolve())
            anchor = unquote(parts.fragment)
            if not is_there or (anchor and not _SEARCH.match(parts.fragment) and anchor not in ids[_same(target, ids)]):
                broken.append((file.name, href))
    assert not broken


def _same(target: Path, among: dict[Path, set[str]]) -> Path:
    return next(each for each in among if each.resolve() == target.resolve())


@pytest.mark.parametrize("folder", ["release", "worse", "many"], indirect=True)
def test_what_the_search_finds_is_there(folder: Path) -> None:
    documents, actors, recipients = (_data(folder, name) for name in ("documents", "actors", "recipients"))
    assert all((folder / "documents" / row[0].partition("#")[0]).is_file() for row in documents["rows"])
    assert all((folder / "actors" / row[0].partition("#")[0]).is_file() for row in actors["rows"])
    assert all((folder / place.partition("#")[0]).is_file() for _, _, place in recipients["actors"])


def _data(folder: Path, name: str) -> dict:
    script = (folder / "assets" / f"{name}.js").read_text("utf-8")
    assert "<" not in script, "a tag in the data could end the script"
    return json.loads(script.removeprefix("window.CHANCERY = ").removesuffix(";\n"))


def test_ids_are_unique_and_headings_begin_with_one(folder: Path) -> None:
    for file, page in pages(folder):
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids)), file
        assert len(page.xpath("//h1")) == 1, file


def test_nothing_in_a_page_can_run(folder: Path) -> None:
    for file, page in pages(folder):
        policy = page.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
        assert "default-src 'none'" in policy and "unsafe" not in policy, file
        for script in page.xpath("//script[not(@type='application/ld+json')]"):
            assert not script.text and re.fullmatch(r"(\.\./)*assets/[a-z]+\.js", script.get("src")), file
        assert not page.xpath("//style | //@style | //iframe | //object | //embed | //img | //base"), file
        assert not [name for name in page.xpath("//@*") if name.attrname.startswith("on")], file
        schemes = {urlsplit(href).scheme for href in page.xpath("//@href")}
        assert schemes <= {"", "http", "https", "data"}, file


def test_hostile_values_are_shown_as_they_stand(worse: Path) -> None:
    shown = "".join(page.text_content() for _, page in pages(worse))
    assert '"><script>alert(1)</script><img src=x onerror=alert(1)>' in shown
    assert "{{ 7*7 }}" in shown and "javascript:alert(1)" in shown
    names = [file.relative_to(worse).as_posix() for file in worse.rglob("*")]
    assert all(re.fullmatch(r"[a-z0-9./-]+", name) and ".." not in name and len(name) < 100 for name in names)


def test_what_has_no_page_stands_in_a_list(many: Path) -> None:
    assert sorted(file.name for file in (many / "documents").iterdir()) == ["list-1.html", "list-2.html"]
    page = dict(pages(many))[many / "index.html"]
    assert "neither they nor their actors have pages of their own" in page.text_content()
    assert all("list" in file.name or file.name == "index.html" for file, _ in pages(many / "actors"))
    listed = {row for file, page in pages(many / "actors") if "list" in file.name for row in page.xpath("//tr/@id")}
    assert len(listed) == len(_data(many, "actors")["rows"])


def test_what_cannot_be_listed_is_told_and_downloaded(vast: Path) -> None:
    assert sorted(file.name for file, _ in pages(vast)) == ["dictionary.html", "index.html", "release.html"]
    first = next(page for file, page in pages(vast) if file.name == "index.html")
    assert "chancery explore" in first.text_content()
    assert first.xpath("//a[@href='../for-historians/citations.csv']")
    assert {"../documents.csv", "../routing_events.csv"} <= set(first.xpath("//a[@download]/@href"))


def test_same_bytes_twice(release: Path, tmp_path: Path) -> None:
    first, second = (
        {file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in _files(folder)}
        for folder in (rendered(edition(release), tmp_path / name) for name in ("one", "other"))
    )
    assert first == second


def _files(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file()]


def test_a_value_leads_to_its_words(release: Path) -> None:
    page = _page(release, CABLE)
    cell = page.xpath("//table[contains(@class, 'slip')]//td[.//a[starts-with(., \"Premier's Office\")]]")[0]
    number = cell.xpath(".//a[@class='n']/@href")[0]
    words = page.get_element_by_id(number.lstrip("#"))
    assert re.sub(r"^\d+", "", words.text_content()) == "Premier's Office"
    told = page.get_element_by_id(f"n{number.removeprefix('#w')}").text_content()
    assert "to_name" in told and "prc_mfa_cable.recipient" in told


def _page(release: Path, document_id: str):
    wanted = file_name(document_id)
    return next(page for file, page in pages(release / "site" / "documents") if file.name == wanted)


def test_the_slip_tells_copies_and_their_basis(release: Path) -> None:
    rows = [row.text_content() for row in _page(release, CABLE).xpath("//table[contains(@class, 'slip')]/tbody/tr")]
    assert len(rows) == 18
    assert "blanked in the document" in rows[13]
    assert "implied by total" in rows[4] and "implied by total" not in rows[2]


def test_a_document_leads_to_those_it_means_and_back(release: Path) -> None:
    reply, first = _page(release, "dfat:2"), _page(release, "dfat:1")
    assert file_name("dfat:1") in " ".join(reply.xpath("//section[@aria-labelledby='t-document_references']//a/@href"))
    assert file_name("dfat:2") in " ".join(first.xpath("//section[@aria-labelledby='incoming']//a/@href"))
    ghosts = _page(release, "dfat:3").xpath("//a[. = 'not held']/@href")
    assert ghosts and ghosts[0].startswith("../ghosts/list-1.html#")


def test_files_have_their_size_and_checksum(release: Path) -> None:
    page = dict(pages(release / "site"))[release / "site" / "release.html"]
    rows = page.xpath("//table[@class='files']/tbody/tr")
    listed = {row.xpath("string(.//a)") for row in rows}
    assert listed >= {"documents.csv", "documents.parquet"}
    # its hash is that of the code too, and no page may change with that
    assert "run.json" not in listed and page.xpath("//a[@href='../run.json']")
    for row in rows:
        file = release / row.xpath("string(.//a)")
        assert row.xpath("string(.//code)") == hashlib.sha256(file.read_bytes()).hexdigest()
        assert row.xpath("string(td[3])") == f"{file.stat().st_size:,}"


def test_markup_in_a_text_of_ours_is_shown() -> None:
    shown = markdown.block("- “<script>alert(1)</script>” [x](javascript:alert(1)) ![y](http://example.invalid/y)")
    assert "<script" not in shown and "javascript:alert" not in re.sub(r">[^<]*<", "><", shown)


def test_a_description_for_search_engines_is_embedded(release: Path, tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "dataset.jsonld").write_text('{"name": "</script><b>"}', "utf-8")
    page = dict(pages(rendered(edition(release), tmp_path / "one")))[tmp_path / "one" / "site" / "index.html"]
    assert json.loads(page.xpath("string(//script[@type='application/ld+json'])")) == {"name": "</script><b>"}


def test_data_cannot_end_a_script() -> None:
    wrong = "</script><!--\u2028\u2029'\\"
    assert not set(as_script(wrong)) & set("<\u2028\u2029")
    assert json.loads(as_script(wrong)) == wrong


def test_words_that_overlap_become_one_text() -> None:
    said = words([_witness(0, 9, "one apple"), _witness(4, 9, "apple"), _witness(4, 14, "apple pies")])
    (passage,) = said.files[0].passages
    assert "".join(each.text for each in passage.pieces) == "one apple pies"
    assert [each.number for each in passage.pieces if each.type == "mark"] == [1, 2, 3, 0]
    assert said.numbers["documents", "x:1", "title"] == [1, 2, 3]


def _witness(start: int, end: int, text: str) -> Witness:
    return Witness("documents", "x:1", "title", start, end, "rule", "read", text, "raw/x/1.md")


@pytest.mark.parametrize("step", [0, 1, 2], ids=["nested", "crossing", "in a row"])
def test_many_marks_take_time_in_line_with_their_number(step: int) -> None:
    spans = [Span(n, n * step + n, n * step + 20_000 - n, "x" * 20, "who") for n in range(3_000)]
    begun = time.process_time()
    pieces = list(marked("x" * 40_000, 0, [each for each in spans if each.start < each.end]))
    assert len(list(passages(spans))) >= 1
    assert "".join(each.text for each in pieces) == "x" * 40_000
    assert time.process_time() - begun < 3


def test_the_whole_text_is_read_with_its_marks(release: Path, cable: str) -> None:
    found = reading.read(release, release.parent.parent / "raw", CABLE)
    (text,) = found.texts
    assert "".join(each.text for each in text.pieces) == cable
    page = reading.write(found, release.parent)
    shown = page.read_text("utf-8")
    assert "Our view is that China is once again" in shown and 'id="w1"' in shown
    assert not any("Our view is that" in file.read_text("utf-8") for file in (release / "site").rglob("*.html"))


def test_read_says_where_the_page_is(release: Path) -> None:
    place = ["--outputs", str(release.parent), "--raw", str(release.parent.parent / "raw")]
    done = CliRunner().invoke(app, ["read", CABLE, *place])
    assert done.exit_code == 0
    assert Path(done.stdout.strip()).is_file()
    text = CliRunner().invoke(app, ["read", CABLE, "--text", *place])
    assert "⟦May 13 at 1600⟧" in text.stdout
    unknown = CliRunner().invoke(app, ["read", "wilson_center:1", *place])
    assert unknown.exit_code == 2


def test_read_says_that_the_raw_file_is_another(release: Path, tmp_path: Path) -> None:
    (tmp_path / "wilson_center").mkdir()
    (tmp_path / "wilson_center" / REAL.name).write_text("another text", "utf-8")
    done = CliRunner().invoke(app, ["read", CABLE, "--outputs", str(release.parent), "--raw", str(tmp_path)])
    assert done.exit_code == 1
    assert "has changed or is gone" in done.stderr
