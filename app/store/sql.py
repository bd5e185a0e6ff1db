"""The little in which the two databases differ, for those who write statements."""

from __future__ import annotations

from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, CursorResult, Executable
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import DeclarativeBase

Insert: TypeAlias = sqlite.Insert | postgresql.Insert
Condition: TypeAlias = ColumnElement[bool]


def insert_into(session: AsyncSession, table: type[DeclarativeBase]) -> Insert:
    """Begin an INSERT that knows ON CONFLICT, which each dialect has in a class of its own."""
    kind = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    return kind(table)


async def count_of(session: AsyncSession, statement: Executable) -> int:
    """Carry out a statement and count the rows that it touched."""
    result: Any = await session.execute(statement)
    assert isinstance(result, CursorResult)  # noqa: S101 - it is what INSERT, UPDATE and DELETE give
    return result.rowcount
