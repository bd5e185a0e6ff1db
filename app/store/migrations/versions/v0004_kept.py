"""When the content of an upload was taken away."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

KEPT = sa.text("cleared_at IS NULL")


def upgrade() -> None:
    """Go one step forward."""
    op.add_column("uploads", sa.Column("cleared_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_uploads_kept", "uploads", ["received_at"], unique=False, sqlite_where=KEPT, postgresql_where=KEPT
    )


def downgrade() -> None:
    """Go one step back."""
    op.drop_index("ix_uploads_kept", table_name="uploads")
    with op.batch_alter_table("uploads") as uploads:
        uploads.drop_column("cleared_at")
