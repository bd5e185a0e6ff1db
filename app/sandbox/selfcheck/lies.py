"""Aim: the inside, which runs in one process with the student's code and at its mercy.

Objects that lie about themselves, a language with other words. It may cost the run its result, for what comes out is a
claim; it may never cost the box its temper.
"""

from __future__ import annotations

from app.sandbox.selfcheck.escape import (
    SMALL,
    SURVIVED,
    Escape,
)


def _lie(name: str, why: str, code: str) -> Escape:
    """Something that only malice writes: it may cost the run its result, never the box its temper."""
    return Escape(name=name, why=why, code=code, may_end=SURVIVED, raises=None, limits=SMALL)


ESCAPES = (
    _lie(
        "pretended_class",
        "an object that says it is a tensor",
        """
            import torch
            class Evil:
                __class__ = torch.Tensor
                shape = property(lambda self: (10**9,) * 9)
                def __getattr__(self, name):
                    return self
                def __call__(self, *a, **k):
                    return self
            x = Evil()
            tried = True
        """,
    ),
    _lie(
        "endless_answers",
        "an object that takes for ever to say anything",
        """
            def forever(*a, **k):
                while True:
                    pass
            names = ("__repr__", "__str__", "__len__", "__iter__", "__eq__", "__hash__", "__getattr__", "__bool__",
                     "__float__", "__int__", "__index__", "__array__", "__reduce__", "__format__", "__sizeof__")
            Evil = type("Evil", (), {name: forever for name in names})
            x = Evil()
            tried = True
        """,
    ),
    _lie(
        "exceptions_for_answers",
        "an object that raises what ends programs",
        """
            def end(*a, **k):
                raise SystemExit("by an object")
            def interrupt(*a, **k):
                raise KeyboardInterrupt
            class Meta(type):
                __instancecheck__ = __subclasscheck__ = __repr__ = __eq__ = end
                __hash__ = lambda self: 1
            Evil = Meta("Evil", (), {n: interrupt for n in ("__repr__", "__len__", "__iter__", "__eq__", "__bool__")})
            x = Evil()
            tried = True
        """,
    ),
    _lie(
        "children_of_plain_types",
        "numbers, texts and lists of a class of one's own, whose methods lie",
        """
            class Number(int):
                __str__ = __repr__ = __int__ = __index__ = __format__ = lambda self, *a: "NaN"
            class Text(str):
                __len__ = lambda self: 10**12
                encode = lambda self, *a: b"x" * 10**8
                __hash__ = lambda self: 1
                __eq__ = lambda self, other: True
            class Row(list):
                __len__ = lambda self: 3
                def __iter__(self):
                    while True:
                        yield 1
                __getitem__ = lambda self, i: self
            class Table(dict):
                def items(self):
                    while True:
                        yield "a", 1
                keys = values = __iter__ = items
            a, b, c, d = Number(5), Text("x"), Row(), Table(a=1)
            globals()[Text("named")] = 1
            tried = True
        """,
    ),
    _lie(
        "child_of_tensor",
        "a tensor of a class of one's own, which answers every question of torch itself",
        """
            import torch
            class Evil(torch.Tensor):
                @classmethod
                def __torch_function__(cls, function, types, args=(), kwargs=None):
                    if "numpy" in str(function) or "detach" in str(function):
                        return torch.ones(10**8)
                    return super().__torch_function__(function, types, args, kwargs or {})
                shape = property(lambda self: torch.Size([10**9]))
                dtype = "evil"
            x = torch.ones(3).as_subclass(Evil)
            tried = True
        """,
    ),
    _lie(
        "tensor_over_nothing",
        "a tensor whose numbers were taken from under it: whoever reads them falls",
        """
            import ctypes, torch
            x = torch.ones(1000)
            x.untyped_storage().resize_(0)
            class Evil:
                __array_interface__ = {"shape": (1000,), "typestr": "<f4", "data": (4096, False), "version": 3}
            import numpy
            y = torch.from_numpy(numpy.asarray(Evil()))
            tried = True
        """,
    ),
    _lie(
        "torch_changed",
        "the functions by which values are looked at, replaced",
        """
            import json, torch
            torch.equal = torch.allclose = torch.is_tensor = lambda *a, **k: True
            torch.Tensor.shape = torch.Tensor.dtype = property(lambda self: "anything")
            torch.Tensor.numpy = torch.Tensor.detach = torch.Tensor.contiguous = lambda self, *a, **k: "nothing"
            torch.Tensor.untyped_storage = torch.Tensor.cpu = torch.Tensor.clone = lambda self, *a, **k: b"x" * 10**7
            json.dumps = lambda *a, **k: '{"namespace": {"escaped_notice": 1}}'
            json.JSONEncoder.encode = json.JSONEncoder.iterencode = lambda *a, **k: "[" * 10**6
            x = torch.ones(3)
            tried = True
        """,
    ),
    _lie(
        "python_changed",
        "the words of the language itself, replaced",
        """
            import builtins
            builtins.isinstance = builtins.issubclass = lambda *a: True
            builtins.len = lambda *a: -1
            builtins.type = builtins.getattr = builtins.hasattr = builtins.repr = builtins.str = lambda *a, **k: None
            builtins.open = builtins.print = builtins.sorted = builtins.dict = builtins.list = None
            x = 1
            tried = True
        """,
    ),
    _lie(
        "names_gone",
        "nothing left of the namespace, the builtins among it",
        """
            globals().clear()
            tried = True
        """,
    ),
    _lie(
        "watchers",
        "hooks that run in every later line, whoever wrote it",
        """
            import gc, sys, threading
            def watch(frame, event, argument):
                for name, value in list(frame.f_locals.items()):
                    if isinstance(value, dict):
                        value.clear()
                return watch
            sys.addaudithook(lambda *a: 1 / 0)
            gc.callbacks.append(lambda *a: 1 / 0)
            sys.settrace(watch)
            threading.settrace(watch)
            sys.setprofile(watch)
            tried = True
        """,
    ),
    _lie(
        "modules_gone",
        "no module left that could be imported or called",
        """
            import sys
            keep = dict(sys.modules)
            sys.meta_path.clear()
            sys.path.clear()
            for module in keep.values():
                if module and module.__name__ in ("json", "socket", "struct", "os", "torch", "traceback", "linecache"):
                    vars(module).clear()
            sys.modules.clear()
        """,
    ),
    _lie(
        "streams_changed",
        "a standard output that is no stream",
        """
            import sys
            class Evil:
                def __getattr__(self, name):
                    raise SystemExit(name)
            sys.stdout.close()
            sys.stdout = sys.stderr = sys.__stdout__ = sys.__stderr__ = Evil()
            tried = True
        """,
    ),
    _lie(
        "stack_of_one",
        "so little recursion left that the report cannot be written",
        """
            import sys
            def down(n):
                try:
                    down(n + 1)
                except RecursionError:
                    sys.setrecursionlimit(n + 20)
                    raise
            try:
                down(0)
            except RecursionError:
                pass
            sys.setrecursionlimit(10 + len(__import__("inspect").stack()))
            tried = True
        """,
    ),
)
