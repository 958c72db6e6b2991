"""Sessions in SQLite (WAL) through SQLAlchemy; the schema moves by alembic migrations."""
