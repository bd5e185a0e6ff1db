"""For notebooks: `%load_ext app.nb`, then `%%grade 4` at the head of a cell shows the report under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell


def load_ipython_extension(shell: InteractiveShell) -> None:
    """Bring in the magic; IPython calls this."""
    from app.nb.magic import Magic  # noqa: PLC0415 - the door of the room is light

    shell.register_magic_function(Magic(shell).grade, "cell", "grade")  # type: ignore[arg-type]
