"""Judged data, the suites that measure Onward on it, and the training of what is embedded."""
