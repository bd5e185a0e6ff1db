"""The command `allclose`: a file a command, each importing what it needs only when it runs."""

from __future__ import annotations

import typer

from app.cli import (
    bench,
    check_pack,
    course,
    db,
    demo_lms,
    doctor,
    grade,
    new_question,
    questions,
    replay,
    roster,
    serve,
    student,
    token,
    web,
    worker,
)

app = typer.Typer(
    name="allclose",
    help="Grade PyTorch coursework: run it in a locked room, compare its tensors with reference solutions, explain.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("grade")(grade.grade)
app.command("questions")(questions.questions)
app.command("check-pack")(check_pack.check_pack)
app.command("new-question")(new_question.new_question)
app.command("replay")(replay.replay)
app.command("serve")(serve.serve)
app.command("web")(web.web)
app.command("worker")(worker.worker)
app.command("doctor")(doctor.doctor)
app.command("demo-lms")(demo_lms.demo_lms)
app.add_typer(bench.app, name="bench")
app.add_typer(token.app, name="token")
app.add_typer(roster.app, name="roster")
app.add_typer(course.app, name="course")
app.add_typer(student.app, name="student")
app.add_typer(db.app, name="db")


def main() -> None:
    """Run the command line. A setting that makes no sense is a usage error, told by its name."""
    from pydantic import ValidationError

    try:
        app()
    except ValidationError as error:
        for wrong in error.errors():
            name = "_".join(str(part) for part in wrong["loc"])
            typer.echo(f"ALLCLOSE_{name.upper()}: {wrong['msg']}", err=True)
        raise SystemExit(2) from None
