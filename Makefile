# Every command does its own set-up, on a fresh Debian 12 and on any Python from 3.11 on.
# PYTHON=/path/to/python chooses the interpreter.

SHELL := /bin/bash
BIN := .venv/bin
TESTS ?= tests
OUT ?= build/tour

.PHONY: setup run test torture lint tour bench installer lock chosen-python
.DEFAULT_GOAL := test

setup: .venv/ready

.venv/ready: pyproject.toml installer/requirements.txt installer/setup $(if $(PYTHON),chosen-python)
	@PYTHON=$(PYTHON) installer/setup

run: setup
	@$(BIN)/python installer/system_libraries.py $(if $(DISPLAY)$(WAYLAND_DISPLAY),screen,offscreen)
	@$(BIN)/pi-desktop demo

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

test: lint
	@$(BIN)/python installer/system_libraries.py tests
	tests/under_keyring $(BIN)/pytest -n 2 --ignore=tests/torture $(TESTS)

# Some minutes of real processes, kills and a bad network; and whether that sees defects that are planted.
torture: setup
	@$(BIN)/python installer/system_libraries.py tests
	$(BIN)/pytest tests/torture

tour: setup
	@$(BIN)/python installer/system_libraries.py offscreen
	$(BIN)/pi-desktop tour --out $(OUT)

bench: setup
	@$(BIN)/python installer/system_libraries.py offscreen
	$(BIN)/python -m tests.benchmarks

installer: setup
	@$(BIN)/python installer/system_libraries.py bundle
	$(BIN)/python installer/bundle.py

# Rewrites the pinned dependencies: the newest that pyproject.toml allows, for every system and Python from 3.11 on.
lock: setup
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --upgrade \
	    --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate \
	    --quiet --output-file installer/requirements.txt
