"""`allclose new-question`: the files of a question, ready to be filled, and right as they stand."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

CODE = '''"""Three numbers, doubled: say here what the question is about."""

import torch

from graders.authoring import Evidence, Question

q = Question({number}, "{title}")
q.data("numbers", 4, 7, 2)


@q.check(2)
def doubled(seen: Evidence, numbers: torch.Tensor) -> None:
    """The three numbers are doubled by PyTorch."""
    seen.value(
        2 * numbers,
        of=numbers,
        hints={{"Those are the squares; twice a number is 2 * t.": numbers**2}},
    )
'''
TEXT = """# Q{number}. {title}

Put the numbers 4, 7, 2 in a tensor and let PyTorch double them.

## Starter
```python
# Q{number} Code Task: double the numbers 4, 7, 2
import torch

# your tensor here

# the doubled numbers here
```
"""
ANSWER = """# 2/2: right
import torch

numbers = torch.tensor([4.0, 7.0, 2.0])
print(2 * numbers)
"""


def new_question(
    number: Annotated[int, typer.Argument(help="The question's number.", min=1, max=999)],
    *,
    title: Annotated[str, typer.Option(help="What it is called.")] = "Double three numbers",
    pack: Annotated[
        Path | None, typer.Option(help="The pack's folder, made if need be. (default: the built-in pack)")
    ] = None,
) -> None:
    """Write the three files of a question, ready to fill. Exit 1 if one of them is there already."""
    if not title.strip() or "\n" in title or '"' in title or "\\" in title:
        typer.echo("A title is one line, without quotation marks.", err=True)
        raise typer.Exit(2)
    questions, answers = (pack, pack / "answers") if pack else _built_in()
    name = f"q{number:02d}"
    texts = {
        questions / f"{name}.py": CODE.format(number=number, title=title.strip()),
        questions / f"{name}.md": TEXT.format(number=number, title=title.strip()),
        answers / name / "right_example.py": ANSWER,
    }
    if there := next((file for file in (*texts, answers / name) if file.exists()), None):
        typer.echo(f"{there} is there already; nothing was written.", err=True)
        raise typer.Exit(1)
    for file, text in texts.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        typer.echo(str(file))
    where = f" --pack {pack}" if pack else ""
    typer.echo(f"Try it: allclose grade{where} {answers / name / 'right_example.py'}", err=True)


def _built_in() -> tuple[Path, Path]:
    """Where the questions of the built-in pack and their answers lie, in a checkout."""
    root = Path(__file__).parents[2]
    answers = root / "tests" / "answers"
    if not answers.is_dir():
        typer.echo("The built-in pack is installed and not a checkout; name a folder by --pack.", err=True)
        raise typer.Exit(2)
    return root / "graders" / "questions", answers
