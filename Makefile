# make edition   build the sample editions into build/
# make test      everything that must hold: format, lint, types, layers, tests
# make format    put the code into its format
# make pictures  draw the pictures of the papers again
# make clean     remove what these made

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := edition
.PHONY: edition test format pictures clean tools

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
EDITIONS := seed daily

edition: .venv/installed
	@for edition in $(EDITIONS); do \
		$(BIN)/epaper build samples/$$edition/edition.yaml -o build/$$edition --images; \
	done

test: .venv/tested tools
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest

format: .venv/tested
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

pictures: .venv/installed
	$(BIN)/epaper images samples/seed/edition.yaml --width 900 --no-thumbnails -o build/pictures
	cp build/pictures/page-001@900w.png docs/images/seed.png
	$(BIN)/epaper images samples/daily/edition.yaml --width 760 --format webp --no-thumbnails -o build/pictures/daily
	cp build/pictures/daily/page-001@760w.webp docs/images/daily-front.webp
	$(BIN)/epaper images docs/images/runaround.yaml --width 1000 --format webp --no-thumbnails -o build/pictures/runaround
	cp build/pictures/runaround/page-001@1000w.webp docs/images/runaround.webp
	$(BIN)/epaper layouts --gallery build/gallery
	for layout in broadsheet-front berliner-front tabloid-front a4-article; do \
		cp build/gallery/$$layout-small.png docs/images/layouts/$$layout.png; \
	done

clean:
	rm -rf build .venv

# The first of these that is Python 3.11 or later and can make virtual environments.
.venv/installed: pyproject.toml
	@echo "setting up .venv"
	@for python in python3.13 python3.12 python3.11 python3 python; do \
		if $$python -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
			found=$$python; break; \
		fi; \
	done; \
	if [ -z "$${found:-}" ]; then \
		echo "epaper needs Python 3.11 or later with its venv module (on Debian: apt-get install python3-venv)" >&2; \
		exit 1; \
	fi; \
	test -x $(BIN)/python || $$found -m venv .venv
	@$(PIP) install --editable .
	@$(BIN)/python -m compileall -q epaper
	@touch $@

.venv/tested: .venv/installed
	@echo "installing what the tests need"
	@$(PIP) install --editable '.[test]'
	@touch $@

# Other people's judges of PDF files, and a browser, for the tests alone. Tests that miss them are skipped, and say so.
tools:
	@missing=""; \
	command -v qpdf >/dev/null || missing="qpdf"; \
	command -v pdftotext >/dev/null || missing="$$missing poppler-utils"; \
	command -v chromium >/dev/null || command -v google-chrome >/dev/null || missing="$$missing chromium"; \
	if [ -n "$$missing" ]; then \
		echo "installing $$missing"; \
		if [ "$$(id -u)" = 0 ]; then sudo=""; else sudo="sudo -n"; fi; \
		{ $$sudo apt-get -qq update && DEBIAN_FRONTEND=noninteractive $$sudo apt-get -qq install -y $$missing; } \
			>/dev/null || echo "could not install $$missing: the tests that need them are skipped" >&2; \
	fi
