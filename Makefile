# make serve | demo | test | test-long | lint: each sets up what it needs once and does nothing twice.
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3; do "$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$p" && break; done)
PORT ?= 7860
TORCH_VERSION = 2.13.0
TORCH_INDEX ?= https://download.pytorch.org/whl/cpu

V = .venv
PY = $(V)/bin/python
RUN = $(V)/.stamp-run
DEV = $(V)/.stamp-dev
SAMPLES = .home/samples
# in a folder of its own, so that neither the user's .env nor the user's database is used for the samples
DEMO = mkdir -p $(SAMPLES) && cd $(SAMPLES) && env -u BUDGET_QA_DATABASE_URL -u BUDGET_QA_CHROMA_URL BUDGET_QA_HOME=. \
       "$(CURDIR)/$(V)/bin/budget-qa"
QUESTION = 12345热线一年花多少钱？

.PHONY: help setup serve demo answer test test-long lint samples pins clean
.DELETE_ON_ERROR:

help:
	@echo "make serve      set up, ingest the sample disclosures, serve the web app on 127.0.0.1:$(PORT)"
	@echo "make demo       the same, but end after one printed answer"
	@echo "make test       set up, check the code and run the tests; make test-long: the long ones too"
	@echo "make lint       ruff and mypy only"
	@echo "make samples    write the sample disclosures anew; make pins: resolve constraints.txt anew"

$(PY):
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; name it with make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) -m venv $(V) || { rm -rf $(V); echo "$(PYTHON) cannot make a virtual environment: install its venv module (Debian: python3-venv)" >&2; exit 1; }

$(V)/.stamp-torch: $(PY) scripts/install-torch.sh
	@scripts/install-torch.sh $(PY) $(TORCH_VERSION) "$(TORCH_INDEX)"
	@touch $@

$(RUN): $(V)/.stamp-torch pyproject.toml constraints.txt scripts/install.sh scripts/build.txt
	@echo "installing packages into $(V)" >&2
	@scripts/install.sh $(PY) ""
	@touch $@

$(DEV): $(RUN)
	@scripts/install.sh $(PY) "[dev]"
	@touch $@

setup: $(RUN)

# ingestion skips what is unchanged, so the stamp only saves the seconds of finding that out
$(SAMPLES)/.stamp: $(RUN) $(wildcard eval/samples/*.pdf)
	@$(DEMO) ingest "$(CURDIR)/eval/samples"
	@touch $@

answer: $(SAMPLES)/.stamp
	@$(DEMO) ask "$(QUESTION)"

demo: answer

serve: answer
	@$(DEMO) serve --host 127.0.0.1 --port $(PORT)

lint: $(DEV)
	$(V)/bin/ruff check .
	$(V)/bin/mypy

test: $(DEV)
	@if [ "$${CI:-}" = true ]; then scripts/ci-packages.sh; fi
	$(V)/bin/ruff check .
	$(V)/bin/mypy
	$(PY) -m pytest

test-long: $(DEV)
	$(PY) -m pytest -m "long or not long"

samples: $(DEV)
	$(PY) -m eval.samples.make

pins: $(PY)
	@test -x $(V)/bin/uv || $(PY) -m pip install --quiet uv
	@scripts/pin.sh

clean:
	rm -rf $(V) .home build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
