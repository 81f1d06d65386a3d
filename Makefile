# What there is to do with HeatSync. `make help` lists it.

SWIFT_BUILD := swift build --configuration release --static-swift-stdlib
LIBRARY := $(if $(filter Darwin,$(shell uname -s)),libpdfium.dylib,libpdfium.so)
SAMPLE_SWIMMER ?= Yara Brammont

.DEFAULT_GOAL := help
.PHONY: help bootstrap build run test lint format bench fuzz mutations clean

help: ## Lists these targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 12

bootstrap: ## Installs what is missing; quick when nothing is
	@scripts/bootstrap

build: bootstrap ## Builds .build/release/heatsync and .build/release/pdf-reader, which run from any directory
	$(SWIFT_BUILD) --product pdf-reader
	$(SWIFT_BUILD) --product heatsync
	@cmp -s .pdfium/lib/$(LIBRARY) .build/release/$(LIBRARY) || cp .pdfium/lib/$(LIBRARY) .build/release/

run: build ## Prints the schedule of a swimmer in the sample meet
	@echo "heatsync extract samples/*.pdf --swimmer \"$(SAMPLE_SWIMMER)\""
	@.build/release/heatsync extract samples/*.pdf --swimmer "$(SAMPLE_SWIMMER)"

test: lint build ## Checks the style, builds, and runs every test
	swift test

lint: bootstrap ## Checks the style of every source
	@scripts/lint

format: ## Brings every source into the project's style
	swift format format --in-place --parallel --recursive $(wildcard Sources Tests Benchmarks Fuzz Package.swift)

bench: build ## Prints the figures of speed and memory, each beside its yardstick
	@scripts/bench

fuzz: bootstrap ## Fuzzes the reader's protocol, the geometry, the grammar and forms (SECONDS_EACH=60, TARGET=answers, reading, grammar or forms)
	@scripts/fuzz

mutations: build ## Reads 1,000 PDFs that were broken on purpose
	HEATSYNC_MUTATIONS=1000 HEATSYNC_PROGRAM="$(CURDIR)/.build/release/heatsync" swift test --filter MutationTests

clean: ## Removes what was built, not what was installed
	rm -rf .build .build-fuzz
