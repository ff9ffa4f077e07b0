"""The templates that come along, copied once into the database; from then on they are the team's own."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from sqlalchemy import select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.rules.vocabulary import Goal, Reply
from engine.store.tables import Template, TemplateVersion

FOLDER = Path(__file__).parents[2] / "templates" / "email"
"""One folder per mail: subject.txt (empty for a follow-up) and body.txt. Its name begins with its goal. What only the
team can say of itself is a gap, ⟨…⟩, with which no mail leaves."""

REPLIES = FOLDER.parent / "replies"
"""Per language one file for each use (M26). ⟨…⟩ is for the rep to write: see engine.rules.answers."""


async def copy_starters(
    session: AsyncSession, now: datetime, gaps: Mapping[str, str] = MappingProxyType({})
) -> dict[str, TemplateVersion]:
    """Name -> first version, of all starters; those that were copied before are left as they are. `gaps`: what is
    written in place of ⟨…⟩."""
    found = {}
    for folder in sorted(FOLDER.iterdir()):
        template = (await session.scalars(select(Template).where(col(Template.name) == folder.name))).one_or_none()
        if template is None:
            template = Template(name=folder.name, goal=Goal(folder.name.split("-")[0]), created_at=now)
            session.add(template)
            await session.flush()
            session.add(_version(folder, template, gaps, now))
            await session.flush()
        query = (
            select(TemplateVersion)
            .where(col(TemplateVersion.template_id) == template.id)
            .order_by(col(TemplateVersion.version))
        )
        found[folder.name] = (await session.scalars(query)).first() or _version(folder, template, gaps, now)
    await _copy_replies(session, now)
    return found


async def _copy_replies(session: AsyncSession, now: datetime) -> None:
    known = set(await session.scalars(select(col(Template.name)).where(col(Template.reply).is_not(None))))
    for path in sorted(REPLIES.glob("*/*.txt")):
        reply, language = Reply(path.stem), path.parent.name
        name = f"reply-{path.stem.replace('_', '-')}-{language}"
        if name in known:
            continue
        goal = Goal.REFERRAL if reply is Reply.WRONG_PERSON else Goal.CONVERSATION
        template = Template(name=name, goal=goal, reply=reply, language=language, created_at=now)
        session.add(template)
        await session.flush()
        subject, body = _parts(path.read_text("utf-8"))
        session.add(TemplateVersion(template_id=template.id, version=1, subject=subject, body=body, created_at=now))
    await session.flush()


def _parts(text: str) -> tuple[str, str]:
    """Only a mail that begins a thread has a subject."""
    first, _, rest = text.partition("\n")
    found = first.removeprefix("Subject: ")
    return (found.strip(), rest.strip()) if found != first else ("", text.strip())


def _version(folder: Path, template: Template, gaps: Mapping[str, str], now: datetime) -> TemplateVersion:
    subject = (folder / "subject.txt").read_text("utf-8").strip()
    body = (folder / "body.txt").read_text("utf-8").strip()
    for gap, words in gaps.items():
        body = body.replace(f"⟨{gap}⟩", words)
    return TemplateVersion(template_id=template.id, version=1, subject=subject, body=body, created_at=now)
