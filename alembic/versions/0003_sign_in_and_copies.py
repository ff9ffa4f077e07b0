"""Mailboxes that are signed in to at their provider, and copies of sent mails in the Sent folder."""

import sqlalchemy as sa

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

AUTH = ("password", "google", "microsoft")


def _auth(name: str) -> sa.Enum:
    return sa.Enum(*AUTH, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    op.add_column("mailbox", sa.Column("auth", _auth("auth"), server_default="password", nullable=False))
    op.add_column("mailbox", sa.Column("oauth_secret", sa.Text(), server_default="", nullable=False))
    op.add_column("mailbox", sa.Column("login_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("mailbox", sa.Column("copy_problem", sa.Text(), server_default="", nullable=False))
    op.add_column("mailbox", sa.Column("copy_problem_since", sa.DateTime(timezone=True), nullable=True))
    op.add_column("message_out", sa.Column("copied_attempt", sa.Integer(), server_default="0", nullable=False))
    # What was sent before copies were filed stays without one; older mails are not looked at anyway.
    op.execute(
        "update message_out set copied_attempt = attempts where state = 'sent' and sent_at > now() - interval '31 days'"
    )
    op.create_index(
        "ix_message_out_uncopied",
        "message_out",
        ["mailbox_id", "sent_at"],
        postgresql_where=sa.text("state = 'sent' and copied_attempt < attempts"),
    )
    op.create_table(
        "consent",
        sa.Column("state_hash", sa.Text(), nullable=False),
        sa.Column("mailbox_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("auth", _auth("consent_auth"), nullable=False),
        sa.Column("verifier", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["mailbox_id"], ["mailbox.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["user_id"], ["app_user.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("state_hash"),
    )
    op.create_index(op.f("ix_consent_mailbox_id"), "consent", ["mailbox_id"])


def downgrade() -> None:
    op.drop_table("consent")
    op.drop_index("ix_message_out_uncopied", table_name="message_out")
    op.drop_column("message_out", "copied_attempt")
    for column in ("copy_problem_since", "copy_problem", "login_at", "oauth_secret", "auth"):
        op.drop_column("mailbox", column)
