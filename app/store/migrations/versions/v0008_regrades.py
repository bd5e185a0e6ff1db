"""Regrades: one open in a course, an upload at a time, and what stands beside a mark."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

OPEN = sa.text("state IN ('judging', 'ready')")
BESIDE = {"earned": sa.Double(), "found": sa.String(length=1500)}


def upgrade() -> None:
    """Go one step forward."""
    op.create_index(
        "uq_regrades_open", "regrades", ["course_id"], unique=True, sqlite_where=OPEN, postgresql_where=OPEN
    )
    op.drop_index(op.f("ix_regrade_items_regrade_id_state"), "regrade_items")
    op.add_column("regrade_items", sa.Column("upload_id", sa.String(length=26), nullable=False, server_default=""))
    for when in ("", "was_"):
        for name, kind in BESIDE.items():
            op.add_column("regrade_items", sa.Column(when + name, kind, nullable=True))
    op.create_index(
        op.f("ix_regrade_items_regrade_id_state_upload_id"), "regrade_items", ["regrade_id", "state", "upload_id"]
    )


def downgrade() -> None:
    """Go one step back."""
    op.drop_index("uq_regrades_open", "regrades")
    op.drop_index(op.f("ix_regrade_items_regrade_id_state_upload_id"), "regrade_items")
    with op.batch_alter_table("regrade_items") as items:
        for name in ("was_found", "was_earned", "found", "earned", "upload_id"):
            items.drop_column(name)
    op.create_index(op.f("ix_regrade_items_regrade_id_state"), "regrade_items", ["regrade_id", "state"])
