# Every target makes its own environment first; a second call does none of it again.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
LEARNER := .venv/.learner
# One thread for each of the processes: several threads in each would wait in turn.
# Files in the order of tests/conftest.py and nbval_course.py, which begin with what
# takes long, not by how many tests they have.
QUICKLY := OMP_NUM_THREADS=1 $(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Compiled modules are kept: tests start Python some hundreds of times.
unexport PYTHONDONTWRITEBYTECODE

# $(call debian,PROGRAM,PACKAGE,what is skipped without it)
debian = @command -v $(1) >/dev/null 2>&1 \
	|| { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 \
		&& { apt-get update -qq && apt-get install -y -qq $(2); } >/dev/null 2>&1; } \
	|| echo "$(1) is missing: sudo apt-get install $(2). Without it: $(3)."

.PHONY: help demo test test-all test-gpu lab data notebooks site pictures execute nbval nbval-gpu bench audit lint clean bubblewrap chromium proxy

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

demo: $(READY) bubblewrap ## release, hand in, grade and export a sample class in grading/demo
	@$(BIN)/course demo

test: $(READY) bubblewrap chromium ## all quick tests, then every lesson re-run and compared
	@$(QUICKLY) -m "not slow"
	@$(MAKE) --no-print-directory nbval

test-all: $(READY) bubblewrap chromium proxy ## test, and what takes longer
	@$(QUICKLY)
	@$(MAKE) --no-print-directory nbval

lab: $(LEARNER) ## open the lessons in JupyterLab
	@$(BIN)/jupyter lab --config jupyter_lab_config.py

data: $(LEARNER) ## fetch and verify MNIST and Fashion-MNIST
	@$(BIN)/course data

notebooks: $(READY) ## make the student versions in notebooks/ from solutions/ and verify them
	@$(BIN)/course release

site: $(READY) ## make a website of the released lessons in _site/
	@$(BIN)/course site

pictures: $(READY) chromium ## take the pictures at the top of the README anew
	@COURSE_PICTURES=docs/pictures $(BIN)/python -m pytest tests/browser/test_pictures.py

execute: $(READY) ## execute the lessons in solutions/ in place, after changing them
	@$(BIN)/course execute

nbval: $(READY) ## re-run the lessons in solutions/ and compare their outputs
	@COURSE_DEVICE=cpu $(QUICKLY) -p tests.nbval_course --nbval solutions

nbval-gpu: $(READY) ## the same on a GPU; fails where there is none
	@COURSE_DEVICE=cuda $(BIN)/python -m pytest -p tests.nbval_course --nbval solutions

bench: $(READY) ## measure the loader, busy machines, start-up and, where there is one, the GPU
	@$(BIN)/python benchmarks/loader.py
	@$(BIN)/python benchmarks/waiting.py
	@$(BIN)/python benchmarks/startup.py
	@$(BIN)/python benchmarks/gpu.py

test-gpu: $(READY) ## on a GPU: its rules, which the stand-in keeps, and helpers and checks
	@$(BIN)/python -m pytest tests/gpu/on_*.py

audit: $(READY) ## look up known weaknesses of all that is installed; needs pip-audit and PyPI
	@$(BIN)/pip freeze --exclude-editable | sed 's/+.*//' > .venv/installed.txt
	@pip-audit --strict --no-deps --disable-pip --progress-spinner off -r .venv/installed.txt

lint: $(READY) ## ruff, as CI runs it
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check

clean: ## remove the environment, the website and everything made by grading/demo
	rm -rf .venv _site grading/demo

bubblewrap:
	$(call debian,bwrap,bubblewrap,the sandbox for hand-ins)

chromium:
	$(call debian,chromium,chromium,the tests in a browser)

proxy:
	$(call debian,npm,npm,the tests of a hub)
	@[ -d .venv/chp ] || npm install --silent --prefix .venv/chp configurable-http-proxy@5 >/dev/null 2>&1 \
		|| echo "npm could not install configurable-http-proxy. Without it: the tests of a hub."

$(READY): $(LEARNER) requirements-all.txt
	@echo "Adding what grading and tests need ..."
	@$(BIN)/pip install -q -r requirements-all.txt
	@touch $@

$(LEARNER): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed; try: make PYTHON=python3.12 ..."; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null \
		|| { [ "$$(id -u)" = 0 ] && { apt-get update -qq && apt-get install -y -qq python3-venv; } >/dev/null 2>&1; } \
		|| { echo "Python's venv is missing: sudo apt-get install python3-venv"; exit 1; }
	@echo "Making the environment in .venv (a few minutes, once) ..."
	@$(PYTHON) -m venv .venv
	@$(BIN)/pip install -q -r requirements.txt
	@$(BIN)/pip install -q --no-deps -e .
	@touch $@
