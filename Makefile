.DEFAULT_GOAL := help
.PHONY: help setup datasets test lint bench audit lock clean

PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin

# Prefect keeps its own database here, apart from any other on the machine. With PREFECT_API_URL set, runs go
# to that server.
export PREFECT_HOME ?= $(CURDIR)/.prefect
export DO_NOT_TRACK ?= 1

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check

# $(call install,lock file): a virtual environment with exactly what is locked, and this project in it. A lock names
# all that is needed, so nothing is left to be resolved.
define install
	@command -v $(PYTHON) > /dev/null || { echo "$(PYTHON) was not found: install it, or name another with make PYTHON=python3.12"; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) install --no-deps --require-hashes -r $(1) -r requirements/build.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	$(PIP) check
endef

$(VENV)/.run: requirements/run.txt requirements/build.txt pyproject.toml
	$(call install,requirements/run.txt)
	@touch $@

$(VENV)/.dev: requirements/dev.txt requirements/build.txt pyproject.toml
	$(call install,requirements/dev.txt)
	@touch $@ $(VENV)/.run

setup: $(VENV)/.dev ## set up the environment, with the tools for testing

datasets: $(VENV)/.run ## publish a release from raw/ into outputs/, with the Prefect flow
	$(BIN)/python -m flows.publish --raw raw --outputs outputs

test: $(VENV)/.dev ## run the tests
	$(BIN)/python -m pytest --numprocesses 2 --dist loadfile

lint: $(VENV)/.dev ## check style, types and the directions of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.dev ## measure speed against a floor and a bare loop
	$(BIN)/python -m benchmarks.reading
	$(BIN)/python -m benchmarks.flow

# pip-audit has an environment of its own: what it needs is no part of this project
.audit/.done: requirements/audit.txt
	@command -v $(PYTHON) > /dev/null || { echo "$(PYTHON) was not found: install it, or name another with make PYTHON=python3.12"; exit 1; }
	test -x .audit/bin/python || $(PYTHON) -m venv .audit
	.audit/bin/python -m pip --quiet --disable-pip-version-check install --no-deps --require-hashes -r requirements/audit.txt
	@touch $@

audit: .audit/.done ## look for known advisories against what the locks name
	@.ci/audit $(AUDIT)

COMPILE := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header

lock: ## resolve the locks in requirements/ anew (needs uv)
	$(COMPILE) pyproject.toml --output-file requirements/run.txt
	$(COMPILE) pyproject.toml --all-extras --constraints requirements/run.txt --output-file requirements/dev.txt
	$(COMPILE) requirements/build.in --output-file requirements/build.txt
	$(COMPILE) requirements/audit.in --output-file requirements/audit.txt

clean: ## remove what was set up and cached; raw/ and outputs/ stay
	rm -rf $(VENV) .audit .prefect .pytest_cache .ruff_cache .mypy_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
