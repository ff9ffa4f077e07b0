"""Answers that a person writes here, templates for them, and work whose delay a manager was told of"""

import sqlalchemy as sa

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

REPLIES = (
    "interested",
    "question",
    "referred",
    "referral_thanks",
    "wrong_person",
    "not_now",
    "not_interested",
    "already_customer",
)


def upgrade() -> None:
    op.alter_column("message_out", "enrollment_id", existing_type=sa.BigInteger(), nullable=True)
    op.add_column("message_out", sa.Column("answer_to", sa.BigInteger(), nullable=True))
    op.add_column("message_out", sa.Column("answer_key", sa.Text(), nullable=True))
    op.add_column("message_out", sa.Column("task_id", sa.BigInteger(), nullable=True))
    op.add_column("message_out", sa.Column("cc_address", sa.Text(), server_default="", nullable=False))
    op.add_column("message_out", sa.Column("written_by", sa.Text(), server_default="", nullable=False))
    op.create_index("ix_message_out_answer_to", "message_out", ["answer_to"])
    op.create_index(
        "ix_message_out_answers",
        "message_out",
        ["mailbox_id"],
        postgresql_where=sa.text("enrollment_id is null and state in ('due', 'held')"),
    )
    op.create_unique_constraint("message_out_answer_key_key", "message_out", ["answer_key"])
    op.create_check_constraint("step_or_answer", "message_out", "(enrollment_id is null) = (answer_to is not null)")
    op.add_column("response_task", sa.Column("escalated_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_response_task_due", "response_task", ["due_at", "id"], postgresql_where=sa.text("done_at is null")
    )
    op.create_index(
        "ix_response_task_done",
        "response_task",
        ["owner_id", "done_at"],
        postgresql_where=sa.text("done_at is not null"),
    )
    op.add_column("template", sa.Column("reply", sa.String(40), nullable=True))
    op.add_column("template", sa.Column("language", sa.Text(), server_default="", nullable=False))
    op.create_check_constraint("reply", "template", sa.column("reply").in_(REPLIES))


def downgrade() -> None:
    """Answers cannot be kept: a mail of the older shape is a step of a campaign."""
    op.drop_constraint("reply", "template")
    op.execute("delete from template_version using template where template.id = template_id and reply is not null")
    op.execute("delete from template where reply is not null")
    op.drop_column("template", "language")
    op.drop_column("template", "reply")
    op.drop_index("ix_response_task_due", table_name="response_task")
    op.drop_index("ix_response_task_done", table_name="response_task")
    op.drop_column("response_task", "escalated_at")
    op.execute(
        "update message_in set out_id = null, matched_by = '' from message_out"
        " where message_out.id = out_id and message_out.answer_to is not null"
    )
    op.execute("delete from message_out where answer_to is not null")
    op.drop_constraint("step_or_answer", "message_out")
    op.drop_index("ix_message_out_answers", table_name="message_out")
    for column in ("written_by", "cc_address", "task_id", "answer_key", "answer_to"):
        op.drop_column("message_out", column)
    op.alter_column("message_out", "enrollment_id", existing_type=sa.BigInteger(), nullable=False)
