"""Mistakes in a training loop: a step left out, in the wrong order, outside the loop, or one too many."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from graders.proving.answer import Answer, Edit
from graders.proving.mutant import operator
from graders.proving.pieces import BUILTIN, METHOD, TORCH, called, calls, home, number, unwrapped, written
from graders.proving.statements import blocks, removed

#: Pairs whose order matters. A loss computed before or after zero_grad is the same loss.
ORDERED = {("zero", "backward"), ("backward", "step"), ("step", "zero"), ("backward", "zero"), ("loss", "backward")}


def part(answer: Answer, statement: ast.stmt) -> str:
    """Say which part of a training step a statement is: zero, loss, backward, step; "" for none."""
    if isinstance(statement, ast.Expr):
        return _called_part(answer, statement.value)
    if not isinstance(statement, ast.Assign | ast.AugAssign):
        return "step" if isinstance(statement, ast.With) and _uses_grad(statement) else ""
    targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
    if isinstance(targets[0], ast.Attribute) and targets[0].attr == "grad":
        return "zero"
    if _uses_grad(statement.value):
        return "step"
    return "loss" if isinstance(targets[0], ast.Name) and "loss" in targets[0].id.lower() else ""


def _called_part(answer: Answer, value: ast.expr) -> str:
    owner, name = called(answer, value)
    if owner == METHOD and name in {"backward", "step"}:
        return name
    if owner == METHOD and (name == "zero_grad" or (name in {"zero_", "fill_"} and _uses_grad(value))):
        return "zero"
    return "step" if owner == METHOD and name.endswith("_") and _uses_grad(value) else ""


def _uses_grad(node: ast.AST) -> bool:
    return any(isinstance(each, ast.Attribute) and each.attr == "grad" for each in ast.walk(node))


@operator("training.dropped", "zero_grad, backward or step left out", "loss.backward(); opt.step()", "pass; opt.step()")
def dropped(answer: Answer) -> Iterator[Edit]:
    """A loss that is not computed is a name that is not known, so it stays."""
    for block in blocks(answer):
        for statement in block:
            if part(answer, statement) in {"zero", "backward", "step"}:
                yield removed(answer, block, statement)


@operator(
    "training.order",
    "two parts of a training step in each other's place",
    "loss.backward(); opt.step()",
    "opt.step(); loss.backward()",
)
def order(answer: Answer) -> Iterator[Edit]:
    """All pairs of one block whose order matters."""
    for block in blocks(answer):
        for number_, first in enumerate(block):
            for second in block[number_ + 1 :]:
                if (part(answer, first), part(answer, second)) in ORDERED:
                    middle = answer.text[answer.end(first) : answer.start(second)]
                    after = answer.segment(second) + middle + answer.segment(first)
                    yield Edit(start=answer.start(first), end=answer.end(second), after=after)


@operator(
    "training.outside",
    "the last line of a loop written below it",
    "for i in r:\n    a(i)\n    b(i)",
    "for i in r:\n    a(i)\nb(i)",
)
def outside(answer: Answer) -> Iterator[Edit]:
    """Only a line that stands alone can be moved by its indentation."""
    loops: list[ast.For | ast.While] = [*answer.each(ast.For), *answer.each(ast.While)]
    for loop in loops:
        last, margin = loop.body[-1], answer.place(answer.start(loop))[1]
        start = answer.start(last)
        begin = start - answer.place(start)[1]
        lonely = not answer.text[begin:start].strip() and "\n" not in answer.segment(last)
        if lonely and len(loop.body) > 1 and not loop.orelse:
            yield Edit(start=begin + margin, end=start, after="")


@operator("training.count", "more or fewer rounds", "for i in range(10): f()", "for i in range(9): f()")
def count(answer: Answer) -> Iterator[Edit]:
    """The last bound of a range."""
    for call in calls(answer, [BUILTIN], ["range"]):
        bound = call.args[min(1, len(call.args) - 1)] if call.args else None
        value = number(bound) if bound else None
        if bound and isinstance(value, int):
            for other in (value - 1, value + 1, value * 2, value // 10, 1, 0):
                yield answer.put(bound, written(other))


@operator("training.tracking", "no_grad turned into its opposite", "torch.no_grad()", "torch.enable_grad()")
def tracking(answer: Answer) -> Iterator[Edit]:
    """inference_mode is no_grad by another name."""
    for node in answer.each(ast.Attribute):
        if home(answer, node) in {(TORCH, "no_grad"), (TORCH, "inference_mode")}:
            yield Edit(start=answer.end(node) - len(node.attr), end=answer.end(node), after="enable_grad")


@operator("training.ascent", "the loss is climbed", "loss.backward()", "(-loss).backward()")
def ascent(answer: Answer) -> Iterator[Edit]:
    """The sign of what backward is called on."""
    for call in calls(answer, [METHOD], ["backward"]):
        if isinstance(call.func, ast.Attribute):
            value = call.func.value
            if isinstance(value, ast.Name):
                yield answer.put(value, f"(-{value.id})")


@operator("training.replaced", "a tensor replaced instead of changed in place", "w -= 0.1 * g", "w = w - 0.1 * g")
def replaced(answer: Answer) -> Iterator[Edit]:
    """The name then holds a new tensor, whose gradient nobody keeps. A loop's counter cannot tell the difference."""
    for node in answer.each(ast.AugAssign):
        if number(node.value) is None:
            sign = answer.between(answer.end(node.target), answer.start(node.value))[0]
            target = answer.segment(node.target)
            yield Edit(start=sign.start, end=sign.end, after=f"= {target} {sign.text.removesuffix('=')}")


@operator("training.requires", "requires_grad_() left out", "w = t.requires_grad_()", "w = t")
def requires(answer: Answer) -> Iterator[Edit]:
    """Tracking that never begins."""
    for call in calls(answer, [METHOD], ["requires_grad_"]):
        if isinstance(call.func, ast.Attribute):
            yield unwrapped(answer, call, call.func.value)
