"""The store on SQLAlchemy: a file in the profile, or memory for a visit that keeps nothing.

One transaction per operation. Every append is committed (WAL, ``synchronous=FULL``) before it returns, so what was
acknowledged survives ``kill -9`` and a power cut. Deleted rows are overwritten (``secure_delete``).
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock
from sqlalchemy import (
    JSON,
    BindParameter,
    Engine,
    bindparam,
    create_engine,
    delete,
    event,
    func,
    insert,
    inspect,
    select,
    text,
    update,
)
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from assistant.domain import Event, SessionSummary, StoredSession
from assistant.errors import NotFound, StoreError
from assistant.seams import Clock
from assistant.store.schema import EventRow, SessionRow

HEAD = "0001"
"""The newest migration; a store at this revision opens without loading alembic."""


_OF: BindParameter[str] = bindparam("of")
_SEQ = select(func.coalesce(func.max(EventRow.seq) + 1, 0)).where(EventRow.session_id == _OF)
_APPEND = insert(EventRow).values(
    session_id=_OF,
    seq=_SEQ.scalar_subquery(),
    kind=bindparam("what"),
    payload=bindparam("holds", type_=JSON),
    at=bindparam("now"),
)
_TOUCH = (
    update(SessionRow)
    .where(SessionRow.id == _OF)
    .values(updated=bindparam("now"), turns=bindparam("count"), outcome=bindparam("end"))
)
_SESSION = select(
    SessionRow.id, SessionRow.kind, SessionRow.title, SessionRow.created, SessionRow.header
).where(SessionRow.id == _OF)
_EVENTS = select(EventRow.kind, EventRow.payload).where(EventRow.session_id == _OF).order_by(EventRow.seq)
"""What every turn of a rehearsal needs, made once and without objects of the library's for rows."""


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """The time in UTC."""
        return datetime.now(UTC)


class SqlStore:
    """Implements :class:`assistant.seams.Store`.

    :param folder: where ``onward.sqlite3`` lives; None keeps everything in memory until the process ends.
    :raises StoreError: when the folder or the file cannot be used.
    """

    def __init__(self, folder: Path | None, clock: Clock) -> None:
        self._clock, self._writing = clock, threading.Lock()
        self._path = folder / "onward.sqlite3" if folder else None
        with self._errors():
            if folder is None:
                self._engine = create_engine(
                    "sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False}
                )
            else:
                folder.mkdir(parents=True, exist_ok=True, mode=0o700)
                (folder / "onward.sqlite3").touch(mode=0o600)
                self._engine = create_engine(f"sqlite:///{self._path}", connect_args={"timeout": 10})
            event.listen(self._engine, "connect", _prepare)
            self._migrate(folder)

    def close(self) -> None:
        """Releases the file."""
        self._engine.dispose()

    def create(self, kind: str, title: str, header: Mapping[str, Any]) -> str:
        """Starts a session and returns its id."""
        now = self._clock.now()
        session_id = f"{now:%y%m%d}-{secrets.token_hex(4)}"
        with self._errors(), Session(self._engine) as db, db.begin():
            row = SessionRow(
                id=session_id,
                kind=kind,
                title=title[:200],
                header=dict(header),
                created=now,
                updated=now,
                turns=0,
            )
            db.add(row)
        return session_id

    def append(
        self,
        session: str,
        kind: str,
        payload: Mapping[str, Any],
        *,
        turns: int = 0,
        outcome: str | None = None,
    ) -> None:
        """Appends one event; it is on disk when this returns."""
        told = {
            "of": session,
            "what": kind,
            "holds": dict(payload),
            "now": self._clock.now(),
            "count": turns,
            "end": outcome,
        }
        # Threads of this process queue up here; SQLite itself would have them ask again and again.
        with self._errors(), self._writing, self._engine.begin() as db:
            touched = db.execute(_TOUCH, told)  # takes the lock: two processes must not draw the same seq
            if not touched.rowcount:
                raise _unknown(session)
            db.execute(_APPEND, told)

    def load(self, session: str) -> StoredSession:
        """The session with its events in order."""
        with self._errors(), self._engine.connect() as db:
            row = db.execute(_SESSION, {"of": session}).first()
            if row is None:
                raise _unknown(session)
            found = tuple(Event(kind, payload) for kind, payload in db.execute(_EVENTS, {"of": session}))
            return StoredSession(row.id, row.kind, row.title, _utc(row.created), row.header, found)

    def list(self) -> list[SessionSummary]:
        """All sessions and kept results, newest first."""
        with self._errors(), Session(self._engine) as db:
            rows = db.scalars(select(SessionRow).order_by(SessionRow.updated.desc(), SessionRow.id))
            return [
                SessionSummary(r.id, r.kind, r.title, _utc(r.created), _utc(r.updated), r.turns, r.outcome)
                for r in rows
            ]

    def delete(self, session: str | None) -> int:
        """Deletes one session, or all of them; overwritten on disk when this returns."""
        with self._errors(), Session(self._engine) as db, db.begin():
            if session is not None:
                self._row(db, session)
            doomed = (
                select(SessionRow.id)
                if session is None
                else select(SessionRow.id).where(SessionRow.id == session)
            )
            count = len(db.scalars(doomed).all())
            db.execute(delete(EventRow).where(EventRow.session_id.in_(doomed)))
            db.execute(delete(SessionRow).where(SessionRow.id.in_(doomed)))
        with self._errors(), self._engine.connect() as connection:
            # What was deleted must not linger in the write-ahead log.
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        return count

    @staticmethod
    def _row(db: Session, session: str) -> SessionRow:
        row = db.get(SessionRow, session)
        if row is None:
            raise _unknown(session)
        return row

    def _migrate(self, folder: Path | None) -> None:
        if self._revision() == HEAD:
            return
        if folder is None:
            _upgrade(self._engine)
            return
        with FileLock(folder / "onward.lock", timeout=30):
            if self._revision() != HEAD:
                _upgrade(self._engine)

    def _revision(self) -> str | None:
        with self._engine.connect() as connection:
            if not inspect(connection).has_table("alembic_version"):
                return None
            found = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return None if found is None else str(found)

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except (SQLAlchemyError, OSError) as error:
            cause = getattr(error, "orig", None) or error
            raise StoreError(
                f"The sessions in {self._path or 'memory'} cannot be read or written ({cause}). Check that the folder exists and "
                "is yours, or choose another with --profile; a damaged file can be moved away, and a new one is begun."
            ) from error


def _unknown(session: str) -> NotFound:
    return NotFound(f"There is no session {session!r}. 'onward sessions list' shows those that exist.")


def _prepare(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _upgrade(engine: Engine) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _utc(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
