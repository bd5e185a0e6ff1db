"""Programs that look at code as it runs, or read what it was compiled to: they would meet our sites there.

Decided from the syntax trees, so that a word in a comment or a text decides nothing, nor does `re.compile`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator

# Wherever they come from
_WORDS = frozenset(
    (
        *("settrace", "setprofile", "settrace_all_threads", "setprofile_all_threads"),
        *("_dynamo", "_higher_order_ops", "flex_attention", "symbolic_trace"),
    )
)
# Profilers and debuggers follow frames, the rest read bytecode or write it down
_MODULES = frozenset(("bdb", "cProfile", "cloudpickle", "dill", "dis", "marshal", "pdb", "profile", "trace"))
_THINGS = frozenset(("sys.monitoring", "torch.compile", "torch.cond", "torch.onnx.export", "torch.while_loop"))
_STAR = "compile"  # of these, what `from torch import *` gives a name
# Most programs hold none of these words, and their trees need not be gone through
_SIEVE = re.compile("|".join((*_WORDS, *_MODULES, "compile", "cond", "export", "monitoring", "while_loop")))


def suspect(text: str) -> bool:
    """Whether the trees have to be asked because of this text."""
    return _SIEVE.search(text) is not None


def any_onlooker(trees: Iterable[ast.Module]) -> bool:
    """Whether there is one in any of a program's cells."""
    known: dict[str, str] = {}
    methods = own = False
    for tree in trees:
        for node in ast.walk(tree):
            known.update(_imported(node))
        for node in ast.walk(tree):
            if any(_telling(name) for name in _names(node, known)) or any(_module(name) for name in _modules(node)):
                return True
            own |= isinstance(node, ast.FunctionDef) and node.name == _STAR
            methods |= isinstance(node, ast.Attribute) and node.attr == _STAR and _dotted(node, known) is None
    return methods and not own and any(name.partition(".")[0] == "torch" for name in known.values())


def _imported(node: ast.AST) -> Iterator[tuple[str, str]]:
    """What an import binds, and the dotted name of what it is bound to."""
    if isinstance(node, ast.Import):
        for alias in node.names:
            root = alias.name.partition(".")[0]
            yield alias.asname or root, alias.name if alias.asname else root
    elif isinstance(node, ast.ImportFrom):
        for alias in node.names:
            name = _STAR if alias.name == "*" else alias.name
            yield alias.asname or name, f"{node.module}.{name}"


def _names(node: ast.AST, known: dict[str, str]) -> Iterator[str]:
    """Every name that a node mentions, as far as it is known where it comes from."""
    if isinstance(node, ast.Name):
        yield known.get(node.id, node.id)
    elif isinstance(node, ast.Attribute):
        yield _dotted(node, known) or node.attr


def _modules(node: ast.AST) -> Iterator[str]:
    """The dotted names that an import mentions."""
    if isinstance(node, ast.Import):
        yield from [alias.name for alias in node.names]
    elif isinstance(node, ast.ImportFrom) and not node.level:
        yield from [f"{node.module}.{alias.name}" for alias in node.names]


def _dotted(node: ast.expr, known: dict[str, str]) -> str | None:
    """The whole of a dotted name that begins with something imported."""
    parts = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name) or node.id not in known:
        return None
    return ".".join((known[node.id], *reversed(parts)))


def _telling(name: str) -> bool:
    parts = name.split(".")
    return name in _THINGS or not _WORDS.isdisjoint(parts) or parts[:2] == ["torch", "export"]


def _module(name: str) -> bool:
    return _telling(name) or name.partition(".")[0] in _MODULES
