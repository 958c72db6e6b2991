"""Natural language generation: a decision in the manager's words, and the guard that has the last word."""
