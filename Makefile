# make run    open the workstation on its sample workspace (set-up included)
# make test   every check and every test, as CI runs them (set-up included)

PYTHON ?= python3
BIN := .venv/bin
export PYTHONDONTWRITEBYTECODE ?=

.PHONY: setup dev-setup server-setup run test check bench peers fuzz train evaluate samples clean help

help:
	@sed -n 's/^# //p' Makefile

setup:
	@$(PYTHON) packaging/prepare.py run

dev-setup:
	@$(PYTHON) packaging/prepare.py dev

run: setup
	@$(BIN)/prescreen demo $(ARGS)

check: dev-setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# PostgreSQL, Orthanc, nginx, a keyring, and a server of models in an environment of its own. On Linux
# the tests fail where one of the first four cannot be had, so that nothing is green that was not tried:
# PRESCREEN_WITHOUT_SERVER=1 lets the tests that need them skip. Elsewhere they always do.
ifeq ($(shell uname -s),Linux)
SERVERS := $(if $(PRESCREEN_WITHOUT_SERVER),,required)
endif

server-setup: dev-setup
	-@$(PYTHON) packaging/prepare.py server

test: check server-setup
	QT_QPA_PLATFORM=offscreen PRESCREEN_SERVERS=$(SERVERS) $(BIN)/python -m pytest $(ARGS)

# make bench ONLY=viewer runs one group; the figures land in bench.json. Two other viewers are
# installed for it in an environment of their own.
bench: dev-setup
	@$(PYTHON) packaging/prepare.py bench
	QT_QPA_PLATFORM=offscreen $(BIN)/python tests/bench/run.py $(ONLY)

# Other detectors of anomalies, taught and tested on the same scenes as ours; the table lands in
# build/peers. Takes hours, goes on where it was stopped; ARGS=--small tries the chain.
peers: dev-setup
	@$(PYTHON) packaging/prepare.py peers
	PYTHONPATH=. OMP_WAIT_POLICY=PASSIVE .peers/bin/python tests/bench/anomaly_peers.py $(ARGS)

# Any bytes through the readers of messages, for SECONDS (60) or until something breaks.
fuzz: dev-setup
	@$(PYTHON) packaging/prepare.py fuzz
	.fuzz/bin/python tests/fuzz/messages.py -max_total_time=$(or $(SECONDS),60) $(ARGS)

# Weights from nothing but this checkout: simulate, train, export, measure, write the card.
train: dev-setup
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "torch>=2.9"
	$(BIN)/python -m models.training

# Every figure of the card, on simulated scenes and on real ones where they are: hours, since a second
# network is trained without some kinds. Stopped, it goes on where it was.
evaluate: dev-setup
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "torch>=2.9"
	$(BIN)/python -m models.evaluation all $(ARGS)

samples: setup
	$(BIN)/python -m sample_scans.build

clean:
	rm -rf .venv .bench .fuzz .peers .server .setup build demo bench.json .mypy_cache .ruff_cache .pytest_cache .hypothesis
