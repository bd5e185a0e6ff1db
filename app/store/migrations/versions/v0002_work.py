"""What was sent in and what was found."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Go one step forward."""
    op.create_table(
        "uploads",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("course_id", sa.String(length=26), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=False),
        sa.Column("token_id", sa.String(length=26), nullable=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("filename", sa.String(length=255), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("seed", BIG, nullable=True),
        sa.Column("context", sa.JSON(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("boxed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("graded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stored_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("notified_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["course_id"], ["courses.id"], name=op.f("fk_uploads_course_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_uploads_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_uploads")),
    )
    op.create_index(op.f("ix_uploads_course_id_person_id"), "uploads", ["course_id", "person_id"], unique=False)
    op.create_index(op.f("ix_uploads_person_id"), "uploads", ["person_id"], unique=False)
    op.create_table(
        "submissions",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("upload_id", sa.String(length=26), nullable=False),
        sa.Column("course_id", sa.String(length=26), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=False),
        sa.Column("question", BIG, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("attempt", BIG, nullable=True),
        sa.Column("score", sa.Double(), nullable=True),
        sa.Column("max", sa.Double(), nullable=True),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["course_id"], ["courses.id"], name=op.f("fk_submissions_course_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_submissions_person_id")),
        sa.ForeignKeyConstraint(
            ["upload_id"], ["uploads.id"], name=op.f("fk_submissions_upload_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submissions")),
    )
    op.create_index(
        op.f("ix_submissions_course_id_person_id_question"),
        "submissions",
        ["course_id", "person_id", "question"],
        unique=False,
    )
    op.create_index(
        op.f("ix_submissions_course_id_question_state"), "submissions", ["course_id", "question", "state"], unique=False
    )
    op.create_index(op.f("ix_submissions_person_id"), "submissions", ["person_id"], unique=False)
    op.create_index(
        "ix_submissions_under_way",
        "submissions",
        ["state"],
        unique=False,
        sqlite_where=sa.text("state IN ('received', 'queued', 'running')"),
        postgresql_where=sa.text("state IN ('received', 'queued', 'running')"),
    )
    op.create_index(op.f("ix_submissions_upload_id"), "submissions", ["upload_id"], unique=False)
    op.create_table(
        "reports",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("submission_id", sa.String(length=26), nullable=False),
        sa.Column("number", BIG, nullable=False),
        sa.Column("cause", sa.String(16), nullable=False),
        sa.Column("source", sa.String(length=26), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("max", sa.Double(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_id", sa.String(length=26), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submissions.id"], name=op.f("fk_reports_submission_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports")),
        sa.UniqueConstraint("submission_id", "source", name=op.f("uq_reports_submission_id_source")),
    )
    op.create_index(op.f("ix_reports_source"), "reports", ["source"], unique=False)
    op.create_index(
        "uq_reports_current",
        "reports",
        ["submission_id"],
        unique=True,
        sqlite_where=sa.text("current"),
        postgresql_where=sa.text("current"),
    )
    op.create_table(
        "observations",
        sa.Column("submission_id", sa.String(length=26), nullable=False),
        sa.Column("format", BIG, nullable=False),
        sa.Column("size", BIG, nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("stored_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submissions.id"], name=op.f("fk_observations_submission_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("submission_id", name=op.f("pk_observations")),
    )
    op.create_table(
        "standings",
        sa.Column("course_id", sa.String(length=26), nullable=False),
        sa.Column("question", BIG, nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=False),
        sa.Column("attempts", BIG, nullable=False),
        sa.Column("sequence", BIG, nullable=False),
        sa.Column("submission_id", sa.String(length=26), nullable=True),
        sa.Column("score", sa.Double(), nullable=True),
        sa.Column("max", sa.Double(), nullable=True),
        sa.ForeignKeyConstraint(["course_id"], ["courses.id"], name=op.f("fk_standings_course_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_standings_person_id")),
        sa.PrimaryKeyConstraint("course_id", "question", "person_id", name=op.f("pk_standings")),
    )
    op.create_index(op.f("ix_standings_person_id"), "standings", ["person_id"], unique=False)


def downgrade() -> None:
    """Go one step back."""
    op.drop_table("standings")
    op.drop_table("observations")
    op.drop_table("reports")
    op.drop_table("submissions")
    op.drop_table("uploads")
