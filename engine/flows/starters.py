"""The templates that come along, copied once into the database; from then on they are the team's own."""

from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.rules.vocabulary import Goal
from engine.store.tables import Template, TemplateVersion

FOLDER = Path(__file__).parents[2] / "templates" / "email"
"""One folder per mail: subject.txt (empty for a follow-up) and body.txt. Its name begins with its goal."""


async def copy_starters(session: AsyncSession, now: datetime) -> dict[str, TemplateVersion]:
    """Name -> first version, of all starters; those that were copied before are left as they are."""
    found = {}
    for folder in sorted(FOLDER.iterdir()):
        template = (await session.scalars(select(Template).where(col(Template.name) == folder.name))).one_or_none()
        if template is None:
            template = Template(name=folder.name, goal=Goal(folder.name.split("-")[0]), created_at=now)
            session.add(template)
            await session.flush()
            session.add(_version(folder, template, now))
            await session.flush()
        query = (
            select(TemplateVersion)
            .where(col(TemplateVersion.template_id) == template.id)
            .order_by(col(TemplateVersion.version))
        )
        found[folder.name] = (await session.scalars(query)).first() or _version(folder, template, now)
    return found


def _version(folder: Path, template: Template, now: datetime) -> TemplateVersion:
    subject = (folder / "subject.txt").read_text("utf-8").strip()
    body = (folder / "body.txt").read_text("utf-8").strip()
    return TemplateVersion(template_id=template.id, version=1, subject=subject, body=body, created_at=now)
