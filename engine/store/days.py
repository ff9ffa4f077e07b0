"""What counts for which day of a mailbox and its rep."""

from sqlalchemy import TextClause, text

COUNTED = (
    "count(*) as total, count(*) filter (where first_touch) as first from message_out"
    " where mailbox_id = box.id and sent_on >= began.since"
)
"""All of a group, and the first touches among them: of ix_message_out_sent no mail need be read for that."""
LEFT_BEFORE = (
    "count(*), count(*) filter (where b.first_touch) from left_before as b where b.mailbox_id = box.id"
    " and b.at >= began.since - 1 and (select attempts > b.attempt or sending_at is null and not zone.written"
    " from message_out where id = b.mail)"
)
"""The same of steps that have left once more since: their rows tell of the latest time only, and of none while they
wait to leave again, but for the day that was written down."""

BEGAN = (
    "case when box.taken is null then least((select min(sent_on) from message_out where mailbox_id = box.id),"
    " (select cast(min(at) at time zone box.time_zone as date) from left_before where mailbox_id = box.id))"
    " else (select greatest(cast(box.taken at time zone box.time_zone as date) + 1,"
    " cast(min(at) at time zone box.time_zone as date)) from (select min(at) as at from left_before"
    " where mailbox_id = box.id and at > box.taken union all (select sending_at from message_out"
    " where mailbox_id = box.id and sent_on >= cast(box.taken as date) - 1 and sending_at > box.taken"
    " order by sent_on limit 1)) as theirs having min(at) is not null) end"
)


def _by_day(reps: str) -> TextClause:
    """Rep, mailbox, zone, whether the mailbox is still theirs, whether that is its zone, the first day on which they
    sent from it; and three lists, or NULL when it sent nothing lately: the days on which it did, how many mails, how
    many first touches: of each mailbox of these reps, in each zone that one of their mailboxes is in. A day may come
    twice.

    The day that was `written` down is taken where it is one of that zone: to work it out from the moment costs several
    times as much as to count the mail. One rep and one mailbox at a time, so that their indexes are used, whatever the
    planner thinks of the day.

    Who took over a mailbox begins after the day on which they took it; but not who had it before.
    """
    return text(
        "select rep.id, box.id, zone.name, box.until is null, zone.name = box.time_zone,"  # noqa: S608 # our own words
        f" began.day, days.days, days.totals, days.firsts from ({reps}) as rep cross join lateral"
        " (select id, time_zone, zoned_at, cast(null as timestamptz) as until, (select max(until) from former_owner"
        " where mailbox_id = id having rep.id <> all(array_agg(user_id))) as taken from mailbox where user_id = rep.id"
        " union all select m.id, m.time_zone, m.zoned_at, f.until, (select max(o.until) from former_owner as o"
        " where o.mailbox_id = m.id and o.until < f.until) from former_owner as f join mailbox as m on m.id ="
        " f.mailbox_id where f.user_id = rep.id and m.user_id <> rep.id and f.until > cast(:since as date) - 1) as box"
        " cross join lateral (select name, box.until is null and name = box.time_zone"
        " and (box.zoned_at is null or box.zoned_at < cast(:since as date) - 1) as written"
        " from (select distinct time_zone as name from mailbox where user_id = rep.id) as its) as zone"
        " cross join lateral (select day, case when day < cast(:since as date) then cast(:monday as date)"
        " else cast(:since as date) end as since"
        f" from (select {BEGAN} as day offset 0) as each) as began"
        " cross join lateral (select array_agg(day) as days, array_agg(total) as totals, array_agg(first) as firsts"
        f" from (select sent_on as day, {COUNTED} and zone.written group by 1"
        f" union all select cast(sending_at at time zone zone.name as date) as day, {COUNTED} and not zone.written"
        " and sending_at is not null and (box.until is null or sending_at <= box.until) group by 1"
        f" union all select cast(b.at at time zone zone.name as date), {LEFT_BEFORE}"
        " and (box.until is null or b.at <= box.until) group by 1) as each) as days"
    )


BY_DAY = _by_day("select distinct id from unnest(cast(:users as bigint[])) as id")
BY_DAY_OF_MAILS = _by_day(
    "select distinct m.user_id as id from message_out as o join mailbox as m on m.id = o.mailbox_id"
    " where o.id = any(cast(:mails as bigint[]))"
)
