"""Alembic migrations of the session store; append-only."""
