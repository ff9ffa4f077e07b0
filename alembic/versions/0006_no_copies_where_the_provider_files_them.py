"""What was sent from mailboxes whose provider files copies itself waits for none"""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "update message_out as o set copied_attempt = o.attempts from mailbox as m"
        " where m.id = o.mailbox_id and m.files_sent and o.state = 'sent' and o.copied_attempt < o.attempts"
    )


def downgrade() -> None:
    """Nothing: a copy that is there stays there."""
