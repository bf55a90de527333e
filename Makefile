# The one door. `make help` says what there is.
SHELL := /bin/sh
.DEFAULT_GOAL := help

UV_VERSION := 0.13.9
UV := .tools/bin/uv
PYTHON := .venv/bin/python
VAR := var
MODEL := $(VAR)/models/current.tar.gz
CHROMIUM := $(or $(BOT_TEST_CHROMIUM),$(shell command -v chromium || command -v google-chrome))
NPM := $(shell command -v npm)
# A CPython 3.10 that is already here is used (pyenv's own folder is looked at, too); otherwise uv fetches one.
PYTHON310 := $(firstword $(wildcard $(addsuffix /bin/python3.10,$(wildcard $(HOME)/.pyenv/versions/3.10.*) $(wildcard $(PYENV_ROOT)/versions/3.10.*))) 3.10)
# Councils often stand behind a proxy with certificates of their own: trust what this machine trusts.
export UV_SYSTEM_CERTS := true
export RASA_TELEMETRY_ENABLED := false
export TQDM_DISABLE := 1
export SQLALCHEMY_SILENCE_UBER_WARNING := 1
export PYTHONWARNINGS := ignore

MODEL_INPUTS := config.yml domain.yml $(wildcard data/*.yml) $(wildcard models/encoder/*) \
  bot/rasa_adapters/nlu.py bot/rasa_adapters/policies.py $(wildcard bot/understanding/*.py) $(wildcard bot/signposting/*.py)

.PHONY: help run test test-fast test-browser train check lint format types directory lint-data validate conversations evaluate compare-stock bench encoder widget shell console invite setup clean

help:  ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# ── setting up ──────────────────────────────────────────────────────────────────────────────────────

.tools/bin/uv:
	@echo "== Installing uv $(UV_VERSION) into .tools (once)"
	@python3 -m venv .tools
	@.tools/bin/python -m pip install --quiet --disable-pip-version-check "uv==$(UV_VERSION)"

.venv/.ready: pyproject.toml uv.lock $(shell find packages/tensorflow_standin -name '*.py' -o -name '*.toml' 2>/dev/null) | .tools/bin/uv
	@echo "== Setting up CPython 3.10 and the locked environment in .venv (about 900 MB; one to five minutes the first time)"
	@VIRTUAL_ENV= $(UV) sync --frozen --python "$(PYTHON310)" --reinstall-package rasa-tensorflow-standin $(if $(wildcard .venv/.ready-browser),--group browser)
	@touch $@

.venv/.ready-browser: .venv/.ready
	@echo "== Adding what drives a browser to .venv (about 150 MB)"
	@VIRTUAL_ENV= $(UV) sync --frozen --python "$(PYTHON310)" --group browser
	@touch $@

bot/widget/node_modules/.ready: bot/widget/package.json bot/widget/package-lock.json
	@cd bot/widget && npm ci --silent --no-audit --no-fund
	@touch $@

setup: .venv/.ready  ## Set up the environment only

# ── the bot ─────────────────────────────────────────────────────────────────────────────────────────

$(MODEL): .venv/.ready $(MODEL_INPUTS)
	@echo "== Training the model (about three minutes): the sentence encoder reads what is new, then the heads are fitted"
	@mkdir -p $(VAR)/models
	@.venv/bin/rasa train --quiet --fixed-model-name current --out $(VAR)/models > $(VAR)/train.log 2>&1 \
	  || { tail -n 30 $(VAR)/train.log; echo "error: training failed; the whole log is in $(VAR)/train.log"; exit 1; }
	@touch $@
	@echo "== The model is ready: $@"

train: $(MODEL)  ## Train the model if anything it is made from has changed

run: $(MODEL)  ## Start everything; prints the addresses
	@.venv/bin/honcho start

console: .venv/.ready  ## Start the review console only, at http://localhost:8000 (`make run` starts it, too)
	@$(PYTHON) -m bot console serve

invite: .venv/.ready  ## Print a one-time link to a new account of the console (ROLE=administrator)
	@$(PYTHON) -m bot console invite --role $(or $(ROLE),administrator)

shell: $(MODEL)  ## Talk to the bot in this terminal
	@$(PYTHON) -m bot shell

# ── checks and tests ────────────────────────────────────────────────────────────────────────────────

check: lint types directory lint-data validate  ## Every check that is not a test

lint: .venv/.ready  ## Style and import rules
	@.venv/bin/ruff check bot actions tests packages
	@.venv/bin/ruff format --check bot actions tests packages
	@.venv/bin/lint-imports

format: .venv/.ready  ## Put the code into the house format
	@.venv/bin/ruff check --fix bot actions tests packages
	@.venv/bin/ruff format bot actions tests packages

types: .venv/.ready  ## mypy, strict
	@.venv/bin/mypy

directory: .venv/.ready  ## Check the directory of services
	@$(PYTHON) -m bot directory check

lint-data: .venv/.ready  ## Check the training data for repeats, leaks and personal details
	@$(PYTHON) -m bot training lint

validate: .venv/.ready  ## Check the training data, the domain and the rules against each other
	@mkdir -p $(VAR)
	@.venv/bin/rasa data validate --fail-on-warnings > $(VAR)/validate.log 2>&1 \
	  || { tail -n 40 $(VAR)/validate.log; exit 1; }
	@echo "The training data, the domain and the rules fit together."

test: $(MODEL) conversations  ## Run every test that needs no browser
	@.venv/bin/pytest -m "not browser"

test-fast: .venv/.ready  ## The tests that need neither Rasa nor a running bot (seconds)
	@.venv/bin/pytest -m "not rasa and not server and not model and not browser"

conversations: $(MODEL)  ## The conversation tests of tests/conversations
	@mkdir -p $(VAR)/results
	@.venv/bin/rasa test core --stories tests/conversations --model $(MODEL) --out $(VAR)/results \
	  --fail-on-prediction-errors > $(VAR)/conversations.log 2>&1 \
	  || { tail -n 40 $(VAR)/conversations.log; cat $(VAR)/results/failed_test_stories.yml 2>/dev/null; exit 1; }
	@echo "$$(grep -ch 'story:' tests/conversations/test_*.yml | awk '{n+=$$1} END {print n}') conversation tests passed."

evaluate: $(MODEL)  ## Measure recognition (EVAL=folder of labelled sets, QUICK=1 to try, DOCS=1 to write docs)
	@$(PYTHON) -m bot evaluate $(if $(EVAL),--sets "$(EVAL)") $(if $(QUICK),--quick) $(if $(DOCS),--write-docs)

.venv-stock/.ready: packages/stock_comparison/pyproject.toml packages/stock_comparison/uv.lock | .tools/bin/uv
	@echo "== Setting up stock Rasa with TensorFlow in .venv-stock (about 2.6 GB)"
	@cd packages/stock_comparison && VIRTUAL_ENV= UV_PROJECT_ENVIRONMENT="$(CURDIR)/.venv-stock" "$(CURDIR)/$(UV)" sync --frozen --python "$(PYTHON310)"
	@touch $@

compare-stock: $(MODEL) .venv-stock/.ready  ## Side by side with stock Rasa (EVAL=folder, FOLD=1, EPOCHS=n, EXAMPLES=n; hours with all data)
	@$(PYTHON) -W ignore -m packages.stock_comparison $(if $(EVAL),--eval "$(EVAL)") $(if $(FOLD),--fold) $(if $(EPOCHS),--epochs $(EPOCHS)) $(if $(EXAMPLES),--examples $(EXAMPLES))

bench: $(MODEL)  ## Measure start, memory and reply times of the running bot
	@$(PYTHON) -m tests.load.bench

test-browser:  ## The widget and the plain pages in Chromium, with the real bot
ifeq ($(CHROMIUM),)
	@echo "Chromium is not installed, so the tests in a browser are left out. On Debian: apt-get install chromium"
	@test -z "$$CI"
else ifeq ($(NPM),)
	@echo "npm is not installed, so the tests in a browser are left out: they need axe-core. On Debian: apt-get install npm"
	@test -z "$$CI"
else
test-browser: $(MODEL) .venv/.ready-browser bot/widget/node_modules/.ready
	@.venv/bin/pytest -m browser tests/browser
endif

# ── safety of the code and the calls ────────────────────────────────────────────────────────────────

.venv-security/.ready: packages/security_tools/pyproject.toml packages/security_tools/uv.lock | .tools/bin/uv
	@echo "== Setting up the security tools in .venv-security (about 250 MB)"
	@cd packages/security_tools && VIRTUAL_ENV= UV_PROJECT_ENVIRONMENT="$(CURDIR)/.venv-security" "$(CURDIR)/$(UV)" sync --frozen --python "$(PYTHON310)"
	@touch $@

# ── rarely ──────────────────────────────────────────────────────────────────────────────────────────

encoder: data/nlu.yml .venv/.ready  ## Make models/encoder again, in an environment of its own (needs Python 3.11 and 6 GB; about an hour)
	@test -x .venv-encoder/bin/python || python3 -m venv .venv-encoder
	@.venv-encoder/bin/python -m pip install --quiet -r packages/encoder_builder/requirements.txt
	@HF_HUB_OFFLINE=1 .venv-encoder/bin/python packages/encoder_builder/build.py
	@$(PYTHON) -m bot training vectors
	@.venv-encoder/bin/python packages/encoder_builder/choose.py models/encoder --card

widget:  ## Build bot/widget/dist and put its embed code into docs (needs npm; without it the build in git stays)
ifeq ($(NPM),)
	@echo "npm is not installed: the build in bot/widget/dist stays as it is."
else
widget: .venv/.ready bot/widget/node_modules/.ready
	@cd bot/widget && npm run --silent build
	@$(PYTHON) -m bot embed --write-docs
	@ls -l bot/widget/dist
endif

clean:  ## Remove everything made at run time, but not the environment
	@rm -rf $(VAR)
