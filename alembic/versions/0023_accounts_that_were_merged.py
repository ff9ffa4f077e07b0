"""Accounts that were merged into another, and where they lead"""

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


def downgrade() -> None:
    op.drop_index(op.f("ix_account_merged_into_id"), table_name="account")
    op.drop_constraint("account_merged_into_id_fkey", "account", type_="foreignkey")
    op.drop_column("account", "merged_into_id")
