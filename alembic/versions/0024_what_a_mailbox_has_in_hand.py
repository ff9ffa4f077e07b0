"""Mails in hand are found by their mailbox"""

import sqlalchemy as sa

from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

NAME, IN_FLIGHT = "ix_message_out_flight", sa.text("state in ('claimed', 'sending', 'uncertain')")


def upgrade() -> None:
    op.drop_index(NAME, table_name="message_out")
    op.create_index(NAME, "message_out", ["mailbox_id", "claimed_by"], unique=False, postgresql_where=IN_FLIGHT)


def downgrade() -> None:
    op.drop_index(NAME, table_name="message_out")
    op.create_index(NAME, "message_out", ["claimed_by"], unique=False, postgresql_where=IN_FLIGHT)
