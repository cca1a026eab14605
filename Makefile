# make days    set up, then run every day in order
# make test    set up, then run the tests            make test-all   the slow ones too
# make lint    set up, then check style              make bench      set up, then time ours against the libraries

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
endif
READY := $(VENV)/ready
LOG := $(VENV)/setup.log

.PHONY: days test test-all lint bench clean

days: $(READY)
	@$(BIN)/python learn.py run all

test: $(READY)
	@$(BIN)/python -m pytest $(PYTEST_ARGS)

test-all: $(READY)
	@$(BIN)/python -m pytest --slow $(PYTEST_ARGS)

lint: $(READY)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

bench: $(READY)
	@for script in benchmarks/*.py; do $(BIN)/python $$script || exit 1; done

clean:
	rm -rf $(VENV)

# A set-up that was cut short leaves no file `ready`, so the next make takes it up again.
$(READY): requirements.txt
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11))" 2>/dev/null || { \
	  echo "This needs Python 3.11 or newer, and '$(PYTHON)' is not: install it from python.org, or name yours: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	@echo "Setting up $(VENV) once: about 3 GB to download and 6 GB on disk, two minutes on a fast line."
	@$(PYTHON) -m venv $(VENV) >/dev/null 2>&1 || { \
	  echo "Could not make $(VENV): on Debian or Ubuntu type 'sudo apt install python3-venv', then make again."; exit 1; }
	@$(BIN)/python -m pip install --disable-pip-version-check --retries 1 -r requirements.txt 2>$(LOG) || { \
	  echo "Could not install the packages: check the network and the disk (6 GB), then make again (a brand-new Python may lack packages: 3.11 has them all). The reason is in $(LOG)."; exit 1; }
	@touch $(READY)
