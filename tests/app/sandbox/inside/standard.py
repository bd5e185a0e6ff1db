"""Runs a test module of the standard library, rewritten as a student's cell is or as it stands. Loads no torch.

Started as `python standard.py FOLDER instrumented|plain MODULE ...`; for each module it prints a line of JSON: its
name, and per test what became of it.
"""

import ast
import contextlib
import importlib.machinery
import importlib.util
import io
import json
import os
import sys
import types
import unittest
import warnings
from typing import Any


class Site:
    """Gives back what it is given, as the true ones do."""

    watched: Any = None

    def __init__(self, kind: str, name: str) -> None:
        self.kind, self.name, self.shown = kind, name, False

    def seen(self, value: Any = None, *_: Any) -> Any:
        """Do of the true work what could be felt: look at an exception, at a function's names, watch a `suppress`."""
        if self.kind == "caught":
            return sys.exception()
        if self.kind == "leave":
            return True
        if self.kind == "unbound":
            return UnboundLocalError
        if self.kind == "context" and type(value) is contextlib.suppress:
            return self.watched(value, lambda _: None)
        return value


def load(folder: str, *names: str) -> list[Any]:
    """Modules of the folder, without what else is in it."""
    package = types.ModuleType("rewriting")
    package.__path__ = [folder]
    sys.modules["rewriting"] = package
    return [importlib.import_module(f"rewriting.{name}") for name in names]


class Rewriter(importlib.machinery.SourceFileLoader):
    """Rewrites a module as it is imported."""

    folder = ""

    def get_code(self, fullname: str) -> types.CodeType:
        """From the source, whatever is cached."""
        statements, implant, watch = load(self.folder, "statements", "implant", "watch")
        Site.watched = watch.Watched
        path = self.get_filename(fullname)
        bed = implant.Bed()

        def plant(kind: str, _node: ast.AST, name: str, *_: Any, **__: Any) -> tuple[str, Site]:
            site = Site(kind, name)
            return bed.hold(site), site

        tree = ast.parse(self.get_data(path), path)
        statements.Statements(plant, set()).cell(tree)
        code: types.CodeType = bed.plant(compile(tree, path, "exec", dont_inherit=True))
        return code


class Finder:
    """Finds the modules that are to be rewritten."""

    def __init__(self, names: set[str]) -> None:
        self._names = names

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        """The module as it is found otherwise, with a loader that rewrites it."""
        if name not in self._names:
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, path, target)
        assert spec is not None
        assert spec.origin is not None
        spec.loader = Rewriter(name, spec.origin)
        return spec


class Outcomes(unittest.TestResult):
    """What became of each test: "ok", or else the last line of what it says."""

    def __init__(self) -> None:
        super().__init__()
        self.told: dict[str, str] = {}

    def addSuccess(self, test: Any) -> None:  # noqa: N802 - unittest's name
        """It passed."""
        self.told.setdefault(test.id(), "ok")

    def _note(self, what: str, test: Any, error: Any) -> None:
        last = str(error[1]).strip().splitlines()[-1:] or [""]
        self.told[test.id()] = f"{what} {error[0].__name__}: {last[0][:200]}"

    def addFailure(self, test: Any, err: Any) -> None:  # noqa: N802
        """It failed."""
        self._note("failed", test, err)

    def addError(self, test: Any, err: Any) -> None:  # noqa: N802
        """It broke."""
        self._note("broke", test, err)

    def addSubTest(self, test: Any, subtest: Any, err: Any) -> None:  # noqa: N802, ARG002
        """A part of it failed."""
        if err is not None:
            self._note("failed", subtest, err)

    def addSkip(self, test: Any, reason: str) -> None:  # noqa: N802
        """It was left out."""
        self.told[test.id()] = f"skipped: {reason}"


def run(name: str) -> dict[str, str]:
    """The outcomes of a module's tests."""
    result = Outcomes()
    module = importlib.import_module(f"test.{name}")
    suite = unittest.defaultTestLoader.loadTestsFromModule(module)
    out = sys.stdout, sys.stderr
    sys.stdout = sys.stderr = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("default")
            suite.run(result)
    finally:
        sys.stdout, sys.stderr = out
    return result.told


if __name__ == "__main__":
    Rewriter.folder, mode = sys.argv[1:3]
    if mode == "instrumented":
        sys.meta_path.insert(0, Finder({f"test.{name}" for name in sys.argv[3:]}))
    answers = os.fdopen(os.dup(1), "w")
    for each in sys.argv[3:]:
        answers.write(json.dumps([each, run(each)]) + "\n")
        answers.flush()
