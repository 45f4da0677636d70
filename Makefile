PYTHON ?= python3
BIN = .venv/bin

.PHONY: demo test bench lock clean

demo: .venv/run
	$(BIN)/maillage demo

test: .venv/test
	BIN=$(BIN) sh tests/checks.sh

bench: .venv/test
	$(BIN)/python -m bench

# The locks hold hashes and no address of a registry.
lock: .venv/test
	$(BIN)/python -m pip install -q uv
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-annotate \
		--no-header --no-strip-extras --extra build pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-annotate \
		--no-header --no-strip-extras --all-extras pyproject.toml -o requirements-test.txt

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

.venv/run: requirements.txt pyproject.toml
	$(PYTHON) -m venv .venv
	@echo "Installing (a minute or two the first time)…"
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/test: requirements-test.txt .venv/run
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-test.txt
	@touch $@
