"""People, what they may do in which course, and the tokens they show."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.store.kinds import Role
from app.store.tables.base import Base, Id


class Person(Base):
    """Somebody; after an erasure a row without a name, so that statistics still add up."""

    __tablename__ = "people"

    id: Mapped[Id] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str | None] = mapped_column(String(320))
    made_at: Mapped[datetime]
    erased_at: Mapped[datetime | None]


class Membership(Base):
    """One person in one course: the role, and what the LMS calls them."""

    __tablename__ = "memberships"
    __table_args__ = (
        Index(None, "course_id", "external_id", unique=True),  # many may have none: NULLs differ
        Index(None, "person_id"),
    )

    course_id: Mapped[str] = mapped_column(ForeignKey("courses.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), primary_key=True)
    role: Mapped[Role]
    external_id: Mapped[str | None] = mapped_column(String(200))
    joined_at: Mapped[datetime]


class Token(Base):
    """A bearer token: its public half is the id, of its secret only the sha256 is kept.

    A token of a person may do what the person may; one of an LMS belongs to a course, one of an operator to nobody.
    """

    __tablename__ = "tokens"
    __table_args__ = (Index(None, "person_id"), Index(None, "course_id"))

    id: Mapped[Id] = mapped_column(primary_key=True)
    secret_sha256: Mapped[bytes] = mapped_column(LargeBinary(32))
    name: Mapped[str] = mapped_column(String(200))
    role: Mapped[Role]
    person_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"))
    course_id: Mapped[str | None] = mapped_column(ForeignKey("courses.id", ondelete="CASCADE"))
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
