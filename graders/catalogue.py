"""A pack: the questions of a course, found by the names of their files, with the texts that the student sees."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module, resources
from pkgutil import iter_modules

from graders.authoring import Question, QuestionError

BASICS = "graders.questions"
FILE = re.compile(r"q(\d{2,3})")
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
    version: str = ""  #: a hash of all that decides a mark


@dataclass(frozen=True, kw_only=True)
class Pack:
    """The questions of one course, by their numbers."""

    name: str
    version: str
    entries: Mapping[int, Entry]


def load(package: str = BASICS) -> Pack:
    """Load the pack that is a package of files q01.py, q02.py ... each with a `q` and a q01.md beside it.

    Raises QuestionError, which tells the author what is wrong, and ModuleNotFoundError for a package that is not there.
    """
    found = import_module(package)
    names = sorted(info.name for info in iter_modules(found.__path__) if FILE.fullmatch(info.name))
    if not names:
        raise QuestionError(f"{package} holds no file q01.py, q02.py or the like")
    shared = _shared(package, [info.name for info in iter_modules(found.__path__) if info.name not in names])
    entries = [_entry(package, name, shared) for name in names]
    numbers = [entry.question.number for entry in entries]
    version = _hash(*(entry.version for entry in entries))
    title = getattr(found, "NAME", package)
    return Pack(name=title, version=version, entries=dict(zip(numbers, entries, strict=True)))


def _entry(package: str, name: str, shared: bytes) -> Entry:
    question = getattr(import_module(f"{package}.{name}"), "q", None)
    if not isinstance(question, Question):
        raise QuestionError(f"{name}.py defines no `q = Question(...)`")
    if question.number != int(name[1:]):
        raise QuestionError(f"{name}.py holds question {question.number}; the number is part of the file's name")
    if not question.checks:
        raise QuestionError(f"{name}.py has no check")
    text = _read(package, f"{name}.md").decode()
    title, starter = TITLE.match(text), STARTER.search(text)
    if title is None or starter is None:
        raise QuestionError(f"{name}.md begins with '# Q{question.number}. Title' and has a '## Starter' with its code")
    if title[2].strip() != question.title or int(title[1]) != question.number:
        raise QuestionError(f"{name}.md calls it {title[0]!r}; {name}.py says {question.number}, {question.title!r}")
    written = WRITTEN.search(text)
    return Entry(
        question=question,
        title=question.title,
        task=text[title.end() : starter.start()].strip(),
        starter=starter[1].strip() + "\n",
        written=written[1].strip() if written else "",
        version=_hash(_read(package, f"{name}.py"), text.encode(), shared),
    )


def _shared(package: str, names: list[str]) -> bytes:
    """The files that several questions use decide marks, too."""
    return b"".join(_read(package, f"{name}.py") for name in sorted(names))


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
