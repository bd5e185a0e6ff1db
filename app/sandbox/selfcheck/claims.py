"""Aim: whoever reads what a room claims: JSON that is none, sizes that are none, more than can be held.

A claim may be false, which costs the program its result. It may not cost the reader more than a moment.
"""

from __future__ import annotations

from app.sandbox.box import MIB, Limits
from app.sandbox.selfcheck.escape import FINISHED, OUT_OF_TIME, SURVIVED, TOO_MUCH_OUTPUT, TRIED, Escape

PROMPT = SURVIVED - OUT_OF_TIME  # whatever it is taken for, it is known at once
FULL_RESULT = Limits(cell_cpu_s=10, cell_wall_s=20, run_cpu_s=10, run_wall_s=20, result=16 * MIB)


def _forged(name: str, why: str, code: str) -> Escape:
    return Escape(name=name, why=why, code=code, may_end=PROMPT, limits=FULL_RESULT)


def _altered(name: str, why: str, change: str) -> Escape:
    """The inside's own report of a few honest values, with `change` applied to its text or blob."""
    code = f"""
import json, re, torch
x, w, n, f, s, few = torch.ones(2, 3), torch.arange(4), 7, 1.5, "text", [1, 2, 3]
def change(kind, cell, text, blob):
    if kind == FINISHED:
        {change}
    return [frame(kind, text, blob, cell)]
relay(change)
"""
    return Escape(name=name, why=why, code=code, may_end=PROMPT, limits=FULL_RESULT)


NUMBER = r'rb"(?<=[\[,: ])-?\d+(?=[\],} ])"'

ESCAPES = (
    _forged(
        "a_million_names",
        "a million small values cost more to read than to send",
        """
            names = ",".join(f'"{i:x}":1' for i in range(1_000_000)).encode()
            send(frame(FINISHED, b'{"namespace": {' + names + b"}}") + frame(END))
        """,
    ),
    _forged(
        "a_million_lists",
        "the same with nothing but brackets",
        """
            send(frame(FINISHED, b'{"namespace": {"x": [' + b"[]," * 1_000_000 + b"[]]}}") + frame(END))
        """,
    ),
    _forged(
        "deep_nesting",
        "a reader that calls itself for each bracket runs out of stack",
        """
            send(frame(FINISHED, b'{"namespace": {"x": ' + b"[" * 100_000 + b"]" * 100_000 + b"}}") + frame(END))
        """,
    ),
    _forged(
        "deep_objects",
        "the same with braces",
        """
            send(frame(FINISHED, b'{"a":' * 100_000 + b"1" + b"}" * 100_000) + frame(END))
        """,
    ),
    _forged(
        "long_number_told",
        "a number of a hundred thousand digits takes quadratic time to read",
        """
            send(frame(FINISHED, b'{"namespace": {"x": ' + b"9" * 100_000 + b"}}") + frame(END))
        """,
    ),
    _forged(
        "not_a_number",
        "NaN and Infinity are no JSON, and compare with nothing",
        """
            send(frame(FINISHED, b'{"namespace": {"x": NaN, "y": Infinity, "z": 1e999}}') + frame(END))
        """,
    ),
    _forged(
        "not_text",
        "bytes that are no UTF-8",
        r"""
            send(frame(FINISHED, b'{"namespace": {"\xff\xfe": "\xc3\x28"}}') + frame(END))
        """,
    ),
    _forged(
        "half_characters",
        "escapes that are valid JSON and no text: nobody can store or show them",
        r"""
            send(frame(FINISHED, rb'{"namespace": {"\ud800": "\udfff\u0000"}}') + frame(END))
        """,
    ),
    _forged(
        "not_an_object",
        "JSON of another shape than expected",
        """
            send(frame(FINISHED, b'[null, "namespace", 5]') + frame(END))
        """,
    ),
    _forged(
        "nothing_at_all",
        "no JSON",
        """
            send(frame(FINISHED) + frame(END))
        """,
    ),
    _forged(
        "names_twice",
        "which of two values of one name is meant depends on the reader",
        """
            send(frame(FINISHED, b'{"namespace": {"x": 1, "x": 2}, "namespace": {"x": 3}}') + frame(END))
        """,
    ),
    _altered("numbers_huge", "sizes past every type", f'text = re.sub({NUMBER}, b"99999999999999999999", text)'),
    _altered("numbers_large", "sizes whose product overflows", f'text = re.sub({NUMBER}, b"4294967295", text)'),
    _altered("numbers_negative", "sizes below nought", f'text = re.sub({NUMBER}, b"-1", text)'),
    _altered("numbers_zero", "sizes of nought, all places the same", f'text = re.sub({NUMBER}, b"0", text)'),
    _altered("numbers_one", "places that overlap", f'text = re.sub({NUMBER}, b"1", text)'),
    _altered("numbers_broken", "fractions for sizes", f'text = re.sub({NUMBER}, b"1.5", text)'),
    _altered("numbers_as_text", "text for sizes", f"""text = re.sub({NUMBER}, b'"1"', text)"""),
    _altered("numbers_as_nothing", "nothing for sizes", f'text = re.sub({NUMBER}, b"null", text)'),
    _altered("numbers_as_lists", "a thousand dimensions", f'text = re.sub({NUMBER}, b"[" + b"1," * 999 + b"1]", text)'),
    _altered(
        "types_of_numbers", "a type that torch does not have", 'text = re.sub(rb"float32|int64", b"object", text)'
    ),
    _altered(
        "types_larger", "a type that needs more bytes than came", 'text = re.sub(rb"float32", b"complex128", text)'
    ),
    _altered("texts_swapped", "every word another", r"""text = re.sub(rb'"[a-z_]+"', b'"x"', text)"""),
    _altered("text_cut", "half a report", "text = text[: len(text) // 2]"),
    _altered("blob_cut", "fewer bytes than were told", "blob = blob[:-3]"),
    _altered("blob_longer", "more bytes than were told", "blob = blob + bytes(1000)"),
    _altered("blob_without_text", "bytes that nobody told of", 'text = b"{}"'),
    Escape(
        name="too_much_to_say",
        why="results outgrow the worker's memory",
        code="""
            import torch
            for number in range(40):
                globals()[f"x{number}"] = torch.ones(250_000)
            tried = True
        """,
        may_end=TOO_MUCH_OUTPUT | FINISHED,
        leaves=TRIED,
        limits=Limits(cell_cpu_s=5, cell_wall_s=10, run_cpu_s=5, run_wall_s=10, result=4 * MIB),
    ),
    Escape(
        name="a_little_too_much",
        why="a cap that is checked per frame and not for all",
        code=("import torch", *[f"x{number} = torch.ones(500_000) * {number}" for number in range(6)], "tried = True"),
        may_end=TOO_MUCH_OUTPUT | FINISHED,
        leaves=TRIED,
        limits=Limits(cell_cpu_s=5, cell_wall_s=10, run_cpu_s=5, run_wall_s=10, result=4 * MIB),
    ),
)
