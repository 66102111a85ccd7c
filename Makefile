# make run    a running Duban with the sample county, on a machine with nothing but make and Python 3.11
# make test   everything that shows that it works
PORT ?= 8000
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run setup test check bench fast fuzz lock docs clean

run: setup
	@DUBAN_TODAY=$${DUBAN_TODAY:-2020-11-23} $(BIN)/duban sample --if-missing
	@echo "登录 Sign in: office（办公室）  zhujianju（县住建局联络员）  密码 password: yunling-2020"
	@DUBAN_TODAY=$${DUBAN_TODAY:-2020-11-23} exec $(BIN)/duban serve --port $(PORT)

setup: $(VENV)/web.done

$(VENV)/bin/python:
	@command -v $(PYTHON) >/dev/null && $(PYTHON) -m venv $(VENV) || python3 -m venv $(VENV)
	@$(BIN)/python -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Duban needs Python 3.11 or newer; set PYTHON=/path/to/python3.11")' || { rm -rf $(VENV); exit 1; }

$(VENV)/web.done: requirements/web.txt requirements/fonts.txt pyproject.toml | $(VENV)/bin/python
	@$(BIN)/python -m pip install --quiet --require-hashes --no-deps -r requirements/web.txt -r requirements/fonts.txt
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/test.done: requirements/test.txt $(VENV)/web.done
	@$(BIN)/python -m pip install --quiet --require-hashes --no-deps -r requirements/test.txt
	@touch $@

$(VENV)/bench.done: requirements/bench.txt $(VENV)/test.done
	@$(BIN)/python -m pip install --quiet --require-hashes --no-deps -r requirements/bench.txt
	@touch $@

test: $(VENV)/test.done
	@$(BIN)/python -m pytest -n auto $(PYTEST)
	@$(BIN)/python tests/without_django.py

check: $(VENV)/test.done
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@PATH="$(CURDIR)/$(BIN):$$PATH" PYTHONPATH=src $(BIN)/lint-imports
	@$(BIN)/python tests/house.py
	@$(BIN)/python docs/generate.py --check
	@$(BIN)/deptry src
	@$(BIN)/djlint --quiet --lint src/duban_web/templates

docs: $(VENV)/test.done
	@$(BIN)/python docs/generate.py

# one minute over the kept corpus; FUZZ_SECONDS=1200 for a long run (Linux only: atheris)
fuzz: $(VENV)/test.done
	@$(BIN)/python -m pip install --quiet --require-hashes --no-deps -r requirements/fuzz.txt
	@tests/fuzz/run.sh

bench: $(VENV)/bench.done
	@for f in benchmarks/bench_*.py; do $(BIN)/python $$f || exit 1; done

# a wheel whose reader is compiled, for piles: it needs a C compiler, and installs with pip
fast: $(VENV)/test.done
	@DUBAN_COMPILE=1 $(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation --no-cache-dir -w dist .
	@ls dist/*.whl

lock: $(VENV)/test.done
	@$(BIN)/python requirements/lock.py

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist
