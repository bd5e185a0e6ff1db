"""`allclose doctor`: which walls stand on this machine, by trying to get through them."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from app.sandbox.client import BrokerBox


def doctor(
    *,
    level: Annotated[str, typer.Option(help="Examine this sandbox level; auto takes the strongest.")] = "",
    quick: Annotated[bool, typer.Option(help="Try the probe set only, as a worker does before its first job.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Say which sandbox layers hold here, what is missing and how to get it. Exit 1 if an escape got through."""
    from app.errors import AppError
    from app.sandbox.start import start_box
    from app.settings import Settings

    settings = Settings(sandbox_level=level) if level else Settings()
    try:
        with start_box(settings) as box:
            box.wait_until_warm()
            found = _examine(box, quick=quick, say=not as_json)
    except AppError as refused:
        typer.echo(str(refused), err=True)
        raise typer.Exit(1) from None
    except TimeoutError as late:
        typer.echo(f"The box does not start: {late}", err=True)
        raise typer.Exit(3) from None
    if as_json:
        typer.echo(json.dumps(found))
    else:
        _show(found)
    if not found["ok"]:
        raise typer.Exit(1)


def _examine(box: BrokerBox, *, quick: bool, say: bool) -> dict[str, Any]:
    import importlib.metadata
    import os
    import shutil
    import tempfile

    from app.sandbox import layers
    from app.sandbox.selfcheck import suite

    if say and sys.stderr.isatty():
        typer.echo("Trying to get out ...", err=True)
    findings = suite.run(box, box.level, only_probe=quick, at_once=2 * (os.cpu_count() or 1), heart=lambda: _heart(box))
    return {
        "ok": all(finding.stopped for finding in findings),
        "level": box.level.value,
        "layers": [
            {"name": layer.name, "on": layer.on, "why_not": layer.why_not, "remedy": layer.remedy}
            for layer in layers.examine(box.level, box.status())
        ],
        "escapes": [{"name": f.name, "stopped": f.stopped, "status": f.status, "why_not": f.why_not} for f in findings],
        "torch": importlib.metadata.version("torch"),
        "device": box.orders.device,
        "database": None,  # there is none yet
        "disk_free_mb": shutil.disk_usage(tempfile.gettempdir()).free >> 20,
    }


def _heart(box: BrokerBox) -> tuple[int, int]:
    """What must not change while hostile programs run: the box's own processes."""
    return box.broker_pid, box.status()["zygote_pid"]


def _show(found: dict[str, Any]) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console()
    console.print(f"Sandbox level [bold]{found['level']}[/bold], torch {found['torch']}, device {found['device']}")
    table = Table("layer", "on", "why not", "how to get it", box=None, pad_edge=False)
    for layer in found["layers"]:
        table.add_row(layer["name"], "yes" if layer["on"] else "[red]no[/red]", layer["why_not"], layer["remedy"])
    console.print(table)
    through = [escape for escape in found["escapes"] if not escape["stopped"]]
    console.print(f"{len(found['escapes'])} hostile programs tried, {len(found['escapes']) - len(through)} stopped.")
    for escape in through:
        console.print(f"[red]{escape['name']}[/red] ({escape['status']}): {escape['why_not']}")
    if found["level"] == "same-uid":
        console.print("This level is for your own code: rooms share your user. Do not take strangers' work at it.")
