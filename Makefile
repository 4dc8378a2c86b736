# Everything behind these is in arlearn/bootstrap.py. `make run ARGS="--port 9000"` passes options on.
PYTHON ?= python3
.PHONY: run test check

run: ; @$(PYTHON) -m arlearn.bootstrap run $(ARGS)
test: ; @$(PYTHON) -m arlearn.bootstrap test $(ARGS)
check: ; @$(PYTHON) -m arlearn.bootstrap check
