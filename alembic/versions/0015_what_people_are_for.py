"""What somebody named in an answer is to be turned to for"""

import sqlalchemy as sa

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("found_person", sa.Column("topic", sa.Text(), server_default="", nullable=False))


def downgrade() -> None:
    op.drop_column("found_person", "topic")
