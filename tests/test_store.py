"""The store: append-only, durable, deletable, clear about what is wrong."""

import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.errors import NotFound, StoreError
from assistant.store.sql import HEAD, SqlStore, SystemClock

ROOT = Path(__file__).parent.parent


@pytest.fixture
def store(tmp_path):
    made = SqlStore(tmp_path / "p", SystemClock())
    yield made
    made.close()


def test_events_come_back_in_order_and_the_list_is_newest_first(store) -> None:
    first = store.create("rehearsal", "one", {"seed": 1})
    second = store.create("score", "two", {})
    for number in range(5):
        store.append(first, "said", {"text": str(number)}, turns=number, outcome="agreed")
    assert [event.payload["text"] for event in store.load(first).events] == list("01234")
    assert [(row.session, row.turns, row.outcome) for row in store.list()] == [
        (first, 4, "agreed"),
        (second, 0, None),
    ]


def test_wal_and_full_sync_are_on(store, tmp_path) -> None:
    with store._engine.connect() as connection:
        values = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "secure_delete")
        ]
    assert values == ["wal", 2, 1]
    assert oct((tmp_path / "p" / "onward.sqlite3").stat().st_mode)[-3:] == "600" or os.name == "nt"


def test_head_is_the_newest_migration() -> None:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(ROOT / "assistant" / "store" / "migrations"))
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


def test_the_migrated_schema_is_the_declared_one(store) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from assistant.store.schema import Base

    with store._engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_what_was_deleted_is_not_on_the_disk_any_more(store, tmp_path) -> None:
    session = store.create("rehearsal", "secret title", {"scenario": "unmistakable-secret"})
    store.append(session, "said", {"text": "unmistakable-secret " * 50})
    assert store.delete(session) == 1
    store.close()
    left = b"".join(path.read_bytes() for path in (tmp_path / "p").iterdir())
    assert b"unmistakable-secret" not in left
    with pytest.raises(NotFound, match="sessions list"):
        SqlStore(tmp_path / "p", SystemClock()).load(session)


def test_two_writers_do_not_lose_events(tmp_path) -> None:
    stores = [SqlStore(tmp_path, SystemClock()) for _ in range(4)]
    session = stores[0].create("rehearsal", "t", {})
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda n: stores[n % 4].append(session, "said", {"n": n}), range(40)))
    assert sorted(event.payload["n"] for event in stores[0].load(session).events) == list(range(40))


def test_memory_keeps_nothing_on_disk(tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    store = SqlStore(None, SystemClock())
    session = store.create("rehearsal", "t", {})
    store.append(session, "said", {"text": "x"})
    assert len(store.load(session).events) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_file_gives_a_clear_error(tmp_path) -> None:
    (tmp_path / "onward.sqlite3").write_bytes(b"not a database at all" * 400)
    with pytest.raises(StoreError, match=r"onward\.sqlite3.*--profile"):
        SqlStore(tmp_path, SystemClock())


def test_a_profile_that_is_a_file_gives_a_clear_error(tmp_path) -> None:
    (tmp_path / "f").write_text("x")
    with pytest.raises(StoreError, match="--profile"):
        SqlStore(tmp_path / "f", SystemClock())


def test_what_was_acknowledged_survives_kill_9(tmp_path) -> None:
    code = textwrap.dedent(f"""
        from pathlib import Path
        from assistant.store.sql import SqlStore, SystemClock
        store = SqlStore(Path({str(tmp_path)!r}), SystemClock())
        session = store.create("rehearsal", "t", {{}})
        print(session, flush=True)
        for number in range(100000):
            store.append(session, "said", {{"n": number}})
            print(number, flush=True)
    """)
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, cwd=ROOT)
    session = process.stdout.readline().strip()
    for _ in range(25):
        last = int(process.stdout.readline())
    process.send_signal(signal.SIGKILL if os.name != "nt" else signal.SIGTERM)
    process.wait()
    process.stdout.close()
    kept = [event.payload["n"] for event in SqlStore(tmp_path, SystemClock()).load(session).events]
    assert kept == list(range(len(kept)))
    assert len(kept) > last
    with sqlite3.connect(tmp_path / "onward.sqlite3") as check:
        assert check.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    check.close()
