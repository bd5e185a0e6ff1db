"""A transaction under way, under a name that other rooms may use: they hand it on, and speak no SQL."""

from __future__ import annotations

from typing import TypeAlias

from sqlalchemy.ext.asyncio import AsyncSession

Session: TypeAlias = AsyncSession
