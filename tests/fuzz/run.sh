#!/usr/bin/env bash
# One minute of fuzzing over the kept corpus: what .ci/run calls. FUZZ_SECONDS says how long.
set -euo pipefail
cd "$(dirname "$0")"
here=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
../../.venv/bin/python -m zipfile -e corpus.zip "$work/corpus"
cd "$work"
PYTHONPATH="$here/../../src" "$here/../../.venv/bin/python" "$here/fuzz_reading.py" corpus -max_total_time="${FUZZ_SECONDS:-60}" -max_len=6000 -print_final_stats=1 2>&1 | tail -12
