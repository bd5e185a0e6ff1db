"""Aim: whoever reads the code. A text can crash a parser, stall it, or make it say what is not there."""

from __future__ import annotations

from app.sandbox.selfcheck.escape import (
    CRASHED,
    FINISHED,
    OUT_OF_MEMORY,
    OUT_OF_TIME,
    RAISED,
    TRIED,
    Escape,
)

UNREADABLE = frozenset({"SyntaxError", "ValueError", "UnicodeEncodeError", "MemoryError", "RecursionError"})
READ = RAISED | FINISHED | OUT_OF_MEMORY
READ_OR_CRASHED = READ | CRASHED | OUT_OF_TIME  # a parser written in C may fall; in the room, and only its own


def _text(name: str, why: str, code: str | tuple[str, ...]) -> Escape:
    return Escape(name=name, why=why, code=code, may_end=READ_OR_CRASHED, raises=UNREADABLE, leaves=TRIED)


ESCAPES = (
    _text("many_minus_signs", "each sign is a call of the parser by itself", f"tried = True\nx = {'-' * 100_000}1"),
    _text("many_brackets", "the same with brackets", f"tried = True\nx = {'(' * 50_000}1{')' * 50_000}"),
    _text("long_sum", "a tree as deep as the line is long", f"tried = True\nx = {'+'.join(['1'] * 100_000)}"),
    _text("many_attributes", "the same with dots", f"tried = True\nx = 1\n{'x' + '.real' * 50_000}"),
    _text(
        "deep_indentation",
        "blocks within blocks",
        "".join(f"{' ' * i}if 1:\n" for i in range(99)) + " " * 99 + "tried = 1",
    ),
    _text("many_lines", "a text of a hundred thousand lines", "tried = True\n" + "x = 1\n" * 100_000),
    _text("one_long_line", "a line of a megabyte, to be quoted in a report", f"tried = True\nx = '{'y' * 1_000_000}'"),
    _text("many_cells", "a notebook of a thousand cells", ("tried = True",) + ("x = 1",) * 999),
    _text("elif_chain", "a chain that is a tree of its own depth", "tried = True\nif 0: 0\n" + "elif 0: 0\n" * 5000),
    _text(
        "folded_constants",
        "a constant that the compiler computes and keeps",
        "tried = True\nx = lambda: 'x' * 4096 ** 3",
    ),
    Escape(
        name="long_integers",
        why="a number too long for a float, such as a key's modulus, breaks whoever takes it for one",
        code=("x = " + "9" * 309, f"y = 0x1{'0' * 512}\ntried = True"),
        may_end=FINISHED,
        leaves=TRIED,
    ),
    Escape(
        name="no_text",
        why="an empty cell is a cell",
        code=("", "tried = True", "  \n\n"),
        may_end=FINISHED,
        leaves=TRIED,
    ),
    Escape(
        name="zero_bytes",
        why="a text that ends, for some readers, at its first zero",
        code="x = 1\0\nescaped = 'read on'",
        may_end=RAISED,
        raises=UNREADABLE,
    ),
    Escape(
        name="half_a_character",
        why="half of a pair of surrogates comes in by JSON and goes into no file",
        code="x = '\ud800'\ntried = True",
        may_end=RAISED | FINISHED,
        raises=UNREADABLE,
        leaves=TRIED,
    ),
    Escape(
        name="odd_line_ends",
        why="line ends that one reader counts and the other does not put a mistake into another's line",
        code="a = 1\r\nb = 2\rc = 3\n\x0cd = 4\ntried = True",
        may_end=FINISHED,
        leaves=TRIED,
    ),
    Escape(
        name="another_encoding",
        why="a declared encoding makes other code of the same bytes",
        code="# -*- coding: utf-7 -*-\ntried = True\n#+AAo-escaped = 1",
        may_end=RAISED | FINISHED,
        raises=UNREADABLE,
        leaves=TRIED,
    ),
    Escape(
        name="names_that_look_alike",
        why="letters that are folded into others hide a name from a search of the text",
        code="𝐭𝐫𝐢𝐞𝐝 = True",  # noqa: RUF001 - that is the point
        may_end=FINISHED,
        leaves=TRIED,
    ),
    Escape(
        name="code_made_at_run_time",
        why="code that is not in the text must run as such, and not fool what is said of the text",
        code="""
            import types
            made = compile("tried = True", "/etc/passwd", "exec")
            exec(made)
            exec(made.replace(co_filename="<cell 0>", co_firstlineno=10**6))
        """,
        may_end=FINISHED,
        leaves=TRIED,
    ),
    Escape(
        name="broken_bytecode",
        why="bytecode that no compiler made reads past the end of the stack",
        code="""
            def f():
                pass
            f.__code__ = f.__code__.replace(co_code=bytes([100, 255] * 200), co_stacksize=0)
            f()
            tried = True
        """,
        may_end=CRASHED | RAISED | FINISHED | OUT_OF_TIME | OUT_OF_MEMORY,
        raises=frozenset({"SystemError", "IndexError", "TypeError", "NameError", "ValueError", "MemoryError"}),
        leaves=TRIED,
    ),
)
