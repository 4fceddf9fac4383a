# Goodstanding: `make run` to try it, `make test` and `make check` to change it.
# PYTHON=/path/to/python3 chooses a Python; otherwise the first that runs and is 3.11 or newer.

SHELL := /bin/sh
VENV := .venv
PORT := 8000
STEPS := 1000000
POSTGRESQL := /usr/lib/postgresql/15/bin
BIN := $(VENV)/bin
LOCK := pyproject.toml uv.lock requirements.txt requirements-dev.txt .ci/environment
export PYTHON
unexport DJANGO_SETTINGS_MODULE
# Kept bytecode (git does not see it, `make clean` removes it): else every process compiles Django.
unexport PYTHONDONTWRITEBYTECODE

# An environment whose Python has gone, or that was made for another folder, is made again.
HERE := $(shell $(BIN)/python -c 'import goodstanding as g; print(*g.__path__)' 2>/dev/null)
ifneq ($(HERE),$(CURDIR)/src/goodstanding)
.PHONY: $(VENV)/ready-to-run $(VENV)/ready-to-test
endif

.PHONY: run test check soak format docs messages requirements mutate histories production package clean help

run: $(VENV)/ready-to-run ## set up what is missing, then serve the demonstration on PORT (8000)
	@exec $(BIN)/python -m goodstanding demo --port $(PORT)

test: $(VENV)/ready-to-test ## set up what is missing, then run all tests
	@$(BIN)/python -m pytest -n auto --maxprocesses=4 --dist worksteal $(TESTS)

check: $(VENV)/ready-to-test ## everything a change must pass: format, types, contracts … and tests
	@PATH="$(CURDIR)/$(BIN):$$PATH" .ci/check
	@$(MAKE) --no-print-directory mutate SAMPLE=60
	@$(MAKE) --no-print-directory test

soak: $(VENV)/ready-to-test ## the worker killed at each of its steps; STEPS (1000000) of many writers on the ledger
	@KILLS=all $(BIN)/python -m pytest -q tests/journeys/test_killed_at_any_moment.py
	@GOODSTANDING_LEDGER_STEPS=$(STEPS) $(BIN)/python -m pytest -s tests/rooms/funds/test_ledger_at_once.py

format: $(VENV)/ready-to-test ## put code and templates in their usual form
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/djlint src --reformat --quiet || true

docs: $(VENV)/ready-to-test ## write the generated reference pages and build site/
	@$(BIN)/python -m tests.house.command_line
	@$(BIN)/python -m tests.house.promises
	@$(BIN)/python -m goodstanding.webhooks.catalogue.page docs/reference
	@DJANGO_SETTINGS_MODULE=goodstanding.config.settings $(BIN)/python -m goodstanding.interfaces.api.description docs/reference/openapi.json
	@$(BIN)/zensical build

requirements: ## write requirements*.txt from uv.lock (needs uv)
	@uv export -q --frozen --no-emit-project --no-annotate --no-header --no-dev -o requirements.txt
	@uv export -q --frozen --no-emit-project --no-annotate --no-header --all-groups -o requirements-dev.txt

messages: $(VENV)/ready-to-test ## gather what is said to members, and bring every language's catalogue up to date
	@$(BIN)/python -m tests.house.messages

mutate: $(VENV)/ready-to-test ## change the law in every small way, and count what the tests notice
	@printf '\n== small changes of the law\n'
	@nice -n 10 $(BIN)/python -m tests.mutation $(PART) $(if $(SAMPLE),--sample $(SAMPLE))

histories: $(VENV)/ready-to-test ## live through MANY (100) random histories, and audit each; `make test` lives through 4
	@HISTORIES=$(or $(MANY),100) $(BIN)/python -m pytest -q tests/rooms/reports/test_random_histories.py

looks: $(VENV)/ready-to-test ## look at every page on a phone and a desk, ask axe, and take its picture
	@LOOKS=1 $(BIN)/python -m pytest -q -s tests/looks

production: $(VENV)/ready-to-test ## follow the page on production, with the PostgreSQL in POSTGRESQL
	@GOODSTANDING_POSTGRESQL=$(POSTGRESQL) $(BIN)/python -m pytest -q tests/house/test_production.py

package: $(VENV)/ready-to-test ## build the wheel and its list of parts into dist/, and try it in a clean environment
	@rm -rf dist && $(BIN)/python -m hatchling build -t wheel -t sdist -d dist
	@$(BIN)/python -m cyclonedx_py requirements requirements.txt --pyproject pyproject.toml --output-reproducible --of JSON -o dist/sbom.json
	@GOODSTANDING_WHEEL=$$(ls $(CURDIR)/dist/*.whl) $(BIN)/python -m pytest -q tests/house/test_the_package.py

clean: ## remove the environment, caches and built pages; the data folder stays
	rm -rf $(VENV) site dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find src tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1\t\2/p' $(MAKEFILE_LIST) | expand -t 14

$(VENV)/ready-to-run: $(LOCK)
	@.ci/environment run

$(VENV)/ready-to-test: $(LOCK)
	@.ci/environment test
	@touch $(VENV)/ready-to-run
