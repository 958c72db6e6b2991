"""Suites on recorded answers of a real model: the product's own stages, with cases of their own, played from cassettes.

A suite is a function that puts its cases to a model and says what came of it. Recording (``python -m evals.record``) and
replaying (``onward eval``) run the very same function, so a cassette is whole exactly when the replay is.
"""
