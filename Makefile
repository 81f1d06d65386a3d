# What there is to do with HeatSync. `make help` lists it.

SWIFT_BUILD := swift build --configuration release --static-swift-stdlib
LIBRARY := $(if $(filter Darwin,$(shell uname -s)),libpdfium.dylib,libpdfium.so)
SAMPLE_SWIMMER ?= Yara Brammont
PREFIX ?= /usr/local

.DEFAULT_GOAL := help
.PHONY: help bootstrap build install run sample test lint format bench sheets fuzz mutations soak browsers screenshots clean

help: ## Lists these targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 12

bootstrap: ## Installs what is missing; quick when nothing is
	@scripts/bootstrap

build: bootstrap ## Builds heatsync, heatsync-server and pdf-reader in .build/release, which run from any directory
	$(SWIFT_BUILD) --product pdf-reader
	$(SWIFT_BUILD) --product heatsync
	$(SWIFT_BUILD) --product heatsync-server
	@cmp -s .pdfium/lib/$(LIBRARY) .build/release/$(LIBRARY) || cp .pdfium/lib/$(LIBRARY) .build/release/
	@mkdir -p .build/release/samples && cp samples/*.pdf .build/release/samples/

install: build ## Installs to PREFIX=/usr/local (DESTDIR= for packages)
	install -d "$(DESTDIR)$(PREFIX)/bin" "$(DESTDIR)$(PREFIX)/lib/heatsync/samples"
	install -m 755 $(addprefix .build/release/,heatsync heatsync-server pdf-reader $(LIBRARY)) "$(DESTDIR)$(PREFIX)/lib/heatsync/"
	cp -R .build/release/heatsync_Web.resources .pdfium/licenses "$(DESTDIR)$(PREFIX)/lib/heatsync/"
	install -m 644 samples/*.pdf "$(DESTDIR)$(PREFIX)/lib/heatsync/samples/"
	ln -sf ../lib/heatsync/heatsync "$(DESTDIR)$(PREFIX)/bin/heatsync"

run: build ## Starts the server at http://localhost:8000, with its data in .data/
	@DATA_DIR="$${DATA_DIR:-$(CURDIR)/.data}" exec .build/release/heatsync serve

sample: build ## Prints the schedule of a swimmer in the sample meet
	@echo "heatsync extract samples/*.pdf --swimmer \"$(SAMPLE_SWIMMER)\""
	@.build/release/heatsync extract samples/*.pdf --swimmer "$(SAMPLE_SWIMMER)"

test: lint ## Checks the style, builds, and runs every test
	@scripts/test

browsers: build ## Walks through the web app in Chromium and WebKit
	scripts/browser-tests

screenshots: build ## Makes pictures of every page at phone and desktop size in .screenshots/
	scripts/browser-tests screenshots

lint: bootstrap ## Checks the style of every source
	@scripts/lint

format: ## Brings every source into the project's style
	swift format format --in-place --parallel --recursive $(wildcard Sources Tests Benchmarks Fuzz Package.swift)

bench: build ## Prints the figures of speed and memory, each beside its yardstick
	@scripts/bench

sheets: build ## Reads documents of layouts nobody has seen, and prints how much of them came back (SEEDS="1 2 3", COUNT=100, BY=family)
	@scripts/sheets $(if $(BY),--by $(BY))

fuzz: bootstrap ## Fuzzes the reader's protocol, the geometry, the grammar and forms (SECONDS_EACH=60, TARGET=answers, reading, grammar or forms)
	@scripts/fuzz

mutations: build ## Reads 2,000 PDFs that were broken on purpose, half of them of layouts drawn by chance (SEEDS="1 2 3", COUNT=20)
	@scripts/mutations

soak: build ## Kills servers 200 times and uploads 2.5 GB, and looks whether anything was lost (KILLS=200)
	HEATSYNC_SOAK=1 HEATSYNC_KILLS="$${KILLS:-200}" HEATSYNC_PROGRAMS="$(CURDIR)/.build/release" swift test --filter SoakTests

clean: ## Removes what was built, not what was installed
	rm -rf .build .build-fuzz
