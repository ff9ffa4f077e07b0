"""Whose day a mail counts for, whatever its mailbox's zone and owner were; when a domain was mailed"""

import sqlalchemy as sa

from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def index_sent(*include: str) -> None:
    op.create_index(
        "ix_message_out_sent",
        "message_out",
        ["mailbox_id", "sent_on"],
        unique=False,
        postgresql_include=list(include),
        postgresql_where=sa.text("sent_on is not null"),
    )


def upgrade() -> None:
    op.add_column("mailbox", sa.Column("zoned_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "former_owner",
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("mailbox_id", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["mailbox_id"], ["mailbox.id"], ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["user_id"], ["app_user.id"], ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("user_id", "mailbox_id"),
    )
    op.drop_index("ix_message_out_sent", table_name="message_out")
    index_sent("first_touch", "sending_at")
    op.create_table(
        "recipient_domain",
        sa.Column("domain", sa.Text(), nullable=False),
        sa.Column("mailed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("mail", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("domain"),
    )


def downgrade() -> None:
    op.drop_table("recipient_domain")
    op.drop_index("ix_message_out_sent", table_name="message_out")
    index_sent("first_touch")
    op.drop_table("former_owner")
    op.drop_column("mailbox", "zoned_at")
