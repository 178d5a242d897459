"""Fetching, against a site on this machine that plays each host: what is kept, and how politely it was got."""

import gzip
import hashlib
import json
import signal
import subprocess
import sys
import time

import pytest
from typer.testing import CliRunner

from pipeline import corpus
from pipeline.cli import app
from pipeline.fetch import Manners, Request, WrongRequestError, fetch
from pipeline.fetch.files import workplace
from pipeline.origins import origins
from tests.conftest import REPOSITORY
from tests.playing import Reply, files, message, sidecar, states, with_validators

SAMPLE = (REPOSITORY / "tests/examples/raw/wilson_center/900106.html").read_bytes()
PAGE = "/document/900106"
ORIGIN = origins()["wilson_center"]


def test_a_page_is_kept_as_it_came_and_the_sidecar_says_where_from(site, get, raw):
    site.plays[PAGE] = Reply(SAMPLE, headers={"ETag": '"one"', "Last-Modified": "Tue, 24 Nov 2026 03:00:00 GMT"})
    assert states(get("900106")) == ["new"]
    file = raw / "wilson_center" / "900106.html"
    assert file.read_bytes() == SAMPLE
    stated = sidecar(file)
    assert stated["sha256"] == hashlib.sha256(SAMPLE).hexdigest()
    assert stated["size"] == len(SAMPLE)
    assert stated["source_url"] == "https://digitalarchive.wilsoncenter.org/document/900106"
    assert stated["address"] == f"{site.url}{PAGE}"
    assert (stated["etag"], stated["last_modified"]) == ('"one"', "Tue, 24 Nov 2026 03:00:00 GMT")
    assert stated["fetched_at"].endswith("Z")
    assert stated["rights"] == ORIGIN.rights
    assert not (raw / "wilson_center" / corpus.WORKPLACE).exists()
    found = corpus.scan(raw)
    assert [(each.path, each.excluded) for each in found] == [
        ("raw/wilson_center/900106.html", False),
        ("raw/wilson_center/900106.html.provenance.json", True),
    ]
    document, _ = corpus.read(found[0])
    assert document.issues == ()


def test_a_page_that_has_not_changed_is_not_sent_again(site, get, raw):
    site.plays[PAGE] = with_validators(SAMPLE)
    get("900106")
    before = {each: each.stat().st_mtime_ns for each in (raw / "wilson_center").iterdir()}
    assert states(get("900106")) == ["unchanged"]
    assert site.of(PAGE)[1].headers["If-None-Match"] == '"one"'
    assert {each: each.stat().st_mtime_ns for each in (raw / "wilson_center").iterdir()} == before


def test_the_date_of_a_page_does_as_well(site, get):
    date = {"Last-Modified": "Tue, 24 Nov 2026 03:00:00 GMT"}
    site.plays[PAGE] = lambda asked: (
        Reply(status=304) if "If-Modified-Since" in asked.headers else Reply(SAMPLE, 200, date)
    )
    assert states(get("900106")) + states(get("900106")) == ["new", "unchanged"]
    assert site.of(PAGE)[1].headers["If-Modified-Since"] == date["Last-Modified"]


def test_the_same_bytes_change_nothing(site, get, raw):
    site.plays[PAGE] = [Reply(SAMPLE, headers={"ETag": '"one"'}), Reply(SAMPLE, headers={"ETag": '"two"'})]
    get("900106")
    before = {each: each.read_bytes() for each in (raw / "wilson_center").iterdir()}
    assert states(get("900106")) == ["unchanged"]
    assert {each: each.read_bytes() for each in (raw / "wilson_center").iterdir()} == before


def test_a_page_that_reads_the_same_is_no_change(site, get, raw):
    """A site may write the hour, or a mark against forgery, into each page that it makes."""
    site.plays[PAGE] = [Reply(SAMPLE), Reply(SAMPLE.replace(b"<script>", b"<script>var token='8a3';"))]
    get("900106")
    assert states(get("900106")) == ["unchanged"]
    assert files(raw / "wilson_center") == ["900106.html"]


def test_a_changed_page_is_kept_beside_the_first_and_both_are_captures(site, get, raw, tmp_path):
    changed = SAMPLE.replace(b"14 of the 20 theodolites", b"15 of the 20 theodolites").replace(
        b"April 18, 1963", b"April 19, 1963"
    )
    assert changed != SAMPLE
    site.plays[PAGE] = [Reply(SAMPLE, headers={"ETag": '"one"'}), Reply(changed, headers={"ETag": '"two"'})]
    get("900106")
    assert states(get("900106")) == ["changed"]
    first, second = sorted((raw / "wilson_center").glob("*.html"))
    assert (second.read_bytes(), first.read_bytes()) == (SAMPLE, changed)
    assert first.name.startswith("900106.20")
    assert sidecar(first)["sha256"] == hashlib.sha256(changed).hexdigest()
    # the newest is what the site is asked about
    assert states(get("900106")) == ["unchanged"]
    assert site.of(PAGE)[2].headers["If-None-Match"] == '"two"'
    outputs = tmp_path / "out"
    done = CliRunner().invoke(app, ["publish", "--raw", str(raw), "--outputs", str(outputs), "--json"])
    published = json.loads(done.stdout)
    assert published["rows"]["documents"] == 1
    assert published["rows"]["captures"] == 2
    assert published["rows"]["variants"] >= 1


def test_a_file_that_a_person_put_there_is_not_overwritten(site, get, raw):
    mine = raw / "wilson_center" / "900106.html"
    mine.write_bytes(SAMPLE.replace(b"theodolites", b"levels"))
    site.plays[PAGE] = Reply(SAMPLE, headers={"ETag": '"one"'})
    assert states(get("900106")) == ["changed"]
    assert b"levels" in mine.read_bytes()
    assert "If-None-Match" not in site.of(PAGE)[0].headers


def test_a_file_without_a_sidecar_gets_one(site, get, raw):
    mine = raw / "wilson_center" / "900106.html"
    mine.write_bytes(SAMPLE)
    site.plays[PAGE] = Reply(SAMPLE)
    assert states(get("900106")) == ["unchanged"]
    assert sidecar(mine)["sha256"] == hashlib.sha256(SAMPLE).hexdigest()


def test_a_file_that_was_edited_since_is_asked_for_anew(site, get, raw):
    site.plays[PAGE] = with_validators(SAMPLE)
    get("900106")
    (raw / "wilson_center" / "900106.html").write_bytes(SAMPLE.replace(b"theodolites", b"levels"))
    assert states(get("900106")) == ["changed"]


def test_who_asks_is_said(site, get):
    site.plays[PAGE] = Reply(SAMPLE)
    get("900106", manners={"contact": "reader@example.org\r\nX-Forged: (1)"})
    for asked in site.asked:
        assert asked.headers["User-Agent"].startswith("Chancery/0.1.0 (reader@example.org")
        assert "X-Forged" not in asked.headers
        assert "Authorization" not in asked.headers
        assert "Cookie" not in asked.headers
    get("900106", manners={"contact": "reader@example.org"})
    assert site.asked[-1].headers["From"] == "reader@example.org"


def test_robots_are_obeyed(site, get):
    site.plays["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /doc*/90010\nAllow: /document/\n", kind="text/plain")
    refused = get("900106")
    assert states(refused) == ["refused"]
    assert "robots.txt of 127.0.0.1" in message(refused)
    assert "save the page as" in message(refused)
    assert site.paths == []
    site.plays["/robots.txt"] = Reply(
        b"User-agent: Chancery\nAllow: /\nUser-agent: *\nDisallow: /\n", kind="text/plain"
    )
    site.plays[PAGE] = Reply(SAMPLE)
    assert states(get("900106")) == ["new"]


def test_robots_that_are_not_there_forbid_nothing(site, get):
    site.plays[PAGE] = Reply(SAMPLE)
    for status in (404, 403, 410):
        site.plays["/robots.txt"] = Reply(status=status)
        assert not get("900106").has_losses


def test_robots_that_cannot_be_had_forbid_all(site, get):
    site.plays[PAGE] = Reply(SAMPLE)
    site.plays["/robots.txt"] = Reply(status=500)
    assert states(get("900106", "900107")) == ["refused", "left"]
    site.plays["/robots.txt"] = Reply(status=302, headers={"Location": "http://elsewhere.example/robots.txt"})
    assert states(get("900106", "900107")) == ["refused", "left"]
    assert site.paths == []


def test_robots_are_read_once_and_their_delay_is_kept(site, get, slept):
    site.plays["/robots.txt"] = Reply(b"User-agent: *\nCrawl-delay: 7.5\n", kind="text/plain")
    site.plays[PAGE] = site.plays["/document/900107"] = Reply(SAMPLE)
    get("900106", "900107", manners={"delay": 1.0})
    assert len(site.of("/robots.txt")) == 1
    assert len(slept) == 2
    assert all(6 < seconds <= 7.5 for seconds in slept)


def test_requests_keep_their_distance(site, raw):
    site.plays[PAGE] = site.plays["/document/900107"] = Reply(SAMPLE)
    fetch(ORIGIN, Request(("900106", "900107"), base_url=site.url, manners=Manners(delay=0.2)), raw)
    first, second, third = (each.at for each in site.asked)
    assert second - first >= 0.19
    assert third - second >= 0.19


def test_a_busy_site_is_asked_again_when_it_says(site, get, slept):
    site.plays[PAGE] = [Reply(status=429, headers={"Retry-After": "17"}), Reply(status=503), Reply(SAMPLE)]
    assert states(get("900106")) == ["new"]
    assert slept == [17.0, 0.002]
    site.plays[PAGE] = [Reply(status=500), Reply(SAMPLE)]


def test_a_site_that_is_busy_for_long_is_left_alone(site, get, slept):
    site.plays[PAGE] = Reply(status=429, headers={"Retry-After": "Fri, 01 Jan 2100 00:00:00 GMT"})
    done = get("900106", "900107")
    assert states(done) == ["failed", "left"]
    assert "asks to come back" in done.outcomes[0].message
    assert slept == []
    assert site.paths == [PAGE]


def test_a_fault_that_passes(site, get):
    site.plays[PAGE] = [Reply(status=500), Reply(SAMPLE)]
    assert states(get("900106")) == ["new"]


def test_a_fault_that_does_not_pass(site, get):
    site.plays[PAGE] = Reply(status=502)
    assert "status 502); tried 3 times" in message(get("900106"))
    assert len(site.of(PAGE)) == 3


def test_a_page_that_is_not_there(site, get):
    site.plays["/document/3"] = Reply(SAMPLE)
    done = get("1", "2", "4", "5", "3")
    assert states(done) == ["failed"] * 4 + ["new"]
    assert "there is nothing at this address (status 404)" in done.outcomes[0].message


def test_a_site_that_turns_programs_away_is_left_to_people(site, get, raw):
    site.plays |= {f"/document/{number}": Reply(b"<html>Forbidden</html>", 403) for number in range(6)}
    done = get(*map(str, range(6)))
    assert states(done) == ["refused"] * 3 + ["left"] * 3
    assert done.outcomes[0].message == (
        "the site refuses automated access (status 403); open https://digitalarchive.wilsoncenter.org/document/0"
        f" in a browser and save the page as {raw / 'wilson_center' / '0.html'}"
    )
    assert len(site.paths) == 3
    assert files(raw / "wilson_center") == []


def test_a_challenge_is_no_page(site, get):
    site.plays[PAGE] = Reply(SAMPLE, headers={"cf-mitigated": "challenge"})
    assert states(get("900106")) == ["refused"]


def test_redirects_on_the_same_host_are_followed(site, get, raw):
    site.plays[PAGE] = Reply(status=301, headers={"Location": "/document/cable-from-moscow#top"})
    site.plays["/document/cable-from-moscow"] = Reply(SAMPLE)
    assert states(get("900106")) == ["new"]
    assert sidecar(raw / "wilson_center" / "900106.html")["redirected_to"] == f"{site.url}/document/cable-from-moscow"


@pytest.mark.parametrize(
    ("place", "why"),
    [
        ("http://169.254.169.254/latest/meta-data/", "redirects to 169.254.169.254, and only"),
        ("http://localhost:1/document/900106", "redirects to localhost:1"),
        ("//elsewhere.example/document/900106", "redirects to elsewhere.example"),
        ("file:///etc/passwd", "no address: file:///etc/passwd"),
        ("ftp://127.0.0.1/x", "only http and https"),
        ("http://me:secret@127.0.0.1/x", "no name or password"),
        ("http://[broken/", "no address"),
    ],
)
def test_redirects_to_elsewhere_are_not_followed(site, get, place, why):
    site.plays[PAGE] = Reply(status=302, headers={"Location": place})
    done = get("900106")
    assert states(done) == ["refused"]
    assert why in message(done)


def test_redirects_end(site, get):
    site.plays[PAGE] = Reply(status=302, headers={"Location": PAGE})
    assert "redirects more than 5 times" in message(get("900106"))
    assert len(site.of(PAGE)) == 6


def test_robots_hold_for_where_a_redirect_leads(site, get):
    site.plays["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /private/\n", kind="text/plain")
    site.plays[PAGE] = Reply(status=302, headers={"Location": "/private/900106"})
    assert "asks programs to leave /private/900106 alone" in message(get("900106"))


def test_a_silent_site_is_not_waited_for(site, get):
    site.plays[PAGE] = Reply(SAMPLE, pause=1.0)
    started = time.monotonic()
    assert "no answer within 0.1 s; tried 2 times" in message(get("900106", manners={"timeout": 0.1, "attempts": 2}))
    assert time.monotonic() - started < 3


def test_a_site_that_drips_is_not_waited_for(site, get):
    site.plays[PAGE] = Reply(SAMPLE, drip=0.05)
    done = get("900106", manners={"patience": 0.2, "attempts": 1})
    assert "not there after 0.2 s" in message(done)


def test_robots_that_drip_are_not_waited_for(site, get):
    site.plays["/robots.txt"] = Reply(b"User-agent: *\n" * 50, drip=0.05)
    done = get("900106", manners={"patience": 0.2, "attempts": 1})
    assert states(done) == ["refused"]
    assert "not there after 0.2 s" in message(done)


def test_a_body_that_is_cut_off_is_no_document(site, get, raw):
    site.plays[PAGE] = [Reply(SAMPLE, stop_after=1000), Reply(SAMPLE)]
    assert states(get("900106")) == ["new"]
    assert (raw / "wilson_center" / "900106.html").read_bytes() == SAMPLE
    site.plays["/document/2"] = Reply(SAMPLE, stop_after=1000)
    assert "the connection failed" in message(get("2"))
    site.plays["/document/3"] = Reply(SAMPLE[:1000], has_length=False)
    assert "it came without its end" in message(get("3"))
    assert files(raw / "wilson_center") == [corpus.WORKPLACE, "900106.html"] or files(raw / "wilson_center") == [
        "900106.html"
    ]


def test_a_body_that_is_cut_off_goes_on_where_it_stopped(site, get, raw):
    whole = with_validators(SAMPLE)

    def play(asked):
        reply = whole(asked)
        reply.stop_after = None if "Range" in asked.headers else 1000
        return reply

    site.plays[PAGE] = play
    assert states(get("900106")) == ["new"]
    assert site.of(PAGE)[1].headers["Range"] == "bytes=1000-"
    assert site.of(PAGE)[1].headers["If-Range"] == '"one"'
    assert (raw / "wilson_center" / "900106.html").read_bytes() == SAMPLE


def test_a_file_that_changed_in_between_is_got_from_its_beginning(site, get, raw):
    newer = SAMPLE.replace(b"theodolites", b"levels")
    site.plays[PAGE] = [
        Reply(SAMPLE, headers={"ETag": '"one"'}, stop_after=1000),
        Reply(newer, headers={"ETag": '"two"'}),
    ]
    assert states(get("900106")) == ["new"]
    assert (raw / "wilson_center" / "900106.html").read_bytes() == newer


@pytest.mark.parametrize(
    "rest",
    [
        Reply(status=416),
        Reply(SAMPLE[5:], 206, {"Content-Range": f"bytes 5-{len(SAMPLE) - 1}/{len(SAMPLE)}"}),
        Reply(SAMPLE, 206),
        Reply(
            gzip.compress(SAMPLE[1000:]),
            206,
            {"Content-Range": f"bytes 1000-{len(SAMPLE) - 1}/{len(SAMPLE)}", "Content-Encoding": "gzip"},
        ),
    ],
)
def test_a_rest_that_does_not_fit_is_not_taken(site, get, raw, rest):
    site.plays[PAGE] = [Reply(SAMPLE, headers={"ETag": '"one"'}, stop_after=1000), rest, Reply(SAMPLE)]
    assert states(get("900106")) == ["new"]
    assert (raw / "wilson_center" / "900106.html").read_bytes() == SAMPLE
    assert "Range" not in site.of(PAGE)[2].headers


def test_a_file_of_another_kind_is_no_document(site, get):
    site.plays[PAGE] = Reply(b"%PDF-1.7", kind="application/pdf")
    assert "came as application/pdf, and should be application/xhtml+xml, text/html" in message(get("900106"))


def test_a_file_that_is_too_large_is_not_taken(site, get, monkeypatch, raw):
    monkeypatch.setattr("pipeline.fetch.pages.LARGEST_DOCUMENT", 2000)
    site.plays[PAGE] = Reply(SAMPLE)
    assert "more than 2,000 bytes" in message(get("900106"))
    site.plays[PAGE] = Reply(SAMPLE, has_length=False)
    assert "more than 2,000 bytes" in message(get("900106"))
    assert not [*raw.rglob("*.part")]


def test_a_packed_page_is_unpacked_and_a_bomb_is_not(site, get, raw, monkeypatch):
    site.plays[PAGE] = Reply(gzip.compress(SAMPLE), headers={"Content-Encoding": "gzip", "ETag": '"one"'})
    assert states(get("900106")) == ["new"]
    assert (raw / "wilson_center" / "900106.html").read_bytes() == SAMPLE
    monkeypatch.setattr("pipeline.fetch.pages.LARGEST_DOCUMENT", 1_000_000)
    site.plays["/document/2"] = Reply(gzip.compress(b"0" * 30_000_000), headers={"Content-Encoding": "gzip"})
    assert "more than 1,000,000 bytes" in message(get("2"))
    site.plays["/document/3"] = Reply(gzip.compress(SAMPLE)[:-20], headers={"Content-Encoding": "gzip"})
    assert "broken off; tried 3 times" in message(get("3"))
    site.plays["/document/4"] = Reply(SAMPLE, headers={"Content-Encoding": "br"})
    assert "packed as br" in message(get("4"))


def test_a_host_that_is_not_there(raw):
    request = Request(("1", "2", "3", "4", "5"), base_url="http://127.0.0.1:9", manners=Manners(attempts=1, delay=0.0))
    done = fetch(ORIGIN, request, raw)
    assert states(done) == ["refused", "left", "left", "left", "left"]
    assert "robots.txt could not be read (the connection failed" in done.outcomes[0].message
    assert not done.has_documents


def test_an_interrupted_list_goes_on_where_it_stopped(site, get, raw):
    site.plays |= {f"/document/{number}": Reply(SAMPLE) for number in range(1, 6)}
    site.plays["/document/3"] = [Reply(status=503, headers={"Retry-After": "100000"}), Reply(SAMPLE)]
    keys = tuple(map(str, range(1, 6)))
    assert states(get(*keys)) == ["new", "new", "failed", "left", "left"]
    assert states(get(*keys)) == ["unchanged", "unchanged", "new", "new", "new"]
    assert site.paths == [f"/document/{number}" for number in (1, 2, 3, 3, 4, 5)]
    # the list has come to its end: the next run asks for all
    assert states(get(*keys)) == ["unchanged"] * 5


def test_a_limited_list_goes_on_next_time(site, get):
    site.plays |= {f"/document/{number}": Reply(SAMPLE) for number in range(1, 6)}
    keys = tuple(map(str, range(1, 6)))
    assert states(get(*keys, limit=2)) == ["new", "new"]
    assert states(get(*keys, limit=2)) == ["unchanged", "unchanged", "new", "new"]
    assert site.paths == [f"/document/{number}" for number in (1, 2, 3, 4)]


def test_records_are_named_by_number_or_address(site, get):
    site.plays["/document/1"] = site.plays["/document/cable-from-x"] = Reply(SAMPLE)
    address = "https://digitalarchive.wilsoncenter.org/document/"
    assert len(get("1", f"{address}1", f"{address}1/?page=2#top", f"{address}cable-from-x").outcomes) == 2
    for wrong in ("../../etc/passwd", "https://elsewhere.example/document/1", "1/2", "", f"{address}../x", "a b"):
        with pytest.raises(WrongRequestError, match="is no record of wilson_center; give one such as 188161"):
            get(wrong)


def test_one_run_at_a_time(site, raw):
    with workplace(raw / "wilson_center"):
        done = CliRunner().invoke(app, ["fetch", "wilson_center", "1", "--raw", str(raw), "--base-url", site.url])
    assert done.exit_code == 2
    assert "another run is fetching" in done.stderr
    assert site.asked == []


def test_a_link_is_not_written_through(site, get, raw, tmp_path):
    site.plays[PAGE] = Reply(SAMPLE)
    mine = tmp_path / "mine"
    mine.write_text("mine")
    (raw / "wilson_center" / "900106.html").symlink_to(mine)
    assert states(get("900106")) == ["refused"]
    assert mine.read_text() == "mine"
    (raw / "wilson_center" / "900106.html").unlink()
    (raw / "wilson_center").rmdir()
    (raw / "wilson_center").symlink_to(tmp_path)
    with pytest.raises(WrongRequestError, match="is a link"):
        get("900106")


def test_killed_in_the_middle_and_run_again(site, raw):
    whole = with_validators(SAMPLE)

    def play(asked):
        reply = whole(asked)
        reply.drip = 0 if "Range" in asked.headers else 0.002
        return reply

    site.plays["/document/1"] = with_validators(SAMPLE)
    site.plays["/document/2"] = play
    chancery = [sys.executable, "-c", "from pipeline.cli import app; app()"]
    command = [*chancery, "fetch", "wilson_center", "1", "2", f"--raw={raw}", f"--base-url={site.url}", "--rate=1000"]
    running = subprocess.Popen(command)
    unfinished = raw / "wilson_center" / corpus.WORKPLACE
    deadline = time.monotonic() + 20
    while not (raw / "wilson_center" / "1.html").exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    while not any(part.stat().st_size > 300 for part in unfinished.glob("*.part")) and time.monotonic() < deadline:
        time.sleep(0.02)
    running.send_signal(signal.SIGKILL)
    running.wait()
    assert files(raw / "wilson_center") == [corpus.WORKPLACE, "1.html"]
    (part,) = unfinished.glob("*.part")
    begun = part.stat().st_size
    assert 0 < begun < len(SAMPLE)
    again = subprocess.run(command, capture_output=True, text=True, check=False)
    assert again.returncode == 0, again.stderr
    assert "1 new, 1 unchanged" in again.stdout
    assert len(site.of("/document/1")) == 1
    assert site.of("/document/2")[-1].headers["Range"] == f"bytes={begun}-"
    assert (raw / "wilson_center" / "2.html").read_bytes() == SAMPLE
    assert files(raw / "wilson_center") == ["1.html", "2.html"]


def test_what_is_not_finished_is_no_raw_file(raw):
    unfinished = raw / "wilson_center" / corpus.WORKPLACE
    unfinished.mkdir()
    (unfinished / "x.part").write_text("half")
    unknown = raw / "unknown" / corpus.WORKPLACE
    unknown.mkdir(parents=True)
    (unknown / "x.part").write_text("half")
    assert corpus.scan(raw) == []
