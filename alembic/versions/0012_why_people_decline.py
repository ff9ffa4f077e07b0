"""Why people decline and whether they decide, and the mail that introduces an AE"""

import sqlalchemy as sa

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

REASONS = (
    "budget",
    "timing",
    "has_solution",
    "in_house",
    "no_need",
    "bad_fit",
    "policy",
    "unconvinced",
    "no_reason",
)


def upgrade() -> None:
    op.add_column("message_in", sa.Column("decline_reason", sa.String(40), nullable=True))
    op.add_column("message_in", sa.Column("decline_because", sa.Text(), server_default="", nullable=False))
    op.add_column("message_in", sa.Column("decision_maker", sa.String(40), nullable=True))
    op.add_column("message_in", sa.Column("decider_because", sa.Text(), server_default="", nullable=False))
    op.create_check_constraint("declinereason", "message_in", sa.column("decline_reason").in_(REASONS))
    op.create_check_constraint("decisionmaker", "message_in", sa.column("decision_maker").in_(("yes", "no", "unknown")))
    op.add_column("opportunity", sa.Column("introduction_id", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    op.drop_column("opportunity", "introduction_id")
    op.drop_constraint("decisionmaker", "message_in")
    op.drop_constraint("declinereason", "message_in")
    for column in ("decider_because", "decision_maker", "decline_because", "decline_reason"):
        op.drop_column("message_in", column)
