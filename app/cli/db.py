"""`allclose db`: the database made, examined and copied."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.desk import AsJson, show, told

if TYPE_CHECKING:
    from app.settings import Settings

app = typer.Typer(help="The database.", no_args_is_help=True)


@app.command("upgrade")
def upgrade(*, as_json: AsJson = False) -> None:
    """Make the database, or bring its schema up to date: all of it or nothing. `serve` does it by itself."""
    from app.settings import Settings
    from app.store import embedded, migrate

    settings = Settings()
    with told():
        _make_place(settings)
        schema = asyncio.run(migrate.upgrade(settings.database_url))
    where = embedded.shown(settings.database_url)
    show({"database": where, "schema": schema.at}, as_json, f"{where} has schema {schema.at}.")


@app.command("check")
def check(*, as_json: AsJson = False) -> None:
    """Say whether the database is there, whole, and of the schema that this version needs. Exit 1 if it is not."""
    from app.settings import Settings

    with told():
        found = asyncio.run(_examine(Settings().database_url))
    told_of = [f"{found['database']}: schema {found['schema']}, this version needs {found['needed']}", *found["faults"]]
    show(found, as_json, "\n".join(told_of))
    if not found["ok"]:
        raise typer.Exit(1)


@app.command("backup")
def backup(
    file: Annotated[Path, typer.Argument(help="The copy to be made; it must not be there yet.")],
    *,
    as_json: AsJson = False,
) -> None:
    """Copy the embedded database as it stands at this moment, while the service runs. The copy is checked."""
    from app.settings import Settings
    from app.store import embedded

    with told():
        size = embedded.copy_to(Settings().database_url, file)
    show({"file": str(file), "bytes": size}, as_json, f"{file}: {size / 1e6:.1f} MB, checked.")


async def _examine(url: str) -> dict[str, Any]:
    from app.store import embedded
    from app.store.engine import connect
    from app.store.schema import find_schema

    embedded.needed(url)
    file = embedded.file_of(url)
    faults = embedded.faults_in(file) if file else []
    at = needed = None
    if not faults:
        database = connect(url)
        try:
            schema = await find_schema(database)
        finally:
            await database.close()
        at, needed = schema.at, schema.head
    return {
        "ok": not faults and at == needed,
        "database": embedded.shown(url),
        "schema": at,
        "needed": needed,
        "faults": faults,
    }


def _make_place(settings: Settings) -> None:
    from app.store import embedded
    from app.store.trouble import Gone

    file = embedded.file_of(settings.database_url)
    if file is None:
        return
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Gone(f"{file.parent}: {error.strerror}") from error
