"""`allclose bench`: the figures, with the floor and a fresh process beside them in the same run."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from app.sandbox.client import BrokerBox

app = typer.Typer(help="Measure what the parts cost, as ratios taken in one run.", no_args_is_help=True)


def _box() -> BrokerBox:
    """A warm box whose walls have been probed; a refusal is told in a sentence."""
    from app.errors import AppError
    from app.sandbox.start import start_probed_box
    from app.settings import Settings

    try:
        return start_probed_box(Settings())
    except (AppError, TimeoutError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(3 if isinstance(error, TimeoutError) else 1) from None


@app.command("box")
def box(
    *,
    rounds: Annotated[int, typer.Option(min=20, help="How often floor and box take turns.")] = 200,
    fresh: Annotated[int, typer.Option(min=2, help="How many fresh processes run in between.")] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Time a trivial job through the box, against the same work in this process and in a fresh one."""
    from app.bench.box import measure

    with _box() as started:
        found = measure(started, rounds=rounds, fresh=fresh)
    if as_json:
        typer.echo(json.dumps(found))
        return
    for name in ("floor_ms", "exec_ms", "box_ms", "fresh_ms"):
        typer.echo(f"{name:<10} p50 {found[name]['p50']:>10.3f}   p95 {found[name]['p95']:>10.3f}")
    typer.echo(f"box to floor  {found['ratio_to_floor']}    fresh to box  {found['fresh_to_box']:.0f}")
    typer.echo(f"CPU per job   {found['cpu_ms_per_job']} ms  ({found['jobs_per_s_per_core']} jobs a second and core)")
    typer.echo(f"level {found['level']}, load {found['load']}, {found['cores']} cores")


@app.command("grade")
def grade(
    *,
    question: Annotated[list[int] | None, typer.Option(help="Only this one; may be given again.")] = None,
    rounds: Annotated[int, typer.Option(min=5, help="How often grading and the bare program take turns.")] = 21,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Time the grading of each question's reference, over the program's own time; and what the recorder costs."""
    from app.bench.grade import measure
    from app.cli.packs import load_pack

    pack = load_pack("")
    with _box() as started:
        found = measure(started, pack, question or list(pack.entries), rounds=rounds)
    if as_json:
        typer.echo(json.dumps(found))
        return
    for row in found["questions"]:
        graded = row["graded_ms"]
        typer.echo(
            f"Q{row['question']:<3} {row['runs']} runs, own {row['own_compute_ms']:>9.2f} ms, graded p50 "
            f"{graded['p50']:>8.2f} p95 {graded['p95']:>8.2f} ms, over {row['overhead_ms']:>7.2f} ms"
        )
    typer.echo(f"overhead, median of the questions: {found['overhead_ms']} ms; recorder {found['recorder']}")
    typer.echo(f"load {found['load']}")


@app.command("soak")
def soak(
    *,
    jobs: Annotated[int, typer.Option(min=10, help="How many jobs, one in ten of them hostile.")] = 1000,
    seed: Annotated[int, typer.Option(help="Draws the mixture.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Run many jobs of many kinds in a row; exit 1 if a status was wrong or anything was left behind."""
    from app.bench.soak import soak as measure

    with _box() as started:
        found = measure(started, jobs=jobs, seed=seed)
    if as_json:
        typer.echo(json.dumps(found))
    else:
        typer.echo(f"{found['jobs']} jobs of {found['kinds']} kinds, {found['hostile']} hostile, {found['seconds']} s")
        typer.echo(f"wrong statuses: {found['wrong_statuses']} {found['wrong'] or ''}")
        typer.echo(f"left behind: {found['left_behind'] or 'nothing'}")
    if found["wrong_statuses"] or found["left_behind"]:
        raise typer.Exit(1)


@app.command("kills")
def kills(
    *,
    kills: Annotated[int, typer.Option("--kills", min=1, help="How many SIGKILLs.")] = 100,
    seed: Annotated[int, typer.Option(help="Draws the victims and the moments.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Kill the broker, the zygote and rooms under load; exit 1 if a run did not return or the pool is not whole."""
    from app.bench.kills import kill_at_random

    with _box() as started:
        found = kill_at_random(started, kills=kills, seed=seed)
    wrong = [status for status in found["statuses"] if status.startswith("wrong")]
    if as_json:
        typer.echo(json.dumps(found))
    else:
        typer.echo(f"kills {found['kills']} in {found['seconds']} s; runs {found['runs_started']}")
        typer.echo(f"returned {found['runs_returned']}: {found['statuses']}; slowest {found['slowest_run_s']} s")
        typer.echo(f"pool whole: {found['pool_whole']} after {found['whole_after_s']} s")
    if wrong or not found["all_returned"] or not found["pool_whole"]:
        raise typer.Exit(1)


@app.command("http")
def http(
    *,
    rounds: Annotated[int, typer.Option(min=20, help="How often one client and a bare box take turns.")] = 60,
    sustained: Annotated[float, typer.Option(min=1, help="Seconds of each sustained load.")] = 15.0,
    burst: Annotated[float, typer.Option(min=0.1, help="Seconds of the burst.")] = 10.0,
    rate: Annotated[int, typer.Option(min=1, help="Submissions a second in the burst.")] = 500,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Start a service of its own and hand in over HTTP; exit 1 if anything was lost or graded twice."""
    from app.bench.http import Wanted, measure

    with _box() as started:
        found = measure(started, Wanted(rounds=rounds, sustained_s=sustained, burst_s=burst, burst_per_s=rate))
    if as_json:
        typer.echo(json.dumps(found))
    else:
        for name, row in found["one_client"].items():
            typer.echo(f"one client, {name:<10} p50 {row['p50']:>9.2f}   p95 {row['p95']:>9.2f}")
        for name, row in found["sustained"].items():
            typer.echo(f"sustained, {name}: {row['graded_per_s']}/s graded, {row['service_cpu_ms']} ms of CPU each")
            typer.echo(f"    beside it the load generator, {row['generator_cpu']:.0%} of all CPU; load {row['load']}")
        row = found["burst"]
        typer.echo(f"burst of {row['offered']} at {row['offered_per_s']}/s: {row['refused']} refused")
        typer.echo(f"accepted {row['accepted_per_s']}/s, load generator {row['generator_cpu']:.0%} of CPU")
        typer.echo(f"accept       p50 {row['accept_ms']['p50']:>9.2f}   p95 {row['accept_ms']['p95']:>9.2f}")
        typer.echo(f"all graded {row['drained_s']} s after the last was offered")
        typer.echo(f"{found['submissions']} submissions: {found['lost']} lost, {found['duplicated']} twice")
        typer.echo(f"load {found['load']}, {found['cores']} cores")
    if found["lost"] or found["duplicated"]:
        raise typer.Exit(1)


@app.command("chaos")
def chaos(
    *,
    kills: Annotated[int, typer.Option("--kills", min=1, help="How many SIGKILLs.")] = 20,
    submissions: Annotated[int, typer.Option(min=1, help="How many submissions, at least.")] = 200,
    seed: Annotated[int, typer.Option(help="Draws the victims and the moments.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Kill web, worker, broker, zygote and rooms while students hand in; exit 1 if anything is lost or graded twice."""
    from app.bench.chaos import run

    found = run(kills=kills, submissions=submissions, seed=seed)
    if as_json:
        typer.echo(json.dumps(found))
    else:
        typer.echo(f"killed {found['kills']} in {found['seconds']} s")
        typer.echo(f"{found['submissions']} submissions, {found['sent_again']} requests sent again: {found['states']}")
        typer.echo(f"lost {found['lost']}, twice {found['duplicated']}, processes left {found['processes_left']}")
        typer.echo(f"all graded {found['all_graded_after_last_kill_s']} s after the last kill; load {found['load']}")
    if found["lost"] or found["duplicated"] or found["processes_left"]:
        raise typer.Exit(1)


@app.command("gradebook")
def gradebook(
    *,
    students: Annotated[int, typer.Option(min=1, max=20_000, help="Students of the course.")] = 1000,
    questions: Annotated[int, typer.Option(min=1, max=200, help="Questions they answer.")] = 25,
    attempts: Annotated[int, typer.Option(min=1, max=100, help="Attempts of each student at each question.")] = 4,
    rounds: Annotated[int, typer.Option(min=5, help="How often each report is asked for, in turns.")] = 40,
    database: Annotated[str, typer.Option(help="An empty database to fill; left out, a file that is removed.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Fill a course and time its grade reports through the application; beside them those of a course of one answer."""
    from app.bench.gradebook import Size, measure

    size = Size(students=students, questions=questions, attempts=attempts)
    found = measure(size, rounds=rounds, database=database)
    if as_json:
        typer.echo(json.dumps(found))
        return
    typer.echo(f"{found['submissions']} submissions in {found['database']}, filled in {found['filled_s']} s")
    for name, row in found["reports"].items():
        typer.echo(
            f"{name:<22} p50 {row['p50']:>8.2f} ({row['p25']:.2f} to {row['p75']:.2f})   p95 {row['p95']:>8.2f} ms   "
            f"CPU {row['cpu_p50']:>6.2f}   of one answer {row['small_p50']:>6.2f}"
        )
    typer.echo(f"all below {found['limit_ms']} ms at the 95th percentile: {found['ok']}")
    typer.echo(f"load {found['load']}, {found['cores']} cores")
