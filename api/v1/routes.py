"""All of /api/v1, in the order of the documentation."""

from api.v1 import (
    accounts,
    answers,
    campaigns,
    contacts,
    entry,
    forecasts,
    log,
    mailbox_sign_in,
    mailboxes,
    mails,
    opportunities,
    personal_data,
    reports,
    rereading,
    responses,
    settings,
    suppressions,
    target_lists,
    tasks,
    templates,
    uncertain,
)

routers = (
    entry.router,
    settings.router,
    mailbox_sign_in.router,  # before /mailboxes/{mailbox_id}
    mailboxes.router,
    accounts.router,
    contacts.router,
    personal_data.router,
    suppressions.router,
    templates.router,
    target_lists.router,
    campaigns.router,
    mails.router,
    forecasts.router,
    log.router,
    rereading.router,  # before /responses/{response_id}
    responses.router,
    answers.router,
    tasks.router,
    opportunities.router,
    uncertain.router,
    reports.router,
)
