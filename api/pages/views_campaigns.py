"""What the campaign pages show: state, funnel, rates, where every mail stands, variants side by side."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, select
from sqlalchemy.orm import aliased
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from api.pages.paging import Cut, PageOf, part
from engine.flows import ledger
from engine.flows.ledger import Line
from engine.flows.report import By, Numbers, report
from engine.rules.metrics import Counts, Verdict, ab_verdict
from engine.rules.vocabulary import CampaignState, EnrollmentState
from engine.store.tables import (
    Campaign,
    CampaignMailbox,
    Contact,
    Enrollment,
    Mailbox,
    Step,
    StepKind,
    TargetList,
    Template,
    TemplateVersion,
    Variant,
)

PLACES = {state: at for at, state in enumerate(sorted(CampaignState, key=lambda one: one is not CampaignState.RUNNING))}
"""Running ones first."""
ENDED = frozenset(state.value for state in EnrollmentState) - {EnrollmentState.ACTIVE.value}


@dataclass(frozen=True)
class CampaignRow:
    campaign: Campaign
    enrolled: int
    active: int
    numbers: Numbers


@dataclass(frozen=True)
class VariantView:
    variant: Variant
    template: Template
    version: TemplateVersion
    newest: int
    """Number of the template's newest version."""
    numbers: Numbers


@dataclass(frozen=True)
class StepView:
    step: Step
    variants: list[VariantView]
    verdicts: list[tuple[str, str, Verdict]]
    """Pairs of labels compared, the first variant with each other one."""


@dataclass(frozen=True)
class LineView:
    line: Line
    name: str


@dataclass(frozen=True)
class CampaignView:
    campaign: Campaign
    target: TargetList
    mailboxes: list[Mailbox]
    steps: list[StepView]
    numbers: Numbers
    enrolled: int
    waiting: list[tuple[str, int]]
    ended: list[tuple[str, int]]
    lines: list[LineView]
    chosen: str
    page: PageOf

    @property
    def funnel(self) -> list[tuple[str, int]]:
        counts = self.numbers.counts
        return [
            ("Enrolled", self.enrolled),
            ("Sent to", counts.sent),
            ("Delivered", counts.delivered),
            ("Answered", counts.responses),
            ("Positive", counts.positive),
        ]


def nothing(group: str = "") -> Numbers:
    return Numbers(group, Counts(), {}, {})


async def campaigns(session: AsyncSession, number: int) -> tuple[list[CampaignRow], PageOf]:
    """Running ones first, then the newest."""
    cut = Cut(number)
    query = select(Campaign).order_by(case(PLACES, value=Campaign.state), col(Campaign.id).desc())
    rows, page = cut.page((await session.scalars(cut.of(query))).all())
    ids = [row.id for row in rows]
    people = {
        row.campaign_id: (row.enrolled, row.active)
        for row in await session.execute(
            select(
                col(Enrollment.campaign_id),
                func.count().label("enrolled"),
                func.count().filter(col(Enrollment.state) == EnrollmentState.ACTIVE).label("active"),
            )
            .where(col(Enrollment.campaign_id).in_(ids))
            .group_by(col(Enrollment.campaign_id))
        )
    }
    numbers = {row.group: row for row in await report(session, By.CAMPAIGN, where=[col(Campaign.id).in_(ids)])}
    return [_row(row, people.get(row.id, (0, 0)), numbers.get(row.name)) for row in rows], page


def _row(row: Campaign, people: tuple[int, int], numbers: Numbers | None) -> CampaignRow:
    return CampaignRow(row, people[0], people[1], numbers or nothing(row.name))


async def campaign(session: AsyncSession, row: Campaign, now: datetime, chosen: str, page: int) -> CampaignView:
    """One pass over the ledger gives the counts, and who stands for the chosen reason."""
    reasons = await ledger.reasons(session, row.id, now)
    counts = Counter(reason for _, reason in reasons).most_common()
    wanted = [key for key, reason in reasons if not chosen or reason == chosen]
    keys, pages = part(wanted, page, {"reason": chosen})
    lines = await ledger.lines(session, [col(Enrollment.id).in_(keys)], now)
    mine = col(Campaign.id) == row.id
    return CampaignView(
        campaign=row,
        target=await session.get_one(TargetList, row.target_list_id),
        mailboxes=await _mailboxes(session, row),
        steps=await _steps(session, row),
        numbers=next(iter(await report(session, By.CAMPAIGN, where=[mine])), nothing(row.name)),
        enrolled=len(reasons),
        waiting=[(reason, count) for reason, count in counts if reason not in ENDED],
        ended=[(reason, count) for reason, count in counts if reason in ENDED],
        lines=await _named(session, lines),
        chosen=chosen,
        page=pages,
    )


async def _named(session: AsyncSession, lines: Sequence[Line]) -> list[LineView]:
    query = select(col(Contact.id), col(Contact.name)).where(col(Contact.id).in_({line.contact_id for line in lines}))
    names = {row[0]: row[1] for row in await session.execute(query)}
    return [LineView(line, names.get(line.contact_id, "")) for line in lines]


async def _mailboxes(session: AsyncSession, row: Campaign) -> list[Mailbox]:
    query = (
        select(Mailbox)
        .join(CampaignMailbox, col(CampaignMailbox.mailbox_id) == Mailbox.id)
        .where(col(CampaignMailbox.campaign_id) == row.id)
        .order_by(col(Mailbox.address))
    )
    return list(await session.scalars(query))


async def _steps(session: AsyncSession, row: Campaign) -> list[StepView]:
    query = select(Step).where(col(Step.campaign_id) == row.id).order_by(col(Step.position))
    numbers = {one.group: one for one in await report(session, By.VARIANT, where=[col(Campaign.id) == row.id])}
    return [await _step(session, row, step, numbers) for step in await session.scalars(query)]


async def _step(session: AsyncSession, row: Campaign, step: Step, numbers: Mapping[str, Numbers]) -> StepView:
    if step.kind is not StepKind.MAIL:
        return StepView(step, [], [])
    other = aliased(TemplateVersion)
    newest = (
        select(func.max(other.version)).where(col(other.template_id) == Template.id).scalar_subquery().label("newest")
    )
    query = (
        select(Variant, TemplateVersion, Template, newest)
        .join(TemplateVersion, col(TemplateVersion.id) == Variant.template_version_id)
        .join(Template, col(Template.id) == TemplateVersion.template_id)
        .where(col(Variant.step_id) == step.id)
        .order_by(col(Variant.label))
    )
    variants = [
        VariantView(
            found.Variant,
            found.Template,
            found.TemplateVersion,
            found.newest,
            numbers.get(f"{row.name} / step {step.position} / {found.Variant.label}") or nothing(found.Variant.label),
        )
        for found in await session.execute(query)
    ]
    return StepView(step, variants, _verdicts(variants))


def _verdicts(variants: list[VariantView]) -> list[tuple[str, str, Verdict]]:
    if not variants:
        return []
    first, *others = variants
    found = []
    for other in others:
        labels = (first.variant.label, other.variant.label)
        verdict = ab_verdict(first.numbers.counts, other.numbers.counts, labels, pairs=len(others))
        found.append((*labels, verdict))
    return found


@dataclass(frozen=True)
class Choices:
    """What a new campaign can be made of."""

    lists: list[TargetList]
    templates: list[Template]
    mailboxes: list[Mailbox]


async def choices(session: AsyncSession, owner_id: int | None) -> Choices:
    """`owner_id`: a rep chooses among their own mailboxes, a manager (None) among all."""
    boxes = select(Mailbox).where(col(Mailbox.deleted_at).is_(None)).order_by(col(Mailbox.address))
    if owner_id is not None:
        boxes = boxes.where(col(Mailbox.user_id) == owner_id)
    return Choices(
        list(await session.scalars(select(TargetList).order_by(col(TargetList.name)))),
        list(
            await session.scalars(
                select(Template).where(col(Template.reply).is_(None)).order_by(col(Template.goal), col(Template.name))
            )
        ),
        list(await session.scalars(boxes)),
    )
