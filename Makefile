# Everything a machine needs beyond Python 3.11+ is installed here, into the checkout.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SAM_VENV := .venv-sam
export AWS_EC2_METADATA_DISABLED := true
export SAM_CLI_TELEMETRY := 0

.DEFAULT_GOAL := help
.PHONY: help install demo run test check format bench build screenshots lock clean

help: ## list the commands
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "make %-12s %s\n", $$1, $$2}'

$(VENV)/.installed: infra/local/requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Daybook needs Python 3.11 or newer; found %d.%d. Try: make PYTHON=python3.12 ..." % sys.version_info[:2] if sys.version_info < (3, 11) else 0)'
	@echo "Installing Daybook into $(VENV) (about a minute, once) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r infra/local/requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

$(SAM_VENV)/.installed:
	@echo "Installing the SAM CLI into $(SAM_VENV) (once) ..."
	@$(PYTHON) -m venv $(SAM_VENV)
	@$(SAM_VENV)/bin/python -m pip install --quiet --disable-pip-version-check aws-sam-cli==1.170.0
	@touch $@

install: $(VENV)/.installed ## set up .venv
