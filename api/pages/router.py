"""Every page hangs on this router; `api.app` includes it."""

from fastapi import APIRouter

from api.pages import static, today

router = APIRouter(include_in_schema=False)
for page in (static, today):
    router.include_router(page.router)
