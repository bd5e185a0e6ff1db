"""One base for what can be told to a caller: a status, and a message that is the class's own docstring."""

from __future__ import annotations

from typing import ClassVar


class AppError(Exception):
    """Something went wrong on our side."""

    status: ClassVar[int] = 500  #: what an HTTP answer carries

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or self.default_message())

    @classmethod
    def default_message(cls) -> str:
        """Give the docstring as one line, or the nearest base's where a class has none."""
        texts = (base.__doc__ for base in cls.__mro__)
        return " ".join(next((text for text in texts if text), "").split())
