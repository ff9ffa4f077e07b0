"""`offhours sign-in-link`: a one-time link for somebody who cannot sign in."""

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import select
from sqlmodel import col

from engine.errors import NotFound
from engine.flows.sign_in import make_link
from engine.settings import Settings
from engine.store.tables import User
from offhours import parts
from offhours.commands.saying import spoken

app = typer.Typer(add_completion=False)

VALID = timedelta(hours=1)
BY = "offhours sign-in-link"


@app.command()
@spoken
def sign_in_link(
    email: Annotated[str, typer.Argument(help="Address of the user.")],
    data_dir: Annotated[Path | None, typer.Option(help="Folder of the embedded database, as serve has it.")] = None,
    host: Annotated[str | None, typer.Option(help="Address the server listens on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port the server listens on.")] = None,
) -> None:
    """Print a link that signs a user in, once, within an hour."""
    asyncio.run(_link(parts.settings_with(data_dir=data_dir, host=host, port=port), email))


async def _link(settings: Settings, email: str) -> None:
    async with parts.visit(settings) as house, house.database.begin() as session:
        user = (await session.scalars(select(User).where(col(User.email) == email.lower()))).one_or_none()
        if user is None:
            raise NotFound(f"There is no user {email}.", field="email", remedy="Make one under Settings, Users.")
        token = await make_link(session, user, house.clock.now(), valid=VALID, by=BY)
        print(f"{house.public_url}/sign-in/{token}")
