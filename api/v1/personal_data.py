"""What is kept about one person, for whoever asks for it."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.auth import Manager
from api.context import Now, Session
from engine.flows.personal_data import PersonalData, personal_data

router = APIRouter(tags=["contacts"])


@router.get("/personal-data", summary="All that is kept about one person, to be handed to them")
async def export(
    session: Session,
    actor: Manager,
    now: Now,
    response: Response,
    address: Annotated[str, Query(max_length=254, examples=["alex@acme.example"])],
) -> PersonalData:
    """Also of an address that is no contact's. The export stands in the log. What colleagues wrote in the same
    conversation is in it too: whether that may be handed out is yours to judge.
    """
    response.headers["Cache-Control"] = "no-store"
    return await personal_data(session, address, now, actor.by)
