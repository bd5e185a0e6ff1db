"""Aim: to end as something else: errors that cannot be told, exits that are none."""

from __future__ import annotations

from app.sandbox.selfcheck.escape import (
    CRASHED,
    FINISHED,
    OUT_OF_TIME,
    RAISED,
    REFUSED,
    SMALL,
    SURVIVED,
    TRIED,
    Escape,
)


def _lie(name: str, why: str, code: str) -> Escape:
    """Something that only malice writes: it may cost the run its result, never the box its temper."""
    return Escape(name=name, why=why, code=code, may_end=SURVIVED, raises=None, limits=SMALL)


ESCAPES = (
    _lie(
        "exception_that_lies",
        "an error whose text is a hundred megabytes, never ends, or raises another",
        """
            class Evil(Exception):
                def __str__(self):
                    raise self
                __repr__ = __getattribute__ = __str__
            raise Evil("x" * 100_000_000)
        """,
    ),
    _lie(
        "exception_chain",
        "an error because of an error, a hundred thousand times, and at last of itself",
        """
            error = None
            for i in range(100_000):
                later = ValueError(i)
                later.__context__ = error
                error = later
            raise error
        """,
    ),
    _lie(
        "exception_with_a_long_name",
        "a class's name of a megabyte, with what a page must not show",
        """
            raise type("<script>" + "x" * 1_000_000, (Exception,), {})("<b>")
        """,
    ),
    _lie(
        "exit_that_lies",
        "an exit status that is an object",
        """
            class Evil:
                def __getattr__(self, name):
                    while True:
                        pass
                __str__ = __repr__ = __int__ = __index__ = lambda self: 1 / 0
            raise SystemExit(Evil())
        """,
    ),
    Escape(
        name="interrupt",
        why="the exception by which a user would end the program",
        code="raise KeyboardInterrupt",
        may_end=RAISED,
        raises=frozenset({"KeyboardInterrupt"}),
    ),
    Escape(
        name="exit_in_a_thread",
        why="an exit that is nobody's",
        code="""
            import _thread, sys, threading
            thread = threading.Thread(target=sys.exit, args=(3,))
            thread.start()
            thread.join()
            tried = True
        """,
        may_end=FINISHED,
        leaves=TRIED,
    ),
    Escape(
        name="segmentation_fault",
        why="what a broken extension does",
        code="""
            import ctypes
            ctypes.string_at(0)
        """,
        may_end=CRASHED,
    ),
    Escape(
        name="abort",
        why="what an assertion in C does",
        code="""
            import os
            os.abort()
        """,
        may_end=CRASHED,
    ),
    Escape(
        name="hidden_exit",
        why="an exit from below Python, with success for a status",
        code="""
            import ctypes
            ctypes.CDLL(None).exit(0)
        """,
        may_end=CRASHED | OUT_OF_TIME | REFUSED,
    ),
)
