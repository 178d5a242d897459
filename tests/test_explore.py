"""A release in SQLite and in Datasette: the same cells, questions with the right answers, and nothing that runs."""

import asyncio
import hashlib
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from urllib.parse import urlencode

import httpx
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.explore import serve
from pipeline.explore.matching import Wanted, matches
from pipeline.explore.metadata import FACETS, LABELS, SORTED
from pipeline.explore.questions import answerable, questions
from pipeline.explore.reconciliation import QueryError, answers, columns_of, manifest
from pipeline.explore.sqlite import SEARCHED, NotOursError, make
from pipeline.explore.structure import NoReleaseError, described
from pipeline.publish import publish
from pipeline.schema import TABLES, table
from tests.conftest import REPOSITORY
from tests.edition import from_kirk, to_kirk, write

HOSTILE = "\"><script>alert(1)</script><img src=x onerror=alert(1)>\u202e'; DROP TABLE documents; --\n"
LONG = "x" * 10_000
SPEAKS = "My telegram 106 of 3rd March told of it."


@pytest.fixture(scope="module")
def outputs(tmp_path_factory):
    """The real cable, and three between Kirk and the Department, two of which speak of one that is not held."""
    folder = tmp_path_factory.mktemp("explored")
    shutil.copytree(REPOSITORY / "raw", folder / "raw")
    write(
        folder / "raw",
        from_kirk(1, "110", "6 March 1948", SPEAKS),
        from_kirk(2, "111", "7 March 1948", SPEAKS),
        to_kirk(3, "71", "8 March 1948"),
    )
    publish(folder / "raw", folder / "outputs")
    return folder / "outputs"


@pytest.fixture(scope="module")
def release(outputs):
    return (outputs / "latest").resolve()


@pytest.fixture(scope="module")
def file(release, tmp_path_factory):
    made = tmp_path_factory.mktemp("sqlite") / "chancery.db"
    make(release, made)
    return made


@pytest.fixture
def database(file):
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
        yield connection


@pytest.fixture(scope="module")
def hostile(release, tmp_path_factory):
    """A release with markup, SQL and a turn of the writing in all cells of text, and 10,000 letters in all but keys."""
    folder = tmp_path_factory.mktemp("hostile") / "release"
    shutil.copytree(release, folder)
    for each in TABLES:
        rows = pq.read_table(folder / f"{each.name}.parquet")
        for place, field in enumerate(rows.schema):
            if pa.types.is_string(field.type):
                added = HOSTILE if field.name in {*each.primary_key, *each.foreign_keys} else HOSTILE + LONG
                rows = rows.set_column(place, field, pc.binary_join_element_wise(rows[field.name], added, ""))
            if pa.types.is_list(field.type):
                rows = rows.set_column(place, field, pa.array([[HOSTILE, "2"]] * len(rows), field.type))
        if each.name == "documents":
            rows = rows.set_column(2, rows.schema.field(2), pa.array(["javascript:alert(1)"] * len(rows)))
        pq.write_table(rows, folder / f"{each.name}.parquet")
    return folder


def cells(database, name, columns):
    listed = ", ".join(f'"{column}"' for column in columns)
    return database.execute(f"SELECT {listed} FROM {name} ORDER BY rowid").fetchall()


def as_sqlite(rows):
    """The cells of an Arrow table as SQLite has them."""
    columns = [[json.loads(json.dumps(cell)) for cell in rows[name].to_pylist()] for name in rows.column_names]
    return [
        tuple(json.dumps(cell, ensure_ascii=False) if isinstance(cell, list) else cell for cell in row)
        for row in zip(*columns, strict=True)
    ]


def ask(database, name, **values):
    (question,) = (each for each in questions() if each.name == name)
    parameters = dict.fromkeys(re.findall(r":(\w+)", question.sql), "")
    found = database.execute(question.sql, parameters | values)
    names = [each[0] for each in found.description]
    return [dict(zip(names, row, strict=True)) for row in found]


# The file


@pytest.mark.parametrize("each", TABLES, ids=lambda each: each.name)
def test_a_table_has_the_rows_and_cells_of_the_release(release, database, each):
    rows = pq.read_table(release / f"{each.name}.parquet")
    assert cells(database, each.name, rows.column_names) == as_sqlite(rows)


def test_every_key_leads_to_a_row(database):
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    keys = {each.name: len(each.foreign_keys) for each in TABLES}
    found = {name: len(database.execute(f"PRAGMA foreign_key_list({name})").fetchall()) for name in keys}
    assert found == keys


def test_a_key_that_leads_nowhere_is_found(file, tmp_path):
    shutil.copy(file, tmp_path / "damaged.db")
    with closing(sqlite3.connect(tmp_path / "damaged.db")) as damaged:
        damaged.execute("UPDATE mentions SET actor_id = 'nobody' WHERE rowid = 1")
        assert damaged.execute("PRAGMA foreign_key_check").fetchall()


def test_a_key_is_not_given_twice(file, tmp_path):
    shutil.copy(file, tmp_path / "damaged.db")
    with closing(sqlite3.connect(tmp_path / "damaged.db")) as damaged, pytest.raises(sqlite3.IntegrityError):
        damaged.execute("UPDATE documents SET document_id = 'dfat:1'")


def test_the_same_release_gives_the_same_bytes(release, file, tmp_path):
    make(release, tmp_path / "again.db")
    assert hashlib.sha256((tmp_path / "again.db").read_bytes()).digest() == hashlib.sha256(file.read_bytes()).digest()


def test_columns_are_described_in_the_file_itself(database):
    (said,) = database.execute("SELECT sql FROM sqlite_master WHERE name = 'ghosts'").fetchone()
    assert '"ghost_id" TEXT NOT NULL, -- Id of the document, stable across releases.' in said


def test_words_of_titles_and_names_are_found(database):
    (found,) = database.execute(
        "SELECT document_id FROM documents"
        " WHERE rowid IN (SELECT rowid FROM documents_fts WHERE documents_fts MATCH 'crossings')"
    )
    assert found == ("wilson_center:188161",)
    # by a form of the name that is not the one shown
    (found,) = database.execute(
        "SELECT preferred_name FROM actors WHERE rowid IN (SELECT rowid FROM actors_fts WHERE actors_fts MATCH 'Song')"
    )
    assert found == ("Pak Seong-cheol",)


def test_the_year_is_empty_where_the_date_leaves_it_open(file, tmp_path):
    shutil.copy(file, tmp_path / "open.db")
    with closing(sqlite3.connect(tmp_path / "open.db")) as changed:
        assert changed.execute("SELECT DISTINCT year FROM documents ORDER BY 1").fetchall() == [(1948,), (1961,)]
        changed.execute("UPDATE documents SET date_earliest = '1947-12-31'")
        assert changed.execute("SELECT DISTINCT year FROM documents").fetchall() == [(None,)]


def test_a_file_of_another_is_not_replaced(release, file, tmp_path):
    for name, content in (("notes.txt", b"mine"), ("empty.db", b""), ("other.db", None)):
        target = tmp_path / name
        if content is None:
            with closing(sqlite3.connect(target)) as other:
                other.execute("CREATE TABLE mine (a)")
        else:
            target.write_bytes(content)
        before = target.read_bytes()
        with pytest.raises(NotOursError):
            make(release, target)
        assert target.read_bytes() == before
    shutil.copy(file, tmp_path / "ours.db")
    make(release, tmp_path / "ours.db")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["empty.db", "notes.txt", "other.db", "ours.db"]


def test_an_earlier_release_is_read_by_its_own_description(release, tmp_path):
    """One made before there were ghosts, and before actors had counts."""
    folder = tmp_path / "earlier"
    shutil.copytree(release, folder)
    stated = json.loads((folder / "datapackage.json").read_text("utf-8"))
    gone = {"ghosts", "document-references", "document-links"}
    stated["resources"] = [each for each in stated["resources"] if each["name"] not in gone]
    (folder / "datapackage.json").write_text(json.dumps(stated), "utf-8")
    make(folder, tmp_path / "earlier.db")
    with closing(sqlite3.connect(tmp_path / "earlier.db")) as database:
        names = {name for (name,) in database.execute("SELECT name FROM sqlite_master")}
        assert "documents" in names and "ghosts" not in names
    left = {each.name for each in answerable(described(folder).columns)}
    assert "ghosts_most_referred" not in left and "most_copies" in left


@pytest.mark.parametrize("damage", ["{", "{}", '{"resources": [{"format": "csv", "path": "../x.csv"}]}', "[]"])
def test_a_folder_that_is_no_release_says_so(tmp_path, damage):
    (tmp_path / "datapackage.json").write_text(damage, "utf-8")
    with pytest.raises(NoReleaseError, match="not a release"):
        make(tmp_path, tmp_path / "made.db")
    assert [each.name for each in tmp_path.iterdir()] == ["datapackage.json"]


def test_names_of_a_descriptor_cannot_write_sql(release, tmp_path):
    shutil.copytree(release, tmp_path / "bad")
    text = (tmp_path / "bad" / "datapackage.json").read_text("utf-8")
    for name in ("title; DROP TABLE actors", 'title\\" TEXT)'):
        changed = text.replace('"name": "title"', f'"name": "{name}"')
        (tmp_path / "bad" / "datapackage.json").write_text(changed, "utf-8")
        with pytest.raises(NoReleaseError):
            make(tmp_path / "bad", tmp_path / "bad.db")


def test_hostile_values_stay_as_they_are(hostile, tmp_path):
    make(hostile, tmp_path / "hostile.db")
    with closing(sqlite3.connect(tmp_path / "hostile.db")) as database:
        for each in TABLES:
            rows = pq.read_table(hostile / f"{each.name}.parquet")
            assert cells(database, each.name, rows.column_names) == as_sqlite(rows)
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []


# Questions


def test_columns_that_the_pages_name_are_there():
    for name, columns in (*FACETS.items(), *SEARCHED.items()):
        assert set(columns) - {"year"} <= set(table(name).fields), name
    for name, column in (*LABELS.items(), *((name, *of.values()) for name, of in SORTED.items())):
        assert column in table(name).fields


def test_every_question_can_be_asked_and_is_explained(database):
    assert len(questions()) == len(answerable({each.name: each.fields for each in TABLES})) >= 9
    for each in questions():
        assert each.title.endswith("?") and each.description and each.needs
        assert ask(database, each.name) is not None


def test_offices_with_most_copies(database):
    first, second, *_ = ask(database, "most_copies", year="1961")
    assert (first["recipient"], first["copies"]) == ("Foreign Affairs Office", 5)
    assert (second["recipient"], second["copies"]) == ("General Office", 3)
    assert sum(each["copies"] or 0 for each in ask(database, "most_copies")) == 18  # one more is redacted
    assert ask(database, "most_copies", year="1948") == []
    assert ask(database, "most_copies", priority="flash") == []


def test_who_wrote_to_whom(database):
    (first, second) = ask(database, "who_wrote_to_whom", year="1948")
    assert (first["sender"], first["addressee"], first["documents"]) == ("Kirk", "Department of External Affairs", 2)
    assert (first["first_day"], first["last_day"]) == ("1948-03-06", "1948-03-07")
    assert (second["sender"], second["documents"]) == ("Department of External Affairs", 1)


def test_what_two_wrote_to_each_other(database):
    found = ask(database, "between_two", one="kirk", other="Department of External Affairs")
    assert [each["document_id"] for each in found] == ["dfat:1", "dfat:2", "dfat:3"]
    assert ask(database, "between_two", one="Kirk", other="Kirk") == []


def test_documents_of_an_actor(database):
    (found,) = ask(database, "documents_of_actor", actor="Qiao Xiaoguang")
    assert found["document_id"] == "wilson_center:188161" and found["times_named"] >= 1
    assert len(ask(database, "documents_of_actor", actor="Kirk")) == 3


def test_who_held_a_post(database):
    (found,) = ask(database, "posts_held", post="AMBASSADOR")
    assert (found["person"], found["earliest_date"]) == ("Qiao Xiaoguang", "1961-05-12")


def test_documents_that_are_not_held(database):
    (first, second) = ask(database, "ghosts_most_referred")
    assert (first["reference_count"], first["identifier"], first["date_edtf"]) == (2, "106", "1948-03-03")
    assert second["date_edtf"] == "1961-04-24"
    assert ask(database, "ghosts_most_referred", year="1961") == [second]


def test_days_to_receipt(database):
    (found,) = ask(database, "days_to_receipt")
    assert (found["document_id"], found["days"]) == ("wilson_center:188161", 0)


def test_documents_by_year_and_words_behind(database):
    assert [(each["year"], each["documents"]) for each in ask(database, "documents_by_year")] == [(1948, 3), (1961, 1)]
    words = ask(database, "words_behind", document_id="wilson_center:188161")
    assert {"table": "documents", "field": "priority_text", "text": "Urgent"}.items() <= next(
        each.items() for each in words if each["field"] == "priority_text"
    )


# Names matched by OpenRefine


def matched(database, name, **query):
    (found,) = answers(database, json.dumps({"q0": {"query": name, **query}})).values()
    return found["result"]


def test_an_actor_is_found_by_each_of_its_names(database):
    for name in ("Pak Seong-cheol", "Pak Song Chol", "pak song chol", "Mr. Pak Song Chol"):
        first = matched(database, name)[0]
        assert (first["name"], first["match"], first["score"]) == ("Pak Seong-cheol", True, 100), name
        assert first["type"] == [{"id": "person", "name": "person"}]
    assert "as “Pak Song Chol”" in matched(database, "Pak Song Chol")[0]["description"]


def test_a_name_that_is_merely_alike_is_left_to_a_person(database):
    first = matched(database, "Pak Chol")[0]
    assert first["name"] == "Pak Seong-cheol" and not first["match"] and first["score"] < 100
    # a surname alone tells nobody from others
    assert not any(each["match"] for each in matched(database, "Chen"))
    assert matched(database, "Nobody Known") == []


def test_of_several_who_bear_a_name_none_is_a_match(file, tmp_path):
    shutil.copy(file, tmp_path / "two.db")
    with closing(sqlite3.connect(tmp_path / "two.db")) as database:
        assert matched(database, "Foreign Affairs Office")[0]["match"]
        database.execute(
            "UPDATE actors SET preferred_name = 'Foreign Affairs Office' WHERE preferred_name = 'General Office'"
        )
        found = matched(database, "Foreign Affairs Office")
        assert [each["score"] for each in found[:2]] == [100, 100]
        assert not any(each["match"] for each in found)


def test_kind_columns_and_limit_narrow(database):
    assert {each["type"][0]["id"] for each in matched(database, "Office", type="corporate_body")} == {"corporate_body"}
    assert matched(database, "Pak Song Chol", type=["corporate_body"]) == []
    assert matched(database, "Kirk", properties=[{"pid": "country_code", "v": "CN"}]) == []
    assert matched(database, "Kirk", properties=[{"pid": "actor_type", "v": {"id": "person"}}])
    assert len(matched(database, "Office of the Ministry", limit=1)) == 1


def test_columns_are_added_to_those_who_were_matched(database):
    key = matched(database, "Second Asian Department")[0]["id"]
    asked = {"ids": [key, "nobody"], "properties": [{"id": "parent_actor_id"}, {"id": "document_count"}]}
    found = columns_of(database, json.dumps(asked))
    assert found["rows"][key]["document_count"] == [{"int": 1}]
    assert found["rows"][key]["parent_actor_id"][0]["name"] == "Ministry of Foreign Affairs"
    assert found["rows"]["nobody"] == {"parent_actor_id": [], "document_count": []}


@pytest.mark.parametrize(
    "stated", ["", "[", "[]", "1", '{"q": 1}', '{"q": {}}', '{"q": {"query": "a", "properties": [1]}}', "[" * 100_000]
)
def test_what_is_no_query_is_refused(database, stated):
    with pytest.raises(QueryError):
        answers(database, stated)
    with pytest.raises(QueryError):
        columns_of(database, stated)


def test_a_column_that_is_none_is_refused(database):
    with pytest.raises(QueryError, match="no column"):
        columns_of(database, json.dumps({"ids": ["a"], "properties": [{"id": "x FROM actors; --"}]}))


@pytest.mark.parametrize(
    "name", ["", '"', "' OR 1=1 --", "NEAR(a b)", "a AND OR *", "\0", "()", "x" * 100_000, "a " * 50_000]
)
def test_hostile_names_are_only_names(database, name):
    assert isinstance(matches(database, Wanted(name)), list)
    assert isinstance(matches(database, Wanted(name, is_begun=True)), list)


def test_the_service_says_where_an_actor_is_shown():
    assert manifest("http://127.0.0.1:1/chancery/actors")["view"]["url"] == "http://127.0.0.1:1/chancery/actors/{{id}}"


# Datasette


def pages(release, file, requests):
    """The replies to requests, of a Datasette that is not started."""
    pytest.importorskip("datasette", reason="Datasette is not installed (extra explore)")
    application = serve.application(release, file)

    async def replies():
        await application.invoke_startup()
        ask = application.client.request
        return [await ask(each.pop("method", "GET"), each.pop("url"), **each) for each in map(dict, requests)]

    return asyncio.run(replies())


def test_pages_of_tables_rows_and_questions_answer(release, file):
    paths = ["/", "/chancery", *(f"/chancery/{each.name}" for each in (*TABLES, *questions()))]
    found = pages(release, file, [{"url": path} for path in paths])
    assert {path: each.status_code for path, each in zip(paths, found, strict=True)} == dict.fromkeys(paths, 200)
    assert "Which offices got most copies of urgent cables?" in found[1].text
    documents = found[paths.index("/chancery/documents")].text
    assert "facet-year" in documents and "One row per archival record" in documents


def test_keys_show_names_and_an_actor_is_found_by_another_name(release, file):
    events, row, answer, search = pages(
        release,
        file,
        [
            {"url": "/chancery/routing_events?document_id=dfat:1"},
            {"url": "/chancery/routing_events/dfat~3A1~2Fe01"},
            {"url": "/chancery/who_wrote_to_whom?year=1948"},
            {"url": "/chancery/actors.json?_search=song+chol&_shape=array"},
        ],
    )
    label = r'<a href="/chancery/actors/[\w-]*kirk">Kirk</a>'
    assert re.search(label, events.text)
    assert re.search(label, row.text)
    assert re.search(r'<a href="/chancery/actors/([\w-]*kirk)">\1</a>', answer.text)
    assert [each["preferred_name"] for each in search.json()] == ["Pak Seong-cheol"]


def test_openrefine_gets_its_answers(release, file):
    address = "/chancery/actors/-/reconcile"
    form = {"content-type": "application/x-www-form-urlencoded"}
    queries = urlencode({"queries": json.dumps({"q0": {"query": "Pak Song Chol"}})})
    extend = urlencode({"extend": json.dumps({"ids": ["a"], "properties": [{"id": "actor_type"}]})})
    stated, posted, asked, added, wrong, entities, columns, kinds, offered = pages(
        release,
        file,
        [
            {"url": address},
            {"url": address, "method": "POST", "content": queries, "headers": form},
            {"url": f"{address}?{queries}"},
            {"url": address, "method": "POST", "content": extend, "headers": form},
            {"url": f"{address}?queries=nothing"},
            {"url": f"{address}/suggest/entity?prefix=pak"},
            {"url": f"{address}/suggest/property?prefix=doc"},
            {"url": f"{address}/suggest/type?prefix=corp"},
            {"url": f"{address}/extend/propose"},
        ],
    )
    assert stated.json()["versions"] == ["0.1", "0.2"]
    assert stated.headers["access-control-allow-origin"] == "*"
    assert posted.json() == asked.json()
    assert posted.json()["q0"]["result"][0]["name"] == "Pak Seong-cheol"
    assert added.json()["rows"] == {"a": {"actor_type": []}}
    assert wrong.status_code == 400 and "JSON" in wrong.json()["error"]
    assert entities.json()["result"][0]["name"] == "Pak Seong-cheol"
    assert [each["id"] for each in columns.json()["result"]] == ["document_count"]
    assert [each["id"] for each in kinds.json()["result"]] == ["corporate_body"]
    assert {each["id"] for each in offered.json()["properties"]} == set(table("actors").fields)


def test_nothing_of_the_data_runs_in_a_page(hostile, tmp_path):
    make(hostile, tmp_path / "chancery.db")
    with closing(sqlite3.connect(tmp_path / "chancery.db")) as database:
        (actor,) = database.execute("SELECT actor_id FROM actors LIMIT 1").fetchone()
    shown = ["/", "/chancery", *(f"/chancery/{each.name}?_size=3" for each in TABLES)]
    shown += [f"/chancery/{each.name}" for each in questions()]
    shown += [
        f"/chancery/documents_of_actor?{urlencode({'actor': actor})}",
        "/chancery?sql=select+*+from+mentions+limit+2",
    ]
    found = pages(hostile, tmp_path / "chancery.db", [{"url": path} for path in shown])
    assert {path: each.status_code for path, each in zip(shown, found, strict=True)} == dict.fromkeys(shown, 200)
    rows = {link for each in found for link in re.findall(r'href="(/chancery/\w+/[^"?]+~3C[^"?]*)"', each.text)}
    # members of lists were replaced whole, and lead nowhere
    kinds = {link.split("/")[2]: link for link in sorted(rows) if "/~22~3E" not in link}
    assert {"documents", "actors", "routing_events"} <= set(kinds)
    found += pages(hostile, tmp_path / "chancery.db", [{"url": path} for path in kinds.values()])
    assert [str(each.url)[:300] for each in found if each.status_code != 200] == []
    for each in found:
        assert "<script>alert" not in each.text and "<img src=x" not in each.text
        assert not re.search(r'(?:href|src)="\s*javascript:', each.text)
    assert sum("&lt;script&gt;alert(1)" in each.text for each in found) > len(TABLES)


def test_nothing_is_written_no_other_file_is_read_and_no_query_runs_for_ever(release, file, tmp_path, monkeypatch):
    (tmp_path / "secret.db").write_bytes(b"")
    before = file.read_bytes()
    monkeypatch.setitem(serve.SETTINGS, "sql_time_limit_ms", 200)
    refused = (
        "delete from documents",
        "drop table documents",
        f"attach database '{tmp_path / 'secret.db'}' as other",
        "pragma writable_schema = 1",
        f"vacuum into '{tmp_path / 'copy.db'}'",
        "select load_extension('x')",
        "select readfile('/etc/passwd')",
        "with a as (select 1) insert into documents select * from a",
        "with recursive a(n) as (select 1 union all select n + 1 from a) select count(*) from a",
    )
    asked = [{"url": f"/chancery.json?{urlencode({'sql': sql})}"} for sql in refused]
    *found, outside = pages(release, file, [*asked, {"url": "/pages/..%2f..%2fserve.py"}])
    assert {sql: each.status_code for sql, each in zip(refused, found, strict=True)} == dict.fromkeys(refused, 400)
    assert "interrupted" in found[-1].text.lower()
    assert outside.status_code == 404
    assert file.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["secret.db"]


# The command


def test_it_answers_on_this_machine_until_it_is_stopped(outputs, tmp_path):
    pytest.importorskip("datasette", reason="Datasette is not installed (extra explore)")
    chancery = Path(sys.executable).parent / "chancery"
    place = {**os.environ, "TMPDIR": str(tmp_path)}
    command = [chancery, "explore", "--outputs", outputs, "--port", "0"]
    with subprocess.Popen(command, env=place, stdout=subprocess.PIPE, text=True) as running:
        try:
            first = running.stdout.readline()
            address = re.fullmatch(r"release \S+: (http://127\.0\.0\.1:\d+/chancery)\n", first)[1]
            assert "documents" in httpx.get(address, trust_env=False, timeout=60).text
            assert "--make" not in running.stdout.readline()
        finally:
            running.send_signal(signal.SIGTERM)
            code = running.wait(60)
    assert code == 0
    assert list(tmp_path.iterdir()) == []


def test_a_port_that_is_taken_says_so(outputs):
    pytest.importorskip("datasette", reason="Datasette is not installed (extra explore)")
    with serve.listening("127.0.0.1", 0) as taken:
        port = str(taken.getsockname()[1])
        done = CliRunner().invoke(app, ["explore", "--outputs", str(outputs), "--port", port])
    assert done.exit_code == 2
    assert "try another --port" in done.stderr


def test_without_datasette_it_says_what_to_install(outputs, tmp_path, monkeypatch):
    monkeypatch.setattr(serve.importlib.util, "find_spec", lambda name: None)
    done = CliRunner().invoke(app, ["explore", "--outputs", str(outputs)])
    assert done.exit_code == 2
    assert "make setup" in done.stderr and "chancery[explore]" in done.stderr and "--make" in done.stderr
    # the file alone needs no more than Python
    made = CliRunner().invoke(app, ["explore", "--outputs", str(outputs), "--make", str(tmp_path / "made.db")])
    assert made.exit_code == 0 and (tmp_path / "made.db").exists()


def test_without_a_release_it_says_so(tmp_path):
    done = CliRunner().invoke(app, ["explore", "--outputs", str(tmp_path)])
    assert done.exit_code == 2 and "no release" in done.stderr
