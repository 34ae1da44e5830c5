# Everything a machine needs beyond Python 3.11+ is installed here, into the checkout.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SAM_VENV := .venv-sam
MEASURING_VENV := .venv-measuring
AUDITING_VENV := .venv-auditing
export AWS_EC2_METADATA_DISABLED := true
export SAM_CLI_TELEMETRY := 0
# Tests and commands start many processes: each would compile Daybook and its tests anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help install demo run chromium test test-fast chaos model mutants mutation coverage check audit generate format bench cost scale build deploy screenshots lock release clean

help: ## list the commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "make %-12s %s\n", $$1, $$2}'

SIMULATORS := infra/local/loopback_service infra/local/quickbooks_simulator infra/local/talech_simulator

$(VENV)/.installed: infra/local/requirements.txt pyproject.toml $(SIMULATORS:=/pyproject.toml)
	@$(PYTHON) -c 'import sys; sys.exit("Daybook needs Python 3.11 or newer; found %d.%d. Try: make PYTHON=python3.12 ..." % sys.version_info[:2] if sys.version_info < (3, 11) else 0)'
	@echo "Installing Daybook into $(VENV) (about a minute, once) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r infra/local/requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable . $(SIMULATORS:%=--editable %)
	@touch $@

$(SAM_VENV)/.installed:
	@echo "Installing the SAM CLI into $(SAM_VENV) (once) ..."
	@$(PYTHON) -m venv $(SAM_VENV)
	@$(SAM_VENV)/bin/python -m pip install --quiet --disable-pip-version-check aws-sam-cli==1.170.0
	@touch $@

# Tools that measure the tests, apart from what runs them.
$(MEASURING_VENV)/.installed: infra/local/requirements.txt pyproject.toml
	@echo "Installing mutmut, coverage, polars, pandas and duckdb into $(MEASURING_VENV) (a minute or two, once) ..."
	@$(PYTHON) -m venv $(MEASURING_VENV)
	@$(MEASURING_VENV)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r infra/local/requirements.txt
	@$(MEASURING_VENV)/bin/python -m pip install --quiet --disable-pip-version-check mutmut==3.8.1 pytest-cov==7.1.0 polars==2.1.0 pandas==3.1.1 duckdb==2.0.1
	@$(MEASURING_VENV)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --editable . $(SIMULATORS:%=--editable %)
	@touch $@

# Tools that look over the templates; checkov asks for versions of boto3 that Daybook does not have.
$(AUDITING_VENV)/.installed:
	@echo "Installing checkov and the serverless rules into $(AUDITING_VENV) (about a minute, once) ..."
	@$(PYTHON) -m venv $(AUDITING_VENV)
	@$(AUDITING_VENV)/bin/python -m pip install --quiet --disable-pip-version-check checkov==3.3.30 cfn-lint==1.58.0 cfn-lint-serverless==0.3.6
	@touch $@

install: $(VENV)/.installed ## set up .venv

demo: install ## post thirty days of a merchant, the next by schedule [MERCHANT= DOCUMENT= LOCATIONS= TAXES=quickbooks VARIANT= STATE=folder]
	@$(BIN)/daybook-local demo $(if $(MERCHANT),--merchant $(MERCHANT)) $(if $(DOCUMENT),--document $(DOCUMENT)) $(if $(LOCATIONS),--locations $(LOCATIONS)) $(if $(TAXES),--taxes $(TAXES)) $(if $(VARIANT),--variant $(VARIANT)) $(if $(STATE),--state $(STATE)) $(DEMO_FLAGS)

run: install ## serve the whole system on this machine until Ctrl-C [MERCHANT= STATE=folder, to go on from there next time]
	@$(BIN)/daybook-local run $(if $(MERCHANT),--merchant $(MERCHANT)) $(if $(STATE),--state $(STATE))

# The pages are tested in a browser: CHROMIUM, one on PATH, one that Playwright has, or one that is installed now.
chromium: install
	@for found in $(CHROMIUM) chromium-headless-shell chromium chromium-browser google-chrome google-chrome-stable; do command -v $$found >/dev/null && exit 0; done; \
	$(BIN)/python -c 'import pathlib, sys; from playwright.sync_api import sync_playwright as p; w = p().start(); f = pathlib.Path(w.chromium.executable_path).exists(); w.stop(); sys.exit(not f)' && exit 0; \
	echo "Getting Chromium for the tests of the pages (once) ..."; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then apt-get update -qq >/dev/null 2>&1; for package in chromium-headless-shell chromium; do apt-get install -y -qq $$package >/dev/null 2>&1 && exit 0; done; fi; \
	$(BIN)/playwright install chromium >/dev/null 2>&1 && exit 0; \
	echo "No Chromium: install it and put it on PATH, or set CHROMIUM=/path/to/it. Without one the tests of the pages are skipped."

test: chromium $(SAM_VENV)/.installed ## every test, in random order
	@$(BIN)/python -m pytest -n 4 --dist loadgroup --no-loadscope-reorder $(PYTEST_FLAGS)

# Rules, adapters, handlers and templates: no emulator, no browser.
test-fast: install ## the loop of an engineer: the suites that run in memory, on every processor
	@$(BIN)/python -m pytest -q -n auto --dist loadgroup --no-loadscope-reorder tests/unit tests/functions tests/template $(PYTEST_FLAGS)

chaos: install ## whole weeks of location-days under faults, in one process each, held against the truth [SEEDS=20 DAYS=300]
	@PYTHONPATH=tests $(BIN)/python -m chaos.days $(if $(SEEDS),--seeds $(SEEDS)) $(if $(DAYS),--days $(DAYS)) $(CHAOS_FLAGS)

model: install ## every order of steps, faults and second events of one day within bounds, in every world of QuickBooks
	@PYTHONPATH=tests $(BIN)/python -m model

mutants: install ## each mistake in the protocol, and the test that notices it [ONLY= MUTANTS_FLAGS="--chaos --seeds 3"]
	@PYTHONPATH=tests $(BIN)/python -m mutants $(if $(ONLY),--only $(ONLY)) $(MUTANTS_FLAGS)

mutation: $(MEASURING_VENV)/.installed ## small changes of the domain, and how many a test notices [MUTATION_FLAGS="--only summary --survivors"]
	@PYTHONPATH=tests $(MEASURING_VENV)/bin/python -m mutation $(MUTATION_FLAGS)

coverage: $(MEASURING_VENV)/.installed ## lines and branches of domain and application that the unit suites run
	@PYTHONPATH=tests $(MEASURING_VENV)/bin/python -m coverage_figures $(PYTEST_FLAGS)

check: install $(SAM_VENV)/.installed ## lint, types, import rules, dead code, templates
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@PYTHONPATH=tests $(BIN)/python -m dead_code
	@$(BIN)/cfn-lint infra/aws/*.yaml
	@AWS_DEFAULT_REGION=us-east-1 $(SAM_VENV)/bin/sam validate --lint --template template.yaml

# Each half says aloud what it could not look at: the list of advisories out of reach, or tools that cannot be installed.
audit: install ## known holes of the shipped packages, and what checkov and the serverless rules say of the templates [AUDIT_FLAGS=--strict]
	@PYTHONPATH=tests $(BIN)/python -m releasing.audit_dependencies $(AUDIT_FLAGS)
	@$(MAKE) --no-print-directory $(AUDITING_VENV)/.installed || true
	@PYTHONPATH=tests $(BIN)/python -m releasing.audit_templates $(AUDITING_VENV)/bin $(AUDIT_FLAGS)

generate: install ## write anew every file that is made from the code: schemas, OpenAPI, catalogue, golden files, links of queries
	@PYTHONPATH=tests $(BIN)/python -m generate

format: install ## let ruff put the code in order
	@$(BIN)/ruff check --fix . && $(BIN)/ruff format .

bench: $(MEASURING_VENV)/.installed ## what Daybook's own work costs, as ratios in one run, beside goals and peers [BENCH_FLAGS="--only reading"]
	@PYTHONPATH=tests $(MEASURING_VENV)/bin/python -m bench $(BENCH_FLAGS)

cost: install ## what a location costs in a month, from requests that are counted [COST_FLAGS="--orders 300"]
	@PYTHONPATH=tests $(BIN)/python -m bench.cost $(COST_FLAGS)

scale: install ## nights of up to 250,000 locations as discrete events, and the settings they need [SCALE_FLAGS="--vendor-seconds 0.5"]
	@PYTHONPATH=tests $(BIN)/python -m bench.scale $(SCALE_FLAGS)

# The layers hold wheels for the Lambda runtime, so the build needs a Python 3.13 on the machine.
PYTHON313 := $(shell for p in python3.13 $(HOME)/.pyenv/versions/3.13*/bin/python3.13; do $$p -c 1 2>/dev/null && $$p -c 'import sys; print(sys.executable)' && break; done)
build: $(SAM_VENV)/.installed ## sam build: the artefacts that go to AWS
	@test -n "$(PYTHON313)" || { echo "make build needs Python 3.13, the Lambda runtime: install it and put python3.13 on PATH" >&2; exit 1; }
	@PATH="$(dir $(PYTHON313)):$$PATH" AWS_DEFAULT_REGION=us-east-1 $(SAM_VENV)/bin/sam build --template template.yaml
	@PYTHONPATH=tests $(PYTHON) -m releasing.built_layers .aws-sam/build/VendorLayer .aws-sam/build/CoreLayer

deploy: build ## deploy what was built; asks for secrets once [STAGE=dev|staging|production DEPLOY_FLAGS="--set AlarmEmail=ops@example.com"]
	@PYTHONPATH=tests $(BIN)/python -m releasing.deploy_stage "$(STAGE)" $(DEPLOY_FLAGS)

screenshots: chromium ## pictures of every page, and of the operator's during a bad night, in both languages, wide and narrow
	@rm -rf build/screenshots
	@CI=true DAYBOOK_SCREENSHOTS=build/screenshots $(BIN)/python -m pytest tests/browser/test_story.py tests/browser/test_states_of_a_day.py tests/browser/walks tests/browser/test_clients_board.py tests/browser/test_firm.py tests/e2e/demonstrations/test_incident.py -q --no-header $(PYTEST_FLAGS)
	@echo "$(CURDIR)/build/screenshots"

lock: ## pin every dependency with hashes, after an edit of pyproject.toml
	@$(PYTHON) -m venv .local/lock && .local/lock/bin/pip install --quiet uv==0.13.9
	@.local/lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate pyproject.toml --extra cli --extra local --extra dev -o infra/local/requirements.txt
	@.local/lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate pyproject.toml -c infra/local/requirements.txt -o layers/vendor/requirements.txt

release: install ## check that a version can be released and say what would be done [VERSION=1.0.0 RELEASE_FLAGS=--write]
	@PYTHONPATH=tests $(BIN)/python -m releasing.new_release "$(VERSION)" $(RELEASE_FLAGS)

clean: ## forget everything that was installed or built here
	@rm -rf $(VENV) $(SAM_VENV) $(MEASURING_VENV) $(AUDITING_VENV) .local .aws-sam .mypy_cache .ruff_cache .pytest_cache .hypothesis
