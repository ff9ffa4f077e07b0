"""The installation's figures for Prometheus and whatever reads its text, at /metrics."""

from collections.abc import Iterator, Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from api.auth import Actor, require
from api.context import Now, Session
from engine.flows.keys import Scope
from engine.rules.vocabulary import Role
from engine.store.figures import Figures, figures

router = APIRouter(include_in_schema=False)
Watcher = Annotated[Actor, Depends(require(Scope.READ, Role.MANAGER))]


@router.get("/metrics")
async def metrics(_: Watcher, session: Session, now: Now) -> Response:
    """Read from the database at each call: of the whole installation, whichever process is asked."""
    registry = CollectorRegistry()
    registry.register(_Read(await figures(session, now)))
    return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)


class _Read(Collector):
    """What was read, in the words of Prometheus: base units, counters that end in _total."""

    def __init__(self, figures: Figures) -> None:
        self._figures = figures

    def collect(self) -> Iterator[Metric]:
        of, boxes = self._figures, self._figures.mailboxes
        yield _gauge("workers", "Workers that are connected to the database.", "part", of.workers)
        yield GaugeMetricFamily("offhours_stopped", "1: nothing is sent until an administrator says go.", of.is_stopped)
        yield _gauge("mails_waiting", "Mails to be sent, by what they wait for.", "reason", of.waiting)
        yield _gauge("mails_in_hand", "Mails on their way, and those in doubt.", "state", of.in_hand)
        yield GaugeMetricFamily("offhours_mails_undecided", "Received, not decided about yet.", of.undecided)
        yield CounterMetricFamily("offhours_mails_received", "Received mails that were kept.", of.received)
        sent = {box.address: box.sent for box in boxes}
        yield _gauge("mails_sent_day", "Handed over in the last 24 hours, or in doubt.", "mailbox", sent)
        work = {"open": of.work.open, "overdue": of.work.overdue, "escalated": of.work.escalated}
        yield _gauge("tasks", "Work of people; what is escalated is overdue, what is overdue is open.", "state", work)
        ages = {box.address: box.read for box in boxes if box.read is not None}
        yield _gauge("mailbox_read_age_seconds", "Since a mailbox was last read.", "mailbox", ages)
        trouble = GaugeMetricFamily("offhours_mailbox_trouble", "1: it cannot, or may not.", labels=["mailbox", "what"])
        for box in boxes:
            for what, works in (("sending", box.sends), ("reading", box.reads), ("filing", box.files)):
                trouble.add_metric([box.address, what], not works)
        yield trouble


def _gauge(name: str, about: str, label: str, values: Mapping[str, float]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(f"offhours_{name}", about, labels=[label])
    for of, value in values.items():
        family.add_metric([of], value)
    return family
