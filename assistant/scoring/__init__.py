"""Scoring: a draft ask to an assessment, to advice and to a rewrite."""
