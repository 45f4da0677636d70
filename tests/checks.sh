#!/bin/sh
# Every check, cheapest first; each must pass. BIN is the folder of the venv's commands.
set -eu
"$BIN/ruff" check .
"$BIN/ruff" format --check .
"$BIN/mypy"
"$BIN/lint-imports"
"$BIN/python" -m pytest -n logical --dist worksteal --cov --cov-report= --durations=15
"$BIN/coverage" report --fail-under=95 --include='domain/*,store/*,projections/*'
