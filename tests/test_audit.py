"""What the project is made of: every package pinned by hash, under a licence that lets one pass it on, and audited."""

import importlib.metadata
import os
import re
import subprocess

import pytest

from tests.conftest import REPOSITORY

LOCKS = sorted((REPOSITORY / "requirements").glob("*.txt"))
_PINNED = re.compile(r"^([A-Za-z0-9_.-]+)==\S+((?:[^\n]*\\\n)*[^\n]*)", re.MULTILINE)
# Licences under which what uses a package must be given away under the same: none may be needed to run this project.
_STRONG = re.compile(r"\b(?:A?GPL|GNU (?:Affero )?General Public)", re.IGNORECASE)
# text-unidecode, which Prefect needs, can be had under the Artistic License instead.
_TOLD = {"text-unidecode"}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_package_is_pinned_by_hash_and_none_by_an_address(lock):
    text = lock.read_text("utf-8")
    pinned = _PINNED.findall(text)
    assert pinned
    assert not [name for name, rest in pinned if "--hash=sha256:" not in rest]
    assert not re.search(r"https?://|^-e|@ file", text, re.MULTILINE)


def test_nothing_that_is_needed_to_run_binds_who_passes_it_on():
    names = [name for name, _ in _PINNED.findall((REPOSITORY / "requirements" / "run.txt").read_text("utf-8"))]
    installed = {each.name.lower().replace("_", "-"): each for each in importlib.metadata.distributions()}
    stated = {name: _licence(installed[name].metadata) for name in names if name in installed}
    assert len(stated) > 100
    assert not [name for name, words in stated.items() if not words.strip()]
    assert {name for name, words in stated.items() if _STRONG.search(words)} <= _TOLD


def _licence(metadata):
    classifiers = [each for each in metadata.get_all("Classifier") or () if each.startswith("License ::")]
    return metadata.get("License-Expression") or " ".join(classifiers) or (metadata.get("License") or "")[:80]


@pytest.mark.parametrize(
    ("says", "arguments", "code", "told"),
    [
        ("echo 'Dependency not found'; exit 0", [], 2, "NOTHING WAS AUDITED"),
        ("echo 'Dependency not found'; exit 0", ["--unreached-is-fine"], 0, "NOTHING WAS AUDITED"),
        ("echo 'cannot be resolved' >&2; exit 1", ["--unreached-is-fine"], 0, "cannot be resolved"),
        ("case $* in *bad.txt) echo PYSEC-2018-28; exit 1;; *) exit 0;; esac", [], 0, "no advisory is known"),
        ("case $* in *run.txt|*bad.txt) echo PYSEC-2026-1; exit 1;; esac", [], 1, "of requirements/run.txt"),
    ],
    ids=["says nothing", "says nothing in CI", "out of reach", "nothing known", "something known"],
)
def test_an_audit_says_what_it_did(tmp_path, says, arguments, code, told):
    """pip-audit finds nothing, and says only that, where its service knows nothing of any package."""
    program = tmp_path / "pip-audit"
    program.write_text(f"#!/bin/sh\n{says}\n")
    program.chmod(0o755)
    command = [REPOSITORY / ".ci" / "audit", *arguments]
    done = subprocess.run(
        command, env={**os.environ, "PIP_AUDIT": str(program)}, capture_output=True, text=True, check=False
    )
    assert (done.returncode, told in done.stdout) == (code, True), done.stdout + done.stderr
