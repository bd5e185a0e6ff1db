"""Aim: whoever looks at what the code produced: values without end, without form, or larger than they look.

All of these a beginner can write by accident, so the run is simply finished and tells what can be told.
"""

from __future__ import annotations

import textwrap

from app.sandbox.box import Run
from app.sandbox.selfcheck.escape import FINISHED, OUT_OF_MEMORY, PATIENT, TOO_MUCH_OUTPUT, TRIED, Escape
from app.sandbox.selfcheck.target import Target
from graders.observation import RunStatus


def _value(name: str, why: str, code: str, *, may_end: frozenset[RunStatus] = FINISHED) -> Escape:
    first = f"tried = True\n{textwrap.dedent(code)}"  # for the room may tell of the first names only
    return Escape(name=name, why=why, code=first, may_end=may_end, leaves=TRIED, limits=PATIENT)


def _some_were_told(_: Target, run: Run) -> str:
    return "" if any(len(cell.namespace) > 100 for cell in run.observation.cells) else "hardly any variable was told"


ESCAPES = (
    _value(
        "huge_tensor",
        "four hundred megabytes that nobody asked for",
        """
            import torch
            x = torch.ones(100_000_000)
        """,
        may_end=FINISHED | TOO_MUCH_OUTPUT | OUT_OF_MEMORY,
    ),
    _value(
        "expanded_tensor",
        "one number that claims to be a trillion, and becomes so when it is copied",
        """
            import torch
            x = torch.ones(1).expand(10**12)
            y = torch.ones(3).as_strided((10**6, 10**6), (0, 0))
        """,
    ),
    _value(
        "sparse_tensor",
        "one number in a matrix that has a trillion places once it is written out",
        """
            import torch
            x = torch.sparse_coo_tensor([[0], [0]], [1.0], (10**6, 10**6))
            y = torch.sparse_coo_tensor([[0], [0]], [1.0], (3, 3))
        """,
    ),
    _value(
        "meta_tensor",
        "a tensor without any numbers",
        """
            import torch
            x = torch.empty(10**12, device="meta")
        """,
    ),
    _value(
        "tensors_of_all_kinds",
        "types and views that a codec forgets: half numbers, quantised ones, conjugates, empty, of many dimensions",
        """
            import torch
            a = torch.ones(3, dtype=torch.bfloat16)
            b = torch.ones(3, dtype=torch.float16)
            c = torch.tensor([1 + 2j]).conj()
            d = torch.tensor([1 + 2j]).conj().imag
            e = torch.ones(2, 2).to(torch.float8_e4m3fn)
            f = torch.ones(0, 5)
            g = torch.ones([1] * 60)
            h = torch.tensor(3)
            i = torch.tensor([True])
            k = torch.ones(4, 4)[::2, 1:].t()
            l = torch.tensor([float("nan"), float("inf"), -0.0])
            m = torch.ones(3, dtype=torch.complex128)
            n = torch.ones(3, dtype=torch.uint8)
            o = torch.ones(3, requires_grad=True) * 2
            p = torch.nn.Parameter(torch.ones(2))
        """,
    ),
    _value(
        "quantised_and_nested",
        "layouts with no numbers to hand out",
        """
            import torch, warnings
            warnings.simplefilter("ignore")
            x = torch.quantize_per_tensor(torch.ones(3), 0.1, 0, torch.qint8)
            y = torch.nested.nested_tensor([torch.ones(2), torch.ones(3)])
            z = torch.eye(3).to_sparse_csr()
        """,
    ),
    _value(
        "numpy_of_all_kinds",
        "arrays of objects, of text, of records, reversed and read-only",
        """
            import numpy as np
            a = np.array([object(), None, [1]], dtype=object)
            b = np.array(["text"])
            c = np.zeros(2, dtype=[("x", "f4"), ("y", "O")])
            d = np.arange(6).reshape(2, 3)[::-1, ::-2]
            e = np.array(5)
            f = np.array(["2026-01-01"], dtype="datetime64[D]")
            g = np.ones(3, dtype=np.longdouble)
            h = np.ones(3, dtype=">i4")
            i = np.broadcast_to(np.ones(1), (10**9,))
            k = np.float32(1.5)
            l = np.ma.masked_array([1, 2], [0, 1])
        """,
    ),
    _value(
        "list_in_itself",
        "a list that contains itself has no end",
        """
            x = [1]
            x.append(x)
            y = {}
            y["y"] = y
        """,
    ),
    _value(
        "deep_list",
        "a list a hundred thousand lists deep",
        """
            x = []
            for _ in range(100_000):
                x = [x]
        """,
    ),
    _value(
        "lists_of_the_same",
        "ten lists, each ten times the one before: ten objects, ten billion values",
        """
            x = [1]
            for _ in range(10):
                x = [x] * 10
        """,
        may_end=FINISHED | TOO_MUCH_OUTPUT,
    ),
    _value(
        "long_list",
        "a million numbers",
        """
            x = list(range(1_000_000))
            y = {i: i for i in range(300_000)}
        """,
        may_end=FINISHED | TOO_MUCH_OUTPUT,
    ),
    _value(
        "long_text",
        "a hundred megabytes of one letter",
        """
            x = "x" * 100_000_000
        """,
        may_end=FINISHED | TOO_MUCH_OUTPUT,
    ),
    _value(
        "long_number",
        "a number of a million digits",
        """
            x = 1 << 3_000_000
            y = -x
        """,
    ),
    _value(
        "odd_numbers",
        "numbers that are no JSON",
        """
            x, y, z = float("nan"), float("inf"), complex(1, 2)
            s = [x, y, 10**30, -(2**63) - 1, True, None, b"bytes", 1e-320]
        """,
    ),
    _value(
        "odd_texts",
        "texts that cannot be stored or shown",
        r"""
            x = "\\ud800 \\0 \\x1b[2J \\u202e \\uffff"
            print("\\0 \\x1b[31m \\u202e")
        """,
    ),
    _value(
        "odd_names",
        "variables that are not named by text, or by ten thousand letters",
        r"""
            globals()[5] = "five"
            globals()[("a", 1)] = "a pair"
            globals()["x" * 10_000] = 1
            globals()["\\ud800"] = 1
            globals()["with space"] = 1
            globals()[""] = 1
        """,
    ),
    Escape(
        name="many_names",
        why="a hundred thousand variables, of which as many are told as there is room for",
        code="""
            for i in range(100_000):
                globals()[f"v{i}"] = i
        """,
        may_end=FINISHED | TOO_MUCH_OUTPUT,
        limits=PATIENT,
        outside=_some_were_told,
    ),
    _value(
        "many_prints",
        "a hundred thousand short lines",
        """
            for i in range(100_000):
                print(i)
        """,
    ),
    _value(
        "many_warnings",
        "ten thousand warnings, each another",
        """
            import warnings
            warnings.simplefilter("always")
            for i in range(10_000):
                warnings.warn(f"warning {i} " + "x" * 1000)
        """,
    ),
)
