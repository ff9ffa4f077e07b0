-- The rows of offhours/bench/outbox.py, which says what the parameters are.

update workspace
set legal_name = 'Quiet Growth Ltd', postal_address = '1 Sample Street, Exampletown EX1 2MP',
    time_zone = 'Europe/London', country = 'GB';

insert into app_user (id, email, name, role, daily_cap, active, created_at)
select n, 'rep' || n || '@quietgrowth.example', 'Rep ' || n, 'rep', 100, true, %(begin)s - %(span)s
from generate_series(1, %(reps)s) n;

insert into mailbox (id, user_id, address, display_name, time_zone, country,
    smtp_host, smtp_port, smtp_security, smtp_username, smtp_secret,
    imap_host, imap_port, imap_security, imap_username, imap_secret,
    daily_cap, min_gap_seconds, grace_seconds, files_sent, created_at, history_since, last_sent_at)
select n, (n + 1) / 2, 'm' || n || '@quietgrowth.example', 'Rep ' || n, 'Europe/London', 'GB',
    'mail.example', 465, 'tls', 'm' || n, 'sealed',
    'mail.example', 993, 'tls', 'm' || n, 'sealed',
    60, 60, 600, true, %(begin)s - %(span)s, %(begin)s - %(span)s, %(begin)s - interval '10 minutes'
from generate_series(1, %(mailboxes)s) n;

insert into import_batch (id, source, created_at)
select n, 'list ' || n, %(begin)s - %(span)s from generate_series(1, %(batches)s) n;

insert into target_list (id, name, created_at) values (1, 'everybody', %(begin)s - %(span)s);

insert into campaign (id, name, goal, state, target_list_id, created_at, launched_at)
select n, 'campaign ' || n, 'conversation', 'running', 1, %(begin)s - %(span)s, %(begin)s - %(span)s
from generate_series(1, %(campaigns)s) n;

insert into account (id, name, name_key, vertical, employees, country, time_zone, bin, bin_since, custom, created_at)
select n, 'Company ' || n || ' Ltd', 'company ' || n, 'Logistics', n %% 5000,
    (array['GB', 'DE', 'FR'])[1 + n %% 3],
    (array['Europe/London', 'Europe/Berlin', 'Europe/Paris'])[1 + n %% 3],
    case when n <= %(first)s then 'cold' else 'working' end,
    %(begin)s - %(span)s, '{"product": "Copper 7"}', %(begin)s - %(span)s
from generate_series(1, %(accounts)s) n;

insert into contact (id, account_id, email, name, title, level, source, batch_id, basis, created_at)
select n,
    case when n <= %(waiting)s then n else %(waiting)s + (n - %(waiting)s + 1) / 2 end,
    'person' || n || '@c' || n / 2 || '.example', 'Alex Sample ' || n, 'VP Operations', 1 + abs(hashint8(n) %% 4), 'research',
    1 + n %% %(batches)s, 'legitimate interest', %(begin)s - %(span)s
from generate_series(1, %(enrollments)s) n;

insert into enrollment (id, campaign_id, contact_id, mailbox_id, state, position, created_at, ended_at)
select n, 1 + n %% %(campaigns)s, n, 1 + n %% %(mailboxes)s,
    case when n <= %(waiting)s then 'active' else 'completed' end,
    case when n <= %(first)s then 1 when n <= %(waiting)s then 2 else 3 end,
    %(begin)s - %(span)s,
    case when n <= %(waiting)s then null else %(begin)s end
from generate_series(1, %(enrollments)s) n;

-- What was sent: three mails of everybody who is through, oldest first as in life; one of those in the middle.
insert into message_out (enrollment_id, position, first_touch, contact_id, mailbox_id, state, due_at, look_at,
    to_address, subject, body, message_id, sending_at, sent_at, sent_on, server_code, server_text,
    attempts, soft_bounces, bounced)
select n, p, p = 1, n, 1 + n %% %(mailboxes)s, 'sent', at, at,
    'person' || n || '@c' || n / 2 || '.example', 'A question about Company ' || n,
    repeat('Some words that were written. ', 15), '<' || n || '.' || p || '@quietgrowth.example>',
    at, at, (at at time zone 'Europe/London')::date, 250, '2.0.0 queued as ' || n,
    1, 0, case when hashint8(n) %% 50 = 0 then 'hard' else '' end
from (
    select n, p,
        %(begin)s - %(span)s * (1 - (n - %(waiting)s)::float / greatest(%(through)s, 1))
            - (3 - p) * interval '4 days' as at
    from generate_series(%(waiting)s + 1, %(enrollments)s) n, generate_series(1, 3) p
    union all
    select n, 1, %(begin)s - interval '3 days' - n %% 1000 * interval '1 minute'
    from generate_series(%(first)s + 1, %(waiting)s) n
) history;

-- What waits: some may leave now, the others have their date.
insert into message_out (enrollment_id, position, first_touch, contact_id, mailbox_id, state, due_at, look_at,
    attempts, soft_bounces)
select n, case when n <= %(first)s then 1 else 2 end, n <= %(first)s, n, 1 + n %% %(mailboxes)s, 'due', at, at, 0, 0
from (
    select n,
        case when n <= %(due)s then %(begin)s - n %% 600 * interval '1 minute'
            else %(begin)s + interval '1 day' + n %% 5000 * interval '1 minute' end as at
    from generate_series(1, %(waiting)s) n
) queue;

-- Of those who are through some answered, and that was worked; each tenth rep has an answer to work.
insert into message_in (id, mailbox_id, folder, role, uidvalidity, uid, message_id, digest, raw, received_at, stored_at,
    state, from_address, kind, confidence, contact_id, enrollment_id, read_at)
select n, 1 + n %% %(mailboxes)s, 'INBOX', 'inbox', 1, n, '<in-' || n || '@c.example>', 'd' || n, 'raw', at, at,
    'read', 'person' || n || '@c.example', 'question', 0.9, n, n, at
from (
    select n,
        %(begin)s - %(span)s * (1 - (n - %(waiting)s)::float / greatest(%(through)s, 1)) + interval '1 day' as at
    from generate_series(%(waiting)s + 1, %(enrollments)s) n
    where hashint8(n) %% %(answered)s = 0
) answers
where at < %(begin)s;

insert into response_task (message_in_id, enrollment_id, contact_id, owner_id, step, counts, due_at, created_at, done_at)
select id, enrollment_id, contact_id, (mailbox_id + 1) / 2, 'answer', true,
    received_at + interval '1 day', received_at, received_at + interval '3 hours'
from message_in;

insert into response_task (owner_id, step, counts, due_at, created_at)
select n, 'answer', true, %(begin)s + interval '8 hours', %(begin)s from generate_series(1, %(reps)s, 10) n;

insert into suppression (address, reason, created_at)
select 'person' || n || '@c' || n / 2 || '.example', 'opted out', %(begin)s
from generate_series(%(waiting)s + 1, %(enrollments)s, 97) n;
