"""Mails whose refusal stopped their mailbox, and how often a server wanted patience"""

import sqlalchemy as sa

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("message_out", sa.Column("put_off", sa.Integer(), server_default="0", nullable=False))
    op.add_column("message_out", sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("message_out", "stopped_at")
    op.drop_column("message_out", "put_off")
