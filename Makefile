# Sàn Việc. `make demo` shows it, `make test` proves it; both set everything up by themselves.
SHELL := /bin/bash
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
PYTEST := $(BIN)/python -m pytest
PORT ?= 8000
# Two processes suit the two cores of a small machine; `make test WORKERS=0` for none.
WORKERS ?= 2
# Tests take from a millisecond to a minute: a process that has none left takes over some of the
# other's instead of waiting for its last long ones.
SHARED := -n $(WORKERS) --dist worksteal

# Test modules are rewritten once, not by each process of each run.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup setup-tests setup-cluster demo test test-fast test-web test-slow test-postgres test-browser check \
        format lock messages clean screenshots night-benefits

help: ## This list
	@grep -hE '^[a-z%-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 16

setup: ## Make .venv with the `sanviec` command
	@$(PYTHON) scripts/set_up.py

setup-tests: ## The same with what the tests need
	@$(PYTHON) scripts/set_up.py --tests

setup-cluster: ## The same with what several machines need (docs/operating/cluster.md)
	@$(PYTHON) scripts/set_up.py --cluster

demo: setup ## Set up, then run the demo world on 127.0.0.1:8000 (PORT=…)
	$(BIN)/sanviec demo --port $(PORT) $(DEMO_ARGS)

test: setup-tests check test-fast test-web test-slow test-postgres test-browser ## Set up, then run everything

QUICK := -m "not slow and not browser and not postgres"
FAST := tests/kernel tests/engines tests/apps tests/cli

test-fast: setup-tests ## Kernel, engines, apps and commands, what is quick of them, on SQLite
	$(PYTEST) $(QUICK) $(SHARED) $(FAST)

test-web: setup-tests ## Everything else that is quick, on SQLite
	$(PYTEST) $(QUICK) $(SHARED) $(addprefix --ignore=,$(FAST))

test-slow: setup-tests ## What takes over a second, on SQLite
	$(PYTEST) -m "slow and not browser and not postgres" $(SHARED)

test-postgres: setup-tests ## Apps and web on a real PostgreSQL
	SANVIEC_TEST_DATABASE=postgres $(PYTEST) -m "not browser" $(SHARED) \
	    $(wildcard tests/apps tests/web tests/integrations tests/config tests/ground)

test-browser: setup-tests ## Journeys in a real Chromium
	SANVIEC_TEST_DATABASE=sqlite-file $(PYTEST) -m browser

check: setup-tests ## Linters, types, contracts, migrations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-logo
	$(BIN)/mypy
	$(BIN)/djlint --quiet --lint sanviec
	DJANGO_SETTINGS_MODULE=sanviec.config.settings.test $(BIN)/python -m django makemigrations --check --dry-run

night-benefits: setup-tests ## 10 million random claims, both implementations; hours, for a night
	$(BIN)/python -m tests.engines.benefits.comparing $(or $(CLAIMS),10000000) $(or $(SEED),$(shell date +%Y%m%d))

screenshots: setup-tests ## The pictures of the README, from a fresh demo world
	$(BIN)/python scripts/take_screenshots.py

bench-%: ## One benchmark's table, e.g. `make bench-match`
	@$(PYTHON) scripts/set_up.py --bench
	$(BIN)/python -m bench.$(subst -,_,$*)

format: setup-tests ## Put the code in order
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

PIN := $(BIN)/pip-compile --quiet --allow-unsafe --generate-hashes --strip-extras --no-header \
       --no-emit-index-url --no-emit-trusted-host --no-emit-find-links

lock: setup-tests ## Pin again what requirements/*.in name, with hashes and without addresses
	for name in setup node base cluster dev bench openfisca; do \
	    $(PIN) --output-file requirements/$$name.txt requirements/$$name.in || exit 1; done
	npm install --package-lock-only

messages: setup-tests ## Compile the translations
	$(BIN)/python scripts/compile_messages.py

clean: ## Remove everything that set-up made
	rm -rf .venv .venv-* node_modules build sanviec/static/vendor
