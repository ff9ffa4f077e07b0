"""How far back a mailbox is read, and whom it has written with"""

import sqlalchemy as sa

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("folder_cursor", sa.Column("since", sa.DateTime(timezone=True), nullable=True))
    op.add_column("mailbox", sa.Column("history_since", sa.DateTime(timezone=True), nullable=True))
    op.add_column("message_out", sa.Column("anyway_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("message_out", sa.Column("anyway_by", sa.Text(), server_default="", nullable=False))
    op.create_table(
        "correspondent",
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("mailbox_id", sa.BigInteger(), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["mailbox_id"], ["mailbox.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("who", "mailbox_id"),
    )


def downgrade() -> None:
    op.drop_table("correspondent")
    op.drop_column("message_out", "anyway_by")
    op.drop_column("message_out", "anyway_at")
    op.drop_column("mailbox", "history_since")
    op.drop_column("folder_cursor", "since")
