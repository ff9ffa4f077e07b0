# Everything a newcomer or a maintainer does. `make help` lists it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DONE := $(VENV)/.installed
ARGS ?=
# Tests in so many processes, each file in one of them, in the order of their names: the long ones begin early. 0 is none.
JOBS ?= 2
TESTS := $(BIN)/python -m pytest -n $(JOBS) --dist loadfile --no-loadscope-reorder

.DEFAULT_GOAL := help
.PHONY: help install demo test fuzz check format lint types contracts lock clean

help: ## List the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  %-10s %s\n", $$1, $$2}'

install: $(DONE) ## Make .venv with everything in it, and .venv/bin/offhours

$(DONE): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; set PYTHON=/path/to/python3"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(DONE)

demo: install ## Run the main job against a simulated market; ARGS="--headless --json" runs to the end and prints the outcome
	@$(BIN)/offhours demo $(ARGS)

test: install ## Run the whole suite; ARGS="tests/rules -k windows" a part of it
	$(TESTS) $(ARGS)

fuzz: install ## Read 20,000 mutants of the corpus; ARGS="--only 1234 --write mutant.eml" reads and writes one
	$(BIN)/python -m tests.support.mutants $(ARGS)

check: format lint types contracts coverage ## Everything a change must pass: format, lint, types, contracts, tests, coverage of the rules

format: install
	$(BIN)/ruff format --check .

lint: install
	$(BIN)/ruff check .

types: install
	$(BIN)/mypy

contracts: install
	$(BIN)/lint-imports

.PHONY: coverage
coverage: install
	$(TESTS) --cov --cov-report=term $(ARGS)

lock: install ## Resolve requirements.lock anew (needs uv on the path)
	UV_PYTHON_DOWNLOADS=never uv pip compile --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --group dev pyproject.toml -o requirements.lock

clean: ## Remove what install and the demo made
	rm -rf $(VENV) .data .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage
