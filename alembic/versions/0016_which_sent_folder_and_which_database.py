"""Since when the same Sent folder is looked at, and which database was sent from"""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

REASONS = (
    *("window", "cap_mailbox", "cap_rep", "ramp", "gap", "holiday", "response_backlog", "account_busy"),
    *("out_of_office_until", "bin", "suppressed", "recent_activity", "red_flag", "missing_field", "lint"),
    *("postal_address", "mailbox_error", "mailbox_health", "source_health", "campaign_paused"),
)


def upgrade() -> None:
    op.add_column("mailbox", sa.Column("sent_since", sa.DateTime(timezone=True), nullable=True))
    op.execute("update mailbox set sent_since = now()")  # before that nobody wrote it down
    op.add_column("workspace", sa.Column("database", JSONB(), server_default="{}", nullable=False))
    op.add_column("workspace", sa.Column("restored_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("workspace", sa.Column("restored_why", sa.Text(), server_default="", nullable=False))
    _allow((*REASONS, "restored"))


def downgrade() -> None:
    op.execute(
        "update message_out set state = 'due', held_reason = null, held_detail = '', held_since = null"
        " where held_reason = 'restored'"
    )
    _allow(REASONS)
    op.drop_column("workspace", "restored_why")
    op.drop_column("workspace", "restored_at")
    op.drop_column("workspace", "database")
    op.drop_column("mailbox", "sent_since")


def _allow(reasons: Sequence[str]) -> None:
    words = ", ".join(f"'{word}'" for word in reasons)
    op.drop_constraint("heldreason", "message_out", type_="check")
    op.create_check_constraint("heldreason", "message_out", f"held_reason in ({words})")
