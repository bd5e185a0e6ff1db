"""The little in which the two databases differ, for those who write statements."""

from __future__ import annotations

from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, CursorResult, Executable, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import DeclarativeBase

Insert: TypeAlias = sqlite.Insert | postgresql.Insert
Condition: TypeAlias = ColumnElement[bool]


def table_of(entity: type[DeclarativeBase]) -> Table:
    """The table behind an entity.

    A statement about the table goes past SQLAlchemy's objects, which costs a third. So it is used, written once beside
    the function and not anew with each call, where every submission passes; objects that are loaded do not hear of it.
    """
    return entity.metadata.tables[entity.__tablename__]


def row_of(entity: DeclarativeBase) -> dict[str, Any]:
    """All columns of an object by their names, for a statement about its table: nothing is left to a default."""
    return {column.name: getattr(entity, column.name) for column in table_of(type(entity)).columns}


def insert_into(session: AsyncSession, table: type[DeclarativeBase]) -> Insert:
    """Begin an INSERT that knows ON CONFLICT, which each dialect has in a class of its own."""
    kind = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    return kind(table)


async def count_of(session: AsyncSession, statement: Executable, values: dict[str, Any] | None = None) -> int:
    """Carry out a statement and count the rows that it touched."""
    result: Any = await session.execute(statement, values)
    assert isinstance(result, CursorResult)  # noqa: S101 - it is what INSERT, UPDATE and DELETE give
    return result.rowcount
