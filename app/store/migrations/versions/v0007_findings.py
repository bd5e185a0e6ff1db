"""What statistics are made of, beside the mark: the score as earned, and the report in brief."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

from app.store.findings import brief, earned

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

PORTION = 500
MARKED = sa.text("state = 'graded'")
MARKED_FIRST = sa.text("state = 'graded' AND attempt = 1")
UNDER_WAY = sa.text("state IN ('received', 'queued', 'running')")
UNMARKED = sa.text("state IN ('ungraded', 'withdrawn')")
BY_HAND = sa.text("current AND cause = 'override'")
PARTIAL = (
    (
        "ix_submissions_found",
        ["course_id", "question", "person_id", "id", "attempt", "earned", "max", "found"],
        MARKED,
    ),
    ("ix_submissions_first", ["course_id", "person_id", "question", "earned", "max"], MARKED_FIRST),
    ("ix_submissions_under_way", ["course_id", "person_id", "question", "state"], UNDER_WAY),
    ("ix_submissions_unmarked", ["course_id", "person_id", "question", "state"], UNMARKED),
)
HELD = sa.text("""
    SELECT submission_id, cause, score, document FROM reports
    WHERE current AND submission_id > :after ORDER BY submission_id LIMIT :portion
""")
WRITE = sa.text("UPDATE submissions SET earned = :earned, found = :found WHERE id = :id")


def upgrade() -> None:
    """Go one step forward."""
    op.add_column("submissions", sa.Column("earned", sa.Double(), nullable=True))
    op.add_column("submissions", sa.Column("found", sa.String(length=1500), nullable=True))
    fill(op.get_bind())
    op.create_index(op.f("ix_submissions_course_id_id"), "submissions", ["course_id", "id"])
    op.drop_index("ix_submissions_under_way", "submissions")
    for name, columns, where in PARTIAL:
        op.create_index(name, "submissions", columns, sqlite_where=where, postgresql_where=where)
    op.create_index(
        "ix_reports_by_hand",
        "reports",
        ["submission_id", "current", "cause"],
        sqlite_where=BY_HAND,
        postgresql_where=BY_HAND,
    )


def downgrade() -> None:
    """Go one step back."""
    op.drop_index("ix_reports_by_hand", "reports")
    for name, _, _ in PARTIAL:
        op.drop_index(name, "submissions")
    op.drop_index(op.f("ix_submissions_course_id_id"), "submissions")
    with op.batch_alter_table("submissions") as submissions:
        submissions.drop_column("found")
        submissions.drop_column("earned")
    op.create_index(
        "ix_submissions_under_way", "submissions", ["state"], sqlite_where=UNDER_WAY, postgresql_where=UNDER_WAY
    )


def fill(connection: sa.Connection) -> None:
    """Write down of each report that holds what a new one gets when it is stored."""
    after = ""
    while rows := connection.execute(HELD, {"after": after, "portion": PORTION}).all():
        values = []
        for row in rows:
            document = json.loads(row.document) if isinstance(row.document, str) else row.document
            found = row.score if row.cause == "override" else earned(document, row.score)
            values.append({"id": row.submission_id, "earned": found, "found": brief(document)})
        connection.execute(WRITE, values)
        after = rows[-1].submission_id
