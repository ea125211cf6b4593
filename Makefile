# Two commands a newcomer needs: `make demo` and `make test`. Everything lives inside the clone, in .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
DEMO := demo-book
# More workers than cores: a terminal that is tested waits half of its time, for keys and for the disk.
PYTEST := $(BIN)/pytest -n 4
# Where the machine forbids compiled files, every program that a test starts would be compiled anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test fast proof bench together converge faults docs messages format clean help

help:
	@sed -n 's/^## //p' $(MAKEFILE_LIST)

## make demo      write the sample book and open it
demo: $(STAMP)
	@$(BIN)/cartera demo --reuse $(DEMO)
	@if [ -t 0 ] && [ -t 1 ]; then $(BIN)/cartera -C $(DEMO); fi

## make test      the whole check, the same as CI
test: $(STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(PYTEST)

## make fast      the tests without the slow ones
fast: $(STAMP)
	$(PYTEST) -m "not slow and not exhaustive"

## make proof     the cases the check only samples: every kill, every disk error, every action in a real terminal
proof: $(STAMP)
	$(PYTEST) -m exhaustive

## make bench     speed of what a user waits for, each beside its floor
bench: $(STAMP)
	$(BIN)/python -m cartera.bench

## make together  seven writers in one book, 2,000 saves: none lost, none failed
together: $(STAMP)
	$(BIN)/python -m cartera.bench.together

## make converge  twenty clones, kills, strangers and wrong clocks: nothing lost, by a judge apart from the merge
converge: $(STAMP)
	$(BIN)/python -m cartera.bench.converge

## make faults    of the proof: kills, full and failing disks at every writing call of every deed
faults: $(STAMP)
	$(PYTEST) -rP -m exhaustive tests/saving/test_faults.py tests/sync/test_sync_kills.py

## make docs      write the generated pages of docs/
docs: $(STAMP)
	$(BIN)/python -m cartera.docs

## make messages  collect the sentences people read into the catalogues
messages: $(STAMP)
	$(BIN)/python -m cartera.docs.messages

## make format    format and mend what can be mended by machine
format: $(STAMP)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

$(STAMP): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	PYTHONWARNINGS=ignore $(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	mkdir -p $(VENV)/src && ln -sfn ../.. $(VENV)/src/cartera
	touch $(STAMP)

## make clean     forget the environment and the sample book
clean:
	rm -rf $(VENV) $(DEMO) build dist *.egg-info
