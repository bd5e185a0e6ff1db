"""What a pack is made of, and what its author is told of each file that is missing or wrong."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from graders import catalogue
from graders.authoring import QuestionError

CODE = '''"""A question."""

from graders.authoring import Question

q = Question(7, "Seven")


@q.check(2)
def seven(seen: object) -> None:
    """Seven was computed."""
'''
TEXT = """# Q7. Seven

Compute *seven*.

## Starter
```python
# Q7 Code Task: compute seven
x = 3
```

## Written
Why is it not eight?
"""

OWN_MODEL = 'REFERENCE = __name__ + ".model"\n'

Files = dict[str, str]
Write = Callable[[Files], str]

counter = itertools.count()


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Write a pack of a name that nobody has imported; gives the name."""
    monkeypatch.syspath_prepend(tmp_path)

    def files(texts: Files) -> str:
        name = f"pack_{next(counter)}"
        for path, text in texts.items():
            file = tmp_path / name / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode())
        return name

    return files


def files(**more: str) -> Files:
    """A whole pack of one question; dots in the names of files are written `_dot_`."""
    changed = {name.replace("_dot_", "."): text for name, text in more.items()}
    return {"__init__.py": 'NAME = "sevens"\n', "q07.py": CODE, "q07.md": TEXT} | changed


def test_a_pack_is_a_folder_of_questions_with_their_texts(write: Write) -> None:
    """The task, the starter and the written part stand in the file beside the code."""
    pack = catalogue.load(write(files()))
    assert pack.name == "sevens"
    assert list(pack.entries) == [7]
    entry = pack.entries[7]
    assert (entry.title, entry.task) == ("Seven", "Compute *seven*.")
    assert entry.starter == "# Q7 Code Task: compute seven\nx = 3\n"
    assert entry.written == "Why is it not eight?"
    assert (pack.reference, pack.model_answer(7)) == ("", None)


def test_a_pack_without_a_name_is_called_as_its_package(write: Write) -> None:
    """Nothing but the questions is needed: not even an __init__.py."""
    texts = files()
    del texts["__init__.py"]
    name = write(texts)
    assert catalogue.load(name).name == name


def test_texts_written_on_windows_are_read(write: Write) -> None:
    """A byte order mark and its line ends change nothing."""
    entry = catalogue.load(write(files(q07_dot_md="\ufeff" + TEXT.replace("\n", "\r\n")))).entries[7]
    assert entry.starter == "# Q7 Code Task: compute seven\nx = 3\n"


WRONG: dict[str, tuple[Files, str]] = {
    "no text": ({"q07.py": CODE}, "q07.md is missing in {pack}"),
    "no question": ({"q07.py": "q = 7\n", "q07.md": TEXT}, "q07.py defines no `q = Question(...)`"),
    "another name": (
        {"q07.py": CODE.replace("q = ", "p = ").replace("@q", "@p"), "q07.md": TEXT},
        "q07.py defines no `q = Question(...)`",
    ),
    "no check": ({"q07.py": CODE.partition("@q")[0], "q07.md": TEXT}, "q07.py has no check"),
    "another number": (
        {"q08.py": CODE, "q08.md": TEXT},
        "q08.py holds question 7; the number is part of the file's name",
    ),
    "a number of three digits for a small one": (
        {"q007.py": CODE, "q007.md": TEXT},
        "q007.py holds question 7; the number is part of the file's name",
    ),
    "a number of one digit": (
        {"q7.py": CODE, "q7.md": TEXT},
        "q7.py: a question's file is called q01.py, q02.py or the like",
    ),
    "no file": ({"seven.py": CODE}, "{pack} holds no file q01.py, q02.py or the like"),
    "no title": (
        {"q07.py": CODE, "q07.md": TEXT.replace("# Q7. ", "")},
        "q07.md begins with '# Q7. Title' and has a '## Starter' with its code",
    ),
    "no starter": (
        {"q07.py": CODE, "q07.md": TEXT.replace("```python", "```")},
        "q07.md begins with '# Q7. Title' and has a '## Starter' with its code",
    ),
    "another title": (
        {"q07.py": CODE, "q07.md": TEXT.replace("Seven", "Eight")},
        "q07.md calls it '# Q7. Eight'; q07.py says 7, 'Seven'",
    ),
    "another number in the text": (
        {"q07.py": CODE, "q07.md": TEXT.replace("# Q7. S", "# Q8. S")},
        "q07.md calls it '# Q8. Seven'; q07.py says 7, 'Seven'",
    ),
    "a name that is not there": (
        {"q07.py": "from graders.authoring import Kuestion\n", "q07.md": TEXT},
        "q07.py cannot be imported: ImportError: cannot import name 'Kuestion' from 'graders.authoring' ({authoring})",
    ),
    "no Python": (
        {"q07.py": "q = = 7\n", "q07.md": TEXT},
        "q07.py cannot be imported: SyntaxError: invalid syntax (q07.py, line 1)",
    ),
    "a check that needs what is not there": (
        {"q07.py": CODE.replace("seen", "sene"), "q07.md": TEXT},
        "q07: seven needs ['sene']; this question has ['runs', 'seen']",
    ),
    "a package that is no Python": (
        {"q07.py": CODE, "q07.md": TEXT, "__init__.py": "NAME = name\n"},
        "{pack} cannot be imported: NameError: name 'name' is not defined",
    ),
    "model answers that are not there": (
        {"q07.py": CODE, "q07.md": TEXT, "__init__.py": 'REFERENCE = "nowhere.at_all"\n'},
        "{pack} names the model answers 'nowhere.at_all': No module named 'nowhere'",
    ),
}


@pytest.mark.parametrize(("texts", "told"), WRONG.values(), ids=WRONG)
def test_each_mistake_is_told_to_its_author(write: Write, texts: Files, told: str) -> None:
    """The file is named, and what is wrong with it; a traceback is for programmers."""
    name = write(texts)
    authoring = sys.modules["graders.authoring"].__file__
    with pytest.raises(QuestionError) as error:
        catalogue.load(name)
    assert str(error.value) == told.format(pack=name, authoring=authoring)


def test_a_text_in_another_encoding_is_told(write: Write, tmp_path: Path) -> None:
    """Not every editor writes UTF-8."""
    name = write(files())
    (tmp_path / name / "q07.md").write_bytes(TEXT.replace("eight", "größer").encode("latin-1"))
    with pytest.raises(QuestionError, match=r"q07\.md is no UTF-8 text"):
        catalogue.load(name)


def test_one_file_is_no_pack() -> None:
    """A module has no files beside it."""
    with pytest.raises(QuestionError, match=r"json\.tool is one file; a pack is a folder of them"):
        catalogue.load("json.tool")


def test_a_package_that_is_not_there_is_said_to_be_missing() -> None:
    """The caller tells it apart from an author's mistake."""
    with pytest.raises(ModuleNotFoundError):
        catalogue.load("nowhere_at_all")


def test_a_pack_may_bring_its_own_model_answers(write: Write) -> None:
    """In a package of any name, inside it or beside it; a question may have none yet."""
    model = "x = 7\n"
    pack = write(files(__init___dot_py=OWN_MODEL) | {"model/q07.py": model})
    loaded = catalogue.load(pack)
    assert loaded.reference == f"{pack}.model"
    assert loaded.model_answer(7) == model
    assert loaded.model_answer(8) is None


CHANGES: dict[str, tuple[Files, bool, bool]] = {
    "nothing": ({}, False, False),
    "its code": ({"q07.py": CODE + "\n# stricter\n"}, True, False),
    "its text": ({"q07.md": TEXT + "more\n"}, True, False),
    "its model answer": ({"model/q07.py": "x = 8\n"}, True, False),
    "the other question": ({"q08.py": CODE.replace("7", "8") + "\n"}, False, True),
    "a file that both may use": ({"shared.py": "LIMIT = 2\n"}, True, True),
    "a file of a folder that both may use": ({"deep/shared.py": "LIMIT = 2\n"}, True, True),
    "the package itself": ({"__init__.py": 'REFERENCE = __name__ + ".model"\nNAME = "other"\n'}, True, True),
    "a labelled answer": ({"answers/q07/right.py": "# 2/2\n"}, False, False),
    "what is no code": ({"README.md": "Hello.\n"}, False, False),
}


@pytest.mark.parametrize(("changed", "own", "other"), CHANGES.values(), ids=CHANGES)
def test_a_version_changes_with_what_decides_a_mark(write: Write, changed: Files, own: bool, other: bool) -> None:  # noqa: FBT001 - parameters of the test
    """Its code, its text, its model answer, and all shared code; the pack's version with any of them."""
    eight = {"q08.py": CODE.replace("7", "8"), "q08.md": TEXT.replace("7", "8")}
    before = files(__init___dot_py=OWN_MODEL) | eight | {
        "model/q07.py": "x = 7\n", "shared.py": "LIMIT = 1\n", "deep/shared.py": "LIMIT = 1\n"
    }  # fmt: skip
    first, second = (catalogue.load(write(texts)) for texts in (before, before | changed))
    assert (first.entries[7].version != second.entries[7].version) is own
    assert (first.entries[8].version != second.entries[8].version) is other
    assert (first.version != second.version) is (own or other)


def test_the_built_in_pack_brings_its_model_answers() -> None:
    """It is a pack like any other."""
    from graders import questions

    assert questions.REFERENCE == "reference"
    assert questions.NAME == "pytorch-basics"


def test_a_version_changes_with_the_graders_themselves(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """A search that finds more, or a tolerance that is wider, is another grader: a replay has to be able to tell."""
    first = catalogue.load(write(files()))
    assert b"def close(" in catalogue._engine()
    monkeypatch.setattr(catalogue, "_engine", lambda: b"other")
    second = catalogue.load(write(files()))
    assert first.entries[7].version != second.entries[7].version
    assert first.version != second.version
