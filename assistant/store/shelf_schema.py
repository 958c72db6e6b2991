"""The tables of the user's documents; a document without ``revision`` is being imported and nobody sees it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import DateTime, ForeignKey, LargeBinary
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

VERSION = 1


class Base(DeclarativeBase):
    """Holds the metadata of the shelf, apart from that of the sessions."""


class ShelfRow(Base):
    """The one row about the shelf itself. ``revision`` grows with each change that readers can see."""

    __tablename__ = "shelf"

    id: Mapped[str] = mapped_column(primary_key=True)
    revision: Mapped[int] = mapped_column(default=0)


class DocumentRow(Base):
    """A document; ``id`` is derived from its words. Its passages are those from ``first`` to ``last``."""

    __tablename__ = "document"

    id: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str]
    format: Mapped[str]
    size: Mapped[int]
    added: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    encoder: Mapped[str]
    first: Mapped[int]
    last: Mapped[int]
    revision: Mapped[int | None] = mapped_column(index=True)


class FileRow(Base):
    """A file that a document came from; several may say the same. ``digest`` is that of its bytes."""

    __tablename__ = "file"

    path: Mapped[str] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(index=True)
    document_id: Mapped[str] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"), index=True)


class PassageRow(Base):
    """The words of a passage. Ids are never used again, so an index cannot mistake one for another."""

    __tablename__ = "passage"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[str] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"), index=True)
    place: Mapped[str]
    text: Mapped[str]


class VectorRow(Base):
    """The passage's vector (32-bit floats), made by the encoder that its document names."""

    __tablename__ = "vector"

    passage_id: Mapped[int] = mapped_column(ForeignKey("passage.id", ondelete="CASCADE"), primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)


class RemovedRow(Base):
    """Passage ids that went at a revision, so that an index can follow. No words."""

    __tablename__ = "removed"

    first: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int]
    revision: Mapped[int] = mapped_column(index=True)
