.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

NEED := dev/stack/need.sh
INSTALLED := node_modules/.package-lock.json

# exec: so that the stack is the child of make itself, and ends with it.
STACK := exec node --import tsx dev/stack/src/main.ts --stop-with-parent
BENCH := node --import tsx dev/bench/main.ts
BENCH_LIVE := node --import tsx dev/stack/src/main.ts --stop-with-parent exec -- npx playwright test -c dev/bench/live
GOTESTSUM := go run gotest.tools/gotestsum@v1.13.0
GOLANGCI := go run github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0

.PHONY: help
help: ## this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: demo
demo: $(INSTALLED) need-go need-gnupg ## start Mattermost with the plugin; say what to open and as whom; stay until Ctrl-C
	@$(STACK) start

.PHONY: test
test: check go contract e2e ## everything that CI runs

.PHONY: check
check: format lint unused types unit ## format, lint, unused exports, types and unit tests: fast

.PHONY: format
format: $(INSTALLED)
	npm run --silent format:check

.PHONY: lint
lint: $(INSTALLED)
	npm run --silent lint

.PHONY: unused
unused: $(INSTALLED)
	npm run --silent unused

.PHONY: types
types: $(INSTALLED)
	npm run --silent types

.PHONY: unit
unit: $(INSTALLED) need-gnupg
	npm run --silent unit

.PHONY: go
go: need-go ## lint, vet and test the server half, with the race detector
	@$(NEED) compiler
	cd server && go vet ./...
	cd server && $(GOLANGCI) run ./...
	cd server && CGO_ENABLED=1 $(GOTESTSUM) --format pkgname -- -race ./...

.PHONY: contract
contract: $(INSTALLED) need-go need-gnupg need-browser ## replay what the real client did to a plugin on the development host
	@MATTERMOST_HOME= $(STACK) exec -- npm run --silent contract -w @mattermost-e2ee/host

.PHONY: e2e
e2e: $(INSTALLED) need-go need-gnupg need-browser ## end-to-end specs; with MATTERMOST_HOME=<unpacked release> on the full product
	@cd dev/e2e && exec node --import tsx ../stack/src/main.ts --stop-with-parent exec -- npx playwright test $(SPECS)

.PHONY: bench
bench: $(INSTALLED) need-go need-gnupg need-browser ## hold the figures against their bounds, BENCH_RUNS times; with MATTERMOST_HOME on the full product too
	@rm -rf "$${E2EE_STATE_DIR:-.state}/bench"
	@$(BENCH) browser
	@missed=0; for run in $$(seq $${BENCH_RUNS:-1}); do \
		(export MATTERMOST_HOME=; $(BENCH_LIVE) && $(BENCH) judge-live) || missed=1; \
		[ -z "$(MATTERMOST_HOME)" ] || ($(BENCH_LIVE) && $(BENCH) judge-live) || missed=1; \
	done; exit $$missed

.PHONY: bench-slowed
bench-slowed: $(INSTALLED) need-browser ## a run with one ECDH per recipient and post, which must fail
	@$(BENCH) slowed

.PHONY: bench-docs
bench-docs: $(INSTALLED) ## write docs/performance.md from what `make bench` measured last
	@$(BENCH) document

.PHONY: dist
dist: $(INSTALLED) need-go ## build the bundle: dist/<id>-<version>.tar.gz
	@exec node --import tsx dev/stack/src/dist.ts

.PHONY: deploy
deploy: dist ## install the bundle: make deploy SITE_URL=https://chat.example.org TOKEN=<access token of an admin>
	@SITE_URL="$(SITE_URL)" TOKEN="$(TOKEN)" node --import tsx dev/stack/src/deploy.ts

.PHONY: need-go
need-go:
	@$(NEED) go

.PHONY: need-gnupg
need-gnupg:
	@$(NEED) gnupg

.PHONY: need-browser
need-browser:
	@$(NEED) browser

$(INSTALLED): package.json package-lock.json $(wildcard webapp/package.json dev/*/package.json)
	@$(NEED) node
	@if [ -d node_modules ]; then npm install; else npm ci; fi
	@touch $@
