"""Do the texts to take along hold only what the user said, all that they must, and nothing private? Read from outside.

Nothing here imports from ``assistant.writing``: what it overlooks is found by other eyes.
"""
