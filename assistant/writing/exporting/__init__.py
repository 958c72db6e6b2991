"""A finished text as a file: one module a format, all of them from the same blocks (``blocks.py``)."""
