"""Statements of the student's tree: what they evaluate is wrapped, and what they bind is looked at right after."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

from .exits import own_names
from .instrument import Expressions
from .symbols import symbol
from .wrapping import Plant, Site


class Statements(Expressions):
    """Rewrites whole cells, in place. What an earlier cell imported is known in the later ones."""

    def __init__(self, plant: Plant, modules: set[str]) -> None:
        super().__init__(plant, modules)
        self._own: list[str] = []  #: names of the function whose body is being rewritten

    def cell(self, tree: ast.Module) -> None:
        """Rewrite a cell; the bare expression at its end is displayed."""
        last = tree.body[-1] if tree.body else None
        if isinstance(last, ast.Expr) and not isinstance(last.value, ast.Constant):
            shown = tree.body.pop()
            self._body(tree.body)
            assert isinstance(shown, ast.Expr)
            shown.value = self.shown(shown.value)
            tree.body.append(shown)
        else:
            self._body(tree.body)

    def _body(self, body: list[Any], before: list[ast.stmt] | None = None) -> None:
        out: list[ast.stmt] = before or []
        for statement in body:
            visit = _STATEMENTS.get(type(statement))
            out += (visit(self, statement) or (statement,)) if visit else (statement,)
        body[:] = out

    def _say(self, kind: str, at: Any, arguments: list[ast.expr], name: str = "", *operands: Site) -> ast.Expr:
        """A statement that calls a new site."""
        key, _ = self.plant(kind, at, name, operands)
        return ast.copy_location(ast.Expr(value=self.ask(key, at, arguments)), at)

    def _bound(self, target: Any, kind: str = "target") -> list[ast.stmt]:
        """Statements that look at the names that a target has just bound."""
        if isinstance(target, ast.Name):
            name = ast.copy_location(ast.Name(id=target.id, ctx=ast.Load()), target)
            return [self._say(kind, target, [name], target.id)]
        if isinstance(target, ast.Tuple | ast.List):
            return [said for inner in target.elts for said in self._bound(inner, kind)]
        return self._bound(target.value, kind) if isinstance(target, ast.Starred) else []

    def _stored(self, target: Any, sites: tuple[Site, ...]) -> None:
        """What a target is part of: `x` in `x.grad = g` and in `x[0] = g`."""
        if isinstance(target, ast.Attribute):
            target.value = self.wrap(self.visit(target.value), "store", target.attr, sites)
        elif isinstance(target, ast.Subscript):
            target.value = self.wrap(self.visit(target.value), "before", "", sites)
            target.slice = self.visit(target.slice)
        elif isinstance(target, ast.Tuple | ast.List):
            for inner in target.elts:
                self._stored(inner, sites)
        elif isinstance(target, ast.Starred):
            self._stored(target.value, sites)

    def _expression(self, node: ast.Expr) -> None:
        node.value = self.visit(node.value)

    def _assign(self, node: ast.Assign) -> None:
        if all(isinstance(target, ast.Name) for target in node.targets):
            node.value = self.visit(node.value)
            return
        node.value, sites = self.operand(node.value)
        for target in node.targets:
            self._stored(target, sites)

    def _annotated(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            node.value = self.visit(node.value)

    def _augmented(self, node: ast.AugAssign) -> list[ast.stmt]:
        target: Any = node.target
        node.value, sites = self.operand(node.value)
        name = symbol(node.op) + "="
        if isinstance(target, ast.Name):
            loaded = ast.copy_location(ast.Name(id=target.id, ctx=ast.Load()), target)
            key, before = self.plant("before", target, target.id, ())
            ahead = ast.copy_location(ast.Expr(value=self.ask(key, target, [loaded])), target)
            return [ahead, node, self._after(node, loaded, name, before, *sites)]
        holder = target.value
        target.value = self.wrap(self.visit(target.value), "before", "", ())
        before = self.sites[target.value]
        if isinstance(target, ast.Subscript):
            target.slice = self.visit(target.slice)
        if isinstance(holder, ast.Name):
            return [
                node,
                self._after(
                    node,
                    holder,
                    f".{target.attr} {name}" if isinstance(target, ast.Attribute) else f"[] {name}",
                    before,
                    *sites,
                ),
            ]
        return [node]

    def _after(self, node: ast.AugAssign, name: ast.Name, operator: str, *operands: Site) -> ast.stmt:
        """Look at what an augmented assignment has made."""
        loaded = ast.copy_location(ast.Name(id=name.id, ctx=ast.Load()), name)
        key, _ = self.plant("augmented", node, operator, operands)
        return ast.copy_location(ast.Expr(value=self.ask(key, name, [loaded])), name)

    def _loop(self, node: ast.For | ast.AsyncFor) -> None:
        node.iter = self.operand(node.iter)[0]
        self._body(node.body, self._bound(node.target))
        self._body(node.orelse)

    def _branch(self, node: ast.While | ast.If) -> None:
        node.test = self.truth(node.test)
        self._body(node.body)
        self._body(node.orelse)

    def _with(self, node: ast.With | ast.AsyncWith) -> None:
        bound: list[ast.stmt] = []
        for item in node.items:
            item.context_expr = self.visit(item.context_expr)
            if isinstance(node, ast.With):
                item.context_expr = self.wrap(item.context_expr, "context")
            if item.optional_vars is not None:
                bound += self._bound(item.optional_vars)
        self._body(node.body, bound)

    def _function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        self.defaults(node.args)
        outer, self._own = self._own, own_names(node)
        self._body(node.body)
        if not isinstance(node.body[-1], ast.Return | ast.Raise):
            node.body += self._leave(_end(node))
        self._own = outer

    def _leave(self, at: Any) -> list[ast.stmt]:
        """The function ends: if its names are asked for, each is handed over, and one that is not bound is passed over.

        By name, for to read them off the frame would refresh the dict that `locals()` gave the student.
        """
        parts: list[ast.stmt] = []
        for name in self._own:
            said = self._say("local", at, [ast.copy_location(ast.Name(id=name, ctx=ast.Load()), at)], name)
            key, _ = self.plant("unbound", at, "", ())
            handler = ast.ExceptHandler(type=self.ask(key, at, []), name=None, body=[ast.copy_location(ast.Pass(), at)])
            attempt = ast.Try(body=[said], handlers=[ast.copy_location(handler, at)], orelse=[], finalbody=[])
            parts.append(ast.copy_location(attempt, at))
        if not parts:
            return []
        key, _ = self.plant("leave", at, "", ())
        return [ast.copy_location(ast.If(test=self.ask(key, at, []), body=parts, orelse=[]), at)]

    def _class(self, node: ast.ClassDef) -> None:
        outer, self._own = self._own, []
        self._body(node.body)
        self._own = outer

    def _return(self, node: ast.Return) -> list[ast.stmt]:
        node.value = self.visit(node.value)
        return [*self._leave(node), node]

    def _try(self, node: Any) -> None:
        for handler in node.handlers:
            self._body(handler.body, [self._say("caught", handler, [])])
        for body in (node.body, node.orelse, node.finalbody):
            self._body(body)

    def _match(self, node: ast.Match) -> None:
        node.subject = self.visit(node.subject)
        for case in node.cases:
            if case.guard is not None:
                case.guard = self.truth(case.guard)
            self._body(case.body)

    def _raise(self, node: ast.Raise) -> None:
        node.exc, node.cause = self.visit(node.exc), self.visit(node.cause)

    def _assert(self, node: ast.Assert) -> None:
        node.test, node.msg = self.truth(node.test), self.visit(node.msg)

    def _import(self, node: ast.Import) -> None:
        self.modules.update([alias.asname or alias.name.partition(".")[0] for alias in node.names])


def _end(node: Any) -> Any:
    """Where a function's text ends, as something that stands there."""
    last = node.body[-1]
    return ast.Pass(
        lineno=last.end_lineno,
        col_offset=0 if last.end_lineno != last.lineno else last.col_offset,
        end_lineno=last.end_lineno,
        end_col_offset=last.end_col_offset,
    )


_STATEMENTS: dict[type[ast.AST], Callable[[Any, Any], list[ast.stmt] | None]] = {
    ast.Expr: Statements._expression,
    ast.Assign: Statements._assign,
    ast.AnnAssign: Statements._annotated,
    ast.AugAssign: Statements._augmented,
    ast.For: Statements._loop,
    ast.AsyncFor: Statements._loop,
    ast.While: Statements._branch,
    ast.If: Statements._branch,
    ast.With: Statements._with,
    ast.AsyncWith: Statements._with,
    ast.FunctionDef: Statements._function,
    ast.AsyncFunctionDef: Statements._function,
    ast.ClassDef: Statements._class,
    ast.Return: Statements._return,
    ast.Try: Statements._try,
    ast.TryStar: Statements._try,
    ast.Match: Statements._match,
    ast.Raise: Statements._raise,
    ast.Assert: Statements._assert,
    ast.Import: Statements._import,
}
