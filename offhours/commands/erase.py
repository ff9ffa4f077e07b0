"""`offhours erase ADDRESS`: say what is kept of one person, and erase it for good."""

import asyncio
from typing import Annotated

import typer

from engine.errors import Invalid
from engine.flows.erase import Kept, erase, kept
from engine.flows.patiently import patiently
from engine.settings import Settings
from offhours import parts
from offhours.commands.saying import spoken

app = typer.Typer(add_completion=False)
BY = "offhours erase"
PATIENCE = 30.0
"""Seconds of machine time in which it is tried again where it crosses with somebody."""


@app.command(name="erase")
@spoken
def main(
    address: Annotated[str, typer.Argument(help="E-mail address of the person.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what is kept and change nothing.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Erase all that is kept about one person (GDPR, article 17). Nothing brings it back.

    What stays is a keyed hash of the address, so that they are never mailed and no list brings them in again.
    """
    asyncio.run(_erase(Settings(), address, dry_run=dry_run, yes=yes))


async def _erase(settings: Settings, address: str, *, dry_run: bool, yes: bool) -> None:
    async with parts.visit(settings) as house:
        async with house.database.begin() as session:
            print(told(await kept(session, address)))
        if dry_run:
            print("nothing was changed")
            return
        if not yes and not typer.confirm("Erase all of it, and their names in what others wrote, for good?"):
            raise Invalid("was not confirmed; nothing was changed.", field="address", remedy="Answer y, or give --yes.")

        async def once() -> None:
            async with house.database.begin() as session:
                await erase(session, address, house.clock.now(), BY)

        await patiently(once, patience=PATIENCE, kept="the erasure")
        print("erased; never mailed from now on. Not reached from here: backups, and the mailboxes at your provider.")


def told(found: Kept) -> str:
    counts = [f"{count} {words[count != 1]}" for name, words in WORDS.items() if (count := getattr(found, name))]
    lines = [f"kept of them: {', '.join(counts)}" if counts else "nothing is kept under this address"]
    lines += [f"also theirs, and erased with it: {one}" for one in found.addresses[1:]]
    lines += [f"they were erased before, on {found.erased_at:%Y-%m-%d}"] if found.erased_at else []
    lines += [f"written to at this address before, and not erased with it: {one}" for one in found.moved_on]
    return "\n".join(lines)


WORDS = {
    "contacts": ("contact", "contacts"),
    "mails_to_them": ("mail to them", "mails to them"),
    "mails_from_them": ("mail from them", "mails from them"),
    "named_by_others": ("mention by others", "mentions by others"),
    "work": ("task", "tasks"),
    "opportunities": ("opportunity", "opportunities"),
    "log": ("line of the log", "lines of the log"),
}
