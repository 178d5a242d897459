"""The command: exit codes, what is printed for people and for programs."""

import json


def test_publish_says_where_and_how_much(run):
    done = run("publish")
    assert done.exit_code == 0, done.output
    assert "release 1.0.0 (new): outputs/1.0.0" in done.output
    assert "routing_events" in done.output
    assert "1 files ingested = 1 published + 0 quarantined + 0 excluded" in done.output
    assert "nothing has changed" in run("publish").output


def test_publish_as_json(run):
    report = json.loads(run("publish", "--json").stdout)
    assert report["rows"]["routing_events"] == 18
    assert report["ledger"]["published"] == 1
    assert report["issues"][0]["code"] == "unusual-order"


def test_exit_codes(run, raw):
    assert run("publish", "--version", "../x").exit_code == 2
    assert run("publish", "--raw", "nowhere").exit_code == 2
    assert run("publish", "--colour").exit_code == 2
    assert run("verify", "nowhere").exit_code == 2
    assert run("explain", "x").exit_code == 2
    (raw / "wilson_center" / "bad.md").write_bytes(b"")
    done = run("publish")
    assert done.exit_code == 1
    assert "bad.md" in done.output
    assert "it is empty" in done.output
    assert run("verify").exit_code == 0
    (raw / "wilson_center" / "188161.md").unlink()
    assert run("verify").exit_code == 1
    done = run("publish")
    assert done.exit_code == 3
    assert "no release was made" in done.stderr


def test_parse(run):
    done = run("parse", "raw/wilson_center/188161.md")
    assert done.exit_code == 0
    assert "Chen- 8/35" in done.output
    assert "[North] Korean government" in done.output, "brackets of the text are no markup"
    read = json.loads(run("parse", "raw/wilson_center/188161.md", "--json").stdout)
    assert read["form_id"] == "prc_mfa_cable"
    elements = {each["element"]: each for reading in read["readings"] for each in reading["elements"]}
    assert elements["copies_total"]["value"] == 19
    assert elements["copies_total"]["text"] == "19"
    assert [reading["residue"] for reading in read["readings"]] == [[], []]


def test_parse_shows_what_is_not_read(run, raw):
    file = raw / "wilson_center" / "188161.md"
    file.write_text(file.read_text("utf-8").replace("From the Korea", "Odd line  \nFrom the Korea"), "utf-8")
    assert "not read" in run("parse", str(file)).output
    read = json.loads(run("parse", str(file), "--json").stdout)
    assert read["readings"][1]["residue"][0]["text"] == "Odd line"
    assert read["readings"][1]["residue"][0]["start"] > 0


def test_parse_needs_a_source_and_a_text(run, tmp_path):
    (tmp_path / "x.md").write_text("x")
    assert "--source" in run("parse", "x.md").stderr
    assert run("parse", "x.md").exit_code == 2
    assert run("parse", "x.md", "--source", "nobody").exit_code == 2
    assert run("parse", "x.md", "--source", "wilson_center").exit_code == 3
    assert run("parse", "nowhere.md", "--source", "wilson_center").exit_code == 3


def test_explain(run):
    run("publish")
    done = run("explain", "wilson_center:188161/e15", "at_local")
    assert "Received: May 12 at 1700 Proofread" in done.output
    assert "^^^^^^^^^^^^^^" in done.output
    assert "inferred" in done.output
    (cell,) = json.loads(run("explain", "wilson_center:188161/e15", "at_local", "--json").stdout)
    assert cell["value"] == "1961-05-12T17:00"
    assert "does not state it" in run("explain", "wilson_center:188161", "handling").output


def test_what_a_text_holds_does_not_act_on_the_terminal(run, raw):
    file = raw / "wilson_center" / "188161.md"
    text = file.read_text("utf-8").replace("Premier's Office", "[red]Office\u202e\x1b[31m of[/red]")
    file.write_text(text, "utf-8")
    for arguments in (["publish"], ["parse", str(file)], ["explain", "wilson_center:188161/e03"]):
        output = run(*arguments).output
        assert "\x1b" not in output
        assert "\u202e" not in output


def test_help_and_version(run):
    assert "publish" in run("--help").output
    assert run("--version").output.startswith("chancery ")
