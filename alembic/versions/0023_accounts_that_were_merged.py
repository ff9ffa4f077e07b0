"""Accounts that were merged into another, and where they lead; what the log notes about nobody"""

import sqlalchemy as sa

from alembic import op

revision = "0023"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("account", sa.Column("merged_into_id", sa.BigInteger(), nullable=True))
    op.create_foreign_key(
        "account_merged_into_id_fkey", "account", "account", ["merged_into_id"], ["id"], ondelete="RESTRICT"
    )
    op.create_index(op.f("ix_account_merged_into_id"), "account", ["merged_into_id"], unique=False)
    op.create_index(
        "ix_activity_of_nobody",
        "activity",
        ["at"],
        unique=False,
        postgresql_where=sa.text(
            "contact_id is null and account_id is null and message_in_id is null and message_out_id is null"
        ),
    )


def downgrade() -> None:
    op.drop_index("ix_activity_of_nobody", table_name="activity")
    op.drop_index(op.f("ix_account_merged_into_id"), table_name="account")
    op.drop_constraint("account_merged_into_id_fkey", "account", type_="foreignkey")
    op.drop_column("account", "merged_into_id")
