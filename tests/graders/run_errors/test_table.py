"""The table of mistakes is sound: each row has an example, full sentences and texts that are quickly searched for."""

from __future__ import annotations

import json
import string
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.run_errors import explain_error
from graders.run_errors.kinds import Kind
from graders.run_errors.match import KINDS
from graders.run_errors.spelling import meant

DATA = Path(__file__).parents[1] / "data"
FILES = ("errors_torch213", "run_errors_snippets", "run_errors_texts")
EXAMPLES = [case for name in FILES for case in json.loads((DATA / f"{name}.json").read_text())]
MESSAGES = [case["message"] for case in EXAMPLES if "message" in case]
LONG = 100_000


def test_each_sentence_has_one_id() -> None:
    """An id stands for one sentence, so that another language is a table of ids."""
    assert len({kind.id for kind in KINDS}) == len(KINDS)


def test_each_kind_has_an_example() -> None:
    """A kind that nothing shows to work is not in the table, and no kind hides another."""
    assert {case["id"] for case in EXAMPLES} == {kind.id for kind in KINDS}


@pytest.mark.parametrize("kind", KINDS, ids=[kind.id for kind in KINDS])
def test_sentences_are_whole(kind: Kind) -> None:
    """A meaning is a sentence, and whichever text matched, its groups or `more` give every field."""
    assert kind.meaning[-1] in ".?}"
    fields = {field for text in (kind.meaning, kind.hint) for _, field, _, _ in string.Formatter().parse(text) if field}
    for pattern in kind.patterns():
        assert kind.more or fields <= set(pattern.groupindex)


RUNS = (
    "a",
    "1",
    "'",
    '"',
    "[1, ",
    "a.",
    "('a' ",
    "x1 ",
    "-1",
    "\n",
    "é",
    "f() takes from 1 to ",
    "name '",
    "got: a != ",
)


@pytest.mark.parametrize("text", RUNS)
def test_a_search_takes_time_in_proportion_to_the_text(text: str) -> None:
    """100 kB made to mislead cost no pattern 50 ms: a student's own message cannot hold up the marking."""
    hostile = (text * LONG)[:LONG]
    for kind in KINDS:
        for pattern in kind.patterns():
            begun = time.process_time()
            pattern.search(hostile)
            assert time.process_time() - begun < 0.05, (kind.id, pattern.pattern)


def test_a_text_that_nearly_fits_again_and_again_is_searched_quickly() -> None:
    """The same holds for 100 kB of beginnings of the very messages that a pattern is for."""
    for message in MESSAGES:
        for end in (len(message) // 2, len(message) - 1):
            hostile = (message[:end] * LONG)[:LONG]
            for kind in KINDS:
                patterns = [pattern for pattern in kind.patterns() if pattern.search(message)]
                begun = time.process_time()
                for pattern in patterns:
                    pattern.search(hostile)
                assert time.process_time() - begun < 0.05, (kind.id, message)


@pytest.mark.parametrize("type_", ["RuntimeError", "TypeError", "AttributeError", "SyntaxError", "UserWarning"])
def test_the_whole_table_is_searched_quickly(type_: str) -> None:
    """All of it over 100 kB takes less than 50 ms."""
    explain_error(type_, "")
    for text in RUNS:
        begun = time.process_time()
        explain_error(type_, (text * LONG)[:LONG], "cuda")
        assert time.process_time() - begun < 0.05


@given(st.sampled_from(sorted({name for kind in KINDS for name in kind.types} | {"RuntimeError", ""})), st.text())
def test_any_text_is_explained_or_not(type_: str, message: str) -> None:
    """No text raises, and none leaves a field open."""
    found = explain_error(type_, message)
    assert found is None or found.meaning


@pytest.mark.parametrize(
    ("name", "owner", "said"),
    [
        ("linear", "torch.nn", " Did you mean torch.nn.Linear?"),
        ("matmull", "Tensor", " Did you mean matmul?"),
        ("array", "torch", " Did you mean torch.tensor?"),
        ("zero_grads", "SGD", " Did you mean zero_grad?"),
        ("wieght", "Linear", " Did you mean weight?"),
        ("nothing_like_it", "torch", ""),
        ("linear", "unknown", ""),
        ("", "", ""),
    ],
)
def test_a_misspelt_name_gets_the_one_most_like_it(name: str, owner: str, said: str) -> None:
    """Capitals first, then the nearest of the names that beginners use."""
    assert meant(name, owner) == said
