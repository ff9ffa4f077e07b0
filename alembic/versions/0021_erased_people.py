"""People who were erased: a keyed hash of their address, and mails of which no word is left"""

import sqlalchemy as sa

from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

REFUSE = "raise exception 'the activity log is append-only';"
UNLESS_ERASING = (
    "if tg_op = 'UPDATE' and current_setting('offhours.erasing', true) = 'on' then return null; end if; " + REFUSE
)


def _log_refuses(what: str) -> None:
    op.execute(
        "create or replace function activity_is_append_only() returns trigger language plpgsql as"
        f" $$ begin {what} end $$"
    )


def upgrade() -> None:
    op.add_column("suppression", sa.Column("hash", sa.Text(), nullable=True))
    op.create_unique_constraint("suppression_hash_key", "suppression", ["hash"])
    op.add_column("suppression", sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("message_in", sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_message_in_erased",
        "message_in",
        ["digest"],
        postgresql_where=sa.text("erased_at is not null"),
    )
    _log_refuses(UNLESS_ERASING)


def downgrade() -> None:
    _log_refuses(REFUSE)
    op.drop_index("ix_message_in_erased", "message_in")
    op.drop_column("message_in", "erased_at")
    op.drop_column("suppression", "erased_at")
    op.drop_constraint("suppression_hash_key", "suppression")
    op.drop_column("suppression", "hash")
