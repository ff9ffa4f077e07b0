"""When a mail that waits was looked at, so that dates of a wrong clock are known as such"""

import sqlalchemy as sa

from alembic import op

revision = "0018"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("message_out", sa.Column("looked_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_message_out_looked",
        "message_out",
        ["looked_at"],
        postgresql_where=sa.text("state in ('due', 'held') and looked_at is not null"),
    )


def downgrade() -> None:
    op.drop_index("ix_message_out_looked", "message_out")
    op.drop_column("message_out", "looked_at")
