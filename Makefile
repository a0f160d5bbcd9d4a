# The habits of the house. `make help` lists them.

.DEFAULT_GOAL := help
SHELL := bash
.SHELLFLAGS := -euo pipefail -c

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input -q
UV := build/uv/bin/uv
# An extra is pinned with its library: else a newer version of it may be found for the extra alone.
LOCK := $(UV) pip compile pyproject.toml - --generate-hashes --universal --python-version 3.11 --no-header --no-strip-extras -q

# Words to add to pytest's command line: make test ARGS="-x tests/reading"
ARGS ?=
# Tests run side by side, a file at a time: as many as there are cores. WORKERS=0 runs one after the other.
WORKERS ?= auto
SIDE_BY_SIDE := -n $(WORKERS) --dist loadfile
ON_A_DATABASE := $(addprefix tests/,register follow programmes office work reminders site cli/test_register.py)
SERVE ?= yes
PORT ?= 8000

.PHONY: help setup demo test test-postgres test-browser coverage check lint format types imports bench bench-register score train words lock clean

help: ## list what make can do
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

# ---- setting up: each stamp is redone only when what it was made from has changed

setup: .venv/ready ## build .venv from requirements.lock, with ikrar in it

.venv/bin/python:
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "ikrar needs Python 3.11 or later: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@echo "Making .venv ($$("$(PYTHON)" --version))"
	@"$(PYTHON)" -m venv .venv

.venv/ready: requirements.lock pyproject.toml | .venv/bin/python
	@echo "Installing what requirements.lock names"
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

.venv/ready-dev: requirements-dev.lock .venv/ready
	@echo "Installing the tools of requirements-dev.lock"
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

.venv/ready-bench: requirements-bench.lock .venv/ready
	@echo "Installing spaCy, to measure against, and scikit-learn, to train with"
	@$(PIP) install --require-hashes -r requirements-bench.lock
	@touch $@

# ---- using it

demo: setup ## read the sample documents into a fresh register and serve it (SERVE=no: stop before serving; PORT=9000)
	@$(BIN)/ikrar demo --port $(PORT) $(if $(filter no,$(SERVE)),--no-serve)

# ---- checking it

test: .venv/ready-dev ## all tests that need no server and no browser
	@$(BIN)/python -m pytest $(SIDE_BY_SIDE) $(ARGS)

test-postgres: .venv/ready-dev ## all tests of the register on PostgreSQL: DATABASE_URL, or a server started for them alone
	@.ci/postgres $(BIN)/python -m pytest $(SIDE_BY_SIDE) $(ON_A_DATABASE) $(ARGS)

test-browser: .venv/ready-dev ## the tests that drive a browser (Debian's Chromium)
	@$(BIN)/python -m pytest -m browser tests/browser $(ARGS)

coverage: .venv/ready-dev ## which lines the tests of `make test` run
	@$(BIN)/python -m pytest -q $(SIDE_BY_SIDE) --cov --cov-report= $(ARGS)
	@$(BIN)/coverage report --skip-covered --skip-empty

check: lint types imports ## lint, types and imports

lint: .venv/ready-dev ## ruff: rules and format
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check

format: .venv/ready-dev ## let ruff mend what it can
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

types: .venv/ready-dev ## mypy
	@$(BIN)/mypy

imports: .venv/ready-dev ## the direction of imports between the rooms
	@$(BIN)/lint-imports

# ---- measuring it

bench: .venv/ready-bench ## speed and memory, beside spaCy's blank pipeline, and how long `ikrar read` takes
	@$(BIN)/python benchmarks/speed.py
	@$(BIN)/python benchmarks/start.py

SIZE ?= small
REGISTER_small := --documents 5000 --claims 25000
REGISTER_full := --documents 100000 --claims 500000

bench-register: setup ## how fast things are found in a made-up register (SIZE=full: 100,000 documents, 500,000 claims)
	@$(BIN)/python benchmarks/finding.py $(REGISTER_$(SIZE)) $(ARGS)

score: setup ## accuracy on the gold data, where it is there
	@$(BIN)/python benchmarks/score.py $(ARGS)

train: .venv/ready-bench ## the weights of reading anew, from the texts of corpus/ (ARGS=--dry-run: only how well they do)
	@$(BIN)/python benchmarks/train.py $(ARGS)

# ---- keeping it

words: setup ## bring the catalogues of the pages' words in step with the pages, and compile them
	@$(BIN)/python -m ikrar.site.catalogue

lock: $(UV) ## write the lock files anew from pyproject.toml (UPGRADE=1: with newer versions)
	@echo 'setuptools>=77' | $(LOCK) $(if $(UPGRADE),--upgrade) --extra dev -o requirements-dev.lock
	@echo 'setuptools>=77' | $(LOCK) $(if $(UPGRADE),--upgrade) -c requirements-dev.lock -o requirements.lock
	@echo 'setuptools>=77' | $(LOCK) $(if $(UPGRADE),--upgrade) -c requirements-dev.lock --extra bench -o requirements-bench.lock
	@sed -i 's/^lxml\[html-clean\]==/lxml[html_clean]==/' requirements*.lock # older pip knows an extra only as it was asked for

$(UV):
	@"$(PYTHON)" -m venv build/uv
	@build/uv/bin/python -m pip --disable-pip-version-check -q install uv

clean: ## remove what was built (the register in data/ stays)
	@rm -rf .venv build dist .coverage htmlcov .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache test-results
