"""What holds of every mutant of every answer, and how a sample is drawn."""

from __future__ import annotations

import ast
import warnings
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graders.proving import Mutant, mutants, sample
from tests.graders.proving.answers import ANSWERS

SIX_LINES = ANSWERS["broadcast"]
NAMES = st.sampled_from(["a", "w", "é", "x1"])
LEAVES = st.one_of(NAMES, st.integers(0, 30).map(str), st.floats(0, 9).map(repr), st.just("[1, 2.5]"), st.just("True"))


def _larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    two = st.tuples(inner, inner)
    signs = st.sampled_from([" + ", "-", " @ ", "*", " ** ", " < ", " == ", " and "])
    return st.one_of(
        st.tuples(two, signs).map(lambda t: f"({t[0][0]}{t[1]}{t[0][1]})"),
        st.tuples(two, st.sampled_from(["torch.matmul", "torch.add", "nn.Linear", "f"])).map(
            lambda t: f"{t[1]}({t[0][0]}, {t[0][1]})"
        ),
        st.tuples(inner, st.sampled_from(["relu()", "sum(dim=0)", "T", "grad", "reshape(2, -1)", "item()"])).map(
            lambda t: f"({t[0]}).{t[1]}"
        ),
        inner.map(lambda text: f"-{text}"),
        inner.map(lambda text: f"a[{text}, 1:]"),
        two.map(lambda pair: f"({pair[0]} if {pair[1]} else b)"),
        two.map(lambda pair: f"[{pair[0]},\n {pair[1]}]"),
        NAMES.map(lambda name: f'f"ü {{{name}.mean():.2f}}"'),
    )


EXPRESSIONS = st.recursive(LEAVES, _larger, max_leaves=6)
LINES = st.one_of(
    EXPRESSIONS.map(lambda text: f"y = {text}"),
    EXPRESSIONS.map(lambda text: f"print({text})  # é"),
    EXPRESSIONS.map(lambda text: f"w -= {text}; loss.backward()"),
    EXPRESSIONS.map(lambda text: f"for i in range(3):\n\tw = {text}\n\to.step()"),
    EXPRESSIONS.map(lambda text: f"def g(x):\n    return {text}"),
)
SOURCES = st.tuples(st.lists(LINES, max_size=3), st.sampled_from(["\n", "\r\n"])).map(lambda t: t[1].join(t[0]))


def _at(source: str, mutant: Mutant) -> int:
    line, column = mutant.place
    return sum(len(each) for each in source.splitlines(keepends=True)[: line - 1]) + column


@settings(deadline=None, max_examples=60)
@given(st.one_of(SOURCES, st.sampled_from(list(ANSWERS.values()))))
def test_a_mutant_is_its_source_with_one_span_changed(source: str) -> None:
    """At its place `before` became `after`, and nothing else changed."""
    for mutant in mutants(source):
        at = _at(source, mutant)
        assert source[at:].startswith(mutant.before)
        assert mutant.source == source[:at] + mutant.after + source[at + len(mutant.before) :]


@settings(deadline=None, max_examples=60)
@given(SOURCES)
def test_every_mutant_is_python_and_means_something_else(source: str) -> None:
    """Its tree is not the source's, and no other mutant's; the order is that of the text."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # odd code is the point
        found = mutants(source)
        trees = [ast.dump(ast.parse(mutant.source)) for mutant in found]
        assert len({ast.dump(ast.parse(source)), *trees}) == len(trees) + 1
        for mutant in found:
            compile(mutant.source, "mutant", "exec")
    assert [mutant.place for mutant in found] == sorted(mutant.place for mutant in found)


@settings(deadline=None, max_examples=20)
@given(SOURCES)
def test_the_same_answer_gives_the_same_mutants(source: str) -> None:
    """Nothing is drawn."""
    assert mutants(source) == mutants(source)


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_of_six_lines_or_more_gives_twenty_mutants(name: str) -> None:
    """Enough for a share of 95 % to mean something."""
    assert len(mutants(ANSWERS[name])) >= 20


def test_what_two_operators_make_is_made_once_and_named_after_the_more_special() -> None:
    """An axis one further is a number one more, too."""
    names = [mutant.operator for mutant in mutants("y = x.sum(dim=0)") if mutant.source == "y = x.sum(dim=1)"]
    assert names == ["argument.axis"]


def test_an_answer_that_is_no_python_is_the_callers_mistake() -> None:
    """Model answers are ours; a broken one is not passed over."""
    with pytest.raises(SyntaxError):
        mutants("x = (")


def test_nothing_gives_nothing() -> None:
    """A blank answer has no mutants."""
    assert mutants("") == ()
    assert mutants('"""A comment."""\nimport torch\n') == ()


def test_a_sample_is_spread_over_the_operators() -> None:
    """No operator has two before each that can has one; then the shares grow together."""
    found = mutants(SIX_LINES)
    kinds = Counter(mutant.operator for mutant in found)
    assert len(set(kinds.values())) > 1  # or the test would say nothing
    assert set(Counter(m.operator for m in sample(found, len(kinds), seed=1)).values()) == {1}
    twice = Counter(mutant.operator for mutant in sample(found, len(kinds) + 2, seed=1))
    assert sorted(twice.values())[-3:] == [1, 2, 2]


@given(st.integers(0, 90), st.integers(0, 5))
@settings(deadline=None, max_examples=25)
def test_a_sample_has_the_size_asked_for_and_keeps_the_order(at_most: int, seed: int) -> None:
    """As many as asked for, or all; each once; the same seed, the same sample."""
    found = mutants(SIX_LINES)
    drawn = sample(found, at_most, seed)
    assert len(drawn) == min(at_most, len(found))
    assert [found.index(mutant) for mutant in drawn] == sorted({found.index(mutant) for mutant in drawn})
    assert drawn == sample(found, at_most, seed)


def test_another_seed_draws_another_sample() -> None:
    """Or the seed would be of no use."""
    found = mutants(SIX_LINES)
    assert len({sample(found, 10, seed) for seed in range(5)}) > 1
