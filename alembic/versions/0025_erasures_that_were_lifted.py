"""Whose an erasure was that was lifted, so that erasing again finds what was noted meanwhile"""

import sqlalchemy as sa

from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("suppression", sa.Column("lifted_hash", sa.Text(), nullable=True))
    op.create_index(op.f("ix_suppression_lifted_hash"), "suppression", ["lifted_hash"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_suppression_lifted_hash"), table_name="suppression")
    op.drop_column("suppression", "lifted_hash")
