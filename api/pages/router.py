"""Every page hangs on this router; `api.app` includes it."""

from fastapi import APIRouter

from api.pages import (
    accounts,
    actions,
    campaigns,
    docs,
    lists,
    mailbox_login,
    mailboxes,
    report,
    responses,
    settings,
    sign_in,
    static,
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
    responses,
    campaigns,
    accounts,
    report,
    mailboxes,
    mailbox_login,
    templates,
    lists,
    settings,
    actions,
    docs,
):
    router.include_router(page.router)
