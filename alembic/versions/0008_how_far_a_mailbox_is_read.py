"""How far back a mailbox is read, and whom it has written with"""

import sqlalchemy as sa

from alembic import op

revision = "0008"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("folder_cursor", sa.Column("since", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("folder_cursor", "since")
