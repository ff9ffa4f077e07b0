"""Every page hangs on this router; `api.app` includes it."""

from fastapi import APIRouter

from api.pages import (
    accounts,
    actions,
    campaigns,
    docs,
    erase,
    imports,
    lists,
    log,
    mailbox_login,
    mailbox_pace,
    mailboxes,
    opportunities,
    report,
    rereading,
    responses,
    settings,
    sign_in,
    static,
    suppressions,
    templates,
    today,
    uncertain,
    work,
)

router = APIRouter(include_in_schema=False)
for page in (
    static,
    sign_in,
    today,
    uncertain,
    work,
    rereading,
    responses,
    campaigns,
    accounts,
    opportunities,
    report,
    mailboxes,
    mailbox_pace,
    mailbox_login,
    templates,
    lists,
    log,
    imports,
    suppressions,
    erase,
    settings,
    actions,
    docs,
):
    router.include_router(page.router)
