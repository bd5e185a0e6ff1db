"""The JSON document of one graded file."""

from __future__ import annotations

from app.pipeline.upload import Graded
from graders.catalogue import Pack
from graders.report import Json


def document(file: str, pack: Pack, graded: Graded) -> Json:
    """Give what `allclose grade --json` prints of one file."""
    return {
        "file": file,
        "pack": pack.name,
        "score": graded.score,
        "max": sum(report.max for report in graded.reports),
        "questions": [report.to_json() for report in graded.reports],
        "not_found": list(graded.not_found),
        "unknown": list(graded.unknown),
        "notes": [note.sentence for note in graded.notes],
    }
