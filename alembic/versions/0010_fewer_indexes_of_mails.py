"""Fewer indexes of mails: each was written three times for a mail that leaves.

What begins with the enrollment is found by the unique key; that a mail is an answer is rarely so.
"""

import sqlalchemy as sa

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

NAMES = ("answer_to", "answer_key")


def upgrade() -> None:
    op.drop_index("ix_message_out_enrollment_id", table_name="message_out")
    op.drop_index("ix_message_out_answer_to", table_name="message_out")
    op.drop_constraint("message_out_answer_key_key", "message_out")
    for name in NAMES:
        op.create_index(
            f"ix_message_out_{name}",
            "message_out",
            [name],
            unique=name == "answer_key",
            postgresql_where=sa.text(f"{name} is not null"),
        )


def downgrade() -> None:
    for name in NAMES:
        op.drop_index(f"ix_message_out_{name}", table_name="message_out")
    op.create_unique_constraint("message_out_answer_key_key", "message_out", ["answer_key"])
    op.create_index("ix_message_out_answer_to", "message_out", ["answer_to"])
    op.create_index("ix_message_out_enrollment_id", "message_out", ["enrollment_id"])
