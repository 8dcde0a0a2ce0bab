# Two commands need nothing but Python 3.11 and make: `make graph` and `make test`.

PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3.13 || command -v python3)
BIN := .venv/bin
LOCK := requirements/constraints.txt
OUT ?= out
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq

.DEFAULT_GOAL := help
.PHONY: help graph test readings docs answers context ontology-docs site bench clean

help: ## this list
	@echo "make graph          build the graph, check it, read the specimen, ask three questions"
	@echo "make test           every check: ruff, mypy, pytest"
	@echo "make readings       read the shipped documents again (needs ../shared)"
	@echo "make docs           write the generated pages of docs/ again, and run the notebooks"
	@echo "make answers        write the expected answers of the tests again, to be looked at"
	@echo "make context        write the JSON-LD context of the ontology again"
	@echo "make ontology-docs  the ontology as one HTML page, docs/ontology.html"
	@echo "make site           the README, guides, questions and notebooks as a site, site/index.html"
	@echo "make bench          measure quality and speed (needs ../shared)"
	@echo "make clean          remove what was made here"

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	  || { echo "ctkg needs Python 3.11 or newer; found: $$($(PYTHON) --version 2>&1). Set PYTHON=/path/to/python" >&2; exit 1; }
	@$(PYTHON) -m venv .venv \
	  || { rm -rf .venv; echo "Python has no venv module here; on Debian: apt-get install python3-venv" >&2; exit 1; }

.venv/installed: .venv/bin/python pyproject.toml $(LOCK)
	@echo "Installing ctkg into .venv …"
	@$(PIP) install --constraint $(LOCK) --editable .
	@touch $@

.venv/developed: .venv/bin/python pyproject.toml $(LOCK)
	@echo "Installing ctkg and what its tests need into .venv …"
	@$(PIP) install --constraint $(LOCK) --editable '.[dev]'
	@touch .venv/installed $@

graph: .venv/installed
	@$(BIN)/ctkg tour --out $(OUT)

test: .venv/developed
	@status=0; \
	for check in "ruff check ." "ruff format --check ." mypy; do \
	  echo "$$check"; $(BIN)/$$check || status=1; \
	done; \
	$(BIN)/python -m pytest -q || status=$$?; \
	exit $$status

readings: .venv/developed
	$(BIN)/python benchmarks/readings.py

docs: .venv/developed
	$(BIN)/python docs/generate.py

answers: .venv/developed
	$(BIN)/python tests/test_answers.py

context: .venv/developed
	$(BIN)/python docs/context.py

ontology-docs: .venv/developed
	$(BIN)/python docs/ontology.py

site: .venv/developed
	$(BIN)/python docs/site.py

bench: .venv/developed
	$(BIN)/python benchmarks/quality.py
	$(BIN)/python benchmarks/early.py
	$(BIN)/python benchmarks/speed.py
	$(BIN)/ctkg build -o $(OUT)
	$(BIN)/python benchmarks/exports.py $(OUT)

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist site $(OUT)
