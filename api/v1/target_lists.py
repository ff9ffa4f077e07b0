"""Target lists: who a campaign writes to, as a filter (M2)."""

from datetime import datetime
from typing import Any

from fastapi import APIRouter, status
from pydantic import BaseModel, Field
from sqlalchemy import select
from sqlmodel import col

from api.auth import CampaignWriter, Reader
from api.context import Given, Now, Page, Paging, Session, find, paged
from engine.flows import edit_campaign
from engine.flows.locked import locked
from engine.store import targeting
from engine.store.tables import TargetList

router = APIRouter(prefix="/target-lists", tags=["target lists"])
SAMPLE = 20
FILTER = Field(
    description="Fields: "
    + ", ".join(f"{name} ({kind.__name__})" for name, (kind, _) in targeting.FIELDS.items())
    + ". Lists mean any of these; all fields must be met.",
    examples=[{"vertical": ["logistics"], "employees_min": 50, "bin": ["cold"]}],
)


class Filter(Given):
    filter: dict[str, Any] = FILTER


class NewList(Given):
    name: str = Field(max_length=200, examples=["Logistics, north"])
    filter: dict[str, Any] = FILTER


class ListChange(Given):
    name: str | None = Field(None, max_length=200)
    filter: dict[str, Any] | None = Field(None, description="Replaces the filter.")


class ListShown(BaseModel):
    id: int
    name: str
    filter: dict[str, Any]
    created_at: datetime


class Candidate(BaseModel):
    contact_id: int
    email: str
    name: str
    title: str
    account_id: int
    account: str


class PreviewShown(BaseModel):
    count: int = Field(description="Active contacts without a red flag that meet the filter.", examples=[120])
    sample: list[Candidate] = Field(description=f"The first {SAMPLE}, most senior first.")


@router.get("", summary="Target lists, by name")
async def list_lists(session: Session, actor: Reader, span: Paging) -> Page[ListShown]:
    return await paged(session, select(TargetList).order_by(col(TargetList.name)), span, _shown)


@router.post("", summary="Save a filter as a list", status_code=status.HTTP_201_CREATED)
async def make_list(given: NewList, session: Session, actor: CampaignWriter, now: Now) -> ListShown:
    return _shown(await edit_campaign.make_list(session, given.name, given.filter, now, actor.by))


@router.post("/preview", summary="Who a filter finds, before it is saved")
async def preview_filter(given: Filter, session: Session, actor: Reader) -> PreviewShown:
    return await _preview(session, given.filter)


@router.get("/{list_id}", summary="One list")
async def get_list(list_id: int, session: Session, actor: Reader) -> ListShown:
    return _shown(await find(session, TargetList, list_id, "target list"))


@router.get("/{list_id}/preview", summary="Who is on the list now")
async def preview_list(list_id: int, session: Session, actor: Reader) -> PreviewShown:
    return await _preview(session, (await find(session, TargetList, list_id, "target list")).filter)


@router.patch("/{list_id}", summary="Change a list; campaigns keep whom they have enrolled")
async def change_list(list_id: int, given: ListChange, session: Session, actor: CampaignWriter, now: Now) -> ListShown:
    row = await locked(session, TargetList, list_id, "target list")
    return _shown(await edit_campaign.change_list(session, row, given.name, given.filter, now, actor.by))


async def _preview(session: Session, values: dict[str, Any]) -> PreviewShown:
    found = (await session.execute(targeting.contacts(values).limit(SAMPLE))).all()
    sample = [
        Candidate(
            contact_id=contact.id,
            email=contact.email,
            name=contact.name,
            title=contact.title,
            account_id=account.id,
            account=account.name,
        )
        for contact, account in found
    ]
    return PreviewShown(count=await targeting.count(session, values), sample=sample)


def _shown(row: TargetList) -> ListShown:
    return ListShown(id=row.id, name=row.name, filter=row.filter, created_at=row.created_at)
