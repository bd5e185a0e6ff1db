"""One table holds every word that is told."""

from __future__ import annotations

import ast
import string
from pathlib import Path

import graders.explain
from graders.compare import Difference, Mismatch
from graders.explain import explanations, hint, say
from graders.explain.sentences import ENGLISH, Sentence
from tests.graders.examples import EXAMPLES, Draw

ROOM = Path(graders.explain.__file__).parent
CLASSES = {"layout", "linear", "axis", "operation", "type", "places", "training", "identity", "size"}


def fields(text: str) -> set[str]:
    """The names in braces."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_id_belongs_to_a_class() -> None:
    """The part before the point is one of the nine classes, or names a line of the side by side."""
    assert {message_id.split(".")[0] for message_id in ENGLISH} == {*CLASSES, "beside"}


def test_every_sentence_can_be_said() -> None:
    """Whatever an example earns has a sentence whose fields are all filled."""
    for examples in EXAMPLES.values():
        for example in examples:
            sample = example.build(Draw(0))
            for explanation in explanations(sample.student, sample.expected, sample.context):
                assert "{" not in explanation.sentence + explanation.hint
                table = ENGLISH[explanation.message_id]
                assert fields(table.text) | fields(table.hint) <= set(explanation.params)


def test_every_id_in_the_source_has_a_sentence() -> None:
    """An id that is written whole anywhere in the room stands in the table."""
    for path in ROOM.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                name, _, rest = node.value.partition(".")
                if name in CLASSES and rest.replace("_", "").isalpha() and rest.islower():
                    assert node.value in ENGLISH, f"{path.name}: {node.value}"


def test_every_mismatch_has_a_sentence() -> None:
    """A mismatch can be told by itself, without an explanation."""
    for what in Difference:
        for kind in ("tensor", "array", "list", "number"):
            for dtype in ("bool", "float32"):
                if what is Difference.KIND and kind == "tensor":
                    continue
                mismatch = Mismatch(what=what, kind=kind, found_dtype=dtype, count=1, total=2, index=(1,), excess=99.0)
                assert say(mismatch.message_id, mismatch.params)


def test_sentences_are_short_and_end() -> None:
    """One sentence, at most 130 characters; a hint likewise; both end with a point or a question mark."""
    for message_id, sentence in ENGLISH.items():
        if not message_id.startswith("beside."):
            for text in filter(None, sentence):
                assert text[-1] in ".?", message_id
                assert len(text) <= 130, message_id


def test_another_language_is_another_table() -> None:
    """The same ids and fields with other words are all it takes."""
    german = {"size.some": Sentence("{count} von {total} Werten sind falsch.", "Sieh bei {index} nach.")}
    params: dict[str, str | int] = {"count": 2, "total": 5, "index": "[1]"}
    assert say("size.some", params, german) == "2 von 5 Werten sind falsch."
    assert hint("size.some", params, german) == "Sieh bei [1] nach."
    assert say("size.some", params) == "2 of 5 values are wrong, the farthest at index [1]."
