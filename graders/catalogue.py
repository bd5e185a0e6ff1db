"""A pack: the questions of a course, found by the names of their files, with the texts that the student sees."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module, resources
from importlib.resources.abc import Traversable
from pkgutil import iter_modules
from types import ModuleType

from graders.authoring import Question, QuestionError

BASICS = "graders.questions"
ENGINE = frozenset({"authoring", "evidence", "explain", "grade", "run_errors"})  #: the rooms in which marks are found
ANSWERS = "answers"  #: a folder of labelled answers beside the questions; they test marks and decide none
FILE = re.compile(r"q(\d{2,3})")
NEARLY = re.compile(r"q\d+", re.IGNORECASE)  #: an author's slip: the file would be passed over without a word
TITLE = re.compile(r"#\s+Q(\d+)\.\s+(.+)")
STARTER = re.compile(r"^## Starter\s+```python\n(.*?)^```", re.DOTALL | re.MULTILINE)
WRITTEN = re.compile(r"^## Written\s+(.*)", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One question of a pack: its checks, and the text beside them."""

    question: Question
    title: str
    task: str  #: Markdown
    starter: str  #: Python
    written: str = ""  #: Markdown; what is answered in words and marked by hand
    version: str = ""  #: a hash of all here that decides a mark: its files, what it shares, and the graders' own code


@dataclass(frozen=True, kw_only=True)
class Pack:
    """The questions of one course, by their numbers."""

    name: str
    version: str
    entries: Mapping[int, Entry]
    reference: str = ""  #: the package of its model answers q01.py, q02.py ...; empty where it brings none

    def model_answer(self, number: int) -> str | None:
        """The text of a question's model answer; None where there is none."""
        if not self.reference:
            return None
        file = resources.files(self.reference).joinpath(f"q{number:02d}.py")
        return file.read_text(encoding="utf-8") if file.is_file() else None


def load(package: str = BASICS) -> Pack:
    """Load the pack that is a package of files q01.py, q02.py ... each with a `q` and a q01.md beside it.

    The package may say its NAME, and as REFERENCE the name of the package of its model answers. Raises QuestionError,
    which tells the author what is wrong, and ModuleNotFoundError for a package that is not there.
    """
    found = _package(package)
    if not hasattr(found, "__path__"):
        raise QuestionError(f"{package} is one file; a pack is a folder of them")
    modules = [info.name for info in iter_modules(found.__path__)]
    names = sorted(name for name in modules if FILE.fullmatch(name))
    if slips := [name for name in modules if NEARLY.fullmatch(name) and name not in names]:
        raise QuestionError(f"{slips[0]}.py: a question's file is called q01.py, q02.py or the like")
    if not names:
        raise QuestionError(f"{package} holds no file q01.py, q02.py or the like")
    reference = _reference(found)
    shared = _shared(package, reference)
    entries = [_entry(package, name, shared, reference) for name in names]
    numbers = [entry.question.number for entry in entries]
    version = _hash(*(entry.version for entry in entries))
    title = getattr(found, "NAME", package)
    return Pack(name=title, version=version, entries=dict(zip(numbers, entries, strict=True)), reference=reference)


def _package(name: str) -> ModuleType:
    try:
        return import_module(name)
    except ModuleNotFoundError:
        raise
    except Exception as error:
        raise QuestionError(f"{name} cannot be imported: {type(error).__name__}: {error}") from error


def _reference(package: ModuleType) -> str:
    name = getattr(package, "REFERENCE", "")
    try:
        if name:
            _package(name)
    except ModuleNotFoundError as error:
        raise QuestionError(f"{package.__name__} names the model answers {name!r}: {error}") from error
    return name


def _entry(package: str, name: str, shared: bytes, reference: str = "") -> Entry:
    question = getattr(_imported(package, name), "q", None)
    if not isinstance(question, Question):
        raise QuestionError(f"{name}.py defines no `q = Question(...)`")
    if f"q{question.number:02d}" != name:
        raise QuestionError(f"{name}.py holds question {question.number}; the number is part of the file's name")
    if not question.checks:
        raise QuestionError(f"{name}.py has no check")
    text = _text(package, f"{name}.md")
    title, starter = TITLE.match(text), STARTER.search(text)
    if title is None or starter is None:
        raise QuestionError(f"{name}.md begins with '# Q{question.number}. Title' and has a '## Starter' with its code")
    if title[2].strip() != question.title or int(title[1]) != question.number:
        raise QuestionError(f"{name}.md calls it {title[0]!r}; {name}.py says {question.number}, {question.title!r}")
    written = WRITTEN.search(text)
    model = resources.files(reference).joinpath(f"{name}.py") if reference else None
    return Entry(
        question=question,
        title=question.title,
        task=text[title.end() : starter.start()].strip(),
        starter=starter[1].strip() + "\n",
        written=written[1].strip() if written else "",
        version=_hash(
            _read(package, f"{name}.py"),
            text.encode(),
            model.read_bytes() if model and model.is_file() else b"",
            shared,
        ),
    )


def _imported(package: str, name: str) -> ModuleType:
    """Import a question's file; whatever goes wrong there is its author's to mend."""
    try:
        return import_module(f"{package}.{name}")
    except QuestionError:
        raise
    except Exception as error:
        raise QuestionError(f"{name}.py cannot be imported: {type(error).__name__}: {error}") from error


def _shared(package: str, reference: str) -> bytes:
    """The files that several questions use decide marks, too, and so do the graders themselves."""
    places = sorted({package, reference} - {""})
    return b"\0".join([_engine(), *(code for place in places for code in _code(resources.files(place)))])


@cache
def _engine() -> bytes:
    here = resources.files("graders")
    rooms = [one for one in sorted(here.iterdir(), key=lambda one: one.name) if one.is_dir() and one.name in ENGINE]
    return b"\0".join(code for place in (*rooms, here) for code in _code(place, deep=place is not here))


def _code(folder: Traversable, *, deep: bool = True) -> Iterator[bytes]:
    for one in sorted(folder.iterdir(), key=lambda one: one.name):
        if deep and one.is_dir() and one.name != ANSWERS:
            yield from _code(one)
        elif one.is_file() and one.name.endswith(".py") and not FILE.fullmatch(one.name.removesuffix(".py")):
            yield one.name.encode() + b"\0" + one.read_bytes()


def _text(package: str, name: str) -> str:
    try:
        return _read(package, name).decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise QuestionError(f"{name} is no UTF-8 text") from None


def _read(package: str, name: str) -> bytes:
    try:
        return resources.files(package).joinpath(name).read_bytes()
    except FileNotFoundError:
        raise QuestionError(f"{name} is missing in {package}") from None


def _hash(*parts: bytes | str) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.encode() if isinstance(part, str) else part)
        digest.update(b"\0")
    return digest.hexdigest()[:16]
