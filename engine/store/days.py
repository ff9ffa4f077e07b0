"""What counts for which day of a mailbox and its rep."""

from sqlalchemy import TextClause, text

COUNTED = (
    "count(*) as total, count(*) filter (where first_touch) as first from message_out"
    " where mailbox_id = box.id and sent_on >= :since"
)
"""All of a group, and the first touches among them: of ix_message_out_sent no mail need be read for that."""
LEFT_BEFORE = (
    "count(*), count(*) filter (where b.first_touch) from left_before as b where b.mailbox_id = box.id"
    " and b.at >= cast(:since as date) - 1 and (select attempts from message_out where id = b.mail) > b.attempt"
)
"""The same of steps that have left once more since: their rows tell of the latest time only."""


def _by_day(reps: str) -> TextClause:
    """Rep, mailbox, zone, whether the mailbox is still theirs, whether that is its zone, the first day on which it
    sent, each of the last days on which it did, mails, first touches: of each mailbox of these reps, in each zone that
    one of their mailboxes is in. A day may come twice.

    The day that was `written` down is taken where it is one of that zone: to work it out from the moment costs several
    times as much as to count the mail. One rep and one mailbox at a time, so that their indexes are used, whatever the
    planner thinks of the day.
    """
    return text(
        "select rep.id, box.id, zone.name, box.until is null, zone.name = box.time_zone,"  # noqa: S608 # our own words
        f" least(began.day, before.day), days.day, days.total, days.first from ({reps}) as rep cross join lateral"
        " (select id, time_zone, zoned_at, cast(null as timestamptz) as until from mailbox where user_id = rep.id"
        " union all select m.id, m.time_zone, m.zoned_at, f.until from former_owner as f join mailbox as m"
        " on m.id = f.mailbox_id where f.user_id = rep.id and f.until > cast(:since as date) - 1) as box"
        " cross join lateral (select name, box.until is null and name = box.time_zone"
        " and (box.zoned_at is null or box.zoned_at < cast(:since as date) - 1) as written"
        " from (select distinct time_zone as name from mailbox where user_id = rep.id) as its) as zone"
        " cross join lateral (select min(sent_on) as day from message_out where mailbox_id = box.id) as began"
        " cross join lateral (select cast(min(at) at time zone box.time_zone as date) as day from left_before"
        " where mailbox_id = box.id) as before"
        f" left join lateral (select sent_on as day, {COUNTED} and zone.written group by 1"
        f" union all select cast(sending_at at time zone zone.name as date) as day, {COUNTED} and not zone.written"
        " and (box.until is null or sending_at <= box.until) group by 1"
        f" union all select cast(b.at at time zone zone.name as date), {LEFT_BEFORE}"
        " and (box.until is null or b.at <= box.until) group by 1) as days on true"
    )


BY_DAY = _by_day("select distinct id from unnest(cast(:users as bigint[])) as id")
BY_DAY_OF_MAILS = _by_day(
    "select distinct m.user_id as id from message_out as o join mailbox as m on m.id = o.mailbox_id"
    " where o.id = any(cast(:mails as bigint[]))"
)
