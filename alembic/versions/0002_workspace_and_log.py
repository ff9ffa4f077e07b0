"""The one workspace row, and a log that nobody can rewrite."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("create sequence worker_number as integer cycle")
    op.execute("insert into workspace (id, created_at) values (1, now())")
    op.execute(
        """
        create function activity_is_append_only() returns trigger language plpgsql as $$
        begin
            raise exception 'the activity log is append-only';
        end $$
        """
    )
    op.execute(
        """
        create trigger activity_append_only before update or delete on activity
        for each statement execute function activity_is_append_only()
        """
    )


def downgrade() -> None:
    op.execute("drop trigger activity_append_only on activity")
    op.execute("drop function activity_is_append_only()")
    op.execute("delete from workspace")
    op.execute("drop sequence worker_number")
