"""How an expression is wrapped, by itself or as a part of another: in a call of a site's method, at its own place."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any, ClassVar, TypeAlias

SEEN = "seen"
LOAD = ast.Load()

# Makes a site of a kind for a node, with a name and the sites of its operands, and says under which key it is planted.
Site: TypeAlias = Any
Plant: TypeAlias = Callable[..., tuple[str, Site]]


class Wrapping:
    """Plants sites into a tree, and remembers which call hands over to which site."""

    VISITS: ClassVar[dict[type[ast.AST], Callable[[Any, Any], ast.expr]]] = {}  #: what becomes of each kind

    def __init__(self, plant: Plant, modules: set[str]) -> None:
        self.plant = plant
        self.modules = modules  #: names that stand for imported modules: `torch.nn` is no value to look at
        self.sites: dict[ast.expr, Site] = {}

    def wrap(self, node: ast.expr, kind: str, name: str = "", operands: tuple[Site, ...] = (), **more: Any) -> ast.Call:
        """The node inside a call of a new site's method."""
        key, site = self.plant(kind, node, name, operands, **more)
        call = self.ask(key, node, [node])
        self.sites[call] = site
        return call

    def ask(self, key: str, at: Any, arguments: list[ast.expr]) -> ast.Call:
        """A call of a site's method that stands where `at` stands."""
        line, column, last, end = at.lineno, at.col_offset, at.end_lineno, at.end_col_offset
        place = {"lineno": line, "col_offset": column, "end_lineno": last, "end_col_offset": end}
        constant = ast.Constant(value=key, **place)
        method = ast.Attribute(value=constant, attr=SEEN, ctx=LOAD, **place)
        return ast.Call(func=method, args=arguments, keywords=[], **place)

    def visit(self, node: Any) -> Any:
        """The expression with all that is to be seen in it wrapped."""
        method = self.VISITS.get(type(node))
        return method(self, node) if method else node

    def operand(self, node: Any, kind: str = "name") -> tuple[Any, tuple[Site, ...]]:
        """The same of a part of an expression, where a mere name is seen as well; and the sites that tell of it."""
        if isinstance(node, ast.Name):
            if node.id in self.modules or type(node.ctx) is not ast.Load:
                return node, ()
            node = self.wrap(node, kind, node.id)
            return node, (self.sites[node],)
        if isinstance(node, ast.Dict):
            self.each(node.keys)
        if isinstance(node, ast.Dict | ast.List | ast.Tuple):
            return node, self._parts(node.values if isinstance(node, ast.Dict) else node.elts)
        if isinstance(node, ast.Starred | ast.NamedExpr):
            node.value, sites = self.operand(node.value)
            return node, sites
        if isinstance(node, ast.JoinedStr):
            return node, self.joined(node)
        node = self.visit(node)
        site = self.sites.get(node)
        return node, () if site is None else (site,)

    def _parts(self, nodes: list[Any]) -> tuple[Site, ...]:
        found: list[Site] = []
        for index, inner in enumerate(nodes):
            nodes[index], sites = self.operand(inner)
            found += sites
        return tuple(found)

    def shown(self, node: Any) -> Any:
        """The same of what is displayed."""
        node, sites = self.operand(node)
        for site in sites:
            site.shown = True
        return node

    def each(self, nodes: list[Any]) -> None:
        """The same of a list of expressions, in place."""
        for index, node in enumerate(nodes):
            nodes[index] = self.visit(node)

    def joined(self, node: ast.JoinedStr) -> tuple[Site, ...]:
        """The sites of a text's parts, which are displayed."""
        found: list[Site] = []
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                part.value, sites = self.operand(part.value, "formatted")
                found += sites
                if part.format_spec is not None:
                    part.format_spec = self.visit(part.format_spec)
        for site in found:
            site.shown = True
        return tuple(found)
