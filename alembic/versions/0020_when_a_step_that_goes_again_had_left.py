"""When a step that goes again had left before: each leaving counts"""

import sqlalchemy as sa

from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "left_before",
        sa.Column("mail", sa.BigInteger(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("mailbox_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("first_touch", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["mail"], ["message_out.id"], ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["mailbox_id"], ["mailbox.id"], ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("mail", "attempt"),
    )
    op.create_index("ix_left_before_mailbox_id", "left_before", ["mailbox_id", "at"])


def downgrade() -> None:
    op.drop_table("left_before")
