"""A message of an LMS is remembered with its body and its answer, so that it is answered again as before."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step forward. Nothing was ever written into the table before."""
    op.drop_table("hook_messages")
    _make(
        sa.Column("body_sha256", sa.LargeBinary(length=32), nullable=False),
        sa.Column("answer", sa.JSON(), nullable=False),
    )


def downgrade() -> None:
    """Go one step back."""
    op.drop_table("hook_messages")
    _make()


def _make(*more: sa.Column[object]) -> None:
    op.create_table(
        "hook_messages",
        sa.Column("hook_id", sa.String(length=26), nullable=False),
        sa.Column("message_id", sa.String(length=255), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("upload_id", sa.String(length=26), nullable=True),
        *more,
        sa.ForeignKeyConstraint(["hook_id"], ["hooks.id"], name=op.f("fk_hook_messages_hook_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("hook_id", "message_id", name=op.f("pk_hook_messages")),
    )
    op.create_index(op.f("ix_hook_messages_at"), "hook_messages", ["at"])
