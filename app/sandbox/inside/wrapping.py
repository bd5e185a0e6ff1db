"""One expression inside a call of a site's method, at the place in the text at which it stands itself."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any, TypeAlias

SEEN = "seen"
LOAD = ast.Load()

# Makes a site of a kind for a node, with a name and the sites of its operands, and says under which key it is planted.
Site: TypeAlias = Any
Plant: TypeAlias = Callable[..., tuple[str, Site]]


class Wrapping:
    """Plants sites into a tree, and remembers which call hands over to which site."""

    def __init__(self, plant: Plant) -> None:
        self.plant = plant
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
