# One place for each command. `make help` lists them.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

# PyTorch's CPU wheels sort above the plain ones, so an extra index is all it takes to be spared the CUDA build.
ifeq ($(TORCH),cpu)
EXTRA_INDEX := --extra-index-url https://download.pytorch.org/whl/cpu
else ifneq ($(TORCH),)
$(error TORCH=$(TORCH) is not known: say TORCH=cpu, or leave it out)
endif

.DEFAULT_GOAL := help
.PHONY: help venv up test check fmt bench question clean

help:  ## list the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' Makefile
	@echo "With TORCH=cpu, PyTorch is installed without CUDA; with PYTHON=python3.12, another Python is used."

# The stamp is written last: an installation that broke off is begun again, a finished one costs nothing.
$(STAMP): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt $(EXTRA_INDEX) -e '.[test]'
	@touch $@

venv: $(STAMP)  ## make .venv with everything in it

up: $(STAMP)  ## start the service on this machine, with its data in ./allclose-data
	$(BIN)/allclose serve

test: $(STAMP)  ## run the tests
	$(BIN)/python -m pytest

check: $(STAMP)  ## lint, format, types, floors: what must pass before a commit
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

fmt: $(STAMP)  ## mend what ruff can mend, and format
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

bench: $(STAMP)  ## measure the box, with the floor and a fresh process beside it
	$(BIN)/allclose bench box

question: $(STAMP)  ## begin a question of the course: make question N=31
	$(BIN)/allclose new-question $(or $(N),$(error which question? Say make question N=31))

clean:  ## remove .venv, caches and what a build left
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find app graders reference tests -name __pycache__ -type d -prune -exec rm -rf {} +
