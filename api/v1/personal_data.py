"""What is kept about one person, for whoever asks for it, or asks that it is erased."""

from dataclasses import asdict
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, Field

from api.auth import Manager
from api.context import Given, Now, Session, WakesSender
from engine.flows.erase import erase, kept
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


class Erasure(Given):
    address: str = Field(max_length=254, examples=["alex@acme.example"])
    dry_run: bool = Field(False, description="Only say what would be gone.")


class ErasureShown(BaseModel):
    """How many rows lost what was kept in them."""

    erased: bool = Field(description="False: nothing was changed.")
    contacts: int
    mails_to_them: int
    mails_from_them: int = Field(description="Also what others wrote in the conversation with them.")
    named_by_others: int
    work: int
    opportunities: int
    log: int
    addresses: list[str] = Field(description="All that are theirs and go along: also former ones.")
    erased_at: datetime | None = Field(description="When they were erased before: what is there has come since.")
    moved_on: list[str] = Field(
        description="Contacts who were written to at this address before and have another one now. They are not erased "
        "with it: where it is the same person, erase that address, too."
    )


@router.post("/erasures", summary="Erase all that is kept about one person, for good", dependencies=[WakesSender])
async def erase_person(given: Erasure, session: Session, actor: Manager, now: Now) -> ErasureShown:
    """Also of an address that is no contact's. What stays is a keyed hash of it, so that they are never mailed and no
    list brings them in again. 409 while a mail to them is being handed over or is in doubt. May be repeated.
    """
    does = kept(session, given.address) if given.dry_run else erase(session, given.address, now, actor.by)
    return ErasureShown(erased=not given.dry_run, **asdict(await does))
