# make run    build Stet and check the drafts in seeds/
# make test   everything that must hold before a change lands
# Both install the Debian packages that are missing first.

SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)

# What the program is built with, and what only its tests need.
BUILD_PACKAGES := git libyaml-dev libxml2-dev liblzma-dev zlib1g-dev
TEST_PACKAGES := $(BUILD_PACKAGES) libcmark-gfm-dev libcmark-gfm-extensions-dev \
  neovim emacs-nox elpa-eglot

# On Linux the program is one file that needs no library of the system: it starts
# a millisecond sooner, and runs on any other Linux.
LINKING := $(if $(filter Linux,$(shell uname)),-Xswiftc -static-executable)

SOURCES := Package.swift Sources Tests

# Needs the Debian package trang.
SCHEMAS := schemas/stet-article

.PHONY: run test lint docs schemas dictionaries build-packages test-packages clean

run: build-packages
	swift build -c release $(LINKING) --product stet
	@echo
	@# Exit status 1 says that faults were found, which is what seeds/ is for.
	@.build/release/stet check seeds/ || [ $$? -eq 1 ]

test: test-packages lint
	swift build --build-tests
	swift test --skip-build

lint:
	swift format lint --strict --parallel --recursive $(SOURCES)

docs:
	swift run stet-dev generate

schemas:
	trang $(SCHEMAS).rnc $(SCHEMAS).rng
	trang $(SCHEMAS).rnc $(SCHEMAS).xsd

dictionaries:
	swift run stet-dev dictionaries

clean:
	rm -rf .build

build-packages test-packages: %-packages:
	@command -v swift >/dev/null || { echo "Swift 6.3 is needed: https://www.swift.org/install" >&2; exit 2; }
	@missing=$$(for package in $(if $(filter test,$*),$(TEST_PACKAGES),$(BUILD_PACKAGES)); do \
	  dpkg -s $$package >/dev/null 2>&1 || echo $$package; done); \
	if [ -n "$$missing" ]; then \
	  $(SUDO) apt-get update -q && $(SUDO) apt-get install -y -q --no-install-recommends $$missing; \
	fi
