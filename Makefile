# Two commands on a fresh machine with git, make and Python 3.11 with venv: `make run` and `make test`.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test lint types quick bench fuzz schemas reference docs clean

run: .venv/run
	@$(BIN)/casecli assess case-kosovo-1999

test: .venv/dev lint types
	$(BIN)/python -m pytest

quick: .venv/dev
	$(BIN)/python -m pytest -x

lint: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/dev
	$(BIN)/mypy

bench: .venv/dev
	$(BIN)/python bench/speed.py
	$(BIN)/python bench/forecast.py
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[bench]'
	$(BIN)/python bench/tables.py
	$(BIN)/python bench/peers.py

fuzz: .venv/dev
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[fuzz]'
	$(BIN)/python tests/fuzz/loader.py
	$(BIN)/python tests/fuzz/whole.py
	$(BIN)/python tests/fuzz/interviews.py

# The published schemas, as `casecli schema` prints them; a test holds them equal.
schemas: .venv/dev
	for name in $$($(BIN)/python -c 'from casecli.reports.schemas import NAMES; print(*NAMES)'); do \
		$(BIN)/casecli --no-config schema $$name -o schemas/$$name.schema.json || exit; done

# The page of commands, as `--help` prints it; a test holds them equal.
reference: .venv/dev
	$(BIN)/python .ci/reference.py

docs: reference
	$(BIN)/mkdocs build --quiet --strict
	@echo build/site/index.html

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/run: .venv/bin/python pyproject.toml
	$(BIN)/pip install --quiet --disable-pip-version-check -e .
	@touch $@

.venv/dev: .venv/bin/python pyproject.toml
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@ .venv/run

clean:
	rm -rf .venv build dist data/fast .mypy_cache .ruff_cache .pytest_cache .hypothesis
