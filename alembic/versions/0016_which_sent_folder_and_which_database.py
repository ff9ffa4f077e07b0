"""Since when the same Sent folder is looked at"""

import sqlalchemy as sa

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("mailbox", sa.Column("sent_since", sa.DateTime(timezone=True), nullable=True))
    op.execute("update mailbox set sent_since = now()")  # before that nobody wrote it down


def downgrade() -> None:
    op.drop_column("mailbox", "sent_since")
