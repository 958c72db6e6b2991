# One list of tasks; CI runs the same commands.
.PHONY: test lint types wheel check bench train docs record

test:            ## all tests
	uv run pytest
lint:            ## style
	uv run ruff check . && uv run ruff format --check .
types:           ## types
	uv run mypy
wheel:           ## build the wheel and use it from another folder
	bash .ci/wheel
check: lint types wheel test
bench:           ## speed, side by side with naive baselines
	uv run python -m evals.bench
train:           ## train the scorer and the listener anew, in an environment of its own
	python3 -m venv .venv-train
	.venv-train/bin/pip install --quiet --editable .
	.venv-train/bin/pip install --quiet --no-deps --require-hashes --requirement evals/training/requirements.txt
	.venv-train/bin/python -m evals.training
docs:            ## write what the commands in the docs print now
	uv run python -m tests.docs_blocks
record:          ## record cassettes against a real model (docs/evals.md): make record URL=… MODEL=…
	uv run python -m evals.record --base-url $(URL) --model $(MODEL)
