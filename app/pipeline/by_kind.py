"""Jobs of one class handed on by their kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.queue.dispatcher import Handler, Task
from app.store.session import Session


@dataclass(frozen=True, kw_only=True)
class ByKind:
    """A handler made of others. See `app.queue.dispatcher.Handler`."""

    handlers: Mapping[str, Handler]

    async def claimed(self, session: Session, task: Task) -> None:
        """Hand it on."""
        await self._of(task).claimed(session, task)

    async def handle(self, task: Task) -> None:
        """Hand it on."""
        await self._of(task).handle(task)

    async def set_aside(self, session: Session, task: Task, error: str) -> None:
        """Hand it on, where anybody knows the kind."""
        if task.kind in self.handlers:
            await self.handlers[task.kind].set_aside(session, task, error)

    def _of(self, task: Task) -> Handler:
        """Raise LookupError for a kind that nobody does: the job is set aside, and a person has to look."""
        if task.kind not in self.handlers:
            raise LookupError(f"nobody does jobs of the kind {task.kind!r}")
        return self.handlers[task.kind]
