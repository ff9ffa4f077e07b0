"""Opportunities that are passed from rep to rep, and the version of the rules that read a mail"""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def _words(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    op.create_table(
        "opportunity",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("contact_id", sa.BigInteger(), nullable=False),
        sa.Column("message_in_id", sa.BigInteger(), nullable=True),
        sa.Column("passed_by_id", sa.BigInteger(), nullable=False),
        sa.Column("passed_to_id", sa.BigInteger(), nullable=False),
        sa.Column("handover", _words("handover", "hot_transfer", "scheduled_call", "introduction"), nullable=False),
        sa.Column("call_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column(
            "state",
            _words("opportunitystate", "passed", "accepted", "returned", "audited"),
            server_default="passed",
            nullable=False,
        ),
        sa.Column("state_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state_by", sa.Text(), server_default="", nullable=False),
        sa.Column("state_why", sa.Text(), server_default="", nullable=False),
        sa.Column("passed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("value", sa.BigInteger(), nullable=True),
        sa.Column("stage", sa.Text(), server_default="", nullable=False),
        sa.Column("outcome", _words("outcome", "open", "won", "lost"), server_default="open", nullable=False),
        sa.Column("audit", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["message_in_id"], ["message_in.id"], ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["passed_by_id"], ["app_user.id"], ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["passed_to_id"], ["app_user.id"], ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id"),
    )
    for name in ("account_id", "contact_id", "message_in_id", "passed_by_id", "passed_to_id"):
        op.create_index(op.f(f"ix_opportunity_{name}"), "opportunity", [name])
    op.create_index(
        "ix_opportunity_live",
        "opportunity",
        ["account_id"],
        unique=True,
        postgresql_where=sa.text("state <> 'returned' and outcome = 'open'"),
    )
    op.create_index("ix_opportunity_since", "opportunity", ["state", "state_since"])
    op.add_column("message_in", sa.Column("reader", sa.Text(), server_default="", nullable=False))


def downgrade() -> None:
    op.drop_column("message_in", "reader")
    op.drop_table("opportunity")
