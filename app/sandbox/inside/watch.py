"""`contextlib.suppress`, watched: what it swallows leaves no other trace."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from types import TracebackType
from typing import Any

SUPPRESS = contextlib.suppress
_enter, _exit = SUPPRESS.__enter__, SUPPRESS.__exit__


class Watched:
    """Enters and leaves a `suppress` as itself, and hands on what it swallows. No `with` shows it to the student."""

    def __init__(self, suppress: contextlib.suppress, swallowed: Callable[[BaseException | None], None]) -> None:
        self._suppress, self._swallowed = suppress, swallowed

    def __enter__(self) -> Any:
        return _enter(self._suppress)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        swallow = _exit(self._suppress, kind, error, trace)
        if swallow and error is not None:
            self._swallowed(error)
        return swallow
