"""Which database this is, whatever URL leads to it: a copy, or one that was put back from a backup, is another one.

What an ordinary user of PostgreSQL may ask. What cannot be asked somewhere is left out, and not compared.
"""

from collections.abc import Mapping

from sqlalchemy import text
from sqlalchemy.exc import NotSupportedError, ProgrammingError
from sqlmodel.ext.asyncio.session import AsyncSession

QUESTIONS = {
    "server": text("select system_identifier::text from pg_control_system()"),
    "timeline": text("select left(pg_walfile_name(pg_current_wal_lsn()), 8)"),
    "database": text("select oid::text from pg_database where datname = current_database()"),
    "tables": text("select to_regclass('workspace')::oid::text"),
}
FOLDER = "folder"
"""Of the server that comes along: where its files are on the disk, which only the program can see."""
WORDS = {
    "server": "it is on another database server than before",
    "timeline": "its server was put back from a backup, or another one has taken over from it",
    "database": "it is another database of its server than before",
    "tables": "its tables were made anew, from a dump",
    FOLDER: "its data folder is a copy",
}


async def fingerprint(session: AsyncSession, folder: str) -> dict[str, str]:
    found = {FOLDER: folder} if folder else {}
    for part, question in QUESTIONS.items():
        try:
            async with session.begin_nested():
                answer = await session.scalar(question)
        except (ProgrammingError, NotSupportedError):  # not allowed to this user, or not known to this server
            continue
        if answer is not None:
            found[part] = answer
    return found


def difference(known: Mapping[str, str], found: Mapping[str, str]) -> str:
    """In words; "": none that can be told, also when nothing was known."""
    both = known.keys() & found.keys()
    return next((words for part, words in WORDS.items() if part in both and known[part] != found[part]), "")
