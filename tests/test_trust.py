"""Nothing in files is run, no secret is published, printed or sent on, and what is served is served to this machine."""

import ast

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.publish import publish
from pipeline.storage.secrets import SECRETS
from tests.conftest import REPOSITORY

# What makes objects, or runs code, of what a file holds.
LOADERS = frozenset(
    {"pickle", "cPickle", "_pickle", "dill", "cloudpickle", "joblib", "marshal", "shelve", "jsonpickle"}
)
CALLS = frozenset({"eval", "exec", "compile", "__import__", "read_pickle", "to_pickle", "system", "popen"})
YAML = frozenset({"safe_load", "safe_dump"})
# Arguments that let a library run a shell, load objects, fetch entities or read without measure.
ARGUMENTS = frozenset({"shell", "allow_pickle", "resolve_entities", "load_dtd", "huge_tree"})
MODULES = sorted(file for room in ("src", "flows") for file in (REPOSITORY / room).rglob("*.py"))


def uses(source):
    """What of a module could run what a file holds: imports, calls, and arguments of calls."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names if each.name.partition(".")[0] in LOADERS)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] in LOADERS:
            yield node.module
        elif isinstance(node, ast.Call):
            name, owner = _name(node.func)
            if (name in CALLS and owner != "re") or (owner == "yaml" and name not in YAML):
                yield f"{owner}.{name}"
            given = {each.arg for each in node.keywords if getattr(each.value, "value", None)}
            yield from (f"{name}({argument}=…)" for argument in ARGUMENTS & given)


def _name(called):
    if isinstance(called, ast.Attribute):
        return called.attr, getattr(called.value, "id", "")
    return getattr(called, "id", ""), ""


def test_nothing_is_deserialised_from_files():
    assert len(MODULES) > 200
    found = {str(file.relative_to(REPOSITORY)): list(uses(file.read_text("utf-8"))) for file in MODULES}
    assert not {file: used for file, used in found.items() if used}


@pytest.mark.parametrize(
    "source",
    ["import pickle", "from pickle import loads", "import marshal as m", "eval(text)", "yaml.load(text)",
     "yaml.unsafe_load(a)", "pd.read_pickle(file)", "subprocess.run(words, shell=True)",
     "np.load(file, allow_pickle=True)", "os.system(words)", "etree.XMLParser(resolve_entities=True)"],
)  # fmt: skip
def test_the_alarm_rings(source):
    assert list(uses(source))
    assert not list(uses("import json\nyaml.safe_load(a)\nre.compile(b)\nsubprocess.run(words)\njson.load(file)"))


def test_a_release_holds_no_secret_and_nothing_of_the_machine(tables, cable, raw, tmp_path, monkeypatch):
    for name in SECRETS:
        monkeypatch.setenv(name, "hunter2-is-secret")
    monkeypatch.setenv("USER", "somebody-here")
    tables(cable)
    made = publish(raw, tmp_path / "outputs", authorities=tmp_path / "none").release.path
    whole = b"".join(file.read_bytes() for file in sorted(made.rglob("*")) if file.is_file())
    for word in (b"hunter2-is-secret", b"somebody-here", str(tmp_path).encode()):
        assert word not in whole


@pytest.mark.parametrize(
    "address", ["https://me:hunter2@host.example/x", "http://hunter2@127.0.0.1:1", "ftp://a:hunter2@b"]
)
def test_a_password_in_the_address_of_a_mirror_is_refused_and_not_shown(address, raw):
    done = CliRunner().invoke(app, ["fetch", "wilson_center", "188161", "--base-url", address, "--raw", str(raw)])
    assert done.exit_code == 2
    assert "hunter2" not in done.output
    assert "no name or password" in done.output or "begins with https://" in done.output


def test_what_is_served_is_served_to_this_machine_unless_told():
    words = {file: file.read_text("utf-8") for file in MODULES}
    assert not [file for file, text in words.items() if "0.0.0.0" in text or 'host="::"' in text]
    for file, text in words.items():
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                arguments = [*node.args.args[-len(node.args.defaults) :], *node.args.kwonlyargs]
                defaults = [*node.args.defaults, *node.args.kw_defaults]
                for argument, default in zip(arguments, defaults, strict=False):
                    if argument.arg == "host" and isinstance(default, ast.Constant):
                        assert default.value in {"127.0.0.1", "localhost", "::1"}, file
