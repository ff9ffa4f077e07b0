"""Mails that cannot be fetched, what was left out of big ones, and whom a mail went to"""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("folder_cursor", sa.Column("singly", sa.Integer(), server_default="0", nullable=False))
    op.add_column("folder_cursor", sa.Column("stuck_uid", sa.BigInteger(), server_default="0", nullable=False))
    op.add_column("folder_cursor", sa.Column("stuck_tries", sa.Integer(), server_default="0", nullable=False))
    op.add_column("folder_cursor", sa.Column("stuck_why", sa.Text(), server_default="", nullable=False))
    left_out = sa.Column("left_out", postgresql.JSONB(none_as_null=True), server_default="[]", nullable=False)
    op.add_column("message_in", left_out)
    op.add_column("message_in", sa.Column("wanted_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_message_in_wanted", "message_in", ["mailbox_id"], postgresql_where=sa.text("wanted_at is not null")
    )
    op.create_index("ix_message_out_to", "message_out", ["to_address"], postgresql_where=sa.text("to_address <> ''"))


def downgrade() -> None:
    op.drop_index("ix_message_out_to", table_name="message_out")
    op.drop_index("ix_message_in_wanted", table_name="message_in")
    op.drop_column("message_in", "wanted_at")
    op.drop_column("message_in", "left_out")
    for column in ("stuck_why", "stuck_tries", "stuck_uid", "singly"):
        op.drop_column("folder_cursor", column)
