"""Expressions of the student's tree, each wrapped so that its value is seen once it is there.

`a @ f(b)` becomes `P.seen(Q.seen(a) @ R.seen(S.seen(f)(T.seen(b))))`, where each capital is a site: an object that
hangs in the code's constants, so that no name of ours stands in any namespace. A site is given the value after it was
made and gives back the very same object; nothing is evaluated twice, earlier or elsewhere. What is wrapped keeps its
place in the text, and the wrapping has the same, so that tracebacks point where they would.

Left alone: annotations, decorators, bases, patterns, targets, `del`, and `super`, which the compiler must see.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any, ClassVar

from .symbols import symbol
from .wrapping import LOAD, Site, Wrapping

# To call what is written down makes the compiler ask whether a comma was forgotten, if it sees it
_LITERALS = (
    *(ast.Constant, ast.JoinedStr, ast.Tuple, ast.List, ast.Dict, ast.Set),
    *(ast.ListComp, ast.DictComp, ast.SetComp, ast.GeneratorExp),
)


class Expressions(Wrapping):
    """Wraps expressions. The tree is changed in place."""

    def _binary(self, node: ast.BinOp) -> ast.expr:
        node.left, left = self.operand(node.left)
        node.right, right = self.operand(node.right)
        return self.wrap(node, "operator", symbol(node.op), left + right)

    def _unary(self, node: ast.UnaryOp) -> ast.expr:
        if isinstance(node.operand, ast.Constant):
            return node
        if isinstance(node.op, ast.Not):
            node.operand = self.truth(node.operand)  # the compiler makes one of `not` and `is`, or `in`
            return self.wrap(node, "operator", "not")
        node.operand, sites = self.operand(node.operand)
        return self.wrap(node, "operator", symbol(node.op), sites)

    def _compare(self, node: ast.Compare) -> ast.expr:
        sites = self._compared(node)
        return self.wrap(node, "compare", " ".join([symbol(op) for op in node.ops]), sites)

    def _compared(self, node: ast.Compare) -> tuple[Site, ...]:
        node.left, sites = self.operand(node.left)
        for index, right in enumerate(node.comparators):
            node.comparators[index], more = self.operand(right)
            sites += more
        return sites

    def truth(self, node: Any) -> Any:
        """The same of what decides which way is gone.

        The comparison itself is left bare: only then is an error of its truth, as a tensor of many has, told there.
        """
        if isinstance(node, ast.Compare):
            self._compared(node)
            return node
        if isinstance(node, ast.BoolOp):
            node.values = [self.truth(value) for value in node.values]
            return node
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            node.operand = self.truth(node.operand)
            return node
        return self.visit(node)

    def _choice(self, node: ast.IfExp) -> ast.expr:
        node.test = self.truth(node.test)
        node.body, node.orelse = self.visit(node.body), self.visit(node.orelse)
        return node

    def _call(self, node: ast.Call) -> ast.expr:
        if isinstance(node.func, ast.Name) and node.func.id == "super":
            return node
        node.func, callee, sites = self._callee(node.func)
        printed = isinstance(node.func, ast.Call) and callee is not None and callee.name == "print"
        for index, argument in enumerate(node.args):
            if printed and isinstance(argument, ast.Starred):
                sites += self._unpacked(argument)
            else:
                node.args[index], more = self.operand(argument)
                sites += more
        for keyword in node.keywords:
            keyword.value, more = self.operand(keyword.value, "before" if keyword.arg == "out" else "name")
            sites += more
        return self.wrap(node, "call", "", sites, callee=callee)

    def _callee(self, node: ast.expr) -> tuple[ast.expr, Site, tuple[Site, ...]]:
        sites: tuple[Site, ...] = ()
        name = ""
        if isinstance(node, ast.Name):
            name = node.id
        elif isinstance(node, ast.Attribute):
            name = node.attr
            if not self._in_module(node):
                node.value, sites = self.operand(node.value)
        else:
            node = self.visit(node)
            if isinstance(node, _LITERALS):
                return node, None, ()
        altering = isinstance(node, ast.Attribute) and name.endswith("_") and not name.endswith("__")
        call = self.wrap(node, "altering" if altering else "callee", name)
        return call, self.sites[call], sites

    def _unpacked(self, node: ast.Starred) -> tuple[Site, ...]:
        """What `print(*things)` shows, be it a generator: it is unpacked at this very moment anyway."""
        inner = ast.List(elts=[ast.Starred(value=self.visit(node.value), ctx=LOAD)], ctx=LOAD)
        for new in (inner, inner.elts[0]):
            ast.copy_location(new, node.value)
        node.value = self.wrap(inner, "unpacked")
        return (self.sites[node.value],)

    def _attribute(self, node: ast.Attribute) -> ast.expr:
        if type(node.ctx) is not ast.Load:
            return node
        sites: tuple[Site, ...] = ()
        if not self._in_module(node):
            node.value, sites = self.operand(node.value)
        return self.wrap(node, "attribute", node.attr, sites)

    def _in_module(self, node: ast.expr) -> bool:
        """Whether it is a dotted name that begins with an imported module."""
        while isinstance(node, ast.Attribute):
            node = node.value
        return isinstance(node, ast.Name) and node.id in self.modules

    def _subscript(self, node: ast.Subscript) -> ast.expr:
        if type(node.ctx) is not ast.Load:
            return node
        node.value, sites = self.operand(node.value)
        node.slice, more = self.operand(node.slice)
        return self.wrap(node, "subscript", "", sites + more)

    def _text(self, node: ast.JoinedStr) -> ast.expr:
        self.joined(node)
        return node

    def _element(self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp) -> ast.expr:
        node.elt = self.operand(node.elt, "element")[0]
        return self._generators(node)

    def _entry(self, node: ast.DictComp) -> ast.expr:
        node.key = self.operand(node.key, "element")[0]
        node.value = self.operand(node.value, "element")[0]
        return self._generators(node)

    def _generators(self, node: Any) -> ast.expr:
        for generator in node.generators:
            generator.iter = self.operand(generator.iter)[0]
            generator.ifs = [self.truth(test) for test in generator.ifs]
        return node  # type: ignore[no-any-return]

    def _lambda(self, node: ast.Lambda) -> ast.expr:
        self.defaults(node.args)
        node.body = self.visit(node.body)
        return node

    def defaults(self, arguments: ast.arguments) -> None:
        """The defaults of a function, which are evaluated where it is defined."""
        self.each(arguments.defaults)
        self.each(arguments.kw_defaults)

    def _awaited(self, node: ast.Await) -> ast.expr:
        node.value = self.visit(node.value)
        return self.wrap(node, "await")

    def _yielded(self, node: ast.Yield) -> ast.expr:
        if node.value is not None:
            node.value = self.operand(node.value, "element")[0]
        return node

    def _within(self, node: ast.expr) -> ast.expr:
        for field in node._fields:
            inner = getattr(node, field)
            if isinstance(inner, list):
                self.each(inner)
            elif isinstance(inner, ast.expr):
                setattr(node, field, self.visit(inner))
        return node

    VISITS: ClassVar[dict[type[ast.AST], Callable[[Any, Any], ast.expr]]] = {
        ast.BinOp: _binary,
        ast.UnaryOp: _unary,
        ast.Compare: _compare,
        ast.Call: _call,
        ast.IfExp: _choice,
        ast.Attribute: _attribute,
        ast.Subscript: _subscript,
        ast.JoinedStr: _text,
        ast.ListComp: _element,
        ast.SetComp: _element,
        ast.GeneratorExp: _element,
        ast.DictComp: _entry,
        ast.Lambda: _lambda,
        ast.Await: _awaited,
        ast.Yield: _yielded,
        **dict.fromkeys(
            (
                *(ast.BoolOp, ast.NamedExpr, ast.Dict, ast.Set, ast.YieldFrom),
                *(ast.Starred, ast.List, ast.Tuple, ast.Slice),
            ),
            _within,
        ),
    }
