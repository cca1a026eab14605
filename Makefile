# make days    set up what days 1 to 21 need and run every day in order; PyTorch comes when the first day needs it
#              (make days LIGHT=1 leaves those days out)
# make test    set up everything, then run the tests      make test-all   the slow ones too
# make bench   the same, then time ours against the libraries
# make lint    check style

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
endif
LIGHT_READY := $(VENV)/ready-light
READY := $(VENV)/ready
LINT_READY := $(VENV)/ready-lint
LOG := $(VENV)/setup.log

.PHONY: days test test-all lint bench clean

days: $(LIGHT_READY)
	@$(BIN)/python learn.py run $(if $(LIGHT),--light,--install) all

test: $(READY)
	@$(BIN)/python -m pytest $(PYTEST_ARGS)

test-all: $(READY)
	@$(BIN)/python -m pytest --slow $(PYTEST_ARGS)

bench: $(READY)
	@for script in benchmarks/*.py; do $(BIN)/python $$script || exit 1; done

lint: $(LINT_READY)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

clean:
	rm -rf $(VENV)

# A set-up that was cut short leaves no file `ready`, so the next make takes it up again.
# Called with what is said first, what pip installs, and the disk space that this takes.
define set_up
@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11))" 2>/dev/null || { \
  echo "This needs Python 3.11 or newer, and '$(PYTHON)' is not: install it from python.org, or name yours: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
@echo "Setting up $(VENV) once: $(1)"
@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv $(VENV) >/dev/null 2>&1 || { \
  echo "Could not make $(VENV): on Debian or Ubuntu type 'sudo apt install python3-venv', then make again."; exit 1; }
@$(BIN)/python -m pip install --disable-pip-version-check --retries 1 $(2) 2>$(LOG) || { \
  echo "Could not install the packages: check the network and the disk ($(3)), then make again (a brand-new Python may lack packages: 3.11 has them all). The reason is in $(LOG)."; exit 1; }
@touch $@
endef

$(LIGHT_READY): requirements-light.txt
	$(call set_up,about 100 MB to download and 0.5 GB on disk$(comma) a minute on a fast line.,-r requirements-light.txt,0.5 GB)

$(READY): requirements.txt requirements-light.txt
	$(call set_up,about 3 GB to download and 6 GB on disk$(comma) two minutes on a fast line.,-r requirements.txt,6 GB)
	@touch $(LIGHT_READY) $(LINT_READY)

$(LINT_READY): requirements.txt
	$(call set_up,the style checker.,$$(grep '^ruff==' requirements.txt),0.1 GB)

comma := ,
