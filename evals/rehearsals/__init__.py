"""Whole rehearsals with scripted users, and what must hold of them (docs/evals.md, "Rehearsals")."""
