"""Mutants made by machine from typical references: mistakes that nobody wrote with an explanation in mind.

A mutation says which classes would be a fair explanation of it; where two are named, either is.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

import torch

from graders.compare import close
from graders.explain import Context
from tests.graders.examples.base import Draw, Sample

Make = Callable[[Draw], tuple[torch.Tensor, ...]]

#: source of a reference -> its operands, in the order in which their names stand in the list
REFERENCES: Mapping[str, tuple[str, Make]] = {
    "a + b": ("a b", lambda draw: (draw.normal(2, 2), draw.normal(2, 2))),
    "a @ b": ("a b", lambda draw: (draw.normal(3, 3), draw.normal(3, 3))),
    "x @ w + b": ("x w b", lambda draw: (draw.normal(5, 3), draw.normal(3, 3), draw.normal(3))),
    "torch.sigmoid(x @ w + b)": ("x w b", lambda draw: (draw.normal(6, 2), draw.normal(2, 2), draw.normal(2))),
    "torch.relu(x @ w + b) @ v + c": (
        "x w b v c",
        lambda draw: (draw.normal(6, 3), draw.normal(3, 3), draw.normal(3), draw.normal(3, 3), draw.normal(3)),
    ),
    "((a - b) ** 2).mean()": ("a b", lambda draw: (draw.normal(7), draw.normal(7))),
    "x.sum(dim=1)": ("x", lambda draw: (draw.normal(4, 4),)),
    "x.mean(dim=0)": ("x", lambda draw: (draw.normal(6, 3),)),
    "torch.softmax(x, dim=1)": ("x", lambda draw: (draw.normal(4, 3),)),
    "(x - x.mean(dim=0)) / x.std(dim=0)": ("x", lambda draw: (draw.normal(5, 4),)),
    "torch.relu(x)": ("x", lambda draw: (draw.normal(4, 5),)),
    "x.amax()": ("x", lambda draw: (20 * draw.normal(9),)),
    "9 * x ** 2 + 4 * x": ("x", lambda draw: (draw.normal(6),)),
    "(a - b).abs().sum(dim=1)": ("a b", lambda draw: (draw.normal(5, 3), draw.normal(5, 3))),
}
EXCHANGED = {
    "relu": ("tanh", "operation places"),
    "sigmoid": ("tanh", "operation"),
    "amax": ("argmax", "operation"),
    "mean": ("sum", "linear operation"),
    "sum": ("mean", "linear operation"),
    "std": ("var", "operation linear"),
}
WRAPPED = {
    "-(%s)": "linear",
    "2 * (%s)": "linear",
    "(%s) + 1": "linear",
    "(%s).long()": "type",
    "(%s).bfloat16()": "type",
    "(%s).t()": "layout",
    "(%s).flip(0)": "layout",
    "(%s).unsqueeze(0)": "layout",
    "torch.relu(%s)": "operation",
    "torch.zeros_like(%s)": "identity",
    "(%s) / 0": "places",
    "(%s) + 1e-3 * torch.rand_like(%s)": "size",
}


@dataclass(frozen=True, kw_only=True)
class Mutant:
    """A reference, what became of it, and the classes that explain the difference."""

    reference: str
    source: str
    classes: frozenset[str]

    def build(self, draw: Draw) -> Sample:
        """Run both on the same operands. Only these are known to the explanation, and no neighbour."""
        names, make = REFERENCES[self.reference]
        operands = make(draw)
        torch.manual_seed(0)
        operation = partial(_run, self.reference, names)
        context = Context(operation=operation, operands=operands)
        return Sample(student=_run(self.source, names, *operands), expected=operation(*operands), context=context)


def _run(source: str, names: str, *operands: torch.Tensor) -> torch.Tensor:
    result = eval(source, {"torch": torch, **dict(zip(names.split(), operands, strict=True))})  # noqa: S307 - ours
    assert isinstance(result, torch.Tensor)
    return result


def mutants() -> list[Mutant]:
    """All of them that run, and give something else than their reference."""
    made = []
    for reference in REFERENCES:
        for source, classes in (*_changed(reference), *_wrapped(reference)):
            mutant = Mutant(reference=reference, source=source, classes=frozenset(classes.split()))
            try:
                sample = mutant.build(Draw(0))
            except (RuntimeError, TypeError, IndexError):
                continue
            if close(sample.student, sample.expected) is not None:
                made.append(mutant)
    return made


def _wrapped(reference: str) -> Iterator[tuple[str, str]]:
    for pattern, classes in WRAPPED.items():
        yield pattern.replace("%s", reference), classes


def _changed(reference: str) -> Iterator[tuple[str, str]]:
    """One change at each place of the expression where it can be made."""
    for at, node in enumerate(ast.walk(ast.parse(reference, mode="eval"))):
        for change, classes in _changes(node):
            tree = ast.parse(reference, mode="eval")
            target = list(ast.walk(tree))[at]
            parent = next(one for one in ast.walk(tree) if target in ast.iter_child_nodes(one))
            _put(parent, target, change)
            yield ast.unparse(tree), classes


def _put(parent: ast.AST, target: ast.AST, source: str) -> None:
    new = ast.parse(source, mode="eval").body
    for field, value in ast.iter_fields(parent):
        if value is target:
            setattr(parent, field, new)
        elif isinstance(value, list) and target in value:
            value[value.index(target)] = new


def _changes(node: ast.AST) -> Iterator[tuple[str, str]]:
    match node:
        case ast.BinOp(left=left, right=right, op=ast.MatMult()):
            one, other = ast.unparse(left), ast.unparse(right)
            yield f"({one}) * ({other})", "operation"
            yield f"({other}) @ ({one})", "operation layout"
            yield f"({one}) @ ({other}).t()", "layout"
            yield f"({one}).long().float() @ ({other}).long().float()", "type"
        case ast.BinOp(left=left, right=right, op=ast.Add() | ast.Sub()):
            one, other = ast.unparse(left), ast.unparse(right)
            yield f"({one})", "linear identity"
            yield f"({one}) * ({other})", "operation"
            yield f"({other}) - ({one})", "operation linear"
        case ast.Call(func=ast.Attribute(attr=name, value=value), keywords=keywords, args=args):
            whole = ast.unparse(node)
            if name in EXCHANGED:
                new, classes = EXCHANGED[name]
                yield whole.replace(f".{name}(", f".{new}(", 1), classes
            if name in {"relu", "sigmoid", "softmax"}:
                yield ast.unparse(args[0]), "operation identity places"
            for keyword in keywords:
                dim = ast.unparse(keyword.value)
                yield whole.replace(f"dim={dim}", f"dim={1 - int(dim)}"), "axis"
                if ast.unparse(value) != "torch":
                    yield whole.replace(f"dim={dim}", f"dim={dim}, keepdim=True"), "layout"
                    yield whole.replace(f"dim={dim}", ""), "axis"
