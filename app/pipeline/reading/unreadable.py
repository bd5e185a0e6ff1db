"""What a caller is told about a file that cannot be read."""

from __future__ import annotations

from app.errors import AppError


class Unreadable(AppError):
    """The file cannot be read."""

    status = 422

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(f"This file cannot be read. {reason} {remedy}")
        self.reason = reason
        self.remedy = remedy
