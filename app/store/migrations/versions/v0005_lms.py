"""Regrades, written answers, ways in for an LMS, and who did what."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step forward."""
    op.create_table(
        "audit",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("course_id", sa.String(length=26), nullable=False),
        sa.Column("token_id", sa.String(length=26), nullable=True),
        sa.Column("person_id", sa.String(length=26), nullable=True),
        sa.Column("deed", sa.String(length=64), nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
        sa.ForeignKeyConstraint(["course_id"], ["courses.id"], name=op.f("fk_audit_course_id"), ondelete="CASCADE"),
    )
    op.create_index(op.f("ix_audit_course_id_id"), "audit", ["course_id", "id"])
    op.create_index(op.f("ix_audit_course_id_subject_id"), "audit", ["course_id", "subject", "id"])
    op.create_table(
        "regrades",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("course_id", sa.String(length=26), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("wanted", sa.JSON(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("by_id", sa.String(length=26), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ready_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("rolled_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_regrades")),
        sa.ForeignKeyConstraint(["course_id"], ["courses.id"], name=op.f("fk_regrades_course_id"), ondelete="CASCADE"),
    )
    op.create_index(op.f("ix_regrades_course_id_id"), "regrades", ["course_id", "id"])
    op.create_table(
        "regrade_items",
        sa.Column("regrade_id", sa.String(length=26), nullable=False),
        sa.Column("submission_id", sa.String(length=26), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("before_id", sa.String(length=26), nullable=True),
        sa.Column("report_id", sa.String(length=26), nullable=True),
        sa.Column("ran", sa.Boolean(), nullable=False),
        sa.Column("error", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("regrade_id", "submission_id", name=op.f("pk_regrade_items")),
        sa.ForeignKeyConstraint(
            ["regrade_id"], ["regrades.id"], name=op.f("fk_regrade_items_regrade_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submissions.id"], name=op.f("fk_regrade_items_submission_id"), ondelete="CASCADE"
        ),
    )
    op.create_index(op.f("ix_regrade_items_regrade_id_state"), "regrade_items", ["regrade_id", "state"])
    op.create_index(op.f("ix_regrade_items_submission_id"), "regrade_items", ["submission_id"])
    op.create_table(
        "hooks",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("course_id", sa.String(length=26), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("style", sa.String(length=16), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("old_secret", sa.LargeBinary(), nullable=True),
        sa.Column("old_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hosts", sa.JSON(), nullable=False),
        sa.Column("endpoint_id", sa.String(length=26), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hooks")),
        sa.ForeignKeyConstraint(["course_id"], ["courses.id"], name=op.f("fk_hooks_course_id"), ondelete="CASCADE"),
    )
    op.create_index(op.f("ix_hooks_course_id"), "hooks", ["course_id"])
    op.create_table(
        "hook_messages",
        sa.Column("hook_id", sa.String(length=26), nullable=False),
        sa.Column("message_id", sa.String(length=255), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("upload_id", sa.String(length=26), nullable=True),
        sa.PrimaryKeyConstraint("hook_id", "message_id", name=op.f("pk_hook_messages")),
        sa.ForeignKeyConstraint(["hook_id"], ["hooks.id"], name=op.f("fk_hook_messages_hook_id"), ondelete="CASCADE"),
    )
    op.create_index(op.f("ix_hook_messages_at"), "hook_messages", ["at"])
    op.create_table(
        "rubrics",
        sa.Column("course_id", sa.String(length=26), nullable=False),
        sa.Column("question", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("criteria", sa.JSON(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("course_id", "question", name=op.f("pk_rubrics")),
        sa.ForeignKeyConstraint(["course_id"], ["courses.id"], name=op.f("fk_rubrics_course_id"), ondelete="CASCADE"),
    )
    op.create_table(
        "written_marks",
        sa.Column("submission_id", sa.String(length=26), nullable=False),
        sa.Column("marks", sa.JSON(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("max", sa.Double(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("by_id", sa.String(length=26), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("submission_id", name=op.f("pk_written_marks")),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submissions.id"], name=op.f("fk_written_marks_submission_id"), ondelete="CASCADE"
        ),
    )
    op.add_column("course_settings", sa.Column("held", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("endpoints", sa.Column("slow_until", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Go one step back."""
    with op.batch_alter_table("endpoints") as endpoints:
        endpoints.drop_column("slow_until")
    with op.batch_alter_table("course_settings") as settings:
        settings.drop_column("held")
    for table in ("written_marks", "rubrics", "hook_messages", "hooks", "regrade_items", "regrades", "audit"):
        op.drop_table(table)
