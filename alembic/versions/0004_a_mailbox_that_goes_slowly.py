"""A mailbox that goes slowly, how long it warms up, and since when its health is judged."""

import sqlalchemy as sa

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("mailbox", sa.Column("ramp_days", sa.Integer(), server_default="28", nullable=False))
    op.add_column("mailbox", sa.Column("slow_until", sa.DateTime(timezone=True), nullable=True))
    op.add_column("mailbox", sa.Column("slow_why", sa.Text(), server_default="", nullable=False))
    op.add_column("mailbox", sa.Column("judged_from", sa.DateTime(timezone=True), nullable=True))
    op.add_column("mailbox", sa.Column("rests", sa.Integer(), server_default="0", nullable=False))
    op.add_column("import_batch", sa.Column("judged_from", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_message_in_trouble",
        "message_in",
        ["mailbox_id", "received_at"],
        postgresql_where=sa.text("kind in ('bounce', 'complaint')"),
    )


def downgrade() -> None:
    op.drop_index("ix_message_in_trouble", table_name="message_in")
    op.drop_column("import_batch", "judged_from")
    for name in ("rests", "judged_from", "slow_why", "slow_until", "ramp_days"):
        op.drop_column("mailbox", name)
