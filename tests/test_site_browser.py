"""The pages in Chromium, from disk and from a server on this machine, with no other address asked; and for those who
cannot see them, or see them on a phone or by night.
"""

import hashlib
import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.pages import edition, hostile, made, rendered

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
if CHROMIUM is None:
    pytest.skip("there is no Chromium: apt-get install chromium", allow_module_level=True)
playwright = pytest.importorskip("playwright.sync_api", reason="the package playwright is not installed")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")

ARGUMENTS = [
    "--no-sandbox", "--headless=new", "--disable-quic", "--disable-background-networking", "--no-first-run",
]  # fmt: skip
DESKTOP = {"viewport": {"width": 1280, "height": 800}}
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
PAGES = ("index", "actors/index", "network", "recipients", "timeline", "release", "dictionary", "ghosts/list-1")


class Visit(NamedTuple):
    """A page with what it asked for and what it complained of."""

    page: Any
    root: str
    asked: list[str]
    complaints: list[str]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as running:
        opened = running.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("browser"))


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture(params=["disk", "server"])
def root(request: pytest.FixtureRequest, release: Path) -> Iterator[str]:
    """Where the release begins: a folder, or an address on this machine."""
    if request.param == "disk":
        yield release.as_uri()
        return
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(release))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def opened(browser: Any, root: str, **options: Any) -> Visit:
    page = browser.new_context(accept_downloads=True, **options).new_page()
    visit = Visit(page, root, [], [])
    page.on("request", lambda request: visit.asked.append(request.url))
    page.on("console", lambda message: visit.complaints.append(message.text))
    page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    page.on("dialog", lambda dialog: visit.complaints.append(f"dialog: {dialog.message}"))
    return visit


def left_alone(visit: Visit) -> None:
    assert not visit.complaints
    assert not [url for url in visit.asked if not url.startswith((visit.root, "data:"))]


def test_a_reader_searches_follows_and_downloads(browser: Any, root: str, release: Path) -> None:
    visit = opened(browser, root, **DESKTOP)
    page = visit.page
    page.goto(f"{root}/site/index.html")
    count, found = page.get_by_role("status"), page.locator("#found tbody tr")
    playwright.expect(count).to_have_text("4 documents found")
    page.get_by_label("Words of the title").fill("qiao xiaoguang")
    playwright.expect(count).to_have_text("1 document found")
    page.get_by_label("Words of the title").fill("")
    page.get_by_label("Priority").select_option("urgent")
    playwright.expect(found).to_have_count(1)
    page.get_by_role("button", name="Clear").click()
    page.get_by_label("From year").fill("1949")
    playwright.expect(found).to_have_count(1)
    # the address keeps the question, so the way back finds it again
    assert page.url.endswith("#first=1949")

    found.get_by_role("link").focus()
    page.keyboard.press("Enter")
    playwright.expect(page.get_by_role("heading", level=1)).to_contain_text("Illegal Crossings")
    slip = page.get_by_role("region", name="Routing slip")
    slip.get_by_role("row", name="Premier's Office").get_by_role("link", name="words").first.click()
    target = page.evaluate("document.querySelector('mark:target').textContent")
    assert target.endswith("Premier's Office")

    slip.get_by_role("link", name="Second Asian Department").click()
    playwright.expect(page.get_by_role("heading", level=1)).to_have_text("Second Asian Department")
    page.get_by_role("navigation", name="Site").get_by_role("link", name="Release").click()
    row = page.get_by_role("row", name="routing_events.csv")
    with page.expect_download() as waiting:
        row.get_by_role("link").click()
    got = hashlib.sha256(Path(waiting.value.path()).read_bytes()).hexdigest()
    assert row.locator(".hash").text_content() == got
    assert f"{got}  routing_events.csv" in (release / "SHA256SUMS").read_text("utf-8")
    left_alone(visit)


def test_who_got_most_copies_of_urgent_cables_in_1961(browser: Any, root: str) -> None:
    visit = opened(browser, root, **DESKTOP)
    page = visit.page
    page.goto(f"{root}/site/recipients.html")
    page.get_by_label("Priority").select_option("urgent")
    page.get_by_label("From year").fill("1961")
    page.get_by_label("To year").fill("1961")
    rows = page.locator("#found tbody tr")
    playwright.expect(page.get_by_role("status")).to_have_text("12 recipients found")
    assert [cell.strip() for cell in rows.first.locator("td").all_text_contents()] == [
        "Foreign Affairs Office",
        "5",
        "1",
    ]
    left_alone(visit)


def test_a_figure_of_the_table_leads_to_its_documents(browser: Any, root: str) -> None:
    visit = opened(browser, root, **DESKTOP)
    page = visit.page
    page.goto(f"{root}/site/network.html")
    row = page.locator(".matrix tbody tr", has_text="Kirk")
    row.locator("td a", has_text="2").first.click()
    playwright.expect(page.get_by_role("status")).to_have_text("2 documents found")
    page.get_by_role("button", name="No longer only from").click()
    page.get_by_role("button", name="No longer only to").click()
    playwright.expect(page.get_by_role("status")).to_have_text("4 documents found")
    left_alone(visit)


def test_a_phone_has_no_page_that_is_wider_than_it(browser: Any, release: Path) -> None:
    visit = opened(browser, release.as_uri(), **PHONE)
    for place in _all(release / "site"):
        visit.page.goto(f"{visit.root}/site/{place}")
        assert visit.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), place
    left_alone(visit)


def test_hostile_values_run_nowhere(browser: Any, release: Path, tmp_path: Path) -> None:
    folder = rendered(hostile(edition(release)), tmp_path / "worse")
    visit = opened(browser, folder.as_uri(), **DESKTOP)
    for place in _all(folder):
        visit.page.goto(f"{visit.root}/{place}")
    visit.page.goto(f"{visit.root}/index.html")
    playwright.expect(visit.page.get_by_role("status")).to_have_text("4 documents found")
    assert visit.page.locator("#found script, #found img").count() == 0
    left_alone(visit)


def _all(folder: Path) -> list[str]:
    return [f"{place}.html" for place in PAGES] + [
        next((folder / kind).glob("[!li]*.html")).relative_to(folder).as_posix() for kind in ("documents", "actors")
    ]


# each scheme and each width once: colours do not hang on the width
@pytest.mark.parametrize(("scheme", "size"), [("light", DESKTOP), ("dark", PHONE)], ids=["desktop-light", "phone-dark"])
def test_axe_finds_nothing_serious(browser: Any, release: Path, scheme: str, size: dict[str, Any]) -> None:
    visit = opened(browser, release.as_uri(), color_scheme=scheme, **size)
    # by night only the colours are others
    rules = {"resultTypes": ["violations"]} | ({"runOnly": ["color-contrast"]} if scheme == "dark" else {})
    found = []
    for place in _all(release / "site"):
        visit.page.goto(f"{visit.root}/site/{place}")
        for each in axe.Axe().run(visit.page, options=rules).response["violations"]:
            if each["impact"] in {"serious", "critical"}:
                found.append((place, each["id"], [node["html"][:120] for node in each["nodes"][:3]]))
    assert not found


def test_axe_rings_where_a_page_is_wrong(browser: Any) -> None:
    page = browser.new_page()
    page.set_content("<html><title>x</title><input><img src='data:,'></html>")
    found = {each["id"] for each in axe.Axe().run(page).response["violations"]}
    assert found >= {"label", "image-alt", "html-has-lang"}
