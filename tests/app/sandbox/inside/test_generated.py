"""Programs made by chance: watched or not, they print, bind and raise the same."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.app.sandbox.inside.twice import instrumented, plain

NAMES = st.sampled_from(("a", "b", "c", "d"))
NUMBERS = st.integers(-3, 5).map(str)


def _deeper(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Expressions of expressions: all kinds that are rewritten, and those around them."""
    two, three = st.tuples(inner, inner), st.tuples(inner, inner, inner)
    binary = st.sampled_from(("+", "-", "*", "//", "%", "and", "or", "<", "==", "is", "<=", "!="))
    return st.one_of(
        st.tuples(inner, binary, inner).map(lambda t: f"({t[0]} {t[1]} {t[2]})"),
        three.map(lambda t: f"({t[0]} < {t[1]} <= {t[2]})"),
        three.map(lambda t: f"({t[0]} if {t[1]} else {t[2]})"),
        two.map(lambda t: f"[{t[0]}, {t[1]}]"),
        two.map(lambda t: f"({t[0]},) * ({t[1]} % 3)"),
        two.map(lambda t: f"[{t[0]} for c in range(3) if {t[1]}]"),
        two.map(lambda t: f"sum(x + {t[0]} for x in range({t[1]}))"),
        two.map(lambda t: f"{{{t[0]}: {t[1]}}}"),
        two.map(lambda t: f"(lambda x, y={t[0]}: x + y)({t[1]})"),
        two.map(lambda t: f"note({t[0]}, key={t[1]})"),
        two.map(lambda t: f"[5, {t[0]}, 7][{t[1]}]"),
        inner.map(lambda t: f"f'{{{t}}}{{{t}!r:>4}}'" if "'" not in t and "{" not in t else t),
        inner.map(lambda t: f"(not {t})"),
        inner.map(lambda t: f"-{t}"),
        inner.map(lambda t: f"Box({t}).held"),
        inner.map(lambda t: f"Box({t}).twice()"),
        st.tuples(NAMES, inner).map(lambda t: f"({t[0]} := {t[1]})"),
        inner.map(lambda t: f"list(gen({t}))"),
    )


EXPRESSIONS = st.recursive(NAMES | NUMBERS | NAMES, _deeper, max_leaves=6)


def _indented(lines: list[str]) -> str:
    return "\n".join("    " + line for block in lines for line in block.split("\n"))


def _simple() -> st.SearchStrategy[str]:
    pair = st.tuples(NAMES, EXPRESSIONS)
    return st.one_of(
        pair.map(lambda t: f"{t[0]} = {t[1]}"),
        st.tuples(NAMES, st.sampled_from(("+", "-", "*")), EXPRESSIONS).map(lambda t: f"{t[0]} {t[1]}= {t[2]}"),
        EXPRESSIONS.map(lambda t: f"print({t})"),
        EXPRESSIONS,
        pair.map(lambda t: f"box.{t[0]} = {t[1]}"),
        pair.map(lambda t: f"box.held += {t[1]}"),
        st.tuples(EXPRESSIONS, EXPRESSIONS).map(lambda t: f"box[{t[0]}] = {t[1]}"),
        st.tuples(NAMES, NAMES, EXPRESSIONS).map(lambda t: f"{t[0]}, *{t[1]} = {t[2]}, 1"),
        EXPRESSIONS.map(lambda t: f"assert {t}, {t}"),
        NAMES.map(lambda t: f"del {t}"),
        EXPRESSIONS.map(lambda t: f"raise ValueError({t})"),
    )


def _blocks(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    body = st.lists(inner, min_size=1, max_size=3).map(_indented)
    return st.one_of(
        st.tuples(EXPRESSIONS, body, body).map(lambda t: f"if {t[0]}:\n{t[1]}\nelse:\n{t[2]}"),
        st.tuples(NAMES, EXPRESSIONS, body).map(lambda t: f"for {t[0]} in range({t[1]}):\n{t[2]}"),
        st.tuples(NAMES, body).map(lambda t: f"for {t[0]}, *c in [(1, 2), (3,)]:\n{t[1]}\nelse:\n    print('else')"),
        st.tuples(body, body, body).map(
            lambda t: f"try:\n{t[0]}\nexcept (TypeError, ValueError) as e:\n    print(e)\n{t[1]}\nfinally:\n{t[2]}"
        ),
        st.tuples(body, EXPRESSIONS).map(
            lambda t: f"def made(a, b=1, *c):\n    d = 0\n{t[0]}\n    return a\nprint(made({t[1]}))"
        ),
        st.tuples(EXPRESSIONS, body).map(lambda t: f"with Manager({t[0]}) as a:\n{t[1]}"),
        st.tuples(EXPRESSIONS, EXPRESSIONS).map(
            lambda t: f"match {t[0]}:\n    case [a, *b] if {t[1]}:\n        print(a, b)\n    case c:\n        print(c)"
        ),
        body.map(lambda t: f"class K:\n    a = b = c = d = 1\n{t}"),
    )


STATEMENTS = st.recursive(_simple(), _blocks, max_leaves=8)

PRELUDE = """\
a, b, c, d = 1, 2, 0, [1, 2]
def note(*args, **more):
    print('note', args, more)
    return args[0]
def gen(n):
    for i in range(n if type(n) is int else 2):
        got = yield i + 1
class Box:
    def __init__(self, held=1): self.held = held
    def twice(self): return self.held + self.held
    def __setitem__(self, k, v): print('set', k, v)
    def __repr__(self): return 'Box'
class Manager:
    def __init__(self, x): self.x = x
    def __enter__(self): return self.x
    def __exit__(self, kind, *_):
        print('exit', kind)
        return kind is TypeError
box = Box()
"""


@settings(max_examples=150, deadline=None)
@given(st.lists(STATEMENTS, min_size=1, max_size=6))
def test_a_program_made_by_chance_does_the_same(statements: list[str]) -> None:
    """Same printed text, same names at the end, same exception at the same line and columns, same warnings."""
    text = PRELUDE + "\n".join(statements)
    seen = instrumented(text)
    assert seen.outcome == plain(text)
