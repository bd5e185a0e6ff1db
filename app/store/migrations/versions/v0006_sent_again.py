"""A delivery that is sent again by hand has all its tries before it; deliveries are counted by their states."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step forward."""
    op.add_column(
        "deliveries",
        sa.Column(
            "tries_before", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False, server_default="0"
        ),
    )
    op.create_index(op.f("ix_deliveries_state"), "deliveries", ["state"])


def downgrade() -> None:
    """Go one step back."""
    op.drop_index(op.f("ix_deliveries_state"), "deliveries")
    op.drop_column("deliveries", "tries_before")
