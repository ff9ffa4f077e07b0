"""The web program: the API under /api/v1, the pages, the opt-out door, and two lamps for whoever watches it."""

from fastapi import APIRouter, Depends, FastAPI, Response, status
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from api.context import InHouse
from api.errors import DOCUMENTED, install
from api.expected import known_parameters
from api.limits import BodyLimit
from api.metrics import router as metrics
from api.opt_out import router as opt_out
from api.pages.errors import error_page
from api.pages.paging import PastTheEnd, to_the_first
from api.pages.router import router as pages
from api.v1.routes import routers
from engine.flows.attempts import Attempts
from engine.flows.house import House

TITLE = "Offhours"
VERSION = "0.1.0"
ABOUT = """Outbound e-mail that waits for the right hour, and reads the answers.

Sign in with a cookie (browsers) or send `Authorization: Bearer oh_…` (integrations).
Every error is `{error, field, problem, remedy}`. Lists are ordered; long ones take `limit` (at most 200) and `offset`.
Times are ISO 8601 in UTC; time zones are IANA names; countries are ISO 3166-1 alpha-2 codes.
"""
LOOK = ["GET", "HEAD"]
"""Some who watch ask for the head alone."""
lamps = APIRouter(include_in_schema=False)


def create_app(house: House) -> FastAPI:
    app = FastAPI(
        title=TITLE,
        version=VERSION,
        description=ABOUT,
        docs_url=None,  # api.pages.docs: the framework's own loads its script from another host
        redoc_url=None,
        openapi_url="/api/openapi.json",
    )
    app.state.house = house
    app.state.attempts = Attempts()
    for router in routers:
        app.include_router(router, prefix="/api/v1", responses=DOCUMENTED, dependencies=[Depends(known_parameters)])
    for door in (opt_out, lamps, metrics, pages):
        app.include_router(door)
    app.add_middleware(BodyLimit)
    app.add_exception_handler(PastTheEnd, to_the_first)
    install(app, error_page)
    return app


@lamps.api_route("/healthz", methods=LOOK)
async def alive() -> dict[str, str]:
    return {"status": "alive"}


@lamps.api_route("/readyz", methods=LOOK)
async def ready(response: Response, house: InHouse) -> dict[str, str]:
    """The database answers, so work can be done."""
    try:
        async with house.database.engine.connect() as connection:
            await connection.execute(text("select 1"))
    except (SQLAlchemyError, OSError) as trouble:
        response.status_code = status.HTTP_503_SERVICE_UNAVAILABLE
        return {"status": "database", "problem": type(trouble).__name__}
    return {"status": "ready"}
