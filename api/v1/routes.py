"""All of /api/v1, in the order of the documentation."""

from api.v1 import entry, mailboxes, settings

routers = (entry.router, settings.router, mailboxes.router)
