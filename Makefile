# Two commands matter: `make run` and `make test`. Each installs what it needs; a second call is instant.

# Debian's own python3.11, or any newer Python.
PYTHON ?= $(shell for python in python3.11 python3; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
JOBS ?= 2
BIOME := .venv/js/node_modules/.bin/biome
PY := .venv/bin/python
PIP := $(PY) -m pip --quiet --disable-pip-version-check install --require-hashes
# What WeasyPrint draws text with, and a font.
PANGO := libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core
SERVICES := $(PY) -m pat_logistics.embedded
PYTEST := $(PY) -m pytest -n $(JOBS) --dist loadgroup
# What depends most on the servers, in the ground and in each of the four apps: constraints, history, search and
# its plans, counts, clusters, dated values, sent mails, jobs.
SMOKE := $(addprefix tests/, territory portal/pages outbox jobs test_history.py test_columns.py \
	test_constraints.py test_lookups.py test_folding.py test_facets.py test_optimistic_lock.py \
	$(addprefix producers/, models test_search.py test_search_plans.py test_filters.py test_facets.py \
		test_clusters.py test_changes.py test_services.py test_holdings.py) \
	$(addprefix carriers/, models test_search.py test_filters.py test_clusters.py test_changes.py \
		test_services.py quotes/test_services.py) \
	$(addprefix needs_survey/, models test_finding.py test_services.py \
		$(addprefix needs/test_, sources.py columns.py editions.py incoming.py candidates.py)) \
	$(addprefix cost_calc/, test_models.py pricing/test_reference_files.py pricing/test_references.py \
		pricing/test_references_held.py pricing/test_serving.py pricing/test_ways.py api/test_views.py))

# $(call need,program,Debian package): installs the package unless the program is there.
define need
@command -v $(1) >/dev/null || $(call install,$(2))
endef
define install
{ echo "Installation du paquet $(1)…"; \
  if [ "$$(id -u)" = 0 ]; then apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends $(1); \
  elif command -v sudo >/dev/null; then sudo apt-get -qq update && sudo DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends $(1); \
  else false; fi; } || { echo "Installez le paquet $(1) (en administrateur : apt-get install $(1)), puis recommencez." >&2; exit 1; }
endef

# What Lighthouse asks of Node (18.16) is older than what its next major version asks.
LIGHTHOUSE := 12.8.2

.PHONY: run roads test quick test-services test-services-smoke chaos bench load lighthouse seed-large lint format screenshots
.PHONY: lock upgrade audit clean

## The portal on this machine, until Ctrl-C.
run: .venv/run.stamp $(if $(wildcard $(or $(VAR_DIR),var)/roads),.venv/roads.stamp)
	@$(SERVICES) run

## Real roads: PBF is an OpenStreetMap extract (.osm.pbf), a file or an address; several go between quotes.
roads: .venv/run.stamp .venv/roads.stamp
	@$(SERVICES) roads

## Every check, then every test on embedded servers, in a real browser too; which branches none takes, at the end.
test: lint
	$(call need,chromium,chromium)
	$(call need,ogr2ogr,gdal-bin)
	@node --test --test-reporter=spec $(sort $(shell find tests/js -name '*.test.js'))
	@$(PYTEST) --cov

## The tests nearest to what differs from BASE (main by default), without browser, in a minute and a half at most.
quick: .venv/dev.stamp
	$(call need,ogr2ogr,gdal-bin)
	@$(PY) -m tests.quick

## The same tests on the PostgreSQL and the Redis installed on the machine.
test-services: .venv/dev.stamp
	$(call need,chromium,chromium)
	$(call need,ogr2ogr,gdal-bin)
	$(call need,/usr/lib/postgresql/*/bin/postgres,postgresql)
	$(call need,redis-server,redis-server)
	@$(PY) -m tests.installed_services $(PYTEST)

## What depends most on the servers, on those installed on the machine.
test-services-smoke: .venv/dev.stamp
	$(call need,/usr/lib/postgresql/*/bin/postgres,postgresql)
	$(call need,redis-server,redis-server)
	@$(PY) -m tests.installed_services $(PYTEST) -m "not browser" $(SMOKE)

## 32 programs killed while people write: what was accepted is there, once. A short part of it is among the tests.
chaos: .venv/dev.stamp
	@$(PY) -m tests.chaos

## The measures that README.md speaks of; fails when one is over its bound.
bench: .venv/dev.stamp
	@$(PY) -m tests.bench

## Ten addresses of a whole portal under 1 to 32 connections: requests a second, waits, and where the time goes.
load: .venv/dev.stamp
	@$(PY) -m tests.bench.mixed

## What Lighthouse thinks of four pages; fails under 95.
lighthouse: .venv/dev.stamp .venv/lighthouse.stamp
	$(call need,chromium,chromium)
	@$(PY) -m tests.lighthouse

## A portal apart, in var/large, with 100 000 producers and 10 000 solutions, all invented.
seed-large: .venv/run.stamp
	@VAR_DIR=var/large $(SERVICES) exec -- sh -ec '$(PY) manage.py prepare --demo; $(PY) manage.py seed_large'
	@echo "Pour le parcourir : VAR_DIR=var/large make run"

lint: .venv/dev.stamp .venv/js.stamp
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check --quiet .
	@$(BIOME) check --error-on-warnings
	@$(PY) -m djlint --quiet --lint templates
	@$(PY) -m mypy
	@.venv/bin/lint-imports
	@SITE_URL=https://pat.example CONTACT_EMAIL=contact@pat.example PUBLISHER_NAME=- PUBLISHER_ADDRESS=- \
		PUBLISHER_DIRECTOR=- PUBLISHER_HOST=- PUBLISHER_DATA_PROTECTION=- BEHIND_PROXY=1 DATABASE_URL=postgres:///- REDIS_URL=redis://- \
		SECRET_KEY=$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(50))') \
		$(PY) manage.py check --deploy --fail-level WARNING

format: .venv/dev.stamp .venv/js.stamp
	@$(PY) -m ruff check --fix .
	@$(PY) -m ruff format .
	@$(BIOME) check --write

## The images of README.md, from the real pages.
screenshots: .venv/dev.stamp
	$(call need,chromium,chromium)
	@$(SERVICES) exec -- $(PY) -m tests.browser.screenshots

# Every version and the hashes of its files, for Linux and macOS and every Python from 3.11 on.
LOCK := .venv/bin/uv pip compile --quiet --universal --generate-hashes --custom-compile-command 'make lock'

## The locks anew after a line of requirements*.txt has changed; what they hold otherwise keeps its version.
lock: .venv/dev.stamp
	@$(LOCK) $(UPGRADE) --python-version 3.11 requirements-dev.txt -o requirements-dev.lock
	@$(LOCK) --python-version 3.11 -c requirements-dev.lock requirements.txt -o requirements.lock
	@$(LOCK) --python-version 3.12 --no-deps requirements-roads.txt -o requirements-roads.lock

## The locks with the newest versions that requirements*.txt allow, then what is newer still.
upgrade:
	@$(MAKE) --no-print-directory lock UPGRADE=--upgrade
	@echo "Plus récent que ce qui est installé (une ligne de requirements*.txt se change à la main, puis make lock) :"
	@.venv/bin/uv pip list --quiet --outdated

## Known vulnerabilities of what is installed; asks pypi.org, and fails when it has no answer for a library.
audit: .venv/dev.stamp
	@$(PY) -m pip_audit --strict --require-hashes --disable-pip --progress-spinner off \
		-r requirements-dev.lock -r requirements-roads.lock \
		|| { echo "Une bibliothèque est vulnérable, ou pypi.org n’a pas répondu : voir au-dessus." >&2; exit 1; }

## Forgets what can be rebuilt; the data in var/ stays.
clean:
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage* var/static
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 ou plus récent est nécessaire." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || $(call install,python3-venv)
	@echo "Création de l’environnement Python…"
	@$(PYTHON) -m venv .venv

.venv/run.stamp: requirements.lock | .venv/bin/python
	@echo "Installation des bibliothèques…"
	@$(PIP) -r requirements.lock
	@# Without Pango the portal runs, and says that it cannot make PDF documents.
	@$(PY) -c 'import weasyprint' 2>/dev/null || $(call install,$(PANGO)) || true
	@touch $@

# The wheel asks for a newer Python than ours may be; only its programs serve, unpacked apart.
.venv/roads.stamp: requirements-roads.lock | .venv/bin/python
	@echo "Installation du serveur d’itinéraires…"
	@rm -rf .venv/valhalla
	@$(PIP) --target .venv/valhalla --no-deps --only-binary=:all: --python-version 3.12 -r requirements-roads.lock \
		|| { echo "Valhalla n’a pas pu être installé : il existe pour Linux (x86-64, ARM 64) et macOS (ARM 64)." >&2; exit 1; }
	@touch $@

.venv/dev.stamp: requirements-dev.lock .venv/run.stamp .venv/roads.stamp
	@echo "Installation des outils de test…"
	@$(PIP) -r requirements-dev.lock
	@$(PY) -c 'import weasyprint' 2>/dev/null || $(call install,$(PANGO))
	@touch $@

.venv/js.stamp: package.json package-lock.json | .venv/bin/python
	$(call need,node,nodejs)
	$(call need,npm,npm)
	@echo "Installation des outils de JavaScript…"
	@mkdir -p .venv/js
	@cp package.json package-lock.json .venv/js/
	@cd .venv/js && npm ci --loglevel=error --no-audit --no-fund --ignore-scripts >/dev/null
	@touch $@

.venv/lighthouse.stamp: Makefile | .venv/bin/python
	$(call need,node,nodejs)
	$(call need,npm,npm)
	@echo "Installation de Lighthouse…"
	@rm -rf .venv/lighthouse
	@npm install --silent --no-audit --no-fund --ignore-scripts --no-save --prefix .venv/lighthouse lighthouse@$(LIGHTHOUSE)
	@touch $@
