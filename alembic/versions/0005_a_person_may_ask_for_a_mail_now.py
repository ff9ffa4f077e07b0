"""A person may ask for a mail now; caps are counted from the index alone"""

import sqlalchemy as sa

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("message_out", sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("message_out", sa.Column("asked_by", sa.Text(), server_default="", nullable=False))
    op.create_index(
        "ix_message_out_asked",
        "message_out",
        ["mailbox_id"],
        unique=False,
        postgresql_where=sa.text("asked_at is not null and state in ('due', 'held')"),
    )
    op.drop_index("ix_message_out_sent", table_name="message_out")
    op.create_index(
        "ix_message_out_sent",
        "message_out",
        ["mailbox_id", "sent_on"],
        unique=False,
        postgresql_include=["first_touch"],
        postgresql_where=sa.text("sent_on is not null"),
    )


def downgrade() -> None:
    op.drop_index("ix_message_out_sent", table_name="message_out")
    op.create_index(
        "ix_message_out_sent",
        "message_out",
        ["mailbox_id", "sent_on"],
        unique=False,
        postgresql_where=sa.text("sent_on is not null"),
    )
    op.drop_index("ix_message_out_asked", table_name="message_out")
    op.drop_column("message_out", "asked_by")
    op.drop_column("message_out", "asked_at")
